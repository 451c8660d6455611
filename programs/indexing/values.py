"""Search entries of reported values: one a series, for the preferred value. Masked values have none."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from programs.facts import PLACEMENTS, current_observations
from programs.indexing.events import TerritoryNames, measures, shown_figures
from programs.indexing.records import RecordSource
from programs.presentation import Figure, figure_of, subject_text
from programs.statistics import Row, preferred_rows, reported_series
from search.indexing import Content, batches

BATCH = 500


class ValueSource(RecordSource):
    name = "figure"

    def keys(self) -> Iterable[str]:
        return current_observations().filter(event=None).order_by().values_list("code", flat=True)

    def records(self, object_keys: Collection[str]) -> list[tuple[Row, set[str]]]:
        """Return (row, codes of all values of its series)."""
        rows = [row for row in preferred_rows(object_keys) if row.value is not None]
        series: dict[str, set[str]] = defaultdict(set)
        beside = reported_series(row.observation.code for row in rows).order_by().values_list("series_key", "code")
        for key, code in beside:
            series[key].add(code)
        return [(row, series[row.observation.series_key]) for row in rows]

    def contents_in_language(self, records: list[tuple[Row, set[str]]]) -> Iterator[Content]:
        territories = TerritoryNames()
        return (self._content(row, territories, series) for row, series in records)

    def _content(self, row: Row, territories: TerritoryNames, series: Collection[str]) -> Content:
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
        return self.content(
            observation.code,
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

    def keys_for_subjects(self, subjects: Collection[str]) -> Iterable[str]:
        """Include values of other sources, whose rank may have changed."""
        changed = [name.removeprefix("observation:") for name in subjects if name.startswith("observation:")]
        for some in batches(changed, BATCH):
            yield from reported_series(some).order_by().values_list("code", flat=True)


def source_texts(figure: Figure) -> Iterator[str]:
    """Yield the note and sources of a value, then the values of other sources."""
    yield figure.note
    yield from (one.name for one in figure.sources)
    for other in figure.others:
        yield other.quantity_text
        yield from source_texts(other)
