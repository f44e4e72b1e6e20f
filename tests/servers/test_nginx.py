"""Debian's nginx with the printed configuration, and `config.asgi` beside it: both answer alike, on every kind of file.

The visitors of these tests come from 127.0.0.77, an address of the loopback network that nothing else has; so it can be
looked for.
"""

import gzip
import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from click.testing import CliRunner
from django.conf import settings

from solidary.publishing import outputs as engine
from solidary.publishing import policy
from solidary.publishing.bake import bake
from solidary.publishing.commands import nginx as command
from solidary.publishing.nginx import Origin, configuration
from tests.cast import DAY
from tests.waiting import eventually

PROJECT = Path(__file__).resolve().parent.parent.parent
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
VISITOR = "127.0.0.77"
ONION = "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion"

TEXT = b"Free Maryna Prykladava, who exists in no country. " * 40
TREE = {
    "index.html": b"<!doctype html><title>Door</title>" + TEXT,
    "en/index.html": b"<!doctype html><title>Home</title>" + TEXT,
    "en/small.html": b"<!doctype html><title>Small</title>",
    "en/news/feed.atom": b"<feed/>" + TEXT,
    "en/actions.ics": b"BEGIN:VCALENDAR" + TEXT,
    "data/people.csv": b"name\n" + TEXT,
    "data/people.json": b"{}" + TEXT,
    "data/map.geojson": b"{}" + TEXT,
    "404.html": b"<!doctype html><title>Not here</title>" + TEXT,
    "assets/site.css": b"p{color:red}" + TEXT,
    "assets/live.js": b"1;" + TEXT,
    "assets/mark.svg": b"<svg/>" + TEXT,
    "assets/pictures/0123.webp": b"RIFF" + TEXT,
    "site.webmanifest": b"{}" + TEXT,
    ".well-known/security.txt": b"Contact: mailto:security@campaign.example\n" + TEXT,
    "en/.hidden.html": b"<!doctype html><title>Hidden</title>",
}
LASTING, ASKED_ANEW = "public, max-age=31536000, immutable", "no-cache"
KINDS = {
    "/": ("text/html; charset=utf-8", ASKED_ANEW),
    "/en/": ("text/html; charset=utf-8", ASKED_ANEW),
    "/en/index.html": ("text/html; charset=utf-8", ASKED_ANEW),
    "/en/news/feed.atom": ("application/atom+xml", ASKED_ANEW),
    "/en/actions.ics": ("text/calendar; charset=utf-8", ASKED_ANEW),
    "/data/people.csv": ("text/csv; charset=utf-8", ASKED_ANEW),
    "/data/people.json": ("application/json", ASKED_ANEW),
    "/data/map.geojson": ("application/geo+json", ASKED_ANEW),
    "/assets/site.css": ("text/css; charset=utf-8", LASTING),
    "/assets/live.js": ("text/javascript; charset=utf-8", LASTING),
    "/assets/mark.svg": ("image/svg+xml", LASTING),
    "/site.webmanifest": ("application/manifest+json", ASKED_ANEW),
    "/.well-known/security.txt": ("text/plain; charset=utf-8", ASKED_ANEW),
    "/en/small.html": ("text/html; charset=utf-8", ASKED_ANEW),
    "/robots.txt": ("text/plain; charset=utf-8", ASKED_ANEW),
    "/sitemap.xml": ("application/xml", ASKED_ANEW),
    "/assets/pictures/0123.webp": ("image/webp", LASTING),
}
"""Addresses with their media type and caching; the last four are too small, or no text, and are not compressed."""
COMPRESSED = [path for path in KINDS if path not in list(KINDS)[-4:]]

EVERYWHERE = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
OF_THE_CONNECTION = {"date", "server", "connection", "keep-alive", "accept-ranges", "transfer-encoding"}


@dataclass(frozen=True)
class Answer:
    """What a server said: headers by their names in small letters, without those of the connection."""

    status: int
    headers: dict[str, str]
    body: bytes
    server: str = field(compare=False)


@dataclass(frozen=True)
class Server:
    """A server on a loopback port."""

    port: int
    secure: bool = False

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, /, **headers: str) -> Answer:
        """Return the answer; header names are written with underscores. No redirect is followed."""
        connection = self._connection()
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body=body, headers={"Accept-Encoding": "identity"} | named)
            answer = connection.getresponse()
            names = Counter(name.lower() for name, _value in answer.getheaders())
            assert [name for name, times in names.items() if times > 1] == [], f"{path} says a header twice"
            said = {name.lower(): value for name, value in answer.getheaders()}
            kept = {name: value for name, value in said.items() if name not in OF_THE_CONNECTION}
            return Answer(answer.status, kept, answer.read(), said.get("server", ""))
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        if not self.secure:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20, source_address=(VISITOR, 0))
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=20, source_address=(VISITOR, 0), context=trusting
        )


# --- the servers -------------------------------------------------------------------------------------------------


def require(found: object, what: str) -> None:
    """Skip where something is missing; fail where REQUIRE_NGINX says that it must be there."""
    if not found:
        if os.environ.get("REQUIRE_NGINX") == "1":
            pytest.fail(f"{what} is not installed, and REQUIRE_NGINX=1 asks for it.")
        pytest.skip(f"{what} is not installed.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(arguments: list[str], ports: list[int], log: Path, **environment: str) -> Iterator[None]:
    """Run a server until the block ends; it is ended by its process id."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            arguments, cwd=PROJECT, env=os.environ | environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            eventually(lambda: process.poll() is not None or all(listens(port) for port in ports), seconds=60)
            assert process.poll() is None, log.read_text()
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


WRAPPER = """\
load_module {brotli};
user root;
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/logs/main-error.log debug;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types;
    access_log {folder}/logs/access.log;
    error_log {folder}/logs/error.log debug;
    gzip on;
    client_body_temp_path {folder}/temporary;
    proxy_temp_path {folder}/temporary;
    fastcgi_temp_path {folder}/temporary;
    uwsgi_temp_path {folder}/temporary;
    scgi_temp_path {folder}/temporary;
    include {folder}/site.conf;
}}
"""
"""As Debian's nginx.conf, which logs addresses and compresses on the way, both of which the site must override."""


@contextmanager
def nginx_with(site: str, folder: Path, ports: list[int]) -> Iterator[None]:
    """Run nginx with a printed configuration that listens on loopback ports."""
    require(NGINX, "nginx")
    require(BROTLI.exists(), "libnginx-mod-http-brotli-static")
    folder.mkdir(parents=True)
    (folder / "logs").mkdir()
    (folder / "site.conf").write_text(site)
    (folder / "nginx.conf").write_text(WRAPPER.format(folder=folder, brotli=BROTLI))
    arguments = [str(NGINX), "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "logs/early.log")]
    with running(arguments, ports, folder / "logs/output.log"):
        yield


def on_ports(site: str, plain: int, secure: int = 0) -> str:
    """Return a printed configuration that listens on loopback ports instead of 80 and 443."""
    for printed, port in {"80": plain, "443 ssl http2": secure}.items():
        assert port == 0 or f"    listen {printed};\n    listen [::]:{printed};\n" in site
        address = f"127.0.0.1:{port}{printed.removeprefix('80').removeprefix('443')}"
        site = site.replace(f"    listen {printed};\n    listen [::]:{printed};\n", f"    listen {address};\n")
    return site


class Upstream(ThreadingHTTPServer):
    """What the admin is to nginx: answers every request and remembers it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Listener)
        self.begun: list[str] = []
        self.heard: list[tuple[str, str, dict[str, str], bytes]] = []

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class Listener(BaseHTTPRequestHandler):
    """Remembers a request and answers as Django would, with headers of its own."""

    server: Upstream

    def do_GET(self) -> None:
        self.server.begun.append(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.heard.append((self.command, self.path, headers, body))
        self.send_response(404 if "missing" in self.path else 200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Cache-Control", "private")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(b"from the admin" * (200 if "long" in self.path else 1))

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def answering() -> Iterator[Upstream]:
    with Upstream() as upstream:
        thread = threading.Thread(target=partial(upstream.serve_forever, 0.05))
        thread.start()
        try:
            yield upstream
        finally:
            upstream.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with a tree that the engine baked from a few outputs."""
    folder = tmp_path_factory.mktemp("origin") / "the home"
    with pytest.MonkeyPatch.context() as patch:
        for name, part in {"PUBLIC_TREE": "public", "BAKE_STATE": "bake"}.items():
            patch.setattr(settings, name, folder / part)
        outputs = [engine.Output(path, path, partial(bytes, content)) for path, content in TREE.items()]
        patch.setattr(engine, "_registry", {"tests": lambda _bake: outputs})
        bake(as_of=DAY)
    (folder / "static/admin").mkdir(parents=True)
    (folder / "static/admin/base.css").write_bytes(b"p{color:blue}" * 100)
    (folder / "public/en/folder").mkdir()
    return folder


@pytest.fixture(scope="module")
def upstream() -> Iterator[Upstream]:
    with answering() as upstream:
        yield upstream


@pytest.fixture(scope="module")
def logs(home: Path) -> Path:
    return home.parent / "nginx/logs"


@pytest.fixture(scope="module")
def nginx(home: Path, upstream: Upstream) -> Iterator[Server]:
    """Return nginx as it is without TLS."""
    server = Server(free_port())
    site = configuration(Origin("campaign.example", home, upstream.address))
    with nginx_with(on_ports(site, server.port), home.parent / "nginx", [server.port]):
        yield server


@pytest.fixture(scope="module")
def own(home: Path) -> Iterator[Server]:
    """Return our own server, as `solidary serve` runs it."""
    server = Server(free_port())
    uvicorn = ["uvicorn", "config.asgi:application", "--host", "127.0.0.1", "--port", str(server.port)]
    arguments = [sys.executable, "-m", *uvicorn, "--no-access-log", "--log-level", "warning"]
    with running(arguments, [server.port], home.parent / "own.log", SOLIDARY_HOME=str(home)):
        yield server


@pytest.fixture(params=["nginx", "own"])
def server(request: pytest.FixtureRequest) -> Server:
    """Return the one and then the other: what follows holds for both."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Server)
    return found


# --- what both servers say ---------------------------------------------------------------------------------------


def file_of(path: str) -> bytes | None:
    return TREE.get(path.strip("/") + ("/" if path != "/" else "") + "index.html" if path.endswith("/") else path[1:])


@pytest.mark.parametrize("path", KINDS)
def test_every_kind_of_file_comes_with_exactly_its_headers(server: Server, path: str) -> None:
    answer = server.ask(path)
    kind, caching = KINDS[path]
    expected = EVERYWHERE | {"content-type": kind, "cache-control": caching, "content-length": str(len(answer.body))}
    if path in COMPRESSED:
        expected["vary"] = "Accept-Encoding"
    told = {name: value for name, value in answer.headers.items() if name not in ("etag", "last-modified")}
    assert (answer.status, told) == (200, expected)
    assert answer.headers.keys() - told.keys() == {"etag", "last-modified"}
    assert file_of(path) in (answer.body, None)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, gzip;q=0.5", "gzip"),
        ("gzip;q=0", ""),
        ("identity", ""),
        ("deflate", ""),
        ("", ""),
    ],
)
@pytest.mark.parametrize("path", COMPRESSED)
def test_a_text_comes_in_the_best_form_that_the_reader_takes(
    server: Server, path: str, accepted: str, coding: str
) -> None:
    plain, answer = server.ask(path), server.ask(path, Accept_Encoding=accepted)
    assert (answer.status, answer.headers.get("content-encoding", "")) == (200, coding)
    assert {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[coding](answer.body) == plain.body
    changing = {"content-encoding", "content-length", "etag"}
    assert {name: value for name, value in answer.headers.items() if name not in changing} == {
        name: value for name, value in plain.headers.items() if name not in changing
    }, "the same headers, the time of change included"
    assert (answer.headers["etag"] == plain.headers["etag"]) == (not coding), "each form has a tag of its own"
    assert answer.headers["content-length"] == str(len(answer.body))


@pytest.mark.parametrize("path", [path for path in KINDS if path not in COMPRESSED])
def test_what_has_no_compressed_form_comes_as_it_is(server: Server, path: str) -> None:
    answer = server.ask(path, Accept_Encoding="gzip, br")
    assert "content-encoding" not in answer.headers
    assert "vary" not in answer.headers
    assert answer.body == server.ask(path).body


def test_a_reader_behind_a_proxy_gets_the_compressed_form_too(server: Server) -> None:
    assert server.ask("/en/", Accept_Encoding="gzip", Via="1.1 cache").headers["content-encoding"] == "gzip"
    assert server.ask("/en/", Accept_Encoding="br", Via="1.1 cache").headers["content-encoding"] == "br"


@pytest.mark.parametrize("accepted", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", ["/en/", "/assets/site.css", "/assets/pictures/0123.webp", "/nowhere/"])
def test_asking_for_the_head_gives_the_same_headers_and_no_body(server: Server, path: str, accepted: str) -> None:
    whole, head = (server.ask(path, method, Accept_Encoding=accepted) for method in ("GET", "HEAD"))
    assert (head.status, head.headers, head.body) == (whole.status, whole.headers, b"")


@pytest.mark.parametrize("accepted", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", ["/en/", "/assets/site.css", "/assets/pictures/0123.webp"])
def test_a_form_that_the_reader_has_is_not_sent_again(server: Server, path: str, accepted: str) -> None:
    first = server.ask(path, Accept_Encoding=accepted)
    lacking = {"content-type", "content-length", "content-encoding"}
    expected = {name: value for name, value in first.headers.items() if name not in lacking}
    for known in ({"If_None_Match": first.headers["etag"]}, {"If_Modified_Since": first.headers["last-modified"]}):
        again = server.ask(path, Accept_Encoding=accepted, **known)
        assert (again.status, again.body) == (304, b"")
        assert {name: value for name, value in again.headers.items() if name not in lacking} == expected
    assert server.ask(path, Accept_Encoding=accepted, If_None_Match='"another"').status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/nowhere/",
        "/en/nowhere.html",
        "/en/small.html/",
        "/assets/nowhere.css",
        "/assets/pictures/",
        "/en/folder/",
        "/en/.hidden.html",
        "/.git/config",
        "/.env",
        "/en/index.html.br",
        "/en/index.html.gz",
        "/assets/site.css.gz",
        "/../bake/state.json",
        "/%2e%2e/bake/state.json",
        "/en/%00",
        "/en/" + "a" * 300,
    ],
)
def test_what_is_not_there_is_answered_with_the_baked_page_in_the_form_that_the_reader_takes(
    server: Server, path: str
) -> None:
    answers = [server.ask(path, Accept_Encoding=accepted) for accepted in ("identity", "gzip", "br")]
    if answers[0].status == 400:  # nginx refuses at once what climbs out of the tree
        assert ".." in path or "%" in path
        return
    expected = EVERYWHERE | {
        "content-type": "text/html; charset=utf-8",
        "cache-control": ASKED_ANEW,
        "vary": "Accept-Encoding",
    }
    for answer, coding in zip(answers, ("", "gzip", "br"), strict=True):
        told = {name: value for name, value in answer.headers.items() if name not in ("content-length", "etag")}
        assert (answer.status, told) == (404, expected | ({"content-encoding": coding} if coding else {}))
    assert answers[0].body == gzip.decompress(answers[1].body) == brotli.decompress(answers[2].body) == TREE["404.html"]


@pytest.mark.parametrize("path", ["/en/folder/", "/nowhere"])
def test_a_page_that_is_not_there_is_not_there_for_readers_who_claim_to_know_it(server: Server, path: str) -> None:
    assert server.ask(path, If_None_Match="*").status == 404


@pytest.mark.parametrize("query", ["", "?from=poster"])
def test_a_folder_without_its_slash_leads_to_the_folder_whatever_host_was_asked(server: Server, query: str) -> None:
    answer = server.ask(f"/en{query}", Host="evil.example")
    assert (answer.status, answer.headers["location"]) == (301, f"/en/{query}")
    assert answer.headers.items() >= (EVERYWHERE | {"cache-control": ASKED_ANEW}).items()


def test_no_redirect_leads_to_another_host(server: Server) -> None:
    for path in ("//en", "///en", "/./en"):
        answer = server.ask(path)
        assert (answer.status, answer.headers.get("location")) in ((301, "/en/"), (404, None))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/en/", "/en", "/assets/site.css", "/nowhere"])
def test_nothing_can_be_sent_to_the_tree(server: Server, path: str, method: str) -> None:
    answer = server.ask(path, method, b"name=value" if method == "POST" else None)
    assert answer.status == 405
    assert answer.headers.items() >= (EVERYWHERE | {"allow": "GET, HEAD", "cache-control": ASKED_ANEW}).items()
    assert TEXT not in answer.body


def test_both_servers_say_the_same_to_the_byte(nginx: Server, own: Server) -> None:
    for path in [*KINDS, "/nowhere"]:
        for accepted in ("identity", "gzip", "br"):
            said = [server.ask(path, Accept_Encoding=accepted) for server in (nginx, own)]
            assert said[0] == said[1], (path, accepted)


def test_the_admins_own_files_are_served_and_compressed(server: Server) -> None:
    answer = server.ask("/static/admin/base.css", Accept_Encoding="gzip")
    assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip")
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert gzip.decompress(answer.body).startswith(b"p{color:blue}")
    assert "content-security-policy" not in answer.headers, "the site's policy would break the admin's pictures"


# --- nginx alone -------------------------------------------------------------------------------------------------


def test_nginx_tells_no_version(nginx: Server) -> None:
    for path in ("/en/", "/nowhere", "/admin/"):
        assert nginx.ask(path).server.lower().startswith(("nginx", "basehttp"))
        assert "nginx/" not in nginx.ask(path).server
    assert b"nginx/" not in nginx.ask("/en/", "POST").body


def test_a_part_of_a_file_carries_the_same_headers(nginx: Server) -> None:
    answer = nginx.ask("/assets/pictures/0123.webp", Range="bytes=0-3")
    assert (answer.status, answer.body) == (206, b"RIFF")
    assert answer.headers.items() >= (EVERYWHERE | {"cache-control": LASTING}).items()


def test_the_admin_is_told_host_and_scheme_and_not_who_asks(nginx: Server, upstream: Upstream) -> None:
    spoofed = {"X_Forwarded_For": VISITOR, "X_Real_IP": VISITOR, "Forwarded": f"for={VISITOR}"}
    answer = nginx.ask("/admin/pages/?q=1", Host="campaign.example:8443", X_Forwarded_Proto="https", **spoofed)
    assert (answer.status, answer.body) == (200, b"from the admin")
    _method, path, headers, _body = upstream.heard[-1]
    assert path == "/admin/pages/?q=1"
    assert (headers["host"], headers["x-forwarded-proto"]) == ("campaign.example:8443", "http")
    assert {"x-forwarded-for", "x-real-ip", "forwarded"} & headers.keys() == set()
    assert VISITOR not in str(headers)


def test_the_admin_sends_its_own_headers_and_not_those_of_the_tree(nginx: Server) -> None:
    for path in ("/admin/", "/admin/missing/"):
        answer = nginx.ask(path)
        assert answer.body == b"from the admin"
        assert answer.headers["cache-control"] == "private"
        assert "content-security-policy" not in answer.headers


def test_what_the_admin_says_is_not_compressed_on_the_way(nginx: Server) -> None:
    """It holds secrets beside what strangers can make it say: compression would tell their length (BREACH)."""
    assert "content-encoding" not in nginx.ask("/admin/long/", Accept_Encoding="gzip, br").headers


def test_the_admin_without_its_slash_leads_to_the_admin(nginx: Server) -> None:
    answer = nginx.ask("/admin")
    assert (answer.status, answer.headers["location"]) == (301, "/admin/")


def test_an_upload_of_a_sensible_size_reaches_the_admin(nginx: Server, upstream: Upstream) -> None:
    picture = os.urandom(3_000_000)
    assert nginx.ask("/admin/images/add/", "POST", picture).status == 200
    assert upstream.heard[-1][3] == picture
    assert nginx.ask("/admin/images/add/", "POST", b"", Content_Length=str(26 * 2**20)).status == 413


def test_an_upload_is_handed_on_while_it_comes_instead_of_being_kept_in_a_file(
    nginx: Server, upstream: Upstream
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", nginx.port, timeout=20)
    connection.putrequest("POST", "/admin/slow/")
    connection.putheader("Content-Length", "2000000")
    connection.endheaders()
    connection.send(b"a" * 1_000_000)
    eventually(lambda: "/admin/slow/" in upstream.begun)
    connection.send(b"b" * 1_000_000)
    assert connection.getresponse().status == 200
    connection.close()


def test_no_log_names_a_visitor_whatever_went_wrong(nginx: Server, upstream: Upstream, logs: Path) -> None:
    for path in ("/en/", "/nowhere", "/admin/", "/assets/pictures/", "/en/.hidden.html", "/en/" + "a" * 300):
        for method in ("GET", "POST"):
            nginx.ask(path, method)
    with socket.create_connection(("127.0.0.1", nginx.port), source_address=(VISITOR, 0)) as broken:
        broken.sendall(b"GET / HTTP/1.1\r\nHost: bad host\r\n\r\n")
        assert b"400" in broken.recv(1000)
    with socket.create_connection(("127.0.0.1", nginx.port), source_address=(VISITOR, 0)) as broken:
        broken.sendall(b"\x16\x03\x01 no request at all\r\n\r\n")
        assert b"400" in broken.recv(1000)
    assert [path for path in logs.rglob("*") if VISITOR in path.read_text(errors="replace")] == []
    assert (logs / "access.log").read_text() == ""


def test_an_admin_that_is_down_is_said_without_noting_who_asked(home: Path) -> None:
    server, folder = Server(free_port()), home.parent / "nginx-alone"
    site = configuration(Origin("campaign.example", home, f"127.0.0.1:{free_port()}"))
    with nginx_with(on_ports(site, server.port), folder, [server.port]):
        assert server.ask("/admin/").status == 502
        assert server.ask("/en/").status == 200, "the site stands"
    assert [path for path in (folder / "logs").rglob("*") if VISITOR in path.read_text(errors="replace")] == []


# --- TLS and onion -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def secure(home: Path, upstream: Upstream, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Server]]:
    """Return nginx as it is with a certificate and an onion address: its plain and its secure port."""
    require(shutil.which("openssl"), "openssl")
    folder = tmp_path_factory.mktemp("secure")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    new = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=campaign.example"
    subprocess.run([*new.split(), "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    plain, tls = Server(free_port()), Server(free_port(), secure=True)
    origin = Origin("campaign.example", home, upstream.address, ONION, str(certificate), str(key))
    site = on_ports(configuration(origin), plain.port, tls.port)
    with nginx_with(site, folder / "nginx", [plain.port, tls.port]):
        yield plain, tls


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/nowhere", "/en", "/assets/site.css", "/static/admin/base.css", "/admin/"]
)
def test_over_tls_browsers_are_told_to_stay_with_it(secure: tuple[Server, Server], path: str) -> None:
    for accepted in ("identity", "gzip", "br"):
        answer = secure[1].ask(path, Host="campaign.example", Accept_Encoding=accepted)
        assert answer.headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize("path", ["/", "/en/?a=1", "/nowhere", "/en", "/admin/"])
def test_who_comes_without_tls_is_sent_to_it(secure: tuple[Server, Server], path: str) -> None:
    answer = secure[0].ask(path, Host="evil.example")
    assert (answer.status, answer.headers["location"]) == (301, f"https://campaign.example{path}")
    assert "strict-transport-security" not in answer.headers, "RFC 6797, 7.2"


@pytest.mark.parametrize("path", ["/", "/en/", "/nowhere", "/en", "/en/?a=1"])
def test_readers_are_told_of_the_onion_service(secure: tuple[Server, Server], path: str) -> None:
    answer = secure[1].ask(path, Host="campaign.example")
    assert answer.headers["onion-location"] == f"http://{ONION}{path}"


def test_the_onion_service_is_not_sent_elsewhere(secure: tuple[Server, Server]) -> None:
    answer = secure[0].ask("/en/", Host=ONION)
    assert (answer.status, answer.body) == (200, TREE["en/index.html"])
    assert {"onion-location", "strict-transport-security"} & answer.headers.keys() == set()
    assert answer.headers.items() >= EVERYWHERE.items()


def test_the_admin_learns_that_the_coordinator_came_over_tls(secure: tuple[Server, Server], upstream: Upstream) -> None:
    assert secure[1].ask("/admin/tls/", Host="campaign.example").status == 200
    assert (
        next(headers for _, path, headers, _ in upstream.heard if path == "/admin/tls/")["x-forwarded-proto"] == "https"
    )


def test_an_origin_that_is_an_onion_service_listens_on_the_loopback_interface_alone(home: Path) -> None:
    site = configuration(Origin(ONION, home, onion=ONION))
    assert [line.strip() for line in site.splitlines() if "listen " in line] == ["listen 127.0.0.1:80;"]
    assert "Onion-Location" not in site
    server = Server(free_port())
    with nginx_with(site.replace(":80;", f":{server.port};"), home.parent / "nginx-onion", [server.port]):
        assert server.ask("/en/", Host=ONION).status == 200


def test_two_origins_fit_into_one_nginx(home: Path) -> None:
    first, second = Server(free_port()), Server(free_port())
    long = ".".join(["campaign" * 6] * 4)
    sites = [
        on_ports(configuration(Origin(domain, home, onion=ONION)), server.port)
        for domain, server in ((long, first), ("other.example", second))
    ]
    with nginx_with("\n".join(sites), home.parent / "nginx-two", [first.port, second.port]):
        for server, host in ((first, long), (second, "other.example")):
            assert server.ask("/en/", Host=host).headers["onion-location"] == f"http://{ONION}/en/"


# --- the command -------------------------------------------------------------------------------------------------

Printed = Callable[..., str]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Printed:
    """Return a function that runs the command and returns what it prints, or the sentence with which it refuses."""
    monkeypatch.setattr(settings, "SOLIDARY_HOME", Path("/srv/solidary"))

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(command, arguments)
        assert result.exit_code in (0, 2)
        assert bool(result.stdout) == (result.exit_code == 0), (
            "a refused configuration is not printed, not even in part"
        )
        return result.stdout or result.stderr.splitlines()[-1]

    return run


def test_the_command_prints_the_configuration_of_the_site(printed: Printed) -> None:
    assert printed() == configuration(Origin("campaign.example", Path("/srv/solidary")))
    assert printed("--domain", "Example.ORG") == configuration(Origin("example.org", Path("/srv/solidary")))


def test_the_command_takes_the_onion_address_from_the_settings(
    printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ONION", ONION)
    assert f'default "http://{ONION}$request_uri";' in printed()
    assert "onion" not in printed("--onion", "").replace("onion service", "")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--domain", "example.org; return 200"], "is not a domain"),
        (["--domain", "example.org other.example"], "is not a domain"),
        (["--domain", "example.org;"], "is not a domain"),
        (["--domain", "example.org\n}"], "is not a domain"),
        (["--domain", "example.org\n"], "is not a domain"),
        (["--domain", "пример.example"], "is not a domain"),
        (["--domain", "$host"], "is not a domain"),
        (["--domain", "*.example.org"], "is not a domain"),
        (["--domain", "-a.example"], "is not a domain"),
        (["--domain", "a..example"], "is not a domain"),
        (["--domain", "https://example.org"], "is not a domain"),
        (["--domain", ".".join(["a" * 60] * 5)], "is not a domain"),
        (["--domain", ""], "is not a domain"),
        (["--domain", "abc.onion"], "is not the address of an onion service of version 3"),
        (["--onion", "abc"], "is not the address of an onion service of version 3"),
        (["--onion", ONION.replace("wid.", "wie.")], "please copy it again"),
        (["--onion", f"{ONION};"], "is not the address of an onion service"),
        (["--upstream", "127.0.0.1"], "is not HOST:PORT"),
        (["--upstream", "127.0.0.1:0"], "is not HOST:PORT"),
        (["--upstream", "127.0.0.1:99999"], "is not HOST:PORT"),
        (["--upstream", "127.0.0.1:80;}"], "is not HOST:PORT"),
        (["--upstream", "unix:/run/x"], "is not HOST:PORT"),
        (["--certificate", "/etc/a.pem"], "A certificate and its key go together"),
        (["--certificate-key", "/etc/a.pem"], "A certificate and its key go together"),
        (["--certificate", "a.pem", "--certificate-key", "/etc/a.pem"], "must be an absolute path"),
        (["--certificate", '/etc/"; evil', "--certificate-key", "/etc/a.pem"], "must be an absolute path"),
        (["--certificate", "/etc/$host", "--certificate-key", "/etc/a.pem"], "must be an absolute path"),
        (["--certificate", "/etc/a\nb", "--certificate-key", "/etc/a.pem"], "must be an absolute path"),
    ],
)
def test_what_would_not_be_safe_to_write_down_is_refused_in_one_sentence(
    printed: Printed, arguments: list[str], sentence: str
) -> None:
    refusal = printed(*arguments)
    assert refusal.startswith("Error: ")
    assert sentence in refusal


def test_the_policy_is_said_with_the_words_of_the_pages() -> None:
    assert policy.HEADERS["Content-Security-Policy"] == policy.CONTENT_SECURITY_POLICY
    assert urlsplit(settings.SITE_URL).hostname == "campaign.example"
