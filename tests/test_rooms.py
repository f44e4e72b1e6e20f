"""Relations between models follow the same stairs as imports: down, never up, never sideways."""

import configparser
from pathlib import Path

from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, Model

PROJECT = Path(__file__).resolve().parent.parent


def floors() -> dict[str, int]:
    """Return each room's floor as the import contract has it; 0 is the top."""
    contract = configparser.ConfigParser()
    contract.read(PROJECT / ".importlinter")
    layers = contract["importlinter:contract:stairs"]["layers"].split("\n")
    return {room.strip(): floor for floor, layer in enumerate(filter(None, layers)) for room in layer.split("|")}


def relations() -> list[tuple[type[Model], type[Model]]]:
    """Return every relation of a model of ours to another model."""
    return [
        (model, field.remote_field.model)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | ManyToManyField) and room_of(model)
    ]


def room_of(model: type[Model]) -> str:
    """Return the room a model lives in; "" for models of libraries."""
    module = model.__module__.split(".")
    return module[1] if module[0] == "solidary" else ""


def test_every_room_stands_on_a_floor() -> None:
    rooms = {path.parent.name for path in (PROJECT / "solidary").glob("*/__init__.py")}
    assert rooms <= floors().keys()


def test_no_relation_looks_up_or_sideways() -> None:
    stairs = floors()
    looking = [
        f"{source._meta.label} looks at {target._meta.label}"
        for source, target in relations()
        if room_of(target) and room_of(source) != room_of(target) and stairs[room_of(target)] <= stairs[room_of(source)]
    ]
    assert looking == []


def test_there_are_relations_to_look_at() -> None:
    assert len([pair for pair in relations() if room_of(pair[1])]) > 10


def test_every_room_says_what_lives_in_it() -> None:
    silent = [path for path in (PROJECT / "solidary").glob("*/__init__.py") if not path.read_text().startswith('"""')]
    assert silent == []
