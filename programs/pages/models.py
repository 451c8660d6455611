"""Programme pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from portal.pages import IllustratedPage, PortalPage, text_blocks
from programs.editorial import answers_for, figure_blocks
from programs.facts import Program
from programs.pages.context import program_context, program_questions
from programs.pages.listings import ProgramPageQuerySet, add_figures, card_questions
from programs.presentation import parse_as_of, serve_as_of


class ProgramIndexPage(PortalPage):
    """The list of programmes."""

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

    program = models.ForeignKey(
        Program,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("programme"),
        help_text=_("Its editions, events and figures appear on the page by themselves."),
    )
    body = StreamField(
        [*text_blocks(), *figure_blocks()],
        blank=True,
        verbose_name=_("body"),
        help_text=_("What the programme is, for whom, and how one enters it."),
    )
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

    content_panels = [
        *IllustratedPage.content_panels,
        FieldPanel("program"),
        FieldPanel("body"),
        FieldPanel("method"),
        FieldPanel("limits"),
    ]
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
