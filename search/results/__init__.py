"""What a page of results shows: hits with their best passages, facets with counts, picks and sums."""

from search.results.counting import count_query, prune_query_counts, record_query_counts
from search.results.facet_links import filter_chips
from search.results.hits import Hit, hits_of
from search.results.page import Results, ideas, pages_of, results_of
from search.results.running import run_search
from search.results.search_params import LAST_PAGE, PER_PAGE, SearchParams
from search.results.serving import NoIndexError, repair_with, serving_index
from search.results.suggestions import suggestions_for
from search.results.sums import register_sums
