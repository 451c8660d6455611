"""JSON: cards and rows with codes beside the labels of both languages, no table."""

import json
from collections.abc import Iterable

from django.utils.translation import gettext as _

from portal.pages import LICENSE_METADATA
from programs.exports.figures_json import answer_json, card_json, figure_json, in_both, nearest_json, summary_json
from programs.exports.registry import Format, Refused
from programs.presentation import card_of_answer
from programs.statistics import Row

#: Letters as they are, a value a line.
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
        return written({"rows": [figure_json(row, whole, row.question) for row in rows]})

    def answer(self, answer, whole=str):
        return written(answer_json(answer, whole))

    def single(self, answer, question, whole=str):
        return self.card(card_of_answer(answer, question), whole)

    def card(self, card, whole=str):
        return written(card_json(card, whole))

    def summary(self, summary):
        return written({"question": summary.question.as_codes(), **summary_json(summary)})

    def refused(self, refused: Refused, whole=str):
        """Say in both languages why there is no answer to what was asked, and what is near it that has one."""
        refusal = {"code": refused.code, "message": in_both(lambda: refused.message)}
        if refused.refusal:
            refusal |= nearest_json(refused.refusal, whole)
        asked = {"question": refused.question.as_codes()} if refused.question else {}
        return [json.dumps({**asked, "refusal": refusal}, **READABLE) + "\n"]


def written(content: dict) -> list[str]:
    """Return figures as a file, with the licence of the data."""
    return [json.dumps({**content, **LICENSE_METADATA}, **READABLE) + "\n"]


FORMAT = JsonFormat()
