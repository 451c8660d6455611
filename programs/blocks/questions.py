"""What a page asks: the questions of all its figures, asked once."""

from programs.statistics import Answer, Question, ask_many


def questions_in(*streams) -> list[Question]:
    """Return the questions of all figure blocks in the streams, each once, in their order."""
    questions = [
        question for stream in streams for block in stream for question in getattr(block.value, "questions", ())
    ]
    return list(dict.fromkeys(questions))


def answers_for(*streams, more: list[Question] = ()) -> dict[Question, Answer]:
    """Ask the door once for all figure blocks of a page, and for whatever `more` the page wants to know."""
    questions = list(dict.fromkeys([*questions_in(*streams), *more]))
    return dict(zip(questions, ask_many(questions, explain=False), strict=True))
