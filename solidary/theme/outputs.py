"""The theme publishes its own files and the page for addresses that do not exist."""

from collections.abc import Iterator
from functools import partial

from django.utils import translation
from django.utils.translation import gettext as _

from solidary.publishing.outputs import Bake, Output
from solidary.theme import assets, site


def outputs(bake: Bake) -> Iterator[Output]:
    """Yield stylesheet, icon and 404 page."""
    for name in assets.names():
        yield Output(assets.address(name).lstrip("/"), f"Theme file {name}", partial(assets.content, name))
    yield Output("404.html", "Page for addresses that do not exist", lambda: _not_found(bake))


def _not_found(bake: Bake) -> bytes:
    language = bake.languages[0]
    with translation.override(language):
        title = _("There is no page at this address")
    frame = site.frame(
        bake,
        language=language,
        path="/404.html",
        title=title,
        description=title,
        alternates={code: f"/{code}/" for code in bake.languages},
    )
    messages = tuple(_message(code) for code in bake.languages)
    return site.render("theme/not_found.html", language, {"frame": frame, "messages": messages})


def _message(language: str) -> tuple[str, str, str, str, str]:
    with translation.override(language):
        return (
            language,
            _("There is no page at this address"),
            _("It may have moved, or the address was cut short on its way to you."),
            f"/{language}/",
            _("Go to the first page"),
        )
