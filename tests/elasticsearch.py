"""A real Elasticsearch on loopback for tests and benchmarks: one node or several, which can be killed and revived.

Elastic publish their server on Maven Central, in the distribution for testing plugins: its whole core, without most
modules. It is unpacked once, below /var/tmp; ELASTICSEARCH_HOME takes another one, as of version 9, from the folder where
it is unpacked. It runs on a JDK 17 or 21, as `nobody` where this user is root, whom it refuses. The nodes' data lies in a
temporary folder and goes with them.
"""

import contextlib
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

VERSION = "8.19.16"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
UNPACKED = Path("/var/tmp") / f"shafafiya-elasticsearch-{VERSION}"
#: Of one node, in megabytes.
HEAP = 384
#: What a machine that compiles little spends less on.
QUICK = "-XX:TieredStopAtLevel=1"
#: Seconds until nodes must have found each other.
PATIENCE = 180
JDKS = (21, 17)


class Missing(Exception):
    """Something that Elasticsearch needs is not on this machine; the text names the package."""


@dataclass
class Node:
    name: str
    folder: Path
    port: int
    transport: int
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass
class Cluster:
    server: Path
    java: Path
    folder: Path
    heap: int = HEAP
    is_brief: bool = False
    nodes: list[Node] = field(default_factory=list)

    @property
    def urls(self) -> list[str]:
        return [node.url for node in self.nodes]

    def start(self, node: Node) -> None:
        """Start a node, again on its data where it ran before."""
        with (node.folder / "console.log").open("ab") as console:
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

        With a status until all is as well as that: "yellow" has all documents, "green" their copies too.
        """
        count = count or len(self.nodes)
        deadline = time.monotonic() + PATIENCE
        while not any(sees(node.url, count, status) for node in self.nodes):
            if time.monotonic() > deadline or all(n.process and n.process.poll() is not None for n in self.nodes):
                logs = [log.read_text(errors="replace")[-2000:] for log in self.folder.glob("*/console.log")]
                raise RuntimeError("Elasticsearch did not start:\n" + "\n".join(logs))
            time.sleep(0.3)


@contextmanager
def cluster(nodes: int = 1, heap: int = HEAP, is_brief: bool = False) -> Iterator[Cluster]:
    """Start a cluster, yield it once all its nodes have joined, and take it away.

    `heap` is of one node, in megabytes. A brief one starts in less time and answers more slowly.
    """
    java, server = _java(), _distribution()
    folder = Path(tempfile.mkdtemp(prefix="shafafiya-es-", dir="/tmp"))
    folder.chmod(0o755)
    running = Cluster(server, java, folder, heap, is_brief)
    try:
        ports = _free_ports(2 * nodes)
        for number in range(nodes):
            name = f"node-{number + 1}"
            running.nodes.append(Node(name, folder / name, ports[2 * number], ports[2 * number + 1]))
        for node in running.nodes:
            _configure(running, node)
            running.start(node)
        running.wait()
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _java() -> Path:
    for release in JDKS:
        for found in sorted(Path("/usr/lib/jvm").glob(f"*{release}*")):
            if (found / "bin" / "java").is_file():
                return found
    raise Missing("A JDK 17 or 21 is missing (apt-get install openjdk-17-jre-headless)")


def _distribution() -> Path:
    """Return the folder of the server, fetched through Maven (100 MB) and unpacked where it is not there yet."""
    if home := os.environ.get("ELASTICSEARCH_HOME"):
        return Path(home)
    if UNPACKED.is_dir():
        return UNPACKED
    maven = shutil.which("mvn")
    if not maven:
        raise Missing("Maven is missing (apt-get install maven)")
    with tempfile.TemporaryDirectory(dir=UNPACKED.parent) as name:
        folder = Path(name)
        folder.chmod(0o755)
        command = [maven, "-B", "-q", COPY, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"]
        result = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if result.returncode:
            raise RuntimeError(f"Elasticsearch could not be fetched:\n{result.stdout[-2000:]}")
        with zipfile.ZipFile(next(folder.glob("*.zip"))) as bundle:
            bundle.extractall(folder)
        top = next(path for path in folder.iterdir() if path.is_dir())
        for program in (top / "bin").iterdir():
            program.chmod(0o755)
        # Whoever comes second finds it there.
        with contextlib.suppress(OSError):
            top.rename(UNPACKED)
    return UNPACKED


def _unprivileged() -> dict:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _configure(running: Cluster, node: Node) -> None:
    for part in ("data", "logs", "tmp"):
        (node.folder / part).mkdir(parents=True)
    shutil.copytree(running.server / "config", node.folder / "config")
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
        "xpack.security.enabled": False,
    }
    lines = [f"{name}: {json.dumps(value)}" for name, value in settings.items()]
    (node.folder / "config" / "elasticsearch.yml").write_text("\n".join(lines) + "\n")
    if user := _unprivileged():
        for path in [node.folder, *node.folder.rglob("*")]:
            os.chown(path, user["user"], user["group"])


def _free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _number in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def sees(url: str, count: int, status: str = "") -> bool:
    """Whether a node answers that so many are there, and that all is as well as that: "yellow" or "green"."""
    wanted = f"&wait_for_status={status}" if status else ""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{url}/_cluster/health?wait_for_nodes=>={count}&timeout=1s{wanted}", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False
