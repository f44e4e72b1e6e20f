"""What a server says with a public file: `config.asgi` and the printed nginx configuration both take it from here."""

import re
from pathlib import PurePosixPath

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""Sent with every answer of the public tree, whatever its status."""

LASTING = "public, max-age=31536000, immutable"
"""For what is named by its content and so never changes: the files under /assets/."""

ASKED_ANEW = "no-cache"
"""For all else: kept, but never shown without asking whether it still holds."""

METHODS = ("GET", "HEAD")

MISSING_PAGE = "404.html"

OCTETS = "application/octet-stream"
TYPES = {
    "atom": "application/atom+xml",
    "avif": "image/avif",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/x-icon",
    "ics": "text/calendar; charset=utf-8",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml",
    "zip": "application/zip",
}
"""Media types by ending. Charsets stand here because nginx adds none to what is compressed beforehand."""

UNSERVED = re.compile(r"^/\.(?!well-known/)|./\.")
"""Addresses of dot files, in whatever folder; /.well-known/ (RFC 8615) is the exception."""


def media_type(path: str) -> str:
    """Return what a file is, by its ending: "en/index.html" is "text/html; charset=utf-8"."""
    return TYPES.get(PurePosixPath(path).suffix[1:].lower(), OCTETS)


def caching(address: str, status: int) -> str:
    """Return the Cache-Control of an answer: "/assets/site.css" lasts, unless it was not found."""
    return LASTING if address.startswith("/assets/") and status in (200, 206, 304) else ASKED_ANEW
