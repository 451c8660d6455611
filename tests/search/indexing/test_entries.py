"""What is public can be found, nothing else can, and every change reaches its entries with it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from programs.facts.ledger import correct, release_events
from programs.facts.observations import Observation
from search.indexing.entries.recording import record
from search.models.entries import Entry
from tests.factories import EventFactory, ObservationFactory, StandardPageFactory

pytestmark = pytest.mark.django_db


def words_of(entry: Entry) -> str:
    """All the words by which an entry is found, its title aside."""
    return f"{entry.lead}\n{entry.text}\n{entry.also}"


def entry_of(page) -> Entry | None:
    return Entry.objects.of("page", str(page.pk)).findable().first()


def event_entry(code: str, language: str = "fr") -> Entry | None:
    return Entry.objects.of("event", code).findable().filter(language=language).first()


def test_an_article_is_found_with_what_its_event_says(site_tree):
    entry = entry_of(site_tree.article["fr"])
    assert (entry.title, entry.lead, entry.language, entry.kind) == (
        "Une distribution à Fès", "Le matériel a été remis.", "fr", "article",
    )  # fmt: skip
    assert entry.facets["program"] == ["MICRO"]
    assert entry.facets["territory"] == ["MA-PLACE:FES"]
    assert entry.facets["year"] == ["2014"]
    assert entry.numbers == {"beneficiaries": 230, "amount": 650_000, "year": 2014}
    assert "650 000" in words_of(entry).replace("\u202f", " ").replace("\xa0", " ")
    assert entry.url == site_tree.article["fr"].get_url()


def test_a_published_event_is_found_in_both_languages(site_tree):
    assert event_entry("FES-2014-07", "ar").title == site_tree.event.name_ar
    assert event_entry("FES-2014-07", "fr").title == site_tree.event.name_fr


def test_a_draft_event_is_not_found():
    draft = EventFactory(code="DRAFT")
    ObservationFactory(event=draft, value=230)
    assert event_entry("DRAFT") is None


def test_an_unpublished_page_leaves_a_tombstone_without_words(site_tree):
    page = site_tree.article["fr"]
    before = entry_of(page)
    page.unpublish()
    after = Entry.objects.get(pk=before.pk)
    assert (after.is_removed, after.version) == (True, before.version + 1)
    assert not any(
        (after.title, after.lead, after.text, after.also, after.url, after.facets, after.numbers, after.shown)
    )
    assert not after.subjects.exists()


def test_a_deleted_page_is_gone_with_what_lies_below_it(site_tree):
    site_tree.news["fr"].delete()
    assert not Entry.objects.of("page", str(site_tree.article["fr"].pk)).findable().exists()


def test_a_restriction_hides_all_pages_below_and_its_end_shows_them(site_tree):
    restriction = PageViewRestriction.objects.create(page=site_tree.news["fr"], restriction_type="login")
    assert entry_of(site_tree.article["fr"]) is None
    restriction.delete()
    assert entry_of(site_tree.article["fr"]).title == "Une distribution à Fès"


def test_a_page_that_has_expired_is_not_found(site_tree):
    page = site_tree.about["fr"]
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()
    record("page", str(page.pk))
    assert entry_of(page) is None


def test_an_entry_knows_when_its_page_expires(site_tree):
    page = site_tree.about["fr"]
    page.expire_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    assert entry_of(page).numbers["expires"] == page.expire_at.timestamp()


def test_a_draft_of_a_public_page_changes_nothing(site_tree):
    page = site_tree.about["fr"]
    before = entry_of(page)
    page.title = "Secret"
    page.save_revision()
    record("page", str(page.pk))
    assert (entry_of(page).title, entry_of(page).version) == (before.title, before.version)


def test_a_new_slug_gives_all_pages_below_their_new_address(site_tree):
    news = site_tree.news["fr"]
    news.slug = "nouvelles"
    news.save_revision().publish()
    assert entry_of(site_tree.article["fr"]).url == "/fr/nouvelles/une-distribution-a-fes/"


def test_a_moved_page_has_its_new_address(site_tree):
    about = Page.objects.get(pk=site_tree.about["fr"].pk)
    child = StandardPageFactory(parent=about, title="Méthode", slug="methode", locale=about.locale)
    child.save_revision().publish()
    child.move(Page.objects.get(pk=site_tree.home["fr"].pk), pos="last-child")
    assert entry_of(child).url == "/fr/methode/"


def test_a_correction_reaches_event_and_article_in_both_languages(site_tree):
    observation = Observation.objects.get(event=site_tree.event, indicator__code="beneficiaries")
    correct(observation, reason_ar="سبب", reason_fr="raison", at=timezone.now(), value=244, qualifier="exact")
    entries = [event_entry("FES-2014-07", "ar"), event_entry("FES-2014-07"), *map(entry_of, site_tree.article.values())]
    assert [entry.numbers["beneficiaries"] for entry in entries] == [244] * 4
    assert all("244" in words_of(entry) and "230" not in words_of(entry) for entry in entries)


def test_a_masked_count_is_in_no_entry():
    event = EventFactory(code="FEW")
    ObservationFactory(event=event, value=3)
    release_events([event], at=timezone.now())
    entry = event_entry("FEW")
    assert "beneficiaries" not in entry.numbers
    assert entry.shown["figures"] == []
    assert "3" not in words_of(entry)


@pytest.mark.parametrize("name", ["program", "target_territory"])
def test_a_new_name_reaches_all_that_tells_of_it(site_tree, name):
    record = getattr(site_tree.event, name)
    record.name_fr = "Un nouveau nom"
    record.save()
    assert "Un nouveau nom" in words_of(event_entry("FES-2014-07"))
    assert "Un nouveau nom" in words_of(entry_of(site_tree.article["fr"]))


def test_what_is_recorded_again_without_a_change_keeps_its_version(site_tree):
    before = entry_of(site_tree.article["fr"])
    record("page", str(site_tree.article["fr"].pk))
    assert entry_of(site_tree.article["fr"]).version == before.version
