"""Which Elasticsearch the tests take, and the Java that it runs on; starting it is what the tests of search do."""

import pytest

from tests.certificate_authority import Missing
from tests.elasticsearch_server import java_for, version_of


@pytest.fixture
def unpacked(tmp_path):
    """Make a folder that looks like an unpacked server."""

    def make(version: str):
        (tmp_path / "server" / "lib").mkdir(parents=True)
        for name in (f"elasticsearch-core-{version}", f"elasticsearch-{version}", "lucene-core-9.12.2"):
            (tmp_path / "server" / "lib" / f"{name}.jar").touch()
        return tmp_path / "server"

    return make


@pytest.fixture
def installed(tmp_path):
    """Java 17 and 21 as Debian installs them."""
    for release in (17, 21):
        java(tmp_path / "jvm" / f"java-{release}-openjdk-amd64")
    return tmp_path / "jvm"


def java(folder):
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "java").touch()
    return folder


@pytest.mark.parametrize("version", ["8.19.16", "9.2.0", "9.3.0-SNAPSHOT"])
def test_the_version_of_an_unpacked_server_is_read_and_not_asked(unpacked, version):
    assert version_of(unpacked(version)) == version


def test_a_folder_without_a_server_is_named(tmp_path):
    with pytest.raises(Missing, match="ELASTICSEARCH_HOME"):
        version_of(tmp_path)


def test_a_server_runs_on_the_java_that_it_brings(unpacked, installed):
    server = unpacked("9.2.0")
    assert java_for(server, installed) == installed / "java-21-openjdk-amd64"
    assert java_for(server, installed) != java(server / "jdk") == java_for(server, installed)


def test_version_9_does_not_run_on_java_17(unpacked, tmp_path):
    java(tmp_path / "jvm" / "java-17-openjdk-amd64")
    with pytest.raises(Missing, match="openjdk-21-jre-headless"):
        java_for(unpacked("9.2.0"), tmp_path / "jvm")
