"""Addresses of search, the same in both languages."""

from django.urls import path, register_converter

from portal.web import SuffixConverter
from search.views import alternates as twins
from search.views import feeds
from search.views import search_page as page
from search.views import suggest as suggestions

register_converter(SuffixConverter, "table")

urlpatterns = [
    path("search/", page.search, name="search"),
    path("search.json", twins.search_json, name="search_json"),
    path("search.<table:form>", twins.search_file, name="search_file"),
    path("search/suggestions.json", suggestions.suggestions, name="search_suggestions"),
    path("search/feed/<str:kind>/", feeds.search_feed, name="search_feed"),
]
