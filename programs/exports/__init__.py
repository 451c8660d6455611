"""Files of figures. A format is a module of `programs/exports/formats/`; whatever lists or serves formats asks here."""

from programs.exports.registry import Format, Refused, all_formats, format_of, register_tables
from programs.exports.responses import (
    Alternate,
    FormatConverter,
    alternates,
    file_of_a_day,
    handed_out,
    negotiated,
    refused_file,
)
from programs.exports.rows import cells_of_rows, columns_of

__all__ = [
    "Alternate",
    "Format",
    "FormatConverter",
    "Refused",
    "all_formats",
    "alternates",
    "cells_of_rows",
    "columns_of",
    "file_of_a_day",
    "format_of",
    "handed_out",
    "negotiated",
    "refused_file",
    "register_tables",
]
