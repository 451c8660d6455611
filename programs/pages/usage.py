"""Find the public pages that show a figure, by the questions recorded when they were published."""

from collections.abc import Callable, Iterable, Mapping

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page, get_page_models

from portal.pages import public_pages
from programs.editorial import PageQuestion, answers_for
from programs.facts import Observation
from programs.pages.listings import questions_of_program
from programs.pages.models import ProgramPage
from programs.statistics import Answer, Question, sums_including

Answers = dict[Question, Answer]


def pages_showing(observation: Observation, language: str = "", *, aliases: bool = False) -> list[Page]:
    """Return the public pages that show a value, an alternative to it, or a sum that contains it.

    `language` '' means both. `aliases` includes alias pages. The number of statements is fixed.
    """
    recorded = PageQuestion.objects.that_may_show(observation).by_question()
    program = observation.program.code if observation.program_id else ""
    return _pages(recorded, program, lambda answers: _resting_on(answers, observation), language, aliases=aliases)


def pages_with_question(question: Question, language: str = "") -> list[Page]:
    """Return the public pages that show the answer to a question, alone or as a row of a table."""

    def matching(answers: Answers) -> set[Question]:
        return {one for one, answer in answers.items() if any(row.question == question for row in answer.rows)}

    recorded = PageQuestion.objects.that_may_answer(question).by_question()
    return _pages(recorded, question.program, matching, language)


def _pages(
    recorded: Mapping[Question, Iterable[int]],
    program: str,
    matching: Callable[[Answers], set[Question]],
    language: str,
    *,
    aliases: bool = False,
) -> list[Page]:
    """Return the public pages of the recorded questions that match, and of a matching card of the programme."""
    of_card = questions_of_program(program) if program else []
    answers = answers_for(more=[*recorded, *of_card])
    card_question = next((question for question in of_card if answers[question].row), None)
    found = matching(answers)
    keys = {page for question, pages in recorded.items() if question in found for page in pages}
    if card_question in found:
        keys.update(_program_lists(program))
    pages = public_pages(Page.objects.filter(pk__in=keys)).select_related("locale", "content_type")
    if language:
        pages = pages.filter(locale__language_code=language)
    if not aliases:
        pages = pages.filter(alias_of=None)
    return list(pages.order_by("path"))


def _resting_on(answers: Answers, observation: Observation) -> set[Question]:
    """Return the questions whose answers have a value as a row, as an alternative, or in a sum."""
    matching, sums = set(), []
    for question, answer in answers.items():
        values = [one for row in answer.rows for one in (row, *row.others)]
        if any(one.parts == 1 and one.observation.pk == observation.pk for one in values):
            matching.add(question)
        elif any(row.parts > 1 for row in answer.rows):
            sums.append(question)
    return matching | (sums_including(sums, observation) if observation.event_id else set())


def _program_lists(program: str) -> QuerySet:
    """Return the ids of pages that list programmes, in the languages of a programme's pages."""
    listing = [model for model in get_page_models() if getattr(model, "lists_programs", False)]
    types = ContentType.objects.get_for_models(*listing).values()
    languages = public_pages(ProgramPage.objects.filter(program__code=program)).order_by().values("locale")
    return Page.objects.filter(content_type__in=types, locale__in=languages).values_list("pk", flat=True)
