"""The home page and standard pages."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from news.models import ArticlePage
from portal.l10n import format_datetime
from portal.pages import PortalPage, url_of_page_type
from programs.editorial import answers_for, body_field
from programs.pages import ProgramPage, add_figures, card_questions


class HomePage(PortalPage):
    body = body_field(_("Three to five headline figures first, then one chart that tells a story."))

    #: Shows a figure of each programme: see `programs.pages.usage`.
    lists_programs = True

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["news.NewsIndexPage", "programs.ProgramIndexPage", "home.StandardPage"]
    template = "home/home_page.html"
    page_description = _("The front page of a language.")

    content_panels = [*PortalPage.content_panels, "body"]
    search_fields = [*PortalPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        cards = ProgramPage.objects.cards(language)
        answers = answers_for(self.body, more=card_questions(cards))
        context.update(
            answers=answers,
            latest=ArticlePage.objects.cards(language),
            program_cards=add_figures(cards, answers),
            news_url=url_of_page_type(language, "newsindexpage"),
            programs_url=url_of_page_type(language, "programindexpage"),
        )
        return context


class StandardPage(PortalPage):
    """About, method, legal notice, accessibility statement, contact."""

    body = body_field(_("Words, pictures and figures."))

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    template = "home/standard_page.html"
    page_description = _("A page of text, such as the method or the legal notice.")

    content_panels = [*PortalPage.content_panels, "body"]
    search_fields = [*PortalPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["answers"] = answers_for(self.body)
        if self.last_published_at:
            changed = timezone.localtime(self.last_published_at)
            context["updated_text"] = format_datetime(changed, self.locale.language_code)
        return context
