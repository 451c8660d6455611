"""Editors' picks: Wagtail's search promotions, matched by analysed terms, in both languages."""

from dataclasses import dataclass

from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from portal.l10n import current_language, direction, native_name
from portal.pages import public_pages
from search.analysis import phrase_of


@dataclass(frozen=True)
class Pick:
    title: str
    url: str
    description: str
    language: str = ""
    language_name: str = ""
    direction: str = ""


def picks_for(text: str) -> list[Pick]:
    """Return the picks for a query. One statement, two more where there are some."""
    phrase = phrase_of(text)
    if not phrase:
        return []
    queries = dict(SearchPromotion.objects.order_by().values_list("query_id", "query__query_string").distinct())
    matching = [pk for pk, query in queries.items() if phrase_of(query) == phrase]
    if not matching:
        return []
    promotions = list(SearchPromotion.objects.filter(query__in=matching).order_by("sort_order", "pk"))
    pages = _pages([promotion.page_id for promotion in promotions if promotion.page_id])
    picks = []
    for promotion in promotions:
        if promotion.page_id is None:
            picks.append(Pick(promotion.external_link_text or promotion.external_link_url,
                              promotion.external_link_url, promotion.description))  # fmt: skip
        elif page := pages.get(promotion.page_id):
            code = page.locale.language_code
            picks.append(
                Pick(page.title, page.get_url() or "", promotion.description, code, native_name(code), direction(code))
            )
    return list({pick.url: pick for pick in picks if pick.url}.values())


def _pages(ids: list[int]) -> dict[int, Page]:
    """Return {id of a picked page: the public page, in the reader's language if it is translated}."""
    picked = dict(Page.objects.filter(pk__in=ids).values_list("translation_key", "pk"))
    found = public_pages(Page.objects.filter(translation_key__in=list(picked))).select_related("locale")
    language = current_language()
    best: dict[int, Page] = {}
    for page in sorted(found, key=lambda page: page.locale.language_code == language):
        best[picked[page.translation_key]] = page
    return best
