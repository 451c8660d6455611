"""Factories of valid records.

Facts, as in `ObservationFactory(event=..., value=230)`, are drafts unless `released=True`. Pages, as in
`ArticlePageFactory(parent=news, title="…")`, are live.
"""

from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import date
from unittest.mock import patch

import factory
import pytest
import wagtail_factories
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from modelsearch import signal_handlers as search_signals
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.models import HomePage, StandardPage
from news.models import ArticlePage, NewsIndexPage
from portal.media.models import PortalImage
from programs.facts.events import DistributionEvent
from programs.facts.indicators import Indicator, UnitOfMeasure
from programs.facts.observations import Observation
from programs.facts.programs import Centre, Edition, Program
from programs.facts.sources import Source
from programs.facts.territories import TerritorialScheme, Territory
from programs.pages.models import ProgramIndexPage, ProgramPage
from search.indexing.entries import recording


class NoTask:
    @staticmethod
    def enqueue(*args) -> None: ...


#: Whether factories write search entries; only tests of search need them.
record_entries = ContextVar("record entries", default=False)


@pytest.fixture(autouse=True)
def recorded_entries():
    """Write search entries in a folder whose conftest imports this."""
    token = record_entries.set(True)
    yield
    record_entries.reset(token)


@contextmanager
def without_indexes():
    """Save without updating Wagtail's search and reference index, and the public search."""
    recorded = nullcontext() if record_entries.get() else patch.object(recording, "_record_all", lambda concerned: None)
    with (
        disable_reference_index_auto_update(),
        patch.object(search_signals, "insert_or_update_object_task", NoTask),
        recorded,
    ):
        yield


def in_letters(number: int) -> str:
    """Write a sequence number in letters: tests search for digits where no value may be."""
    return "".join("ABCDEFGHIJ"[int(digit)] for digit in str(number))


class FactFactory(factory.django.DjangoModelFactory):
    """Creates records without index entries, which would double the time."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, *args, **kwargs):
        with without_indexes():
            return super()._create(*args, **kwargs)


class ReferenceFactory(FactFactory):
    class Meta:
        abstract = True
        django_get_or_create = ("code",)

    name_ar = factory.LazyAttribute(lambda record: f"اسم {record.code}")
    name_fr = factory.LazyAttribute(lambda record: f"Nom {record.code}")


class SchemeFactory(ReferenceFactory):
    class Meta:
        model = TerritorialScheme

    code = "MA-PLACE"
    level = "place"
    valid_from = date(1997, 8, 17)


class TerritoryFactory(ReferenceFactory):
    class Meta:
        model = Territory
        django_get_or_create = ("scheme", "code")

    scheme = factory.SubFactory(SchemeFactory)
    code = "FES"


class SourceFactory(ReferenceFactory):
    class Meta:
        model = Source

    code = factory.Sequence(lambda number: f"SOURCE-{in_letters(number)}")
    publisher = "وكالة"
    date = date(2014, 7, 12)


class ProgramFactory(ReferenceFactory):
    class Meta:
        model = Program

    code = "MICRO"


class EditionFactory(ReferenceFactory):
    class Meta:
        model = Edition

    code = "MICRO-2014"
    program = factory.SubFactory(ProgramFactory)
    period_start = date(2014, 1, 1)
    period_end = date(2014, 12, 31)


class CentreFactory(ReferenceFactory):
    class Meta:
        model = Centre

    code = "CENTRE"
    territory = factory.SubFactory(TerritoryFactory)


class UnitFactory(ReferenceFactory):
    class Meta:
        model = UnitOfMeasure

    code = "person"
    forms_ar = factory.LazyFunction(
        lambda: {"one": "مستفيد واحد", "two": "مستفيدان", "few": "{n} مستفيدين", "other": "{n} مستفيد"}
    )
    forms_fr = factory.LazyFunction(lambda: {"one": "{n} personne", "other": "{n} personnes"})


#: As in the demonstration.
PLACEMENTS = {
    "beneficiaries": (
        "event", "new_event", "card", "edition", "program_result", "search_sum", "beneficiaries"
    ),
    "projects": ("event", "new_event"),
    "amount-announced": ("edition", "search_sum"),
    "amount-committed": ("search_sum",),
    "amount-delivered": ("event", "new_event", "program_result", "search_sum", "amount"),
    "working-capital": ("event", "search_sum"),
    "amount-spent": ("search_sum",),
    "moussalaha-cumulative": ("card",),
    "placed-with-companies": ("card",),
    "certificates": ("card",),
}  # fmt: skip


class IndicatorFactory(ReferenceFactory):
    class Meta:
        model = Indicator

    code = "beneficiaries"
    definition_ar = "أشخاص استفادوا من الدعم"
    definition_fr = "Personnes ayant reçu un soutien"
    unit = factory.SubFactory(UnitFactory)
    statistical_unit = "persons"
    aggregation = "additive"
    placements = factory.LazyAttribute(lambda indicator: [*PLACEMENTS.get(indicator.code, ())])
    position = factory.LazyAttribute(lambda indicator: 1 + [*PLACEMENTS, indicator.code].index(indicator.code))


class EventFactory(ReferenceFactory):
    class Meta:
        model = DistributionEvent

    class Params:
        released = factory.Trait(released_at=factory.LazyFunction(timezone.now))

    code = factory.Sequence(lambda number: f"EVENT-{in_letters(number)}")
    program = factory.SubFactory(ProgramFactory)
    date_start = date(2014, 7, 11)
    date_end = factory.SelfAttribute("date_start")
    target_territory = factory.SubFactory(TerritoryFactory)


class ObservationFactory(FactFactory):
    """A value of an event, or with `event=None` of a territory and period."""

    class Meta:
        model = Observation

    class Params:
        released = factory.Trait(released_at=factory.LazyFunction(timezone.now))

    indicator = factory.SubFactory(IndicatorFactory)
    event = factory.SubFactory(EventFactory)
    territory = factory.Maybe("event", factory.SelfAttribute("event.target_territory"))
    period_type = factory.Maybe("event", "event")
    value = 230
    source = factory.SubFactory(SourceFactory)


class HomePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = HomePage


class StandardPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = StandardPage


class NewsIndexPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = NewsIndexPage


class ArticlePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ArticlePage

    date = date(2014, 7, 12)


class ProgramIndexPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ProgramIndexPage


class ProgramPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ProgramPage

    program = factory.SubFactory(ProgramFactory)


class ImageFactory(wagtail_factories.ImageFactory):
    class Meta:
        model = PortalImage


class UserFactory(factory.django.DjangoModelFactory):
    """An account; `group="Editors"` puts it into a group."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"user-{number}")
    password = factory.django.Password("a password for tests")

    @factory.post_generation
    def group(self, create, name, **kwargs):
        if name:
            self.groups.add(Group.objects.get(name=name))
