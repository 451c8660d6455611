"""Search entries of records with a page: events, indicators, editions, territories, centres."""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import QuerySet
from django.utils.translation import override

from portal.l10n import current_language, labelled, language_codes
from programs.editorial import answers_for
from programs.facts import Centre, DistributionEvent, Edition, Indicator, Territory, current_observations
from programs.indexing.events import TerritoryNames, describe_events, shown_figures
from programs.presentation import edition_questions, edition_views, fact_url, territory_url
from search.indexing import Content


class RecordSource:
    """Entries keyed by code, in both languages: `contents_in_language(records)` of the `public()` records."""

    name = ""

    def keys(self) -> Iterable[str]:
        return self.public().order_by().values_list("code", flat=True)

    def records(self, object_keys: Collection[str]) -> list:
        return list(self.public().filter(code__in=object_keys).order_by("code"))

    def contents(self, object_keys: Collection[str]) -> Iterator[Content]:
        records = self.records(object_keys)
        for language in language_codes():
            with override(language):
                yield from self.contents_in_language(records) if records else ()

    def keys_for_subjects(self, subjects: Collection[str]) -> Iterable[str]:
        begins = (f"{self.name}:", f"figures:{self.name}:")
        return {subject.partition(f"{self.name}:")[2] for subject in subjects if subject.startswith(begins)}

    def content(self, key: str, **more) -> Content:
        return Content(object_key=key, language=current_language(), kind=self.name, **more)


class EventSource(RecordSource):
    name = "event"

    def public(self) -> QuerySet:
        return DistributionEvent.objects.released().for_facts()

    def contents_in_language(self, records: list[DistributionEvent]) -> Iterator[Content]:
        for facts in describe_events(records).values():
            event, box = facts.event, facts.box
            yield self.content(
                event.code,
                title=box.title,
                url=box.url,
                text=facts.text,
                also=facts.territory_text,
                date_from=event.date_start,
                date_to=event.date_end,
                facets=facts.facets,
                numbers=facts.numbers,
                shown={"date": box.when_text, "place": box.target_text, "figures": facts.figures},
                subjects=frozenset(facts.subjects),
            )


class IndicatorSource(RecordSource):
    name = "indicator"

    def public(self) -> QuerySet:
        return Indicator.objects.filter(pk__in=current_observations().values("indicator")).select_related("unit")

    def contents_in_language(self, records: list[Indicator]) -> Iterator[Content]:
        for indicator in records:
            yield self.content(
                indicator.code,
                title=indicator.name,
                url=fact_url("indicator", indicator.code),
                lead=indicator.definition,
                text=indicator.unit.name,
                subjects=frozenset({f"indicator:{indicator.code}", f"figures:indicator:{indicator.code}"}),
            )


class EditionSource(RecordSource):
    name = "edition"

    def public(self) -> QuerySet:
        return Edition.objects.select_related("program")

    def contents_in_language(self, records: list[Edition]) -> Iterator[Content]:
        questions = edition_questions()
        answers = answers_for(more=questions.flat)
        for edition, view in zip(records, edition_views(records, answers, questions), strict=True):
            figures = [figure for row in view.rows for figure in (row.result, row.target) if figure and figure.number]
            first, last = edition.period_start, edition.period_end
            lines = [
                labelled(f"{figure.label} ({figure.role_label})", figure.quantity_text, current_language())
                for figure in figures
            ]
            yield self.content(
                edition.code,
                title=edition.name,
                url=view.url,
                text="\n".join([edition.program.name, view.period_text, *lines]),
                date_from=first,
                date_to=last,
                facets={
                    "program": (edition.program.code,),
                    "year": tuple(map(str, range(first.year, last.year + 1))) if first else (),
                },
                shown={"date": view.period_text, "figures": shown_figures(figures)},
                subjects=frozenset(
                    {f"edition:{edition.code}", f"figures:edition:{edition.code}", f"program:{edition.program.code}"}
                ),
            )


class TerritorySource(RecordSource):
    """Entries keyed by SCHEME:CODE."""

    name = "territory"

    def public(self) -> QuerySet:
        return Territory.objects.select_related("scheme")

    def keys(self) -> Iterator[str]:
        return (territory.ref for territory in self.public())

    def records(self, object_keys: Collection[str]) -> list[Territory]:
        codes = {key.partition(":")[2] for key in object_keys}
        found = self.public().filter(code__in=codes).order_by("scheme__code", "code")
        return [territory for territory in found if territory.ref in object_keys]

    def contents_in_language(self, records: list[Territory]) -> Iterator[Content]:
        territories = TerritoryNames()
        for territory in records:
            yield self.content(
                territory.ref,
                title=territory.name,
                url=territory_url(territory),
                text=f"{territory.scheme.name}\n{territories.text(territory.pk)}",
                facets={"territory": territories.facet(territory.pk)},
                shown={"place": territory.scheme.name},
                subjects=frozenset({*territories.subjects(territory.pk), f"scheme:{territory.scheme.code}"}),
            )


class CentreSource(RecordSource):
    name = "centre"

    def public(self) -> QuerySet:
        return Centre.objects.select_related("territory")

    def contents_in_language(self, records: list[Centre]) -> Iterator[Content]:
        territories = TerritoryNames()
        for centre in records:
            yield self.content(
                centre.code,
                title=centre.name,
                url=fact_url("centre", centre.code),
                text=territories.text(centre.territory_id),
                facets={"territory": territories.facet(centre.territory_id)},
                shown={"place": centre.territory.name},
                subjects=frozenset({f"centre:{centre.code}", *territories.subjects(centre.territory_id)}),
            )
