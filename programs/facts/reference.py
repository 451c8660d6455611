"""Bases of reference records: a stable code, and a name in each language."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from portal.l10n import current_language

Record = TypeVar("Record", bound="Reference")

CODE_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
validate_code = RegexValidator(
    CODE_PATTERN,
    _("A code has Latin letters, digits, dots, underscores and hyphens only, and begins with a letter or digit."),
)


def in_active_language(record: object, field: str) -> str:
    """Return `field` of a record in the active language, or in the other one if that is empty."""
    first, second = ("fr", "ar") if current_language() == "fr" else ("ar", "fr")
    return str(getattr(record, f"{field}_{first}") or getattr(record, f"{field}_{second}"))


class CodeField(models.CharField[str, str]):
    """A stable code for URLs and files: it never changes and is never a database id."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("max_length", 80)
        kwargs.setdefault("validators", [validate_code])
        kwargs.setdefault("verbose_name", _("code"))
        kwargs.setdefault(
            "help_text", _("A short, lasting name for addresses and files, such as MICRO-2017. It cannot change later.")
        )
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for derived in ("validators", "help_text", "verbose_name"):
            kwargs.pop(derived, None)
        return name, path, args, kwargs


class BilingualName(index.Indexed, models.Model):
    """A name in both languages; `.name` is the one of the active language."""

    name_ar = models.CharField(_("name in Arabic"), max_length=255, help_text=_("As readers of Arabic know it."))
    name_fr = models.CharField(_("name in French"), max_length=255, help_text=_("As readers of French know it."))

    search_fields = [
        index.SearchField("name_ar"),
        index.SearchField("name_fr"),
        index.AutocompleteField("name_ar"),
        index.AutocompleteField("name_fr"),
        index.SearchField("code"),
        index.AutocompleteField("code"),
    ]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_active_language(self, "name")


class ReferenceQuerySet(models.QuerySet[Record]):
    def by_code(self) -> dict[str, Record]:
        """Return {code: record}."""
        return {record.code: record for record in self}


class Reference(BilingualName):
    """A reference record identified by its code alone."""

    code = CodeField(unique=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["code"]


def has_text(*fields: str) -> models.Q:
    """Return the condition that none of the text fields is empty."""
    condition = models.Q()
    for field in fields:
        condition &= ~models.Q(**{field: ""})
    return condition
