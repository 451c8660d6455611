"""System check: every page type declares how it is searched, or that it is not."""

from django.apps import apps
from django.core.checks import Error, register
from wagtail.models import Page


@register()
def every_page_type_says_how_it_is_searched(app_configs, **kwargs) -> list[Error]:
    from search.indexing import is_decided

    return [
        Error(
            f"{model.__name__} says neither how it is searched nor that it is not.",
            hint=(
                f"Call register_page_type({model.__name__}, describe) in the ready() of its app's AppConfig, or "
                f"exclude_page_type({model.__name__}, reason); both are in search.indexing.entries.pages."
            ),
            obj=model,
            id="search.E101",
        )
        for model in apps.get_models()
        if issubclass(model, Page) and model is not Page and not is_decided(model)
    ]
