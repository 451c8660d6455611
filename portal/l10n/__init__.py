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
from portal.l10n.languages import DEFAULT_LANGUAGE, current_language, direction, language_codes, native_name
from portal.l10n.numbers import parse_number
from portal.l10n.numbers.errors import AmbiguousNumber, NumberError
from portal.l10n.numbers.words import LEXICON, SCALED_DIRHAMS, Kind, fold_number_word
