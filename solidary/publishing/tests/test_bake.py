"""The bake: whole or not at all, whatever happens meanwhile."""

import json
import multiprocessing
import os
import random
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from solidary.publishing import outputs as engine
from solidary.publishing.bake import BakeFailed, bake, differences, read_state
from solidary.publishing.commands import bake as command
from solidary.publishing.compression import is_sibling
from solidary.publishing.outputs import Bake, Output
from tests.cast import DAY
from tests.waiting import eventually

Files = dict[str, bytes]
fork = multiprocessing.get_context("fork")


def tree() -> Files:
    """Return every file of the public tree."""
    root = settings.PUBLIC_TREE
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def stamps() -> dict[str, tuple[int, int]]:
    """Return what tells whether a file was written anew."""
    root = settings.PUBLIC_TREE
    return {path: ((root / path).stat().st_ino, (root / path).stat().st_mtime_ns) for path in tree()}


def offer(monkeypatch: pytest.MonkeyPatch, *outputs: Output) -> None:
    """Let these be the only outputs."""
    monkeypatch.setattr(engine, "_registry", {"tests": lambda _bake: outputs})


def broken() -> bytes:
    raise KeyError("portrait")


# --- what a bake writes ------------------------------------------------------------------------------------------


def test_a_bake_writes_every_output_and_says_so(files: Files) -> None:
    files |= {"index.html": b"door", "en/people/index.html": b"people"}
    report = bake(as_of=DAY)
    assert report.as_of == DAY
    assert {"index.html", "en/people/index.html"} <= set(report.written)
    assert tree().items() >= files.items()
    assert (report.removed, report.unchanged) == ((), 0)


def test_an_unchanged_file_is_not_written_again(files: Files) -> None:
    files |= {"en/a.html": b"same", "en/b.html": b"before"}
    bake(as_of=DAY)
    before = stamps()
    files["en/b.html"] = b"after"
    report = bake(as_of=DAY)
    after = stamps()
    assert report.written == ("en/b.html",)
    assert [path for path in after if after[path] != before[path]] == ["en/b.html"]


def test_a_bake_of_the_same_facts_writes_nothing(files: Files) -> None:
    files |= {"en/a.html": b"same"}
    bake(as_of=DAY)
    assert bake(as_of=DAY).written == ()


def test_a_file_that_somebody_deleted_is_written_again(files: Files) -> None:
    files |= {"en/a.html": b"a"}
    bake(as_of=DAY)
    (settings.PUBLIC_TREE / "en/a.html").unlink()
    assert bake(as_of=DAY).written == ("en/a.html",)
    assert tree()["en/a.html"] == b"a"


def test_a_full_bake_writes_every_file_anew(files: Files) -> None:
    files |= {"en/a.html": b"same"}
    bake(as_of=DAY)
    before = stamps()
    (settings.PUBLIC_TREE / "en/a.html").write_bytes(b"tampered")
    report = bake(as_of=DAY, full=True)
    assert set(report.written) == set(before)
    assert all(stamps()[path] != stamp for path, stamp in before.items())
    assert tree()["en/a.html"] == b"same"


def test_what_is_no_longer_an_output_vanishes_with_its_empty_folders(files: Files) -> None:
    files |= {"en/news/old/index.html": b"old", "en/news/index.html": b"news", "fr/alone/deep/index.html": b"x"}
    bake(as_of=DAY)
    del files["en/news/old/index.html"], files["fr/alone/deep/index.html"]
    report = bake(as_of=DAY)
    assert report.removed == ("en/news/old/index.html", "fr/alone/deep/index.html")
    assert not (settings.PUBLIC_TREE / "en/news/old").exists()
    assert not (settings.PUBLIC_TREE / "fr").exists()
    assert tree()["en/news/index.html"] == b"news"


def test_a_file_can_take_the_place_of_a_folder_and_a_folder_that_of_a_file(files: Files) -> None:
    files |= {"page": b"file", "other/deep/index.html": b"deep"}
    bake(as_of=DAY)
    del files["page"], files["other/deep/index.html"]
    files |= {"page/index.html": b"folder", "other": b"file"}
    bake(as_of=DAY)
    assert tree().items() >= files.items()
    assert differences() == []


small_trees = st.dictionaries(
    st.sampled_from(["a.html", "b/index.html", "b/c/index.html", "d/e.html", "f", "f/g.html"]), st.binary(max_size=3)
).filter(lambda made: not {"f", "f/g.html"} <= made.keys())


@given(st.lists(small_trees, min_size=2, max_size=5))
def test_after_any_history_the_tree_equals_a_full_bake(history: list[Files]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "PUBLIC_TREE", Path(folder) / "public")
        patch.setattr(settings, "BAKE_STATE", Path(folder) / "bake")
        for wanted in history:
            offer(patch, *(Output(path, path, partial(bytes, content)) for path, content in wanted.items()))
            bake(as_of=DAY)
        assert differences() == []
        assert {path: content for path, content in tree().items() if path not in OWN} == history[-1]
        empty = [path for path in settings.PUBLIC_TREE.rglob("*") if path.is_dir() and not any(path.iterdir())]
        assert empty == []


OWN = {"sitemap.xml", "robots.txt"}


def test_a_bake_is_for_the_day_it_is_given(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        engine, "_registry", {"tests": lambda run: [Output("day.txt", "Day", run.as_of.isoformat().encode)]}
    )
    bake(as_of=date(2026, 1, 1))
    assert tree()["day.txt"] == b"2026-01-01"
    assert differences() == [], "the tree is compared with a bake for its own day"
    assert bake(as_of=date(2026, 1, 2)).written == ("day.txt",)


# --- what goes wrong ---------------------------------------------------------------------------------------------


def test_a_page_that_does_not_render_leaves_yesterdays_site_standing(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    files |= {"en/a.html": b"yesterday", "en/b.html": b"yesterday"}
    bake(as_of=DAY)
    before, stamped, state = tree(), stamps(), read_state()
    offer(monkeypatch, Output("en/a.html", "Page A", lambda: b"today"), Output("en/b.html", "Page B", broken))
    with pytest.raises(BakeFailed, match="Page B could not be made") as failure:
        bake(as_of=DAY + timedelta(days=1))
    assert "en/b.html" in failure.value.errors[0]
    assert "KeyError" in failure.value.errors[0]
    assert (tree(), stamps(), read_state()) == (before, stamped, state)


def test_every_page_that_does_not_render_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, *(Output(f"{name}.html", f"Page {name}", broken) for name in "abc"))
    with pytest.raises(BakeFailed) as failure:
        bake(as_of=DAY)
    assert [error.split(" could")[0] for error in failure.value.errors] == ["Page a", "Page b", "Page c"]
    assert tree() == {}


def test_two_outputs_that_claim_one_path_are_both_named_and_nothing_is_written(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, Output("en/a.html", "Section “A”", bytes), Output("en/a.html", "Article “A”", bytes))
    with pytest.raises(BakeFailed) as failure:
        bake(as_of=DAY)
    assert failure.value.errors == ["Section “A” and Article “A” both claim the address en/a.html."]
    assert tree() == {}


def test_an_output_cannot_claim_what_the_engine_writes_itself(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, Output("robots.txt", "Page “robots”", bytes))
    with pytest.raises(BakeFailed, match=r"both claim the address robots\.txt"):
        bake(as_of=DAY)


def test_a_file_below_another_file_is_one_clear_error(files: Files) -> None:
    files["en/a.html"] = b"before"
    bake(as_of=DAY)
    files |= {"en/b": b"file", "en/b/index.html": b"below it"}
    with pytest.raises(BakeFailed, match="cannot be written"):
        bake(as_of=DAY)
    assert tree()["en/a.html"] == b"before"


def test_a_room_that_cannot_say_what_it_publishes_is_one_clear_error(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    files["en/a.html"] = b"before"
    bake(as_of=DAY)

    def enumerate_outputs(_bake: Bake) -> Iterator[Output]:
        yield Output("en/a.html", "A", lambda: b"after")
        raise OSError("an uploaded picture is gone")

    monkeypatch.setattr(engine, "_registry", {"tests": enumerate_outputs})
    with pytest.raises(BakeFailed, match="an uploaded picture is gone"):
        bake(as_of=DAY)
    assert tree()["en/a.html"] == b"before"


def test_an_unsafe_path_stops_the_bake_in_one_sentence(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        engine, "_registry", {"tests": lambda _bake: (Output(path, "Page “новости”", bytes) for path in ["новости"])}
    )
    with pytest.raises(BakeFailed, match="Page “новости” wants the address"):
        bake(as_of=DAY)


@pytest.mark.parametrize("damage", [b"", b"{", b'{"files": {}}', b"\x00" * 100])
def test_a_damaged_record_of_the_last_bake_only_costs_a_full_bake(files: Files, damage: bytes) -> None:
    files["en/a.html"] = b"a"
    bake(as_of=DAY)
    (settings.BAKE_STATE / "state.json").write_bytes(damage)
    assert set(bake(as_of=DAY).written) == set(tree())
    assert differences() == []


def in_a_process(act: Callable[[], None]) -> "multiprocessing.process.BaseProcess":
    """Start a real process that does something and ends."""
    process = fork.Process(target=act, daemon=True)
    process.start()
    return process


def test_a_tree_that_cannot_be_written_is_one_clear_error(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    files["en/a.html"] = b"before"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        monkeypatch.setattr(settings, "PUBLIC_TREE", home / "public")
        monkeypatch.setattr(settings, "BAKE_STATE", home / "bake")
        CliRunner().invoke(command, ["--as-of", DAY.isoformat()])
        home.chmod(0o755)
        for path in [home / "bake", *(home / "bake").rglob("*")]:
            path.chmod(0o777)
        for path in [home / "public", home / "public/en"]:
            path.chmod(0o555)
        files["en/a.html"] = b"after"
        said = fork.Queue()

        def as_nobody() -> None:
            if os.getuid() == 0:
                os.setuid(65534)
            result = CliRunner().invoke(command, ["--as-of", DAY.isoformat()])
            said.put((result.exit_code, result.stderr, repr(result.exception)))

        process = in_a_process(as_nobody)
        exit_code, stderr, exception = said.get(timeout=20)
        process.join()
        assert (home / "public/en/a.html").read_bytes() == b"before"
    assert (exit_code, exception) == (1, "SystemExit(1)")
    assert "en/a.html cannot be written: Permission denied." in stderr


# --- readers, rivals and sudden ends -----------------------------------------------------------------------------

LARGE = {letter: letter.encode() * 1_500_000 for letter in "ab"}


def test_a_reader_never_sees_a_half_written_file(files: Files) -> None:
    files["en/large.html"] = LARGE["a"]
    bake(as_of=DAY)
    seen: set[bytes] = set()
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            seen.add((settings.PUBLIC_TREE / "en/large.html").read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(24):
        files["en/large.html"] = LARGE["ba"[turn % 2]]
        bake(as_of=DAY)
    eventually(lambda: len(seen) > 1)
    over.set()
    reader.join()
    assert seen == set(LARGE.values())


def test_bakes_in_several_threads_and_processes_at_once_leave_one_whole_site(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def outputs(run: Bake) -> Iterator[Output]:
        for number in range(10):
            content = f"{run.as_of} {number}".encode() * 5_000
            yield Output(f"en/{number}/index.html", f"Page {number}", partial(bytes, content))
        yield Output(f"en/only-{run.as_of}.html", "Page of a day", bytes)

    monkeypatch.setattr(engine, "_registry", {"tests": outputs})
    days = [DAY + timedelta(days=number) for number in range(4)]

    def bake_often() -> None:
        for day in days * 3:
            bake(as_of=day)

    processes = [in_a_process(bake_often) for _ in range(2)]
    with ThreadPoolExecutor(3) as threads:
        for done in [threads.submit(bake_often) for _ in range(3)]:
            done.result()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert differences() == []
    assert len([path for path in tree() if "only" in path]) == 1


def test_a_bake_killed_at_any_moment_leaves_whole_files_and_the_next_one_finishes(files: Files) -> None:
    names = [f"en/{number}/index.html" for number in range(25)]
    versions = [bytes([version]) * 40_000 for version in range(4)]
    chance = random.Random(4)

    def bake_for_ever() -> None:
        while True:
            files.update(dict.fromkeys(names, chance.choice(versions)))
            bake(as_of=DAY)

    files.update(dict.fromkeys(names, versions[0]))
    bake(as_of=DAY)
    pause = threading.Event()
    for _ in range(8):
        before = stamps()
        process = in_a_process(bake_for_ever)
        eventually(lambda before=before: stamps_or_none() != before)
        pause.wait(chance.random() * 0.03)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        assert process.exitcode == -signal.SIGKILL
        strange = {path for path, content in tree().items() if path not in OWN and content not in versions}
        assert {path for path in strange if not is_sibling(path)} == set()
        assert set(names) <= tree().keys()
    files.update(dict.fromkeys(names, b"the end"))
    bake(as_of=DAY)
    assert differences() == []
    assert {tree()[name] for name in names} == {b"the end"}
    assert not (settings.BAKE_STATE / "staging").exists()


def stamps_or_none() -> dict[str, tuple[int, int]] | None:
    """Return the stamps; None where a file was replaced meanwhile."""
    try:
        return stamps()
    except FileNotFoundError:
        return None


def test_a_bake_killed_while_it_renders_changes_nothing(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    files["en/a.html"] = b"before"
    bake(as_of=DAY)
    before = stamps()
    rendering = fork.Event()

    def never_ends() -> bytes:
        rendering.set()
        threading.Event().wait()
        return b""

    offer(monkeypatch, Output("en/a.html", "A", lambda: b"after"), Output("en/b.html", "B", never_ends))
    process = in_a_process(partial(bake, as_of=DAY))
    assert rendering.wait(20)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    assert stamps() == before
    offer(monkeypatch, Output("en/a.html", "A", lambda: b"after"))
    bake(as_of=DAY)
    assert tree()["en/a.html"] == b"after"


def test_a_page_is_never_there_before_the_picture_it_names(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader who gets the new page at once must find the new stylesheet: assets are put in place first."""
    written: list[str] = []
    replace = Path.replace

    def recording(self: Path, target: Path) -> Path:
        written.append(Path(target).name)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", recording)
    files |= {"aa.html": b"page", "assets/site.css": b"style", "zz.html": b"page"}
    bake(as_of=DAY)
    assert written.index("site.css") < written.index("aa.html")


# --- checking the tree -------------------------------------------------------------------------------------------


def test_a_tampered_a_missing_and_a_strange_file_are_each_named(files: Files) -> None:
    files |= {"en/a.html": b"a", "en/b.html": b"b", "en/c.html": b"c"}
    bake(as_of=DAY)
    assert differences() == []
    (settings.PUBLIC_TREE / "en/a.html").write_bytes(b"A")
    (settings.PUBLIC_TREE / "en/b.html").unlink()
    (settings.PUBLIC_TREE / "en/strange.html").write_bytes(b"")
    assert differences() == [
        "en/b.html is missing.",
        "en/strange.html should not be there.",
        "en/a.html differs from a full bake.",
    ]


def test_checking_changes_nothing(files: Files) -> None:
    files |= {"en/a.html": b"a"}
    bake(as_of=DAY)
    (settings.PUBLIC_TREE / "en/a.html").write_bytes(b"A")
    before = stamps()
    differences()
    assert stamps() == before


# --- the command -------------------------------------------------------------------------------------------------


def test_the_command_says_what_it_did_and_reports_it_as_json(files: Files) -> None:
    files |= {"en/a.html": b"a"}
    said = CliRunner().invoke(command, ["--as-of", "2026-11-22"])
    assert (said.exit_code, said.stdout) == (0, "Baked for 2026-11-22: 3 files written, 0 unchanged, 0 removed.\n")
    del files["en/a.html"]
    said = CliRunner().invoke(command, ["--as-of", "2026-11-22", "--json"])
    assert json.loads(said.stdout) == {"as_of": "2026-11-22", "written": 0, "removed": 1, "unchanged": 2}


def test_a_failed_bake_ends_with_the_reason_and_an_exit_code(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, Output("en/a.html", "Page A", broken))
    said = CliRunner().invoke(command)
    assert said.exit_code == 1
    assert "Page A could not be made (en/a.html): KeyError" in said.stderr
    assert "Traceback" not in said.output


def test_checking_ends_with_an_exit_code_that_tells(files: Files) -> None:
    files |= {"en/a.html": b"a"}
    bake(as_of=DAY)
    equal = CliRunner().invoke(command, ["--check"])
    assert (equal.exit_code, equal.stdout) == (0, "The tree equals a full bake.\n")
    (settings.PUBLIC_TREE / "en/a.html").write_bytes(b"A")
    other = CliRunner().invoke(command, ["--check", "--json"])
    assert other.exit_code == 1
    assert json.loads(other.stdout) == {"equal": False, "differences": ["en/a.html differs from a full bake."]}


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "22.11.2026"])
def test_a_day_that_is_none_is_refused_in_a_sentence(files: Files, day: str) -> None:
    said = CliRunner().invoke(command, ["--as-of", day])
    assert said.exit_code == 2
    assert day in said.stderr


# --- the sitemap -------------------------------------------------------------------------------------------------


def test_the_sitemap_lists_every_listed_page_with_its_translations(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alternates = {"en": "/en/a&b/", "fr": "/fr/a/"}
    offer(
        monkeypatch,
        Output("en/a/index.html", "A", bytes, alternates, listed=True),
        Output("fr/a/index.html", "A", bytes, alternates, listed=True),
        Output("en/unlisted/index.html", "B", bytes),
    )
    bake(as_of=DAY)
    sitemap = etree.fromstring(tree()["sitemap.xml"])
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    assert sitemap.xpath("//s:loc/text()", namespaces=spaces) == [
        "https://campaign.example/en/a/",
        "https://campaign.example/fr/a/",
    ]
    for page in sitemap:
        links = {link.get("hreflang"): link.get("href") for link in page.iterfind("x:link", spaces)}
        assert links == {code: f"https://campaign.example{path}" for code, path in alternates.items()}
    assert b"Sitemap: https://campaign.example/sitemap.xml" in tree()["robots.txt"]
