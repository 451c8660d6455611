"""The search page: it answers whatever is typed, in both languages, and never fails for what was typed."""

import pytest

pytestmark = pytest.mark.django_db

LANGUAGES = ["ar", "fr"]


@pytest.fixture
def search(client):
    def ask(query: str = "", language: str = "fr", **more):
        return client.get(f"/{language}/search/", {"q": query, **more})

    return ask


def titles(response) -> list[str]:
    assert response.status_code == 200
    return [hit.title for hit in response.context["results"].hits]


@pytest.fixture
def founding(entry):
    """The founding article and its event in both languages, and something else."""
    entry(
        "توزيع شيكات وتجهيزات في فاس",
        "ar",
        key="founding",
        text="سُلّمت تجهيزات بقيمة 650 ألف درهم إلى 38 سجينا سابقا.",
        facets={"program": ["MICRO"]},
    )
    entry(
        "Chèques et équipements à Fès",
        "fr",
        key="founding",
        text="Du matériel d’une valeur de 650 000 DH a été remis.",
        facets={"program": ["MICRO"]},
    )
    entry(
        "Théâtre en prison", "fr", key="theatre", year=2019, text="Des détenus ont joué.", facets={"program": ["ART"]}
    )


@pytest.mark.parametrize(
    ("language", "query"), [("ar", "شيكات"), ("fr", "chèques"), ("fr", "650000"), ("ar", "٦٥٠ ألف")]
)
def test_both_languages_are_found_the_reader_s_first(search, founding, serving, language, query):
    serving()
    hits = search(query, language).context["results"].hits
    assert [hit.language for hit in hits] == [language, {"ar": "fr", "fr": "ar"}[language]]
