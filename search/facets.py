"""The registry of facets, numbers and kinds of entries. Apps declare their own: search knows none of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.l10n import native_name
from search.analysis import Phrase, analyse, fold, phrase_of

#: The number of an entry with its time of expiry, in seconds of Unix time.
EXPIRES = "expires"


@dataclass(frozen=True)
class Choice:
    """A value of a facet.

    `names`, `notes` (which disambiguate equal names) and `group` (a heading) are {language: text}; `also` are other
    names, `short` is a code that several may share, `level` a kind of value. `is_whole`: it contains all others, so
    that nobody would filter by it.
    """

    code: str
    names: Mapping[str, str]
    notes: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    short: str = ""
    level: str = ""
    group: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = False

    def label(self, language: str) -> str:
        name, note = self.names.get(language, self.code), self.notes.get(language)
        return f"{name} – {note}" if note else name


class Choices:
    """The values of a facet, looked up by code and by name."""

    def __init__(self, choices: Iterable[Choice] = ()):
        self.by_code = {choice.code: choice for choice in choices}

    def label(self, code: str, language: str) -> str:
        choice = self.by_code.get(code)
        return choice.label(language) if choice else code

    def coded(self, text: str) -> tuple[str, ...]:
        """Return the codes that a text is; several where they share a short one."""
        folded = fold(text)
        whole = tuple(code for code in self.by_code if fold(code) == folded)
        return whole or tuple(code for code, choice in self.by_code.items() if fold(choice.short) == folded)

    def named(self, phrase: Phrase) -> tuple[str, ...]:
        return self._by_phrase.get(phrase, ())

    def containing(self, phrase: Phrase) -> tuple[str, ...]:
        """Return the codes of values that have all these terms in one name."""
        return tuple(dict.fromkeys(code for terms, code in self._terms if terms.issuperset(phrase))) if phrase else ()

    @cached_property
    def _by_phrase(self) -> dict[Phrase, tuple[str, ...]]:
        found: dict[Phrase, dict[str, None]] = {}
        for choice in self.by_code.values():
            for name in (*choice.names.values(), *choice.also):
                found.setdefault(phrase_of(name), {})[choice.code] = None
        return {phrase: tuple(codes) for phrase, codes in found.items() if phrase}

    @cached_property
    def _terms(self) -> list[tuple[set[str], str]]:
        return [
            ({token.term for token in analyse(name)}, choice.code)
            for choice in self.by_code.values()
            for name in (*choice.names.values(), *choice.also)
        ]


class Years(Choices):
    """Years are their own names, and read as ranges."""

    def coded(self, text: str) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True)
class Facet:
    """`fields` are its names in a query, in both languages: {name: level}, '' for any level.

    `is_year`: values are ordered by year, not by count, and queried as ranges.
    """

    code: str
    label: str | Promise
    fields: Mapping[str, str]
    choices: Callable[[], Choices]
    is_year: bool = False


@dataclass(frozen=True)
class Number:
    """A number of entries, queried as ranges."""

    code: str
    label: str | Promise
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of entries; `weight` multiplies the scores. Very short entries match well and say little: weigh them less."""

    choice: Choice
    weight: float = 1.0


_facets: dict[str, Facet] = {}
_numbers: dict[str, Number] = {}
_kinds: dict[str, Kind] = {}


def register_facet(facet: Facet) -> None:
    _facets[facet.code] = facet


def register_number(number: Number) -> None:
    _numbers[number.code] = number


def register_kind(code: str, *, ar: str, fr: str, also: tuple[str, ...] = (), weight: float = 1.0) -> None:
    """Register a kind of entries with its plural in both languages."""
    _kinds[code] = Kind(Choice(code, {"ar": ar, "fr": fr}, also=also), weight)


def facets() -> list[Facet]:
    """Return the facets in the order of a page."""
    return list(_facets.values())


def numbers() -> list[Number]:
    return list(_numbers.values())


def facet(code: str) -> Facet | None:
    return _facets.get(code)


def fields() -> dict[str, tuple[Facet | Number, str]]:
    """Return {folded name of a field: (facet or number, level)}."""
    numbers = {fold(name): (number, "") for number in _numbers.values() for name in number.fields}
    facets = {fold(name): (facet, level) for facet in _facets.values() for name, level in facet.fields.items()}
    return facets | numbers


def kinds() -> Choices:
    return Choices(kind.choice for kind in _kinds.values())


def weights() -> dict[str, float]:
    return {code: kind.weight for code, kind in _kinds.items()}


def languages() -> Choices:
    return Choices(
        [
            Choice(
                "ar", {"ar": native_name("ar"), "fr": native_name("ar")}, also=("arabe", "عربية", "العربية", "arabic")
            ),
            Choice("fr", {"ar": native_name("fr"), "fr": native_name("fr")}, also=("français", "الفرنسية", "french")),
        ]
    )


KIND = Facet("kind", _("Kind"), dict.fromkeys(["kind", "type", "genre", "نوع", "النوع", "صنف"], ""), kinds)
YEAR = Facet(
    "year", _("Year"), dict.fromkeys(["year", "année", "annee", "an", "سنة", "السنة", "عام"], ""), Years, is_year=True
)
LANGUAGE = Facet(
    "language", _("Language"), dict.fromkeys(["language", "lang", "langue", "لغة", "اللغة"], ""), languages
)
