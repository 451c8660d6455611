"""The client's IP address behind proxies."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the client's IP address, for IPv6 its /64 network (one subscriber); None if there is none.

    Only the last PROXY_COUNT entries of `X-Forwarded-For` are trusted: the client may write the others.
    """
    text = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        hops = [hop for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop]
        if len(hops) >= settings.PROXY_COUNT:
            text = hops[-settings.PROXY_COUNT]
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    if address.version == 6:
        address = address.ipv4_mapped or ip_network((address, 64), strict=False).network_address
    return str(address)
