"""Parse the qualifier written beside a number: «نحو 230», « plus de 400 »."""

from programs.facts import Observation

_Q = Observation.Qualifier

_PHRASES = {
    _Q.AT_LEAST: "ما لا يقل عن|لا يقل عن|على الأقل|au moins",
    _Q.MORE_THAN: "ما يزيد عن|ما يزيد على|أزيد من|أكثر من|plus de|plus d’|plus d'",
    _Q.AT_MOST: "لا يتجاوز|على الأكثر|au plus|au maximum",
    _Q.UP_TO: "ما يصل إلى|يصل إلى|jusqu’à|jusqu'à",
    _Q.ABOUT: "ما يناهز|ما يقارب|زهاء|حوالي|قرابة|تقريبا|نحو|environ|près de|quelque",
}
#: Longest first, so that no phrase hides a longer one.
PHRASES = sorted(
    ((phrase, qualifier) for qualifier, phrases in _PHRASES.items() for phrase in phrases.split("|")),
    key=lambda pair: -len(pair[0]),
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
