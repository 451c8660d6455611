"""Explain refused publications where no form does: workflows, bulk actions, translations."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages

from portal.admin.media_rights import locked_file
from portal.admin.publishing_rights import MayNotPublishError
from portal.pages import CannotPublishError


class RefusedPublicationMiddleware:
    """Redirect to the page with the reasons, instead of an error 500."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        return locked_file(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, MayNotPublishError):
            messages.error(request, exception.message)
            address = exception.address
        elif isinstance(exception, CannotPublishError):
            messages.error(request, refusal_html(exception))
            address = reverse("wagtailadmin_pages:edit", args=[exception.page.pk])
        else:
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # The comment dialog of a workflow follows this redirect.
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)


def refusal_html(refused: CannotPublishError) -> str:
    reasons = format_html_join("", "<li>{}</li>", ((problem,) for problem in refused.problems))
    title = refused.page.get_admin_display_title()
    return format_html("{} <ul>{}</ul>", _("“%(page)s” was not published.") % {"page": title}, reasons)
