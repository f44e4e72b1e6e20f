"""The server: the baked tree as files, and Django for the admin.

The public tree is served without Django, database or cookies. `application` is what an ASGI server runs.
"""

import mimetypes
import os

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

FOR_DJANGO = ("/admin", "/static")


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


class Fork:
    """Sends what is the admin's to Django and everything else to the baked tree."""

    def __init__(self, django: ASGIApp, tree: ASGIApp) -> None:
        self.django = django
        self.tree = tree

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        first = "/" + scope["path"].lstrip("/").split("/")[0]
        chosen = self.django if scope["type"] == "http" and first in FOR_DJANGO else self.tree
        await chosen(scope, receive, send)


settings.PUBLIC_TREE.mkdir(parents=True, exist_ok=True)
public_tree = Starlette(
    routes=[Mount("/", PublicTree(directory=settings.PUBLIC_TREE, html=True))],
    middleware=[Middleware(GZipMiddleware, minimum_size=500)],
)
application = Fork(django_application, public_tree)  # type: ignore[arg-type]  # Django types ASGI more loosely
