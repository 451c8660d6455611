"""Lists of facts in forms: lists first, whatever a script makes of them."""

import pytest

from programs.editorial.fact_blocks import EditionChoiceBlock, FactChoiceBlock
from programs.editorial.widgets import FindingSelect
from tests.factories import EditionFactory, ProgramFactory

pytestmark = pytest.mark.django_db


def test_without_javascript_it_is_a_list_of_names():
    ProgramFactory(code="MICRO")
    html = FactChoiceBlock("programs.Program").field.widget.render("body-0-value-program", "MICRO")
    assert '<select name="body-0-value-program"' in html
    assert '<option value="MICRO" selected>' in html


def test_its_script_and_its_style_come_with_the_form():
    media = str(FindingSelect().media)
    assert 'type="module"' in media
    assert "finding-select" in media


def test_editions_are_grouped_by_the_name_of_the_programme_that_limits_them():
    edition = EditionFactory()
    widget = EditionChoiceBlock().field.widget
    assert 'data-within="program"' in widget.render("edition", "")
    groups = dict(choice for choice in EditionChoiceBlock().field.choices if isinstance(choice[1], list))
    assert groups == {edition.program.name: [(edition.code, edition.name)]}
    assert edition.program.name in dict.fromkeys(
        name for _code, name in FactChoiceBlock("programs.Program").field.choices
    )
