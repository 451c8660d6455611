"""Set `dir="auto"` on content fields, whose text direction is independent of the admin's language."""

from django import forms
from django.apps import apps
from django.db import models
from wagtail import blocks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput, SlugInput
from wagtail.fields import StreamField

AUTO = {"dir": "auto"}
LEFT_TO_RIGHT = {"dir": "ltr"}

#: Text inputs without content: numbers, URLs, dates.
NOT_CONTENT = (forms.NumberInput, forms.URLInput, forms.EmailInput, forms.widgets.DateTimeBaseInput)


def _char_field_override(field: models.CharField) -> dict:
    return {} if field.choices else {"widget": forms.TextInput(attrs=AUTO)}


def register_directions() -> None:
    """Set directions in model forms."""
    register_form_field_override(models.CharField, override=_char_field_override, exact_class=True)
    register_form_field_override(
        models.TextField, override={"widget": AdminAutoHeightTextInput(attrs=AUTO)}, exact_class=True
    )
    register_form_field_override(models.SlugField, override={"widget": SlugInput(attrs=AUTO)})
    register_form_field_override(
        models.URLField, override={"assume_scheme": "https", "widget": forms.URLInput(attrs=LEFT_TO_RIGHT)}
    )


def is_content(widget: forms.Widget) -> bool:
    return isinstance(widget, (forms.TextInput, forms.Textarea)) and not isinstance(widget, NOT_CONTENT)


def direct_streams() -> None:
    """Set directions in StreamFields."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, StreamField):
                for block in walk(field.stream_block):
                    widget = getattr(getattr(block, "field", None), "widget", None)
                    if isinstance(block, blocks.URLBlock):
                        widget.attrs.setdefault("dir", "ltr")
                    elif widget is not None and is_content(widget):
                        widget.attrs.setdefault("dir", "auto")


def walk(block: blocks.Block):
    yield block
    for child in getattr(block, "child_blocks", {}).values():
        yield from walk(child)
    if isinstance(block, blocks.ListBlock):
        yield from walk(block.child_block)
