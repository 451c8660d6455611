"""The card of a figure for machines: codes beside the labels of both languages, one shape for all figures.

Numbers of the ledger are texts, so that no reader rounds them; counts of events are numbers. `obs_value`,
`obs_status`, `ref_area` and `time_period` are named after SDMX (obs_status: A normal, P provisional, E estimated,
O missing, Q suppressed). What is suppressed has neither value nor history of it.
"""

from collections.abc import Callable
from typing import TypeAlias

from django.utils.translation import override

from portal.l10n import language_codes
from programs.facts import SourceCorrection
from programs.presentation import (
    Card,
    breakdown_of,
    figure_of,
    plain_number,
    question_url,
    row_url,
    subject_of,
    summary_text,
)
from programs.statistics import Answer, Middle, Question, Refusal, Row, Summary, code_of, name_of, summary_of

#: Makes an address of the site whole, as `request.build_absolute_uri` does; the command line leaves it as it is.
Whole: TypeAlias = Callable[[str], str]


def in_both(text: Callable[[], str]) -> dict[str, str]:
    """Return {language: what a function says in it}."""
    said = {}
    for language in language_codes():
        with override(language):
            said[language] = str(text())
    return said


def coded(record) -> dict | None:
    """Return a record of reference by its code and its names."""
    return {"code": code_of(record), "name": in_both(lambda: name_of(record))} if record else None


def addresses_of(address: Callable[[], str], whole: Whole) -> dict[str, str]:
    return {language: whole(path) if path else "" for language, path in in_both(address).items()}


def value_of(row: Row) -> dict:
    """Return a value with its qualifier and its status, as it may be shown."""
    return {
        "obs_value": plain_number(row.value) or None,
        "obs_value_high": plain_number(row.value_high) or None,
        "qualifier": row.qualifier,
        "obs_status": row.status,
        "masked": row.masked,
        "label": in_both(lambda: figure_of(row).quantity_text),
        "released_at": row.released_at.isoformat() if row.released_at else None,
    }


def source_of(source) -> dict:
    return {
        "code": source.code,
        "name": in_both(lambda: source.name),
        "publisher": source.publisher,
        "date": source.date.isoformat() if source.date else None,
        "date_precision": source.date_precision,
        "url": source.url or None,
        "corrected_at": source.corrected_at.isoformat() if source.corrected_at else None,
    }


def source_correction(correction: SourceCorrection) -> dict:
    """Return what a source said before and what it says since, of what changed."""
    fields = correction.changed_fields
    return {
        "source": correction.source.code,
        "released_at": correction.released_at.isoformat(),
        "before": {name: correction.previous_values[name] for name in fields},
        "after": {name: correction.corrected_values[name] for name in fields},
        "reason": in_both(lambda: correction.reason),
    }


def figure_json(row: Row, whole: Whole, question: Question | None = None) -> dict:
    """Return a value with all that qualifies it."""
    indicator = row.indicator
    return {
        "observation": row.observation.code if row.parts == 1 else None,
        "url": addresses_of(lambda: row_url(row), whole),
        **value_of(row),
        "indicator": {
            **coded(indicator),
            "definition": in_both(lambda: indicator.definition),
            "statistical_unit": indicator.statistical_unit,
            "aggregation": indicator.aggregation,
            "measure": indicator.measure or None,
            "currency": indicator.currency or None,
        },
        "unit_measure": coded(indicator.unit),
        "role": row.role,
        "basis": row.basis,
        "time_period": {
            "type": row.period_type,
            "start": row.period_start.isoformat() if row.period_start else None,
            "end": row.period_end.isoformat() if row.period_end else None,
            "label": in_both(lambda: figure_of(row).period_text),
        },
        "ref_area": coded(row.territory),
        **{name: coded(record) for name, record in subject_of(row, question).items()},
        **{name: member or None for name, member in breakdown_of(row, question).items()},
        "events": row.events,
        "corrected": row.corrected,
        "disputed": row.disputed,
        "sources": [source_of(source) for source in row.sources],
        "note": in_both(lambda: row.observation.note) if row.parts == 1 else None,
    }


def card_json(card: Card, whole: Whole) -> dict:
    """Return a card: the value, its past, what stands beside it, and what it is a sum of."""
    row = card.row
    asked = {"question": card.question.as_codes()} if card.question else {}
    codes = [one.observation.code for one in card.known]
    return {
        **asked,
        "as_of": card.day.isoformat() if card.day else None,
        **figure_json(row, whole, card.question),
        "superseded_by": card.successor.observation.code if card.successor else None,
        "history": [
            {
                "observation": one.observation.code,
                **value_of(one),
                "supersedes": before,
                "reason": in_both(lambda one=one: one.observation.reason) if before else None,
            }
            for one, before in zip(card.known, [None, *codes], strict=False)
        ],
        "source_corrections": [source_correction(one) for one in card.source_corrections],
        "other_values": [figure_json(other, whole) for other in row.others],
        "preferred": card.preferred.observation.code if card.preferred else None,
        "preference_reason": in_both(lambda: row.preference.reason) if row.preference else None,
        "beside": [figure_json(other, whole, other.question) for other in card.beside],
        "parts": [{"event": coded(part.observation.event), **value_of(part)} for part in card.parts],
    }


def answer_json(answer: Answer, whole: Whole) -> dict:
    """Return an answer of several rows, each with the members that it stands for."""
    total = answer.total
    return {
        "question": answer.question.as_codes(),
        "rows": [
            {
                "groups": {name: coded(member) for name, member in zip(answer.question.by, row.groups, strict=True)},
                **figure_json(row, whole, row.question),
            }
            for row in answer.rows
        ],
        "total": figure_json(total, whole, total.question) if total else None,
        "left_out": answer.left_out,
        "summary": summary_json(summary_of(answer)),
    }


def summary_json(found: Summary | Refusal) -> dict:
    """Return mean, median and count of the values of an answer, or why they are not given."""
    if isinstance(found, Refusal):
        return {"refusal": {"code": found.code, "message": in_both(lambda: found.message)}}
    return {
        "count": found.count,
        "mean": _middle_of(found.mean),
        "median": _middle_of(found.median),
        "least": value_of(found.least),
        "greatest": value_of(found.greatest),
        "masked": found.masked,
        "missing": found.missing,
        "obs_status": found.status,
        "unit_measure": coded(found.indicator.unit),
        "events": found.events,
        "sources": [source_of(source) for source in found.sources],
        "label": in_both(lambda: summary_text(found)),
    }


def _middle_of(middle: Middle) -> dict:
    return {
        "obs_value": plain_number(middle.value),
        "obs_value_high": plain_number(middle.value_high) or None,
        "qualifier": middle.qualifier,
    }


def nearest_json(refusal: Refusal, whole: Whole) -> dict:
    """Return the nearest question that has an answer, and its address."""
    near = refusal.nearest
    return {
        "nearest": near.as_codes() if near else None,
        "nearest_url": addresses_of(lambda: question_url(near), whole) if near else None,
    }
