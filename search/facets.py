"""What a search can be narrowed by. Apps declare it here, in their words: search itself knows no programmes and places."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.l10n import native_name
from search.analysis import Phrase, analyse, fold, phrase_of

#: The number of an entry that says when it ends to be found, in seconds of Unix time.
EXPIRES = "expires"


@dataclass(frozen=True)
class Choice:
    """One value of a facet. `names` and `notes` are {language: text}; a note tells apart what has the same name.

    `also` are other names it goes by, `short` is a code that several may share, `level` what kind of value it is.
    """

    code: str
    names: Mapping[str, str]
    notes: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    short: str = ""
    level: str = ""
    #: {language: heading} under which it is listed.
    group: Mapping[str, str] = field(default_factory=dict)
    #: It holds everything, so that nobody would narrow to it: the country.
    is_whole: bool = False

    def label(self, language: str) -> str:
        name, note = self.names.get(language, self.code), self.notes.get(language)
        return f"{name} – {note}" if note else name


class Choices:
    """All values of a facet, to be looked up by code and by what readers call them."""

    def __init__(self, choices: Iterable[Choice] = ()):
        self.by_code = {choice.code: choice for choice in choices}

    def label(self, code: str, language: str) -> str:
        choice = self.by_code.get(code)
        return choice.label(language) if choice else code

    def coded(self, text: str) -> tuple[str, ...]:
        """Codes that a text names as a code; several where they share a short one."""
        folded = fold(text)
        whole = tuple(code for code in self.by_code if fold(code) == folded)
        return whole or tuple(code for code, choice in self.by_code.items() if fold(choice.short) == folded)

    def named(self, phrase: Phrase) -> tuple[str, ...]:
        return self._by_phrase.get(phrase, ())

    def containing(self, phrase: Phrase) -> tuple[str, ...]:
        """Codes of what has all these terms in a name."""
        wanted = set(phrase)
        return tuple(dict.fromkeys(code for terms, code in self._terms if wanted <= terms)) if wanted else ()

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
    """Years are their own names."""

    def coded(self, text: str) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True)
class Facet:
    """`fields` are its names in a question, in both languages: {name: level}, '' for any level."""

    code: str
    label: str | Promise
    fields: Mapping[str, str]
    choices: Callable[[], Choices]
    #: Latest first instead of commonest first; ranges of them can be asked for.
    is_year: bool = False


@dataclass(frozen=True)
class Number:
    """A number of what is found, of which ranges can be asked."""

    code: str
    label: str | Promise
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of entries.

    `weight` is what one counts as a hit beside those of other kinds. Very short entries match a word very well, and say
    least about it: a kind of which there are many such should not stand before what tells of them.
    """

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
    """Name a kind of entries in both languages, as a plural; see Kind for its weight."""
    _kinds[code] = Kind(Choice(code, {"ar": ar, "fr": fr}, also=also), weight)


def facets() -> list[Facet]:
    """In the order in which a page shows them."""
    return list(_facets.values())


def numbers() -> list[Number]:
    return list(_numbers.values())


def facet(code: str) -> Facet | None:
    return _facets.get(code)


def fields() -> dict[str, tuple[Facet, str] | tuple[Number, str]]:
    """{folded name of a field: (what it narrows, level)}."""
    found: dict[str, tuple] = {}
    for facet in _facets.values():
        for name, level in facet.fields.items():
            found[fold(name)] = (facet, level)
    for number in _numbers.values():
        for name in number.fields:
            found[fold(name)] = (number, "")
    return found


def kinds() -> Choices:
    return Choices(kind.choice for kind in _kinds.values())


def weights() -> dict[str, float]:
    """What each kind counts."""
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
    "year",
    _("Year"),
    dict.fromkeys(["year", "année", "annee", "an", "سنة", "السنة", "عام"], ""),
    Years,
    is_year=True,
)
LANGUAGE = Facet(
    "language", _("Language"), dict.fromkeys(["language", "lang", "langue", "لغة", "اللغة"], ""), languages
)
