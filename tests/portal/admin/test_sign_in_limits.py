"""Limits of failed sign-ins, which never lock the account's owner out."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from portal.admin.groups import ensure_groups
from portal.admin.sign_in import OF_ADDRESS as MESSAGES_FROM_ADDRESS
from portal.admin.sign_in import TO_MAILBOX, take_slot
from portal.admin.sign_in_limits import (
    OF_ACCOUNT,
    OF_ACCOUNT_AT_ADDRESS,
    OF_ADDRESS,
    OF_DEVICE,
    pause_ends,
    prune_sign_in_failures,
)
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a right and long one"
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def account(db):
    ensure_groups(reset=True)
    user = UserFactory(group="Editors", username="editor", email="editor@shafafiya.example")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, password: str, *, name: str = "editor", address: str = "192.0.2.1", **headers):
    data = {"username": name, "password": password}
    return client.post(reverse("wagtailadmin_login"), data, REMOTE_ADDR=address, headers=headers)


def fail(count: int, client: Client | None = None, **arguments) -> list[int]:
    """Send so many wrong passwords; return the status of each answer."""
    return [sign_in(client or Client(), f"wrong {number}", **arguments).status_code for number in range(count)]


def succeeds(client: Client, **arguments) -> bool:
    return sign_in(client, PASSWORD, **arguments).status_code == 302


def let_pass(minutes: int) -> None:
    for attempt in AccessAttempt.objects.all():
        attempt.attempt_time -= timedelta(minutes=minutes)
        attempt.save()


class TestPause:
    def test_of_twenty_five_wrong_passwords_five_are_tried(self, account, monkeypatch):
        tried = []
        check = get_user_model().check_password
        monkeypatch.setattr(get_user_model(), "check_password", lambda *given: tried.append(given) or check(*given))
        assert fail(25) == [200] * (OF_ACCOUNT_AT_ADDRESS - 1) + [429] * (26 - OF_ACCOUNT_AT_ADDRESS)
        assert len(tried) == OF_ACCOUNT_AT_ADDRESS
        assert not succeeds(Client())

    def test_ends_by_itself_whatever_was_asked_in_it(self, account):
        fail(OF_ACCOUNT_AT_ADDRESS)
        let_pass(14)
        assert fail(20) == [429] * 20
        let_pass(1)
        assert succeeds(Client())

    def test_is_for_one_account_at_one_address(self, account):
        fail(OF_ACCOUNT_AT_ADDRESS)
        other = UserFactory(group="Editors", username="other")
        other.set_password(PASSWORD)
        other.save()
        assert succeeds(Client(), address="192.0.2.2")
        assert succeeds(Client(), name="other")

    def test_stops_an_address_that_tries_many_accounts(self, account):
        statuses = [status for number in range(OF_ADDRESS) for status in fail(1, name=f"editor{number}")]
        assert statuses == [200] * (OF_ADDRESS - 1) + [429]
        assert not succeeds(Client())
        assert succeeds(Client(), address="192.0.2.2")

    def test_does_not_come_of_another_browser_or_a_forged_header(self, account):
        for number in range(OF_ACCOUNT_AT_ADDRESS):
            forged = {"user-agent": f"Browser {number}", "x-forwarded-for": f"198.51.100.{number}"}
            statuses = fail(1, **forged)
        assert statuses == [429]

    def test_counts_anew_after_the_right_password(self, account):
        fail(OF_ACCOUNT_AT_ADDRESS - 1)
        assert succeeds(Client())
        assert fail(OF_ACCOUNT_AT_ADDRESS - 1) == [200] * (OF_ACCOUNT_AT_ADDRESS - 1)

    def test_of_an_address_is_not_lifted_by_an_account_of_the_attackers_own(self, account):
        statuses = [status for number in range(OF_ADDRESS - 1) for status in fail(1, name=f"editor{number}")]
        assert set(statuses) == {200}
        assert succeeds(Client())
        assert fail(1, name="yet another") == [429]

    def test_is_the_same_where_there_is_no_such_account(self, account):
        nobody, somebody = fail(8, name="nobody", address="192.0.2.2"), fail(8)
        assert nobody == somebody


class TestOwner:
    def attack(self, failures: int) -> None:
        for number in range(failures):
            fail(1, address=f"198.51.{number // 250}.{number % 250}")

    def test_of_an_attacked_account_signs_in_from_any_address(self, account):
        self.attack(OF_ACCOUNT + 10)
        assert succeeds(Client(), address="203.0.113.5")

    def test_of_an_attacked_account_has_one_try_at_an_unknown_address(self, account):
        self.attack(OF_ACCOUNT)
        assert fail(2, address="203.0.113.5") == [429, 429]
        assert not succeeds(Client(), address="203.0.113.5")

    def test_signs_in_on_a_known_device_though_its_address_is_attacked(self, account):
        device = Client()
        assert succeeds(device)
        del device.cookies["sessionid"]
        fail(OF_ACCOUNT_AT_ADDRESS)
        fail(OF_ADDRESS, name="other")
        assert not succeeds(Client())
        assert fail(1, device) == [200]
        assert succeeds(device)

    def test_is_protected_from_a_stolen_device_too(self, account):
        device = Client()
        assert succeeds(device)
        del device.cookies["sessionid"]
        statuses = [status for number in range(OF_DEVICE) for status in fail(1, device, address=f"192.0.2.{number}")]
        assert statuses == [200] * (OF_DEVICE - 1) + [429]
        assert not succeeds(device)

    def test_has_a_device_of_that_account_alone_which_nobody_can_forge(self, account):
        device = Client()
        assert succeeds(device)
        [name] = [name for name in device.cookies if name.startswith("device-")]
        cookie = device.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/admin/")
        fail(OF_ACCOUNT_AT_ADDRESS)
        forger = Client()
        forger.cookies[name] = f"chosen:{cookie.value.partition(':')[2]}"
        assert not succeeds(forger)


class TestPage:
    @pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr")])
    def test_says_when_to_try_again(self, account, language, direction):
        fail(OF_ACCOUNT_AT_ADDRESS)
        answer = sign_in(Client(), PASSWORD, **{"accept-language": language})
        assert answer.status_code == 429
        assert 14 * 60 < int(answer["Retry-After"]) <= 15 * 60
        page = answer.content.decode()
        at = timezone.localtime(AccessAttempt.objects.get().attempt_time + timedelta(minutes=15))
        assert f"{at:%H:%M}" in page
        assert f'dir="{direction}"' in page
        with override(language):
            assert gettext("Too many attempts") in page

    def test_is_for_whoever_asks_for_too_many_messages_too(self, account):
        answers = [reset(Client(), f"somebody{number}@shafafiya.example") for number in range(12)]
        assert [answer.status_code for answer in answers] == [302] * MESSAGES_FROM_ADDRESS + [429] * 2
        assert 3500 < int(answers[-1]["Retry-After"]) <= 3600


def reset(client: Client, mailbox: str, address: str = "192.0.2.1"):
    return client.post(reverse("wagtailadmin_password_reset"), {"email": mailbox}, REMOTE_ADDR=address)


class TestPasswordReset:
    def test_does_not_flood_a_mailbox_from_wherever_it_is_asked(self, account):
        for number in range(10):
            reset(Client(), ["editor@shafafiya.example", "Editor@Shafafiya.example"][number % 2], f"192.0.2.{number}")
        assert len(mail.outbox) == TO_MAILBOX

    def test_does_not_tell_who_has_an_account(self, account):
        for mailbox in ("editor@shafafiya.example", "nobody@shafafiya.example"):
            answers = [reset(Client(), mailbox, f"192.0.2.{number}").status_code for number in range(TO_MAILBOX + 1)]
            assert answers == [302] * TO_MAILBOX + [429]

    def test_can_be_asked_for_again_later(self):
        assert [take_slot("name", 2, timedelta(seconds=0.05)) for _number in range(2)] == [None, None]
        until = take_slot("name", 2, timedelta(seconds=0.05))
        while timezone.now() <= until:
            pass
        assert take_slot("name", 2, timedelta(seconds=0.05)) is None


class TestRecords:
    def test_name_account_and_address_in_the_log_and_never_what_was_typed(self, account, caplog):
        with caplog.at_level(logging.INFO):
            sign_in(Client(), "my secret password")
            sign_in(Client(), "wrong", name="my secret password")
            fail(OF_ACCOUNT_AT_ADDRESS)
        assert "account='editor' address=192.0.2.1 device=unknown (wrong name or password)" in caplog.text
        assert "(refused, not tried)" in caplog.text
        assert "my secret password" not in caplog.text

    def test_hold_nothing_that_was_typed(self, account):
        sign_in(Client(), "my secret password", name="my secret password")
        attempt = AccessAttempt.objects.get()
        assert "my secret password" not in "".join(str(value) for value in vars(attempt).values())

    def test_are_pruned_once_they_count_no_more(self, account):
        fail(2, name="one")
        let_pass(16)
        AccessAttempt.objects.create(username="two", failures_since_start=1)
        assert prune_sign_in_failures() == 1
        assert [attempt.username for attempt in AccessAttempt.objects.all()] == ["two"]


@pytest.mark.parametrize(
    ("failures", "end"),
    [
        ([], None),
        ([(0, 4)], None),
        ([(0, 5)], 15),
        ([(0, 1), (3, 4)], 15),
        ([(0, 1), (3, 1), (5, 4)], 18),
        ([(5, 4), (0, 9)], 15),
    ],
)
def test_a_pause_ends_as_soon_as_fewer_failures_are_left(failures, end):
    at = [(NOON + timedelta(minutes=minute), count) for minute, count in failures]
    assert pause_ends(at, 5) == (None if end is None else NOON + timedelta(minutes=end))
