"""The licence of the data, in every file and on every page."""

import csv
import json
import re
from xml.etree import ElementTree

import pytest
from django.test import Client

from portal.pages.data_license import LICENSE_URL
from programs.facts.observations import Observation

pytestmark = pytest.mark.django_db

LANGUAGES = pytest.mark.parametrize("language", ["ar", "fr"])
ATOM = "{http://www.w3.org/2005/Atom}"


def get(client: Client, path: str):
    response = client.get(path)
    assert response.status_code == 200
    return response


@pytest.fixture
def figure(site_tree, serving):
    serving()
    return Observation.objects.filter(released_at__isnull=False).order_by("code").first()


FILES = ("data/{indicator}", "figures/{code}", "figures", "search")


def address(form: str, language: str, figure, file: str) -> str:
    path = file.format(indicator=figure.indicator.code, code=figure.code)
    return f"/{language}/{path}.{form}" + {
        "figures": f"?indicator={figure.indicator.code}",
        "search": "?kind=article",
    }.get(file, "")


@LANGUAGES
@pytest.mark.parametrize("file", FILES)
def test_stands_in_the_last_column_of_a_csv_file_which_any_program_reads(client, figure, language, file):
    response = get(client, address("csv", language, figure, file))
    assert response["Link"] == f'<{LICENSE_URL}>; rel="license"'
    rows = list(csv.DictReader(response.getvalue().decode("utf-8-sig").splitlines()))
    assert list(rows[0])[-1] == "license"
    assert {row["license"] for row in rows} == {LICENSE_URL}


@LANGUAGES
@pytest.mark.parametrize("file", FILES[1:])
def test_is_a_property_of_json(client, figure, language, file):
    response = get(client, address("json", language, figure, file))
    assert response["Link"] == f'<{LICENSE_URL}>; rel="license"'
    assert response.json()["license"] == LICENSE_URL


@LANGUAGES
@pytest.mark.parametrize("feed", ["corrections", "news", "search"])
def test_stands_in_feeds(client, figure, site_tree, language, feed):
    news = site_tree.news[language].get_url()
    base = {"corrections": f"/{language}/corrections/", "news": news, "search": f"/{language}/search/"}[feed]
    atom, rss = (get(client, f"{base}feed/{kind}/") for kind in ("atom", "rss"))
    assert atom["Link"] == rss["Link"] == f'<{LICENSE_URL}>; rel="license"'
    root = ElementTree.fromstring(atom.content)
    assert [link.get("href") for link in root.iter(f"{ATOM}link") if link.get("rel") == "license"] == [LICENSE_URL]
    assert LICENSE_URL in root.findtext(f"{ATOM}rights")
    assert LICENSE_URL in ElementTree.fromstring(rss.content).findtext("channel/copyright")


@LANGUAGES
def test_is_linked_in_the_footer_in_the_readers_language(client, site_tree, language):
    page = get(client, site_tree.home[language].get_url()).content.decode()
    [link] = re.findall(r'<a href="([^"]+)" rel="license">CC BY 4.0</a>', page)
    assert link == f"{LICENSE_URL}deed.{language}"


@LANGUAGES
def test_stands_in_the_structured_data_of_pages(client, site_tree, language):
    for page in (site_tree.home[language], site_tree.article[language]):
        said = get(client, page.get_url()).content.decode()
        [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', said)
        assert json.loads(data)["license"] == LICENSE_URL
