from portal.l10n.date_formats import format_date, format_datetime, format_period
from portal.l10n.formats import (
    comma_join,
    format_file_size,
    format_money,
    format_number,
    format_percent,
    format_qualified,
    format_quantity,
    isolate,
    isolate_text,
    labelled,
    list_join,
)
from portal.l10n.languages import DEFAULT, current_language, direction, language_codes, own_name
from portal.l10n.number_errors import AmbiguousNumber, NumberError
from portal.l10n.number_words import Kind, LEXICON, SCALED_DIRHAMS, fold
from portal.l10n.numbers import parse_number

__all__ = [
    "AmbiguousNumber",
    "DEFAULT",
    "Kind",
    "LEXICON",
    "NumberError",
    "SCALED_DIRHAMS",
    "comma_join",
    "current_language",
    "direction",
    "fold",
    "format_date",
    "format_datetime",
    "format_file_size",
    "format_money",
    "format_number",
    "format_percent",
    "format_period",
    "format_qualified",
    "format_quantity",
    "isolate",
    "isolate_text",
    "labelled",
    "language_codes",
    "list_join",
    "own_name",
    "parse_number",
]
