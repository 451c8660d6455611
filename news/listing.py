"""The list of articles: filtered at stable addresses, paged."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Paginator
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.cards import about, articles_in, card, links_to_events, with_labels
from news.models import ArticleProgram
from portal.languages import current_language
from portal.paging import Pagination, pagination
from programs.models import Program, Territory

PER_PAGE = 10
FILTERS = ("year", "program", "place")
YEAR = re.compile(r"[1-9][0-9]{3}")


@dataclass(frozen=True)
class Option:
    label: str
    url: str
    selected: bool
    count: int | None = None


@dataclass(frozen=True)
class FilterGroup:
    name: str
    label: str
    options: list[Option]


def chosen_filters(request) -> dict[str, str]:
    """Return the filters of the address, those that are given. Raises Http404 for what can be no year and no code."""
    chosen = {name: request.GET[name].strip() for name in FILTERS if request.GET.get(name, "").strip()}
    if "year" in chosen and not YEAR.fullmatch(chosen["year"]):
        raise Http404
    if any("\x00" in value for value in chosen.values()):
        raise Http404
    return chosen


def address(base: str, chosen: dict[str, str], **change: str) -> str:
    """Return the address of a list with some filters changed; always in the same order, so that it is stable."""
    wanted = {**chosen, **change}
    query = urlencode([(name, wanted[name]) for name in FILTERS if wanted.get(name)], safe=":")
    return f"{base}?{query}" if query else base


def listing_context(page, request) -> dict:
    language = current_language()
    base = page.get_url(request) or request.path
    chosen = chosen_filters(request)
    everything = articles_in(language)
    found = about(everything, **chosen)
    request.portal_query = address("", chosen).removeprefix("?")
    paginator = Paginator(with_labels(found), PER_PAGE)
    try:
        shown = paginator.page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    groups = filter_groups(everything, base, chosen)
    return {
        "articles": [card(article) for article in shown.object_list],
        "filters": groups,
        "active": active_filters(groups, base, chosen),
        "pagination": pages_of(shown, base, chosen),
        "total_text": ngettext("%(count)d article", "%(count)d articles", paginator.count) % {"count": paginator.count},
    }


def pages_of(shown, base: str, chosen: dict[str, str]) -> Pagination:
    def url(number: int) -> str:
        here = address(base, chosen)
        return here if number == 1 else f"{here}{'&' if '?' in here else '?'}page={number}"

    return pagination(shown.number, shown.paginator.num_pages, url)


def filter_groups(everything, base: str, chosen: dict[str, str]) -> list[FilterGroup]:
    """Return the filters with the choices that articles exist for; three statements."""
    language = current_language()
    name = f"name_{language}"
    years = [str(day.year) for day in everything.dates("date", "year", order="DESC")]
    articles = everything.order_by().values("pk")
    events = links_to_events(page__in=articles)
    of_articles = ArticleProgram.objects.filter(page__in=articles).values("program")
    programs = (
        Program.objects.filter(Q(pk__in=events.values("event__program")) | Q(pk__in=of_articles))
        .order_by(name)
        .values_list("code", name)
    )
    places = (
        Territory.objects.filter(pk__in=events.values("event__target_territory"))
        .order_by(name, "scheme__code", "code")
        .values_list("scheme__code", "code", name)
    )
    return [
        _group("year", _("Year"), _("All years"), [(year, year) for year in years], base, chosen),
        _group("program", _("Programme"), _("All programmes"), list(programs), base, chosen),
        _group("place", _("Place"), _("All places"), [(f"{s}:{c}", n) for s, c, n in places], base, chosen),
    ]


def _group(name: str, label: str, everything: str, choices: list[tuple[str, str]], base: str, chosen) -> FilterGroup:
    options = [Option(everything, address(base, chosen, **{name: ""}), name not in chosen)]
    options += [
        Option(text, address(base, chosen, **{name: value}), chosen.get(name) == value) for value, text in choices
    ]
    return FilterGroup(name, label, options)


def active_filters(groups: list[FilterGroup], base: str, chosen: dict[str, str]) -> list[dict]:
    return [
        {
            "label": next((o.label for o in group.options if o.selected), chosen[group.name]),
            "remove_url": address(base, chosen, **{group.name: ""}),
        }
        for group in groups
        if group.name in chosen
    ]
