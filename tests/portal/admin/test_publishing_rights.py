"""Users without the publish permission change nothing that is public."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection, GroupPagePermission, Locale, Page, PageViewRestriction
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import TranslationCreator

from portal.media.models import PortalImage
from tests.factories import ImageFactory, StandardPageFactory, UserFactory
from tests.public_site import fields_of, uploaded_png

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(groups):
    return UserFactory(group="Moderators", first_name="Driss", last_name="Alami")


@pytest.fixture
def source(site_tree) -> TranslationSource:
    """The Arabic article, with the French one kept in step with it and another title waiting for it."""
    source, _created = TranslationSource.get_or_create_from_instance(site_tree.article["ar"])
    french = Locale.objects.get(language_code="fr")
    Translation.objects.create(source=source, target_locale=french)
    title = source.stringsegment_set.get(context__path="title")
    StringTranslation.objects.create(
        translation_of=title.string, locale=french, context=title.context, data="Nouveau titre"
    )
    return source


def title_of(page: Page) -> str:
    return Page.objects.get(pk=page.pk).title


def sync(client, source: TranslationSource, **answer):
    return client.post(reverse("wagtail_localize:update_translations", args=[source.pk]), answer, follow=True)


class TestTranslations:
    def test_are_not_published_by_editors_who_synchronise_them(self, sign_in, moderator, site_tree, source):
        client = sign_in("Editors")
        form = client.get(reverse("wagtail_localize:update_translations", args=[source.pk])).context["form"]
        assert form.fields["publish_translations"].disabled
        assert "Driss Alami" in form.fields["publish_translations"].help_text
        sync(client, source, publish_translations="on")
        assert title_of(site_tree.article["fr"]) == "Une distribution à Fès"

    def test_are_published_by_moderators_who_synchronise_them(self, sign_in, site_tree, source):
        sync(sign_in("Moderators"), source, publish_translations="on")
        assert title_of(site_tree.article["fr"]) == "Nouveau titre"

    def test_take_over_restrictions_from_nobody_who_may_not_publish_them(self, sign_in, site_tree, source):
        PageViewRestriction.objects.create(page=site_tree.article["ar"], restriction_type="login")
        sync(sign_in("Editors"), source)
        assert not site_tree.article["fr"].view_restrictions.exists()
        sync(sign_in("Moderators"), source)
        assert site_tree.article["fr"].view_restrictions.exists()

    @pytest.mark.parametrize(("group", "converted"), [("Editors", False), ("Moderators", True)])
    def test_become_an_alias_by_those_who_may_publish(self, sign_in, moderator, site_tree, source, group, converted):
        address = reverse("wagtail_localize:convert_to_alias", args=[site_tree.article["fr"].pk])
        client = sign_in(group)
        assert client.get(address).status_code == (200 if converted else 302)
        answer = client.post(address, follow=True).text
        assert (Page.objects.get(pk=site_tree.article["fr"].pk).alias_of_id is not None) == converted
        assert ("Driss Alami" in answer) != converted

    def test_that_are_public_stay_as_they_are_when_a_translation_is_begun(self, site_tree, source):
        TranslationCreator(None, Locale.objects.filter(language_code="fr")).create_translations(site_tree.article["ar"])
        assert title_of(site_tree.article["fr"]) == "Une distribution à Fès"

    def test_do_not_publish_the_pages_above_them(self, sign_in, moderator, site_tree):
        section = StandardPageFactory(parent=site_tree.home["ar"], title="قسم", slug="قسم")
        page = StandardPageFactory(parent=section, title="صفحة", slug="صفحة")
        answer = sign_in("Editors").post(reverse("portal_translate", args=[page.pk]), follow=True).text
        assert not section.get_translations().exists()
        assert "Driss Alami" in answer


class TestAliases:
    @pytest.mark.parametrize(("group", "converted"), [("Editors", False), ("Administrators", True)])
    def test_become_pages_by_those_who_may_publish(self, sign_in, site_tree, group, converted):
        alias = site_tree.about["fr"].create_alias(update_slug="alias")
        sign_in(group).post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
        assert (Page.objects.get(pk=alias.pk).alias_of_id is None) == converted

    def test_ask_whoever_publishes_their_source_for_the_right_to_publish_them_too(self, sign_in, site_tree):
        alias = site_tree.about["ar"].create_alias(parent=site_tree.home["fr"], update_slug="alias")
        french = GroupPagePermission.objects.filter(group__name="Moderators", page=site_tree.home["fr"])
        client = sign_in("Moderators")
        french.filter(permission__codename="publish_page").delete()
        address = reverse("wagtailadmin_pages:edit", args=[site_tree.about["ar"].pk])
        form = fields_of(client.get(address).text)
        client.post(address, {**form, "title": "عنوان آخر", "body-count": "0", "action-publish": "1"})
        assert {title_of(site_tree.about["ar"]), title_of(alias)} == {"من نحن"}
        draft = Page.objects.get(pk=site_tree.about["ar"].pk).get_latest_revision_as_object()
        assert draft.title == "عنوان آخر", "what was typed is kept"


class TestFiles:
    @pytest.fixture
    def image(self, site_tree) -> PortalImage:
        image = ImageFactory(title="photo", collection=Collection.get_first_root_node())
        article = site_tree.article["fr"]
        article.image = image
        article.save_revision()
        return image

    def publish(self, page: Page) -> None:
        page.get_latest_revision().publish()

    def change(self, client, image: PortalImage, follow=False):
        data = {"title": "autre", "file": uploaded_png(), "collection": image.collection_id}
        return client.post(reverse("wagtailimages:edit", args=[image.pk]), data, follow=follow)

    def bulk(self, client, image: PortalImage, action: str, **answers):
        address = reverse("wagtail_bulk_action", args=["portal", "portalimage", action])
        return client.post(f"{address}?id={image.pk}", answers)

    def test_of_a_draft_are_changed_by_editors(self, sign_in, image):
        self.change(sign_in("Editors"), image)
        assert PortalImage.objects.get().title == "autre"

    def test_of_a_public_page_are_not_and_editors_learn_who_can(self, sign_in, moderator, site_tree, image):
        self.publish(site_tree.article["fr"])
        client = sign_in("Editors")
        answer = self.change(client, image, follow=True).text
        assert "Driss Alami" in answer
        client.post(reverse("wagtailimages:delete", args=[image.pk]))
        self.bulk(client, image, "delete")
        self.bulk(client, image, "add_tags", tags="a")
        found = PortalImage.objects.get()
        assert (found.title, found.file_hash, found.tags.count()) == ("photo", image.file_hash, 0)

    def test_of_a_public_page_are_changed_by_moderators(self, sign_in, site_tree, image):
        self.publish(site_tree.article["fr"])
        self.change(sign_in("Moderators"), image)
        assert PortalImage.objects.get().title == "autre"

    def test_that_a_public_text_links_to_are_not_changed_by_editors(self, sign_in, site_tree):
        document = Document.objects.create(title="Rapport", file=SimpleUploadedFile("a.pdf", b"%PDF-1.4"))
        about = site_tree.about["fr"]
        about.body = [("text", f'<p><a linktype="document" id="{document.pk}">Rapport</a></p>')]
        about.save_revision().publish()
        address = reverse("wagtaildocs:edit", args=[document.pk])
        for group, title in (("Editors", "Rapport"), ("Moderators", "autre")):
            file = SimpleUploadedFile("b.pdf", b"%PDF-1.5")
            sign_in(group).post(address, {"title": "autre", "file": file, "collection": 1})
            assert Document.objects.get().title == title


@pytest.mark.parametrize(("codenames", "saved"), [([], False), (["release_distributionevent"], True)])
def test_names_that_are_public_at_once_require_the_publish_permission(sign_in, site_tree, codenames, saved):
    client = sign_in("Editors")
    editors = Group.objects.get(name="Editors")
    editors.permissions.add(*Permission.objects.filter(codename__in=["change_program", *codenames]))
    program = site_tree.event.program
    data = {"name_ar": "آخر", "name_fr": "Autre", "aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}
    client.post(reverse(type(program).snippet_viewset.get_url_name("edit"), args=[program.pk]), data)
    program.refresh_from_db()
    assert (program.name_fr == "Autre") == saved
