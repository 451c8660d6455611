"""Viewsets of territories, their relations and schemes."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import DateColumn

from programs.admin.base import NAME_PANEL, FactViewSet, NameColumn, bilingual
from programs.admin.forms import FactForm
from programs.facts import TerritorialScheme, Territory, TerritoryRelation


class OfficialCodeForm(FactForm):
    """The codes of territories are given by the state (ISO 3166-2:MA and the census)."""

    suggests_code = False


class TerritoryViewSet(FactViewSet):
    model = Territory
    form_class = OfficialCodeForm
    icon = "map-pin"
    list_related = ("scheme",)
    list_filter = ["scheme", "scheme__level"]
    list_display = ["name", NameColumn("scheme", label=_("Scheme"), sort_key="scheme__code"), "code"]

    panels = [NAME_PANEL, FieldRowPanel([FieldPanel("scheme"), FieldPanel("code")], heading=_("Scheme and code"))]


class TerritoryRelationViewSet(FactViewSet):
    model = TerritoryRelation
    icon = "link"
    list_related = ("territory__scheme", "related__scheme", "source")
    list_filter = ["relation", "territory__scheme", "related__scheme"]
    search_fields = [
        "territory__name_ar",
        "territory__name_fr",
        "territory__code",
        "related__name_ar",
        "related__name_fr",
        "related__code",
    ]
    list_display = [
        "__str__",
        NameColumn("territory.scheme", label=_("Scheme")),
        NameColumn("related.scheme", label=_("Related scheme")),
        "share",
        NameColumn("source", label=_("Source")),
    ]

    panels = [
        FieldPanel("territory"),
        FieldPanel("relation"),
        FieldPanel("related"),
        FieldRowPanel([FieldPanel("share"), FieldPanel("source")], heading=_("How much, and who says so")),
    ]


class TerritorialSchemeViewSet(FactViewSet):
    model = TerritorialScheme
    icon = "layers"
    list_filter = ["level"]
    list_display = [
        "name",
        "level",
        DateColumn("valid_from", label=_("In force from"), sort_key="valid_from"),
        DateColumn("valid_to", label=_("In force until"), sort_key="valid_to"),
        "code",
    ]

    panels = [
        NAME_PANEL,
        FieldPanel("level"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")], heading=_("In force")),
        bilingual("legal_basis", _("Legal basis")),
        FieldPanel("code"),
    ]
