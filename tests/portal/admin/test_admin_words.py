"""Help texts of page types, fields and blocks in the admin."""

from django.apps import apps
from wagtail import blocks
from wagtail.admin.panels import MultipleChooserPanel
from wagtail.admin.widgets import BaseChooser
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

from news.models import ArticlePage, NewsIndexPage
from portal.admin.direction import is_content, walk


def stream_blocks():
    """Every block of every body, once: (page type, field, block)."""
    for model in get_page_models():
        for field in model._meta.local_fields:
            if isinstance(field, StreamField):
                for block in walk(field.stream_block):
                    yield model.__name__, field.name, block


def test_every_page_type_and_field_explains_itself():
    silent = []
    for model in get_page_models():
        if model is Page:
            continue
        silent += [] if model.page_description else [model.__name__]
        form = model.get_edit_handler().get_form_class()
        own = [field for field in model._meta.local_fields if field.name in form.base_fields]
        silent += [f"{model.__name__}.{field.name}" for field in own if not field.help_text]
    assert silent == []


def test_every_block_explains_itself():
    silent = []
    for model, field, block in stream_blocks():
        if isinstance(block, (blocks.ListBlock, blocks.StreamBlock)):
            continue
        said = getattr(getattr(block, "field", None), "help_text", "") or getattr(block.meta, "help_text", "")
        silent += [] if said else [f"{model}.{field}.{block.name}"]
    assert silent == []


def test_every_block_of_a_body_has_icon_label_and_description():
    for model in get_page_models():
        for field in model._meta.local_fields:
            if isinstance(field, StreamField):
                for block in field.stream_block.child_blocks.values():
                    assert block.meta.description, block
                    assert block.label, block
                    assert block.meta.icon != "placeholder", block


def test_content_fields_have_automatic_direction():
    for model, field, block in stream_blocks():
        widget = getattr(getattr(block, "field", None), "widget", None)
        if widget is not None and is_content(widget) and not isinstance(block, blocks.URLBlock):
            assert widget.attrs.get("dir") == "auto", (model, field, block.name)
    for model in [*apps.get_app_config("programs").get_models(), ArticlePage, NewsIndexPage]:
        if not hasattr(model, "get_edit_handler"):
            continue
        form = model.get_edit_handler().get_form_class()
        for name, form_field in form.base_fields.items():
            if is_content(form_field.widget) and name not in ("code", "tags"):
                assert form_field.widget.attrs.get("dir") == "auto", (model, name)


def test_multiple_choices_have_a_chooser():
    """A plain list has no window to open, and the button beside it would do nothing."""
    for model in get_page_models():
        form = model.get_edit_handler().get_form_class()
        for panel in descendants(model.get_edit_handler()):
            if isinstance(panel, MultipleChooserPanel):
                fields = form.formsets[panel.relation_name].form.base_fields
                assert isinstance(fields[panel.chooser_field_name].widget, BaseChooser), (model, panel.relation_name)


def descendants(panel):
    yield panel
    for child in getattr(panel, "children", ()):
        yield from descendants(child)
