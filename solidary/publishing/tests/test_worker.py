"""The worker: what was saved is public soon, and what could not be baked is said until it can."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from solidary.facts.operations import add_organisation
from solidary.publishing import outputs as engine
from solidary.publishing import worker as room
from solidary.publishing.bake import bake, read_state, today
from solidary.publishing.outputs import Output
from solidary.publishing.worker import Worker, announce_change, last_bake, last_failure
from tests.waiting import eventually

Files = dict[str, bytes]
Commit = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """Return a worker, not yet started, that tries again at once after a failure."""
    monkeypatch.setattr(room, "SECONDS_AFTER_FAILURE", 0.02)
    made = Worker()
    yield made
    if made.is_alive():
        made.stop()


def content(path: str) -> bytes:
    """Return a file of the public tree; empty where there is none yet."""
    file: Path = settings.PUBLIC_TREE / path
    return file.read_bytes() if file.exists() else b""


def test_a_worker_bakes_when_it_starts(files: Files, worker: Worker) -> None:
    files["en/a.html"] = b"a"
    assert last_bake() is None
    worker.start()
    eventually(lambda: content("en/a.html") == b"a")
    eventually(lambda: last_bake() is not None)


@pytest.mark.django_db
def test_what_was_saved_is_public_within_two_seconds(
    files: Files, worker: Worker, django_capture_on_commit_callbacks: Commit
) -> None:
    files["en/a.html"] = b"before"
    worker.start()
    eventually(lambda: content("en/a.html") == b"before")
    with django_capture_on_commit_callbacks(execute=True):
        add_organisation(key="saved", name={"en": "Saved"}, kind="ngo")
        files["en/a.html"] = b"after"
    eventually(lambda: content("en/a.html") == b"after", seconds=2)


@pytest.mark.django_db
def test_nothing_is_announced_before_it_is_committed(home: Path, django_capture_on_commit_callbacks: Commit) -> None:
    mark = settings.BAKE_STATE / "changed"
    with django_capture_on_commit_callbacks(execute=True):
        announce_change()
        assert not mark.exists()
    assert mark.exists()


def test_a_new_day_in_the_campaigns_time_zone_is_baked(
    files: Files, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The two zones lie 26 hours apart: it is never the same day in both."""
    files["en/a.html"] = b"a"
    monkeypatch.setattr(settings, "TIME_ZONE", "Etc/GMT+12")
    worker.start()
    eventually(lambda: read_state().as_of == today())
    yesterday = today()
    monkeypatch.setattr(settings, "TIME_ZONE", "Pacific/Kiritimati")
    assert today() > yesterday
    eventually(lambda: read_state().as_of == today())


def offer(monkeypatch: pytest.MonkeyPatch, render: Callable[[], bytes]) -> None:
    """Let one page be the only output."""
    monkeypatch.setattr(engine, "_registry", {"tests": lambda _bake: [Output("en/a.html", "Page A", render)]})


def broken() -> bytes:
    raise LookupError("no such portrait")


def test_a_failure_is_kept_in_words_and_cleared_once_it_is_mended(
    home: Path, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert last_failure() == ""
    offer(monkeypatch, broken)
    worker.start()
    eventually(last_failure)
    assert "Page A could not be made (en/a.html): LookupError: no such portrait" in last_failure()
    assert content("en/a.html") == b""
    offer(monkeypatch, lambda: b"mended")
    eventually(lambda: content("en/a.html") == b"mended")
    eventually(lambda: last_failure() == "")


def test_what_nobody_foresaw_neither_ends_the_worker_nor_stays_unsaid(
    home: Path, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "bake").mkdir()
    (home / "bake/state.json").mkdir()
    offer(monkeypatch, lambda: b"a")
    worker.start()
    eventually(last_failure)
    assert worker.is_alive()
    (home / "bake/state.json").rmdir()
    eventually(lambda: content("en/a.html") == b"a")
    eventually(lambda: last_failure() == "")


def test_stopping_waits_for_the_bake_under_way(home: Path, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    rendering, go_on = threading.Event(), threading.Event()

    def slow() -> bytes:
        rendering.set()
        go_on.wait(20)
        return b"whole"

    offer(monkeypatch, slow)
    worker.start()
    assert rendering.wait(20)
    stopping = threading.Thread(target=worker.stop)
    stopping.start()
    go_on.set()
    stopping.join(20)
    assert not worker.is_alive()
    assert content("en/a.html") == b"whole"


def test_a_worker_with_nothing_to_do_leaves_the_tree_alone(files: Files, worker: Worker) -> None:
    files["en/a.html"] = b"a"
    bake(as_of=today() - timedelta(days=1))
    worker.start()
    eventually(lambda: read_state().as_of == today())
    stamp = (settings.PUBLIC_TREE / "en/a.html").stat().st_mtime_ns
    recorded = (settings.BAKE_STATE / "state.json").stat().st_mtime_ns
    threading.Event().wait(3 * room.SECONDS_BETWEEN_LOOKS)
    assert (settings.PUBLIC_TREE / "en/a.html").stat().st_mtime_ns == stamp
    assert (settings.BAKE_STATE / "state.json").stat().st_mtime_ns == recorded
