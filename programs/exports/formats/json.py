"""JSON: cards and rows with codes beside the labels of all languages."""

import json
from collections.abc import Iterable

from django.utils.translation import gettext as _

from portal.pages import LICENSE_METADATA
from programs.exports import figures_json
from programs.exports.registry import Format, Refused
from programs.presentation import card_of_answer
from programs.statistics import Row

READABLE = {"ensure_ascii": False, "indent": 1}


class JsonFormat(Format):
    suffix = "json"
    name = "JSON"
    media_type = "application/json"
    refusal_type = media_type
    attached = False

    @property
    def link_text(self) -> str:
        return _("For machines: JSON")

    def rows(self, rows: Iterable[Row], by=(), whole=str):
        return encoded({"rows": [figures_json.figure_json(row, whole, row.question) for row in rows]})

    def answer(self, answer, whole=str):
        return encoded(figures_json.answer_json(answer, whole))

    def single(self, answer, question, whole=str):
        return self.card(card_of_answer(answer, question), whole)

    def card(self, card, whole=str):
        return encoded(figures_json.card_json(card, whole))

    def summary(self, summary):
        return encoded({"question": summary.question.as_codes(), **figures_json.summary_json(summary)})

    def refused(self, refused: Refused, whole=str):
        """Write why there is no answer, in all languages, and the nearest question with one."""
        refusal = {"code": refused.code, "message": figures_json.in_all_languages(lambda: refused.message)}
        if refused.refusal:
            refusal |= figures_json.nearest_json(refused.refusal, whole)
        question = {"question": refused.question.as_codes()} if refused.question else {}
        return [json.dumps({**question, "refusal": refusal}, **READABLE) + "\n"]


def encoded(content: dict) -> list[str]:
    """Return content as a file with the licence of the data."""
    return [json.dumps({**content, **LICENSE_METADATA}, **READABLE) + "\n"]


FORMAT = JsonFormat()
