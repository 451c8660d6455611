"""Publishing a page with a figure that has no answer: in forms, workflows and translations."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Workflow
from wagtail.users.models import UserProfile

from home.models import StandardPage
from portal.admin.groups import MODERATION, ensure_groups
from programs.editorial.blocks.headline import HeadlineFigureBlock
from programs.editorial.live_figures import element_of
from tests.factories import EventFactory, IndicatorFactory, ObservationFactory, StandardPageFactory, UserFactory
from tests.programs.factories import reported

pytestmark = pytest.mark.django_db

GONE = element_of({"indicator": "jobs-found"})


@pytest.fixture
def moderator(client, db):
    ensure_groups(reset=True)
    user = UserFactory(group="Moderators")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "fr"})
    client.force_login(user)
    return user


@pytest.fixture
def page(site_tree):
    IndicatorFactory(code="jobs-found")
    body = json.dumps([{"type": "text", "value": f"<p>وجد {GONE} عملا.</p>"}])
    page = StandardPageFactory(parent=site_tree.home["ar"], live=False, body=body, title="صفحة", slug="صفحة")
    page.save_revision()
    return page


def form_of(page, **more) -> dict:
    """Return the data of a page's form with one text."""
    from portal.pages.blocks import TextBlock

    widget = TextBlock().field.widget
    state = widget.format_value(page.body[0].value.source)
    return {
        "title": page.title, "slug": page.slug, "lead": "", "seo_title": "", "search_description": "",
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "text", "body-0-id": "x",
        "body-0-value": state, "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        **more,
    }  # fmt: skip


def test_the_form_names_the_figure_without_answer(client, moderator, page):
    html = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, **{"action-publish": "1"})
    ).text
    assert "Nom jobs-found" in html
    page.refresh_from_db()
    assert not page.live


def test_a_draft_is_saved_with_a_figure_that_has_no_answer(client, moderator, page):
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, title="عنوان جديد"))
    assert response.status_code == 302
    assert StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "عنوان جديد"


def test_a_workflow_that_would_publish_it_leads_back_to_the_page_with_the_reason(client, moderator, page):
    workflow = Workflow.objects.get(name=MODERATION)
    state = workflow.start(page, moderator)
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk])
    response = client.post(address, {}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "Nom jobs-found" in response.text
    page.refresh_from_db()
    state.refresh_from_db()
    assert (page.live, state.status) == (False, "in_progress")


def test_the_dialog_of_a_workflow_gets_its_redirect(client, moderator, page):
    state = Workflow.objects.get(name=MODERATION).start(page, moderator)
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk])
    answer = client.post(address, {}, headers={"x-requested-with": "XMLHttpRequest"}).json()
    assert answer == {"step": "success", "redirect": reverse("wagtailadmin_pages:edit", args=[page.pk])}


def test_a_block_of_a_draft_may_wait_for_its_figure():
    block = HeadlineFigureBlock()
    value = block.to_python({"indicator": "beneficiaries", "role": "result"})
    IndicatorFactory()
    assert block.clean_deferred(value)["indicator"] == "beneficiaries"


def test_a_block_about_the_event_that_its_article_publishes_is_accepted():
    ObservationFactory(event=EventFactory(code="NEW-2026"), value=38)
    block = HeadlineFigureBlock()
    value = block.to_python({"indicator": "beneficiaries", "role": "result", "event": "NEW-2026"})
    assert block.clean(value)["event"] == "NEW-2026"


class TestTheDialog:
    def ask(self, client, name: str = "programs_live_figure_result", **codes):
        return client.get(reverse(name), {"role": "result", **codes})

    def test_shows_the_figure_in_both_languages(self, client, moderator):
        reported(230, qualifier="about")
        html = self.ask(client, indicator="beneficiaries").text
        assert "environ 230 personnes" in html
        assert "نحو 230 مستفيد" in html
        assert 'data-can-be-inserted="true"' in html

    def test_says_why_there_is_none_and_offers_what_there_is(self, client, moderator):
        from programs.facts.programs import Program
        from tests.factories import ProgramFactory

        for code, value in (("A", 230), ("B", 250)):
            reported(value, program=ProgramFactory(code=code))
        assert Program.objects.count() == 2
        html = self.ask(client, indicator="beneficiaries").text
        assert 'data-can-be-inserted=""' in html
        assert 'role="alert"' in html
        assert "data-codes=" in html

    def test_offers_what_is_less_narrow_where_nothing_fits(self, client, moderator):
        reported(230)
        html = self.ask(client, indicator="beneficiaries", period_type="school_year").text
        assert 'data-codes="indicator=beneficiaries"' in html

    def test_hands_codes_and_no_value_to_be_stored(self, client, moderator):
        reported(230)
        answer = self.ask(client, "programs_live_figure_chosen", indicator="beneficiaries").json()
        assert answer["step"] == "chosen"
        assert answer["figure"]["codes"] == {"indicator": "beneficiaries"}
        assert answer["figure"]["text"] == "230 personnes"

    def test_gives_nothing_that_has_no_answer(self, client, moderator):
        IndicatorFactory()
        assert self.ask(client, "programs_live_figure_chosen", indicator="beneficiaries").json()["step"] == "choose"

    def test_is_for_editors(self, client):
        assert self.ask(client, indicator="beneficiaries").status_code == 302

    def test_offers_the_indicator_alone_where_nothing_less_will_do(self, client, moderator):
        reported(230)
        html = self.ask(client, indicator="beneficiaries", period_type="school_year", sex="F").text
        assert 'data-codes="indicator=beneficiaries"' in html
