"""A file format is one module: whatever lists or serves formats finds it."""

import io
import json

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from portal.web import table_files
from programs.charts.chart import chart_of
from programs.exports import registry
from programs.exports.registry import all_formats, file_formats, register_tables
from tests.factories import EventFactory
from tests.programs.charts.drawings import years
from tests.programs.factories import of_event, reported

LANGUAGES = pytest.mark.parametrize("language", ["ar", "fr"])
TYPE = "text/tab-separated-values"

#: The one file.
MODULE = """
from programs.exports import Format


class TsvFormat(Format):
    suffix = "tsv"
    name = "TSV"
    media_type = "text/tab-separated-values; charset=utf-8"

    def table(self, columns, rows):
        for cells in ([*columns], *rows):
            yield "\\t".join(cells) + "\\n"


FORMAT = TsvFormat()
"""


@pytest.fixture
def tsv(tmp_path, monkeypatch):
    """A module more in the package of formats, as a start of the portal finds it."""
    (tmp_path / "tsv.py").write_text(MODULE)
    package = registry.modules
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    monkeypatch.setattr(table_files, "_formats", dict(table_files.table_formats()))
    all_formats.cache_clear()
    register_tables()
    yield all_formats()["tsv"]
    all_formats.cache_clear()


@pytest.fixture
def facts(db):
    for year, value in ((2013, 38), (2014, 50), (2015, 70)):
        reported(value, year=year)
    return of_event(12, EventFactory(released=True))


def cells(response) -> list[list[str]]:
    assert response.status_code == 200
    assert response["Content-Type"].startswith(TYPE)
    text = b"".join(response.streaming_content).decode()
    return [line.split("\t") for line in text.splitlines()]


@pytest.mark.django_db
class TestAnotherFormat:
    def test_is_known_and_others_are_not(self, tsv, client, facts):
        assert [*file_formats()] == ["csv", "json", "tsv"]
        assert client.get("/fr/figures.tsv", {"indicator": "beneficiaries"}).status_code == 200
        assert client.get("/fr/figures.zip", {"indicator": "beneficiaries"}, follow=True).status_code == 404
        assert client.get("/fr/figures.table", {"indicator": "beneficiaries"}, follow=True).status_code == 404

    @LANGUAGES
    def test_answers_a_question(self, tsv, client, facts, language):
        response = client.get(f"/{language}/figures.tsv", {"indicator": "beneficiaries", "by": "year"})
        assert f"beneficiaries-year-{language}.tsv" in response["Content-Disposition"]
        columns, *rows = cells(response)
        assert columns[:2] == ["by_year", "by_year_label"]
        assert [row[0] for row in rows] == ["2013", "2014", "2015"]

    def test_holds_a_published_value_and_all_values_of_an_indicator(self, tsv, client, facts):
        assert cells(client.get(f"/fr/figures/{facts.code}.tsv"))[1][0] == facts.code
        assert len(cells(client.get("/fr/data/beneficiaries.tsv"))) == 5

    @LANGUAGES
    def test_is_linked_from_pages(self, tsv, client, facts, language):
        question = f"/{language}/figures/?indicator=beneficiaries&by=year"
        for page in (question, f"/{language}/figures/{facts.code}/", f"/{language}/data/beneficiaries/"):
            html = client.get(page).content.decode()
            assert f'<link rel="alternate" type="{TYPE}" href="' in html, page
            assert html.count(".tsv") == 2, page

    def test_says_why_there_is_no_file(self, tsv, client, facts):
        for query, status in (
            ({"indicator": "beneficiaries", "by": "sex"}, 404),
            ({"indicator": "beneficiaries", "as_of": "2025-02-31"}, 400),
            ({"by": "year"}, 400),
        ):
            response = client.get("/fr/figures.tsv", query)
            assert (response.status_code, response["Content-Type"]) == (status, "text/plain; charset=utf-8")
            assert response.content
        assert client.get("/fr/figures/NOTHING.tsv")["Content-Type"] == "text/plain; charset=utf-8"

    def test_is_printed_on_the_command_line(self, tsv, facts):
        for more in ({}, {"summary": True}):
            output = io.StringIO()
            call_command("statistics", "beneficiaries", by="year", format="tsv", stdout=output, **more)
            assert output.getvalue().count("\t") > 20

    def test_is_what_a_client_gets_that_prefers_it(self, tsv, client, facts):
        asked = client.get(
            "/fr/figures/?indicator=beneficiaries&by=year", headers={"accept": f"{TYPE}, text/html;q=.5"}
        )
        assert (asked.status_code, asked["Location"]) == (303, "/fr/figures.tsv?indicator=beneficiaries&by=year")
        assert "Accept" in asked["Vary"]
        for page, file in (
            (f"/fr/figures/{facts.code}/", f"/fr/figures/{facts.code}.tsv"),
            ("/fr/data/beneficiaries/", "/fr/data/beneficiaries.tsv"),
        ):
            assert client.get(page, headers={"accept": TYPE})["Location"] == file

    def test_is_offered_with_charts(self, tsv, client, charts_root):
        with override("fr"):
            chart = chart_of(years(28, 38), "Le soutien double")
        [download] = [one for one in chart.downloads if one.name == "TSV"]
        response = client.get(download.url)
        assert response["Content-Type"].startswith(TYPE)
        assert response.content.decode().splitlines()[0].startswith("by_year\t")

    def test_is_offered_with_results_of_a_search(self, tsv, client, serving):
        serving()
        response = client.get("/fr/search.tsv", {"q": "remise"})
        assert cells(response)[0][0] == "kind"
        shown = render_to_string("search/search.html", {"results": {"total": 1}, "search_files": files_of_search()})
        assert ">TSV</a>" in shown


def files_of_search() -> list[dict]:
    from search.results.search_params import SearchParams
    from search.views.search_page import links_of

    with override("fr"):
        return links_of(SearchParams(text="remise"))["search_files"]


@pytest.mark.django_db
class TestEachFormat:
    @pytest.mark.parametrize("accepted", ["", "*/*", "text/html,application/xhtml+xml,*/*;q=0.8", "image/png"])
    def test_serves_the_page_to_clients_that_prefer_nothing_else(self, client, facts, accepted):
        headers = {"accept": accepted} if accepted else {}
        assert client.get("/fr/data/beneficiaries/", headers=headers).status_code == 200

    @LANGUAGES
    def test_has_all_values_of_an_indicator(self, client, facts, language):
        for one in file_formats().values():
            response = client.get(f"/{language}/data/beneficiaries.{one.suffix}")
            assert response.status_code == 200, one.suffix
            assert response["Content-Type"] == one.media_type
        rows = json.loads(client.get(f"/{language}/data/beneficiaries.json").content)["rows"]
        assert len(rows) == 4
        assert {row["obs_value"] for row in rows} == {"38", "50", "70", "12"}

    def test_is_a_choice_of_the_command_line(self):
        parser = call_command_parser()
        [option] = [action for action in parser._actions if action.dest == "format"]
        assert set(option.choices) == set(all_formats())

    def test_has_an_address_for_each_kind_of_page(self):
        for one in file_formats().values():
            assert reverse("question_file", args=[one.suffix]).endswith(f"figures.{one.suffix}")
            assert reverse("question_file", args=[one]) == reverse("question_file", args=[one.suffix])


def call_command_parser():
    from programs.management.commands.statistics import Command

    return Command().create_parser("manage.py", "statistics")
