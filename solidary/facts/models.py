"""Organisations, sources and the campaign: what every room above refers to."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField
from modelcluster.models import ClusterableModel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import RevisionMixin
from wagtail.search import index

from solidary.facts.fields import CountryField, Key, TypedDateField, validate_language


@register_setting(icon="flag")
class Campaign(BaseGenericSetting):
    """Who speaks on the public site."""

    name = I18nCharField(_("name"), help_text=_("As it stands at the top of every page."))
    tagline = I18nCharField(_("one line"), blank=True, help_text=_("What the campaign is, in one line."))

    class Meta:
        verbose_name = _("campaign")


class OrganisationKind(models.TextChoices):
    """What kind of body an organisation is."""

    NGO = "ngo", _("non-governmental organisation")
    PARLIAMENT = "parliament", _("parliament")
    COURT = "court", _("court")
    UN_BODY = "un_body", _("body of the United Nations")
    MINISTRY = "ministry", _("ministry")
    MUNICIPALITY = "municipality", _("municipality")
    MEDIA = "media", _("media")
    FOUNDATION = "foundation", _("foundation")
    OTHER = "other", _("other")


class Organisation(RevisionMixin, index.Indexed, models.Model):
    """An NGO, a parliament, a court, a newspaper: who acts, publishes or decides."""

    key = Key(_("key"), help_text=_("A short name in Latin letters, such as viasna. It never changes."))
    name = I18nCharField(_("name"))
    short_name = I18nCharField(_("short name"), blank=True, help_text=_("As it is cited, such as FIDH."))
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    country = CountryField(_("country"), blank=True, help_text=_("Two letters, such as BY; empty where it has none."))
    url = models.URLField(_("web address"), blank=True)

    search_fields = [index.SearchField("name_text"), index.AutocompleteField("name_text"), index.FilterField("kind")]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["key"]

    def __str__(self) -> str:
        return str(self.name)

    def name_text(self) -> str:
        """Return both names in every language, for the search of the admin."""
        return f"{all_languages(self.name)} {all_languages(self.short_name)}"


class Source(RevisionMixin, index.Indexed, ClusterableModel):
    """Where a fact comes from."""

    key = models.CharField(
        _("key"),
        max_length=120,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z0-9][a-z0-9:._-]*$", _("Use small Latin letters, digits and the signs : . - _"))
        ],
        help_text=_("A short name in Latin letters. It never changes."),
    )
    publisher = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("publisher"))
    title = models.CharField(_("title"), max_length=300, help_text=_("In the language of the source."))
    url = models.URLField(_("web address"), max_length=500, blank=True)
    archived_url = models.URLField(_("archived copy"), max_length=500, blank=True)
    date = TypedDateField(_("published"), blank=True)
    language = models.CharField(_("language"), max_length=12, validators=[validate_language])
    document = models.CharField(_("document number"), max_length=120, blank=True)

    search_fields = [index.SearchField("title"), index.AutocompleteField("title"), index.SearchField("document")]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"


def all_languages(value: object) -> str:
    """Return a multilingual text in all its languages, one after another, for search."""
    data = getattr(value, "data", value)
    return " ".join(text for text in data.values() if text) if isinstance(data, dict) else str(data or "")
