"""Snippets in the language of the user."""

from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views import snippets
from wagtail.snippets.views.chooser import SnippetChooserViewSet


class ChooserViewSet(SnippetChooserViewSet):
    """A chooser without a URL for new records if it has no form for them."""

    def get_urlpatterns(self) -> list:
        patterns = super().get_urlpatterns()
        return patterns if self.creation_form_class else [pattern for pattern in patterns if pattern.name != "create"]


class Messages:
    """Messages without the model name, whose gender French messages would need."""

    error_message = _("Nothing was saved yet: put right what is marked below.")

    def get_success_message(self, instance=None) -> str:
        return gettext("“%(object)s” is saved.") % {"object": instance or self.object}


class CreateView(Messages, snippets.CreateView):
    pass


class EditView(Messages, snippets.EditView):
    pass


class SnippetViewSet(snippets.SnippetViewSet):
    add_view_class = CreateView
    edit_view_class = EditView

    @property
    def breadcrumbs_items(self) -> list[dict]:
        """Wagtail translates the label when the site starts."""
        return [{"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")}]
