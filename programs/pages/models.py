"""Programme pages, today or as of a day."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from portal.l10n import current_language
from portal.pages import IllustratedPage, PortalPage, text_blocks
from programs.editorial import answers_for, body_field, questions_in, streams_of
from programs.facts import DistributionEvent, Edition, Placement, Program, RecordKey, indicators_at, target_result_pairs
from programs.pages.listings import ProgramPageQuerySet, add_figures, card_questions
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
    parse_as_of,
    require_known,
    serve_as_of,
)
from programs.statistics import Question, ask_many


class ProgramIndexPage(PortalPage):
    #: Shows a figure of each programme: see `programs.pages.usage`.
    lists_programs = True

    max_count_per_parent = 1
    subpage_types = ["programs.ProgramPage"]
    parent_page_types = ["home.HomePage"]
    template = "programs/program_index_page.html"
    page_description = _("The list of all programmes; put programme pages below it.")

    class Meta:
        verbose_name = _("programme index")
        verbose_name_plural = _("programme indexes")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        cards = ProgramPage.objects.cards(self.locale.language_code)
        answers = answers_for(more=card_questions(cards)) if cards else {}
        context["program_cards"] = add_figures(cards, answers)
        return context


class ProgramPage(IllustratedPage):
    """A programme in one language, with its editions, events and figures."""

    program = RecordKey(
        Program, "pages", _("programme"), _("Its editions, events and figures appear on the page by themselves.")
    )
    body = body_field(_("What the programme is, for whom, and how one enters it."))
    method = StreamField(
        text_blocks(), blank=True, verbose_name=_("method"), help_text=_("How its figures come about.")
    )
    limits = StreamField(
        text_blocks(), blank=True, verbose_name=_("limits"), help_text=_("What these numbers do not tell you.")
    )

    objects = PageManager.from_queryset(ProgramPageQuerySet)()

    parent_page_types = ["programs.ProgramIndexPage"]
    subpage_types: list[str] = []
    template = "programs/program_page.html"
    page_description = _("A programme: what it is, its figures, its editions and events, its method and limits.")

    content_panels = [*IllustratedPage.content_panels, "program", "body", "method", "limits"]
    search_fields = [*IllustratedPage.search_fields, index.SearchField("body"), index.FilterField("program")]

    class Meta:
        verbose_name = _("programme page")
        verbose_name_plural = _("programme pages")

    def get_context(self, request, *args, **kwargs):
        day = parse_as_of(request)
        if day:
            request.portal_query = f"as_of={day.isoformat()}"
        context = super().get_context(request, *args, **kwargs)
        context.update(program_context(self, day))
        return context

    def questions_beside(self) -> list:
        editions, totals, of_events = program_questions(self.program.code)
        return [*editions.flat, *totals, *of_events]

    def serve(self, request, *args, **kwargs):
        return serve_as_of(lambda request, day: super(ProgramPage, self).serve(request, *args, **kwargs))(request)


#: Events on the page; the rest is in the list of events.
SHOWN = 12


def program_context(page, day: date | None = None) -> dict:
    """Return the context; with a day, as published at its end. Articles have no past and are left out then."""
    program, moment, language = page.program, moment_of(day), current_language()
    editions, totals, of_events = program_questions(program.code)
    questions = list(dict.fromkeys([*editions.flat, *totals, *of_events, *questions_in(*streams_of(page))]))
    # Keyed by the question without the day.
    dated = [replace(question, as_of=question.as_of or day) for question in questions]
    answers = dict(zip(questions, ask_many(dated, explain=False), strict=True))
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
            shown, ProgramPage.objects.urls(language), collect_event_figures([answers[q] for q in of_events])
        ),
        "events_url": fact_url("events", program=program.code),
        "articles": [] if day else article_cards(language, program=program.code),
        "corrections": corrections_in(answers.values(), moment),
        "discrepancies": disagreements(moment, program=program),
        "aliases": [alias.name for alias in program.aliases.all() if alias.language == language],
        "figures": [figure_of(answers[q].row) for q in totals if answers[q].row and answers[q].row.events > 1],
    }


def program_questions(program: str) -> tuple[EditionQuestions, list[Question], list[Question]]:
    return (
        edition_questions(program=program),
        [Question(code, program=program, basis="computed") for _, code in target_result_pairs(Placement.EDITION)],
        [Question(code, program=program, by="event") for code in indicators_at(Placement.EVENT)],
    )
