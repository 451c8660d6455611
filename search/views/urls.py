"""Addresses of search, the same in both languages."""

from django.urls import path, register_converter

from portal.web import SuffixConverter
from search.views import alternates, feeds, search_page

register_converter(SuffixConverter, "table")

urlpatterns = [
    path("search/", search_page.search, name="search"),
    path("search.json", alternates.search_json, name="search_json"),
    path("search.<table:form>", alternates.search_file, name="search_file"),
    path("search/suggestions.json", search_page.suggestions, name="search_suggestions"),
    path("search/feed/<str:kind>/", feeds.search_feed, name="search_feed"),
]
