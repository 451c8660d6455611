"""Words near to a misspelt one, in a vocabulary: what is in the index, the glossary and the places."""

from collections import Counter
from collections.abc import Iterable

from search.analysis.folding import fold
from search.analysis.pieces import Kind, pieces

#: Words up to this length have one mistake, longer ones two.
SHORT = 5
SHORTEST_REPAIRED = 3
MOST_CANDIDATES = 5
SHORTEST_PREFIX = 4


def surface_words(text: str) -> list[str]:
    """The folded words of a text as they are written, without numbers and without their stems taken."""
    return [fold(piece.text) for piece in pieces(text) if piece.kind in (Kind.ARABIC, Kind.WORD)]


class Vocabulary:
    """Words with how often they occur, to be asked for neighbours and beginnings."""

    def __init__(self, words: Iterable[str]):
        self.counts: Counter = Counter()
        self._by_length: dict[int, list[tuple[str, int]]] = {}
        for word, count in Counter(words).items():
            self.add(word, count)

    def add(self, word: str, count: int) -> None:
        """Add a word that occurs so often."""
        if word not in self.counts:
            self._by_length.setdefault(len(word), []).append((word, _letters(word)))
        self.counts[word] += count

    def __contains__(self, word: str) -> bool:
        return word in self.counts

    def near(self, word: str) -> list[str]:
        """The nearest words, the commonest first among equals; Damerau distance 1 for short words, 2 for long ones."""
        word = fold(word)
        if len(word) < SHORTEST_REPAIRED:
            return []
        most = 1 if len(word) <= SHORT else 2
        letters = _letters(word)
        found = []
        for length in range(len(word) - most, len(word) + most + 1):
            for other, others in self._by_length.get(length, ()):
                # Each mistake changes at most two of the letters that occur.
                if (letters ^ others).bit_count() <= 2 * most and other != word:
                    away = distance(word, other, most)
                    if away <= most:
                        found.append((away, other[0] != word[0], -self.counts[other], other))
        found.sort()
        return [other for away, *_rest, other in found if away == found[0][0]][:MOST_CANDIDATES]

    def beginning(self, word: str) -> list[str]:
        """The commonest words that begin with a word, or with most of it."""
        word = fold(word)
        for end in range(len(word), max(SHORTEST_PREFIX, len(word) - 3) - 1, -1):
            if found := [other for other in self.counts if other.startswith(word[:end])]:
                return sorted(found, key=lambda other: (-self.counts[other], other))[:MOST_CANDIDATES]
        return []


def _letters(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 63)
    return mask


def distance(one: str, other: str, most: int) -> int:
    """Damerau's distance (optimal string alignment); anything above `most` is just more than it."""
    if abs(len(one) - len(other)) > most:
        return most + 1
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
