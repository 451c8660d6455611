"""The address a request came from, which its sender cannot choose."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the client's IP address, or None where the server knows none.

    Each proxy appends to `X-Forwarded-For` whom it was asked by: what the site's own ones appended stands last, and
    whatever the client wrote before it is not read. Of IPv6 it is the /64 network, which one subscriber has whole.
    """
    said = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        hops = [hop for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop]
        if len(hops) >= settings.PROXY_COUNT:
            said = hops[-settings.PROXY_COUNT]
    try:
        address = ip_address(said.strip())
    except ValueError:
        return None
    if address.version == 6:
        address = address.ipv4_mapped or ip_network((address, 64), strict=False).network_address
    return str(address)
