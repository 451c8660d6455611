"""Ports for the servers that tests and benchmarks start.

Ports are outside the ephemeral range, of which an outgoing connection might take one before the server starts. If
another server takes the port nevertheless, the start is retried on another one.
"""

import random
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

EPHEMERAL = Path("/proc/sys/net/ipv4/ip_local_port_range")
LOWEST, HIGHEST = 10_000, 65_535
ATTEMPTS = 5

#: Not seeded by pytest-randomly, with which all processes would choose the same ports.
_draw = random.SystemRandom()

Started = TypeVar("Started")


class PortTakenError(Exception):
    """A server did not start because another one listens on its port."""


def ephemeral_ports() -> range:
    """Return the kernel's range for outgoing connections, Linux's default if it is unknown."""
    try:
        first, last = map(int, EPHEMERAL.read_text().split())
    except OSError:
        first, last = 32_768, 60_999
    return range(first, last + 1)


def free_ports(count: int) -> list[int]:
    """Return ports on loopback that are free and not ephemeral."""
    ephemeral = ephemeral_ports()
    candidates = [port for port in range(LOWEST, HIGHEST + 1) if port not in ephemeral]
    # If all are ephemeral, retries must suffice.
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
    """Start a server on free ports, and on others if it raises PortTakenError."""
    for _attempt in range(ATTEMPTS - 1):
        try:
            return start(free_ports(count))
        except PortTakenError:
            continue
    return start(free_ports(count))
