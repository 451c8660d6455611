"""Placements of indicators, chosen in the admin."""

import json
import re

import pytest
from django.core.exceptions import ValidationError

from programs.editorial.blocks.headline import FigureGroupBlock, HeadlineFigureBlock
from programs.editorial.page_questions import PageQuestion
from programs.facts.events import DistributionEvent
from programs.facts.indicators import Indicator, Placement
from programs.facts.observations import Observation
from programs.facts.placements import indicators_at
from programs.facts.programs import Organization
from search.models.entries import Entry
from tests.factories import IndicatorFactory
from tests.programs.factories import money, of_event
from tests.programs.forms import errors_of, event_data, row, url

pytestmark = pytest.mark.django_db

CODE = "TOOLKITS"


def indicator_data(unit, **fields) -> dict:
    data = {
        "name_ar": "عدد الأدوات",
        "name_fr": "Trousses à outils",
        "definition_ar": "عدد حقائب الأدوات المسلمة",
        "definition_fr": "Nombre de trousses remises",
        "statistical_unit": "projects",
        "unit": unit.pk,
        "aggregation": "additive",
        "threshold": "0",
        "placements": [Placement.EVENT, Placement.NEW_EVENT, Placement.CARD, Placement.SEARCH_SUM],
        "position": "0",
        "code": CODE,
    }
    return {**data, **fields}


def test_a_new_indicator_reaches_forms_cards_pages_files_and_search(administrator, site_tree, facts):
    unit = Indicator.objects.get(code="projects").unit
    response = administrator.post(url(Indicator, "add"), indicator_data(unit))
    assert response.status_code == 302, response.context["form"].errors

    form = administrator.get(url(DistributionEvent, "add")).context["form"].formsets["observations"]
    new = Indicator.objects.get(code=CODE)
    assert new.name in [str(name) for _key, name in form.forms[0].fields["indicator"].widget.choices]
    assert form.forms[0]["indicator"].value() == new.pk

    data = event_data(facts, row(CODE, "17"), **{"action-release": "1"})
    response = administrator.post(url(DistributionEvent, "add"), data)
    assert response.status_code == 302, errors_of(response)
    event, value = DistributionEvent.objects.get(code="FES-2026-11-13"), Observation.objects.get(indicator=new)
    assert value.is_released

    for language, name in (("fr", "Trousses à outils"), ("ar", "عدد الأدوات")):
        event_page = administrator.get(f"/{language}/events/{event.code}/").content.decode()
        assert name in event_page
        assert re.search(r"\b17\b", event_page)
        assert name in administrator.get(f"/{language}/figures/{value.code}/").content.decode()
        assert f",{CODE}," in b"".join(administrator.get(f"/{language}/figures.csv?indicator={CODE}")).decode()
        assert json.loads(administrator.get(f"/{language}/figures.json?indicator={CODE}").content)["obs_value"] == "17"
        entry = Entry.objects.of("event", event.code).findable().get(language=language)
        assert name in entry.text
    assert "Trousses à outils" in administrator.get(site_tree.program["fr"].get_url()).content.decode()
    assert "Trousses à outils" in administrator.get(site_tree.programs["fr"].get_url()).content.decode()
    assert PageQuestion.objects.filter(page=site_tree.program["fr"], indicator=CODE).exists()


def test_an_indicator_that_is_placed_later_is_found_with_what_was_published(administrator, facts):
    new = IndicatorFactory(code=CODE, statistical_unit="projects", threshold=0)
    response = administrator.post(
        url(DistributionEvent, "add"), event_data(facts, row("beneficiaries", "38"), **{"action-release": "1"})
    )
    assert response.status_code == 302
    event = DistributionEvent.objects.get()
    of_event(17, event, indicator=new)
    entries = Entry.objects.of("event", event.code).findable()
    assert not [entry for entry in entries if new.name_fr in entry.text]
    data = indicator_data(new.unit, name_ar=new.name_ar, name_fr=new.name_fr)
    response = administrator.post(url(Indicator, "edit", new.pk), data)
    assert response.status_code == 302, response.context["form"].errors
    assert new.name_fr in entries.get(language="fr").text


def test_indicators_stand_in_the_order_of_their_positions(facts):
    assert indicators_at(Placement.EVENT) == ("beneficiaries", "projects", "amount-delivered")
    projects = Indicator.objects.get(code="projects")
    projects.position = 0
    projects.save()
    beneficiaries = Indicator.objects.get(code="beneficiaries")
    beneficiaries.position = 1
    beneficiaries.save()
    assert indicators_at(Placement.EVENT)[:2] == ("projects", "beneficiaries")


@pytest.mark.parametrize(
    "placements",
    [
        [Placement.NEW_EVENT],
        [Placement.AMOUNT],
        [Placement.BENEFICIARIES],
        ["nowhere"],
        [Placement.CARD, Placement.CARD],
    ],
)
def test_a_placement_that_makes_no_sense_is_refused_on_its_field(facts, placements):
    made = IndicatorFactory.build(code=CODE, unit=Indicator.objects.first().unit, placements=placements)
    with pytest.raises(ValidationError) as refused:
        made.full_clean()
    assert set(refused.value.message_dict) == {"placements"}


def test_figures_without_source_cite_the_publishing_organisation(administrator, facts):
    for code, publishes in (("OTHER", False), ("OURS", True)):
        Organization.objects.create(code=code, name_ar=f"اسم {code}", name_fr=code, is_publisher=publishes)
    administrator.post(url(DistributionEvent, "add"), event_data(facts, row("beneficiaries", "38")))
    assert Observation.objects.get().source.publisher == "اسم OURS"
    second = {"name_ar": "ثانية", "name_fr": "Deuxième", "code": "SECOND", "is_publisher": "on"}
    response = administrator.post(url(Organization, "add"), second)
    assert response.status_code == 200
    assert not Organization.objects.filter(code="SECOND").exists()


def test_previews_of_blocks_show_what_is_placed(facts):
    assert HeadlineFigureBlock().get_preview_value()["indicator"] == "beneficiaries"
    figures = FigureGroupBlock().get_preview_value()["figures"]
    assert [figure["indicator"] for figure in figures] == ["beneficiaries", "amount-delivered"]
    Indicator.objects.all().delete()
    money("grants", placements=["event"])
    assert HeadlineFigureBlock().get_preview_value()["indicator"] == "grants"
