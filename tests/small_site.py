"""A small site in both languages: one programme, and one event with figures and an article."""

from types import SimpleNamespace

from wagtail.models import Locale, Page

from home.models import HomePage
from news.models import ArticleEvent
from programs.facts.events import DistributionEvent
from search.indexing.entries.recording import record_together
from tests.factories import (
    ArticlePageFactory,
    EventFactory,
    IndicatorFactory,
    NewsIndexPageFactory,
    ObservationFactory,
    ProgramFactory,
    ProgramIndexPageFactory,
    ProgramPageFactory,
    StandardPageFactory,
    UnitFactory,
)


@record_together()
def plant() -> SimpleNamespace:
    """Return the Arabic and French pages by name and language, as in `tree.article["fr"]`, and their facts."""
    event = event_with_figures()
    arabic = HomePage.objects.get(locale__language_code="ar")
    pages = {"home": both(arabic)}
    news = NewsIndexPageFactory(parent=arabic, title="الأخبار", slug="الأخبار", show_in_menus=True)
    programs = ProgramIndexPageFactory(parent=arabic, title="البرامج", slug="البرامج", show_in_menus=True)
    about = StandardPageFactory(parent=arabic, title="من نحن", slug="من-نحن", show_in_menus=True)
    pages["news"] = translated(news, "Actualités", "actualites")
    pages["programs"] = translated(programs, "Programmes", "programmes")
    pages["about"] = translated(about, "À propos", "a-propos")
    program = ProgramPageFactory(
        parent=programs, title="المشاريع الصغرى", slug="المشاريع-الصغرى", program=event.program
    )
    pages["program"] = translated(program, "Microprojets", "microprojets")
    article = ArticlePageFactory(
        parent=news, title="توزيع في فاس", slug="توزيع-في-فاس", lead="سُلّمت المعدات للمستفيدين."
    )
    article.article_events = [ArticleEvent(event=event)]
    article.save_revision().publish()
    pages["article"] = translated(
        article, "Une distribution à Fès", "une-distribution-a-fes", lead="Le matériel a été remis."
    )
    return SimpleNamespace(event=DistributionEvent.objects.get(pk=event.pk), **pages)


def event_with_figures() -> DistributionEvent:
    """Return a draft of an event with 230 persons and 650,000 dirhams delivered."""
    money = IndicatorFactory(
        code="amount-delivered",
        statistical_unit="money",
        measure="delivered",
        currency="MAD",
        threshold=0,
        unit=UnitFactory(code="MAD", forms_ar={"other": "{n} درهم"}, forms_fr={"other": "{n} dirhams"}),
    )
    event = EventFactory(code="FES-2014-07", program=ProgramFactory())
    ObservationFactory(event=event, value=230, qualifier="about")
    ObservationFactory(event=event, indicator=money, value=650_000)
    return event


def both(arabic: Page) -> dict[str, Page]:
    french = arabic.get_translation(Locale.objects.get(language_code="fr"))
    return {"ar": arabic, "fr": french.specific}


def translated(arabic: Page, title: str, slug: str, **words: str) -> dict[str, Page]:
    """Publish a French translation of a page and return both."""
    french = arabic.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    for field, text in {"title": title, "slug": slug, **words}.items():
        setattr(french, field, text)
    french.save_revision().publish()
    return {"ar": arabic, "fr": french.specific_class.objects.get(pk=french.pk)}
