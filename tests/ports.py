"""Ports for the servers that tests and benchmarks start.

Any outgoing connection may take a port of the ephemeral range between its choice and the server's start, so that ports
are chosen outside of it. Where another server took it nevertheless, the start is tried again on another one.
"""

import random
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

EPHEMERAL = Path("/proc/sys/net/ipv4/ip_local_port_range")
LOWEST, HIGHEST = 10_000, 65_535
ATTEMPTS = 5

#: Not the generator that pytest-randomly seeds: processes of one run would all draw the same ports.
_draw = random.SystemRandom()

Started = TypeVar("Started")


class PortTakenError(Exception):
    """A server did not start because another one listens on its port."""


def ephemeral_ports() -> range:
    """Return the ports that the kernel gives to outgoing connections; Linux's default where it does not say."""
    try:
        first, last = map(int, EPHEMERAL.read_text().split())
    except OSError:
        first, last = 32_768, 60_999
    return range(first, last + 1)


def free_ports(count: int) -> list[int]:
    """Return ports on loopback that nobody listens on and no outgoing connection takes."""
    ephemeral = ephemeral_ports()
    candidates = [port for port in range(LOWEST, HIGHEST + 1) if port not in ephemeral]
    # Where all are ephemeral, the attempts remain.
    candidates = candidates or list(range(LOWEST, HIGHEST + 1))
    free: list[int] = []
    for port in _draw.sample(candidates, len(candidates)):
        if len(free) == count:
            break
        if is_free(port):
            free.append(port)
    return free


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def on_free_ports(count: int, start: Callable[[list[int]], Started]) -> Started:
    """Call a function that starts a server with ports for it, with others where it raises PortTakenError."""
    for _attempt in range(ATTEMPTS - 1):
        try:
            return start(free_ports(count))
        except PortTakenError:
            continue
    return start(free_ports(count))
