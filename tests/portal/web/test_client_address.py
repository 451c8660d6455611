"""IP address of a client, with and without proxies."""

import pytest

from portal.web.proxied_address import client_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, None, "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "not an address", None),
    ],
    ids=["no proxy", "asked directly", "one proxy", "forged", "two proxies, forged", "one is missing", "no address"],
)
def test_only_entries_of_own_proxies_are_trusted(rf, settings, proxies, forwarded, address):
    settings.BEHIND_PROXY, settings.PROXY_COUNT = bool(proxies), proxies or 1
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert client_address(rf.get("/", REMOTE_ADDR="192.0.2.1", **headers)) == address


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", None),
    ],
)
def test_an_ipv6_address_is_reduced_to_its_network(rf, said, address):
    assert client_address(rf.get("/", REMOTE_ADDR=said)) == address
