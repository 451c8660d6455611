"""Editions of programmes."""

from datetime import date
from itertools import groupby
from operator import attrgetter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.l10n import current_language
from portal.web import page_links, requested_page
from programs import presentation
from programs.facts import DistributionEvent, Edition, Placement, indicators_at
from programs.pages import ProgramPage
from programs.statistics import Question, ask_many

PER_PAGE = 20


def editions(request: HttpRequest) -> HttpResponse:
    """All editions, programme by programme."""
    name = f"program__name_{current_language()}"
    found = Edition.objects.select_related("program").order_by(name, "program__code", *Edition._meta.ordering)
    urls = ProgramPage.objects.urls(current_language())
    groups = [
        {
            "name": program.name,
            "url": urls.get(program.code, ""),
            "editions": [{"name": one.name, "url": reverse("edition", args=[one.code])} for one in editions],
        }
        for program, editions in groupby(found, attrgetter("program"))
    ]
    return render(request, "programs/editions.html", {"groups": groups})


@presentation.serve_as_of
def edition(request: HttpRequest, code: str, day: date | None) -> HttpResponse:
    found = get_object_or_404(Edition.objects.select_related("program"), code=code)
    moment = presentation.moment_of(day)
    figures = presentation.edition_questions(edition=found.code, as_of=day)
    of_events = [Question(name, edition=found.code, by="event", as_of=day) for name in indicators_at(Placement.EVENT)]
    questions = [*figures.flat, *of_events]
    answers = dict(zip(questions, ask_many(questions, explain=False), strict=True))
    [view] = presentation.edition_views([found], answers, figures)
    events = DistributionEvent.objects.as_of(moment).filter(edition=found).for_facts().newest_first()
    results = requested_page(request, events, PER_PAGE)
    listed = list(results.object_list)
    presentation.require_known(day, view.rows, listed)
    urls = ProgramPage.objects.urls(current_language())
    context = {
        "edition": view,
        "crumbs": [{"label": _("Editions"), "url": reverse("editions")}],
        "editions": [view],
        "program": {"name": found.program.name, "url": urls.get(found.program.code, "")},
        "corrections": presentation.corrections_in(answers.values(), moment),
        "disagreements": presentation.disagreements(moment, edition=found),
        "events": presentation.facts_boxes(
            listed, urls, presentation.collect_event_figures([answers[one] for one in of_events])
        ),
        "pagination": page_links(results, presentation.with_as_of(request.path)),
    }
    return render(request, "programs/edition.html", context)
