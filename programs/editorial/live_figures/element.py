"""The element of a live figure in rich text: `<embed embedtype="figure" indicator="beneficiaries" …/>`."""

from collections.abc import Callable, Mapping
from dataclasses import fields

from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.rich_text.rewriters import FIND_EMBED_TAG, extract_attrs

from programs.statistics import Question

EMBED_TYPE = "figure"

#: The fields of a question about a single current figure.
CODES = tuple(field.name for field in fields(Question) if field.name not in ("by", "scheme", "as_of", "events"))


def codes_in(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the codes among the attributes of an element, an entity or an address."""
    return {name: str(attributes[name]) for name in CODES if attributes.get(name)}


def question_of(attributes: Mapping[str, str]) -> Question | None:
    """Return the question of an element; None if it is invalid, as after tampering with the text."""
    try:
        return Question.from_codes(codes_in(attributes))
    except ValueError:
        return None


def element_of(codes: Mapping[str, str]) -> SafeString:
    return format_html("<embed{}/>", flatatt({"embedtype": EMBED_TYPE, **codes_in(codes)}))


def rewritten(source: str, replace: Callable[[dict[str, str]], str]) -> str:
    """Return rich text with each live figure replaced by `replace(attributes)`."""

    def replaced(match) -> str:
        attributes = extract_attrs(match[1])
        return replace(attributes) if attributes.get("embedtype") == EMBED_TYPE else match[0]

    return FIND_EMBED_TAG.sub(replaced, source)


def elements_in(source: str) -> list[dict[str, str]]:
    """Return the attributes of each live figure in rich text."""
    found = (extract_attrs(attributes) for attributes in FIND_EMBED_TAG.findall(source))
    return [attributes for attributes in found if attributes.get("embedtype") == EMBED_TYPE]


def questions_of(source: str) -> list[Question]:
    questions = (question_of(attributes) for attributes in elements_in(source))
    return [question for question in questions if question is not None]
