"""Choosers of records in the admin."""

from wagtail.snippets.views.chooser import SnippetChooserViewSet


class ChooserViewSet(SnippetChooserViewSet):
    """A chooser that only has an address for new records where it has a form for them."""

    def get_urlpatterns(self) -> list:
        found = super().get_urlpatterns()
        return found if self.creation_form_class else [pattern for pattern in found if pattern.name != "create"]
