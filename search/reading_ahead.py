"""What the first question of a process would wait for: thesaurus, words and entries are read before one is asked."""

from search.results import Wanted, results_of

#: No document has it, so that what is near to it is looked for among all words.
UNKNOWN = "ظظظظظظ"


def read_ahead() -> None:
    """Ask a question as a page does. Raises EngineError or DatabaseError where nothing can answer yet."""
    results_of(Wanted(text=UNKNOWN), "ar", "")
