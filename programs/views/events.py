"""Distribution events: the list of all, and each on its own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from portal.filters import FilterGroup, Narrowing, page_asked
from portal.languages import current_language
from programs.corrections import corrections_of
from programs.facts_box import EVENT_INDICATORS, collect_event_figures, event_answers, facts_boxes, labels_as_edited
from programs.figures import figure_of
from programs.listings import program_urls
from programs.models import DistributionEvent, Program, Territory
from programs.registry import article_cards
from programs.statistics.places import places
from programs.statistics.rows import draft_rows

PER_PAGE = 20
FILTERS = ("year", "program", "place")


def events(request: HttpRequest) -> HttpResponse:
    """The list of all published events, narrowed by year, programme and region."""
    narrowing = Narrowing.asked(request, reverse("events"), FILTERS)
    everything = DistributionEvent.objects.released()
    found = narrowed(everything, **narrowing.chosen).for_facts().newest_first()
    shown = page_asked(request, found, PER_PAGE)
    groups = filter_groups(everything, narrowing)
    count = shown.paginator.count
    context = {
        "events": facts_boxes(list(shown.object_list), program_urls(current_language())),
        "filters": groups,
        "active": narrowing.active(groups),
        "pagination": narrowing.pages(shown),
        "total_text": ngettext("%(count)d distribution", "%(count)d distributions", count) % {"count": count},
    }
    return render(request, "programs/events.html", context)


def narrowed(events, *, year: str = "", program: str = "", place: str = ""):
    """Keep the events of a year, of a programme, and for a territory or what lies within it."""
    if year:
        events = events.filter(date_start__year__lte=int(year), date_end__year__gte=int(year))
    if program:
        events = events.filter(program__code=program)
    if place:
        events = events.filter(target_territory__in=sorted(places().within(place)[0]))
    return events


def filter_groups(everything, narrowing: Narrowing) -> list[FilterGroup]:
    """Return the filters with the choices that events exist for; two statements, and the map of territories."""
    name = f"name_{current_language()}"
    years = [str(day.year) for day in everything.dates("date_start", "year", order="DESC")]
    programs = Program.objects.filter(pk__in=everything.values("program")).order_by(name).values_list("code", name)
    served = everything.values_list("target_territory", flat=True).order_by().distinct()
    holders = {holder for place in served for holder in places().holders(place)}
    # What is asked for is named even where it is no region.
    regions = Territory.objects.regions().filter(pk__in=holders) | Territory.objects.at_ref(
        narrowing.chosen.get("place", "")
    )
    named = regions.order_by("-scheme__valid_from", name).values_list("scheme__code", "code", name, f"scheme__{name}")
    choices = [(f"{scheme}:{code}", f"{region} – {title}") for scheme, code, region, title in named]
    return [
        narrowing.group("year", _("Year"), _("All years"), [(year, year) for year in years]),
        narrowing.group("program", _("Programme"), _("All programmes"), list(programs)),
        narrowing.group("place", _("Region"), _("All regions"), choices),
    ]


def event(request: HttpRequest, code: str) -> HttpResponse:
    """The public face of a distribution event."""
    found = get_object_or_404(DistributionEvent.objects.released().for_facts(), code=code)
    return render(request, "programs/event.html", event_context(found, current_language()))


def drafts_in_order(event: DistributionEvent) -> list:
    """Return the rows of a preview in the order in which a facts box has them."""
    place = {code: position for position, code in enumerate(EVENT_INDICATORS)}
    return sorted(draft_rows(event), key=lambda row: place.get(row.indicator.code, len(place)))


def event_context(event: DistributionEvent, language: str, *, preview: bool = False) -> dict:
    with override(language):
        if preview:
            figures = {event.pk: [figure_of(row) for row in drafts_in_order(event)]}
            box = facts_boxes([event], program_urls(language), figures, labels_as_edited(event))[0]
            return {"box": box, "articles": [], "preview": True}
        answers = event_answers([event])
        corrected = [row.observation.code for answer in answers for row in answer.rows if row.corrected]
        return {
            "box": facts_boxes([event], program_urls(language), collect_event_figures(answers))[0],
            "crumbs": [{"label": _("Distributions"), "url": reverse("events")}],
            "corrections": corrections_of(corrected),
            "articles": article_cards(language, event=event.code),
            "preview": False,
        }
