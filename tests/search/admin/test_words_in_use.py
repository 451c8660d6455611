"""Words in the admin: edits count at once, for those who may make them."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.admin.groups import ensure_groups
from search.analysis.query_terms import expand, phrases_in
from search.analysis.thesaurus import phrase_of
from search.models import current_thesaurus
from search.models.words import GlossaryEntry, PlaceSpelling

pytestmark = pytest.mark.django_db

ADDED = {"terms_ar": "ترويض الصقور", "terms_fr": "fauconnerie, élevage de faucons", "effect": "add"}


def reached(text: str) -> set:
    return phrases_in(expand(text, current_thesaurus()))


def user_of(group: str):
    ensure_groups(reset=True)
    user = get_user_model().objects.create_user(group.lower(), password="x")
    user.groups.add(Group.objects.get(name=group))
    return user


def test_an_entry_counts_as_soon_as_it_is_saved_changed_or_deleted():
    assert phrase_of("ترويض الصقور") not in reached("fauconnerie")
    entry = GlossaryEntry.objects.create(**ADDED)
    assert phrase_of("ترويض الصقور") in reached("fauconnerie")
    entry.terms_ar = "بيزرة"
    entry.save()
    assert phrase_of("بيزرة") in reached("fauconnerie")
    assert phrase_of("ترويض الصقور") not in reached("fauconnerie")
    entry.delete()
    assert phrase_of("بيزرة") not in reached("fauconnerie")


def test_an_entry_can_take_back_what_the_files_say():
    assert phrase_of("مخبزة") in reached("boulangerie")
    GlossaryEntry.objects.create(terms_ar="مخبزة", terms_fr="boulangerie", effect="off")
    assert phrase_of("مخبزة") not in reached("boulangerie")
    assert phrase_of("boulanger") in reached("boulangerie")


def test_a_place_has_a_new_spelling_at_once():
    PlaceSpelling.objects.create(terms_ar="وجدة", terms_fr="Oudjda", effect="add")
    assert phrase_of("وجدة") in reached("Oudjda")


@pytest.mark.parametrize("terms", [("", ""), ("", "four"), ("", "four, fours"), ("", " ، ;")])
def test_a_line_that_relates_nothing_is_refused(terms):
    with pytest.raises(ValidationError):
        GlossaryEntry(terms_ar=terms[0], terms_fr=terms[1]).full_clean()


def test_terms_are_separated_by_the_commas_of_either_script():
    entry = GlossaryEntry(terms_ar="فرن، تنور\nموقد", terms_fr="four")
    entry.full_clean()
    assert entry.terms_ar == "فرن, تنور, موقد"


@pytest.mark.parametrize("model", [GlossaryEntry, PlaceSpelling])
@pytest.mark.parametrize("group", ["Moderators", "Administrators"])
def test_moderators_and_administrators_edit_words(client, model, group):
    client.force_login(user_of(group))
    add = reverse(model.snippet_viewset.get_url_name("add"))
    assert client.get(add).status_code == 200
    assert client.post(add, ADDED).status_code == 302
    entry = model.objects.get()
    assert client.get(reverse(model.snippet_viewset.get_url_name("history"), args=[entry.pk])).status_code == 200
    assert client.get(reverse(model.snippet_viewset.get_url_name("list"))).status_code == 200


@pytest.mark.parametrize("model", [GlossaryEntry, PlaceSpelling])
def test_editors_do_not(client, model):
    client.force_login(user_of("Editors"))
    client.post(reverse(model.snippet_viewset.get_url_name("add")), ADDED)
    assert not model.objects.exists()
