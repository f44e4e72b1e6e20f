"""Reads of this room."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from solidary.facts.models import Campaign
from solidary.publishing.outputs import Bake
from solidary.theme.site import Identity


def identity(bake: Bake, language: str) -> Identity:
    """Return who the campaign is, in a language; a plain name until an editor has given one."""
    campaign = bake.once("campaign", Campaign.objects.first)
    if campaign is None:
        with translation.override(language):
            return Identity(_("Solidarity campaign"), "")
    return Identity(in_language(campaign.name, language), in_language(campaign.tagline, language))


def in_language(text: LazyI18nString | str, language: str) -> str:
    """Return a multilingual text in a language, or in the nearest one that has it; "" where there is none."""
    return in_language_with_code(text, language)[0]


def in_language_with_code(text: LazyI18nString | str, language: str) -> tuple[str, str]:
    """Return a multilingual text and the language it is really in: the one asked for, or where it falls back to.

    The chain is the language asked for, the campaign's first language, then the order of its languages.
    """
    data = text.data if isinstance(text, LazyI18nString) else text
    if not isinstance(data, dict):
        return str(data or ""), language
    for code in [language, *(code for code, _name in settings.LANGUAGES), *sorted(data)]:
        if found := data.get(code):
            return found, code
    return "", language
