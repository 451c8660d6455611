"""Pages as a source. What is public of them is known here; what a type of page says of itself, the app that has it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from portal.pages import public_pages
from search.facets import EXPIRES
from search.indexing.entries.sources import Content, register_source
from search.indexing.entries.streams import documents_of_page, text_of_page

NAME = "page"

#: Makes the contents of some pages of one type and language, with that language active.
Describe = Callable[[list], Iterable[Content]]

_searched: dict[type[Page], Describe] = {}
_left_out: dict[type[Page], str] = {}


def register_page_type(model: type[Page], describe: Describe) -> None:
    """Let pages of a type be found, by what `describe` says of them: `page_content` makes most of it."""
    _searched[model] = describe


def exclude_page_type(model: type[Page], reason: str) -> None:
    """Say why nobody looks for pages of a type."""
    _left_out[model] = reason


def is_decided(model: type[Page]) -> bool:
    return model in _searched or model in _left_out


def public(pages):
    """Keep what everybody may read now, once: an alias says what another page says."""
    now = timezone.now()
    return public_pages(pages.filter(Q(expire_at__isnull=True) | Q(expire_at__gt=now), alias_of=None, depth__gt=1))


class PageSource:
    name = NAME

    def keys(self) -> Iterator[str]:
        for model in _searched:
            yield from map(str, public(model.objects.order_by()).values_list("pk", flat=True))

    def contents(self, object_keys: Collection[str]) -> Iterator[Content]:
        asked = public(Page.objects.filter(pk__in=list(map(int, object_keys)))).annotate(
            app=F("content_type__app_label"), model=F("content_type__model")
        )
        of_model = defaultdict(list)
        for pk, app, model in asked.order_by().values_list("pk", "app", "model"):
            of_model[app, model].append(pk)
        for model, describe in _searched.items():
            pks = of_model.get((model._meta.app_label, model._meta.model_name))
            pages = model.objects.filter(pk__in=pks).select_related("locale").order_by("pk") if pks else ()
            of_language = defaultdict(list)
            for page in pages:
                of_language[page.locale.language_code].append(page)
            for language, some in of_language.items():
                with override(language):
                    yield from describe(some)

    def keys_for_subjects(self, subjects: Collection[str]) -> Iterable[str]:
        """None: a page becomes public by what is done to itself or to a page above it, and that is told as such."""
        return ()


def page_content(
    page: Page, *, kind: str, subjects: Iterable[str] = (), numbers: Mapping[str, float] = MappingProxyType({}), **more
) -> Content:
    """Return the content of a page: what every page has, and what one of its type says beside it."""
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
