"""Cards, answers and summaries as JSON objects: codes beside the labels of all languages, one shape for all figures.

Values are strings, so that no reader rounds them; counts of events are numbers. `obs_value`, `obs_status`, `ref_area`
and `time_period` are named after SDMX (obs_status: A normal, P provisional, E estimated, O missing, Q suppressed).
Suppressed observations have neither value nor history.
"""

from collections.abc import Callable
from typing import TypeAlias

from django.utils.translation import override

from portal.l10n import language_codes
from programs import presentation
from programs.facts import SourceCorrection
from programs.statistics import Answer, QualifiedValue, Question, Refusal, Row, Summary, code_of, name_of, summary_of

#: Makes a path absolute, as `request.build_absolute_uri`; the command line leaves paths.
BuildUrl: TypeAlias = Callable[[str], str]


def in_all_languages(text: Callable[[], str]) -> dict[str, str]:
    """Return {language: `text()` in it}."""
    texts = {}
    for language in language_codes():
        with override(language):
            texts[language] = str(text())
    return texts


def reference_json(record) -> dict | None:
    """Return code and names of a reference record, None for none."""
    return {"code": code_of(record), "name": in_all_languages(lambda: name_of(record))} if record else None


def urls_json(address: Callable[[], str], whole: BuildUrl) -> dict[str, str]:
    return {language: whole(path) if path else "" for language, path in in_all_languages(address).items()}


def value_json(row: Row) -> dict:
    return {
        **_number_json(row),
        "obs_status": row.status,
        "masked": row.masked,
        "label": in_all_languages(lambda: presentation.figure_of(row).quantity_text),
        "released_at": row.released_at.isoformat() if row.released_at else None,
    }


def source_json(source) -> dict:
    return {
        "code": source.code,
        "name": in_all_languages(lambda: source.name),
        "publisher": source.publisher,
        "date": source.date.isoformat() if source.date else None,
        "date_precision": source.date_precision,
        "url": source.url or None,
        "corrected_at": source.corrected_at.isoformat() if source.corrected_at else None,
    }


def source_correction_json(correction: SourceCorrection) -> dict:
    """Return the changed fields of a source, before and after."""
    fields = correction.changed_fields
    return {
        "source": correction.source.code,
        "released_at": correction.released_at.isoformat(),
        "before": {name: correction.previous_values[name] for name in fields},
        "after": {name: correction.corrected_values[name] for name in fields},
        "reason": in_all_languages(lambda: correction.reason),
    }


def figure_json(row: Row, whole: BuildUrl, question: Question | None = None) -> dict:
    indicator = row.indicator
    return {
        "observation": row.observation.code if row.parts == 1 else None,
        "url": urls_json(lambda: presentation.row_url(row), whole),
        **value_json(row),
        "indicator": {
            **reference_json(indicator),
            "definition": in_all_languages(lambda: indicator.definition),
            "statistical_unit": indicator.statistical_unit,
            "aggregation": indicator.aggregation,
            "measure": indicator.measure or None,
            "currency": indicator.currency or None,
        },
        "unit_measure": reference_json(indicator.unit),
        "role": row.role,
        "basis": row.basis,
        "time_period": {
            "type": row.period_type,
            "start": row.period_start.isoformat() if row.period_start else None,
            "end": row.period_end.isoformat() if row.period_end else None,
            "label": in_all_languages(lambda: presentation.figure_of(row).period_text),
        },
        "ref_area": reference_json(row.territory),
        **{name: reference_json(record) for name, record in presentation.subject_of(row, question).items()},
        **{name: member or None for name, member in presentation.breakdown_of(row, question).items()},
        "events": row.events,
        "corrected": row.corrected,
        "disputed": row.disputed,
        "sources": [source_json(source) for source in row.sources],
        "note": in_all_languages(lambda: row.observation.note) if row.parts == 1 else None,
    }


def card_json(card: presentation.Card, whole: BuildUrl) -> dict:
    """Return a card: the value, its history, other values, and the parts of a sum."""
    row = card.row
    question = {"question": card.question.as_codes()} if card.question else {}
    codes = [one.observation.code for one in card.known]
    return {
        **question,
        "as_of": card.day.isoformat() if card.day else None,
        **figure_json(row, whole, card.question),
        "superseded_by": card.successor.observation.code if card.successor else None,
        "history": [
            {
                "observation": one.observation.code,
                **value_json(one),
                "supersedes": before,
                "reason": in_all_languages(lambda one=one: one.observation.reason) if before else None,
            }
            for one, before in zip(card.known, [None, *codes], strict=False)
        ],
        "source_corrections": [source_correction_json(one) for one in card.source_corrections],
        "other_values": [figure_json(other, whole) for other in row.others],
        "preferred": card.preferred.observation.code if card.preferred else None,
        "preference_reason": in_all_languages(lambda: row.preference.reason) if row.preference else None,
        "beside": [figure_json(other, whole, other.question) for other in card.beside],
        "parts": [{"event": reference_json(part.observation.event), **value_json(part)} for part in card.parts],
    }


def answer_json(answer: Answer, whole: BuildUrl) -> dict:
    """Return an answer, each row with its members."""
    total = answer.total
    return {
        "question": answer.question.as_codes(),
        "rows": [
            {
                "groups": {
                    name: reference_json(member) for name, member in zip(answer.question.by, row.groups, strict=True)
                },
                **figure_json(row, whole, row.question),
            }
            for row in answer.rows
        ],
        "total": figure_json(total, whole, total.question) if total else None,
        "left_out": answer.left_out,
        "summary": summary_json(summary_of(answer)),
    }


def summary_json(found: Summary | Refusal) -> dict:
    """Return mean, median and count of an answer, or why they are refused."""
    if isinstance(found, Refusal):
        return {"refusal": {"code": found.code, "message": in_all_languages(lambda: found.message)}}
    return {
        "count": found.count,
        "mean": _number_json(found.mean),
        "median": _number_json(found.median),
        "least": value_json(found.least),
        "greatest": value_json(found.greatest),
        "masked": found.masked,
        "missing": found.missing,
        "obs_status": found.status,
        "unit_measure": reference_json(found.indicator.unit),
        "events": found.events,
        "sources": [source_json(source) for source in found.sources],
        "label": in_all_languages(lambda: presentation.summary_text(found)),
    }


def _number_json(found: Row | QualifiedValue) -> dict:
    return {
        "obs_value": presentation.plain_number(found.value) or None,
        "obs_value_high": presentation.plain_number(found.value_high) or None,
        "qualifier": found.qualifier,
    }


def nearest_json(refusal: Refusal, whole: BuildUrl) -> dict:
    """Return the nearest question with an answer, and its URL."""
    near = refusal.nearest
    return {
        "nearest": near.as_codes() if near else None,
        "nearest_url": urls_json(lambda: presentation.question_url(near), whole) if near else None,
    }
