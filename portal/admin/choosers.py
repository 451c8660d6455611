"""Choosers of snippets."""

from wagtail.snippets.views.chooser import SnippetChooserViewSet


class ChooserViewSet(SnippetChooserViewSet):
    """A chooser without a URL for new records if it has no form for them."""

    def get_urlpatterns(self) -> list:
        patterns = super().get_urlpatterns()
        return patterns if self.creation_form_class else [pattern for pattern in patterns if pattern.name != "create"]
