"""Pages that show a figure: their questions are stored at publication, and all are found."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction

from portal.pages.publication import CannotPublishError
from programs.editorial.page_questions import PageQuestion
from programs.facts.observations import Observation
from programs.facts.territories import TerritoryRelation
from programs.imports.load import load_facts
from programs.pages.usage import pages_showing, pages_with_question
from programs.statistics.questions import Question
from tests.factories import (
    EditionFactory,
    EventFactory,
    IndicatorFactory,
    ProgramFactory,
    StandardPageFactory,
    TerritoryFactory,
)
from tests.programs.factories import money, of_event, region, reported

pytestmark = pytest.mark.django_db

WITHIN = "MA-REG-1997:MA-05"


def block(kind: str = "table", **selection) -> list[tuple]:
    return [(kind, {"indicator": "beneficiaries", "role": "result", **selection})]


def sentence(**codes) -> list[tuple]:
    attributes = " ".join(f'{name}="{code}"' for name, code in {"indicator": "beneficiaries", **codes}.items())
    return [("text", f'<p>Il y en a <embed embedtype="figure" {attributes}/>.</p>')]


@pytest.fixture
def page(site_tree):
    """Publish a page with a body below the French home page."""

    def publish(body: list[tuple], **fields):
        title = f"Page {site_tree.home['fr'].get_descendant_count()}"
        return StandardPageFactory(parent=site_tree.home["fr"], title=title, slug=None, body=body, **fields)

    return publish


@pytest.fixture
def value(site_tree) -> Observation:
    """230 persons of an event in Fès, of an edition, with one more event of the same programme."""
    edition = EditionFactory()
    fes = TerritoryFactory(code="FES")
    TerritoryRelation.objects.create(territory=fes, relation="within", related=region())
    of_event(40, EventFactory(code="OTHER", edition=edition, program=edition.program, released=True))
    event = EventFactory(code="HERE", edition=edition, program=edition.program, target_territory=fes, released=True)
    return of_event(230, event)


def shown_on(observation: Observation, *pages) -> list[bool]:
    found = {page.pk for page in pages_showing(observation)}
    return [page.pk in found for page in pages]


COVERING = [
    block(by="event"),
    block(by="year"),
    block(by="edition", program="MICRO"),
    block("headline_figure", event="HERE"),
    block("headline_figure", program="MICRO"),
    block("headline_figure", territory=WITHIN),
    block(by="territory", columns="year"),
    [("timeline", {"indicator": "beneficiaries", "program": "MICRO"})],
    sentence(event="HERE"),
    sentence(edition="MICRO-2014"),
]
PASSING_BY = [
    block("headline_figure", event="OTHER"),
    block("headline_figure", program="ELSEWHERE"),
    block("headline_figure", territory="MA-REG-1997:MA-02"),
    block("headline_figure", role="target"),
    block("headline_figure", basis="reported"),
    block("headline_figure", sex="F"),
    block("headline_figure", indicator="amount-delivered"),
    block("headline_figure", indicator="amount-delivered", event="HERE"),
    sentence(event="OTHER"),
    sentence(period_end="2013-12-31"),
]


@pytest.mark.parametrize("body", COVERING, ids=str)
def test_a_page_whose_question_includes_a_value_is_found(page, value, body):
    assert shown_on(value, page(body)) == [True]


@pytest.mark.parametrize("body", PASSING_BY, ids=str)
def test_a_page_with_other_questions_is_not_found(page, value, body):
    ProgramFactory(code="ELSEWHERE")
    region("MA-02")
    assert shown_on(value, page(body)) == [False]


def test_a_sum_of_several_indicators_shows_each_of_them(page, value):
    projects = IndicatorFactory(code="others")
    other = of_event(7, value.event, indicator=projects)
    whole = page(block("headline_figure", indicator="beneficiaries+others"))
    assert shown_on(value, whole) + shown_on(other, whole) == [True, True]


def test_parts_of_one_event_are_each_found_in_its_sum(page, site_tree):
    event = EventFactory(code="PARTS", released=True)
    first = of_event(20, event)
    second = of_event(30, event, territory=TerritoryFactory(code="SALE"))
    whole = page(block("headline_figure", event="PARTS"))
    assert shown_on(first, whole) + shown_on(second, whole) == [True, True]


def test_pages_that_show_another_source_are_found(page, site_tree):
    first, second = reported(50), reported(60)
    assert first.series_key == second.series_key
    alone = page(block("headline_figure", basis="reported"))
    assert shown_on(first, alone) + shown_on(second, alone) == [True, True]


def test_lists_of_programmes_show_the_first_figure_of_each(site_tree):
    value = of_event(230, EventFactory(program=site_tree.event.program, released=True))
    amount = of_event(1000, value.event, indicator=money())
    lists = [site_tree.home["ar"], site_tree.home["fr"], site_tree.programs["ar"], site_tree.programs["fr"]]
    assert shown_on(value, *lists) == [True] * 4
    assert shown_on(amount, *lists) == [False] * 4
    asking = {one.pk for one in pages_with_question(Question("beneficiaries", program="MICRO", basis="computed"))}
    assert {one.pk for one in lists} <= asking
    site_tree.program["fr"].unpublish()
    assert shown_on(value, *lists) == [True, False, True, False]


def test_an_article_shows_its_events_and_no_others(site_tree, value):
    own = site_tree.event.observations.get(indicator__code="beneficiaries")
    assert shown_on(own, *site_tree.article.values()) == [True, True]
    assert shown_on(value, *site_tree.article.values()) == [False, False]


class TestPublication:
    def test_a_draft_changes_nothing(self, page, value):
        found = page(block("headline_figure", event="HERE"))
        found.body = block("headline_figure", event="OTHER")
        found.save_revision()
        assert shown_on(value, found) == [True]
        found.get_latest_revision().publish()
        assert shown_on(value, found) == [False]

    def test_an_unpublished_draft_has_no_questions(self, page, value):
        draft = page(block(by="event"), live=False)
        assert not PageQuestion.objects.filter(page=draft).exists()
        draft.save_revision().publish()
        assert shown_on(value, draft) == [True]

    def test_an_unpublished_page_loses_its_questions(self, page, value):
        found = page(block(by="event"))
        found.unpublish()
        assert not PageQuestion.objects.filter(page=found).exists()

    def test_deleting_a_page_removes_its_questions(self, page, value):
        found = page(block(by="event"))
        key = found.pk
        found.delete()
        assert not PageQuestion.objects.filter(page=key).exists()

    def test_a_copy_has_the_questions_of_its_original(self, page, value):
        copied = page(block(by="event")).copy(update_attrs={"slug": "copie", "title": "Copie"})
        assert shown_on(value, copied) == [True]

    def test_a_draft_copy_has_no_questions(self, page, value):
        copied = page(block(by="event")).copy(update_attrs={"slug": "copie"}, keep_live=False)
        assert not PageQuestion.objects.filter(page=copied).exists()

    def test_a_translation_has_questions_once_published(self, site_tree, value):
        about = site_tree.about["ar"]
        about.body = block(by="event")
        about.save_revision().publish()
        assert shown_on(value, *site_tree.about.values()) == [True, False]
        french = site_tree.about["fr"]
        french.body = about.body
        french.save_revision().publish()
        assert shown_on(value, *site_tree.about.values()) == [True, True]

    def test_an_alias_follows_its_page_for_those_who_correct(self, page, value, site_tree):
        source = page(block("headline_figure", event="HERE"))
        alias = source.create_alias(update_slug="alias")
        told = {one.pk for one in pages_showing(value, aliases=True)}
        assert {source.pk, alias.pk} <= told
        assert alias.pk not in {one.pk for one in pages_showing(value)}
        source.body = block("headline_figure", event="OTHER")
        source.save_revision().publish()
        assert alias.pk not in {one.pk for one in pages_showing(value, aliases=True)}

    def test_a_refused_publication_leaves_the_questions_unchanged(self, page, value):
        found = page(block("headline_figure", event="HERE"))
        found.body = block("headline_figure", event="NOWHERE")
        with pytest.raises(CannotPublishError):
            found.save_revision().publish()
        assert shown_on(value, found) == [True]

    def test_a_private_page_is_not_named(self, page, value):
        found = page(block(by="event"))
        PageViewRestriction.objects.create(page=found, restriction_type="login")
        assert shown_on(value, found) == [False]

    def test_a_live_figure_that_was_tampered_with_stops_nothing(self, page, value):
        found = page(sentence(event="X" * 4000) + block(by="event"))
        assert shown_on(value, found) == [True]

    def test_an_indicator_that_becomes_the_target_of_another_stands_beside_it(self, page, value):
        planned = IndicatorFactory(code="planned")
        found = page(block("headline_figure", program="MICRO", with_target=True))
        target = reported(300, indicator=planned, role="target", program=value.program)
        assert shown_on(target, found) == [False]
        planned.compared_with = value.indicator
        planned.save()
        assert shown_on(target, found) == [True]

    def test_targets_loaded_from_a_file_are_recorded(self, page, value, write):
        IndicatorFactory(code="planned")
        found = page(block("headline_figure", program="MICRO", with_target=True))
        line = "planned,خطة,Prévu,تعريف,Définition,person,persons,additive,5,beneficiaries"
        columns = "code,name_ar,name_fr,definition_ar,definition_fr,unit,statistical_unit,aggregation,threshold"
        assert load_facts([write("indicators", f"{columns},compared_with", line)], apply=True).errors == []
        assert PageQuestion.objects.filter(page=found, indicator="planned").exists()


class TestQuestions:
    def test_a_page_is_found_by_its_question_and_by_a_row_of_it(self, page, value):
        table = page(block(by="event", program="MICRO"))
        alone = page(block("headline_figure", event="HERE", basis="computed", program="MICRO"))
        row = Question("beneficiaries", event="HERE", program="MICRO", basis="computed")
        assert {table.pk, alone.pk} <= {one.pk for one in pages_with_question(row)}
        other = Question("beneficiaries", event="OTHER", program="MICRO", basis="computed")
        assert {table.pk, alone.pk} & {one.pk for one in pages_with_question(other)} == {table.pk}

    def test_pages_of_another_language_are_left_out(self, page, value):
        page(block(by="event"))
        row = Question("beneficiaries", event="HERE", basis="computed")
        assert not {one.locale for one in pages_with_question(row, "ar")} & {Locale.objects.get(language_code="fr")}


def multiply(page, count: int) -> None:
    """Create many pages with the questions of one, without publishing them."""
    steps = range(int(page.path[-4:], 36) + 1000, int(page.path[-4:], 36) + 1000 + count)
    copies = Page.objects.bulk_create(
        Page(
            path=f"{page.path[:-4]}{step}",
            depth=page.depth,
            title=f"Page {step}",
            slug=f"page-{step}",
            url_path=f"{page.url_path}{step}/",
            locale=page.locale,
            content_type=page.content_type,
        )
        for step in steps
    )
    PageQuestion.objects.bulk_create(
        PageQuestion(page=copy, asked=row.asked, indicator=row.indicator, event=row.event, program=row.program)
        for copy in copies
        for row in PageQuestion.objects.filter(page=page)
    )


def test_five_hundred_pages_are_all_found_and_take_no_more_statements(page, value):
    row = Question("beneficiaries", event="HERE", basis="computed")
    model = page(block("headline_figure", event="HERE", basis="computed"))
    page(block(by="event"))

    def found() -> list[tuple[int, int]]:
        counts = []
        for ask in (lambda: pages_showing(value), lambda: pages_with_question(row)):
            ask()
            with CaptureQueriesContext(connection) as captured:
                pages = ask()
            counts.append((len(captured), len(pages)))
        return counts

    few = found()
    multiply(model, 500)
    assert found() == [(statements, pages + 500) for statements, pages in few]


class TestCommand:
    def run(self, **options) -> str:
        output = io.StringIO()
        call_command("record_questions", stdout=output, **options)
        return output.getvalue()

    def test_records_missing_questions_and_removes_stale_ones(self, page, value):
        found = page(block(by="event"))
        gone = page(block(by="year"))
        PageQuestion.objects.filter(page=found).delete()
        type(gone).objects.filter(pk=gone.pk).update(live=False)
        with pytest.raises(CommandError, match=rf"2 pages[^~]*{found.url_path}"):
            self.run(check=True)
        assert "2 pages" in self.run()
        assert shown_on(value, found) == [True]
        assert not PageQuestion.objects.filter(page=gone).exists()
        self.run(check=True)

    def test_has_nothing_to_do_after_publication(self, page, value):
        page(block(by="event"))
        assert "0 pages" in self.run()
