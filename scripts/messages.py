"""The catalogues of translated words: `update` them from the sources, or `compile` them for use.

Each room keeps its own in `locale/`. Babel does the work, so that no system tool is needed.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parent.parent
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)  # history is git's; a date here would only make noise
LANGUAGES = ("fr", "ru")  # every shipped language but English, in which the sources are written
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
METHODS = [("migrations/**", "ignore"), ("tests/**", "ignore"), ("**.py", "python"), ("jinja2/**.html", "jinja2")]
OPTIONS = {"jinja2/**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}


def rooms() -> list[Path]:
    """Return the rooms, each of which has catalogues where it has words."""
    return sorted(path.parent for path in (PROJECT / "solidary").glob("*/__init__.py"))


def extract(room: Path) -> Catalog:
    """Return the words of a room's sources."""
    catalog = Catalog(project="Solidary", header_comment="# Words of this room; `make messages` keeps them in step.")
    for name, line, message, comments, context in extract_from_dir(
        room, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        catalog.add(message, locations=[(name, line)], auto_comments=comments, context=context)
    return catalog


def path_of(room: Path, language: str) -> Path:
    """Return where a room's catalogue in a language lies."""
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def update() -> None:
    """Bring every catalogue in step with the sources; what is no longer said is dropped."""
    for room in rooms():
        words = extract(room)
        for language in LANGUAGES if len(words) else ():
            path = path_of(room, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            known = _catalog(path, language)
            known.update(words, no_fuzzy_matching=True, update_creation_date=False)
            known.obsolete.clear()
            known.creation_date = known.revision_date = UNDATED
            with path.open("wb") as file:
                write_po(file, known, width=110, sort_output=True, omit_header=False, no_location=True)


def _catalog(path: Path, language: str) -> Catalog:
    """Return a room's catalogue in a language; an empty one where there is none yet."""
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale=language)
    return Catalog(
        locale=language,
        project="Solidary",
        header_comment="# Words of this room, kept in step by `make messages`.",
        fuzzy=False,
    )


def compile_all() -> None:
    """Write the compiled form of every catalogue beside it."""
    for path in sorted((PROJECT / "solidary").glob("*/locale/*/LC_MESSAGES/django.po")):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=path.parts[-3]))


if __name__ == "__main__":
    {"update": update, "compile": compile_all}[sys.argv[1]]()
