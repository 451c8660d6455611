"""The registry of file formats: each module of `programs/exports/formats/` holds one, as `FORMAT`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.l10n import current_language
from portal.web import register_table_format
from programs.exports import formats as modules
from programs.exports.figures_json import BuildUrl
from programs.exports.rows import SUMMARY_COLUMNS, cells_of_rows, cells_of_summary, columns_of
from programs.presentation import Card
from programs.statistics import Answer, Question, Refusal, Row, Summary

Parts = Iterable[str | bytes]


@dataclass(frozen=True)
class Refused:
    """Why there is no file, with a status of RFC 9110, the question and the refusal with its nearest question."""

    code: str
    message: str | Promise
    status: int
    question: Question | None = None
    refusal: Refusal | None = None


class Format:
    """A file format. Tabular formats implement `table` alone, others override what they write differently.

    `suffix` is part of URLs and the option of the command line, to which formats without a `media_type` are restricted.
    `attached` files are downloaded, others shown. Methods return the parts of a file.
    """

    suffix = ""
    name = ""
    media_type = ""
    attached = True
    refusal_type = "text/plain; charset=utf-8"

    def table(self, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Parts:
        raise NotImplementedError

    @property
    def link_text(self) -> str:
        return _("Download as %(format)s") % {"format": self.name}

    @property
    def bare_type(self) -> str:
        """Media type without parameters."""
        return self.media_type.partition(";")[0]

    def rows(self, rows: Iterable[Row], by: tuple[str, ...] = (), whole: BuildUrl = str) -> Parts:
        """Write values, each with its members."""
        return self.table(columns_of(by), cells_of_rows(rows, by, current_language()))

    def answer(self, answer: Answer, whole: BuildUrl = str) -> Parts:
        """Write an answer that has rows."""
        return self.rows(answer.rows, answer.question.by, whole)

    def single(self, answer: Answer, question: Question, whole: BuildUrl = str) -> Parts:
        """Write the answer to a question without dimensions."""
        return self.answer(answer, whole)

    def card(self, card: Card, whole: BuildUrl = str) -> Parts:
        """Write a published value."""
        return self.rows([card.row], whole=whole)

    def summary(self, summary: Summary) -> Parts:
        """Write mean, median and count instead of the values."""
        return self.table(SUMMARY_COLUMNS, [cells_of_summary(summary)])

    def refused(self, refused: Refused, whole: BuildUrl = str) -> Parts:
        """Write why there is no file, as a line of plain text that no program takes for a table."""
        return [str(refused.message)]


@cache
def all_formats() -> dict[str, Format]:
    """Return {suffix: format}, sorted by module name."""
    names = sorted(module.name for module in iter_modules(modules.__path__))
    found = [import_module(f"{modules.__name__}.{name}").FORMAT for name in names]
    return {one.suffix: one for one in found}


def file_formats() -> dict[str, Format]:
    """Return {suffix: format} of the formats that the site serves."""
    return {suffix: one for suffix, one in all_formats().items() if one.media_type}


def register_tables() -> None:
    """Register the tabular formats for the tables of other apps."""
    for one in file_formats().values():
        if type(one).table is not Format.table:
            register_table_format(one)
