"""Organisations and sources in the admin, and the view that reads dates."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from solidary.facts.admin import FactViewSet
from solidary.facts.models import Organisation, Source
from solidary.facts.views import read_date
from solidary.facts.widgets import MultilingualInput  # noqa: F401  # importing registers the widgets


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    """Offer the address that says how a typed date is understood."""
    return [path("facts/", include(([path("read-date/", read_date, name="read_date")], "facts")))]


class OrganisationViewSet(FactViewSet):
    """Organisations."""

    model = Organisation
    icon = "group"
    list_display = ["name", "kind", "country"]
    list_filter = ["kind"]
    panels = [
        FieldPanel("name"),
        FieldPanel("short_name"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("country")]),
        FieldPanel("url"),
        FieldPanel("key"),
    ]


class SourceViewSet(FactViewSet):
    """Sources."""

    model = Source
    icon = "link"
    list_display = ["title", "publisher", "language"]
    list_filter = ["language"]
    panels = [
        FieldPanel("publisher"),
        FieldPanel("title"),
        FieldPanel("url"),
        FieldPanel("archived_url"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("language"), FieldPanel("document")]),
        FieldPanel("key"),
    ]


class ReferenceGroup(SnippetViewSetGroup):
    """The menu of what facts refer to."""

    items = (SourceViewSet, OrganisationViewSet)
    menu_label = _("Sources")
    menu_icon = "link"
    menu_order = 210


register_snippet(ReferenceGroup)
