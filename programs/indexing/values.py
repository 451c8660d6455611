"""Search entries of reported values: one a series, for the preferred value. Masked values have none."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.utils.translation import override

from portal.l10n import current_language, language_codes
from programs.facts import PLACEMENTS, current_observations
from programs.indexing.events import measures, shown_figures
from programs.indexing.territories import TerritoryNames
from programs.presentation import Figure, figure_of, subject_text
from programs.statistics import Row, preferred_rows, reported_series
from search.indexing import Content, batches

BATCH = 500


class ValueSource:
    name = "figure"

    def keys(self) -> Iterable[str]:
        return current_observations().filter(event=None).order_by().values_list("code", flat=True)

    def contents(self, object_keys: Collection[str]) -> Iterator[Content]:
        rows = [row for row in preferred_rows(object_keys) if row.value is not None]
        beside = codes_beside(rows)
        for language in language_codes():
            with override(language):
                territories = TerritoryNames()
                yield from (value_content(row, territories, beside[row.observation.series_key]) for row in rows)

    def keys_for_subjects(self, subjects: Collection[str]) -> Iterable[str]:
        """Include values of other sources, whose rank may have changed."""
        changed = [name.removeprefix("observation:") for name in subjects if name.startswith("observation:")]
        for some in batches(changed, BATCH):
            yield from reported_series(some).order_by().values_list("code", flat=True)


def codes_beside(rows: list[Row]) -> dict[str, set[str]]:
    """Return {series key: codes of all its values}."""
    found: dict[str, set[str]] = defaultdict(set)
    beside = reported_series(row.observation.code for row in rows).order_by().values_list("series_key", "code")
    for series, code in beside:
        found[series].add(code)
    return found


def value_content(row: Row, territories: TerritoryNames, series: Collection[str]) -> Content:
    observation = row.observation
    figure = figure_of(row)
    where = observation.territory_id
    years = range(row.period_start.year, row.period_end.year + 1) if row.period_start and row.period_end else ()
    codes = {
        "program": observation.program,
        "edition": observation.edition,
        "trade": observation.trade,
        "assistance": observation.assistance_kind,
    }
    subjects = {f"{name}:{record.code}" for name, record in codes.items() if record}
    numbers = {"year": float(years[-1])} if len(years) == 1 else {}
    if row.role == "result" and (measure := measures().get(row.indicator.code)):
        numbers[measure] = float(row.value)
    return Content(
        object_key=observation.code,
        language=current_language(),
        kind="figure",
        title=figure.sentence,
        url=figure.url,
        lead=subject_text(row),
        text="\n".join(filter(None, [figure.role_label, territories.text(where), *source_texts(figure)])),
        date_from=row.period_start,
        date_to=row.period_end,
        facets={
            **{name: (codes[name].code,) for name in ("program", "trade", "assistance") if codes[name]},
            "territory": territories.facet(where),
            "year": tuple(map(str, years)),
        },
        numbers=numbers,
        shown={"date": figure.period_text, "place": figure.territory_text, "figures": shown_figures([figure])},
        subjects=frozenset(
            {
                *(f"observation:{code}" for code in series),
                PLACEMENTS,
                f"indicator:{row.indicator.code}",
                *(f"source:{source.code}" for value in (row, *row.others) for source in value.sources),
                *territories.subjects(where),
                *subjects,
            }
        ),
    )


def source_texts(figure: Figure) -> Iterator[str]:
    """Yield the note and sources of a value, then the values of other sources."""
    yield figure.note
    yield from (one.name for one in figure.sources)
    for other in figure.others:
        yield other.quantity_text
        yield from source_texts(other)
