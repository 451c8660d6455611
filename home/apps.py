from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from home.models import HomePage, StandardPage
        from programs.indexing import describe_as
        from search.facets import register_kind
        from search.indexing import register_page_type

        register_kind("page", ar="الصفحات", fr="Pages", also=("صفحة", "page"), weight=0.75)
        for model in (HomePage, StandardPage):
            register_page_type(model, describe_as("page"))
