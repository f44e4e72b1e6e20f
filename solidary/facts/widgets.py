"""Form widgets for multilingual text: one box a language, each with its language's name, no taller than needed."""

from typing import Any

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.forms import I18nTextarea, I18nTextInput
from wagtail.admin.forms.models import register_form_field_override


class NamedLanguages:
    """Shows each language's name beside its box."""

    locales: list[str]

    def format_output(self, rendered_widgets: list[SafeString], id_: str) -> SafeString:
        """Return the boxes one below the other."""
        names = dict(settings.LANGUAGES)
        rows = format_html_join(
            "",
            '<label class="multilingual"><span lang="{0}">{1}</span>{2}</label>',
            ((code, names[code], box) for code, box in zip(self.locales, rendered_widgets, strict=True)),
        )
        return format_html('<div id="{}">{}</div>', id_, rows)


class MultilingualInput(NamedLanguages, I18nTextInput):
    """One line a language."""

    def __init__(self, *args: Any, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, attrs={"placeholder": ""} | (attrs or {}), **kwargs)

    class Media:
        css = {"all": ["facts/multilingual.css"]}


class MultilingualText(NamedLanguages, I18nTextarea):
    """A few lines a language."""

    class Media:
        css = {"all": ["facts/multilingual.css"]}

    def __init__(self, *args: Any, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, attrs={"rows": 2, "placeholder": ""} | (attrs or {}), **kwargs)


register_form_field_override(I18nCharField, override={"widget": MultilingualInput})
register_form_field_override(I18nTextField, override={"widget": MultilingualText})
