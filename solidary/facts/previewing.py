"""Previews in the admin: a record is shown as it would be baked, by a function that its room gives at start.

Models do not import how they are shown; that would close a circle, since what shows them imports the models.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import PreviewableMixin

Show = Callable[[Any], HttpResponse]

_shows: dict[type, Show] = {}


def preview_with(model: type, show: Show) -> None:
    """Let a room show a model's records, saved or not, as their page would be baked."""
    _shows[model] = show


class Previewed(PreviewableMixin):
    """A record whose preview is the page that would be baked from what is in the form."""

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the page."""
        return _shows[type(self)](self)
