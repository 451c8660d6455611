"""What an editor could choose instead of a selection that a block cannot show: the nearest one that it can."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from programs.editorial import FIRST, MORE, Objection, SelectionBlock, SelectionValue, changes_in_words, code_in
from programs.statistics import Question, ask_many, edition_questions, other_splits, wider_questions


@dataclass(frozen=True)
class Selection:
    """`changes` are {field: code} of what is to be chosen differently; `words` say so."""

    changes: dict[str, str]
    words: str

    def as_json(self) -> dict:
        return {"fields": self.changes, "words": self.words}


def nearest_selection(block: SelectionBlock, value: SelectionValue, objection: Objection) -> Selection | None:
    """Return the nearest selection to which the block has no objection. All that come into question are asked at once."""
    before = block.get_prep_value(value)
    tried = [(changes, block.to_python({**before, **changes})) for changes in _candidates(block, value, objection)]
    asked = list(dict.fromkeys(question for _changes, other in tried for question in other.questions))
    answers = dict(zip(asked, ask_many(asked, explain=False), strict=True)) if asked else {}
    for changes, other in tried:
        if block.objection(other, other.answers({"answers": answers})) is None:
            words = describe_changes(block.child_blocks, before, {**before, **changes})
            return Selection(changes, words)
    return None


def _candidates(block: SelectionBlock, value: SelectionValue, objection: Objection) -> Iterator[dict[str, str]]:
    """Yield what could be changed, the nearest first."""
    yield from objection.instead
    asked = value.questions[0]
    for question in filter(
        None, [objection.nearest, *edition_questions(asked, ask_many), *other_splits(asked), *wider_questions(asked)]
    ):
        if changes := changes_of(block, asked, question):
            yield changes


def changes_of(block: SelectionBlock, asked: Question, offered: Question) -> dict[str, str]:
    """Return which fields of the form make one question another; nothing where the form cannot."""
    before, after = _fields_of(asked), _fields_of(offered)
    changes = {name: code for name, code in after.items() if code != before[name]}
    if any(not _can_be(block, name, code) for name, code in changes.items()) or _beyond(asked) != _beyond(offered):
        return {}
    return changes


def _fields_of(question: Question) -> dict[str, str]:
    first, second, *_rest = [*question.by, "", ""]
    chosen = {name: code_in(getattr(question, name)) for name in (*FIRST, *MORE)}
    return {**chosen, "by": first, "columns": second, "scheme": question.scheme}


def _can_be(block: SelectionBlock, name: str, code: str) -> bool:
    child: Mapping = block.child_blocks
    # An event is chosen in a list of its own; to be without one takes one click.
    return name in child and ((bool(code) and name != "event") or (not code and not child[name].required))


def _beyond(question: Question) -> set[tuple]:
    """Return what a question asks that no form has a field for."""
    known = {*FIRST, *MORE, "by", "scheme"}
    return {(field.name, getattr(question, field.name)) for field in fields(question) if field.name not in known}
