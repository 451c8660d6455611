"""The admin as a whole: who may do what, what the dashboard says, and how everything reads in two languages."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.translation import override
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import GroupPagePermission, Locale, Page, Workflow, get_page_models
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from news.models import ArticleEvent, ArticlePage, NewsIndexPage
from portal.admin.direction import is_content, walk
from portal.admin.groups import MODERATION, ensure_groups
from portal.admin.translations import begin_translation  # noqa: F401  (its address is tested below)
from programs.models import DistributionEvent
from tests.factories import ArticlePageFactory, EventFactory, ObservationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def groups(db):
    ensure_groups(reset=True)


@pytest.fixture
def sign_in(client, groups):
    def sign_in(group: str, language: str = "fr", **fields):
        user = UserFactory(group=group, **fields)
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        client.force_login(user)
        return client

    return sign_in


def stream_blocks():
    """Every block of every body, once: (page type, field, block)."""
    for model in get_page_models():
        for field in model._meta.local_fields:
            if isinstance(field, StreamField):
                for block in walk(field.stream_block):
                    yield model.__name__, field.name, block


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


class TestTranslating:
    def translate(self, client, page) -> Page:
        response = client.post(reverse("portal_translate", args=[page.pk]))
        assert response.status_code == 302
        return page.get_translations().get().specific

    def words(self, page, target: str, **texts: str) -> None:
        """Write the translation of some fields, as the side-by-side form saves it, and publish."""
        source = TranslationSource.objects.get_for_instance(page)
        locale = Locale.objects.get(language_code=target)
        for segment in source.stringsegment_set.all():
            if text := texts.get(segment.context.path):
                StringTranslation.objects.create(
                    translation_of=segment.string, locale=locale, context=segment.context, data=text
                )
        Translation.objects.get(source=source, target_locale=locale).save_target(publish=True)

    @pytest.mark.parametrize(
        ("source", "target", "title", "slug"),
        [
            ("ar", "fr", "Remise à Tanger", "remise-à-tanger"),
            ("fr", "ar", "توزيع الدعم بطنجة", "توزيع-الدعم-بطنجة"),
        ],
    )
    def test_keeps_slugs_in_their_letters(
        self, sign_in, site_tree, django_capture_on_commit_callbacks, source, target, title, slug
    ):
        client = sign_in("Editors")
        article = ArticlePageFactory(parent=site_tree.news[source], title="نص" if source == "ar" else "Texte")
        translation = self.translate(client, article)
        assert not translation.live, "what nobody has translated yet is not published"
        with django_capture_on_commit_callbacks(execute=True):
            self.words(article, target, title=title, slug=slug.replace("-", " "))
        translation.refresh_from_db()
        assert (translation.title, translation.slug, translation.live) == (title, slug, True)

    def test_takes_the_facts_along(self, sign_in, site_tree):
        client = sign_in("Editors")
        article = ArticlePageFactory(parent=site_tree.news["ar"], title="خبر")
        article.article_events = [ArticleEvent(event=site_tree.event)]
        article.save_revision().publish()
        translation = self.translate(client, article)
        assert [link.event for link in translation.article_events.all()] == [site_tree.event]

    def test_leaves_the_tree_whole(self, sign_in, site_tree):
        client = sign_in("Editors")
        for number in range(2):
            self.translate(client, ArticlePageFactory(parent=site_tree.news["ar"], title=f"خبر {number}"))
        assert Page.find_problems() == ([], [], [], [], [])

    def test_is_offered_where_a_translation_is_missing(self, sign_in, site_tree):
        client = sign_in("Editors")
        article = ArticlePageFactory(parent=site_tree.news["ar"], title="خبر")
        page = client.get(reverse("wagtailadmin_home")).content.decode()
        assert reverse("portal_translate", args=[article.pk]) in page
        assert reverse("portal_translate", args=[site_tree.article["ar"].pk]) not in page

    def test_is_not_begun_by_a_link(self, sign_in, site_tree):
        response = sign_in("Editors").get(reverse("portal_translate", args=[site_tree.article["ar"].pk]))
        assert response.status_code == 405


def test_the_tree_of_the_demonstration_is_whole(demonstration):
    assert Page.find_problems() == ([], [], [], [], [])


class TestWords:
    def test_every_page_type_and_field_explains_itself(self):
        silent = []
        for model in get_page_models():
            if model is Page:
                continue
            silent += [] if model.page_description else [model.__name__]
            form = model.get_edit_handler().get_form_class()
            own = [field for field in model._meta.local_fields if field.name in form.base_fields]
            silent += [f"{model.__name__}.{field.name}" for field in own if not field.help_text]
        assert silent == []

    def test_every_block_explains_itself(self):
        silent = []
        for model, field, block in stream_blocks():
            if isinstance(block, (blocks.ListBlock, blocks.StreamBlock)):
                continue
            said = getattr(getattr(block, "field", None), "help_text", "") or getattr(block.meta, "help_text", "")
            silent += [] if said else [f"{model}.{field}.{block.name}"]
        assert silent == []

    def test_every_block_of_a_body_has_icon_label_and_description(self):
        for model in get_page_models():
            for field in model._meta.local_fields:
                if isinstance(field, StreamField):
                    for block in field.stream_block.child_blocks.values():
                        assert block.meta.description, block
                        assert block.label, block
                        assert block.meta.icon != "placeholder", block

    def test_content_reads_from_its_own_side(self):
        for model, field, block in stream_blocks():
            widget = getattr(getattr(block, "field", None), "widget", None)
            if widget is not None and is_content(widget) and not isinstance(block, blocks.URLBlock):
                assert widget.attrs.get("dir") == "auto", (model, field, block.name)
        for model in [*apps.get_app_config("programs").get_models(), ArticlePage, NewsIndexPage]:
            if not hasattr(model, "get_edit_handler"):
                continue
            form = model.get_edit_handler().get_form_class()
            for name, form_field in form.base_fields.items():
                if is_content(form_field.widget) and name not in ("code", "tags"):
                    assert form_field.widget.attrs.get("dir") == "auto", (model, name)


class TestBlockPreviews:
    @pytest.mark.parametrize("language", ["ar", "fr"])
    def test_show_every_block(self, sign_in, demonstration, language):
        client = sign_in("Editors", language)
        shown = []
        for block in ArticlePage._meta.get_field("body").stream_block.child_blocks.values():
            if not block.is_previewable:
                continue
            response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
            assert response.status_code == 200, block.name
            shown.append(block.name)
        assert {"text", "heading", "quote", "links", "headline_figure", "table", "chart"} <= set(shown)

    def test_show_figures_of_the_ledger(self, sign_in, demonstration):
        block = ArticlePage._meta.get_field("body").stream_block.child_blocks["headline_figure"]
        with override("fr"):
            response = sign_in("Editors").get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        assert 'class="figure' in response.content.decode()


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_menu_has_facts_in_one_place(sign_in, language):
    client = sign_in("Administrators", language)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert page.count('"facts"') == 1
    assert "wagtailsnippets:index" not in page
