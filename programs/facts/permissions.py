"""Who may do what with facts, beyond adding and changing: what is public is changed by those who may publish."""

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from programs.facts.events import DistributionEvent
from programs.facts.observations import Observation

#: Publishing events and figures, and correcting what is published.
RELEASE = "programs.release_distributionevent"


def may_release(user) -> bool:
    return user.has_perm(RELEASE)


class LedgerPolicy(ModelPermissionPolicy):
    """A published value is neither changed nor deleted, by nobody: it is corrected."""

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        if instance.is_released and action in ("change", "delete"):
            return False
        return super().user_has_permission_for_instance(user, action, instance)


class EventPolicy(ModelPermissionPolicy):
    """A published event is changed by those who may publish, and never deleted."""

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        if instance.is_released and action == "delete":
            return False
        if instance.is_released and action == "change" and not may_release(user):
            return False
        return super().user_has_permission_for_instance(user, action, instance)


def register_policies() -> None:
    """Register before anything asks for a policy: Wagtail refuses to replace one that was asked for."""
    register_permission_policy(Observation, LedgerPolicy(Observation))
    register_permission_policy(DistributionEvent, EventPolicy(DistributionEvent))
