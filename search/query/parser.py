"""From what was typed to what is asked for. Nothing that is typed raises: what cannot be read is searched as words."""

from search.analysis import Thesaurus, fold, phrase_of, shipped
from search.engines import AnyOf, Between, Filter
from search.query import facets, mistakes
from search.query.codes import exactly, loosely
from search.query.facets import Facet, Number
from search.query.mistakes import Mistake
from search.query.parsed import Asked, Narrowed
from search.query.ranges import NoRange, Range, read_range
from search.query.syntax import (
    CLOSING,
    FIELD,
    LONGEST,
    MOST_CONDITIONS,
    MOST_WORDS,
    QUOTES,
    SEPARATORS,
    WILDCARD,
    WITHOUT,
    plain,
)

#: Words that an unquoted name or number may have.
LONGEST_VALUE = 6
EARLIEST_YEAR, LATEST_YEAR = 1950, 2100


def asked(text: str, language: str, thesaurus: Thesaurus | None = None) -> Asked:
    """Read a question. Raises nothing."""
    whole = plain(text)
    cut = whole[:LONGEST].rsplit(" ", 1)[0] if len(whole) > LONGEST and " " in whole[:LONGEST] else whole[:LONGEST]
    reader = Reader(cut, language, thesaurus or shipped())
    if len(whole) > LONGEST:
        reader.blame(mistakes.TOO_LONG)
    return reader.read()


class Reader:
    """Reads one text from its beginning to its end; `mistakes` are kept once each, in their order."""

    def __init__(self, text: str, language: str, thesaurus: Thesaurus):
        self.text, self.language, self.thesaurus = text, language, thesaurus
        self.fields = facets.fields()
        self.position = 0
        self.words: list[str] = []
        self.phrases: list[str] = []
        self.without: list[str] = []
        self.narrowed: list[Narrowed] = []
        self.mistakes: dict[Mistake, None] = {}

    def blame(self, reason: mistakes.Reason, **values: object) -> None:
        self.mistakes[Mistake.of(reason, **values)] = None

    def read(self) -> Asked:
        while self.position < len(self.text):
            self._part()
        words = " ".join(self.words).split()
        if len(words) > MOST_WORDS:
            self.blame(mistakes.TOO_MANY, most=MOST_WORDS)
        if WILDCARD.search(" ".join(words)):
            self.blame(mistakes.WILDCARD)
        told = list(self.mistakes)
        return Asked(
            self.text,
            " ".join(words[:MOST_WORDS]),
            tuple(dict.fromkeys(self.phrases)),
            tuple(dict.fromkeys(self.without)),
            tuple(self.narrowed),
            tuple(told),
        )

    def _part(self) -> None:
        text, start = self.text, self.position
        if text[start].isspace():
            self.position += 1
            return
        negated = (
            text[start] in WITHOUT
            and start + 1 < len(text)
            and (text[start + 1].isalnum() or text[start + 1] in CLOSING)
        )
        if negated:
            self.position += 1
        if text[self.position] in QUOTES:
            self._phrase(negated)
        elif not self._field(start, negated):
            word = self._take_word()
            self._keep_without(word) if negated else self.words.append(word)

    def _phrase(self, negated: bool) -> None:
        phrase = self._take_quoted()
        if phrase is None:
            self.blame(mistakes.UNBALANCED)
        elif not phrase_of(phrase):
            self.words.append(phrase)
        elif negated:
            self._keep_without(phrase)
        else:
            self.words.append(phrase)
            if self._has_room():
                self.phrases.append(phrase)

    def _keep_without(self, text: str) -> None:
        if phrase_of(text) and self._has_room():
            self.without.append(text)

    def _has_room(self) -> bool:
        if len(self.phrases) + len(self.without) + len(self.narrowed) < MOST_CONDITIONS:
            return True
        self.blame(mistakes.TOO_MANY_CONDITIONS, most=MOST_CONDITIONS)
        return False

    def _take_quoted(self) -> str | None:
        """What stands between marks, and go on after them; None where the first has no partner, and go on after it."""
        closing = CLOSING.get(self.text[self.position], "")
        start = self.position + 1
        ends = [end for mark in closing if (end := self.text.find(mark, start)) >= 0]
        self.position = min(ends) + 1 if ends else start
        return self.text[start : min(ends)].strip() if ends else None

    def _take_word(self) -> str:
        start = self.position
        while self.position < len(self.text) and not (
            self.text[self.position].isspace() or self.text[self.position] in QUOTES
        ):
            self.position += 1
        return self.text[start : self.position]

    def _field(self, start: int, negated: bool) -> bool:
        """Read a field with its value; whether there was one."""
        match = FIELD.match(self.text, self.position)
        if not match:
            return False
        after = self.text[match.end() : match.end() + 1]
        known = self.fields.get(fold(match["name"]))
        if known is None:
            if (
                not match["gap"]
                and not match["after"]
                and after
                and (after.isalnum() or after in CLOSING or after in ".<>=≤≥")
            ):
                self.blame(mistakes.UNKNOWN_FIELD, name=match["name"], known=self._known_fields())
                self.words.append(match["name"])
                self.position = match.end()
                return True
            return False
        self.position = match.end()
        if not after:
            self.blame(mistakes.NO_VALUE, name=match["name"])
            self.words.append(match["name"])
            return True
        field, level = known
        if isinstance(field, Number) or field.is_year:
            self._range(field, match["name"], start, negated)
        else:
            self._codes(field, level, match["name"], start, negated)
        return True

    def _known_fields(self) -> str:
        """One name for each field, in the language of the reader."""
        arabic = self.language == "ar"
        names = []
        for field in (*facets.facets(), *facets.numbers()):
            own = [name for name in field.fields if ("\u0600" <= name[0] <= "\u06ff") == arabic]
            names += [f"{name}:" for name in own[1 if not arabic and len(own) > 1 else 0 :][:1]]
        return " ".join(names)

    def _range(self, field: Facet | Number, name: str, start: int, negated: bool) -> None:
        written = self._take_quoted() if self.text[self.position] in CLOSING else None
        found = self._read_range(written) if written else None
        if written is None:
            begin = self.position
            for end in self._ends_of_value():
                if found := self._read_range(self.text[begin:end]):
                    written, self.position = self.text[begin:end], end
                    break
            else:
                written = self._take_word()
        condition = found and _condition(field, found, negated)
        if not condition:
            self.blame(mistakes.NO_NUMBER, value=written, name=name)
            self.words.append(written)
            return
        if found.turned:
            self.blame(mistakes.WRONG_WAY_ROUND, value=written, read=f"{_shown(found.least)}..{_shown(found.most)}")
        self._narrow(condition, f"{name}:{written}", start)

    def _read_range(self, text: str) -> Range | None:
        try:
            return read_range(text, self.language)
        except NoRange:
            return None

    def _ends_of_value(self) -> list[int]:
        """Where an unquoted value may end, the furthest first."""
        ends, position = [], self.position
        while position < len(self.text) and len(ends) < LONGEST_VALUE:
            if self.text[position] in QUOTES or FIELD.match(self.text, position):
                break
            while position < len(self.text) and not (self.text[position].isspace() or self.text[position] in QUOTES):
                position += 1
            ends.append(position)
            while position < len(self.text) and self.text[position].isspace():
                position += 1
        return ends[::-1]

    def _codes(self, facet: Facet, level: str, name: str, start: int, negated: bool) -> None:
        codes: list[str] = []
        begin = self.position
        while True:
            value, found = self._value(facet, level)
            if found:
                codes += found
                if level == "" and len(found) > 1 and facet.choices().coded(value) == found:
                    self._say_several(facet, value, found)
            elif value:
                self.blame(mistakes.UNKNOWN_VALUE, value=value, name=name)
                self.words.append(value)
            if self.position + 1 >= len(self.text) or self.text[self.position] not in SEPARATORS:
                break
            self.position += 1
            if self.text[self.position].isspace():
                break
        if codes:
            condition = AnyOf(facet.code, tuple(dict.fromkeys(codes)), negated)
            self._narrow(condition, f"{name}:{self.text[begin : self.position].strip()}", start)

    def _value(self, facet: Facet, level: str) -> tuple[str, tuple[str, ...]]:
        """What is written as a value, and the codes that it means."""
        if self.text[self.position] in CLOSING:
            value = self._take_quoted() or ""
            return value, loosely(facet, value, level, self.thesaurus)
        begin = self.position
        for end in self._ends_of_value()[:-1]:
            value = self.text[begin:end]
            if not set(value) & set(SEPARATORS) and (found := exactly(facet, value, level, self.thesaurus)):
                self.position = end
                return value, found
        while self.position < len(self.text) and not (
            self.text[self.position].isspace() or self.text[self.position] in QUOTES + SEPARATORS
        ):
            self.position += 1
        value = self.text[begin : self.position]
        return value, loosely(facet, value, level, self.thesaurus)

    def _say_several(self, facet: Facet, value: str, codes: tuple[str, ...]) -> None:
        choices = facet.choices()
        names = " · ".join(choices.label(code, self.language) for code in codes)
        self.blame(mistakes.SEVERAL, value=value, names=names)

    def _narrow(self, condition: Filter, written: str, start: int) -> None:
        if self._has_room():
            rest = " ".join(f"{self.text[:start]} {self.text[self.position :]}".split())
            self.narrowed.append(Narrowed(condition, written, rest))


def _condition(field: Facet | Number, found: Range, negated: bool) -> Filter | None:
    if isinstance(field, Number):
        return Between(field.code, found.least, found.most, negated)
    least = max(EARLIEST_YEAR, int(found.least)) if found.least is not None else EARLIEST_YEAR
    most = min(LATEST_YEAR, int(found.most)) if found.most is not None else LATEST_YEAR
    # A year after 2014 is at least 2015: the bound was moved by less than a whole number.
    if found.least is not None and found.least > least:
        least += 1
    years = tuple(str(year) for year in range(least, most + 1))
    return AnyOf(field.code, years, negated) if years else None


def _shown(number: float | None) -> str:
    return "" if number is None else f"{number:g}" if number < 1e6 else str(int(number))
