"""Answers as JSON: codes beside the names in both languages, and numbers as the ledger has them."""

import json
from collections.abc import Callable

from django.utils.translation import override

from portal.languages import language_codes
from programs.figures import figure_of, plain_number
from programs.statistics import Answer, Row
from programs.statistics.answers import code_of, name_of


def in_both(text: Callable[[], str]) -> dict[str, str]:
    """Return {language: what a function says in it}."""
    said = {}
    for language in language_codes():
        with override(language):
            said[language] = str(text())
    return said


def coded(record) -> dict | None:
    return {"code": code_of(record), "name": in_both(lambda: name_of(record))} if record else None


def json_of(answer: Answer) -> str:
    """Return an answer. Values are texts, so that no reader rounds them; null is missing or masked, never 0."""
    content = {
        "question": answer.question.as_codes(),
        "indicator": coded(answer.indicator),
        "unit": coded(answer.indicator.unit),
        "rows": [row_of(row, answer.question.by) for row in answer.rows],
        "total": row_of(answer.total, ()) if answer.total else None,
        "left_out": answer.left_out,
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def row_of(row: Row, by: tuple[str, ...]) -> dict:
    return {
        "groups": {name: coded(member) for name, member in zip(by, row.groups, strict=False)},
        "value": plain_number(row.value) or None,
        "value_high": plain_number(row.value_high) or None,
        "qualifier": row.qualifier,
        "status": "masked" if row.masked else row.status,
        "label": in_both(lambda: figure_of(row).quantity_text),
        "basis": row.basis,
        "role": row.role,
        "period_type": row.period_type,
        "period_start": row.period_start.isoformat() if row.period_start else None,
        "period_end": row.period_end.isoformat() if row.period_end else None,
        "territory": coded(row.territory),
        "observation": row.observation.code if row.parts == 1 else None,
        "observations": row.parts,
        "events": row.events,
        "disputed": row.disputed,
        "corrected": row.corrected,
        "released_at": row.released_at.isoformat() if row.released_at else None,
        "sources": [source.code for source in row.sources],
        "others": [row_of(other, ()) for other in row.others],
    }
