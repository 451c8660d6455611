"""Require the publish permission for every change of a public page, whichever admin view makes it.

Wagtail checks it in its own views only. Translations, aliases and restrictions also save public pages, so that it is
checked in signals, for the acting user of the admin; workers and commands are exempt.
"""

from django.db.models.signals import pre_delete, pre_save
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageViewRestriction, get_page_models
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.signals import pre_page_move

from portal.pages import CannotPublishError, suggest_publishers
from portal.web import response_to

#: Fields of a page that saving a draft writes.
OF_DRAFTS = {
    "draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at", "locked", "locked_at",
    "locked_by", "numchild", "owner",
}  # fmt: skip


class MayNotPublishError(Exception):
    """A change of a public page without permission; `message` names who may, `address` is where to continue."""

    def __init__(self, message: str, address: str):
        super().__init__(message)
        self.message = message
        self.address = address


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def acting_user():
    """Return the user of the admin request; None in workers, commands and public requests."""
    return get_active_log_context().user


def may_publish(user, page: Page) -> bool:
    return user is None or page.permissions_for_user(user).can_publish()


def refusal_to_publish(page: Page) -> str:
    return _("This would change “%(page)s” for readers at once. %(who)s") % {
        "page": page.get_admin_display_title(),
        "who": suggest_publishers(PagePermissionPolicy(Page).users_with_permission_for_instance("publish", page)),
    }


def refuse_unless_publisher(page: Page) -> None:
    """Raise MayNotPublishError if the acting user may not publish a page."""
    if not may_publish(acting_user(), page):
        raise MayNotPublishError(refusal_to_publish(page), edit_address(page))


def guard_page(sender, instance, update_fields=None, raw=False, **kwargs) -> None:
    user = acting_user()
    if raw or user is None or (update_fields is not None and OF_DRAFTS.issuperset(update_fields)):
        return
    stored = Page.objects.filter(pk=instance.pk).first()
    is_public = instance.live or (stored is not None and stored.live)
    if is_public and not may_publish(user, instance):
        raise MayNotPublishError(refusal_to_publish(stored or instance), edit_address(stored or instance.get_parent()))


def guard_tree(sender, instance, **kwargs) -> None:
    if acting_user() is not None:
        for page in Page.objects.descendant_of(instance, inclusive=True).live():
            refuse_unless_publisher(page)


def guard_deletion(sender, instance, **kwargs) -> None:
    if instance.live:
        refuse_unless_publisher(instance)


def guard_restriction(sender, instance, **kwargs) -> None:
    if Page.objects.descendant_of(instance.page, inclusive=True).live().exists():
        refuse_unless_publisher(instance.page)


@hooks.register("before_publish_page")
def keep_as_draft(request, page: Page):
    """Keep a draft if publishing would also change an alias without permission."""
    for alias in Page.objects.live().filter(alias_of=page.pk):
        if not may_publish(request.user, alias):
            messages.error(request, refusal_to_publish(alias))
            return redirect(edit_address(page))
    return None


@response_to.register
def explain_missing_right(error: MayNotPublishError, request: HttpRequest) -> HttpResponse:
    return _back_with(error.message, error.address, request)


@response_to.register
def explain_problems(error: CannotPublishError, request: HttpRequest) -> HttpResponse:
    """Give the reasons where no form does: workflows, bulk actions, translations."""
    reasons = format_html_join("", "<li>{}</li>", ((problem,) for problem in error.problems))
    refusal = _("“%(page)s” was not published.") % {"page": error.page.get_admin_display_title()}
    return _back_with(format_html("{} <ul>{}</ul>", refusal, reasons), edit_address(error.page), request)


def _back_with(message: str, address: str, request: HttpRequest) -> HttpResponse:
    messages.error(request, message)
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        # The comment dialog of a workflow follows this redirect.
        return JsonResponse({"step": "success", "redirect": address})
    return redirect(address)


def connect_publishing_rights() -> None:
    for model in get_page_models():
        pre_save.connect(guard_page, sender=model)
        pre_delete.connect(guard_deletion, sender=model)
    pre_page_move.connect(guard_tree)
    pre_save.connect(guard_restriction, sender=PageViewRestriction)
    pre_delete.connect(guard_restriction, sender=PageViewRestriction)
