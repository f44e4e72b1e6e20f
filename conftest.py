"""What every test may use: a baked campaign of invented people, and a browser where there is one.

Everyone in these fixtures is invented.
"""

import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.cast import WITHOUT_INDEXES, Cast

hypothesis_settings.register_profile(
    "suite", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60, derandomize=True
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database, so that it can be run on PostgreSQL as well."""
    for item in items:
        if item.get_closest_marker("django_db") and not item.get_closest_marker("browser"):
            item.add_marker("database")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an empty home whose public tree, media and bake state the settings point to."""
    for name, folder in {"PUBLIC_TREE": "public", "MEDIA_ROOT": "media", "BAKE_STATE": "bake"}.items():
        monkeypatch.setattr(settings, name, tmp_path / folder)
    monkeypatch.setattr(settings, "SOLIDARY_HOME", tmp_path)
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture
def files(home: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Return the files, by path, that are the only outputs of every bake, instead of the rooms': fill it, then bake."""
    from solidary.publishing import outputs as engine

    wanted: dict[str, bytes] = {}

    def offered(_bake: engine.Bake) -> Iterator[engine.Output]:
        for path, content in list(wanted.items()):
            yield engine.Output(path, f"File {path}", partial(bytes, content))

    monkeypatch.setattr(engine, "_registry", {"tests": offered})
    return wanted


@pytest.fixture
def foundation(db: None, home: Path) -> Path:
    """Return a home with its languages and home pages, and nothing else."""
    from solidary.front.operations import lay_foundation

    with override_settings(TASKS=WITHOUT_INDEXES):
        lay_foundation()
    return home


@pytest.fixture
def cast(foundation: Path) -> Cast:
    """Return the invented campaign: Maryna, behind bars, and Henadz, whom nobody may learn of."""
    with override_settings(TASKS=WITHOUT_INDEXES):
        return Cast.enter()
