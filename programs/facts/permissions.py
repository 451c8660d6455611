"""Permission policies of facts: only users who may publish change what is public."""

from typing import TypeAlias

from django.contrib.auth.models import AbstractUser, AnonymousUser
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

User: TypeAlias = AbstractUser | AnonymousUser

#: The permission to publish events and figures, and to correct them.
RELEASE = "programs.release_distributionevent"


def may_release(user: User) -> bool:
    return bool(user.has_perm(RELEASE))


#: Models without drafts: readers see records as soon as they are saved.
PUBLIC_AT_ONCE = (
    AssistanceKind, Centre, Discrepancy, Edition, Indicator, Organization, Preference, Program, TerritorialScheme,
    Territory, TerritoryRelation, Trade, UnitOfMeasure,
)  # fmt: skip


def who_may_release() -> str:
    """Return the sentence that names users who may publish."""
    return str(suggest_publishers(ModelPermissionPolicy(DistributionEvent).users_with_permission("release")))


class PublicAtOncePolicy(ModelPermissionPolicy):
    """Only users who may publish add, change and delete."""

    def user_has_permission(self, user: User, action: str) -> bool:
        allowed: bool = super().user_has_permission(user, action)
        return allowed and (action not in ("add", "change", "delete") or may_release(user))


class SourcePolicy(ModelPermissionPolicy):
    """Only users who may publish change and delete cited sources."""

    def user_has_permission_for_instance(self, user: User, action: str, instance: Source) -> bool:
        allowed: bool = super().user_has_permission_for_instance(user, action, instance)
        return allowed and (action not in ("change", "delete") or may_release(user) or not instance.is_cited)


class LedgerPolicy(ModelPermissionPolicy):
    """Nobody changes or deletes published values: they are corrected."""

    def user_has_permission_for_instance(self, user: User, action: str, instance: Observation) -> bool:
        if instance.is_released and action in ("change", "delete"):
            return False
        return bool(super().user_has_permission_for_instance(user, action, instance))


class EventPolicy(ModelPermissionPolicy):
    """Only users who may publish change published events; nobody deletes them."""

    def user_has_permission_for_instance(self, user: User, action: str, instance: DistributionEvent) -> bool:
        if instance.is_released and (action == "delete" or (action == "change" and not may_release(user))):
            return False
        return bool(super().user_has_permission_for_instance(user, action, instance))


def register_policies() -> None:
    """Register all policies. Wagtail refuses to replace one that is in use: call at startup."""
    register_permission_policy(Observation, LedgerPolicy(Observation))
    register_permission_policy(DistributionEvent, EventPolicy(DistributionEvent))
    register_permission_policy(Source, SourcePolicy(Source))
    for model in PUBLIC_AT_ONCE:
        register_permission_policy(model, PublicAtOncePolicy(model))
