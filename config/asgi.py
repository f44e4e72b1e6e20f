"""The server: the baked tree as files, and Django for the admin.

The public tree is served without Django, database or cookies, and answers as nginx does with the configuration that
`solidary nginx` prints. `application` is what an ASGI server runs.
"""

import os
from email.utils import formatdate
from pathlib import Path
from typing import cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.asgi import get_asgi_application

django_application = get_asgi_application()  # first: it sets Django up, and what follows reads its settings

from anyio import to_thread
from django.conf import settings
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from solidary.publishing import policy
from solidary.publishing.compression import ENCODINGS, is_sibling, is_text

FOR_DJANGO = "/admin"


class PublicTree(StaticFiles):
    """The baked files, in the form that the reader accepts, with the headers that every one of them carries."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file, or the baked 404 page, under the site's policy."""
        response = await to_thread.run_sync(self._answer, path, scope)
        response.headers.update(policy.HEADERS)
        response.headers["Cache-Control"] = policy.caching(f"/{path}", response.status_code)
        return response

    def _answer(self, path: str, scope: Scope) -> Response:
        if scope["method"] not in policy.METHODS:
            return PlainTextResponse("Method Not Allowed", 405, {"Allow": ", ".join(policy.METHODS)})
        asked = Headers(scope=scope)
        if path != "." and (is_sibling(path) or policy.UNSERVED.search(f"/{path}")):  # "." is the tree itself
            return self._missing(asked)
        folder = scope["path"].endswith("/")
        index = self._find(f"{path}/index.html")
        if index and not folder:
            query = scope["query_string"].decode("latin-1")
            return Response(status_code=301, headers={"Location": f"/{path}/" + (f"?{query}" if query else "")})
        found = index if folder else self._find(path)
        if found is None:
            return self._missing(asked)
        response = _file(found, asked)
        return _unsent(response) if self.is_not_modified(response.headers, asked) else response

    def _find(self, path: str) -> Path | None:
        """Return where a file of the tree lies."""
        try:
            full = Path(self.lookup_path(path)[0])
        except (OSError, ValueError):  # a name that is too long, or no name at all
            return None
        return full if full.is_file() else None

    def _missing(self, asked: Headers) -> Response:
        """Return the 404 page. What was not there when may be there now: it tells no time of change."""
        page = self._find(policy.MISSING_PAGE)
        if page is None:
            return PlainTextResponse("Not Found", 404)
        response = _file(page, asked)
        response.status_code = 404
        del response.headers["last-modified"]
        return response


def _file(path: Path, asked: Headers) -> Response:
    """Return a file. What a bake may replace meanwhile is read in one go, so that headers and body agree."""
    if not is_text(path.name):
        return FileResponse(path, headers=_marks(path.stat()), media_type=policy.media_type(path.name))
    for coding in _accepted(asked):
        try:
            return _read(path, coding)
        except FileNotFoundError:  # too small to be compressed, or about to be replaced
            continue
    return _read(path)


def _unsent(response: Response) -> Response:
    """Return what tells the reader to show the form that it has."""
    kept = {name: value for name, value in response.headers.items() if not name.startswith("content-")}
    return Response(status_code=304, headers=kept)


def _read(path: Path, coding: str = "") -> Response:
    """Return a text as it is, or its sibling in a content coding; raise `FileNotFoundError` where there is none."""
    with path.with_name(path.name + ENCODINGS.get(coding, "")).open("rb") as opened:
        headers, content = _marks(os.fstat(opened.fileno())), opened.read()
    if any(path.with_name(path.name + ending).exists() for ending in ENCODINGS.values()):
        headers["Vary"] = "Accept-Encoding"
    if coding:
        headers["Content-Encoding"] = coding
    return Response(content, headers=headers, media_type=policy.media_type(path.name))


def _marks(stat: os.stat_result) -> dict[str, str]:
    """Return by what a reader knows this state of a file again; the tag is made as nginx makes it."""
    changed = int(stat.st_mtime)
    return {"Last-Modified": formatdate(changed, usegmt=True), "ETag": f'"{changed:x}-{stat.st_size:x}"'}


def _accepted(asked: Headers) -> list[str]:
    """Return the content codings that the reader takes, the best first (RFC 9110, 12.5.3)."""
    offers = [offer.replace(" ", "").lower() for offer in ",".join(asked.getlist("accept-encoding")).split(",")]
    refused = {coding for coding, _, weight in (offer.partition(";q=") for offer in offers) if _is_zero(weight)}
    taken = {offer.partition(";")[0] for offer in offers} - refused
    return [coding for coding in ENCODINGS if coding in taken]


def _is_zero(weight: str) -> bool:
    return weight.startswith("0") and not weight.strip("0.")


for folder in (settings.PUBLIC_TREE, settings.STATIC_ROOT):
    folder.mkdir(parents=True, exist_ok=True)

files = Starlette(
    routes=[
        Mount("/static", GZipMiddleware(StaticFiles(directory=settings.STATIC_ROOT), minimum_size=500)),
        Mount("/", PublicTree(directory=settings.PUBLIC_TREE)),
    ]
)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Send what is the admin's to Django, and everything else to the files."""
    admin = scope["type"] == "http" and f"{scope['path']}/".startswith(f"{FOR_DJANGO}/")
    await (cast(ASGIApp, django_application) if admin else files)(scope, receive, send)
