"""Licence of data that the portal compiles, CC BY 4.0. Sources and pictures keep their own."""

from typing import TypeVar

from django.http import HttpResponseBase

LICENSE_NAME = "CC BY 4.0"
LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"
#: For JSON: a property of schema.org, DCAT and Frictionless Data.
LICENSE_METADATA = {"license": LICENSE_URL}
#: Last column of CSV files, whose format has no metadata (RFC 4180).
LICENSE_COLUMN = "license"

Response = TypeVar("Response", bound=HttpResponseBase)


def with_license_link(response: Response) -> Response:
    """Add the licence as a `Link` header (RFC 8288; relation of RFC 4946)."""
    response.headers.setdefault("Link", f'<{LICENSE_URL}>; rel="license"')
    return response
