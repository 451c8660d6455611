"""A real Elasticsearch on loopback for tests and benchmarks: one node or several, which can be killed and revived.

It runs as `nobody` where this user is root, whom it refuses. The nodes' data lies in a temporary folder and goes with them,
unless they are told where to keep it.
"""

import base64
import contextlib
import hashlib
import json
import os
import pwd
import re
import secrets
import shutil
import signal
import ssl
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.certificate_authority import Authority
from tests.elasticsearch_server import distribution, java_for
from tests.ports import PortTakenError, on_free_ports

#: Of one node, in megabytes.
HEAP = 384
#: What a machine that compiles little spends less on.
QUICK = "-XX:TieredStopAtLevel=1"
#: Seconds until nodes must have found each other.
PATIENCE = 180
#: Of what a whole distribution does beside search: settings that only a server with that module knows.
UNWANTED = {
    "x-pack-ml": {"xpack.ml.enabled": False},
    "ingest-geoip": {"ingest.geoip.downloader.enabled": False},
    "x-pack-watcher": {"xpack.watcher.enabled": False},
}
#: The option by which version 9 takes a module for speed, which a Java of few modules does not have.
FASTER = "--add-modules=jdk.incubator.vector"
SUPERUSER = "superuser"
#: What a node says of a port that somebody else listens on.
TAKEN = re.compile(r"Bind\w*Exception")


@dataclass
class Node:
    name: str
    folder: Path
    port: int
    transport: int
    is_secure: bool = False
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http{'s' if self.is_secure else ''}://127.0.0.1:{self.port}"

    @property
    def console(self) -> Path:
        """What the node says."""
        return self.folder / "console.log"

    @property
    def is_dead(self) -> bool:
        return self.process is not None and self.process.poll() is not None


@dataclass
class Cluster:
    """`roles` are {name: what the user of that name may do}, all with one password; without any, everybody may do everything."""

    server: Path
    java: Path
    folder: Path
    heap: int = HEAP
    is_brief: bool = False
    roles: Mapping[str, dict] = field(default_factory=dict)
    password: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    nodes: list[Node] = field(default_factory=list)

    @property
    def ca_file(self) -> Path:
        """The certificate of the authority that was made for this cluster."""
        return Authority(self.folder).certificate

    @property
    def urls(self) -> list[str]:
        return [node.url for node in self.nodes]

    def start(self, node: Node) -> None:
        """Start a node, again on its data where it ran before."""
        with node.console.open("ab") as console:
            node.process = subprocess.Popen(
                [str(self.server / "bin" / "elasticsearch")],
                env={
                    "PATH": os.environ["PATH"],
                    "HOME": str(node.folder),
                    "LANG": "C.UTF-8",
                    "ES_JAVA_HOME": str(self.java),
                    "ES_PATH_CONF": str(node.folder / "config"),
                    "ES_TMPDIR": str(node.folder / "tmp"),
                    "ES_JAVA_OPTS": f"-Xms{self.heap}m -Xmx{self.heap}m {QUICK if self.is_brief else ''}",
                },
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=console,
                start_new_session=True,
                **_unprivileged(),
            )

    def close(self) -> None:
        """Let all nodes say goodbye, for data that is kept: what they do not write now they do at their next start."""
        for node in self.nodes:
            if node.process and node.process.poll() is None:
                node.process.terminate()
        for node in self.nodes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                if node.process:
                    node.process.wait(PATIENCE)

    def kill(self, node: Node) -> None:
        """A crash: the node gets no chance to say goodbye."""
        if node.process and node.process.poll() is None:
            os.killpg(node.process.pid, signal.SIGKILL)
            node.process.wait()

    def stop(self) -> None:
        for node in self.nodes:
            self.kill(node)

    def wait(self, count: int | None = None, status: str = "") -> None:
        """Wait until so many nodes (all, if not said) know each other; raise RuntimeError with their logs if never.

        With a status until all is as well as that: "yellow" has all documents, "green" their copies too. Raise
        PortTakenError where a node ended because somebody else listens on its port.
        """
        count = count or len(self.nodes)
        deadline = time.monotonic() + PATIENCE
        while not any(self._sees(node, count, status) for node in self.nodes):
            logs = {node.name: node.console.read_text(errors="replace") for node in self.nodes if node.is_dead}
            if taken := [name for name, log in logs.items() if TAKEN.search(log)]:
                raise PortTakenError(f"A port of {', '.join(taken)} is in use")
            if time.monotonic() > deadline or len(logs) == len(self.nodes):
                logs = [node.console.read_text(errors="replace")[-2000:] for node in self.nodes]
                raise RuntimeError("Elasticsearch did not start:\n" + "\n".join(logs))
            time.sleep(0.3)

    def _sees(self, node: Node, count: int, status: str) -> bool:
        if not node.is_secure:
            return sees(node.url, count, status)
        return sees(node.url, count, status, ssl.create_default_context(cafile=self.ca_file), self.password)


@contextmanager
def cluster(
    nodes: int = 1,
    heap: int = HEAP,
    is_brief: bool = False,
    roles: Mapping[str, dict] | None = None,
    keep: Path | None = None,
    version: int = 8,
) -> Iterator[Cluster]:
    """Start a cluster of a major version, yield it once all its nodes have joined, and take it away.

    What it is told to keep in a folder is there again in a cluster of as many nodes that is started in the same folder.
    `heap` is of one node, in megabytes. A brief one starts in less time and answers more slowly. One with
    roles, of one node, speaks TLS with readers and wants to know who they are.
    """
    server = distribution(version)
    java = java_for(server)
    folder = keep or Path(tempfile.mkdtemp(prefix="shafafiya-es-", dir="/tmp"))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    running = Cluster(server, java, folder, heap, is_brief, roles or {})

    def start(ports: list[int]) -> None:
        running.nodes = [
            Node(name := f"node-{number + 1}", folder / name, *ports[2 * number : 2 * number + 2], bool(roles))
            for number in range(nodes)
        ]
        for node in running.nodes:
            node.console.unlink(missing_ok=True)
            _configure(running, node)
            running.start(node)
        try:
            running.wait(status="yellow")
        except PortTakenError:
            running.stop()
            raise

    try:
        on_free_ports(2 * nodes, start)
        yield running
    finally:
        if keep:
            running.close()
        running.stop()
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> dict:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _configure(running: Cluster, node: Node) -> None:
    for part in ("data", "logs", "tmp"):
        (node.folder / part).mkdir(parents=True, exist_ok=True)
    shutil.copytree(running.server / "config", node.folder / "config", dirs_exist_ok=True)
    settings = {
        "cluster.name": "shafafiya-tests",
        "node.name": node.name,
        "path.data": str(node.folder / "data"),
        "path.logs": str(node.folder / "logs"),
        "network.host": "127.0.0.1",
        "http.port": node.port,
        "transport.port": node.transport,
        "discovery.seed_hosts": [f"127.0.0.1:{other.transport}" for other in running.nodes],
        "cluster.initial_master_nodes": [other.name for other in running.nodes],
        "cluster.routing.allocation.disk.threshold_enabled": False,
        "xpack.security.enabled": node.is_secure,
    }
    for module, unwanted in UNWANTED.items():
        if (running.server / "modules" / module).is_dir():
            settings |= unwanted
    if node.is_secure:
        settings |= _secure(running, node)
    lines = [f"{name}: {json.dumps(value)}" for name, value in settings.items()]
    (node.folder / "config" / "elasticsearch.yml").write_text("\n".join(lines) + "\n")
    options = node.folder / "config" / "jvm.options"
    if FASTER.rpartition("=")[2] not in (running.java / "release").read_text():
        options.write_text("".join(line for line in options.open() if FASTER not in line))
    if user := _unprivileged():
        for path in [node.folder, *node.folder.rglob("*")]:
            os.chown(path, user["user"], user["group"])


def _secure(running: Cluster, node: Node) -> dict:
    """Make an authority, a certificate of it for a node, and users; return the settings that name them."""
    config = node.folder / "config"
    authority = Authority(running.folder)
    authority.sign(config / "node.crt", config / "node.key", ["IP:127.0.0.1"])
    salt = secrets.token_bytes(32)
    digest = hashlib.pbkdf2_hmac("sha512", running.password.encode(), salt, 1000, 32)
    parts = "$".join(base64.b64encode(part).decode() for part in (salt, digest))
    users = [SUPERUSER, *running.roles]
    (config / "users").write_text("".join(f"{name}:{{PBKDF2}}1000${parts}\n" for name in users))
    (config / "users_roles").write_text("".join(f"{name}:{name}\n" for name in users))
    # JSON is YAML.
    (config / "roles.yml").write_text("".join(f"{name}: {json.dumps(may)}\n" for name, may in running.roles.items()))
    return {
        "xpack.security.http.ssl.enabled": True,
        "xpack.security.http.ssl.key": "node.key",
        "xpack.security.http.ssl.certificate": "node.crt",
    }


def sees(url: str, count: int, status: str = "", tls: ssl.SSLContext | None = None, password: str = "") -> bool:
    """Whether a node answers that so many are there, and that all is as well as that: "yellow" or "green"."""
    wanted = f"&wait_for_status={status}" if status else ""
    request = urllib.request.Request(f"{url}/_cluster/health?wait_for_nodes=>={count}&timeout=1s{wanted}")
    if password:
        known = base64.b64encode(f"{SUPERUSER}:{password}".encode()).decode()
        request.add_header("Authorization", f"Basic {known}")
    handlers = [urllib.request.ProxyHandler({})]
    if tls:
        handlers.append(urllib.request.HTTPSHandler(context=tls))
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False
