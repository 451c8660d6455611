"""Territorial schemes, territories, and the centres there."""

from datetime import date
from operator import itemgetter

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.l10n import current_language, format_date, format_percent
from portal.web import page_links, requested_page
from programs import facts, presentation
from programs.pages import ProgramPage
from programs.statistics import Question, ask_many, reported_at, territory_map

PER_PAGE = 60
EVENTS_SHOWN = 12
EVENTS_PER_PAGE = 20


def territories(request: HttpRequest) -> HttpResponse:
    """List the schemes, largest territories first."""
    schemes = facts.TerritorialScheme.objects.annotate(count=Count("territories")).order_by("-valid_from", "code")
    ordered = sorted(schemes, key=lambda scheme: facts.Level.values.index(scheme.level))
    return render(request, "programs/territories.html", {"schemes": [scheme_view(scheme) for scheme in ordered]})


def scheme_view(scheme: facts.TerritorialScheme) -> facts.TerritorialScheme:
    """Return the scheme with its URL and its texts in the active language."""
    language = current_language()
    scheme.url = reverse("scheme", args=[scheme.code])
    scheme.from_text, scheme.until_text = (
        format_date(day, day, "day", language) if day else "" for day in (scheme.valid_from, scheme.valid_to)
    )
    scheme.legal_basis = scheme.legal_basis_fr if language == "fr" else scheme.legal_basis_ar
    return scheme


def scheme(request: HttpRequest, code: str) -> HttpResponse:
    """List the territories of a scheme with their predecessors and successors."""
    found = get_object_or_404(facts.TerritorialScheme, code=code)
    name = f"name_{current_language()}"
    changed = facts.TerritoryRelation.objects.exclude(relation="within").select_related(
        "territory__scheme", "related__scheme", "source"
    )
    listed = found.territories.order_by(name, "code").prefetch_related(
        Prefetch("relations", changed), Prefetch("inverse_relations", changed)
    )
    results = requested_page(request, listed, PER_PAGE)
    for one in results.object_list:
        one.scheme = found
        one.url = presentation.territory_url(one)
        one.after = [neighbour(relation.related, relation) for relation in one.relations.all()]
        one.before = [neighbour(relation.territory, relation) for relation in one.inverse_relations.all()]
    context = {
        "crumbs": [{"label": _("Territories"), "url": reverse("territories")}],
        "scheme": scheme_view(found),
        "territories": results.object_list,
        "pagination": page_links(results, request.path),
    }
    return render(request, "programs/scheme.html", context)


def neighbour(territory: facts.Territory, relation: facts.TerritoryRelation) -> dict:
    """Return the other side of a relation; `territory` is its `related` or its `territory`."""
    share = relation.share
    split = relation.relation == facts.TerritoryRelation.Kind.SPLIT
    return {
        "name": territory.name,
        "scheme": territory.scheme.name,
        "url": presentation.territory_url(territory),
        "share_text": format_percent(share * 100, current_language(), decimals=1) if share and split else "",
        "source": presentation.source_link(relation.source) if relation.source else None,
    }


@presentation.serve_as_of
def territory(request: HttpRequest, scheme: str, code: str, day: date | None) -> HttpResponse:
    found = get_object_or_404(facts.Territory.objects.select_related("scheme"), scheme__code=scheme, code=code)
    moment = presentation.moment_of(day)
    questions = [
        Question(name, territory=found.ref, basis="computed", as_of=day)
        for name in facts.indicators_at(facts.Placement.EVENT)
    ]
    answers = ask_many(questions, explain=False)
    rows = reported_at(found, day)
    events = (
        facts.DistributionEvent.objects.as_of(moment)
        .targeting(territory_map().within(found.ref)[0])
        .for_facts()
        .newest_first()
    )
    listed = list(events[: EVENTS_SHOWN + 1])
    shown = listed[:EVENTS_SHOWN]
    presentation.require_known(day, rows, listed)
    urls = ProgramPage.objects.urls(current_language())
    context = {
        "crumbs": [
            {"label": _("Territories"), "url": reverse("territories")},
            {"label": found.scheme.name, "url": reverse("scheme", args=[found.scheme.code])},
        ],
        "territory": found,
        "scheme": scheme_view(found.scheme),
        "relations": relations_of(found),
        "figures": [presentation.figure_of(answer.row) for answer in answers if answer.row],
        "rows": [presentation.figure_of(row) for row in rows],
        "corrections": presentation.corrections_in(answers, moment, listed=rows),
        "events": presentation.facts_boxes(shown, urls, presentation.figures_of_events(shown, day)),
        "events_url": presentation.fact_url("events", place=found.ref) if len(listed) > EVENTS_SHOWN else "",
    }
    return render(request, "programs/territory.html", context)


def relations_of(territory: facts.Territory) -> list[dict]:
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
        {"label": label, "neighbours": sorted(neighbours, key=itemgetter("scheme", "name"))}
        for label, neighbours in found
        if neighbours
    ]


@presentation.serve_as_of
def centres(request: HttpRequest, day: date | None) -> HttpResponse:
    public = Count("events", filter=Q(events__released_at__lte=presentation.moment_of(day)))
    found = facts.Centre.objects.select_related("territory__scheme").annotate(count=public)
    results = requested_page(request, found.order_by(f"name_{current_language()}", "code"), PER_PAGE)
    listed = list(results.object_list)
    for one in listed:
        one.url, one.place_url = presentation.fact_url("centre", one.code), presentation.territory_url(one.territory)
    presentation.require_known(day, [one for one in listed if one.count])
    context = {"centres": listed, "pagination": page_links(results, presentation.with_as_of(request.path))}
    return render(request, "programs/centres.html", context)


@presentation.serve_as_of
def centre(request: HttpRequest, code: str, day: date | None) -> HttpResponse:
    found = get_object_or_404(facts.Centre.objects.select_related("territory__scheme"), code=code)
    events = (
        facts.DistributionEvent.objects.as_of(presentation.moment_of(day))
        .filter(centre=found)
        .for_facts()
        .newest_first()
    )
    results = requested_page(request, events, EVENTS_PER_PAGE)
    listed = list(results.object_list)
    presentation.require_known(day, listed)
    context = {
        "centre": found,
        "crumbs": [{"label": _("Centres"), "url": presentation.fact_url("centres")}],
        "place_url": presentation.territory_url(found.territory),
        "events": presentation.facts_boxes(
            listed, ProgramPage.objects.urls(current_language()), presentation.figures_of_events(listed, day)
        ),
        "pagination": page_links(results, presentation.with_as_of(request.path)),
    }
    return render(request, "programs/centre.html", context)
