"""Which language a text is in."""

from functools import cache
from typing import Any

# The languages of the sites we bring in. Fewer candidates make short texts safer to tell.
LANGUAGES = ("be", "de", "en", "fr", "pl", "ru", "uk")
_ENOUGH = 20_000


@cache
def _identifier() -> Any:
    """The model: read on first use (a fifth of a second), then kept."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(LANGUAGES)
    return identifier


def guess(text: str) -> str:
    """The ISO 639-1 code of the text's language, one of LANGUAGES; the same text gives the same answer."""
    return str(_identifier().classify(text[:_ENOUGH])[0])
