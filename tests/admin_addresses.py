"""All URLs of the admin, found in the URL resolver, with arguments made of existing records.

Arguments follow from the names of parameters (`ARGUMENTS`). A URL with unknown parameters, or of a model without a
record in tests/admin_records.py, fails its test.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.db import models
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import URLResolver
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from taggit.models import Tag
from wagtail.admin.models import EditingSession
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query
from wagtail.contrib.settings.registry import registry as settings_models
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Page,
    TaskState,
    TranslatableMixin,
    UploadedFile,
    Workflow,
    WorkflowState,
    get_page_models,
)
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import OverridableSegment, StringSegment, Translation, TranslationSource

from programs.editorial.blocks import figure_blocks
from programs.facts.events import DistributionEvent
from programs.facts.observations import Observation

PREFIX = "admin/"
PARAMETER = re.compile(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>")


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield (route, pattern) of every address below /admin/."""
    for found in (resolver or get_resolver()).url_patterns:
        route = prefix + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from patterns(found, route)
        elif route.startswith(PREFIX):
            yield route, found


def parameters(route: str) -> tuple[str, ...]:
    return tuple(match[1] or match[2] for match in PARAMETER.finditer(route))


def path_of(route: str, arguments: Iterable) -> str:
    """Return the path that a route matches with these arguments."""
    values = iter(arguments)
    filled = PARAMETER.sub(lambda _match: str(next(values)), route)
    return "/" + re.sub(r"[$^\\]", "", filled)


def addresses(route: str, pattern: URLPattern) -> list[str]:
    """Return the paths of a route, one per kind of record; none if no arguments fit."""
    names = parameters(route)
    if not names:
        return [path_of(route, ())]
    if names == ("pk",):
        return [path_of(route, [pk]) for pk in primary_keys(route, pattern)]
    given = ARGUMENTS.get(names)
    return [path_of(route, arguments) for arguments in given(route)] if given else []


#: {prefix of routes: model} of views that do not name theirs.
MODELS_BY_ROUTE = {
    "admin/workflows/tasks/": GroupApprovalTask,
    "admin/workflows/": Workflow,
    "admin/facts/correct/": Observation,
    "admin/translate/": Page,
}


def primary_keys(route: str, pattern: URLPattern) -> list:
    """Return the key of one record of a view's model, or of one page per type."""
    by_route = (model for start, model in MODELS_BY_ROUTE.items() if route.startswith(start))
    model = next(by_route, None) or model_of(pattern)
    if model is Page:
        return [page.pk for page in one_page_of_each_type()]
    return [key_of(model)] if model and model._default_manager.exists() else []


def model_of(pattern: URLPattern) -> type[models.Model] | None:
    view = pattern.callback
    owner = getattr(view, "view_class", None) or getattr(view, "cls", None)
    model = getattr(view, "view_initkwargs", {}).get("model") or getattr(owner, "model", None)
    return apps.get_model(model) if isinstance(model, str) else model


def key_of(model: type[models.Model]):
    return model._default_manager.order_by("-pk").values_list("pk", flat=True).first()


def one_page_of_each_type() -> list[Page]:
    types = [model for model in get_page_models() if model is not Page]
    return [page for model in types if (page := model.objects.order_by("-pk").first())]


def keys(model: type[models.Model], **conditions) -> list[tuple]:
    found = model._default_manager.filter(**conditions).order_by("-pk").first()
    return [(found.pk,)] if found else []


def each_page(route: str) -> list[tuple]:
    return [(page.pk,) for page in one_page_of_each_type()]


def page_types(route: str) -> list[tuple]:
    return model_names(type(page) for page in one_page_of_each_type())


def page_types_with_parents(route: str) -> list[tuple]:
    return [
        (page_type._meta.app_label, page_type._meta.model_name, parent.pk)
        for parent in one_page_of_each_type()
        for page_type in parent.specific_class.creatable_subpage_models()
    ]


def model_names(found: Iterable[type[models.Model]]) -> list[tuple]:
    return [(model._meta.app_label, model._meta.model_name) for model in found]


def models_by_name(route: str) -> list[tuple]:
    if route.startswith("admin/pages/"):
        return page_types(route)
    if route.startswith("admin/workflows/"):
        return model_names([GroupApprovalTask])
    return model_names(translatable_snippets())


def translatable_snippets() -> list[type[models.Model]]:
    return [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]


def tags_or_settings(route: str) -> list[tuple]:
    return model_names(settings_models if route.startswith("admin/settings/") else [Tag])


def bulk_actions(route: str) -> list[tuple]:
    bulk_action_registry._scan_for_bulk_actions()
    return [
        (app, name, action)
        for app, by_model in bulk_action_registry.actions.items()
        for name, actions in by_model.items()
        for action in actions
    ]


def moderated(route: str) -> list[tuple]:
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    return [(state.workflow_state.object_id, action, state.pk) for state in states for action in ("approve", "reject")]


def revisions(route: str) -> list[tuple]:
    return [
        (page.pk, page.latest_revision_id) for page in one_page_of_each_type() if page.latest_revision_id
    ]  # fmt: skip


def segments(model) -> Callable[[str], list[tuple]]:
    def arguments(route: str) -> list[tuple]:
        translation = Translation.objects.order_by("-pk").first()
        return [(translation.pk, pk) for (pk,) in keys(model, source=translation.source)] if translation else []

    return arguments


def uploads(route: str) -> list[tuple]:
    model = get_image_model() if route.startswith("admin/images/") else get_document_model()
    return keys(UploadedFile, for_content_type__model=model._meta.model_name)


def password_resets(route: str) -> list[tuple]:
    user = get_user_model().objects.first()
    return [(urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user))]


def sessions(route: str) -> list[tuple]:
    found = EditingSession.objects.order_by("-pk")[:1]
    return [(*one.content_type.natural_key(), one.object_id, one.pk) for one in found]


#: {names of parameters: function(route) -> tuples of arguments}.
ARGUMENTS: dict[tuple[str, ...], Callable[[str], list[tuple]]] = {
    ("page_id",): each_page,
    ("parent_page_id",): each_page,
    ("page_to_move_id",): each_page,
    ("page_pk",): each_page,
    ("pk", "action_name"): lambda route: [(*page, "publish") for page in each_page(route)],
    ("page_to_move_id", "destination_id"): lambda route: [
        (page.pk, page.get_parent().pk) for page in one_page_of_each_type()
    ],
    ("page_pk", "workflow_pk"): lambda route: [
        (*page, *workflow) for page in each_page(route) for workflow in keys(Workflow)
    ],
    ("content_type_app_name", "content_type_model_name"): page_types,
    ("content_type_app_name", "content_type_model_name", "parent_page_id"): page_types_with_parents,
    ("app_label", "model_name"): models_by_name,
    ("app_label", "model_name", "action"): bulk_actions,
    ("app_label", "model_name", "object_id", "session_id"): sessions,
    ("app_label", "model_name", "pk"): lambda route: [
        (*name, key_of(model)) for model in translatable_snippets() for name in model_names([model])
    ],
    ("app_name", "model_name"): tags_or_settings,
    ("app_name", "model_name", "pk"): lambda route: [
        (*name, key_of(model)) for model in settings_models for name in model_names([model])
    ],
    ("page_id", "action_name", "task_state_id"): moderated,
    ("page_id", "task_id"): lambda route: [
        (state.workflow_state.object_id, state.task_id)
        for state in TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    ],
    ("page_id", "revision_id"): revisions,
    ("page_id", "workflow_state_id"): lambda route: [
        (state.object_id, state.pk) for state in WorkflowState.objects.all()
    ],
    ("pk", "revision_id_a", "revision_id_b"): lambda route: [
        (pk, "earliest", revision) for pk, revision in revisions(route)
    ],
    ("collection_id",): lambda route: keys(Collection, depth__gt=1),
    ("task_id",): lambda route: keys(GroupApprovalTask),
    ("session_id",): lambda route: keys(EditingSession),
    ("translation_source_id",): lambda route: keys(TranslationSource),
    ("translation_id",): lambda route: keys(Translation),
    ("translation_id", "mode"): lambda route: [(*one, "none") for one in keys(Translation)],
    ("translation_id", "string_segment_id"): segments(StringSegment),
    ("translation_id", "overridable_segment_id"): segments(OverridableSegment),
    ("redirect_id",): lambda route: keys(Redirect),
    ("query_id",): lambda route: keys(Query),
    ("document_id",): lambda route: keys(get_document_model()),
    ("doc_id",): lambda route: keys(get_document_model()),
    ("image_id",): lambda route: keys(get_image_model()),
    ("image_id", "filter_spec"): lambda route: [(*one, "width-100") for one in keys(get_image_model())],
    ("uploaded_file_id",): uploads,
    ("uidb64", "token"): password_resets,
    ("kind",): lambda route: [(name,) for name, _block in figure_blocks()],
    ("event_code",): lambda route: [(code,) for code in DistributionEvent.objects.values_list("code", flat=True)],
}
