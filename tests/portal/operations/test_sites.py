"""Wagtail's Site in the admin."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Site
from wagtail.sites.wagtail_hooks import register_sites_menu_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(site_tree) -> Site:
    return Site.objects.get()


def save(client, site: Site, **fields: str):
    data = {"hostname": site.hostname, "port": site.port, "site_name": "", "root_page": site.root_page_id, **fields}
    return client.post(reverse("wagtailsites:edit", args=[site.pk]), data)


def assert_served(client, tree) -> None:
    for language in ("ar", "fr"):
        assert client.get(f"/{language}/").status_code == 200
        assert tree.article[language].title in client.get(tree.article[language].get_url()).text


@pytest.mark.parametrize(("group", "status"), [("Editors", 302), ("Moderators", 302), ("Administrators", 200)])
def test_only_administrators_change_it(sign_in, site, group, status):
    client = sign_in(group)
    for address in (reverse("wagtailsites:index"), reverse("wagtailsites:edit", args=[site.pk])):
        assert client.get(address).status_code == status


def test_administrators_neither_add_nor_delete_one(sign_in, site):
    client = sign_in("Administrators")
    for address in (reverse("wagtailsites:add"), reverse("wagtailsites:delete", args=[site.pk])):
        assert client.post(address).status_code == 302
    assert Site.objects.get() == site


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_menu_names_it_in_the_language_of_the_administrator(sign_in, site, language):
    with override(language):
        label = str(register_sites_menu_item().label)
    assert label == {"ar": "مواقع", "fr": "Sites"}[language]
    menu = sign_in("Administrators", language).get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("wagtailsites:index") in menu
    assert reverse("wagtailsites:index") not in sign_in("Editors").get(reverse("wagtailadmin_home")).content.decode()


def test_another_host_leaves_every_page_in_place(sign_in, site, site_tree):
    client = sign_in("Administrators")
    assert_served(client, site_tree)
    save(client, site, hostname="chiffres.example.org", port="443", is_default_site="on")
    assert Site.objects.get().hostname == "chiffres.example.org"
    assert_served(client, site_tree)
    assert site_tree.about["fr"].get_full_url() == "https://chiffres.example.org/fr/a-propos/"


def test_a_site_that_is_no_longer_the_default_still_answers(sign_in, site, site_tree):
    client = sign_in("Administrators")
    assert_served(client, site_tree)
    save(client, site, hostname="chiffres.example.org")
    assert not Site.objects.get().is_default_site
    assert_served(client, site_tree)
