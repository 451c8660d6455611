"""What a page of results shows: hits with their best passages, facets with counts, picks and sums."""
