"""Context of a programme page, today or as of a day."""

from dataclasses import replace
from datetime import date

from portal.l10n import current_language
from programs.editorial import questions_in
from programs.facts import DistributionEvent, Edition, Placement, indicators_at, target_result_pairs
from programs.presentation import (
    EditionQuestions,
    article_cards,
    collect_event_figures,
    corrections_in,
    disagreements,
    edition_questions,
    edition_views,
    fact_url,
    facts_boxes,
    figure_of,
    moment_of,
    require_known,
)
from programs.statistics import Answer, Question, ask_many

#: Events on the page; the rest is in the list of events.
SHOWN = 12


def program_context(page, day: date | None = None) -> dict:
    """Return the context; with a day, as published at its end. Articles have no past and are left out then."""
    program, moment = page.program, moment_of(day)
    language = current_language()
    editions, totals, of_events = program_questions(program.code)
    answers = answers_as_of(
        [*editions.flat, *totals, *of_events, *questions_in(page.body, page.method, page.limits)], day
    )
    events = DistributionEvent.objects.as_of(moment).filter(program=program).for_facts().newest_first()
    views = edition_views(list(Edition.objects.filter(program=program)), answers, editions)
    # Editions have no day of publication: on a past day those with values show.
    views = [view for view in views if view.rows or day is None]
    shown = list(events[:SHOWN])
    require_known(day, shown, views, [answer for answer in answers.values() if answer.rows])
    return {
        "program": program,
        "answers": answers,
        "editions": views,
        "events": facts_boxes(
            shown, type(page).objects.urls(language), collect_event_figures([answers[q] for q in of_events])
        ),
        "events_url": fact_url("events", program=program.code),
        "articles": [] if day else article_cards(language, program=program.code),
        "corrections": corrections_in(answers.values(), moment),
        "discrepancies": disagreements(moment, program=program),
        "aliases": [alias.name for alias in program.aliases.all() if alias.language == language],
        "figures": [figure_of(answers[q].row) for q in totals if answers[q].row and answers[q].row.events > 1],
    }


def program_questions(program: str) -> tuple[EditionQuestions, list[Question], list[Question]]:
    """Return the questions of editions, totals and events."""
    return (
        edition_questions(program=program),
        [
            Question(result, program=program, basis="computed")
            for _target, result in target_result_pairs(Placement.EDITION)
        ],
        [Question(code, program=program, by="event") for code in indicators_at(Placement.EVENT)],
    )


def answers_as_of(questions: list[Question], day: date | None) -> dict[Question, Answer]:
    """Return {question: answer as of a day}, keyed by the question without the day."""
    questions = list(dict.fromkeys(questions))
    dated = [replace(question, as_of=question.as_of or day) for question in questions]
    return dict(zip(questions, ask_many(dated, explain=False), strict=True))
