"""Distribution events."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.l10n import current_language
from portal.web import FilterGroup, ListFilters, requested_page
from programs import presentation
from programs.facts import DistributionEvent, Placement, Program, Territory, indicators_at
from programs.pages import ProgramPage
from programs.statistics import draft_rows, territory_map

PER_PAGE = 20
FILTERS = ("year", "program", "place")


@presentation.serve_as_of
def events(request: HttpRequest, day: date | None) -> HttpResponse:
    filters = ListFilters.from_request(request, reverse("events"), (*FILTERS, presentation.AS_OF))
    chosen = {name: value for name, value in filters.chosen.items() if name in FILTERS}
    everything = DistributionEvent.objects.as_of(presentation.moment_of(day))
    found = filter_events(everything, **chosen).for_facts().newest_first()
    results = requested_page(request, found, PER_PAGE)
    listed = list(results.object_list)
    presentation.require_known(day, listed, chosen)
    groups = filter_groups(everything, filters)
    count = results.paginator.count
    context = {
        "events": presentation.facts_boxes(
            listed, ProgramPage.objects.urls(current_language()), presentation.figures_of_events(listed, day)
        ),
        "filters": groups,
        "active": filters.active(groups),
        "pagination": filters.pages(results),
        "total_text": ngettext("%(count)d distribution", "%(count)d distributions", count) % {"count": count},
    }
    return render(request, "programs/events.html", context)


def filter_events(events, *, year: str = "", program: str = "", place: str = ""):
    """Keep events of a year, a programme, and a territory with all within it; '' restricts nothing."""
    if year:
        events = events.filter(date_start__year__lte=int(year), date_end__year__gte=int(year))
    if program:
        events = events.filter(program__code=program)
    if place:
        events = events.targeting(territory_map().within(place)[0])
    return events


def filter_groups(everything, filters: ListFilters) -> list[FilterGroup]:
    """Return the filters with non-empty choices, in two statements and the map of territories."""
    name = f"name_{current_language()}"
    years = [str(day.year) for day in everything.dates("date_start", "year", order="DESC")]
    programs = Program.objects.filter(pk__in=everything.values("program")).order_by(name).values_list("code", name)
    served = everything.values_list("target_territory", flat=True).order_by().distinct()
    holders = {holder for place in served for holder in territory_map().holders(place)}
    # The chosen territory is offered even where it is no region.
    regions = Territory.objects.regions().filter(pk__in=holders) | Territory.objects.at_ref(
        filters.chosen.get("place", "")
    )
    named = regions.order_by("-scheme__valid_from", name).values_list("scheme__code", "code", name, f"scheme__{name}")
    choices = [(f"{scheme}:{code}", f"{region} – {title}") for scheme, code, region, title in named]
    return [
        filters.group("year", _("Year"), _("All years"), [(year, year) for year in years]),
        filters.group("program", _("Programme"), _("All programmes"), list(programs)),
        filters.group("place", _("Region"), _("All regions"), choices),
    ]


@presentation.serve_as_of
def event(request: HttpRequest, code: str, day: date | None) -> HttpResponse:
    found = get_object_or_404(DistributionEvent.objects.released().for_facts(), code=code)
    if found.released_at > presentation.moment_of(day):
        raise presentation.NotYetKnownError
    answers = presentation.event_answers([found], day)
    language = current_language()
    urls, figures = ProgramPage.objects.urls(language), presentation.collect_event_figures(answers)
    context = {
        "box": presentation.facts_boxes([found], urls, figures)[0],
        "crumbs": [{"label": _("Distributions"), "url": presentation.fact_url("events")}],
        "corrections": presentation.corrections_in(answers, presentation.moment_of(day)),
        # Articles have no past.
        "articles": [] if day else presentation.article_cards(language, event=found.code),
    }
    return render(request, "programs/event.html", context)


def preview_context(event: DistributionEvent) -> dict:
    """Return the context of a preview in the active language: drafts too, in the order of the facts box."""
    place = {code: position for position, code in enumerate(indicators_at(Placement.EVENT))}
    rows = sorted(draft_rows(event), key=lambda row: place.get(row.indicator.code, len(place)))
    figures = {event.pk: [presentation.figure_of(row) for row in rows]}
    urls, labels = ProgramPage.objects.urls(current_language()), presentation.labels_from_form(event)
    [box] = presentation.facts_boxes([event], urls, figures, labels)
    return {"box": box, "preview": True}
