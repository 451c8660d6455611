"""Search in the admin."""

from wagtail.snippets.models import register_snippet

from search.admin import SearchGroup

register_snippet(SearchGroup)
