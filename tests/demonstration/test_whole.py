"""The demonstration as a whole: its tree, what its pages ask, and what the editor's previews show of it."""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from home.demonstration.site import PICTURES
from home.demonstration.stories import stories
from news.models import ArticlePage
from portal.media.models import PortalImage
from programs.editorial.page_questions import PageQuestion


def test_its_tree_is_whole(demonstration):
    assert Page.find_problems() == ([], [], [], [], [])


def test_what_it_asks_is_written_down(demonstration):
    call_command("record_questions", check=True, stdout=io.StringIO())
    assert PageQuestion.objects.exists()


def test_every_illustration_of_a_story_is_shown_and_none_lies_unused(demonstration):
    illustrated = {story.code: story.data["image"] for story in stories() if "image" in story.data}
    assert {path.stem for path in PICTURES.iterdir()} == set(illustrated)
    assert sorted(PortalImage.objects.values_list("title", "width", "height")) == sorted(
        (told["title_ar"], 1280, 720) for told in illustrated.values()
    )
    articles = [told for code, told in illustrated.items() if code.startswith("article-")]
    for language in ("ar", "fr"):
        shown = ArticlePage.objects.filter(locale__language_code=language, image__isnull=False)
        assert sorted(page.image_alt for page in shown) == sorted(told[f"alt_{language}"] for told in articles)


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
