"""The form of a source that a published figure cites."""

import pytest
from django.utils import timezone

from programs.facts.ledger import release_events
from programs.facts.sources import Source, SourceCorrection
from tests.factories import EventFactory, ObservationFactory, SourceFactory, UserFactory
from tests.programs.forms import url

pytestmark = pytest.mark.django_db

REASONS = {"reason_ar": "خطأ", "reason_fr": "Erreur"}


@pytest.fixture
def source(db) -> Source:
    value = ObservationFactory(event=EventFactory(), source=SourceFactory(publisher="MAP"))
    release_events([value.event], at=timezone.now())
    return value.source


def send(client, source: Source, **changes):
    names = ("name_ar", "name_fr", "publisher", "language", "date", "date_precision", "url")
    data = {name: getattr(source, name) or "" for name in names}
    return client.post(url(Source, "edit", source.pk), {**data, **changes}, follow=True)


def publisher(source: Source) -> str:
    return Source.objects.get(pk=source.pk).publisher


def test_is_not_sent_by_editors_who_learn_who_may(editor, source):
    UserFactory(group="Moderators", first_name="Driss", last_name="Alami")
    answer = send(editor, source, publisher="Le Matin", **REASONS)
    assert "Driss Alami" in answer.text
    assert publisher(source) == "MAP"


def test_of_an_uncited_source_is_sent_by_editors_without_a_reason(editor):
    source = SourceFactory(publisher="MAP")
    assert "reason_ar" not in editor.get(url(Source, "edit", source.pk)).text
    send(editor, source, publisher="Le Matin")
    assert publisher(source) == "Le Matin"


def test_asks_moderators_for_the_reason_and_keeps_what_they_typed(moderator, source):
    answer = send(moderator, source, publisher="Le Matin")
    assert {"reason_ar", "reason_fr"} <= set(answer.context["form"].errors)
    assert "Le Matin" in answer.text
    assert publisher(source) == "MAP"


def test_publishes_the_correction_with_its_reason(moderator, source):
    send(moderator, source, publisher="Le Matin", **REASONS)
    assert publisher(source) == "Le Matin"
    correction = SourceCorrection.objects.get()
    assert (correction.previous_values["publisher"], correction.reason_fr) == ("MAP", "Erreur")


def test_that_changes_nothing_publishes_nothing(moderator, source):
    send(moderator, source)
    assert not SourceCorrection.objects.exists()
