"""Every word of the interface is translated into every shipped language: nothing lacks, nothing is left over."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

PROJECT = Path(__file__).resolve().parent.parent
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", PROJECT / "scripts" / "messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


messages = _load()
ROOMS: list[Path] = [room for room in messages.rooms() if len(messages.extract(room))]
BOTH = [pytest.param(room, code, id=f"{room.name}-{code}") for room in ROOMS for code in messages.LANGUAGES]


def catalogue(room: Path, language: str) -> Catalog:
    """Return a room's catalogue in a language."""
    with messages.path_of(room, language).open("rb") as file:
        return read_po(file, locale=language)


def keys(catalog: Catalog) -> set[tuple[str, str | None]]:
    """Return what a catalogue says, by message and context."""
    return {(str(message.id), message.context) for message in catalog if message.id}


def translations(message: Message) -> Iterator[str]:
    """Yield a message's translation, in every plural form where it has several."""
    yield from message.string if isinstance(message.string, list | tuple) else (message.string,)


def test_the_languages_of_the_catalogues_are_those_that_are_shipped() -> None:
    from config.settings import SHIPPED_LANGUAGES

    assert {"en", *messages.LANGUAGES} == set(SHIPPED_LANGUAGES)


def test_there_are_words_to_translate() -> None:
    assert len(ROOMS) >= 5
    assert sum(len(messages.extract(room)) for room in ROOMS) > 100


@pytest.mark.parametrize(("room", "language"), BOTH)
def test_a_catalogue_says_what_the_sources_say_no_less_and_no_more(room: Path, language: str) -> None:
    said, translated = keys(messages.extract(room)), keys(catalogue(room, language))
    assert said - translated == set(), "lacking; `make messages` brings them in"
    assert translated - said == set(), "no longer said; `make messages` drops them"
    assert not catalogue(room, language).obsolete


@pytest.mark.parametrize(("room", "language"), BOTH)
def test_nothing_is_untranslated_or_only_guessed(room: Path, language: str) -> None:
    said = [message for message in catalogue(room, language) if message.id]
    empty = [str(message.id) for message in said if not all(text.strip() for text in translations(message))]
    assert empty == []
    assert [str(message.id) for message in said if message.fuzzy] == []


@pytest.mark.parametrize(("room", "language"), BOTH)
def test_every_plural_form_of_a_language_is_there(room: Path, language: str) -> None:
    known = catalogue(room, language)
    plurals = [message for message in known if message.pluralizable]
    assert [str(message.id) for message in plurals if len(list(translations(message))) != known.num_plurals] == []
    assert known.num_plurals == {"fr": 2, "ru": 3}[language]


@pytest.mark.parametrize(("room", "language"), BOTH)
def test_a_translation_has_the_placeholders_of_what_it_translates(room: Path, language: str) -> None:
    wrong = []
    for message in catalogue(room, language):
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, list | tuple) else (message.id,)
        wanted = {mark for source in sources for mark in marks(source)}
        wrong += [
            f"{source}: {text}"
            for source in sources[:1]
            for text in translations(message)
            if text and marks(text) != wanted
        ]
    assert wrong == []


def marks(text: str) -> set[str]:
    """Return the placeholders of a text."""
    return {found.group(0) for found in PLACEHOLDER.finditer(text)}


@pytest.mark.parametrize(("room", "language"), BOTH)
def test_a_translation_begins_and_ends_with_the_blanks_and_lines_of_what_it_translates(
    room: Path, language: str
) -> None:
    wrong = [
        str(message.id)
        for message in catalogue(room, language)
        if message.id and not message.pluralizable
        for text in translations(message)
        if text and (text != text.strip()) != (message.id != message.id.strip())
    ]
    assert wrong == []


def test_a_room_without_words_has_no_catalogue() -> None:
    silent = [room for room in messages.rooms() if room not in ROOMS]
    assert [room.name for room in silent if (room / "locale").exists()] == []
