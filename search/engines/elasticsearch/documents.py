"""The strict mapping of documents in Elasticsearch.

A removed entry leaves a tombstone with key and version: Elasticsearch forgets deletions after a minute, and a late
write would restore the document.
"""

from datetime import date
from typing import Any

from elasticsearch.dsl import Document, M, MetaField, mapped_field
from elasticsearch.dsl import field as fields

from search.engines import interface

#: Text arrives as tokens, separated by spaces.
TOKENS = {"analyzer": "whitespace"}
#: For phrases; not scored.
SEQUENCE = {**TOKENS, "norms": False}
#: Copied to the scored field only.
PARTS = {**TOKENS, "norms": False, "index": False}
#: Title words are copied as often as they count, which gives the frequency and length of BM25F.
IN_TITLE, IN_TEXT = ["scored"] * int(interface.TITLE_WEIGHT), ["scored"]


class EntryDocument(Document):
    key: M[str] = mapped_field(fields.Keyword())
    entry_version: M[int] = mapped_field(fields.Long(index=False))
    checksum: M[str] = mapped_field(fields.Keyword(index=False))
    removed: M[bool] = mapped_field(fields.Boolean())
    language: M[str] = mapped_field(fields.Keyword())
    title: M[str] = mapped_field(fields.Text(**SEQUENCE, copy_to=IN_TITLE))
    text: M[str] = mapped_field(fields.Text(**SEQUENCE, copy_to=IN_TEXT))
    title_parts: M[str] = mapped_field(fields.Text(**PARTS, copy_to=IN_TITLE))
    text_parts: M[str] = mapped_field(fields.Text(**PARTS, copy_to=IN_TEXT))
    scored: M[str] = mapped_field(fields.Text(**TOKENS, index_options="freqs"))
    words: M[str] = mapped_field(fields.Text(**SEQUENCE, index_options="docs"))
    #: The whole title and its number of words, for suggestions by prefix, the shortest first.
    beginning: M[str] = mapped_field(fields.Keyword(ignore_above=1000))
    length: M[int] = mapped_field(fields.Integer())
    weight: M[float] = mapped_field(fields.Float(index=False))
    day: M[date] = mapped_field(fields.Date(format="strict_date"))
    facets: M[dict[str, Any]] = mapped_field(fields.Object(dynamic=True))
    numbers: M[dict[str, Any]] = mapped_field(fields.Object(dynamic=True))

    class Meta:
        dynamic = MetaField("strict")
        dynamic_templates = MetaField(
            [
                {"numbers": {"path_match": "numbers.*", "mapping": {"type": "double"}}},
                # Computed at refresh, so that no reader waits.
                {"facets": {"path_match": "facets.*", "mapping": {"type": "keyword", "eager_global_ordinals": True}}},
            ]
        )


def mapping() -> dict:
    return EntryDocument._doc_type.mapping.to_dict()


def source_of(document: interface.Document) -> dict:
    """Return the body to index."""
    body = EntryDocument(
        key=document.key,
        entry_version=document.version,
        checksum=document.checksum,
        removed=False,
        language=document.language,
        title=" ".join(document.title),
        text=" ".join(document.text),
        title_parts=" ".join(document.title_parts),
        text_parts=" ".join(document.text_parts),
        words=" ".join(document.words),
        beginning=" ".join(document.words)[:1000],
        length=len(document.words),
        weight=document.weight,
        facets={facet: list(codes) for facet, codes in document.facets.items()},
        numbers=dict(document.numbers),
        **({"day": document.day} if document.day else {}),
    )
    return body.to_dict()


def removal_of(key: str, version: int) -> dict:
    return EntryDocument(key=key, entry_version=version, removed=True).to_dict()
