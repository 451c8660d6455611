"""The licence of the data: CC BY 4.0 for what the portal compiled. Sources and pictures keep their own."""

from typing import TypeVar

from django.http import HttpResponseBase

LICENSE_NAME = "CC BY 4.0"
LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"
#: The property of schema.org, DCAT and Frictionless Data, for JSON of any kind.
LICENSE_METADATA = {"license": LICENSE_URL}
#: The last column of a CSV file, which has no other place for it (RFC 4180).
LICENSE_COLUMN = "license"

Response = TypeVar("Response", bound=HttpResponseBase)


def with_license_link(response: Response) -> Response:
    """State the licence of a file in its head (RFC 8288, and RFC 4946 for the relation)."""
    response.headers.setdefault("Link", f'<{LICENSE_URL}>; rel="license"')
    return response
