"""Search entries of programmes and facts, and the changes that reindex them.

Subjects of entries: "event:CODE", "program:CODE", "edition:CODE", "trade:CODE", "territory:SCHEME:CODE"
and so on stand for a record and its names; "figures:indicator:CODE", "figures:edition:CODE" … for all public values of
it; "observation:CODE" for one value.
"""

from programs.indexing.events import EventFacts, describe_events, merge_facets
from programs.indexing.facets import register_search_facets
from programs.indexing.pages import answers_of_pages, describe_as, describe_programs, page_content
from programs.indexing.records import CentreSource, EditionSource, EventSource, IndicatorSource, TerritorySource
from programs.indexing.signals import connect_facts
from programs.indexing.values import ValueSource
