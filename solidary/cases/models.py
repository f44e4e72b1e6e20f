"""People, cases and the chronicle: facts and their constraints. What follows from them is in `timeline`."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise
from i18nfield.fields import I18nCharField, I18nTextField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, RevisionMixin
from wagtail.search import index

from solidary.cases.kinds import KINDS, RELEASE_GROUNDS, RELEASE_TERMS
from solidary.facts import dates
from solidary.facts.fields import CountryField, Key, TypedDateField, validate_language
from solidary.facts.models import Organisation, Source, all_languages
from solidary.facts.previewing import Previewed

Choices = list[tuple[str, StrPromise]]

iso_duration = RegexValidator(
    r"^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$", _("Give a term as ISO 8601 does: P4Y6M is four years and six months.")
)


def kind_choices() -> Choices:
    """Return the kinds of chronicle entries; a function, so that a new kind needs no migration."""
    return [(kind.code, kind.label) for kind in KINDS.values()]


def ground_choices() -> Choices:
    """Return how a release can come about."""
    return list(RELEASE_GROUNDS.items())


def terms_choices() -> Choices:
    """Return the terms of a release."""
    return list(RELEASE_TERMS.items())


class Publicity(models.TextChoices):
    """How much of a person may be shown. Whoever has not said yes is withheld."""

    PUBLIC = "public", _("public")
    INITIALS = "initials", _("initials only")
    COUNTED = "counted", _("counted only")
    WITHHELD = "withheld", _("withheld")


class EntryPublicity(models.TextChoices):
    """Whether a chronicle entry is shown to readers."""

    PUBLIC = "public", _("public")
    INTERNAL = "internal", _("internal")


class FacilityKind(models.TextChoices):
    """What kind of place holds people."""

    COLONY = "colony", _("penal colony")
    PRISON = "prison", _("prison")
    REMAND = "remand", _("remand centre")
    POLICE = "police", _("police custody")
    OPEN = "open", _("open-type institution")
    PSYCHIATRIC = "psychiatric", _("psychiatric institution")
    MILITARY = "military", _("military custody")
    UNKNOWN = "unknown", _("unknown")


class Facility(RevisionMixin, index.Indexed, models.Model):
    """A prison, colony or remand centre."""

    key = Key(_("key"), help_text=_("A short name in Latin letters. It never changes."))
    name = I18nCharField(_("name"))
    kind = models.CharField(_("kind"), max_length=20, choices=FacilityKind.choices, default=FacilityKind.UNKNOWN)
    country = CountryField(_("country"))
    city = I18nCharField(_("city"), blank=True)

    search_fields = [index.SearchField("name_text"), index.AutocompleteField("name_text")]

    class Meta:
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")
        ordering = ["key"]

    def __str__(self) -> str:
        return str(self.name)

    def name_text(self) -> str:
        """Return name and city in every language, for the search of the admin."""
        return f"{all_languages(self.name)} {all_languages(self.city)}"


class Person(RevisionMixin, Previewed, index.Indexed, ClusterableModel):
    """A human being the campaign stands for."""

    slug = Key(_("address"), help_text=_("The last part of the page's address, in Latin letters. Keep it."))
    publicity = models.CharField(
        _("publicity"),
        max_length=10,
        choices=Publicity.choices,
        default=Publicity.WITHHELD,
        help_text=_("Only a person who is public has a page. Ask the person or the family first."),
    )
    born = TypedDateField(_("born"), blank=True)
    gender = models.CharField(
        _("gender"),
        max_length=10,
        blank=True,
        choices=[("female", _("female")), ("male", _("male")), ("other", _("other"))],
    )
    country = CountryField(_("country"))
    occupation = I18nCharField(_("occupation"), blank=True)
    portrait = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("portrait"),
    )
    portrait_credit = I18nCharField(_("credit of the portrait"), blank=True)

    search_fields = [
        index.SearchField("names_text"),
        index.AutocompleteField("names_text"),
        index.FilterField("publicity"),
        index.FilterField("country"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["slug"]

    def __str__(self) -> str:
        names = {name.language: name.text for name in self.names.all() if name.kind == PersonName.Kind.PRIMARY}
        return next(iter(names.values()), self.slug)

    def clean(self) -> None:
        """Refuse a portrait without a credit."""
        if self.portrait_id and not self.portrait_credit:
            raise ValidationError({"portrait_credit": _("Say who made the portrait.")})

    def names_text(self) -> str:
        """Return all names in all scripts, for the search of the admin."""
        return " ".join(name.text for name in self.names.all())


class PersonName(Orderable):
    """One name of a person in one language and script."""

    class Kind(models.TextChoices):
        PRIMARY = "primary", _("primary")
        NATIVE = "native", _("native")
        OFFICIAL = "official", _("official, with patronymic")
        TRANSLITERATION = "transliteration", _("transliteration")
        ALIAS = "alias", _("alias")

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind.choices,
        default=Kind.PRIMARY,
        help_text=_("The primary name of a language is the one its readers see."),
    )
    language = models.CharField(_("language"), max_length=12, validators=[validate_language])
    text = models.CharField(_("name"), max_length=200)

    class Meta(Orderable.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "language"],
                condition=models.Q(kind="primary"),
                name="cases_one_primary_name_per_language",
            )
        ]

    def __str__(self) -> str:
        return self.text


def check_names(names: Iterable[tuple[str, str]]) -> None:
    """Refuse a second primary name in one language; names come as (kind, language)."""
    primary = [language for kind, language in names if kind == PersonName.Kind.PRIMARY]
    for language in primary:
        if primary.count(language) > 1:
            raise ValidationError(
                _("There are two primary names in the language “%(language)s”; its readers see only one."),
                params={"language": language},
            )


class Affiliation(Orderable):
    """What a person is or was in an organisation, and since when."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    role = I18nCharField(_("role"))
    since = TypedDateField(_("since"), blank=True)
    until = TypedDateField(_("until"), blank=True)
    note = I18nCharField(_("note"), blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")

    def __str__(self) -> str:
        return f"{self.role}, {self.organisation}"


class Case(RevisionMixin, Previewed, index.Indexed, ClusterableModel):
    """One persecution of one person; a person can have several."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cases", verbose_name=_("person"))
    key = models.SlugField(_("key"), max_length=40, help_text=_("Short and lasting, such as 2011."))
    title = I18nCharField(_("title"), blank=True)
    country = CountryField(_("country"))
    last_verified = models.DateField(_("last verified"), null=True, blank=True)

    search_fields = [index.SearchField("title_text"), index.AutocompleteField("title_text")]

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["person", "key"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="cases_key_once_per_person")]

    def __str__(self) -> str:
        return f"{self.person}, {self.key}"

    def title_text(self) -> str:
        """Return title and the person's names, for the search of the admin."""
        return f"{all_languages(self.title)} {self.person.names_text()}"


class ChronicleEntry(RevisionMixin, Previewed, index.Indexed, ClusterableModel):
    """One dated, sourced, typed fact of a case.

    It hangs on its case by a plain foreign key and keeps a history of its own: as an inline child of a versioned case
    an older draft of the parent would delete it. `date` is EDTF; its bounds are stored beside it.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries", verbose_name=_("case"))
    kind = models.CharField(_("kind"), max_length=40, choices=kind_choices)
    date = TypedDateField(_("date"), blank=True)
    earliest = models.DateField(null=True, blank=True, editable=False)
    latest = models.DateField(null=True, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(
        _("order within the day"), default=0, help_text=_("Entries of one day stand, and count, in this order.")
    )
    text = I18nTextField(_("in one or two sentences"), blank=True)
    place = I18nCharField(_("place"), blank=True)
    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("facility")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body or court")
    )
    provision = I18nCharField(_("provision"), blank=True, help_text=_("The article of law that was cited."))
    term = models.CharField(
        _("term"), max_length=20, blank=True, validators=[iso_duration], help_text=_("P4Y6M: four years, six months")
    )
    ground = models.CharField(
        _("how it came about"),
        max_length=40,
        blank=True,
        choices=ground_choices,
        help_text=_("For a release."),
    )
    terms = models.CharField(
        _("on what terms"),
        max_length=40,
        blank=True,
        choices=terms_choices,
        help_text=_("For a release."),
    )
    note = I18nTextField(
        _("note for readers"), blank=True, help_text=_("What is not certain, or why sources say different things.")
    )
    publicity = models.CharField(
        _("publicity"), max_length=10, choices=EntryPublicity.choices, default=EntryPublicity.PUBLIC
    )

    search_fields = [
        index.SearchField("text_text"),
        index.AutocompleteField("text_text"),
        index.FilterField("kind"),
        index.FilterField("case"),
    ]

    class Meta:
        verbose_name = _("chronicle entry")
        verbose_name_plural = _("chronicle entries")
        ordering = ["-latest", "-earliest", "-position", "-pk"]
        indexes = [models.Index(fields=["case", "earliest"], name="cases_entry_by_day")]

    def __str__(self) -> str:
        day = dates.describe(self.date, get_language() or "en") or str(_("undated"))
        return f"{self.get_kind_display()}, {day} ({self.case})"

    def clean(self) -> None:
        """Store the bounds of the date and refuse what may not be public yet."""
        try:
            read = dates.from_edtf(self.date) if self.date else dates.UncertainDate("", None, None)
        except dates.DateNotUnderstood as error:
            raise ValidationError({"date": str(error)}) from error
        self.date, self.earliest, self.latest = read.edtf, read.earliest, read.latest
        if self.kind == "health" and self.publicity == EntryPublicity.PUBLIC:
            raise ValidationError(
                {"publicity": _("What concerns a person's health stays internal until the person consents.")}
            )

    def text_text(self) -> str:
        """Return kind, texts and the person's names, for the search of the admin."""
        return f"{self.get_kind_display()} {all_languages(self.text)} {self.case.person.names_text()}"


class Citation(Orderable):
    """A source of a chronicle entry."""

    entry = ParentalKey(ChronicleEntry, on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", verbose_name=_("source"))

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")


class Reading(Orderable):
    """What one source says about one aspect of an entry, where sources disagree. The one chosen has a reason."""

    entry = ParentalKey(ChronicleEntry, on_delete=models.CASCADE, related_name="readings")
    aspect = I18nCharField(_("aspect"), help_text=_("What the sources disagree on, such as “regime”."))
    value = I18nCharField(_("reading"))
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    chosen = models.BooleanField(_("shown as the fact"), default=False)
    reason = I18nCharField(_("why this one"), blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("differing reading")
        verbose_name_plural = _("differing readings")

    def clean(self) -> None:
        """Refuse a choice without a reason."""
        if self.chosen and not self.reason:
            raise ValidationError({"reason": _("Say why this reading is the one shown.")})


class Detail(Orderable):
    """A small labelled fact of an entry, such as a document's number."""

    entry = ParentalKey(ChronicleEntry, on_delete=models.CASCADE, related_name="details")
    label = I18nCharField(_("label"))
    value = I18nCharField(_("value"))

    class Meta(Orderable.Meta):
        verbose_name = _("detail")
        verbose_name_plural = _("details")
