"""Fixtures of a running site and a browser, for end-to-end tests."""

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

#: Seconds until the site must be ready, with its demonstration loaded.
START_TIMEOUT = 400
#: Milliseconds until an expected element must be visible, on busy cores.
VISIBLE_TIMEOUT = 20_000

#: No sandbox (containers allow none), and no network requests of the browser itself.
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
    """The site of `make run` with the demonstration, in a temporary folder."""
    data_dir = tmp_path_factory.mktemp("site")
    process, url = start_site(data_dir, data_dir / "output.txt")
    try:
        yield LiveSite(url, data_dir)
    finally:
        process.terminate()
        process.wait(timeout=30)


def start_site(data_dir: Path, log: Path) -> tuple[subprocess.Popen, str]:
    """Start the site in a clean environment; return its process and URL once it is ready."""

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
    """Run manage.py on the data of the site."""
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(site.data_dir),
        check=True,
        capture_output=True,
    )


def environment(data_dir: Path) -> dict[str, str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**inherited, "DATA_DIR": str(data_dir)}


def wait_until_ready(process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while "Shafafiya is ready" not in (output := log.read_text(encoding="utf-8")):
        if process.poll() is not None and "in use" in (output := log.read_text(encoding="utf-8")):
            raise PortTakenError(output)
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"The site did not start:\n{output}", pytrace=False)
        time.sleep(0.1)


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium, driven by Playwright."""
    path = program("chromium", package="chromium")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=VISIBLE_TIMEOUT)
    # Playwright's event loop runs in this thread, which Django would take for asynchronous code.
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
    """A page of a new browser context; paths are relative to the site.

    Fails the test on script errors and on requests to other hosts.
    """
    context = browser.new_context(base_url=live_site.url, locale="ar-MA")
    page = context.new_page()
    problems: list[str] = []
    context.on("weberror", lambda failure: problems.append(f"script error: {failure.error}"))
    context.on("request", lambda request: problems.extend(external_requests(request.url, live_site.url)))
    yield page
    context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def signed_in(browser, live_site):
    """Return a function that signs in as an account of the demonstration, in its own browser context."""
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


def external_requests(url: str, site: str) -> list[str]:
    parts = urlsplit(url)
    if parts.scheme in ("data", "blob", "about") or parts.netloc == urlsplit(site).netloc:
        return []
    return [f"external request: {url}"]
