"""Groups, moderation and the dashboard of the admin."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Workflow

from news.models import ArticleEvent, ArticlePage
from portal.admin.groups import MODERATION, ensure_groups
from programs.facts.events import DistributionEvent
from tests.factories import ArticlePageFactory, EventFactory, ObservationFactory, UserFactory

pytestmark = pytest.mark.django_db


class TestGroups:
    def test_are_made_once_and_kept(self, site_tree):
        assert ensure_groups(reset=True)
        assert ensure_groups() == []
        editors = Group.objects.get(name="Editors")
        editors.permissions.remove(editors.permissions.get(codename="add_source"))
        assert ensure_groups() == []
        assert not editors.permissions.filter(codename="add_source").exists()
        ensure_groups(reset=True)
        assert editors.permissions.filter(codename="add_source").exists()

    def test_have_both_home_pages(self, groups, site_tree):
        editors = Group.objects.get(name="Editors")
        pages = GroupPagePermission.objects.filter(group=editors).values_list("page", flat=True)
        assert set(pages) == {page.pk for page in site_tree.home.values()}

    @pytest.mark.parametrize(
        ("group", "permissions"),
        [
            ("Editors", {"add_distributionevent": True, "release_distributionevent": False, "add_user": False}),
            ("Moderators", {"add_distributionevent": True, "release_distributionevent": True, "add_program": False}),
            ("Administrators", {"release_distributionevent": True, "add_program": True, "change_indicator": True}),
        ],
    )
    def test_may_do_what_they_should(self, groups, group, permissions):
        user = UserFactory(group=group)
        assert {name: user.has_perm(f"programs.{name}") for name in permissions} == permissions

    @pytest.mark.parametrize(("group", "publishes"), [("Editors", False), ("Moderators", True)])
    def test_write_articles_and_only_some_publish(self, groups, site_tree, group, publishes):
        for article in site_tree.article.values():
            permissions = article.permissions_for_user(UserFactory(group=group))
            assert permissions.can_edit()
            assert permissions.can_publish() == publishes

    @pytest.mark.parametrize(("group", "status"), [("Editors", 302), ("Administrators", 200)])
    def test_manage_accounts_if_they_are_administrators(self, sign_in, group, status):
        client = sign_in(group)
        assert client.get(reverse("wagtailusers_users:index")).status_code == status
        assert client.get(reverse("wagtaillocales:index")).status_code == status

    def test_upload_pictures_and_documents(self, sign_in):
        client = sign_in("Editors")
        assert client.get(reverse("wagtailimages:add")).status_code == 200
        assert client.get(reverse("wagtaildocs:add")).status_code == 200


class TestModeration:
    def test_goes_from_the_editor_to_the_public(self, sign_in, site_tree):
        client = sign_in("Editors")
        page = site_tree.article["fr"]
        event = EventFactory(code="NEW")
        ObservationFactory(event=event, value=12)
        draft = ArticlePageFactory(parent=page.get_parent(), title="Brouillon", live=False)
        draft.article_events = [ArticleEvent(event=event)]
        draft.save_revision()
        assert draft.get_workflow().name == MODERATION
        draft.get_workflow().start(draft, UserFactory(group="Editors"))
        assert b"Brouillon" in sign_in("Moderators").get(reverse("wagtailadmin_home")).content
        state = draft.current_workflow_state.current_task_state
        address = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.pk])
        client = sign_in("Editors")
        client.post(address)
        assert not ArticlePage.objects.get(pk=draft.pk).live
        sign_in("Moderators").post(address)
        assert ArticlePage.objects.get(pk=draft.pk).live
        assert DistributionEvent.objects.get(code="NEW").is_released

    def test_is_on_both_home_pages(self, groups, site_tree):
        workflow = Workflow.objects.get(name=MODERATION)
        for home in site_tree.home.values():
            assert home.get_workflow() == workflow


class TestDashboard:
    def test_greets_by_name_in_the_editors_language(self, sign_in):
        page = sign_in("Editors", "ar", first_name="سلمى").get(reverse("wagtailadmin_home")).content.decode()
        assert "سلمى" in page
        assert 'dir="rtl"' in page
        page = sign_in("Editors", "fr", first_name="Salma").get(reverse("wagtailadmin_home")).content.decode()
        assert 'lang="fr"' in page

    def test_leads_from_an_event_to_its_article(self, sign_in, site_tree):
        client = sign_in("Editors")
        event = EventFactory(code="NEW", name_fr="Remise à Tanger")
        address = reverse("news_article_of_event", args=["NEW"])
        assert address in client.get(reverse("wagtailadmin_home")).content.decode()
        form = client.get(address).context["form"]
        assert form["title"].value() == "Remise à Tanger"
        assert form["slug"].value() == "remise-à-tanger"
        assert [child["event"].value() for child in form.formsets["article_events"].forms] == [event.pk]
        assert form.parent_page == site_tree.news["fr"]

    def test_does_not_ask_for_an_article_that_is_there(self, sign_in, site_tree):
        page = sign_in("Editors").get(reverse("wagtailadmin_home")).content.decode()
        assert reverse("news_article_of_event", args=[site_tree.event.code]) not in page

    def test_shows_figures_that_wait_to_those_who_publish(self, sign_in):
        event = ObservationFactory(event=EventFactory(name_fr="Remise à Tanger")).event
        address = reverse("wagtail_bulk_action", args=["programs", "distributionevent", "release"])
        assert f"{address}?id={event.pk}" in sign_in("Moderators").get(reverse("wagtailadmin_home")).content.decode()
        assert address not in sign_in("Editors").get(reverse("wagtailadmin_home")).content.decode()

    def test_shows_ones_own_drafts(self, sign_in, site_tree):
        client = sign_in("Editors", username="salma")
        page = ArticlePageFactory(parent=site_tree.news["fr"], title="Mon brouillon", live=False)
        Page.objects.filter(pk=page.pk).update(
            owner=client.session["_auth_user_id"], has_unpublished_changes=True, draft_title="Mon brouillon"
        )
        assert "Mon brouillon" in client.get(reverse("wagtailadmin_home")).content.decode()

    @pytest.mark.parametrize("group", ["Editors", "Moderators", "Administrators"])
    def test_needs_no_more_queries_with_more_to_do(self, sign_in, site_tree, group, django_assert_max_num_queries):
        client = sign_in(group)
        client.get(reverse("wagtailadmin_home"))
        for number in range(5):
            ObservationFactory(event=EventFactory(code=f"E-{number}"))
            ArticlePageFactory(parent=site_tree.news["ar"], title=f"خبر {number}")
        with django_assert_max_num_queries(45):
            client.get(reverse("wagtailadmin_home"))


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_menu_has_facts_in_one_place(sign_in, language):
    client = sign_in("Administrators", language)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert page.count('"facts"') == 1
    assert "wagtailsnippets:index" not in page


def test_the_account_offers_no_time_zone_that_browsers_do_not_know(sign_in):
    assert "localtime" not in sign_in("Editors").get(reverse("wagtailadmin_account")).content.decode()
