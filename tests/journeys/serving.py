"""Serving the demonstration campaign for real: what the journeys visit, and what the pictures are taken of."""

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
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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


@contextmanager
def served_demo(home: Path) -> Iterator[Site]:
    """Serve the demonstration campaign from a home, as a newcomer would, until the block ends."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {"SOLIDARY_HOME": str(home), "SOLIDARY_SITE_URL": url}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "solidary", "demo", "--bind", f"127.0.0.1:{port}"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_for(url, server, home / "log")
            found = re.search(r"password: (\S+)", (home / "log").read_text())
            assert found, "the first start shows a password"
            yield Site(url, home, "coordinator", found.group(1))
        finally:
            server.terminate()
            server.wait(20)


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
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
