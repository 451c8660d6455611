"""The qualifier that people write before a number: «نحو 230», « plus de 400 »."""

from programs.facts import Observation

_Q = Observation.Qualifier

#: Longer phrases come before those that they begin with.
PHRASES = (
    ("ما لا يقل عن", _Q.AT_LEAST),
    ("لا يقل عن", _Q.AT_LEAST),
    ("على الأقل", _Q.AT_LEAST),
    ("ما يزيد عن", _Q.MORE_THAN),
    ("ما يزيد على", _Q.MORE_THAN),
    ("أزيد من", _Q.MORE_THAN),
    ("أكثر من", _Q.MORE_THAN),
    ("لا يتجاوز", _Q.AT_MOST),
    ("على الأكثر", _Q.AT_MOST),
    ("ما يصل إلى", _Q.UP_TO),
    ("يصل إلى", _Q.UP_TO),
    ("ما يناهز", _Q.ABOUT),
    ("ما يقارب", _Q.ABOUT),
    ("زهاء", _Q.ABOUT),
    ("حوالي", _Q.ABOUT),
    ("قرابة", _Q.ABOUT),
    ("تقريبا", _Q.ABOUT),
    ("نحو", _Q.ABOUT),
    ("au moins", _Q.AT_LEAST),
    ("plus de", _Q.MORE_THAN),
    ("plus d’", _Q.MORE_THAN),
    ("plus d'", _Q.MORE_THAN),
    ("au plus", _Q.AT_MOST),
    ("au maximum", _Q.AT_MOST),
    ("jusqu’à", _Q.UP_TO),
    ("jusqu'à", _Q.UP_TO),
    ("environ", _Q.ABOUT),
    ("près de", _Q.ABOUT),
    ("quelque", _Q.ABOUT),
)


def split_qualifier(text: str) -> tuple[str, str]:
    """Return (qualifier, rest); the qualifier is '' where none stands at the beginning or the end."""
    text = text.strip()
    for phrase, qualifier in PHRASES:
        if text.casefold().startswith(phrase):
            rest = text[len(phrase) :]
            if rest[:1].isspace() or phrase[-1] in "’'à":
                return qualifier.value, rest.strip()
        if text.casefold().endswith(f" {phrase}"):
            return qualifier.value, text[: -len(phrase)].strip()
    return "", text
