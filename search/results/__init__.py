"""What a page of results shows: hits with their best passages, facets with counts, picks and sums."""

from search.results.answering import Answered, answer
from search.results.counting import count_question, prune_questions, record_questions
from search.results.hits import Hit, hits_of
from search.results.live_thesaurus import thesaurus
from search.results.narrowing import chips_of
from search.results.page import Results, ideas, pages_of, results_of
from search.results.search_params import LAST_PAGE, NOT, PER_PAGE, SearchParams
from search.results.serving import NothingServes, repair_with, serving_index
from search.results.suggestions import suggested
from search.results.sums import register_sums

__all__ = [
    "LAST_PAGE",
    "NOT",
    "PER_PAGE",
    "Answered",
    "Hit",
    "NothingServes",
    "Results",
    "SearchParams",
    "answer",
    "chips_of",
    "count_question",
    "hits_of",
    "ideas",
    "pages_of",
    "prune_questions",
    "record_questions",
    "register_sums",
    "repair_with",
    "results_of",
    "serving_index",
    "suggested",
    "thesaurus",
]
