"""Addresses of facts: their codes, the same in both languages."""

from django.urls import include, path, register_converter

from programs import views
from programs.models.reference import CODE_PATTERN


class CodeConverter:
    """What can be a code at all; the database is not asked for anything else."""

    regex = CODE_PATTERN.removeprefix("^").removesuffix("$")

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CodeConverter, "code")

urlpatterns = [
    path("data/", views.data, name="data"),
    path("data/<code:code>.csv", views.indicator_csv, name="indicator_csv"),
    path("data/<code:code>/", views.indicator, name="indicator"),
    path("events/<code:code>/", views.event, name="event"),
    path("", include("programs.charts.urls")),
]
