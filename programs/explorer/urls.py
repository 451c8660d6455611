"""URLs of facts."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from programs.explorer import cards, corrections, editions, events, indicators, questions, territories
from programs.exports import FormatConverter
from programs.facts import CODE_PATTERN


class CodeConverter(StringConverter):
    """Match syntactically valid codes."""

    regex = CODE_PATTERN.removeprefix("^").removesuffix("$")


register_converter(CodeConverter, "code")
register_converter(FormatConverter, "format")

urlpatterns = [
    path("data/", indicators.data, name="data"),
    path("data/<code:code>.<format:form>", indicators.indicator_file, name="indicator_file"),
    path("data/<code:code>/", indicators.indicator, name="indicator"),
    path("figures/", questions.question, name="question"),
    path("figures.<format:form>", questions.question_file, name="question_file"),
    path("figures/<code:code>.<format:form>", cards.figure_file, name="figure_file"),
    path("figures/<code:code>/", cards.figure, name="figure"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/feed/<str:kind>/", corrections.corrections_feed, name="corrections_feed"),
    path("events/", events.events, name="events"),
    path("events/<code:code>/", events.event, name="event"),
    path("territories/", territories.territories, name="territories"),
    path("territories/<code:code>/", territories.scheme, name="scheme"),
    path("territories/<code:scheme>/<code:code>/", territories.territory, name="territory"),
    path("editions/", editions.editions, name="editions"),
    path("editions/<code:code>/", editions.edition, name="edition"),
    path("centres/", territories.centres, name="centres"),
    path("centres/<code:code>/", territories.centre, name="centre"),
    path("", include("programs.charts.urls")),
]
