"""The data dictionary, and every indicator with all its values."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from programs.exports import Format, alternates, format_response, negotiate_format, serve_file_as_of
from programs.facts import Indicator, observations_as_of
from programs.presentation import (
    corrections_in,
    disagreements,
    fact_url,
    figure_of,
    moment_of,
    past_day,
    question_url,
    require_known,
    serve_as_of,
    summary_text,
)
from programs.statistics import Question, Row, Summary, ask_many, rows_of_indicator, summary_of


@serve_as_of
def data(request: HttpRequest, day: date | None) -> HttpResponse:
    """The data dictionary: every indicator that has a published value, with its definition."""
    published = observations_as_of(moment_of(day)).values("indicator")
    indicators = Indicator.objects.filter(pk__in=published).select_related("unit").order_by("statistical_unit", "code")
    groups: dict[str, list] = {}
    for indicator in indicators:
        groups.setdefault(indicator.get_statistical_unit_display(), []).append(
            {
                "code": indicator.code,
                "name": indicator.name,
                "definition": indicator.definition,
                "url": fact_url("indicator", indicator.code),
                "unit": indicator.unit.name,
            }
        )
    require_known(day, groups)
    context = {
        "groups": [{"label": label, "indicators": items} for label, items in groups.items()],
        "past": past_day(request, day),
    }
    return render(request, "programs/data.html", context)


@negotiate_format("indicator_file")
@serve_as_of
def indicator(request: HttpRequest, code: str, day: date | None) -> HttpResponse:
    """One indicator: its definition and every value in force, with sources and other values."""
    found, rows = _indicator_rows(code, day)
    moment = moment_of(day)
    by_event = Question(found.code, by=("event",), as_of=day)
    [summary] = map(summary_of, ask_many([by_event], explain=False))
    context = {
        "indicator": found,
        "summary": summary_text(summary) if isinstance(summary, Summary) else "",
        "summary_url": question_url(by_event),
        "rows": [figure_of(row) for row in rows],
        "files": alternates(lambda suffix: fact_url("indicator_file", found.code, suffix)),
        "discrepancies": disagreements(moment, indicator=found),
        "corrections": corrections_in([], moment, listed=rows),
        "past": past_day(request, day),
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
        require_known(day if found and rows_of_indicator(code) else None)
        raise Http404
    return found, rows
