"""Bases of reference records: a stable code, and a name in each language."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from portal.l10n import current_language

Record = TypeVar("Record", bound="Reference")
_ST = TypeVar("_ST")
_GT = TypeVar("_GT")

CODE_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
validate_code = RegexValidator(
    CODE_PATTERN,
    _("A code has Latin letters, digits, dots, underscores and hyphens only, and begins with a letter or digit."),
)


#: The condition that a public reason is given in both languages.
HAS_REASON = ~models.Q(reason_ar="") & ~models.Q(reason_fr="")


class InActiveLanguage:
    """`<name>_ar` or `<name>_fr`, read as `<name>`: the one of the active language, or the other if that is empty."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, record: object, owner: type | None = None) -> str:
        if record is None:
            return self  # type: ignore[return-value]  # Django looks at attributes of classes.
        first, second = ("fr", "ar") if current_language() == "fr" else ("ar", "fr")
        return str(getattr(record, f"{self.name}_{first}") or getattr(record, f"{self.name}_{second}"))


class RecordKey(models.ForeignKey[_ST, _GT]):
    """A foreign key whose target is not deleted while records refer to it; with `null`, forms may leave it empty."""

    def __init__(
        self,
        to: type[models.Model] | str,
        related_name: str | None = None,
        verbose_name: str | Promise | None = None,
        help_text: str | Promise = "",
        *,
        null: bool = False,
        **kwargs: Any,
    ):
        texts = {"related_name": related_name, "verbose_name": verbose_name, "help_text": help_text}
        super().__init__(to, **{"on_delete": models.PROTECT, "null": null, "blank": null, **texts, **kwargs})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs


class CodeField(models.CharField[str, str]):
    """A stable code for URLs and files: it never changes and is never a database id."""

    def __init__(self, *args: Any, **kwargs: Any):
        help_text = _("A short, lasting name for addresses and files, such as MICRO-2017. It cannot change later.")
        texts = {"verbose_name": _("code"), "help_text": help_text}
        super().__init__(*args, **{"max_length": 80, "validators": [validate_code], **texts, **kwargs})

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

    name = InActiveLanguage()


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
