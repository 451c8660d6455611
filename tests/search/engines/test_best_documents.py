"""The best are found without a score for everything: what comes late can still bring a document to the top."""

from search.analysis.questions import Alternative, Clause
from search.engines.embedded.ranking import Ranking, Statistics


class Postings:
    """Two documents of a thousand: the second, a little longer, has the common word too."""

    documents = {1: ({"rare": 2.0}, 10), 2: ({"rare": 2.0, "common": 1.0}, 11)}

    def __init__(self):
        self.scored = []

    def statistics(self, terms):
        return Statistics(1000, 10.0, {"rare": 5, "other": 5, "common": 400})

    def scores(self, asked, statistics):
        self.scored += [one.terms for one in asked]
        return [(place, 1, 7.15) for place, one in enumerate(asked) if one.terms == ("rare",)] + [
            (place, 2, 6.95) for place, one in enumerate(asked) if one.terms == ("rare",)
        ]

    def frequencies(self, documents, terms):
        return {number: self.documents[number] for number in documents}


def test_a_common_word_is_reckoned_for_those_alone_that_it_may_bring_to_the_top():
    postings = Postings()
    clauses = [Clause(0, 1, (Alternative((term,)),)) for term in ("common", "rare", "other")]
    found = Ranking(postings, clauses, among=b"\x00\x01\x01", own=b"").top(1)
    assert postings.scored == [("rare",), ("other",)]
    assert max(found, key=found.get) == 2
