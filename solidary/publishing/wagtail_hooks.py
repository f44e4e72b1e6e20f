"""The admin's first page says whether the public site is up to date, and what could not be published."""

from typing import Any

from babel.dates import format_datetime
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from solidary.publishing.worker import last_bake, last_failure


class PublishingPanel(Component):
    """When the site was last brought up to date; after a failure, what could not be made and why."""

    order = 50

    def render_html(self, parent_context: dict[str, Any] | None = None) -> SafeString:
        """Return the panel."""
        failure = last_failure()
        return format_html(
            '<section class="w-panel"><h2>{}</h2><div class="help-block {}"><p>{}</p>{}</div></section>',
            _("The public site"),
            "help-critical" if failure else "help-info",
            _state_in_words(failed=bool(failure)),
            _list(failure.splitlines()),
        )


def _state_in_words(*, failed: bool) -> str:
    if failed:
        return _("It stands as it was: not everything could be published. What stood in the way:")
    baked = last_bake()
    if baked is None:
        return _("It has not been published yet.")
    return _("It is up to date; last changed on %(when)s.") % {
        "when": format_datetime(baked, "long", locale=get_language() or "en")
    }


def _list(lines: list[str]) -> SafeString:
    if not lines:
        return SafeString()
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines)))


@hooks.register("construct_homepage_panels")
def add_publishing_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Show the panel above the others."""
    panels.append(PublishingPanel())
