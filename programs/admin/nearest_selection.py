"""Find the nearest selection that a figure block can show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from programs.editorial import FIRST, MORE, Objection, SelectionBlock, SelectionValue, code_in, describe_changes
from programs.statistics import Question, ask_many, edition_questions, other_splits, wider_questions


@dataclass(frozen=True)
class Selection:
    """`changes` are {field: code} to choose instead; `words` describe them."""

    changes: dict[str, str]
    words: str

    def as_json(self) -> dict:
        return {"fields": self.changes, "words": self.words}


def nearest_selection(block: SelectionBlock, value: SelectionValue, objection: Objection) -> Selection | None:
    """Return the nearest selection to which the block has no objection. All candidates are queried at once."""
    before = block.get_prep_value(value)
    candidates = [(changes, block.to_python({**before, **changes})) for changes in _candidates(block, value, objection)]
    questions = list(dict.fromkeys(question for _changes, other in candidates for question in other.questions))
    answers = dict(zip(questions, ask_many(questions, explain=False), strict=True)) if questions else {}
    for changes, other in candidates:
        if block.objection(other, other.answers({"answers": answers})) is None:
            words = describe_changes(block.child_blocks, before, {**before, **changes})
            return Selection(changes, words)
    return None


def _candidates(block: SelectionBlock, value: SelectionValue, objection: Objection) -> Iterator[dict[str, str]]:
    """Yield changes, nearest first."""
    yield from objection.instead
    question = value.questions[0]
    nearby = [
        objection.nearest,
        *edition_questions(question, ask_many),
        *other_splits(question),
        *wider_questions(question),
    ]
    for other in filter(None, nearby):
        if changes := field_changes(block, question, other):
            yield changes


def field_changes(block: SelectionBlock, question: Question, other: Question) -> dict[str, str]:
    """Return the {field: code} that turn one question into another; {} where the form has no such fields."""
    before, after = _fields_of(question), _fields_of(other)
    changes = {name: code for name, code in after.items() if code != before[name]}
    if any(not _has_choice(block, name, code) for name, code in changes.items()) or _other_parameters(
        question
    ) != _other_parameters(other):
        return {}
    return changes


def _fields_of(question: Question) -> dict[str, str]:
    first, second, *_rest = [*question.by, "", ""]
    chosen = {name: code_in(getattr(question, name)) for name in (*FIRST, *MORE)}
    return {**chosen, "by": first, "columns": second, "scheme": question.scheme}


def _has_choice(block: SelectionBlock, name: str, code: str) -> bool:
    child: Mapping = block.child_blocks
    # An event is chosen in a list of its own; to be without one takes one click.
    return name in child and ((bool(code) and name != "event") or (not code and not child[name].required))


def _other_parameters(question: Question) -> set[tuple]:
    """Return the parameters of a question that no form has a field for."""
    known = {*FIRST, *MORE, "by", "scheme"}
    return {(field.name, getattr(question, field.name)) for field in fields(question) if field.name not in known}
