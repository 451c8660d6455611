"""The signs of the question language, and what is taken out of a question before it is read."""

import re
import unicodedata

#: Characters of a question that are read; what comes after is left out.
LONGEST = 300
#: Words, and conditions (fields, phrases, exclusions), that a question may have.
MOST_WORDS = 32
MOST_CONDITIONS = 12

WITHOUT = "-\u2010\u2011\u2212"
#: Which marks close what an opening one began. Typists and keyboards mix those of one shape.
CLOSING = {
    '"': '"“”',
    "“": '”“"',
    "”": '“”"',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "＂": '＂"',
}
QUOTES = "".join(dict.fromkeys("".join(CLOSING) + "".join(CLOSING.values())))
#: A name may stand apart from its colon, as French typography has it, where it is known to be one.
FIELD = re.compile(r"(?P<name>[^\W\d_][^\W\d_]*(?:[-_’'][^\W\d_]+)*)(?P<gap>\s{0,2})[:：](?P<after>\s{0,2})")
SEPARATORS = ",،;؛|"
WILDCARD = re.compile(r"\w[*?؟]\w|\w\*|\*\w")

_INVISIBLE = dict.fromkeys(
    [0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0x00AD], None
)


def plain(text: str) -> str:
    """The text of a question without control characters and marks of direction, with single spaces.

    Non-breaking spaces stay spaces; nothing that can be seen is changed.
    """
    text = text[: LONGEST * 40].translate(_INVISIBLE)
    text = "".join(
        " " if unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co") else character for character in text
    )
    return " ".join(text.split())
