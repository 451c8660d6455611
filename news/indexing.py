"""Search entries of articles, with the facts of their events."""

from collections import defaultdict
from collections.abc import Iterator

from news.models import ArticleEvent, ArticlePage, ArticleProgram
from portal.l10n import comma_join, format_date
from programs.facts import DistributionEvent
from programs.indexing import EventFacts, answers_of_pages, describe_events, merge_facets, page_content
from search.indexing import Content


def describe_articles(pages: list[ArticlePage]) -> Iterator[Content]:
    """Yield the contents of articles of one language, which is active."""
    language = pages[0].locale.language_code
    links = defaultdict(list)
    for page, pk, code in (
        ArticleEvent.objects.filter(page__in=pages)
        .order_by("sort_order", "pk")
        .values_list("page_id", "event_id", "event__code")
    ):
        links[page].append((pk, code))
    ids = {pk for events in links.values() for pk, _code in events}
    facts = describe_events(list(DistributionEvent.objects.released().filter(pk__in=ids).for_facts()))
    programs = defaultdict(list)
    further = ArticleProgram.objects.filter(page__in=pages).order_by("sort_order", "pk")
    for page, code, name in further.values_list("page_id", "program__code", f"program__name_{language}"):
        programs[page].append((code, name))
    answers = answers_of_pages(pages)
    for page in pages:
        events = [facts[pk] for pk, _code in links[page.pk] if pk in facts]
        own: dict[str, tuple[str, ...]] = {"program": tuple(code for code, _name in programs[page.pk])}
        if not any(one.facets["year"] for one in events):
            own["year"] = (str(page.date.year),)
        yield page_content(
            page,
            answers,
            kind="article",
            date_from=page.date,
            date_to=page.date,
            also="\n".join(
                [*(f"{one.text}\n{one.territory_text}" for one in events), *(name for _code, name in programs[page.pk])]
            ),
            facets=merge_facets([*(one.facets for one in events), own]),
            numbers=numbers_of(page, events),
            shown={
                "date": format_date(page.date, page.date, "day", language),
                "place": comma_join(dict.fromkeys(one.box.target_text for one in events), language),
                "figures": events[0].figures if len(events) == 1 else [],
            },
            subjects={
                # Draft events may be published without the article.
                *(f"event:{code}" for _pk, code in links[page.pk]),
                *(f"program:{code}" for code, _name in programs[page.pk]),
                *(subject for one in events for subject in one.subjects),
            },
        )


def numbers_of(page: ArticlePage, events: list[EventFacts]) -> dict[str, float]:
    """Return the largest number of its events; a sum over them would be no published figure."""
    found: dict[str, float] = {"year": page.date.year}
    for one in events:
        for name, value in one.numbers.items():
            found[name] = max(found.get(name, value), value) if name != "year" else value
    return found
