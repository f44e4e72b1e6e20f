"""Model fields that several rooms share: countries, keys, and dates as people type them."""

from typing import Any

import pycountry
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse_lazy
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from solidary.facts import dates


def validate_country(code: str) -> None:
    """Refuse what is not an ISO 3166-1 alpha-2 code in use."""
    if code != code.upper() or pycountry.countries.get(alpha_2=code) is None:
        raise ValidationError(_("“%(code)s” is not a country code; two letters such as BY are."), params={"code": code})


def validate_edtf(text: str) -> None:
    """Refuse what is not a date in the Extended Date/Time Format (Library of Congress), levels 0 and 1."""
    try:
        dates.from_edtf(text)
    except dates.DateNotUnderstood as error:
        raise ValidationError(str(error)) from error


validate_language = RegexValidator(
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", _("Name a language by its code, such as en or be.")
)


class CountryField(models.CharField):  # type: ignore[type-arg]  # generic in the stubs alone
    """An ISO 3166-1 alpha-2 code, such as BY."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        settled: dict[str, Any] = {"max_length": 2, "validators": [validate_country]}
        super().__init__(*args, **settled | kwargs)


class Key(models.SlugField):  # type: ignore[type-arg]
    """The stable short name by which files, commands and imports speak of a record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        settled: dict[str, Any] = {"max_length": 80, "unique": True}
        super().__init__(*args, **settled | kwargs)


class TypedDateField(models.CharField):  # type: ignore[type-arg]
    """A date with its precision, kept as EDTF; in forms people type it their own way and are told how it was read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        settled: dict[str, Any] = {"max_length": 40, "validators": [validate_edtf]}
        super().__init__(*args, **settled | kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return the form field that reads dates as people type them."""
        return TypedDate(required=not self.blank, label=capfirst(self.verbose_name), help_text=self.help_text)


class TypedDateInput(forms.TextInput):
    """A text box that says, while one types, how the date is understood."""

    class Media:
        js = ["facts/typed-date.js"]

    def __init__(self) -> None:
        super().__init__(attrs={"data-typed-date": reverse_lazy("facts:read_date"), "autocomplete": "off"})


class TypedDate(forms.CharField):
    """A form field that takes “4 Aug 2011” or “vers 2012” and gives EDTF; it refuses what it does not understand."""

    widget = TypedDateInput

    def to_python(self, value: Any) -> str:
        """Return EDTF; raise `ValidationError` with the parser's sentence."""
        text = super().to_python(value)
        try:
            return dates.read_date(text).edtf if text else ""
        except dates.DateNotUnderstood as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        """Return a stored date in words of the editor's language; what was typed and refused stays as it was typed."""
        try:
            return dates.describe(dates.from_edtf(value).edtf, get_language() or "en") if value else value
        except dates.DateNotUnderstood:
            return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether what was typed means another date than the one stored."""
        try:
            return bool(self.to_python(data) != (initial or ""))
        except ValidationError:
            return True
