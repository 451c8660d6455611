"""Values that a source reports: each current one has a card of its own. What is masked is not found."""

from collections.abc import Collection, Iterable, Iterator

from django.utils.translation import override

from portal.languages import current_language, language_codes
from programs.card_facts import about_text
from programs.figures import figure_of
from programs.models import Observation
from programs.searched.events import MEASURES, shown_figures
from programs.searched.places import PlaceNames
from programs.statistics import Row
from programs.statistics.rows import single_rows
from search.entries.content import Content

NUMBERS = {indicator: name for name, indicator in MEASURES.items()}


class ValueSource:
    name = "figure"

    def keys(self) -> Iterable[str]:
        return Observation.objects.current().filter(event=None).order_by().values_list("code", flat=True)

    def contents(self, object_keys: Collection[str]) -> Iterator[Content]:
        rows = [row for row in single_rows(object_keys) if row.observation.event_id is None and row.value is not None]
        for language in language_codes():
            with override(language):
                places = PlaceNames()
                yield from (content_of_value(row, places) for row in rows)

    def born_of(self, subjects: Collection[str]) -> Iterable[str]:
        return [name.removeprefix("observation:") for name in subjects if name.startswith("observation:")]


def content_of_value(row: Row, places: PlaceNames) -> Content:
    observation = row.observation
    figure = figure_of(row)
    where = observation.territory_id
    years = range(row.period_start.year, row.period_end.year + 1) if row.period_start and row.period_end else ()
    codes = {
        "program": observation.program,
        "edition": observation.edition,
        "trade": observation.trade,
        "assistance": observation.assistance_kind,
        "source": observation.source,
    }
    subjects = {f"{name}:{record.code}" for name, record in codes.items() if record}
    numbers = {"year": float(years[-1])} if len(years) == 1 else {}
    if row.role == "result" and (measure := NUMBERS.get(row.indicator.code)):
        numbers[measure] = float(row.value)
    return Content(
        object_key=observation.code,
        language=current_language(),
        kind="figure",
        title=f"{figure.label}: {figure.quantity_text}",
        url=figure.url,
        lead=about_text(row),
        text="\n".join(
            filter(None, [figure.role_label, places.words(where), figure.note, *(one.name for one in figure.sources)])
        ),
        date_from=row.period_start,
        date_to=row.period_end,
        facets={
            **{name: (codes[name].code,) for name in ("program", "trade", "assistance") if codes[name]},
            "territory": places.facet(where),
            "year": tuple(map(str, years)),
        },
        numbers=numbers,
        shown={"date": figure.period_text, "place": figure.territory_text, "figures": shown_figures([figure])},
        subjects=frozenset(
            {f"observation:{observation.code}", f"indicator:{row.indicator.code}", *places.subjects(where), *subjects}
        ),
    )
