"""Find the nearest words of a vocabulary to a misspelt one."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from heapq import nsmallest
from itertools import count
from operator import or_

from search.analysis.folding import fold
from search.analysis.word_pieces import Kind, pieces

#: Words up to this length are repaired at distance 1, longer ones at 2.
SHORT = 5
SHORTEST_REPAIRED = 3
MOST_CANDIDATES = 5
SHORTEST_PREFIX = 4
_LAST = "\U0010ffff"


def surface_words(text: str) -> list[str]:
    """Return the folded, unstemmed words of a text, without numbers."""
    return [fold(piece.text) for piece in pieces(text) if piece.kind in (Kind.ARABIC, Kind.WORD)]


class Vocabulary:
    """Words with frequencies, searched by distance and by prefix."""

    def __init__(self, words: Iterable[str] | Mapping[str, int]):
        self.counts = Counter(words)
        self._words = sorted(self.counts)
        self._by_length: dict[int, _Letters] = {}

    def __contains__(self, word: str) -> bool:
        return word in self.counts

    def near(self, word: str) -> list[str]:
        """Return the nearest words, the commonest first among equals."""
        word = fold(word)
        if len(word) < SHORTEST_REPAIRED:
            return []
        most = 1 if len(word) <= SHORT else 2
        found = []
        for length in range(len(word) - most, len(word) + most + 1):
            for other in self._of_length(length).sharing(word, most):
                if other != word and (away := distance(word, other, most)) <= most:
                    found.append((away, other[0] != word[0], -self.counts[other], other))
        found.sort()
        return [other for away, *_rest, other in found if away == found[0][0]][:MOST_CANDIDATES]

    def beginning(self, word: str) -> list[str]:
        """Return the commonest words that begin with a word, or with most of it."""
        word = fold(word)
        for end in range(len(word), max(SHORTEST_PREFIX, len(word) - 3) - 1, -1):
            first = bisect_left(self._words, word[:end])
            if found := self._words[first : bisect_left(self._words, word[:end] + _LAST, first)]:
                return nsmallest(MOST_CANDIDATES, found, key=lambda other: (-self.counts[other], other))
        return []

    def _of_length(self, length: int) -> "_Letters":
        if not self._by_length:
            words: dict[int, list[str]] = {}
            for word in self._words:
                words.setdefault(len(word), []).append(word)
            self._by_length = {length: _Letters(listed) for length, listed in words.items()}
        return self._by_length.get(length, _NONE)


class _Letters:
    """A bit set of words for each letter and position, of words of one length.

    A few operations on these integers filter all words at once by the letters they share with another.
    """

    def __init__(self, words: list[str]):
        self.words = words
        found: dict[tuple[str, int], bytearray] = {}
        for index, word in enumerate(words):
            byte, bit = index >> 3, 1 << (index & 7)
            for letter in zip(word, count(), strict=False):
                if letter not in found:
                    found[letter] = bytearray((len(words) + 7) >> 3)
                found[letter][byte] |= bit
        self.having = {letter: int.from_bytes(bits, "little") for letter, bits in found.items()}

    def sharing(self, word: str, most: int) -> Iterator[str]:
        """Yield a superset of the words within the distance."""
        longer = len(self.words[0]) - len(word) if self.words else 0
        # How far a letter may be from its position: by insertions, deletions and swaps.
        swapped = (most - abs(longer) + 1) // 2
        places = range(min(0, longer) - swapped, max(0, longer) + swapped + 1)
        # Each mistake loses at most one letter, an insertion none.
        lacking = [(1 << len(self.words)) - 1, *[0] * (most - max(0, longer))]
        for place, letter in enumerate(word):
            having = reduce(or_, (self.having.get((letter, place + by), 0) for by in places))
            for number in range(len(lacking) - 1, 0, -1):
                lacking[number] = lacking[number] & having | lacking[number - 1] & ~having
            lacking[0] &= having
        bits = f"{reduce(or_, lacking):b}"[::-1]
        index = bits.find("1")
        while index >= 0:
            yield self.words[index]
            index = bits.find("1", index + 1)


_NONE = _Letters([])


def distance(one: str, other: str, most: int) -> int:
    """Return the optimal string alignment distance (Damerau); `most` + 1 for anything above `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    first, last = 0, 0
    shorter = min(len(one), len(other))
    while first < shorter and one[first] == other[first]:
        first += 1
    while last < shorter - first and one[-1 - last] == other[-1 - last]:
        last += 1
    one, other = one[first : len(one) - last], other[first : len(other) - last]
    two_before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        previous, row = row, [i]
        for j, there in enumerate(other, start=1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
        two_before = previous
        if min(row) > most:
            return most + 1
    return row[-1]
