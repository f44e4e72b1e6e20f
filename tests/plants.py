"""Canaries: words planted where nobody outside may ever read them, and the search for them in the baked tree.

A field that is planted gets a word of its own, so that a find says which field leaked. Dates get a day of their own and
are looked for in every wording of a shipped language.
"""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import brotli
from django.conf import settings
from django.db.models import CharField, Field, JSONField, Model, TextField, URLField
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.strings import LazyI18nString
from wagtail.fields import StreamField

from solidary.facts import dates
from solidary.facts.fields import TypedDateField

FIRST_DAY = date(1931, 2, 3)


@dataclass
class Canaries:
    """The words that were planted: by the bytes to look for, the place where they were put."""

    planted: dict[bytes, str] = field(default_factory=dict)

    def word(self, place: str) -> str:
        """Return a new word for a place: letters and digits alone, so that no escaping changes it."""
        word = f"canary{len(self.planted):04d}x"
        self.planted[word.encode()] = place
        return word

    def day(self, place: str) -> str:
        """Return a new day as EDTF; every wording of it is looked for."""
        day = (FIRST_DAY + timedelta(days=len(self.planted))).isoformat()
        for told in (day, *(dates.describe(day, code) for code, _name in settings.LANGUAGES)):
            self.planted[told.encode()] = place
        return day

    def plant(self, record: Model, *, without: Iterable[str] = ()) -> None:
        """Fill every text field of a saved record, whatever its rules say, and save it."""
        for text in text_fields(type(record)):
            if text.name not in {*without, record._meta.pk.name}:
                self._fill(record, text)
        Model.save(record)

    def _fill(self, record: Model, text: "Field[object, object]") -> None:
        place = f"{record._meta.label}.{text.name} of {record.pk}"
        if isinstance(text, TypedDateField):
            setattr(record, text.name, self.day(place))
        elif isinstance(text, I18nCharField | I18nTextField):
            words = {code: self.word(f"{place} ({code})") for code, _name in settings.LANGUAGES}
            setattr(record, text.name, LazyI18nString(words))
        elif isinstance(text, URLField):
            setattr(record, text.name, f"https://example.org/{self.word(place)}")
        else:
            setattr(record, text.name, self.word(place))

    def found_in(self, tree: Path) -> list[str]:
        """Return where canaries came through: "en/index.html shows cases.Person.slug of 3"."""
        return sorted(
            {
                f"{path} shows {place}"
                for path, content in everything_in(tree)
                for canary, place in self.planted.items()
                if canary in content
            }
        )


def everything_in(tree: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file's path and, in lower case, its path and content, unpacked where it is packed."""
    for path in sorted(tree.rglob("*")):
        name = str(path.relative_to(tree))
        content = path.read_bytes() if path.is_file() else b""
        unpack = {".gz": gzip.decompress, ".br": brotli.decompress}.get(path.suffix)
        content += unpack(content) if unpack else b""
        yield (
            name,
            (name.encode() + b"\n" + content)
            .decode("utf-8", "surrogateescape")
            .lower()
            .encode("utf-8", "surrogateescape"),
        )


def text_fields(model: type[Model]) -> list["Field[object, object]"]:
    """Return a model's own fields that can hold somebody's words or days; not its codes."""
    return [
        text
        for text in model._meta.concrete_fields
        if isinstance(text, CharField | TextField)
        and not isinstance(text, StreamField | JSONField)
        and not is_code(text)
    ]


def is_code(text: "Field[object, object]") -> bool:
    """Whether a field holds one of a few codes: a choice, a country, a language, a term."""
    return bool(text.choices) or (isinstance(text, CharField) and (text.max_length or 99) <= 20)
