"""Signs of the query language, and the cleaning of a text before it is parsed."""

import re
import unicodedata

#: Characters of a query that are read.
LONGEST = 300
#: Most words, and most conditions (fields, phrases, exclusions).
MOST_WORDS = 32
MOST_CONDITIONS = 12

WITHOUT = "-\u2010\u2011\u2212"
#: {opening quotation mark: marks that close it}.
CLOSING = {'"': '"“”', "“": '”“"', "”": '“”"', "„": '“”"', "«": "»", "»": "«", "＂": '＂"'}
QUOTES = "".join(dict.fromkeys("".join(CLOSING) + "".join(CLOSING.values())))
#: French typography puts a space before the colon, which is allowed for known names only.
FIELD = re.compile(r"(?P<name>[^\W\d_][^\W\d_]*(?:[-_’'][^\W\d_]+)*)(?P<gap>\s{0,2})[:：](?P<after>\s{0,2})")
SEPARATORS = ",،;؛|"
SPACES = re.compile(r"\s*")
#: A word, and a value in a list of values.
WORD = re.compile(rf"[^\s{re.escape(QUOTES)}]*")
VALUE = re.compile(rf"[^\s{re.escape(QUOTES + SEPARATORS)}]*")
WILDCARD = re.compile(r"\w[*?؟]\w|\w\*|\*\w")

_INVISIBLE = dict.fromkeys(
    [0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0x00AD], None
)


def plain(text: str) -> str:
    """Return a text without control characters and marks of direction, with single spaces."""
    text = text[: LONGEST * 40].translate(_INVISIBLE)
    text = "".join(
        " " if unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co") else character for character in text
    )
    return " ".join(text.split())
