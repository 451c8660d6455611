"""Tokenize the text of a number: literals, words, units and signs."""

import itertools
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from portal.l10n.numbers import errors, words
from portal.l10n.numbers.literals import DIGITS, LITERAL, Literal
from portal.l10n.numbers.words import LEXICON, TANWIN, UNIT_SIGNS, Form, Kind, Unit, Word, fold_number_word

MAX_LENGTH = 1000  # more than the longest number in words with vowel marks
ZERO = Decimal(0)
SIGNS = {"-": Kind.MINUS, "+": Kind.PLUS}


@dataclass(frozen=True, slots=True)
class Token:
    """One word, literal or sign. `text` is the normalised input."""

    kind: Kind
    text: str
    value: Decimal = ZERO
    form: Form = Form.PLAIN
    language: str = ""
    literal: Literal | None = None
    unit: Unit | None = None
    attached: bool = False  # touches the token before it, and not the one after

    @property
    def is_dual(self) -> bool:
        return self.unit is not None and self.unit.dual


_ARABIC, _OTHER = r"(?=[\u0600-\u06ff])[^\W\d_]", r"(?![\u0600-\u06ff])[^\W\d_]"
#: A change of script ends a word: «650ألف», «20DHدرهم». Spaces and the hyphens within French words are dropped.
_PIECES = re.compile(
    rf"(?P<literal>{LITERAL})|(?P<unit>{'|'.join(map(re.escape, UNIT_SIGNS))})"
    rf"|(?P<word>{_ARABIC}(?:{_ARABIC}|{TANWIN})*|(?:{_OTHER})+)|\s|(?<=[^\W\d_])-(?=[^\W\d_])|(?P<sign>.)"
)
_IGNORED = (
    "\u00ad\u0640"  # soft hyphen, tatweel
    "\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"  # tashkeel but the tanwin of ألفاً, which means "one"
    "\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_CHARACTERS = str.maketrans(
    dict.fromkeys(_IGNORED, None)
    | dict(zip("٠١٢٣٤٥٦٧٨٩", DIGITS, strict=True))
    | dict(zip("۰۱۲۳۴۵۶۷۸۹", DIGITS, strict=True))
    | dict.fromkeys("‘’ʼ`´′", "'")
    | dict.fromkeys("−–‐‑﹣－", "-")
    | dict.fromkeys("\t\n\r\v\f\x85\u2028\u2029", "\n")
    | {"＋": "+", "％": "%"}
)


def normalise(text: str) -> str:
    """Unify digits, spaces, apostrophes and hyphens; remove bidi marks and vowels.

    Tabs and line breaks become "\\n", which is no thousands separator: two cells are two numbers.
    """
    plain = "".join(unicodedata.normalize("NFKC", ch) if _is_presentation_form(ch) else ch for ch in text)
    plain = unicodedata.normalize("NFC", plain).translate(_CHARACTERS)
    return "".join(" " if unicodedata.category(ch) == "Zs" else ch for ch in plain).strip()


def _is_presentation_form(ch: str) -> bool:
    return "\ufb50" <= ch <= "\ufdff" or "\ufe70" <= ch <= "\ufefc"


def tokenize(text: str) -> list[Token]:
    """Split text into tokens. Raises NumberError at the first that is neither digits nor a word of a number or unit."""
    if len(text) > MAX_LENGTH:
        raise errors.too_long(text)
    pieces = [match for match in _PIECES.finditer(normalise(text)) if match.lastgroup]
    tokens: list[Token] = []
    position = 0
    while position < len(pieces):
        found, taken = _tokens_at(pieces, position)
        tokens += found
        position += taken
    return tokens


def is_arabic(ch: str) -> bool:
    return "\u0600" <= ch <= "\u06ff"


def _tokens_at(pieces: list[re.Match[str]], position: int) -> tuple[list[Token], int]:
    """Return the tokens that begin at a piece, and how many pieces they consume."""
    piece = pieces[position]
    text = piece[0]
    if piece.lastgroup == "literal":
        return [Token(Kind.LITERAL, text, literal=Literal.from_text(text))], 1
    if piece.lastgroup == "unit":
        return [Token(Kind.UNIT, text, unit=UNIT_SIGNS[text])], 1
    if text in SIGNS:
        before, after = piece.string[: piece.start()], piece.string[piece.end() :]
        attached = before != "" and not before[-1].isspace() and (after == "" or after[0].isspace())
        return [Token(SIGNS[text], text, attached=attached)], 1
    if piece.lastgroup != "word":
        raise errors.unread(text)
    return _unit_at(pieces, position) or (_word(text), 1)


def _unit_at(pieces: list[re.Match[str]], position: int) -> tuple[list[Token], int] | None:
    following = pieces[position : position + words.UNIT_WORDS]
    texts = [piece[0] for piece in itertools.takewhile(lambda piece: piece.lastgroup == "word", following)]
    folded = tuple(map(fold_number_word, texts))
    for length in range(len(texts), 0, -1):
        if unit := words.UNITS.get(folded[:length]):
            return [Token(Kind.UNIT, " ".join(texts[:length]), unit=unit)], length
    return None


def _word(text: str) -> list[Token]:
    folded = fold_number_word(text)
    if scale := words.SCALED_DIRHAMS.get(folded):
        return [_token(text, scale), Token(Kind.UNIT, text, unit=words.DIRHAM)]
    word = words.EXACT.get(text) or LEXICON.get(folded)
    # «و» is attached to its word. واحد is "one"; وأحد, with its hamza, is "and one" as in «وأحد عشر».
    if word and not text.startswith(("وأ", "وإ")):
        return [_token(text, word)]
    if folded.startswith("و") and (word := LEXICON.get(folded[1:])):
        return [_token(text[0], LEXICON["و"]), _token(text[1:], word)]
    raise errors.unread(text)


def _token(text: str, word: Word) -> Token:
    return Token(word.kind, text, word.value, word.form, word.language)
