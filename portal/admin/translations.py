"""Translations: missing ones, starting one, and publishing rights in the views of wagtail-localize."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.operations import translate_object
from wagtail_localize.views.convert import convert_to_alias
from wagtail_localize.views.update_translations import UpdateTranslationsView

from portal.admin.dashboard import SHOWN, Action, Task, TaskList, register_tasks
from portal.admin.publishing_rights import (
    acting_user,
    edit_address,
    may_publish,
    refusal_to_publish,
    refuse_unless_publisher,
)

TRANSLATE = "wagtail_localize.submit_translation"


def untranslated(request) -> TaskList | None:
    """List pages without a translation, and translations that were never published."""
    if not request.user.has_perm(TRANSLATE):
        return None
    same = Page.objects.filter(translation_key=OuterRef("translation_key")).exclude(locale=OuterRef("locale_id"))
    pages = Page.objects.filter(depth__gt=1).select_related("locale").order_by("-latest_revision_created_at", "-pk")
    missing = pages.live().filter(~Exists(same))[:SHOWN]
    begun = pages.not_live().filter(Exists(same.live()))[:SHOWN]
    tasks = []
    for page in missing:
        action = Action(_("Translate"), reverse("portal_translate", args=[page.pk]), changes=True)
        tasks.append(Task(page.title, edit_address(page), page.locale.get_display_name(), action))
    for page in begun:
        detail = _("%(language)s · begun, not published") % {"language": page.locale.get_display_name()}
        action = Action(_("Continue"), edit_address(page))
        tasks.append(Task(page.draft_title, edit_address(page), detail, action))
    return TaskList(_("To be translated"), "globe", tasks[:SHOWN])


@require_POST
def begin_translation(request, pk: int):
    """Create the draft of a translation and open its segments."""
    page = get_object_or_404(Page, pk=pk).specific
    if not (request.user.has_perm(TRANSLATE) and page.permissions_for_user(request.user).can_edit()):
        raise PermissionDenied
    locales = Locale.objects.exclude(pk__in=page.get_translations(inclusive=True).values("locale"))
    target = locales.first()
    if target is not None:
        translate_object(page, [target], user=request.user)
        messages.success(request, _("The translation is begun as a draft. Each sentence is saved as you write it."))
    translation = page.get_translations().first()
    return redirect("wagtailadmin_pages:edit", translation.pk if translation else page.pk)


class SyncTranslationsView(UpdateTranslationsView):
    """Offers to publish only to users who may publish every translation; others only update them."""

    def get_form(self):
        form = super().get_form()
        refused = [page for page in translations_of(self.object) if not may_publish(self.request.user, page)]
        if refused:
            field = form.fields["publish_translations"]
            field.disabled = True
            field.help_text = refusal_to_publish(refused[0])
        return form


def translations_of(source: TranslationSource) -> list[Page]:
    """Return the pages that are synchronized with a source; none if it is no page."""
    targets = source.translations.filter(enabled=True).values("target_locale")
    return list(Page.objects.filter(translation_key=source.object_id, locale__in=targets))


def convert_page_to_alias(request, page_id: int):
    """Require the publish permission: an alias immediately shows its source."""
    page = get_object_or_404(Page, pk=page_id)
    if page.live or page.get_translations().live().exists():
        refuse_unless_publisher(page)
    return convert_to_alias(request, page_id)


@hooks.register("before_convert_alias_page")
def refuse_to_convert_alias(request, page: Page) -> None:
    """An alias that is converted becomes a public translation."""
    if page.live:
        refuse_unless_publisher(page)


# After wagtail-localize has added its items.
@hooks.register("construct_page_action_menu", order=10)
def leave_out_conversion(items: list, request, context) -> None:
    """Hide a conversion that would be refused."""
    page = context.get("page")
    if page is not None and page.pk and not may_publish(request.user, page):
        items[:] = [item for item in items if item.name != "localize-convert-to-alias"]


def keep_restrictions_of_others() -> None:
    """Copy view restrictions only to translations that the acting user may publish."""
    write = TranslationSource.update_target_view_restrictions

    @wraps(write)
    def update_target_view_restrictions(source, locale):
        if all(may_publish(acting_user(), page) for page in translations_of(source) if page.locale == locale):
            write(source, locale)

    TranslationSource.update_target_view_restrictions = update_target_view_restrictions


@hooks.register("register_admin_urls")
def own_addresses() -> list:
    return [path("translate/<int:pk>/", begin_translation, name="portal_translate")]


@hooks.register("register_admin_urls", order=-1)
def addresses_before_those_of_wagtail_localize() -> list:
    return [
        path("localize/update/<int:translation_source_id>/", SyncTranslationsView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", convert_page_to_alias),
    ]


register_tasks(untranslated, order=40)
