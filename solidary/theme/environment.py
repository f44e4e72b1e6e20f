"""The Jinja2 environment of the public templates, as Django's Jinja2 backend asks for it."""

from typing import Any

from babel import Locale
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from solidary.publishing.policy import CONTENT_SECURITY_POLICY

# frame-ancestors has no effect in a <meta> element; the server sends the whole policy as a header.
META_POLICY = CONTENT_SECURITY_POLICY.partition("; frame-ancestors")[0]


def environment(**options: Any) -> Environment:
    """Return the environment: autoescaped, strict about what it is not given, translated by Django's catalogues."""
    options |= {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options, extensions=["jinja2.ext.i18n"])  # noqa: S701  # autoescape is among the options
    made.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    made.filters["language_name"] = language_name
    made.globals["csp"] = META_POLICY
    return made


def language_name(code: str) -> str:
    """Return a language's name in the language of the page: "Russian", "russe", "русский"."""
    return Locale.parse(code, sep="-").get_display_name(translation.get_language() or "en") or code
