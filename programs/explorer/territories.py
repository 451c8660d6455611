"""Territorial schemes and territories."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.l10n import current_language, format_date, format_percent
from portal.web import page_links, requested_page
from programs.facts import (
    DistributionEvent,
    Level,
    Placement,
    TerritorialScheme,
    Territory,
    TerritoryRelation,
    indicators_at,
)
from programs.pages import ProgramPage
from programs.presentation import (
    SourceLink,
    corrections_in,
    fact_url,
    facts_boxes,
    figure_of,
    figures_of_events,
    moment_of,
    past_day,
    require_known,
    serve_as_of,
    source_link,
    territory_url,
)
from programs.statistics import Question, ask_many, reported_at, territory_map

PER_PAGE = 60
EVENTS_SHOWN = 12


@dataclass(frozen=True)
class Neighbour:
    """A related territory."""

    name: str
    scheme: str
    url: str
    share_text: str = ""
    source: SourceLink | None = None


def territories(request: HttpRequest) -> HttpResponse:
    """List the schemes, largest territories first."""
    schemes = TerritorialScheme.objects.annotate(count=Count("territories")).order_by("-valid_from", "code")
    ordered = sorted(schemes, key=lambda scheme: Level.values.index(scheme.level))
    return render(request, "programs/territories.html", {"schemes": [scheme_view(scheme) for scheme in ordered]})


def scheme_view(scheme: TerritorialScheme) -> dict:
    language = current_language()

    def text(day) -> str:
        return format_date(day, day, "day", language)

    return {
        "code": scheme.code,
        "name": scheme.name,
        "level": scheme.get_level_display(),
        "from_text": text(scheme.valid_from),
        "until_text": text(scheme.valid_to) if scheme.valid_to else "",
        "legal_basis": scheme.legal_basis_fr if language == "fr" else scheme.legal_basis_ar,
        "count": getattr(scheme, "count", None),
        "url": reverse("scheme", args=[scheme.code]),
    }


def scheme(request: HttpRequest, code: str) -> HttpResponse:
    """List the territories of a scheme with their predecessors and successors."""
    found = get_object_or_404(TerritorialScheme, code=code)
    name = f"name_{current_language()}"
    changed = TerritoryRelation.objects.exclude(relation="within").select_related(
        "territory__scheme", "related__scheme", "source"
    )
    listed = found.territories.order_by(name, "code").prefetch_related(
        Prefetch("relations", changed), Prefetch("inverse_relations", changed)
    )
    results = requested_page(request, listed, PER_PAGE)
    for territory in results.object_list:
        territory.scheme = found
    context = {
        "crumbs": [{"label": _("Territories"), "url": reverse("territories")}],
        "scheme": scheme_view(found),
        "territories": [
            {
                "name": territory.name,
                "code": territory.code,
                "url": territory_url(territory),
                "after": [neighbour(one.related, one) for one in territory.relations.all()],
                "before": [neighbour(one.territory, one) for one in territory.inverse_relations.all()],
            }
            for territory in results.object_list
        ],
        "pagination": page_links(results, request.path),
    }
    return render(request, "programs/scheme.html", context)


def neighbour(territory: Territory, relation: TerritoryRelation) -> Neighbour:
    """Return the other side of a relation; `territory` is its `related` or its `territory`."""
    share = relation.share
    split = relation.relation == TerritoryRelation.Kind.SPLIT
    return Neighbour(
        name=territory.name,
        scheme=territory.scheme.name,
        url=territory_url(territory),
        share_text=format_percent(share * 100, current_language(), decimals=1) if share and split else "",
        source=source_link(relation.source) if relation.source else None,
    )


@serve_as_of
def territory(request: HttpRequest, scheme: str, code: str, day: date | None) -> HttpResponse:
    found = get_object_or_404(Territory.objects.select_related("scheme"), scheme__code=scheme, code=code)
    moment = moment_of(day)
    questions = [
        Question(name, territory=found.ref, basis="computed", as_of=day) for name in indicators_at(Placement.EVENT)
    ]
    answers = ask_many(questions, explain=False)
    rows = reported_at(found, day)
    events = (
        DistributionEvent.objects.as_of(moment)
        .targeting(territory_map().within(found.ref)[0])
        .for_facts()
        .newest_first()
    )
    listed = list(events[: EVENTS_SHOWN + 1])
    shown = listed[:EVENTS_SHOWN]
    require_known(day, rows, listed)
    urls = ProgramPage.objects.urls(current_language())
    context = {
        "crumbs": [
            {"label": _("Territories"), "url": reverse("territories")},
            {"label": found.scheme.name, "url": reverse("scheme", args=[found.scheme.code])},
        ],
        "territory": found,
        "scheme": scheme_view(found.scheme),
        "relations": relations_of(found),
        "figures": [figure_of(answer.row) for answer in answers if answer.row],
        "rows": [figure_of(row) for row in rows],
        "corrections": corrections_in(answers, moment, listed=rows),
        "events": facts_boxes(shown, urls, figures_of_events(shown, day)),
        "events_url": fact_url("events", place=found.ref) if len(listed) > EVENTS_SHOWN else "",
        "past": past_day(request, day),
    }
    return render(request, "programs/territory.html", context)


def relations_of(territory: Territory) -> list[dict]:
    """Return the neighbours in labelled groups."""
    related = ("source", "related__scheme", "territory__scheme")
    outward = [(one.relation, neighbour(one.related, one)) for one in territory.relations.select_related(*related)]
    inward = [
        (one.relation, neighbour(one.territory, one)) for one in territory.inverse_relations.select_related(*related)
    ]
    groups = [
        (_("Lies within"), "within", outward),
        (_("Went wholly into"), "whole", outward),
        (_("Was split: a part went into"), "split", outward),
        (_("Came wholly from"), "whole", inward),
        (_("A part came from"), "split", inward),
        (_("Has the same extent as"), "same", outward + inward),
        (_("Within it lie"), "within", inward),
    ]
    found = [(label, [one for kind, one in relations if kind == relation]) for label, relation, relations in groups]
    return [
        {"label": label, "neighbours": sorted(neighbours, key=lambda one: (one.scheme, one.name))}
        for label, neighbours in found
        if neighbours
    ]
