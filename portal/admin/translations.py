"""Published pages that the other language has not, and the one click that begins their translation."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Locale, Page
from wagtail_localize.operations import translate_object

from portal.admin.dashboard import SHOWN, Action, Task, TaskList

TRANSLATE = "wagtail_localize.submit_translation"


def untranslated(request) -> TaskList | None:
    """Return pages without a translation, and translations that were begun and never published."""
    if not request.user.has_perm(TRANSLATE):
        return None
    same = Page.objects.filter(translation_key=OuterRef("translation_key")).exclude(locale=OuterRef("locale_id"))
    pages = Page.objects.filter(depth__gt=1).select_related("locale").order_by("-latest_revision_created_at", "-pk")
    missing = pages.live().filter(~Exists(same))[:SHOWN]
    begun = pages.not_live().filter(Exists(same.live()))[:SHOWN]
    tasks = [_missing(page) for page in missing] + [_begun(page) for page in begun]
    return TaskList(_("To be translated"), "globe", tasks[:SHOWN])


def _missing(page: Page) -> Task:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    begin = Action(_("Translate"), reverse("portal_translate", args=[page.pk]), changes=True)
    return Task(page.title, url, page.locale.get_display_name(), begin)


def _begun(page: Page) -> Task:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    detail = _("%(language)s · begun, not published") % {"language": page.locale.get_display_name()}
    return Task(page.draft_title, url, detail, Action(_("Continue"), url))


@require_POST
def begin_translation(request, pk: int):
    """Make the draft of a translation into the other language, and open it string by string."""
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
