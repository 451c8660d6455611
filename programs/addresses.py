"""Where figures live: addresses made of codes, the same question at the same address for ever."""

from urllib.parse import urlencode

from django.urls import reverse

from programs.statistics import Question, Row


def address_of_question(question: Question, *, suffix: str = "") -> str:
    """Return the address of the card of a question in the active language; `suffix` is "csv" or "json" for its twin."""
    name = f"question_{suffix}" if suffix else "question"
    return f"{reverse(name)}?{urlencode(question.as_codes())}"


def address_of_row(row: Row) -> str:
    """Return the address of the card of a row: that of its observation, or of its question where it is a sum."""
    if row.parts > 1 and row.question is not None:
        return address_of_question(row.question)
    return reverse("figure", args=[row.observation.code])
