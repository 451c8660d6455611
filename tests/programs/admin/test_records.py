"""Reference records in the admin, and help texts of all facts."""

import re
from datetime import date

import pytest
from django.urls import reverse

from programs.admin.event_dates import settle_dates, suggest_event_code
from programs.admin.fields import split_qualifier
from programs.facts.events import DistributionEvent
from programs.facts.observations import Observation
from programs.facts.programs import Program, Trade
from search.models import GlossaryEntry
from tests.factories import EventFactory, ProgramFactory, SchemeFactory, TerritoryFactory
from tests.programs.forms import url

pytestmark = pytest.mark.django_db


class TestReferenceRecords:
    def test_have_lists_forms_history_and_usage(self, administrator, site_tree):
        from programs.admin.group import FactsGroup

        def viewsets(group):
            for item in group.registerables:
                yield from viewsets(item) if hasattr(item, "registerables") else [item]

        models = [viewset.model for viewset in viewsets(FactsGroup())]
        assert len(models) == len(set(models)) == 16
        for model in models:
            assert administrator.get(url(model, "list")).status_code == 200, model
            assert administrator.get(url(model, "list"), {"q": "فاس"}).status_code == 200, model
            assert administrator.get(url(model, "add")).status_code == 200, model
            if record := model.objects.first():
                for view in ("history", "usage", "inspect"):
                    assert administrator.get(url(model, view, record.pk)).status_code == 200, (model, view)

    def test_keep_their_code(self, administrator):
        program = ProgramFactory(code="MICRO")
        data = {"name_ar": "أ", "name_fr": "b", "code": "OTHER", "aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}
        administrator.post(url(Program, "edit", program.pk), data)
        program.refresh_from_db()
        assert (program.code, program.name_fr) == ("MICRO", "b")

    def test_get_a_code_from_their_french_name(self, administrator):
        data = {"name_ar": "النجارة", "name_fr": "Menuiserie d’art"}
        administrator.post(url(Trade, "add"), data)
        assert Trade.objects.get().code == "MENUISERIE-DART"

    @pytest.mark.parametrize(
        ("language", "refusal", "message"),
        [
            ("ar", "لم يُحفظ شيء بعد", "حُفظ «النجارة»."),
            ("fr", "Rien n’est encore enregistré", "«\u00a0Menuiserie\u00a0»\u00a0: enregistré"),
        ],
    )
    def test_messages_after_saving_are_the_portals_own(self, sign_in, language, refusal, message):
        client = sign_in("Administrators", language)
        data = {"name_ar": "النجارة", "name_fr": ""}
        assert refusal in client.post(url(Trade, "add"), data).text
        assert message in client.post(url(Trade, "add"), {**data, "name_fr": "Menuiserie"}, follow=True).text
        address = url(Trade, "edit", Trade.objects.get().pk)
        assert message in client.post(address, {**data, "name_fr": "Menuiserie"}, follow=True).text

    @pytest.mark.parametrize(("language", "home"), [("ar", "الرئيسية"), ("fr", "Accueil")])
    def test_the_way_to_a_list_begins_at_home_in_the_users_language(self, sign_in, language, home):
        for model in (Trade, GlossaryEntry):
            page = sign_in("Administrators", language).get(url(model, "list")).text
            assert re.search(rf'href="/admin/"[^>]*>\s*{home}', page), model

    @pytest.mark.parametrize(("language", "text"), [("ar", "لا"), ("fr", "Non")])
    def test_what_is_so_or_not_is_said_in_words(self, sign_in, language, text):
        event = EventFactory()
        page = sign_in("Administrators", language).get(url(DistributionEvent, "inspect", event.pk)).text
        assert re.search(rf"<dd>\s*{text}\s*</dd>", page)
        assert "False" not in page

    @pytest.mark.parametrize("model", [DistributionEvent, Observation])
    def test_what_is_no_number_names_no_record_to_publish(self, administrator, model):
        address = reverse("wagtail_bulk_action", args=["programs", model._meta.model_name, "release"])
        assert administrator.get(f"{address}?id=abc").status_code == 404

    def test_overlapping_schemes_are_an_error_of_the_field(self, administrator):
        SchemeFactory(code="A", level="region")
        data = {"name_ar": "أ", "name_fr": "b", "code": "B", "level": "region", "valid_from": "2000-01-01"}
        from programs.facts.territories import TerritorialScheme

        response = administrator.post(url(TerritorialScheme, "add"), data)
        assert "valid_from" in response.context["form"].errors

    def test_plural_forms_have_a_box_each(self, administrator):
        from programs.facts.indicators import UnitOfMeasure

        data = {"name_ar": "شخص", "name_fr": "personne", "forms_ar_one": "شخص واحد", "forms_ar_other": "{n} شخص"}
        response = administrator.post(url(UnitOfMeasure, "add"), data)
        assert "forms_fr" in response.context["form"].errors
        administrator.post(url(UnitOfMeasure, "add"), {**data, "forms_fr_other": "{n} personnes"})
        assert UnitOfMeasure.objects.get().forms_ar == {"one": "شخص واحد", "other": "{n} شخص"}

    def test_are_read_and_not_changed_by_editors(self, editor):
        program = ProgramFactory()
        assert editor.get(url(Program, "list")).status_code == 200
        assert editor.get(url(Program, "inspect", program.pk)).status_code == 200
        assert editor.get(url(Program, "add")).status_code == 302


def test_every_field_of_every_fact_has_a_help_text(rf, admin_user):
    """Help texts on all fields of all forms, in both languages (that they are translated is a matter of catalogs)."""
    from programs.admin.group import FactsGroup

    def viewsets(group):
        for item in group.registerables:
            yield from viewsets(item) if hasattr(item, "registerables") else [item]

    silent = []
    for viewset in viewsets(FactsGroup()):
        form = viewset.model.snippet_viewset._edit_handler.get_form_class()(for_user=admin_user)
        fields = list(form.fields.items())
        for formset in form.formsets.values():
            fields += [i for i in formset.empty_form.fields.items() if i[0] not in ("id", "ORDER", "DELETE")]
        silent += [f"{viewset.model.__name__}.{name}" for name, field in fields if not field.help_text]
    assert silent == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نحو 230", ("about", "230")),
        ("plus de 400", ("more_than", "400")),
        ("ما لا يقل عن 30", ("at_least", "30")),
        ("Environ 12", ("about", "12")),
        ("230", ("", "230")),
        ("environnement", ("", "environnement")),
    ],
)
def test_qualifiers_are_split_from_numbers(text, expected):
    assert split_qualifier(text) == expected


def test_dates_are_normalized_by_precision():
    assert settle_dates("month", date(2026, 2, 13), None)[:2] == (date(2026, 2, 1), date(2026, 2, 28))
    assert settle_dates("year", date(2026, 2, 13), None)[:2] == (date(2026, 1, 1), date(2026, 12, 31))
    assert settle_dates("unknown", date(2026, 2, 13), None)[:2] == (None, None)


def test_codes_name_place_and_date(facts):
    province = TerritoryFactory(scheme=SchemeFactory(code="MA-PROV", level="province"), code="MA-FAH")
    province.name_fr = "Province de Fahs-Anjra"
    assert suggest_event_code(province, "month", date(2026, 2, 1), date(2026, 2, 28)) == "FAHS-ANJRA-2026-02"
    assert suggest_event_code(facts["fes"], "unknown", None, None) == "FES"
