"""A scratch index in SQLite's FTS5 over analysed tokens, to judge the analysis by before there are engines."""

import sqlite3

from search.analysis import analyse, lexicons
from search.analysis.questions import Alternative, Clause, Question, ask
from search.analysis.thesaurus import shipped
from search.analysis.typos import Vocabulary, surface_words

TITLE = 2.0
OWN_LANGUAGE = 1.25
REPAIRED = 0.6


class ScratchEngine:
    def __init__(self):
        self.database = sqlite3.connect(":memory:")
        self.database.execute(
            "create virtual table entry using fts5(id unindexed, title, body, tokenize='unicode61 remove_diacritics 0')"
        )
        self.languages: dict[str, str] = {}
        self.vocabulary = Vocabulary(())

    def index(self, documents: list[dict]) -> None:
        surface = []
        for document in documents:
            self.languages[document["id"]] = document["lang"]
            columns = [" ".join(token.term for token in analyse(document[name])) for name in ("title", "body")]
            self.database.execute("insert into entry values (?, ?, ?)", (document["id"], *columns))
            surface += surface_words(document["title"]) + surface_words(document["body"])
        known = [
            word
            for lines in (lexicons.glossary(), lexicons.places())
            for line in lines
            for side in line
            for text in side
            for word in surface_words(text)
        ]
        self.vocabulary = Vocabulary([*surface, *dict.fromkeys(known)])
        self.indexed = Vocabulary(surface)

    def ask(self, text: str, language: str, limit: int) -> list[str]:
        question = self.repaired(ask(text, shipped()))
        scores: dict[str, float] = {}
        for clause in question.clauses:
            for found, score in self.answers(clause).items():
                scores[found] = scores.get(found, 0.0) + score
        for found in scores:
            if self.languages[found] == language:
                scores[found] *= OWN_LANGUAGE
        return sorted(scores, key=lambda found: (-scores[found], found))[:limit]

    def answers(self, clause: Clause) -> dict[str, float]:
        """What has any of the alternatives, and the most that one of them gives."""
        best: dict[str, float] = {}
        for alternative in clause.alternatives:
            for found, score in self.scores(alternative):
                best[found] = max(best.get(found, 0.0), score * alternative.weight)
        return best

    def scores(self, alternative: Alternative) -> list[tuple[str, float]]:
        expression = " AND ".join(f'"{term}"' for term in alternative.terms)
        query = "select id, -bm25(entry, 0, ?, 1) / ? from entry where entry match ?"
        return self.database.execute(query, (TITLE, len(alternative.terms), expression)).fetchall()

    def repaired(self, question: Question) -> Question:
        """The question with the words put right that nothing answers."""
        clauses = []
        for clause in question.clauses:
            if self.answers(clause):
                clauses.append(clause)
                continue
            word = question.text[clause.start : clause.end]
            others = self.vocabulary.near(word) or self.indexed.beginning(word)
            for other in others:
                for repaired in ask(other, shipped()).clauses:
                    weaker = tuple(Alternative(a.terms, a.weight * REPAIRED) for a in repaired.alternatives)
                    clauses.append(Clause(clause.start, clause.end, weaker))
        return Question(question.text, tuple(clauses))
