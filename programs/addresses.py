"""Where figures live: addresses made of codes, the same question at the same address for ever."""

from urllib.parse import urlencode

from django.urls import reverse

from programs.statistics import Question, Row


def address_of_question(question: Question, *, suffix: str = "") -> str:
    """Return the address of the card of a question in the active language; `suffix` is "csv" or "json" for its twin."""
    name = f"question_{suffix}" if suffix else "question"
    return f"{reverse(name)}?{urlencode(question.as_codes())}"


def address_of_row(row: Row) -> str:
    """Return the address of the card of a row: that of its observation, or of its question where it is a sum.

    '' for what has none: a draft, and a sum of rows that no single question asks for.
    """
    if row.parts > 1:
        return address_of_question(row.question) if row.question else ""
    return reverse("figure", args=[row.observation.code]) if row.observation.is_released else ""


def territory_url(territory) -> str:
    """Return the address of a territory, whose key is its scheme and its code together."""
    return reverse("territory", args=[territory.scheme.code, territory.code])
