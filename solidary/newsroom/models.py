"""Wagtail pages of the newsroom: sections, articles and plain pages such as About."""

from datetime import date as Day

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail_localize.fields import SynchronizedField

from solidary.cases.models import Person
from solidary.facts import dates
from solidary.facts.fields import TypedDateField
from solidary.facts.models import Organisation, Source
from solidary.facts.previewing import Previewed

SIMPLE_TEXT = ["bold", "italic", "link"]
BODY_TEXT = [*SIMPLE_TEXT, "ol", "ul"]
TAKEN = {"people", "page"}  # last parts of addresses that facts and listings have


class QuotationBlock(blocks.StructBlock):
    """Words of somebody, and who said them."""

    text = blocks.RichTextBlock(features=SIMPLE_TEXT, label=_("words"))
    speaker = blocks.CharBlock(required=False, label=_("speaker"))

    class Meta:
        icon = "openquote"
        label = _("quotation")


class PictureBlock(blocks.StructBlock):
    """A picture with caption and credit."""

    image = ImageBlock(label=_("image"))
    caption = blocks.CharBlock(required=False, label=_("caption"))
    credit = blocks.CharBlock(label=_("credit"), help_text=_("Who made it; nothing is shown without."))

    class Meta:
        icon = "image"
        label = _("image")


class VideoBlock(blocks.StructBlock):
    """A video elsewhere: shown as a link, so that nothing is requested until a reader chooses to."""

    url = blocks.URLBlock(label=_("web address"))
    title = blocks.CharBlock(label=_("title"))

    class Meta:
        icon = "media"
        label = _("video")


class BodyBlock(blocks.StreamBlock):
    """What an article is made of."""

    paragraph = blocks.RichTextBlock(features=BODY_TEXT, icon="pilcrow", label=_("paragraph"))
    heading = blocks.CharBlock(icon="title", label=_("heading"))
    quotation = QuotationBlock()
    image = PictureBlock()
    video = VideoBlock()
    people = blocks.ListBlock(SnippetChooserBlock(Person), icon="user", label=_("people"))


class PublicPage(Previewed, Page):
    """A page of the baked site: its address begins with its language, and its preview is what would be baked."""

    show_in_menus_default = True

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse an address that not every server and reader can spell."""
        super().clean()
        if self.slug in TAKEN:
            raise ValidationError({"slug": _("This address is taken by a part of the site; choose another.")})
        try:
            validate_slug(self.slug)
        except ValidationError as error:
            raise ValidationError({"slug": error}) from error

    @property
    def public_path(self) -> str:
        """Return the page's address within the site ("/en/solidarity-worldwide/")."""
        below_home = self.url_path.strip("/").split("/")[1:]
        return "/" + "/".join([self.locale.language_code, *below_home]) + "/"

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Return where the baked page stands, for Wagtail's links and its “view live”."""
        parts = super().get_url_parts(request)
        return (parts[0], settings.SITE_URL, self.public_path) if parts else None

    def get_url(self, request: HttpRequest | None = None, current_site: object = None) -> str | None:
        """Return the page's path; all languages stand on one host."""
        return self.public_path if self.get_url_parts(request) else None

    url = property(get_url)

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Send to the baked page; nothing public is served from the database."""
        from django.shortcuts import redirect

        return redirect(self.public_path)


class SectionPage(PublicPage):
    """A section: an introduction, child sections and a listing of articles."""

    introduction = RichTextField(_("introduction"), features=SIMPLE_TEXT, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    subpage_types = ["newsroom.SectionPage", "newsroom.ArticlePage"]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class ArticlePage(PublicPage):
    """An article: dateline, bylines, a date with its precision, a body, and the people it is about."""

    date = TypedDateField(_("date"), blank=True)
    day = models.DateField(null=True, blank=True, editable=False)
    dateline = models.CharField(_("dateline"), max_length=200, blank=True, help_text=_("As in “Vilnius, 4 August”."))
    lead_image = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead image"),
    )
    lead_caption = models.CharField(_("caption"), max_length=300, blank=True)
    lead_credit = models.CharField(_("credit"), max_length=200, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    is_excerpt = models.BooleanField(_("is an excerpt"), default=False)
    original_url = models.URLField(_("address of the original"), max_length=500, blank=True)

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("date"), FieldPanel("dateline"), InlinePanel("bylines", label=_("byline"))],
            heading=_("When, where, by whom"),
        ),
        MultiFieldPanel(
            [FieldPanel("lead_image"), FieldPanel("lead_caption"), FieldPanel("lead_credit")],
            heading=_("Lead image"),
            classname="collapsed",
        ),
        FieldPanel("body"),
        InlinePanel("subjects", label=_("person"), heading=_("People it is about")),
        MultiFieldPanel(
            [FieldPanel("is_excerpt"), FieldPanel("original_url"), InlinePanel("citations", label=_("source"))],
            heading=_("Where it comes from"),
            classname="collapsed",
        ),
        InlinePanel("listings", label=_("section"), heading=_("Also listed in"), classname="collapsed"),
    ]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("body"), index.SearchField("dateline")]
    override_translatable_fields = [SynchronizedField("date", overridable=False)]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self) -> None:
        """Store the day that orders the listing; refuse a lead image without a credit.

        Without a date the day stays as it was: an import knows where an undated article stood in its listing.
        """
        super().clean()
        self.day = self._first_day() or self.day
        if self.lead_image_id and not self.lead_credit:
            raise ValidationError({"lead_credit": _("Say who made the image.")})

    def _first_day(self) -> Day | None:
        try:
            return dates.from_edtf(self.date).earliest if self.date else None
        except dates.DateNotUnderstood as error:
            raise ValidationError({"date": str(error)}) from error


class ArticleByline(Orderable):
    """An organisation that signs an article."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="bylines")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )


class ArticleSubject(Orderable):
    """A person an article is about."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="subjects")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))


class ArticleCitation(Orderable):
    """A source of an article."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", verbose_name=_("source"))


class ArticleListing(Orderable):
    """A further section in which an article is listed, in whatever language the section is named."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="listings")
    section = models.ForeignKey(SectionPage, on_delete=models.CASCADE, related_name="+", verbose_name=_("section"))


class PlainPage(PublicPage):
    """A page that is no article, such as About."""

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
