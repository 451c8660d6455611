"""Images and documents of public pages can be changed only by users who may publish these pages."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from portal.admin.publishing_rights import may_publish, refusal_to_publish

CHANGES = frozenset({"change", "delete"})
#: {view name of a form: view name of the usage of its file}.
FORMS = {
    "wagtailimages:edit": "wagtailimages:image_usage",
    "wagtailimages:delete": "wagtailimages:image_usage",
    "wagtaildocs:edit": "wagtaildocs:document_usage",
    "wagtaildocs:delete": "wagtaildocs:document_usage",
}


def public_pages_with(file: Model) -> QuerySet[Page]:
    """Return the live pages that refer to a file in a field, a block or rich text."""
    references = ReferenceIndex.get_references_to(file).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    shown = Q(pk__in=[int(pk) for pk in references.values_list("object_id", flat=True)])
    for relation in file._meta.get_fields(include_hidden=True):
        if relation.one_to_many and issubclass(relation.related_model, Page):
            shown |= Q(pk__in=relation.related_model.objects.filter(**{relation.field.name: file}).values("pk"))
    return Page.objects.live().filter(shown)


def page_that_locks(user, file: Model) -> Page | None:
    """Return a public page that keeps a user from changing a file, or None."""
    if user.is_superuser:
        return None
    return next((page for page in public_pages_with(file) if not may_publish(user, page)), None)


class PublicMediaPolicy(CollectionOwnershipPermissionPolicy):
    """Collection permissions, restricted by the pages that show a file."""

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        if set(actions) & CHANGES and page_that_locks(user, instance):
            actions = set(actions) - CHANGES
        return super().user_has_any_permission_for_instance(user, actions, instance)


def register_media_policies() -> None:
    """Register for the exact models, which takes precedence over the policies of their apps."""
    for model, auth_model in (
        (get_image_model(), "wagtailimages.Image"),
        (get_document_model(), "wagtaildocs.Document"),
    ):
        policy = PublicMediaPolicy(model, auth_model=auth_model, owner_field_name="uploaded_by_user")
        register_permission_policy(model, policy, exact_class=True)


class LockedFileMiddleware(MiddlewareMixin):
    """Redirect from the form of a locked file to its usage, with a message that says who may change it."""

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        match = request.resolver_match
        if match.view_name not in FORMS or not request.user.is_authenticated:
            return None
        model = get_image_model() if match.app_name == "wagtailimages" else get_document_model()
        file = model.objects.filter(pk=next(iter(match.captured_kwargs.values()))).first()
        policy = policy_registry.get_by_type(model)
        if file is None or not policy.user_has_any_permission(request.user, ["add", *CHANGES]):
            return None
        page = page_that_locks(request.user, file)
        if page is None:
            return None
        text = _("“%(file)s” is public: upload another file instead, or have this one changed. %(why)s")
        messages.warning(request, text % {"file": file.title, "why": refusal_to_publish(page)})
        return redirect(reverse(FORMS[match.view_name], args=[file.pk]))
