"""What something refers to is not deleted: the editor is told what refers to it instead, with links."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import CASCADE, Model
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.snippets import DeleteView

from programs.facts import DistributionEvent, Observation

#: How many things of one kind are listed by name; the rest is counted.
LISTED = 20


@dataclass(frozen=True)
class Referrer:
    kind: str
    label: str
    url: str | None


@dataclass(frozen=True)
class Refusal:
    """Why a record stays. `reason` is a sentence; `referrers` may be empty where the reason is another."""

    record: Model
    reason: str
    referrers: list[Referrer] = field(default_factory=list)
    more: int = 0


def referring_objects(record: Model) -> list[Model]:
    """Return what refers to a record: rows of the database, and pages whose blocks name it.

    The database is asked itself, for the reference index knows only what was saved one by one. Children that a
    record owns (its other names, its organisers) do not count; drafts of figures go with their draft event.
    """
    found: dict[tuple, Model] = {}
    for relation in record._meta.related_objects:
        if relation.model._meta.proxy or _is_owned(relation):
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: record})
        if relation.related_model is Observation and isinstance(record, DistributionEvent):
            rows = rows.exclude(released_at=None)
        for row in rows.order_by("pk")[: LISTED * 10]:
            _remember(found, _parent_of(row))
    for source, _references in ReferenceIndex.get_grouped_references_to(record):
        if not _is_a_draft_of(record, source):
            _remember(found, source)
    found.pop((record._meta.concrete_model, record.pk), None)
    return list(found.values())


def refusal_for(record: Model, user) -> Refusal | None:
    if isinstance(record, Observation) and record.is_released:
        return Refusal(record, _("A published value is never deleted. Correct it instead."))
    if isinstance(record, DistributionEvent) and record.is_released:
        reason = _("A published event is never deleted: its address and its figures may have been cited.")
        return Refusal(record, reason)
    objects = referring_objects(record)
    if not objects:
        return None
    finder = AdminURLFinder(user)
    referrers = [
        Referrer(capfirst(str(thing._meta.verbose_name)), str(thing), finder.get_edit_url(thing))
        for thing in objects[:LISTED]
    ]
    reason = _("Something refers to it. Change or remove what is listed here first.")
    return Refusal(record, reason, referrers, max(0, len(objects) - LISTED))


def refuse_deletion(request, instances: Iterable[Model]) -> TemplateResponse | None:
    """Wagtail's hook `before_delete_snippet`: answers single and bulk deletion, before and after “yes”."""
    facts = [record for record in instances if record._meta.app_label == "programs"]
    refusals = [refusal for record in facts if (refusal := refusal_for(record, request.user))]
    if not refusals:
        return None
    context = {
        "refusals": refusals,
        "model_opts": facts[0]._meta,
        "page_title": _("This cannot be deleted"),
        "header_icon": "warning",
        "back_url": type(facts[0]).snippet_viewset.menu_url,
    }
    return TemplateResponse(request, "programs/admin/cannot_delete.html", context, status=409)


class EventDeleteView(DeleteView):
    """Deletes a draft event with the drafts of its figures; whatever else refers to it has been told before."""

    def get_usage_url(self):
        return None

    @transaction.atomic
    def delete_action(self):
        Observation.objects.drafts().filter(event=self.object).delete()
        super().delete_action()


def _is_owned(relation) -> bool:
    owned = isinstance(relation.field, ParentalKey) and relation.on_delete is CASCADE
    return owned or relation.field.model._meta.auto_created


def _parent_of(row: Model) -> Model:
    """Return what an editor knows: the article, not its row in the table of its events."""
    for parental in row._meta.fields:
        if isinstance(parental, ParentalKey) and parental.remote_field.on_delete is CASCADE:
            return getattr(row, parental.name)
    return row


def _remember(found: dict, thing: Model) -> None:
    found.setdefault((thing._meta.concrete_model, thing.pk), thing)


def _is_a_draft_of(record: Model, source: Model) -> bool:
    return isinstance(source, Observation) and isinstance(record, DistributionEvent) and not source.is_released
