"""What Elasticsearch keeps of an entry: a typed document with a strict mapping.

What was removed stays as a document of nothing but its key and version: Elasticsearch itself forgets removals after a
minute, and a late write would bring the removed back.
"""

from datetime import date
from typing import Any

from elasticsearch.dsl import Document, M, MetaField, mapped_field
from elasticsearch.dsl import field as fields

from search.engines import interface

#: The tokens come ready: Elasticsearch parts them at spaces and does nothing else.
TOKENS = {"analyzer": "whitespace"}
#: Where words and phrases are neighbours, and nothing is scored.
SEQUENCE = {**TOKENS, "norms": False}
#: What only goes into the field that is scored.
PARTS = {**TOKENS, "norms": False, "index": False}
#: A word of a title is copied as often as it counts: the frequency and length of the one field are those of BM25F.
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
    #: All words of the title at once, and how many: for what begins with what was typed, the shortest first.
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
                # Numbered when the index is refreshed, so that no reader waits for it.
                {"facets": {"path_match": "facets.*", "mapping": {"type": "keyword", "eager_global_ordinals": True}}},
            ]
        )


def mapping() -> dict:
    return EntryDocument._doc_type.mapping.to_dict()


def source_of(document: interface.Document) -> dict:
    """The body to index for a document."""
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
