"""Services of the ledger: release, correct, amend an event; values as of a day."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from programs.facts.events import DistributionEvent
from programs.facts.ledger import amend_event, correct, release, release_events
from programs.facts.observations import Observation
from programs.statistics.query import ask
from programs.statistics.questions import Question
from tests.factories import (
    EditionFactory,
    EventFactory,
    IndicatorFactory,
    ObservationFactory,
    SourceFactory,
    TerritoryFactory,
    UnitFactory,
)
from tests.programs.factories import RELEASED, money, of_event, reported

pytestmark = pytest.mark.django_db

LATER = datetime(2021, 1, 1, 12, tzinfo=UTC)
REASONS = {"reason_ar": "خطأ في النقل", "reason_fr": "Erreur de transcription"}


def current() -> list[Decimal]:
    return [observation.value for observation in Observation.objects.current()]


# Release


def test_a_draft_is_not_public_and_a_released_value_is():
    draft = ObservationFactory(event=EventFactory(released=True))
    assert current() == []
    assert release(Observation.objects.all(), at=RELEASED) == 1
    assert current() == [draft.value]


def test_releasing_again_changes_nothing():
    release(ObservationFactory()._meta.model.objects.all(), at=RELEASED)
    before = Observation.objects.values().get()
    assert release(Observation.objects.all(), at=LATER) == 0
    assert Observation.objects.values().get() == before


def test_a_draft_takes_the_dimensions_of_its_event_when_it_is_released():
    event = EventFactory()
    ObservationFactory(event=event)
    edition = EditionFactory()
    DistributionEvent.objects.filter(pk=event.pk).update(
        date_start=date(2014, 7, 18),
        date_end=date(2014, 7, 18),
        edition=edition,
        target_territory=TerritoryFactory(code="MEKNES"),
    )
    release_events([event], at=RELEASED)
    released = Observation.objects.get()
    assert (released.period_start, released.period_end) == (date(2014, 7, 18), date(2014, 7, 18))
    assert (released.edition, released.territory.code) == (edition, "MEKNES")
    assert released.released_at == RELEASED


def test_values_of_an_event_redated_between_releases_share_a_series():
    event = EventFactory(date_start=date(2014, 7, 18), date_end=date(2014, 7, 18))
    first = ObservationFactory(event=event, value=10)
    release_events([event], at=RELEASED)
    event.date_start = event.date_end = date(2014, 7, 19)
    amend_event(event, at=LATER, **REASONS)
    second = ObservationFactory(event=event, indicator=first.indicator, value=12)
    release(Observation.objects.all(), at=LATER)
    assert {first.series_key} == set(Observation.objects.values_list("series_key", flat=True))
    assert Observation.objects.get(pk=second.pk).period_end == date(2014, 7, 19)


def test_events_are_released_together_with_their_figures():
    events = [ObservationFactory(event=EventFactory()).event, EventFactory()]
    assert release_events(events, at=RELEASED) == 1
    assert set(DistributionEvent.objects.values_list("released_at", flat=True)) == {RELEASED}


def test_an_event_keeps_the_moment_of_its_first_release():
    event = EventFactory()
    release_events([event], at=RELEASED)
    release_events([event], at=LATER)
    assert DistributionEvent.objects.get().released_at == RELEASED


def test_an_invalid_draft_stops_the_release_of_all():
    ObservationFactory()
    wrong = ObservationFactory()
    Observation.objects.filter(pk=wrong.pk).update(code="not a code")
    with pytest.raises(ValidationError):
        release(Observation.objects.all(), at=RELEASED)
    assert not Observation.objects.released().exists()


def test_releasing_takes_as_many_statements_for_many_drafts(django_assert_max_num_queries):
    event = EventFactory()
    ObservationFactory.create_batch(40, event=event)
    # Savepoint, keys, rows, update, savepoint; and what the entries of what they are of take.
    with django_assert_max_num_queries(23):
        release(Observation.objects.all(), at=RELEASED)


# Correct


def test_a_correction_supersedes_and_both_stay_readable():
    corrected = of_event(230)
    successor = correct(corrected, value=Decimal(228), at=LATER, **REASONS)
    assert current() == [228]
    assert successor.supersedes == corrected
    assert successor.reason_fr == "Erreur de transcription"
    assert Observation.objects.get(pk=corrected.pk).value == 230


def test_a_correction_keeps_whatever_it_does_not_change():
    corrected = of_event(230, qualifier="about", note_ar="ملاحظة", note_fr="note")
    successor = correct(corrected, value=Decimal(228), at=LATER, **REASONS)
    assert (successor.qualifier, successor.note_ar, successor.source) == ("about", "ملاحظة", corrected.source)
    assert successor.series_key == corrected.series_key
    assert successor.code not in ("", corrected.code)


def test_a_correction_may_change_the_qualifier_the_status_and_the_source():
    source = SourceFactory()
    successor = correct(of_event(230), qualifier="about", status="E", source=source, at=LATER, **REASONS)
    assert (successor.qualifier, successor.status, successor.source) == ("about", "E", source)


def test_a_correction_may_say_that_the_value_is_missing():
    correct(of_event(230), value=None, status="O", at=LATER, **REASONS)
    assert current() == [None]


def test_a_correction_can_be_corrected():
    first = of_event(230)
    second = correct(first, value=Decimal(231), at=LATER, **REASONS)
    correct(second, value=Decimal(232), at=LATER + timedelta(days=1), **REASONS)
    assert current() == [232]
    assert Observation.objects.released().count() == 3


def test_a_chain_never_forks():
    corrected = of_event(230)
    correct(corrected, value=Decimal(231), at=LATER, **REASONS)
    with pytest.raises(ValidationError):
        correct(corrected, value=Decimal(232), at=LATER, **REASONS)
    assert current() == [231]


@pytest.mark.parametrize(
    "reasons", [{"reason_ar": ""}, {"reason_fr": ""}, {"reason_ar": "  ", "reason_fr": "\n"}], ids=str
)
def test_a_correction_without_a_reason_in_both_languages_is_refused(reasons):
    with pytest.raises(ValidationError):
        correct(of_event(230), value=Decimal(231), at=LATER, **{**REASONS, **reasons})
    assert current() == [230]


def test_a_correction_that_changes_nothing_is_refused():
    with pytest.raises(ValidationError):
        correct(of_event(230), value=Decimal("230.0"), at=LATER, **REASONS)


def test_a_draft_is_changed_and_not_corrected():
    with pytest.raises(ValidationError):
        correct(of_event(230, released_at=None), value=Decimal(231), at=LATER, **REASONS)


def test_a_correction_is_never_older_than_what_it_corrects():
    with pytest.raises(ValidationError):
        correct(of_event(230), value=Decimal(231), at=RELEASED - timedelta(days=1), **REASONS)


@pytest.mark.parametrize("wrong", [{"value": Decimal(-1)}, {"value": None}, {"qualifier": "between"}], ids=str)
def test_an_invalid_correction_is_refused(wrong):
    with pytest.raises(ValidationError):
        correct(of_event(230), at=LATER, **wrong, **REASONS)
    assert current() == [230]


def test_a_correction_of_the_question_itself_is_another_observation():
    with pytest.raises(ValueError, match="territory"):
        correct(of_event(230), territory=TerritoryFactory(code="MEKNES"), at=LATER, **REASONS)


def test_a_correction_stays_with_its_indicator():
    corrected = of_event(230)
    other = ObservationFactory.build(
        code="OTHER",
        indicator=money(),
        event=corrected.event,
        territory=corrected.territory,
        source=corrected.source,
        supersedes=corrected,
        **REASONS,
    )
    with pytest.raises(ValidationError) as caught:
        other.full_clean()
    assert "supersedes" in caught.value.message_dict


def test_a_preference_carries_over_to_the_correction():
    preferred = reported(230, source=SourceFactory(date=date(2020, 1, 1)))
    reported(250, source=SourceFactory(date=date(2014, 1, 1)))
    preferred.preferences.create(reason_ar="الأدق", reason_fr="Plus précis", decided_at=RELEASED)
    correct(preferred, value=Decimal(231), at=LATER, **REASONS)
    row = ask(Question("beneficiaries")).row
    assert (row.value, row.preference.reason_fr) == (231, "Plus précis")
    assert [other.value for other in row.others] == [250]


# Amend an event


@pytest.fixture
def published_event() -> DistributionEvent:
    event = EventFactory(code="FES-2014-07", released=True)
    of_event(230, event)
    of_event(650_000, event, indicator=money())
    return event


def test_amending_an_event_supersedes_each_of_its_figures(published_event):
    published_event.date_start = published_event.date_end = date(2014, 7, 18)
    successors = amend_event(published_event, at=LATER, **REASONS)
    assert sorted(successor.value for successor in successors) == [230, 650_000]
    assert {o.period_start for o in Observation.objects.current()} == {date(2014, 7, 18)}
    assert {o.reason_ar for o in Observation.objects.current()} == {"خطأ في النقل"}


def test_published_values_of_an_amended_event_stay_unchanged(published_event):
    published_event.date_start = published_event.date_end = date(2014, 7, 18)
    amend_event(published_event, at=LATER, **REASONS)
    question = Question("beneficiaries", event="FES-2014-07", as_of=date(2020, 6, 1))
    assert ask(question).row.period_start == date(2014, 7, 11)
    assert ask(Question("beneficiaries", event="FES-2014-07")).row.period_start == date(2014, 7, 18)


def test_amending_an_event_needs_a_reason_and_changes_nothing_without(published_event):
    published_event.target_territory = TerritoryFactory(code="MEKNES")
    with pytest.raises(ValidationError):
        amend_event(published_event, reason_ar="سبب", reason_fr="", at=LATER)
    assert DistributionEvent.objects.get().target_territory.code == "FES"
    assert Observation.objects.count() == 2


def test_an_amended_event_is_checked_first(published_event):
    published_event.date_end = date(2014, 7, 1)
    with pytest.raises(ValidationError):
        amend_event(published_event, at=LATER, **REASONS)
    assert Observation.objects.count() == 2


def test_amending_supersedes_the_latest_correction_only(published_event):
    correct(Observation.objects.get(value=230), value=Decimal(231), at=LATER, **REASONS)
    published_event.target_territory = TerritoryFactory(code="MEKNES")
    successors = amend_event(published_event, at=LATER + timedelta(days=1), **REASONS)
    assert sorted(successor.value for successor in successors) == [231, 650_000]


def test_an_event_with_a_draft_correction_is_not_amended(published_event):
    waiting = Observation.objects.get(value=230)
    of_event(231, published_event, supersedes=waiting, released_at=None, **REASONS)
    published_event.target_territory = TerritoryFactory(code="MEKNES")
    with pytest.raises(ValidationError):
        amend_event(published_event, at=LATER, **REASONS)


# As of


def test_as_of_a_day_shows_the_values_of_that_day():
    corrected = of_event(230)
    correct(corrected, value=Decimal(228), at=LATER, **REASONS)

    def said(day: date):
        row = ask(Question("beneficiaries", event=corrected.event.code, as_of=day)).row
        return row and row.value

    assert said(date(2019, 12, 31)) is None
    assert said(date(2020, 1, 1)) == 230
    assert said(date(2020, 12, 31)) == 230
    assert said(date(2021, 1, 1)) == 228


def test_a_correction_that_is_a_draft_hides_nothing():
    corrected = of_event(230)
    of_event(228, corrected.event, supersedes=corrected, released_at=None, **REASONS)
    assert current() == [230]


# What published values mean


@pytest.mark.parametrize("change", [{"unit": "new"}, {"statistical_unit": "projects"}], ids=str)
def test_an_indicator_with_published_values_keeps_its_meaning(change):
    indicator = of_event(230).indicator
    for name, value in change.items():
        setattr(indicator, name, UnitFactory(code="other") if value == "new" else value)
    with pytest.raises(ValidationError) as caught:
        indicator.full_clean()
    assert set(caught.value.message_dict) == set(change)


def test_an_indicator_without_published_values_is_changed_freely():
    indicator = IndicatorFactory()
    indicator.statistical_unit = "projects"
    indicator.full_clean()
