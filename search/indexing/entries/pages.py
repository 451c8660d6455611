"""The source of pages. Which are public is decided here; each type is described by its app."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from django.apps import apps
from django.core.checks import Error, register
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from portal.pages import public_pages
from search.facets import EXPIRES
from search.indexing.entries.sources import Content, register_source
from search.indexing.entries.streams import documents_of_page, text_of_page

NAME = "page"

#: Describes pages of one type and language, with that language active.
Describe = Callable[[list], Iterable[Content]]

_descriptions: dict[type[Page], Describe] = {}
_excluded: dict[type[Page], str] = {}


def register_page_type(model: type[Page], describe: Describe) -> None:
    """Register how pages of a type are described, usually by `page_content`."""
    _descriptions[model] = describe


def exclude_page_type(model: type[Page], reason: str) -> None:
    """Exclude pages of a type from search, with the reason."""
    _excluded[model] = reason


@register()
def every_page_type_says_how_it_is_searched(app_configs, **kwargs) -> list[Error]:
    return [
        Error(
            f"{model.__name__} says neither how it is searched nor that it is not.",
            hint=(
                f"Call register_page_type({model.__name__}, describe) in the ready() of its app's AppConfig, or "
                f"exclude_page_type({model.__name__}, reason); both are in search.indexing."
            ),
            obj=model,
            id="search.E101",
        )
        for model in apps.get_models()
        if issubclass(model, Page) and model is not Page and model not in _descriptions and model not in _excluded
    ]


def public(pages):
    """Filter the pages that are public now, without aliases."""
    now = timezone.now()
    return public_pages(pages.filter(Q(expire_at__isnull=True) | Q(expire_at__gt=now), alias_of=None, depth__gt=1))


class PageSource:
    name = NAME

    def keys(self) -> Iterator[str]:
        for model in _descriptions:
            yield from map(str, public(model.objects.order_by()).values_list("pk", flat=True))

    def contents(self, object_keys: Collection[str]) -> Iterator[Content]:
        pages = public(Page.objects.filter(pk__in=list(map(int, object_keys)))).annotate(
            app=F("content_type__app_label"), model=F("content_type__model")
        )
        of_model = defaultdict(list)
        for pk, app, model in pages.order_by().values_list("pk", "app", "model"):
            of_model[app, model].append(pk)
        for model, describe in _descriptions.items():
            pks = of_model.get((model._meta.app_label, model._meta.model_name))
            pages = model.objects.filter(pk__in=pks).select_related("locale").order_by("pk") if pks else ()
            of_language = defaultdict(list)
            for page in pages:
                of_language[page.locale.language_code].append(page)
            for language, some in of_language.items():
                with override(language):
                    yield from describe(some)

    def keys_for_subjects(self, subjects: Collection[str]) -> Iterable[str]:
        """None: a page becomes public only by changes of itself or of its ancestors, which are recorded as such."""
        return ()


def page_content(
    page: Page, *, kind: str, subjects: Iterable[str] = (), numbers: Mapping[str, float] = MappingProxyType({}), **more
) -> Content:
    """Return the content of a page, with `more` that its type adds."""
    expiry = {EXPIRES: page.expire_at.timestamp()} if page.expire_at else {}
    documents = {f"document:{pk}" for pk in documents_of_page(page)}
    return Content(
        object_key=str(page.pk),
        language=page.locale.language_code,
        kind=kind,
        title=page.title,
        url=page.get_url() or "",
        lead=getattr(page, "lead", ""),
        text=text_of_page(page),
        numbers={**numbers, **expiry},
        subjects=frozenset({*subjects, *documents}),
        **more,
    )


source = PageSource()
register_source(source)
