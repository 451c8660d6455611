"""Files of figures. Each format is a module of `programs/exports/formats/`."""

from programs.exports.registry import Format, Refused, all_formats, register_tables
from programs.exports.responses import (
    Alternate,
    FormatConverter,
    alternates,
    format_response,
    negotiate_format,
    refusal_response,
    serve_file_as_of,
)
from programs.exports.rows import cells_of_rows, columns_of
