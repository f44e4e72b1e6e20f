"""The home page, one for each language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from solidary.cases.models import Person
from solidary.newsroom.models import PublicPage


class HomePage(PublicPage):
    """What a reader meets first: the campaign in a few sentences, one person large, and the newest of each section."""

    introduction = RichTextField(_("introduction"), features=["bold", "italic", "link"], blank=True)
    lead_person = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person shown large"),
        help_text=_("If empty, the one public person is shown; where there are several, nobody is."),
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("lead_person")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["newsroom.SectionPage", "newsroom.PlainPage"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def public_path(self) -> str:
        """Return the home page's address ("/en/")."""
        return f"/{self.locale.language_code}/"
