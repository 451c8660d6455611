"""What a browser sends to the admin's forms of facts, and what it is told."""

from django.urls import reverse

from programs.facts.indicators import Indicator


def url(model, view: str, *args) -> str:
    return reverse(model.snippet_viewset.get_url_name(view), args=args)


def event_data(facts, *rows: dict, **fields) -> dict:
    """Return what a browser sends for an event with some rows of figures."""
    data = {
        "program": facts["program"].pk,
        "date_precision": "day",
        "date_start": "2026-11-13",
        "venue_territory": facts["fes"].pk,
        "observations-TOTAL_FORMS": len(rows),
        "observations-INITIAL_FORMS": sum("id" in row for row in rows),
        "organizers-TOTAL_FORMS": 0,
        "organizers-INITIAL_FORMS": 0,
    }
    for number, row in enumerate(rows):
        for name, value in {"qualifier": "exact", "status": "A", **row}.items():
            data[f"observations-{number}-{name}"] = value
    return {**data, **fields}


def row(indicator: str, value: str, **fields) -> dict:
    return {"indicator": Indicator.objects.get(code=indicator).pk, "value": value, **fields}


def errors_of(response) -> dict:
    form = response.context["form"]
    found = dict(form.errors)
    formset = form.formsets["observations"]
    for number, child in enumerate(formset.forms):
        found |= {f"{number}.{name}": messages for name, messages in child.errors.items()}
    if formset.non_form_errors():
        found["figures"] = formset.non_form_errors()
    return found
