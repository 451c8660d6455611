"""The query language of readers: words, "phrases", -without, and fields in both languages. No engine's syntax."""

from search.query.parsed_query import ParsedQuery
from search.query.parser import parse_query
from search.query.syntax import LONGEST, plain
