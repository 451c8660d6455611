"""Ports for servers of tests: outside of the ephemeral range, and another try where one is taken."""

import socket

import pytest

from tests import ports
from tests.live_site import start_site
from tests.ports import PortTakenError, ephemeral_ports, free_ports, on_free_ports


@pytest.fixture
def taken():
    """A port that somebody else listens on."""
    [port] = free_ports(1)
    with socket.create_server(("127.0.0.1", port)):
        yield port


def listen(numbers: list[int]) -> socket.socket:
    """A server that knows of no other."""
    try:
        return socket.create_server(("127.0.0.1", numbers[0]))
    except OSError as error:
        raise PortTakenError(error) from error


def test_no_outgoing_connection_can_take_them():
    chosen = free_ports(200)
    assert len(set(chosen)) == 200
    assert not set(chosen) & set(ephemeral_ports())


def test_the_range_of_this_kernel_is_respected(monkeypatch, tmp_path):
    monkeypatch.setattr(ports, "EPHEMERAL", tmp_path / "range")
    ports.EPHEMERAL.write_text("10000\t65000\n")
    assert min(free_ports(20)) > 65_000


def test_a_port_that_is_listened_on_is_not_chosen(monkeypatch, tmp_path, taken):
    monkeypatch.setattr(ports, "LOWEST", taken)
    monkeypatch.setattr(ports, "HIGHEST", taken + 1)
    assert taken not in free_ports(2)


def test_a_server_whose_port_was_taken_meanwhile_starts_on_another(monkeypatch, taken):
    choices = iter([[taken], [taken], free_ports(1)])
    monkeypatch.setattr(ports, "free_ports", lambda count: next(choices))
    with on_free_ports(1, listen) as server:
        assert server.getsockname()[1] != taken


def test_a_server_that_finds_no_port_says_so(monkeypatch, taken):
    monkeypatch.setattr(ports, "free_ports", lambda count: [taken])
    with pytest.raises(PortTakenError, match="in use"):
        on_free_ports(1, listen)


def test_a_failure_of_another_kind_is_not_tried_again():
    tried = []
    with pytest.raises(ZeroDivisionError):
        on_free_ports(1, lambda numbers: tried.append(numbers) or 1 / 0)
    assert len(tried) == 1


@pytest.mark.server
def test_the_site_says_that_its_port_was_taken(monkeypatch, tmp_path, taken):
    monkeypatch.setattr(ports, "free_ports", lambda count: [taken])
    with pytest.raises(PortTakenError, match=f"Port {taken} is in use"):
        start_site(tmp_path / "data", tmp_path / "output.txt")
