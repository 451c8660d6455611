"""The admin menu “Search”: glossary, spellings of places, readers' queries."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.admin.ui.tables import DateColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.admin import ChooserViewSet, CreateView, SnippetViewSet
from search.admin.query_report import QueryReportViewSet
from search.models import GlossaryEntry, PlaceSpelling

EFFECTIVE = _(
    "Readers’ searches use it as soon as it is saved. The portal has long lists of its own: add what is missing."
)

LONGEST_TERM = 200


class WordLineViewSet(SnippetViewSet):
    list_display = [
        "terms_ar",
        "terms_fr",
        "effect",
        DateColumn("updated_at", label=capfirst(_("changed")), sort_key="updated_at"),
    ]
    list_filter = ["effect"]
    list_per_page = 50
    search_fields = ["terms_ar", "terms_fr"]
    search_backend_name = None
    copy_view_enabled = False
    chooser_viewset_class = ChooserViewSet
    panels = [
        HelpPanel(content=EFFECTIVE),
        FieldRowPanel([FieldPanel("terms_ar"), FieldPanel("terms_fr")], heading=_("Terms")),
        FieldPanel("effect"),
    ]


class AddView(CreateView):
    """Take initial terms from the address, as the report on queries links to it."""

    def get_initial_form_instance(self):
        instance = super().get_initial_form_instance() or self.model()
        for name in ("terms_ar", "terms_fr"):
            setattr(instance, name, self.request.GET.get(name, "").replace("\x00", "")[:LONGEST_TERM])
        return instance


class GlossaryViewSet(WordLineViewSet):
    model = GlossaryEntry
    icon = "openquote"
    add_view_class = AddView


class PlaceSpellingViewSet(WordLineViewSet):
    model = PlaceSpelling
    icon = "site"


class SearchGroup(SnippetViewSetGroup):
    menu_label = _("Search")
    menu_name = "search-words"
    menu_icon = "search"
    menu_order = 160
    items = (GlossaryViewSet(), PlaceSpellingViewSet(), QueryReportViewSet())
