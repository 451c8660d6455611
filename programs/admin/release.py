"""Bulk actions and form buttons that publish events and figures, and the bulk action “Delete”."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.snippets.action_menu import ActionMenuItem, SaveMenuItem
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from programs.admin import values
from programs.facts import DistributionEvent, Observation, draft_observations, may_release, release, release_events


def release_url(record, back: str = "") -> str:
    """Return the URL that confirms the release of one draft; `back` is the list by default."""
    base = reverse("wagtail_bulk_action", args=("programs", record._meta.model_name, "release"))
    back = back or reverse(type(record).snippet_viewset.get_url_name("list"))
    return f"{base}?{urlencode({'id': record.pk, 'next': back})}"


class ReleaseBulkAction(SnippetBulkAction):
    """Release the drafts among the chosen records; published ones are left alone and listed."""

    display_name = _("Publish")
    action_type = "release"
    aria_label = _("Publish the chosen drafts")
    template_name = "programs/admin/confirm_release.html"
    action_priority = 10

    @classproperty
    def models(cls):
        return [DistributionEvent, Observation]

    @classmethod
    def get_queryset(cls, model, object_ids):
        if not all(str(one).isdecimal() for one in object_ids):
            raise Http404
        found = model.objects.filter(pk__in=object_ids)
        return values.with_values(found) if model is Observation else found

    def check_perm(self, obj) -> bool:
        return may_release(self.request.user) and not obj.is_released

    def object_context(self, snippet):
        context = super().object_context(snippet)
        if isinstance(snippet, DistributionEvent):
            context["figures"] = values.with_values(draft_observations().filter(event=snippet)).order_by("pk")
        return context

    def get_context_data(self, **kwargs):
        return super().get_context_data(figures_are_chosen=self.model is Observation, **kwargs)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ValidationError as error:
            for message in error.messages:
                messages.error(self.request, message)
            return self.form_invalid(form)

    @classmethod
    def execute_action(cls, objects, **kwargs):
        action = kwargs["self"]
        chosen = action.model.objects.filter(pk__in=[record.pk for record in objects])
        publish = release_events if action.model is DistributionEvent else release
        figures = publish(chosen, at=timezone.now())
        for record in objects:
            log(instance=record, action="programs.release", user=action.request.user)
        return len(objects), figures

    def get_success_message(self, num_parent_objects, num_child_objects):
        text = ngettext("%(count)d figure is public now.", "%(count)d figures are public now.", num_child_objects)
        return text % {"count": num_child_objects}


class DeleteFacts(DeleteBulkAction):
    """Delete events with their draft figures, which Wagtail's own action would count as references."""

    @classproperty
    def models(cls):
        return [DistributionEvent]

    def annotate_items(self, items):
        items = super().annotate_items(items)
        self.is_protected = False
        return items

    def object_context(self, item):
        return {**super().object_context(item), "is_protected": False}

    @classmethod
    def execute_action(cls, objects, **kwargs):
        draft_observations().filter(event__in=objects).delete()
        return super().execute_action(objects, **kwargs)


class ReleaseMenuItem(ActionMenuItem):
    name = "action-release"
    label = _("Save and publish")
    icon_name = "upload"
    order = 20
    template_name = "programs/admin/release_button.html"

    def is_shown(self, context):
        return super().is_shown(context) and may_release(context["request"].user)


class SaveDraftMenuItem(SaveMenuItem):
    template_name = "programs/admin/save_draft_button.html"


def release_menu_item(model):
    """Wagtail's hook `register_snippet_action_menu_item`."""
    return ReleaseMenuItem() if model is DistributionEvent else None


def label_draft_button(menu_items: list, request, context) -> None:
    """Wagtail's hook `construct_snippet_action_menu`: label the save button of drafts."""
    record = context.get("instance")
    if context["model"] not in (DistributionEvent, Observation) or (record is not None and record.is_released):
        return
    for position, item in enumerate(menu_items):
        if isinstance(item, SaveMenuItem):
            menu_items[position] = SaveDraftMenuItem(order=0)
