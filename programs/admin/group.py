"""The menu “Facts”."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from programs.admin import reference, territories
from programs.admin.events import EventViewSet
from programs.admin.observations import ObservationViewSet


class NestedGroup(SnippetViewSetGroup):
    """A submenu of “Facts”."""

    add_to_admin_menu = False
    menu_item_is_registered = True


class TerritoriesGroup(NestedGroup):
    menu_label = _("Places")
    menu_name = "places"
    menu_icon = "map-pin"
    items = (
        territories.TerritoryViewSet(),
        territories.TerritoryRelationViewSet(),
        territories.TerritorialSchemeViewSet(),
    )


class ListsGroup(NestedGroup):
    menu_label = _("Lists")
    menu_name = "lists"
    menu_icon = "list-ul"
    items = (
        reference.TradeViewSet(),
        reference.AssistanceKindViewSet(),
        reference.OrganizationViewSet(),
        reference.CentreViewSet(),
        reference.UnitViewSet(),
    )


class FactsGroup(SnippetViewSetGroup):
    menu_label = _("Facts")
    menu_name = "facts"
    menu_icon = "table"
    menu_order = 150
    items = (
        EventViewSet(),
        ObservationViewSet(),
        reference.EditionViewSet(),
        reference.ProgramViewSet(),
        reference.IndicatorViewSet(),
        reference.SourceViewSet(),
        TerritoriesGroup(),
        ListsGroup(),
        reference.PreferenceViewSet(),
        reference.DiscrepancyViewSet(),
    )
