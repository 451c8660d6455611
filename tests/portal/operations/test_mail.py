"""Without a mail server passwords cannot be reset, and no link is logged."""

import pytest
from django.core.checks import run_checks

from tests.factories import UserFactory
from tests.portal.test_settings import SAFE, start

pytestmark = pytest.mark.django_db

CODE = "print(s.EMAIL_BACKEND, s.WAGTAIL_PASSWORD_RESET_ENABLED)"
BACKENDS = "django.core.mail.backends"
ASK = {"ar": "اطلب من أحد مديري البوابة", "fr": "Demandez-en un nouveau"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", f"{BACKENDS}.dummy.EmailBackend False"),
        ("consolemail://", f"{BACKENDS}.console.EmailBackend False"),
        ("smtp+tls://user:secret@mail.example:587", f"{BACKENDS}.smtp.EmailBackend True"),
    ],
)
def test_passwords_can_be_reset_only_with_a_mail_server(tmp_path, url, expected):
    assert start(tmp_path, CODE, **SAFE, EMAIL_URL=url).stdout.strip() == expected


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_login_page_names_the_support_contact(settings, client, language):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED, settings.SUPPORT_CONTACT = False, "+212 5 00 00 00 00"
    page = client.get("/admin/login/", headers={"accept-language": language}).text
    assert "/admin/password_reset/" not in page
    assert "+212 5 00 00 00 00" in page
    assert ASK[language] in page


def test_the_login_page_offers_a_reset_with_a_mail_server(client):
    page = client.get("/admin/login/").text
    assert "/admin/password_reset/" in page
    assert "<bdi>" not in page.partition('class="login-form"')[2].partition("</form>")[0]


def test_reset_urls_are_disabled_without_a_mail_server(settings, client, mailoutbox):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = False
    UserFactory(email="editor@example.org")
    for path in ("", "done/", "confirm/MQ/set-password/", "complete/"):
        assert client.get(f"/admin/password_reset/{path}").status_code == 404
    assert client.post("/admin/password_reset/", {"email": "editor@example.org"}).status_code == 404
    assert mailoutbox == []


@pytest.mark.parametrize("sent", [True, False])
def test_the_deployment_check_reports_a_missing_mail_server(settings, sent):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = sent
    assert ("portal.W006" in {one.id for one in run_checks(include_deployment_checks=True)}) != sent
