"""Recursive-descent parser of one number: signs, units, and a sum of terms of descending scale."""

from dataclasses import dataclass
from decimal import Decimal

from portal.l10n.numbers import errors
from portal.l10n.numbers.errors import NumberError
from portal.l10n.numbers.groups import read_group
from portal.l10n.numbers.literals import Literal, read
from portal.l10n.numbers.tokens import Token, is_arabic
from portal.l10n.numbers.words import NUMERIC, TANWIN, Form, Kind

ONE = Decimal(1)
TWO = Decimal(2)
THOUSAND = Decimal(1000)


@dataclass(slots=True)
class _Part:
    """One term of the sum; `value` includes the scale. A closed part has a fraction: no other may follow it."""

    value: Decimal
    scale: Decimal = ONE
    closed: bool = False


class Expression:
    """expression := [sign] [unit] [sign] amount [sign] ["de"] [unit]
    amount     := term { ["et"] term } ["et" fraction [scale]]
    term       := (literal | words below a thousand | fraction | nothing) { scale }

    Each term is less than the scale before it. No backtracking.
    """

    def __init__(self, tokens: list[Token], text: str, language: str | None) -> None:
        self.tokens = tokens
        self.at = 0
        self.text = text
        self.language = language
        self.arabic = language == "ar" or any(is_arabic(ch) and ch.isalpha() for ch in text)
        self.places = next((token.unit.places for token in tokens if token.unit), None)
        self.factor = ONE
        self.parts: list[_Part] = []

    def value(self) -> Decimal:
        negative = self._sign()
        unit = self._leading_unit()
        if unit and not negative:
            negative = self._sign()
        while self._term():
            pass
        if not self.parts and not (unit and unit.is_dual):
            token = self._peek()
            raise self._refusal(token) if token else errors.empty(self.text)
        if self.parts and unit and unit.is_dual and self._total() != TWO:
            raise errors.unread(unit.text)
        negative = self._trailing_minus(negative)
        self._trailing_unit(unit)
        if self.at < len(self.tokens):
            raise self._refusal(self.tokens[self.at])
        total = self._total() if self.parts else TWO
        return -total if negative else total

    def _peek(self, *kinds: Kind, ahead: int = 0) -> Token | None:
        at = self.at + ahead
        token = self.tokens[at] if at < len(self.tokens) else None
        return token if token and (not kinds or token.kind in kinds) else None

    def _take(self, *kinds: Kind) -> Token | None:
        token = self._peek(*kinds)
        if token:
            self.at += 1
        return token

    def _sign(self) -> bool:
        sign = self._take(Kind.MINUS, Kind.PLUS)
        return sign is not None and sign.kind is Kind.MINUS

    def _leading_unit(self) -> Token | None:
        scale = self._peek(Kind.SCALE)
        if scale and scale.form is Form.PLURAL and self._peek(Kind.UNIT, ahead=1):
            self.at += 1
            self.factor = scale.value
        return self._take(Kind.UNIT)

    def _trailing_minus(self, negative: bool) -> bool:
        """Accept 1.234-, as accounting software and right-to-left text write -1.234; the minus touches its number."""
        minus = self._peek(Kind.MINUS)
        if minus and minus.attached and not negative and not self._peek(*NUMERIC, ahead=1):
            self.at += 1
            return True
        return negative

    def _trailing_unit(self, leading: Token | None) -> None:
        if leading:
            return
        if self._peek(Kind.OF) and self._peek(Kind.UNIT, ahead=1):
            self.at += 1
        unit = self._peek(Kind.UNIT)
        # A dual noun is itself the number: only "two" may precede it.
        if unit and not (unit.is_dual and self._total() != TWO):
            self.at += 1

    def _total(self) -> Decimal:
        return sum((part.value for part in self.parts), Decimal(0)) * self.factor

    def _term(self) -> bool:
        """Parse one more term into `parts`; return False and consume nothing if none begins here."""
        start = self.at
        joined = bool(self.parts) and self._take(Kind.AND) is not None
        first = self.at
        read_one = self._fraction(joined) or self._coefficient(joined) or self._scale(joined)
        if not read_one:
            self.at = start
            return False
        if self.factor != ONE and self.parts[-1].scale != ONE:
            raise errors.second_number(self.tokens[first].text)  # MDH 4 millions
        return True

    def _coefficient(self, joined: bool) -> bool:
        token = self._peek()
        if token is None:
            return False
        if token.literal:
            self.at += 1
            scaled = self.factor != ONE or self._peek(Kind.SCALE) is not None
            value = read(token.literal, language=self.language, arabic=self.arabic, places=self.places, scaled=scaled)
            self._refuse_spoken_thousands(token.literal, value, joined)
        elif group := read_group(self.tokens, self.at):
            value, self.at = group
        else:
            return False
        self._push(_Part(value, closed=value != value.to_integral_value()), token)
        return True

    def _refuse_spoken_thousands(self, literal: Literal, value: Decimal, joined: bool) -> None:
        """Refuse « 4 millions 500 »: spoken it is 4.5 million, written 4 000 500."""
        if joined or not self.parts or self.parts[-1].scale < 10**6 or self._peek(Kind.SCALE):
            return
        if len(literal.runs) == 1 and len(literal.runs[0]) == 3:
            total, scale = self._total(), self.parts[-1].scale
            raise errors.ambiguous(literal.text, total + value, total + value * scale / 1000)

    def _push(self, part: _Part, token: Token) -> None:
        if self.parts:
            last = self.parts[-1]
            if last.closed or part.scale >= last.scale or part.value >= last.scale:
                raise errors.second_number(token.text)
        self.parts.append(part)

    def _scale(self, joined: bool) -> bool:
        token = self._take(Kind.SCALE)
        if not token:
            return False
        multiplies = self.parts and not joined and self.parts[-1].scale < token.value
        if multiplies and token.form not in (Form.DUAL, Form.DEFINITE):
            self._multiply(token)
        elif token.form is Form.DEFINITE:
            raise errors.unread(token.text)
        elif token.form is Form.PLURAL:
            raise errors.uncounted(token.text)
        else:
            value = self._own_count(token) * token.value
            if joined and self._completes_hundreds(token):
                self.parts[-1].value += value
            else:
                self._push(_Part(value, token.value), token)
        return True

    def _completes_hundreds(self, token: Token) -> bool:
        """«مائة ألف وألف», «مائتا ألف وألفان»: 101 and 202 thousand."""
        last = self.parts[-1]
        if token.language != "ar" or last.scale != token.value or last.closed:
            return False
        return last.value > 0 and last.value % (100 * token.value) == 0

    def _multiply(self, token: Token) -> None:
        """« mille deux cents millions »: a scale multiplies the smaller parts before it, thousands at most."""
        value, closed = Decimal(0), False
        while self.parts and self.parts[-1].scale < token.value:
            part = self.parts.pop()
            if part.scale > THOUSAND:
                raise errors.second_number(token.text)
            value += part.value
            closed = closed or part.closed
        self._push(_Part(value * token.value, token.value, closed), token)

    def _own_count(self, token: Token) -> Decimal:
        """Return how many a scale stands for without a number before it."""
        if token.form is Form.DUAL:
            return TWO
        if token.form is not Form.ACCUSATIVE or TANWIN in token.text or self._peek(Kind.AND):
            return ONE
        if self._peek(Kind.UNIT, Kind.SCALE):
            return TWO
        raise errors.ambiguous(token.text, token.value, TWO * token.value)

    def _fraction(self, joined: bool) -> bool:
        token, before = self._peek(), self.tokens[max(self.at - 2, 0)]
        fraction = self._fraction_words()
        if token is None or fraction is None:
            return False
        if self._peek(Kind.OF) and self._peek(Kind.SCALE, ahead=1):
            self.at += 1
        scale = self._peek(Kind.SCALE)
        if scale and scale.form is Form.DUAL:
            raise errors.second_number(scale.text)
        if not self.parts:
            self._take(Kind.SCALE)
            unit_scale = scale.value if scale else ONE
            self._push(_Part(fraction * unit_scale, unit_scale, closed=True), token)
            return True
        last = self.parts[-1]
        if not joined or last.closed:
            raise errors.second_number(token.text)
        if not scale and before.kind in (Kind.HUNDRED, Kind.HUNDREDS):
            raise errors.ambiguous(token.text, last.value + fraction, last.value + fraction * 100)
        unit_scale = last.scale
        # «مليون ونصف المليون» repeats the scale; in «ثلاثة ونصف مليون» it multiplies the whole.
        if scale and last.scale != ONE:
            if scale.value > last.scale:
                raise errors.second_number(token.text)
            self._take(Kind.SCALE)
            unit_scale = scale.value
        last.value += fraction * unit_scale
        last.closed = True
        return True

    def _fraction_words(self) -> Decimal | None:
        """Consume «نصف», « un quart » or «ثلاثة أرباع», whole or not at all."""
        one = self._peek(Kind.ONE)
        token = self._peek(Kind.FRACTION, ahead=1 if one else 0)
        if not token:
            return None
        count = one.value if one else ONE
        plural = token.form is Form.PLURAL
        if count != (3 if plural else 1) or (one and one.language != token.language):
            return None
        self.at += 2 if one else 1
        return token.value * count

    def _refusal(self, token: Token) -> NumberError:
        following = self._peek(*NUMERIC, ahead=1)
        dash = token.kind is Kind.MINUS and self.parts and following
        if dash or any(other.kind is Kind.RANGE for other in self.tokens):
            return errors.span(self.text)
        if self.parts and token.kind is Kind.AND and following:
            token = following
        if self.parts and token.kind in NUMERIC:
            return errors.second_number(token.text)
        return errors.unread(token.text)
