"""The search box, wherever it stands."""

import re

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("path", ["", "search/", "nothing-here/"])
def test_every_search_box_knows_where_to_search_and_what_suggests(client, language, path):
    page = client.get(f"/{language}/{path}").content.decode()
    boxes = re.findall(r'<form class="search-form[^>]*action="([^"]*)".*?data-url="([^"]*)"', page, re.DOTALL)
    assert boxes
    assert set(boxes) == {(f"/{language}/search/", f"/{language}/search/suggestions.json")}
