"""What feeds of every kind share."""

import re

#: What XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets), and pasted text may hold.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def printable(text: str) -> str:
    return FORBIDDEN.sub("", text)
