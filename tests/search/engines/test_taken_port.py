"""A node whose port somebody took between its choice and the start."""

import socket

from tests import ports
from tests.elasticsearch import sees
from tests.search.engines.conftest import started


def test_starts_on_another_port(monkeypatch):
    taken, transport, *others = ports.free_ports(4)
    choices = iter([[taken, transport], others])
    monkeypatch.setattr(ports, "free_ports", lambda count: next(choices))
    with socket.create_server(("127.0.0.1", taken)):
        for cluster in started(1):
            assert [node.port for node in cluster.nodes] == others[:1]
            assert sees(cluster.urls[0], 1)
