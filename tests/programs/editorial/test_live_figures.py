"""Live figures: rich text holds codes; readers see a number in their language, and no page goes public without it."""

import json
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.models import Locale, ReferenceIndex
from wagtail.rich_text import RichText
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from portal.pages.blocks import RICH_TEXT_FEATURES, TextBlock
from portal.pages.publication import CannotPublishError
from programs.admin.correction import affected_pages
from programs.editorial.blocks.questions import answers_for, questions_in
from programs.editorial.live_figures import element_of, question_of, questions_of
from programs.facts.ledger import correct
from programs.facts.observations import Observation
from programs.statistics.questions import Question
from tests.factories import EventFactory, IndicatorFactory, ObservationFactory, ProgramFactory, StandardPageFactory
from tests.programs.factories import of_event, region, reported

pytestmark = pytest.mark.django_db

FIGURE = element_of({"indicator": "beneficiaries", "period_type": "calendar_year"})


def sentence(*figures: str) -> str:
    return f"<p>{' '.join(['Soutien à', *figures, 'en tout.'])}</p>"


def rendered(html: str, language: str = "fr", answers=None) -> str:
    block = TextBlock()
    with override(language):
        return block.render(block.to_python(html), {"answers": answers})


def body_of(*paragraphs: str) -> str:
    return json.dumps([{"type": "text", "value": paragraph} for paragraph in paragraphs])


# What is stored


def test_the_element_holds_codes_and_no_number():
    question = Question("beneficiaries", role="target", program="MICRO", territory="MA-REG-1997:MA-05")
    element = element_of(question.as_codes())
    assert questions_of(element) == [question]
    assert not re.search(r"\b230\b", element)


def test_what_is_no_question_is_no_error():
    assert question_of({"indicator": "beneficiaries", "period_start": "yesterday"}) is None
    assert question_of({"indicator": "beneficiaries", "role": "dream"}) is None


@pytest.mark.parametrize("paragraph", [
    sentence(FIGURE),
    f"<p>{FIGURE} au total</p>",
    f"<p>en tout {FIGURE}</p>",
    f"<p>{FIGURE}</p>",
    f"<p>entre {FIGURE} et {FIGURE}.</p>",
    f"<ul><li><b>fort</b> {FIGURE}</li></ul>",
])  # fmt: skip
def test_the_editor_gives_back_what_it_was_given(paragraph):
    reported(230)
    converter = ContentstateConverter(RICH_TEXT_FEATURES)
    stored = converter.to_database_format(converter.from_database_format(paragraph))
    assert re.sub(r' data-block-key="\w+"', "", stored) == paragraph


def test_the_editor_shows_the_value_of_today_and_does_not_store_it():
    reported(230)
    converter = ContentstateConverter(RICH_TEXT_FEATURES)
    with override("fr"):
        state = json.loads(converter.from_database_format(sentence(FIGURE)))
    assert "230 personnes" in state["blocks"][0]["text"]
    (entity,) = state["entityMap"].values()
    assert (entity["type"], entity["mutability"]) == ("LIVE-FIGURE", "IMMUTABLE")
    assert "230" not in converter.to_database_format(json.dumps(state))


def test_a_figure_without_an_answer_stays_in_the_editor():
    converter = ContentstateConverter(RICH_TEXT_FEATURES)
    stored = converter.to_database_format(converter.from_database_format(sentence(FIGURE)))
    assert questions_of(stored) == questions_of(FIGURE)


# What readers see


@pytest.mark.parametrize(("language", "text"), [("ar", "نحو 230 مستفيد"), ("fr", "environ 230 personnes")])
def test_a_figure_reads_in_the_language_of_the_page_and_leads_to_its_card(language, text):
    observation = reported(230, qualifier="about")
    html = rendered(sentence(FIGURE), language)
    assert f'<data value="230"><bdi>{text}</bdi></data>' in html
    with override(language):
        assert f'href="{reverse("figure", args=[observation.code])}"' in html


def test_a_masked_figure_tells_no_number():
    of_event(4, event := EventFactory(released=True))
    html = rendered(sentence(element_of({"indicator": "beneficiaries", "event": event.code})))
    assert "live-figure" in html
    assert "<data" not in html
    assert not re.search(r"[^\d]4[^\d]", re.sub(r'(href|title)="[^"]*"', "", html))


def test_a_figure_that_is_gone_leaves_no_hole():
    IndicatorFactory()
    for element in (FIGURE, element_of({"indicator": "gone"}), '<embed embedtype="figure" role="dream"/>'):
        assert "live-figure--absent" in rendered(sentence(element))


def test_text_without_the_answers_of_the_page_queries_itself():
    reported(230)
    with override("fr"):
        assert '<data value="230">' in str(RichText(sentence(FIGURE)))


@pytest.mark.parametrize("size", [1, 30])
def test_a_page_of_figures_queries_once(size, django_assert_max_num_queries, django_assert_num_queries):
    events = [of_event(38).event.code for _ in range(size)]
    block = StreamBlock([("text", TextBlock())])
    elements = [element_of({"indicator": "beneficiaries", "event": code}) for code in events]
    stream = block.to_python([{"type": "text", "value": sentence(element)} for element in elements])
    with django_assert_max_num_queries(4):
        answers = answers_for(stream)
    with django_assert_num_queries(1):  # the observations behind all of them
        html = [rendered(child.value.source, answers=answers) for child in stream]
    assert all('<data value="38">' in text for text in html)


def test_figures_are_found_however_deep_the_text_lies():
    nested = StreamBlock([("box", StructBlock([("texts", ListBlock(TextBlock()))]))])
    stream = nested.to_python([{"type": "box", "value": {"texts": [sentence(FIGURE)]}}])
    assert questions_in(stream) == questions_of(FIGURE)


def test_a_corrected_figure_changes_in_both_languages_at_once(client, site_tree):
    observation = reported(230)
    pages = publish_in_both_languages(site_tree)
    correct(observation, value=250, reason_ar="خطأ", reason_fr="Erreur", at=timezone.now())
    for page in pages:
        html = client.get(page.get_url()).text
        assert '<data value="250">' in html
        assert '<data value="230">' not in html


# What is known about it


def test_search_and_descriptions_get_words_and_no_codes():
    reported(230)
    (text,) = TextBlock().get_searchable_content(RichText(sentence(FIGURE)))
    assert text.split() == ["Soutien", "à", "en", "tout."]


def test_wagtail_knows_what_a_text_refers_to():
    indicator, program, territory = IndicatorFactory(), ProgramFactory(code="MICRO"), region()
    element = element_of({"indicator": "beneficiaries", "program": "MICRO", "territory": territory.ref})
    references = {(model, pk) for model, pk, *_rest in TextBlock().extract_references(RichText(sentence(element)))}
    assert references == {(type(record), str(record.pk)) for record in (indicator, program, territory)}


def test_a_page_with_a_live_figure_is_among_those_that_a_correction_changes(site_tree):
    observation = reported(230)
    page = publish(site_tree.home["ar"], FIGURE)
    ReferenceIndex.create_or_update_for_object(page)
    assert page.get_url() in {affected.url for affected in affected_pages(observation)}


def test_comparing_revisions_tells_an_exchanged_figure_though_the_value_is_the_same():
    reported(230)
    reported(230, indicator=IndicatorFactory(code="jobs-found"))
    block = TextBlock()
    other = element_of({"indicator": "jobs-found", "period_type": "calendar_year"})
    comparison = block.get_comparison_class()(
        block, True, True, block.to_python(sentence(FIGURE)), block.to_python(sentence(other))
    )
    with override("fr"):
        html = comparison.htmldiff()
    assert comparison.has_changed()
    assert '<span class="deletion">beneficiaries</span><span class="addition">jobs-found</span>' in html


# Translation


def translated(page, french: str, *, publish: bool = True):
    """Translate the one sentence of a page with wagtail-localize, and return the French page."""
    locale = Locale.objects.get(language_code="fr")
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            words = french if segment.path.startswith("body") else f"Titre {segment.path}".replace(" ", "-").lower()
            StringTranslation.objects.update_or_create(
                translation_of=String.from_value(page.locale, segment.string),
                locale=locale,
                context=TranslationContext.objects.get_or_create(object_id=source.object_id, path=segment.path)[0],
                defaults={"data": words},
            )
    translation.save_target(publish=publish)
    return page.get_translation(locale).specific


def sentences_of(page) -> list[str]:
    return [s.string.data for s in extract_segments(page) if getattr(s, "string", None) and s.path.startswith("body")]


def test_a_figure_stays_in_its_sentence_for_translators(site_tree):
    reported(230)
    page = publish(site_tree.home["ar"], FIGURE)
    assert sentences_of(page) == ['استفاد <a id="a1">[beneficiaries calendar_year]</a> من الدعم.']


@pytest.mark.parametrize("paragraph", [f"<p>{FIGURE} مستفيدا.</p>", f"<p>المجموع {FIGURE}</p>"])
def test_a_figure_at_the_edge_of_a_sentence_can_be_moved_too(paragraph, site_tree):
    reported(230)
    page = StandardPageFactory(parent=site_tree.home["ar"], body=body_of(paragraph))
    (words,) = sentences_of(page)
    assert '<a id="a1">' in words


def test_a_translated_sentence_has_the_figure_in_french_where_the_translator_put_it(
    site_tree, client, django_capture_on_commit_callbacks
):
    reported(230)
    page = publish(site_tree.home["ar"], FIGURE)
    with django_capture_on_commit_callbacks(execute=True):
        french = translated(page, '<a id="a1">[beneficiaries calendar_year]</a> ont été soutenues.')
    assert french.live
    html = client.get(french.get_url()).text
    assert re.search(r'<a class="live-figure"[^>]*><data value="230"><bdi>230 personnes</bdi></data></a> ont été', html)
    assert "[beneficiaries" not in html
    assert '<data value="230"><bdi>230 مستفيد' in client.get(page.get_url()).text


def test_a_link_beside_a_figure_keeps_its_address(site_tree):
    reported(230)
    page = StandardPageFactory(
        parent=site_tree.home["ar"],
        body=body_of(f'<p>انظر <a href="https://example.org/">هنا</a>: {FIGURE}.</p>'),
    )
    french = translated(page, 'Voir <a id="a2">x</a> <a id="a1">ici</a>.', publish=False)
    source = french.get_latest_revision_as_object().body[0].value.source
    assert 'href="https://example.org/"' in source
    assert questions_of(source) == questions_of(FIGURE)


# Publication


def publish(parent, *elements: str, **fields):
    page = StandardPageFactory(parent=parent, body=body_of(f"<p>استفاد {' '.join(elements)} من الدعم.</p>"), **fields)
    page.save_revision().publish()
    return page


def publish_in_both_languages(site_tree):
    return [publish(site_tree.home[language], FIGURE, title=language) for language in ("ar", "fr")]


def draft(site_tree, *elements: str, **fields):
    return StandardPageFactory(
        parent=site_tree.home["ar"], live=False, body=body_of(f"<p>استفاد {' '.join(elements)}.</p>"), **fields
    )


def test_a_page_whose_figure_has_no_answer_is_not_published(site_tree):
    page = draft(site_tree, FIGURE)
    with override("fr"), pytest.raises(CannotPublishError) as refused:
        page.save_revision().publish()
    assert "Nom beneficiaries" in refused.value.problems[0]
    page.refresh_from_db()
    assert not page.live


def test_a_due_page_whose_figure_has_no_answer_waits_and_stops_no_other(site_tree, caplog):
    reported(230)
    yesterday = timezone.now() - timedelta(days=1)
    gone = element_of({"indicator": "gone"})
    pages = [draft(site_tree, element, title=str(n)) for n, element in enumerate((gone, FIGURE))]
    for hours, page in enumerate(pages):
        revision = page.save_revision()
        revision.approved_go_live_at = yesterday + timedelta(hours=hours)
        revision.save()
    call_command("publish_scheduled", verbosity=0)
    for page in pages:
        page.refresh_from_db()
    assert [page.live for page in pages] == [False, True]
    assert "gone" in caplog.text


def test_a_translation_is_not_published_with_a_figure_that_has_no_answer(site_tree):
    observation = reported(230)
    page = publish(site_tree.home["ar"], FIGURE)
    french = translated(page, 'Soutien à <a id="a1">x</a>.')
    public = french.body[0].value.source
    Observation.objects.filter(pk=observation.pk)  # published values stay: another figure is asked for instead
    page.body = body_of(f"<p>استفاد {element_of({'indicator': 'gone'})}.</p>")
    page.save_revision()
    page.save()
    with pytest.raises(CannotPublishError):
        translated(page, 'Soutien nouveau à <a id="a1">x</a>.')
    french.refresh_from_db()
    assert french.body[0].value.source == public


def test_an_article_is_published_with_the_figures_that_it_publishes(site_tree):
    from news.models import ArticleEvent
    from tests.factories import ArticlePageFactory

    event = EventFactory(code="NEW-2026", program=ProgramFactory())
    ObservationFactory(event=event, value=38)
    element = element_of({"indicator": "beneficiaries", "event": "NEW-2026"})
    article = ArticlePageFactory(parent=site_tree.news["ar"], live=False, body=body_of(sentence(element)))
    article.article_events = [ArticleEvent(event=event)]
    TextBlock().clean(RichText(sentence(element)))
    article.save_revision().publish()
    article.refresh_from_db()
    assert article.live


def test_a_draft_of_a_text_may_hold_a_figure_without_an_answer():
    block = TextBlock()
    value = block.to_python(sentence(FIGURE))
    assert block.clean_deferred(value) == value


def test_the_error_of_a_text_names_the_figure_without_answer():
    IndicatorFactory()
    block = TextBlock()
    with override("fr"), pytest.raises(Exception, match="Nom beneficiaries"):
        block.clean(block.to_python(sentence(FIGURE)))


def test_a_figure_in_the_limits_of_a_programme_costs_no_statement_of_its_own(client, site_tree):
    reported(230)
    page = site_tree.program["fr"]

    def statements(limits: str) -> tuple[int, str]:
        page.limits = body_of(limits)
        page.save_revision().publish()
        client.get(page.get_url())
        with CaptureQueriesContext(connection) as captured:
            html = client.get(page.get_url()).text
        return len(captured), html

    few, _html = statements("<p>Sans chiffre.</p>")
    more, html = statements(sentence(FIGURE))
    assert '<data value="230">' in html
    assert more <= few + 1


def test_a_programme_as_of_a_day_has_the_figures_of_that_day_in_its_sentences(client, site_tree):
    observation = reported(230)
    page = site_tree.program["fr"]
    page.body = body_of(sentence(FIGURE))
    page.save_revision().publish()
    correct(observation, value=250, reason_ar="خطأ", reason_fr="Erreur", at=timezone.now())
    assert '<data value="250">' in client.get(page.get_url()).text
    assert '<data value="230">' in client.get(page.get_url(), {"as_of": "2021-01-01"}).text
