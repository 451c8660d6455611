"""The menu “Facts”."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel
from wagtail.admin.ui.tables import DateColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from programs import facts
from programs.admin.base import NAME_PANEL, FactViewSet, NameColumn, bilingual, row
from programs.admin.events import EventViewSet
from programs.admin.forms import FactForm
from programs.admin.observations import ObservationViewSet
from programs.admin.reference import DISCREPANCIES, INDICATORS, SOURCES, UNITS


class OfficialCodeForm(FactForm):
    """The codes of territories are given by the state (ISO 3166-2:MA and the census)."""

    suggests_code = False


class NestedGroup(SnippetViewSetGroup):
    add_to_admin_menu = False
    menu_item_is_registered = True


class TerritoriesGroup(NestedGroup):
    menu_label = _("Places")
    menu_name = "places"
    menu_icon = "map-pin"
    items = (
        FactViewSet(
            model=facts.Territory,
            icon="map-pin",
            form_class=OfficialCodeForm,
            list_related=("scheme",),
            list_filter=["scheme", "scheme__level"],
            list_display=["name", NameColumn("scheme", label=_("Scheme"), sort_key="scheme__code"), "code"],
            panels=[NAME_PANEL, row("scheme", "code", heading=_("Scheme and code"))],
        ),
        FactViewSet(
            model=facts.TerritoryRelation,
            icon="link",
            list_related=("territory__scheme", "related__scheme", "source"),
            list_filter=["relation", "territory__scheme", "related__scheme"],
            search_fields=[
                f"{side}__{name}" for side in ("territory", "related") for name in ("name_ar", "name_fr", "code")
            ],
            list_display=[
                "__str__",
                NameColumn("territory.scheme", label=_("Scheme")),
                NameColumn("related.scheme", label=_("Related scheme")),
                "share",
                NameColumn("source", label=_("Source")),
            ],
            panels=["territory", "relation", "related", row("share", "source", heading=_("How much, and who says so"))],
        ),
        FactViewSet(
            model=facts.TerritorialScheme,
            icon="layers",
            list_filter=["level"],
            list_display=[
                "name",
                "level",
                DateColumn("valid_from", label=_("In force from"), sort_key="valid_from"),
                DateColumn("valid_to", label=_("In force until"), sort_key="valid_to"),
                "code",
            ],
            panels=[
                NAME_PANEL,
                "level",
                row("valid_from", "valid_to", heading=_("In force")),
                bilingual("legal_basis", _("Legal basis")),
                "code",
            ],
        ),
    )


class ListsGroup(NestedGroup):
    menu_label = _("Lists")
    menu_name = "lists"
    menu_icon = "list-ul"
    items = (
        FactViewSet(model=facts.Trade, icon="hammer"),
        FactViewSet(model=facts.AssistanceKind, icon="gift"),
        FactViewSet(model=facts.Organization, icon="building", panels=[NAME_PANEL, "is_publisher", "code"]),
        FactViewSet(
            model=facts.Centre,
            icon="home",
            list_related=("territory",),
            list_display=["name", NameColumn("territory", label=_("Territory"), sort_key="territory__code"), "code"],
            panels=[NAME_PANEL, "territory", "code"],
        ),
        UNITS,
    )


EDITIONS = FactViewSet(
    model=facts.Edition,
    icon="calendar",
    list_related=("program",),
    list_filter=["program"],
    ordering="-period_start",
    list_display=[
        "name",
        NameColumn("program", label=_("Programme"), sort_key="program__code"),
        DateColumn("period_start", label=_("First day"), sort_key="period_start"),
        DateColumn("period_end", label=_("Last day"), sort_key="period_end"),
        "code",
    ],
    panels=["program", NAME_PANEL, row("period_start", "period_end", heading=_("Period")), "code"],
)
PROGRAMS = FactViewSet(
    model=facts.Program,
    icon="folder-open-inverse",
    panels=[
        *FactViewSet.panels,
        InlinePanel("aliases", [row("name", "language")], heading=_("Other names"), label=_("other name")),
    ],
)
PREFERENCES = FactViewSet(
    model=facts.Preference,
    icon="scales",
    list_related=("observation__indicator", "observation__source"),
    search_fields=["observation__code", "reason_ar", "reason_fr"],
    ordering="-decided_at",
    list_filter=["observation__indicator"],
    list_display=[
        "__str__",
        NameColumn("observation.source", label=_("Source")),
        NameColumn("reason", label=_("Public reason")),
        DateColumn("decided_at", label=_("Decided"), sort_key="decided_at"),
    ],
    panels=["observation", bilingual("reason", _("Public reason"))],
)


class FactsGroup(SnippetViewSetGroup):
    menu_label = _("Facts")
    menu_name = "facts"
    menu_icon = "table"
    menu_order = 150
    items = (
        EventViewSet(),
        ObservationViewSet(),
        EDITIONS,
        PROGRAMS,
        INDICATORS,
        SOURCES,
        TerritoriesGroup(),
        ListsGroup(),
        PREFERENCES,
        DISCREPANCIES,
    )
