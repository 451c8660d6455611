"""A real site and a real browser, for tests that see what readers and editors see."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.ports import PortTakenError, on_free_ports
from tests.system_programs import program

ROOT = Path(__file__).resolve().parent.parent

#: Seconds until a site that was started must be ready: it loads the whole demonstration first.
PATIENCE = 400
#: Milliseconds until a page must show what is expected: other processes of the tests want the same two cores.
SHOWN = 20_000

#: A browser for tests: no sandbox, since containers allow none, and no talk with its maker.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass(frozen=True)
class LiveSite:
    url: str
    data_dir: Path

    @property
    def accounts(self) -> dict[str, str]:
        """Return {user name: password} of the demonstration's accounts."""
        lines = (self.data_dir / "accounts.txt").read_text(encoding="utf-8").splitlines()
        return dict(line.split("\t") for line in lines)


@pytest.fixture(scope="session")
def live_site(tmp_path_factory) -> Iterator[LiveSite]:
    """The site that `make run` serves, with its demonstration, in a folder of its own."""
    data_dir = tmp_path_factory.mktemp("site")
    process, url = start_site(data_dir, data_dir / "output.txt")
    try:
        yield LiveSite(url, data_dir)
    finally:
        process.terminate()
        process.wait(timeout=30)


def start_site(data_dir: Path, log: Path) -> tuple[subprocess.Popen, str]:
    """Start the site in the environment of somebody who has set nothing; return it and its address once it is ready."""

    def start(ports: list[int]) -> tuple[subprocess.Popen, str]:
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "portal.launch"],
                cwd=ROOT,
                env={**environment(data_dir), "PORT": str(ports[0])},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_until_ready(process, log)
        except BaseException:
            process.kill()
            process.wait()
            raise
        return process, f"http://localhost:{ports[0]}"

    return on_free_ports(1, start)


def manage(site: LiveSite, *arguments: str) -> None:
    """Run a command of manage.py on the site's own data."""
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(site.data_dir),
        check=True,
        capture_output=True,
    )


def environment(data_dir: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "DATA_DIR": str(data_dir)}


def wait_until_ready(process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while "Shafafiya is ready" not in (said := log.read_text(encoding="utf-8")):
        if process.poll() is not None and "in use" in (said := log.read_text(encoding="utf-8")):
            raise PortTakenError(said)
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"The site did not start:\n{said}", pytrace=False)
        time.sleep(0.1)


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium, driven by Playwright."""
    path = program("chromium", package="chromium")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=SHOWN)
    # Playwright's loop stays in this thread, and Django would take it for asynchronous code of its own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
            yield chromium
            chromium.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browser_page(browser, live_site):
    """A page of a fresh browser; paths are relative to the site.

    The test fails if a script of a page failed, or if a page asked anybody but the site for anything.
    """
    context = browser.new_context(base_url=live_site.url, locale="ar-MA")
    page = context.new_page()
    problems: list[str] = []
    context.on("weberror", lambda failure: problems.append(f"script error: {failure.error}"))
    context.on("request", lambda request: problems.extend(stranger(request.url, live_site.url)))
    yield page
    context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def signed_in(browser, live_site):
    """Sign in as one of the demonstration's accounts, each in a browser of its own."""
    contexts = []

    def sign_in(name: str):
        context = browser.new_context(base_url=live_site.url, viewport={"width": 1360, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.goto("/admin/login/")
        page.fill("input[name=username]", name)
        page.fill("input[name=password]", live_site.accounts[name])
        page.click("main button[type=submit]")
        page.wait_for_url("**/admin/")
        return page

    yield sign_in
    for context in contexts:
        context.close()


def stranger(url: str, site: str) -> list[str]:
    parts = urlsplit(url)
    if parts.scheme in ("data", "blob", "about") or parts.netloc == urlsplit(site).netloc:
        return []
    return [f"asked a stranger: {url}"]
