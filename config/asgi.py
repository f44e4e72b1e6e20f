"""The server: the baked tree as files, and Django for the admin.

The public tree is served without Django, database or cookies. `application` is what an ASGI server runs.
"""

import mimetypes
import os
from typing import cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.asgi import get_asgi_application

django_application = get_asgi_application()  # first: it sets Django up, and what follows reads its settings

from django.conf import settings
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from solidary.theme.environment import CONTENT_SECURITY_POLICY

mimetypes.add_type("application/atom+xml", ".atom")
mimetypes.add_type("image/webp", ".webp")

FOR_DJANGO = "/admin"


class PublicTree(StaticFiles):
    """The baked files, with the headers that every one of them carries."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file, or the baked 404 page, under the site's policy."""
        response = await super().get_response(path, scope)
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        lasting = path.startswith("assets/") and response.status_code < 400
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"
        return response


for folder in (settings.PUBLIC_TREE, settings.STATIC_ROOT):
    folder.mkdir(parents=True, exist_ok=True)

files = Starlette(
    routes=[
        Mount("/static", StaticFiles(directory=settings.STATIC_ROOT)),
        Mount("/", PublicTree(directory=settings.PUBLIC_TREE, html=True)),
    ],
    middleware=[Middleware(GZipMiddleware, minimum_size=500)],
)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Send what is the admin's to Django, and everything else to the files."""
    admin = scope["type"] == "http" and f"{scope['path']}/".startswith(f"{FOR_DJANGO}/")
    await (cast(ASGIApp, django_application) if admin else files)(scope, receive, send)
