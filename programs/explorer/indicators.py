"""The data dictionary, and every indicator with all its values."""

from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from programs import presentation
from programs.exports import Format, alternates, format_response, negotiate_format, serve_file_as_of
from programs.facts import Indicator, observations_as_of
from programs.statistics import Question, Row, Summary, ask_many, rows_of_indicator, summary_of


@presentation.serve_as_of
def data(request: HttpRequest, day: date | None) -> HttpResponse:
    """The data dictionary: every indicator that has a published value, with its definition."""
    published = observations_as_of(presentation.moment_of(day)).values("indicator")
    indicators = Indicator.objects.filter(pk__in=published).select_related("unit").order_by("statistical_unit", "code")
    for one in indicators:
        one.url = presentation.fact_url("indicator", one.code)
    groups = [
        {"label": label, "indicators": list(found)}
        for label, found in groupby(indicators, Indicator.get_statistical_unit_display)
    ]
    presentation.require_known(day, groups)
    return render(request, "programs/data.html", {"groups": groups})


@negotiate_format("indicator_file")
@presentation.serve_as_of
def indicator(request: HttpRequest, code: str, day: date | None) -> HttpResponse:
    """One indicator: its definition and every value in force, with sources and other values."""
    found, rows = _indicator_rows(code, day)
    moment = presentation.moment_of(day)
    by_event = Question(found.code, by=("event",), as_of=day)
    [summary] = map(summary_of, ask_many([by_event], explain=False))
    context = {
        "indicator": found,
        "summary": presentation.summary_text(summary) if isinstance(summary, Summary) else "",
        "summary_url": presentation.question_url(by_event),
        "rows": [presentation.figure_of(row) for row in rows],
        "files": alternates(lambda suffix: presentation.fact_url("indicator_file", found.code, suffix)),
        "discrepancies": presentation.disagreements(moment, indicator=found),
        "corrections": presentation.corrections_in([], moment, listed=rows),
    }
    return render(request, "programs/indicator.html", context)


@serve_file_as_of
def indicator_file(request: HttpRequest, code: str, day: date | None, form: Format) -> HttpResponse:
    found, rows = _indicator_rows(code, day)
    return format_response(form, found.code, form.rows(rows, whole=request.build_absolute_uri))


def _indicator_rows(code: str, day: date | None) -> tuple[Indicator, list[Row]]:
    found = Indicator.objects.select_related("unit").filter(code=code).first()
    rows = rows_of_indicator(code, day) if found else []
    if not rows:
        # Distinguish "not yet known" from "not found".
        presentation.require_known(day if found and rows_of_indicator(code) else None)
        raise Http404
    return found, rows
