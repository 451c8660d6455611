"""Translating a page from the dashboard, in either direction."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from news.models import ArticleEvent
from portal.admin.translations import begin_translation  # noqa: F401  (its address is tested below)
from tests.factories import ArticlePageFactory

pytestmark = pytest.mark.django_db


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
