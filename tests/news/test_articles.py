"""Article pages: context, publication of their events, statements."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale

from news.models import ArticleEvent, ArticlePage, ArticleProgram, article_context
from programs.facts.events import DistributionEvent
from programs.facts.ledger import correct
from programs.facts.observations import Observation
from tests.factories import (
    ArticlePageFactory,
    EventFactory,
    ObservationFactory,
    ProgramFactory,
    StandardPageFactory,
    TerritoryFactory,
)
from tests.programs.factories import of_event

pytestmark = pytest.mark.django_db

LANGUAGES = ["ar", "fr"]


def article(site_tree, events=(), programs=(), *, publish: bool = True, **fields) -> ArticlePage:
    """An article in French, about events and programmes."""
    number = ArticlePage.objects.count()
    index = site_tree.news["fr"]
    given = {"title": f"Article {number}", "slug": f"article-{number}", "date": date(2014, 7, 12), **fields}
    page = ArticlePageFactory(parent=index, locale=index.locale, live=False, **given)
    page.article_events = [ArticleEvent(event=event) for event in events]
    page.article_programs = [ArticleProgram(program=program) for program in programs]
    revision = page.save_revision()
    if publish:
        revision.publish()
    return ArticlePage.objects.get(pk=page.pk)


def context(client, page) -> dict:
    return client.get(page.get_url()).context


# What an article shows


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_has_the_facts_of_its_event_in_its_own_language(client, site_tree, language):
    response = client.get(site_tree.article[language].get_url())
    [box] = response.context["facts_boxes"]
    assert box.code == "FES-2014-07"
    assert {shown.number for shown in box.figures} == {"230", "650000"}
    assert response.context["places"] == [f"{'اسم' if language == 'ar' else 'Nom'} FES"]
    assert [link.url for link in response.context["program_links"]] == [site_tree.program[language].get_url()]


def test_both_languages_show_the_same_numbers(client, site_tree):
    shown = [
        [figure.number for figure in context(client, site_tree.article[language])["facts_boxes"][0].figures]
        for language in LANGUAGES
    ]
    assert shown[0] == shown[1] != []


def test_an_article_about_several_events_shows_them_in_its_order(client, site_tree):
    events = [EventFactory(code=code) for code in ("B", "A", "C")]
    boxes = context(client, article(site_tree, events))["facts_boxes"]
    assert [box.code for box in boxes] == ["B", "A", "C"]


def test_an_article_about_a_programme_only_has_no_facts_box(client, site_tree):
    shown = context(client, article(site_tree, programs=[ProgramFactory(code="TRAINING")]))
    assert shown["facts_boxes"] == []
    assert [link.name for link in shown["program_links"]] == ["Nom TRAINING"]


def test_related_articles_are_about_the_same_place_first(client, site_tree):
    meknes = TerritoryFactory(code="MEKNES")
    same_place = article(site_tree, [EventFactory(program=ProgramFactory(code="OTHER"))], date=date(2012, 1, 1))
    same_program = article(site_tree, [EventFactory(target_territory=meknes)], date=date(2020, 1, 1))
    unrelated = article(site_tree, [EventFactory(program=ProgramFactory(code="OTHER"), target_territory=meknes)])
    this = article(site_tree, [EventFactory()])
    titles = [card.title for card in context(client, this)["related"]]
    assert titles.index(same_place.title) < titles.index(same_program.title)
    assert unrelated.title not in titles
    assert this.title not in titles


def test_at_most_four_related_articles_are_shown(client, site_tree):
    for _ in range(8):
        article(site_tree, [EventFactory()])
    assert len(context(client, site_tree.article["fr"])["related"]) == 4


@pytest.mark.parametrize(("language", "reason"), [("ar", "خطأ في النقل"), ("fr", "Erreur de transcription")])
def test_a_corrected_figure_is_listed_with_its_public_reason(client, site_tree, language, reason):
    corrected = Observation.objects.get(value=230)
    correct(
        corrected, value=Decimal(228), reason_ar="خطأ في النقل", reason_fr="Erreur de transcription", at=timezone.now()
    )
    response = client.get(site_tree.article[language].get_url())
    [correction] = response.context["corrections"]
    assert reason == correction.reason
    assert reason in response.text
    assert '<data value="228">' in response.text
    assert '<data value="230">' not in response.text


def test_a_later_change_of_the_article_is_dated(site_tree, rf):
    page = site_tree.article["fr"]
    page.date, page.last_published_at = date(2014, 7, 12), datetime(2014, 7, 12, 20, tzinfo=UTC)
    with override("fr"):
        assert article_context(page, rf.get("/"))["updated_text"] == ""
        page.last_published_at = datetime(2014, 7, 20, 10, tzinfo=UTC)
        assert "20 juillet 2014" in article_context(page, rf.get("/"))["updated_text"]


def test_an_article_is_not_dated_far_ahead():
    with pytest.raises(ValidationError) as caught:
        ArticlePage(title="x", slug="x", date=date(2999, 1, 1)).clean()
    assert "date" in caught.value.message_dict


# What its publication publishes


def test_publishing_an_article_publishes_its_events_and_their_figures(site_tree):
    draft = ObservationFactory(value=38, event=EventFactory(code="NEW"))
    article(site_tree, [draft.event])
    assert DistributionEvent.objects.get(code="NEW").is_released
    assert Observation.objects.current().filter(pk=draft.pk).exists()


def test_saving_a_draft_of_an_article_publishes_nothing(site_tree):
    draft = ObservationFactory(value=38, event=EventFactory(code="NEW"))
    article(site_tree, [draft.event], publish=False)
    assert not DistributionEvent.objects.get(code="NEW").is_released


def test_a_figure_that_does_not_hold_keeps_its_article_from_being_published(site_tree):
    draft = ObservationFactory(value=38, event=EventFactory(code="NEW"))
    Observation.objects.filter(pk=draft.pk).update(code="not a code")
    page = article(site_tree, [draft.event], publish=False)
    with pytest.raises(ValidationError):
        page.get_latest_revision().publish()
    assert not ArticlePage.objects.get(pk=page.pk).live
    assert not DistributionEvent.objects.get(code="NEW").is_released


def test_a_scheduled_article_publishes_its_events_when_its_hour_has_come_and_not_before(site_tree, monkeypatch):
    draft = of_event(38, EventFactory(released=False), released_at=None)
    page = article(site_tree, [draft.event], publish=False).get_latest_revision_as_object()
    hour = timezone.now() + timedelta(hours=1)
    page.go_live_at = hour
    page.save_revision().publish()
    assert Observation.objects.drafts().filter(pk=draft.pk).exists()
    assert not DistributionEvent.objects.get(pk=draft.event_id).is_released

    monkeypatch.setattr(timezone, "now", lambda: hour + timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)
    assert Observation.objects.released().filter(pk=draft.pk).exists()
    assert DistributionEvent.objects.get(pk=draft.event_id).is_released


def test_publishing_a_translation_leaves_what_is_public_as_it_is(site_tree):
    before = list(Observation.objects.values())
    site_tree.article["fr"].save_revision().publish()
    assert list(Observation.objects.values()) == before


def test_a_draft_event_of_a_published_article_is_not_shown(client, site_tree):
    page = site_tree.article["fr"]
    secret = ObservationFactory(value=77_777, event=EventFactory(code="DRAFT", name_fr="Secret")).event
    ArticleEvent.objects.create(page=page, event=secret)
    shown = context(client, page)
    assert [box.code for box in shown["facts_boxes"]] == ["FES-2014-07"]
    assert "Secret" not in client.get(site_tree.news["fr"].get_url()).text


def test_a_preview_shows_the_draft_event_too(site_tree):
    draft = ObservationFactory(value=38, event=EventFactory(code="NEW")).event
    page = article(site_tree, [draft], publish=False)
    response = page.get_latest_revision_as_object().make_preview_request()
    html = response.render().content.decode()
    assert response.status_code == 200
    assert "Nom NEW" in html


# What it costs


def body(site_tree, figures: list[str], links: list) -> str:
    """A body with every kind of block that a page asks the database for."""
    blocks = [
        {"type": "headline_figure", "value": {"indicator": "beneficiaries", "role": "result", "event": code}}
        for code in figures
    ]
    links = [{"title": page.title, "page": page.pk, "url": ""} for page in links]
    blocks.append({"type": "links", "value": {"title": "Voir aussi", "links": links}})
    blocks.append({"type": "text", "value": "<p>Texte</p>"})
    return json.dumps(blocks)


@pytest.mark.parametrize("size", [1, 30])
def test_an_article_takes_twelve_statements_whatever_it_is_about(client, site_tree, size):
    events = [of_event(38, EventFactory(code=f"E-{n}", released=True)).event for n in range(size)]
    about = site_tree.about["ar"]
    pages = [StandardPageFactory(parent=about, locale=about.locale, title=f"ص {n}", slug=f"ص-{n}") for n in range(size)]
    for page in pages[: size // 2]:
        translation = page.copy_for_translation(Locale.objects.get(language_code="fr"))
        translation.slug = f"p-{page.pk}"
        translation.save_revision().publish()
    for _ in range(size):
        article(site_tree, events[:1])
    programs = [ProgramFactory(code=f"P-{n}") for n in range(size)]
    page = article(site_tree, events, programs)
    page.body = body(site_tree, [event.code for event in events], pages)
    page.save_revision().publish()
    client.get(page.get_url())
    with CaptureQueriesContext(connection) as captured:
        response = client.get(page.get_url())
    assert response.status_code == 200
    assert len(response.context["facts_boxes"]) == size
    assert len(captured) == 12
