"""What a source says of one thing in one language: the content of an entry, as values."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Content:
    """What readers may find. Everything in it is public; figures come from the door for numbers, masked as it masks.

    `also` holds names by which it is found besides, in words that make no sentence. `facets` are {facet: codes}; places hold their ancestors and successors. `numbers` are {measure: value}. `subjects`
    name all that it tells of, so that a change of one of them makes it anew.
    """

    object_key: str
    language: str
    kind: str
    title: str
    url: str
    lead: str = ""
    text: str = ""
    also: str = ""
    date_from: date | None = None
    date_to: date | None = None
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    shown: Mapping[str, object] = field(default_factory=dict)
    subjects: frozenset[str] = frozenset()

    def checksum(self) -> str:
        """Over all but the subjects, which nobody finds."""
        values = asdict(self)
        values.pop("subjects")
        text = json.dumps(values, default=str, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()
