"""The schema of documents in tantivy. Tombstones keep key and version, so that no late write restores a document."""

from collections.abc import Iterable
from functools import cache

from tantivy import Document, Query, Schema, SchemaBuilder

from search.engines import interface
from search.facets import EXPIRES, facets, languages, numbers

KEY, VERSION, CHECKSUM, LANGUAGE = "key", "version", "checksum", "language"
#: SCORED repeats title words, which gives the frequency and length of BM25F.
SCORED, TITLE, TEXT = "scored", "title", "text"
#: “facet=code” of all facets; words of titles as typed; whole titles as typed; words for spelling repair.
CODES, WORDS, BEGINNING, VOCABULARY = "codes", "words", "beginning", "vocabulary"
#: Sort keys, made unique by the document’s key.
BY_DATE, BY_LENGTH = "by_date", "by_length"
#: Key and only term of the canary document; no analysis makes that term.
CANARY = "\x1acanary"


def number_fields() -> list[str]:
    """Return the number fields; an index with others is rebuilt."""
    years = (one.code for one in facets() if one.is_year)
    return sorted({EXPIRES, *years, *(one.code for one in numbers())})


@cache
def weights() -> dict[str, str]:
    """Return {language of readers, or '': field with a document's weight for them}."""
    return {language: f"weight_{language}" for language in ("", *sorted(languages().by_code))}


@cache
def schema() -> Schema:
    builder = SchemaBuilder()
    for name in (WORDS, VOCABULARY, SCORED, TITLE, TEXT):
        option = {SCORED: "freq", TITLE: "position", TEXT: "position"}.get(name, "basic")
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    for name in (KEY, CHECKSUM, BEGINNING, LANGUAGE, CODES, BY_DATE, BY_LENGTH):
        kept = {"stored": name in (KEY, CHECKSUM), "fast": name in (CODES, BY_DATE, BY_LENGTH)}
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", **kept)
    for name in (*weights().values(), *number_fields()):
        builder.add_float_field(name, fast=True)
    return builder.add_integer_field(VERSION, stored=True).build()


def term(field: str, value: str) -> Query:
    return Query.term_query(schema(), field, value, "freq" if field == SCORED else "basic")


def any_term(field: str, values: Iterable[str]) -> Query:
    return Query.term_set_query(schema(), field, list(values))


def stored(one: interface.Document) -> Document:
    title, words = [*one.title, *one.title_parts], " ".join(one.words)
    fields = {
        KEY: one.key, VERSION: one.version, CHECKSUM: one.checksum, LANGUAGE: one.language,
        SCORED: " ".join([*title * int(interface.TITLE_WEIGHT), *one.text, *one.text_parts]),
        TITLE: " ".join(one.title), TEXT: " ".join(one.text), VOCABULARY: " ".join(one.vocabulary),
        WORDS: words, BEGINNING: words[:1000], BY_LENGTH: f"{len(one.words):04} {one.key}",
        BY_DATE: f"{9_999_999 - (one.day.toordinal() if one.day else 0)} {one.key}",
        CODES: sorted({f"{facet}={code}" for facet, some in one.facets.items() for code in some}),
    }  # fmt: skip
    for language, field in weights().items():
        own = interface.OWN_LANGUAGE if language == one.language else 1.0
        # tantivy multiplies a score by log2(2 + weight).
        fields[field] = 2 ** (own * one.weight / interface.LEAST_WEIGHT) - 2
    fields |= {name: float(one.numbers[name]) for name in number_fields() if one.numbers.get(name) is not None}
    return Document(**fields)


def removed(key: str, version: int, scored: str = "") -> Document:
    return Document(**{KEY: key, VERSION: version, SCORED: scored})
