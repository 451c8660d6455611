"""Pictures and documents that a public page shows are changed and deleted by those who may publish that page."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from portal.admin.publishing_rights import may_publish, refusal_to_publish

#: What changes a file, its title, its focal point, its tags and its collection, or takes it away.
CHANGES = frozenset({"change", "delete"})
#: Where an editor goes to do so: {name of the address: where it is read what shows the file}.
FORMS = {
    "wagtailimages:edit": "wagtailimages:image_usage",
    "wagtailimages:delete": "wagtailimages:image_usage",
    "wagtaildocs:edit": "wagtaildocs:document_usage",
    "wagtaildocs:delete": "wagtaildocs:document_usage",
}


def public_pages_with(file: Model) -> QuerySet[Page]:
    """Return the published pages that refer to a file in a field, a block or their text."""
    references = ReferenceIndex.get_references_to(file).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    shown = Q(pk__in=[int(pk) for pk in references.values_list("object_id", flat=True)])
    for relation in file._meta.get_fields(include_hidden=True):
        if relation.one_to_many and issubclass(relation.related_model, Page):
            shown |= Q(pk__in=relation.related_model.objects.filter(**{relation.field.name: file}).values("pk"))
    return Page.objects.live().filter(shown)


def page_that_locks(user, file: Model) -> Page | None:
    """Return a public page for which a user may not change a file; None where nothing stands against it."""
    if user.is_superuser:
        return None
    return next((page for page in public_pages_with(file) if not may_publish(user, page)), None)


class PublicMediaPolicy(CollectionOwnershipPermissionPolicy):
    """The rules of collections, and of the pages that show a file."""

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        if set(actions) & CHANGES and page_that_locks(user, instance):
            actions = set(actions) - CHANGES
        return super().user_has_any_permission_for_instance(user, actions, instance)


def register_media_policies() -> None:
    """Register for the models themselves: that goes before what their apps register."""
    for model, auth_model in (
        (get_image_model(), "wagtailimages.Image"),
        (get_document_model(), "wagtaildocs.Document"),
    ):
        policy = PublicMediaPolicy(model, auth_model=auth_model, owner_field_name="uploaded_by_user")
        register_permission_policy(model, policy, exact_class=True)


def locked_file(request: HttpRequest) -> HttpResponse | None:
    """Tell an editor who opens or sends the form of a locked file why not, and who can; show what uses the file."""
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
    messages.warning(
        request,
        _("“%(file)s” is public: upload another file instead, or have this one changed. %(why)s")
        % {"file": file.title, "why": refusal_to_publish(page)},
    )
    return redirect(reverse(FORMS[match.view_name], args=[file.pk]))
