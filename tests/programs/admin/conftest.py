"""Accounts and reference records for the admin of facts."""

import pytest

from tests.factories import IndicatorFactory, ProgramFactory, TerritoryFactory, UserFactory
from tests.programs.factories import money, region


@pytest.fixture
def editor(client, groups):
    user = UserFactory(group="Editors")
    client.force_login(user)
    return client


@pytest.fixture
def moderator(client, groups):
    client.force_login(UserFactory(group="Moderators"))
    return client


@pytest.fixture
def administrator(client, groups):
    client.force_login(UserFactory(group="Administrators"))
    return client


@pytest.fixture
def facts(db):
    """What the form of an event chooses from."""
    IndicatorFactory(code="beneficiaries")
    IndicatorFactory(code="projects", statistical_unit="projects")
    money()
    return {"program": ProgramFactory(), "fes": TerritoryFactory(), "old_region": region()}
