"""Who may do what with facts, beyond adding and changing: what is public is changed by those who may publish."""

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from portal.pages import suggest_publishers
from programs.facts.events import DistributionEvent
from programs.facts.indicators import Indicator, UnitOfMeasure
from programs.facts.judgements import Discrepancy, Preference
from programs.facts.observations import Observation
from programs.facts.programs import AssistanceKind, Centre, Edition, Organization, Program, Trade
from programs.facts.sources import Source
from programs.facts.territories import TerritorialScheme, Territory, TerritoryRelation

#: Publishing events and figures, and correcting what is published.
RELEASE = "programs.release_distributionevent"


def may_release(user) -> bool:
    return user.has_perm(RELEASE)


#: What readers see as soon as it is saved: names, places, definitions, decisions. None of it has drafts.
PUBLIC_AT_ONCE = (
    AssistanceKind,
    Centre,
    Discrepancy,
    Edition,
    Indicator,
    Organization,
    Preference,
    Program,
    TerritorialScheme,
    Territory,
    TerritoryRelation,
    Trade,
    UnitOfMeasure,
)


def who_may_release() -> str:
    """Return whom to ask, by name."""
    return suggest_publishers(ModelPermissionPolicy(DistributionEvent).users_with_permission("release"))


class PublicAtOncePolicy(ModelPermissionPolicy):
    """What readers see at once is added, changed and deleted by those who may publish."""

    def user_has_permission(self, user, action) -> bool:
        allowed = super().user_has_permission(user, action)
        return allowed and (action not in ("add", "change", "delete") or may_release(user))


class SourcePolicy(ModelPermissionPolicy):
    """A source that something published cites is corrected by those who may publish."""

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        allowed = super().user_has_permission_for_instance(user, action, instance)
        return allowed and (action not in ("change", "delete") or may_release(user) or not instance.is_cited)


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
    register_permission_policy(Source, SourcePolicy(Source))
    for model in PUBLIC_AT_ONCE:
        register_permission_policy(model, PublicAtOncePolicy(model))
