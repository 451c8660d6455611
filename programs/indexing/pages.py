"""Search entries of pages with figures, whose questions are answered in one batch."""

from collections.abc import Callable, Iterable, Iterator

from wagtail.models import Page

from portal.pages import provide_answers
from programs.editorial import answers_for, main_questions_in, questions_in, streams_of
from programs.facts import PLACEMENTS, Edition, Placement, ProgramAlias, indicators_at
from programs.indexing.events import shown_figures
from programs.presentation import figure_of
from programs.statistics import Answer, Question
from search.indexing import Content
from search.indexing import page_content as content_without_figures

Answers = dict[Question, Answer]


def answers_of_pages(pages: Iterable[Page], more: Iterable[Question] = ()) -> Answers:
    return answers_for(*streams_of(*pages), more=more)


def page_content(page: Page, answers: Answers, **fields) -> Content:
    """Return the content of a page with its figures in the text and their subjects."""
    questions = questions_in(*streams_of(page))
    subjects = {f"figures:indicator:{code}" for question in questions for code in question.indicators}
    main = [question for question in main_questions_in(*streams_of(page)) if question in answers]
    figures = [figure_of(row) for question in main if (row := answers[question].row)]
    lines = [figure.sentence for figure in figures if not figure.masked]
    also = "\n".join(filter(None, (fields.pop("also", ""), *dict.fromkeys(lines))))
    subjects |= {f"indicator:{row.indicator.code}" for q in questions for row in answers[q].rows}
    with provide_answers(answers):
        return content_without_figures(page, also=also, subjects={*subjects, *fields.pop("subjects", ())}, **fields)


def describe_as(kind: str) -> Callable[[list[Page]], Iterator[Content]]:
    """Return the function that describes pages without subjects of their own."""

    def describe(pages: list[Page]) -> Iterator[Content]:
        answers = answers_of_pages(pages)
        return (page_content(page, answers, kind=kind) for page in pages)

    return describe


def describe_programs(pages: list[Page]) -> Iterator[Content]:
    language = pages[0].locale.language_code
    programs = (
        type(pages[0]).objects.filter(pk__in=pages).values_list("pk", "program__code", f"program__name_{language}")
    )
    known = {pk: (code, name) for pk, code, name in programs}
    codes = {code for code, _name in known.values()}
    aliases = list(ProgramAlias.objects.filter(program__code__in=codes, language=language).select_related("program"))
    editions = list(Edition.objects.filter(program__code__in=codes).select_related("program"))
    totals = {
        code: [Question(indicator, program=code) for indicator in indicators_at(Placement.PROGRAM_RESULT)]
        for code in codes
    }
    answers = answers_of_pages(pages, (question for some in totals.values() for question in some))
    for page in pages:
        code, name = known[page.pk]
        rows = [row for question in totals[code] if (row := answers[question].row)]
        names = [name, *(alias.name for alias in aliases if alias.program.code == code)]
        figures = [figure_of(row) for row in rows]
        lines = [figure.sentence for figure in figures if figure.number]
        yield page_content(
            page,
            answers,
            kind="program",
            also="\n".join([*names, *(e.name for e in editions if e.program.code == code), *lines]),
            facets={"program": (code,)},
            shown={"figures": shown_figures(figures)},
            subjects={PLACEMENTS, f"program:{code}", f"figures:program:{code}", f"edition-of:{code}"},
        )
