"""Error pages: in the reader's language, with the way on."""

import pytest
from django.test import Client


@pytest.mark.parametrize(("language", "text"), [("ar", "هذه الصفحة"), ("fr", "Cette page")])
def test_a_form_without_its_token_is_refused_in_the_readers_language(site_tree, language, text):
    response = Client(enforce_csrf_checks=True).post(f"/{language}/search/", {"q": "x"})
    page = response.content.decode()
    assert response.status_code == 403
    assert f'<html lang="{language}"' in page
    assert text in page
