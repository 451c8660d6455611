"""Parser of the query language."""

import re

from search import facets
from search.analysis import Thesaurus, fold, phrase_of, shipped_thesaurus
from search.engines import AnyOf, Filter, NumberRange
from search.facets import Facet, Number
from search.query import mistakes
from search.query.codes import exact_codes, matching_codes
from search.query.mistakes import Mistake
from search.query.parsed_query import Condition, ParsedQuery
from search.query.ranges import NotARangeError, Range, read_range
from search.query.syntax import (
    CLOSING,
    FIELD,
    LONGEST,
    MOST_CONDITIONS,
    MOST_WORDS,
    QUOTES,
    SEPARATORS,
    SPACES,
    VALUE,
    WILDCARD,
    WITHOUT,
    WORD,
    plain,
)

#: Most words of an unquoted name or number.
LONGEST_VALUE = 6
EARLIEST_YEAR, LATEST_YEAR = 1950, 2100


def parse_query(text: str, language: str, thesaurus: Thesaurus | None = None) -> ParsedQuery:
    """Parse what a reader typed. Never raises: what cannot be read is searched as words, with a mistake."""
    whole = plain(text)
    cut = whole[:LONGEST].rsplit(" ", 1)[0] if len(whole) > LONGEST and " " in whole[:LONGEST] else whole[:LONGEST]
    parser = _Parser(cut, language, thesaurus or shipped_thesaurus())
    if len(whole) > LONGEST:
        parser.warn(mistakes.TOO_LONG)
    return parser.parse()


class _Parser:
    """Recursive-descent parser of one text; `mistakes` are unique and ordered."""

    def __init__(self, text: str, language: str, thesaurus: Thesaurus):
        self.text, self.language, self.thesaurus = text, language, thesaurus
        self.fields = facets.fields()
        self.position = 0
        self.words: list[str] = []
        self.phrases: list[str] = []
        self.without: list[str] = []
        self.conditions: list[Condition] = []
        self.mistakes: dict[Mistake, None] = {}

    def warn(self, reason: mistakes.Reason, **values: object) -> None:
        self.mistakes[Mistake(reason, tuple((name, str(value)) for name, value in values.items()))] = None

    def parse(self) -> ParsedQuery:
        while self.position < len(self.text):
            self._part()
        words = " ".join(self.words).split()
        if len(words) > MOST_WORDS:
            self.warn(mistakes.TOO_MANY, most=MOST_WORDS)
        if WILDCARD.search(" ".join(words)):
            self.warn(mistakes.WILDCARD)
        return ParsedQuery(
            self.text,
            " ".join(words[:MOST_WORDS]),
            tuple(dict.fromkeys(self.phrases)),
            tuple(dict.fromkeys(self.without)),
            tuple(self.conditions),
            tuple(self.mistakes),
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
            self.warn(mistakes.UNBALANCED)
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
        if len(self.phrases) + len(self.without) + len(self.conditions) < MOST_CONDITIONS:
            return True
        self.warn(mistakes.TOO_MANY_CONDITIONS, most=MOST_CONDITIONS)
        return False

    def _take_quoted(self) -> str | None:
        """Consume a quoted text; None where its first mark has no partner, which is consumed alone."""
        closing = CLOSING.get(self.text[self.position], "")
        start = self.position + 1
        ends = [end for mark in closing if (end := self.text.find(mark, start)) >= 0]
        self.position = min(ends) + 1 if ends else start
        return self.text[start : min(ends)].strip() if ends else None

    def _take_word(self) -> str:
        return self._take(WORD)

    def _take(self, pattern: re.Pattern[str]) -> str:
        """Consume what a pattern matches here, at least ''."""
        start, self.position = self.position, self._end_of(pattern, self.position)
        return self.text[start : self.position]

    def _end_of(self, pattern: re.Pattern[str], position: int) -> int:
        return match.end() if (match := pattern.match(self.text, position)) else position

    def _field(self, start: int, negated: bool) -> bool:
        """Consume a field with its value; return whether there was one."""
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
                self.warn(mistakes.UNKNOWN_FIELD, name=match["name"], known=self._known_fields())
                self.words.append(match["name"])
                self.position = match.end()
                return True
            return False
        self.position = match.end()
        if not after:
            self.warn(mistakes.NO_VALUE, name=match["name"])
            self.words.append(match["name"])
            return True
        field, level = known
        if isinstance(field, Number) or field.is_year:
            self._range(field, match["name"], start, negated)
        else:
            self._codes(field, level, match["name"], start, negated)
        return True

    def _known_fields(self) -> str:
        """Return one name of each field, in the language of the reader."""
        arabic = self.language == "ar"
        names = []
        fields: list[Facet | Number] = [*facets.facets(), *facets.numbers()]
        for field in fields:
            own = [name for name in field.fields if ("\u0600" <= name[0] <= "\u06ff") == arabic]
            names += [f"{name}:" for name in own[1 if not arabic and len(own) > 1 else 0 :][:1]]
        return " ".join(names)

    def _range(self, field: Facet | Number, name: str, start: int, negated: bool) -> None:
        written = self._take_quoted() if self.text[self.position] in CLOSING else None
        found = self._read_range(written) if written else None
        if written is None:
            for end in self._ends_of_value():
                if found := self._read_range(self.text[self.position : end]):
                    written, self.position = self.text[self.position : end], end
                    break
            else:
                written = self._take_word()
        condition = _condition(field, found, negated) if found else None
        if not found or not condition:
            self.warn(mistakes.NO_NUMBER, value=written, name=name)
            self.words.append(written)
            return
        if found.was_reversed:
            self.warn(mistakes.WRONG_WAY_ROUND, value=written, read=f"{_shown(found.least)}..{_shown(found.most)}")
        self._add_condition(condition, f"{name}:{written}", start)

    def _read_range(self, text: str) -> Range | None:
        try:
            return read_range(text, self.language)
        except NotARangeError:
            return None

    def _ends_of_value(self) -> list[int]:
        """Return where an unquoted value may end, the furthest first."""
        ends: list[int] = []
        position = self.position
        while position < len(self.text) and len(ends) < LONGEST_VALUE:
            if self.text[position] in QUOTES or FIELD.match(self.text, position):
                break
            ends.append(self._end_of(WORD, position))
            position = self._end_of(SPACES, ends[-1])
        return ends[::-1]

    def _codes(self, facet: Facet, level: str, name: str, start: int, negated: bool) -> None:
        codes: list[str] = []
        begin = self.position
        while True:
            value, found = self._value(facet, level)
            if found:
                codes += found
                if level == "" and len(found) > 1 and facet.choices().coded(value) == found:
                    names = " · ".join(facet.choices().label(code, self.language) for code in found)
                    self.warn(mistakes.SEVERAL, value=value, names=names)
            elif value:
                self.warn(mistakes.UNKNOWN_VALUE, value=value, name=name)
                self.words.append(value)
            if self.position + 1 >= len(self.text) or self.text[self.position] not in SEPARATORS:
                break
            self.position += 1
            if self.text[self.position].isspace():
                break
        if codes:
            condition = AnyOf(facet.code, tuple(dict.fromkeys(codes)), negated)
            self._add_condition(condition, f"{name}:{self.text[begin : self.position].strip()}", start)

    def _value(self, facet: Facet, level: str) -> tuple[str, tuple[str, ...]]:
        """Consume a value; return it and the codes that it names."""
        if self.text[self.position] in CLOSING:
            value = self._take_quoted() or ""
            return value, matching_codes(facet, value, level, self.thesaurus)
        for end in self._ends_of_value()[:-1]:
            value = self.text[self.position : end]
            if not set(value) & set(SEPARATORS) and (found := exact_codes(facet, value, level, self.thesaurus)):
                self.position = end
                return value, found
        value = self._take(VALUE)
        return value, matching_codes(facet, value, level, self.thesaurus)

    def _add_condition(self, condition: Filter, written: str, start: int) -> None:
        if self._has_room():
            rest = " ".join(f"{self.text[:start]} {self.text[self.position :]}".split())
            self.conditions.append(Condition(condition, written, rest))


def _condition(field: Facet | Number, found: Range, negated: bool) -> Filter | None:
    if isinstance(field, Number):
        return NumberRange(field.code, found.least, found.most, negated)
    least = max(EARLIEST_YEAR, int(found.least)) if found.least is not None else EARLIEST_YEAR
    most = min(LATEST_YEAR, int(found.most)) if found.most is not None else LATEST_YEAR
    # `>2014` moved the bound by less than a whole number: it means 2015.
    if found.least is not None and found.least > least:
        least += 1
    years = tuple(str(year) for year in range(least, most + 1))
    return AnyOf(field.code, years, negated) if years else None


def _shown(number: float | None) -> str:
    return "" if number is None else f"{number:g}" if number < 1e6 else str(int(number))
