"""The data dictionary, and every indicator with all its values."""

from django.http import Http404, HttpRequest
from django.shortcuts import render
from django.urls import reverse

from portal.languages import current_language
from programs.corrections import corrections_of
from programs.disagreements import disagreements
from programs.exports import csv_of_rows
from programs.figures import figure_of
from programs.models import Indicator, Observation
from programs.statistics.rows import rows_of_indicator


def data(request: HttpRequest):
    """The data dictionary: every indicator that has a published value, with its definition."""
    published = Observation.objects.current().values("indicator")
    indicators = Indicator.objects.filter(pk__in=published).select_related("unit").order_by("statistical_unit", "code")
    groups: dict[str, list] = {}
    for indicator in indicators:
        groups.setdefault(indicator.get_statistical_unit_display(), []).append(
            {
                "code": indicator.code,
                "name": indicator.name,
                "definition": indicator.definition,
                "url": reverse("indicator", args=[indicator.code]),
                "unit": indicator.unit.name,
            }
        )
    return render(
        request,
        "programs/data.html",
        {"groups": [{"label": label, "indicators": items} for label, items in groups.items()]},
    )


def indicator(request: HttpRequest, code: str):
    """One indicator: its definition and every current value, with sources and other values."""
    found, rows = _indicator_rows(code)
    return render(
        request,
        "programs/indicator.html",
        {
            "indicator": found,
            "rows": [figure_of(row) for row in rows],
            "csv_url": reverse("indicator_csv", args=[found.code]),
            "discrepancies": disagreements(indicator=found),
            "corrections": corrections_of(
                one.observation.code for row in rows for one in (row, *row.others) if one.corrected
            ),
        },
    )


def indicator_csv(request: HttpRequest, code: str):
    found, rows = _indicator_rows(code)
    return csv_of_rows(f"{found.code}-{current_language()}.csv", rows)


def _indicator_rows(code: str):
    found = Indicator.objects.select_related("unit").filter(code=code).first()
    rows = rows_of_indicator(code) if found else []
    if not rows:
        raise Http404
    return found, rows
