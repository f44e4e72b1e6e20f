"""The demonstration campaign, really served, and a real Chromium to visit it with."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PROJECT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Site:
    """A served demonstration campaign."""

    url: str
    home: Path
    user: str
    password: str

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers (names in small letters) and body of an address."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:
                return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()

    def wait_until_read(self, path: str, wanted: str, seconds: float = 15) -> float:
        """Return after how many seconds an address says something; fail when it does not."""
        started = time.monotonic()
        while time.monotonic() < started + seconds:
            if wanted in self.get(path)[2].decode():
                return time.monotonic() - started
        raise AssertionError(f"{path} never said {wanted!r}")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the demonstration campaign from a home of its own, as a newcomer would."""
    home = tmp_path_factory.mktemp("demo")
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {"SOLIDARY_HOME": str(home), "SOLIDARY_SITE_URL": url, "DATABASE_URL": ""}
    environment.pop("DATABASE_URL")
    log = (home / "log").open("w+")
    command = [sys.executable, "-m", "solidary", "demo", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for(url, server, home / "log")
        found = re.search(r"password: (\S+)", (home / "log").read_text())
        assert found, "the first start shows a password"
        yield Site(url, home, "coordinator", found.group(1))
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise AssertionError(f"the server ended: {log.read_text()}")
        try:
            urllib.request.urlopen(f"{url}/en/", timeout=5)
        except OSError:
            continue
        return
    raise AssertionError(f"the server did not answer within {seconds} s: {log.read_text()}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return Debian's Chromium; skip, or fail where REQUIRE_BROWSER says so, if it is not there."""
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("Chromium is not installed, and REQUIRE_BROWSER=1 asks for it.")
        pytest.skip("Chromium is not installed; Debian's package is called chromium.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Return a reader's browser window without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780})
    yield context
    context.close()


@pytest.fixture(scope="module")
def coordinator(browser: Browser, site: Site) -> Iterator[Page]:
    """Return a page on which the coordinator has signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.goto(f"{site.url}/admin/")
    page.fill("[name=username]", site.user)
    page.fill("[name=password]", site.password)
    page.click("button[type=submit]")
    page.wait_for_url(f"{site.url}/admin/")
    yield page
    context.close()
