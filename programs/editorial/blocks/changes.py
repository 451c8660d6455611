"""Changes of a selection in words: « Territoire : ne plus se limiter à « Tiznit » »."""

from collections.abc import Mapping
from datetime import date

from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _
from wagtail import blocks

from portal.l10n import current_language, format_date
from programs.editorial.fact_blocks import EventChooserBlock

#: Fields whose empty choice has a name, as “the one that fits the values”.
NAMED_WHEN_EMPTY = ("columns", "drawing", "scheme")


def describe_changes(fields: Mapping[str, blocks.Block], before: Mapping, after: Mapping) -> str:
    """Return the change of each field whose code differs; '' if none does."""
    changes = [
        _change(str(block.label), name_in(block, before.get(name)), name_in(block, after.get(name)))
        for name, block in fields.items()
        if code_in(before.get(name)) != code_in(after.get(name))
    ]
    return ("؛ " if current_language() == "ar" else " ; ").join(changes)


def _change(field: str, old: str, new: str) -> str:
    words = {"field": field, "old": old, "new": new}
    if not new:
        return _("%(field)s: no longer only “%(old)s”") % words
    if not old:
        return _("%(field)s: choose “%(new)s”") % words
    return _("%(field)s: choose “%(new)s” instead of “%(old)s”") % words


def code_in(value) -> str:
    return str(value or "")


def name_in(block: blocks.Block, value) -> str:
    """Return the name of a code in its field; '' for an empty choice without a name."""
    code = code_in(value)
    if isinstance(block, blocks.DateBlock):
        day = date.fromisoformat(code) if code else None
        return format_date(day, day, "day", current_language()) if day else ""
    if isinstance(block, EventChooserBlock):
        return block.name_of(code)
    return (
        str(dict(flatten_choices(block.field.choices)).get(code, code))
        if code or block.name in NAMED_WHEN_EMPTY
        else ""
    )
