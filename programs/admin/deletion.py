"""Refuse to delete records that are referred to, and list the referrers."""

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

from programs.facts import DistributionEvent, Observation, draft_observations

#: Referrers listed by name; the rest is counted.
MAX_LISTED = 20


@dataclass(frozen=True)
class Refusal:
    """Why a record cannot be deleted: {kind, label, url} of some referrers, and how many more there are."""

    record: Model
    reason: str
    referrers: list[dict] = field(default_factory=list)
    more: int = 0


def referring_objects(record: Model) -> list[Model]:
    """Return the rows, and the pages with blocks, that refer to a record.

    Foreign keys are queried too, since bulk loads bypass the reference index. Children that a record owns do not
    count, nor do draft figures of a draft event.
    """
    is_event = isinstance(record, DistributionEvent)
    found: list[Model] = []
    for relation in record._meta.related_objects:
        owned = isinstance(relation.field, ParentalKey) and relation.on_delete is CASCADE
        if owned or relation.model._meta.proxy or relation.field.model._meta.auto_created:
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: record})
        if relation.related_model is Observation and is_event:
            rows = rows.exclude(released_at=None)
        found += map(_parent_of, rows.order_by("pk")[: MAX_LISTED * 10])
    for source, _references in ReferenceIndex.get_grouped_references_to(record):
        if not (is_event and isinstance(source, Observation) and not source.is_released):
            found.append(source)
    return [one for one in dict.fromkeys(found) if one != record]


def refusal_for(record: Model, user) -> Refusal | None:
    if isinstance(record, Observation) and record.is_released:
        return Refusal(record, _("A published value is never deleted. Correct it instead."))
    if isinstance(record, DistributionEvent) and record.is_released:
        return Refusal(
            record, _("A published event is never deleted: its address and its figures may have been cited.")
        )
    if not (objects := referring_objects(record)):
        return None
    finder = AdminURLFinder(user)
    referrers = [
        {"kind": capfirst(one._meta.verbose_name), "label": str(one), "url": finder.get_edit_url(one)}
        for one in objects[:MAX_LISTED]
    ]
    reason = _("Something refers to it. Change or remove what is listed here first.")
    return Refusal(record, reason, referrers, max(0, len(objects) - MAX_LISTED))


def refuse_deletion(request, instances: Iterable[Model]) -> TemplateResponse | None:
    """Wagtail's hook `before_delete_snippet`: for single and bulk deletion, on GET and POST."""
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
    """Delete a draft event with its draft figures, after `refuse_deletion` found no other referrer."""

    def get_usage_url(self):
        return None

    @transaction.atomic
    def delete_action(self):
        draft_observations().filter(event=self.object).delete()
        super().delete_action()


def _parent_of(row: Model) -> Model:
    """Return the parent of an inline row: the article, not its link to an event."""
    for parental in row._meta.fields:
        if isinstance(parental, ParentalKey) and parental.remote_field.on_delete is CASCADE:
            return getattr(row, parental.name)
    return row
