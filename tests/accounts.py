"""Fixtures of user accounts in the admin's groups."""

import pytest
from wagtail.users.models import UserProfile

from portal.admin.groups import ensure_groups
from tests.factories import UserFactory


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
