"""Compressed siblings: forms of the very text they stand beside, at every moment, or not there at all."""

import gzip
import json
import multiprocessing
import os
import random
import signal
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from solidary.publishing import bake as engine_bake
from solidary.publishing import compression
from solidary.publishing import outputs as engine
from solidary.publishing.bake import BakeFailed, bake, differences, read_state
from solidary.publishing.compression import SMALLEST, is_sibling, original_of, siblings_of, with_siblings
from solidary.publishing.outputs import Output
from tests.cast import DAY
from tests.waiting import eventually

Files = dict[str, bytes]
UNPACK: dict[str, Callable[[bytes], bytes]] = {".br": brotli.decompress, ".gz": gzip.decompress}
PAGE = "en/a/index.html"
TEXTS = [f"data/file.{ending}" for ending in compression.TEXTS]


def text(word: str, times: int = 200) -> bytes:
    """Return a text that is worth compressing."""
    return f"<p>{word} is free at last.</p>\n".encode() * times


def noise(size: int) -> bytes:
    """Return what no method makes smaller."""
    return random.Random(7).randbytes(size)


def unpacked(path: str, content: bytes) -> bytes:
    return UNPACK[Path(path).suffix](content)


def tree() -> Files:
    root = settings.PUBLIC_TREE
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def astray() -> list[str]:
    """Return the siblings in the tree that are not a form of what stands beside them."""
    files = tree()
    siblings = [path for path in files if is_sibling(path)]
    return [path for path in siblings if unpacked(path, files[path]) != files.get(original_of(path))]


def modified(path: str) -> float:
    return float((settings.PUBLIC_TREE / path).stat().st_mtime)


# --- what is made ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TEXTS)
def test_every_kind_of_text_gets_both_forms(path: str) -> None:
    made = with_siblings({path: text("Maryna")})
    assert made.keys() == {path, f"{path}.br", f"{path}.gz"}
    assert [unpacked(sibling, made[sibling]) for sibling in siblings_of(path)] == [text("Maryna")] * 2


@pytest.mark.parametrize("path", ["a.webp", "a.avif", "a.woff2", "a.pdf", "a.zip", "html", "a.html.zip", "a"])
def test_what_is_no_text_gets_none(path: str) -> None:
    assert with_siblings({path: text("Maryna")}) == {path: text("Maryna")}
    assert siblings_of(path) == ()


def test_a_small_text_gets_none() -> None:
    assert with_siblings({"a.html": b"a" * (SMALLEST - 1)}).keys() == {"a.html"}
    assert with_siblings({"a.html": b"a" * SMALLEST}).keys() == {"a.html", "a.html.br", "a.html.gz"}


def test_a_text_that_does_not_get_smaller_gets_none() -> None:
    assert with_siblings({"a.txt": noise(5_000)}).keys() == {"a.txt"}


def test_the_forms_carry_neither_time_nor_name() -> None:
    made = with_siblings({"a.html": text("Maryna")})
    assert made["a.html.gz"][:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", "RFC 1952: no flags, no time, Unix"
    assert made == with_siblings({"a.html": text("Maryna")})


@given(st.dictionaries(st.sampled_from([*TEXTS, "a.webp"]), st.binary(max_size=40).map(lambda part: part * 60)))
def test_originals_stay_as_they_are_and_forms_are_smaller_and_unpack_to_them(contents: Files) -> None:
    made = with_siblings(contents)
    assert {path: made[path] for path in contents} == contents
    for path in made.keys() - contents.keys():
        assert unpacked(path, made[path]) == contents[original_of(path)]
        assert len(made[path]) < len(contents[original_of(path)])


# --- what a bake does with them ----------------------------------------------------------------------------------


def test_a_bake_writes_the_forms_of_its_texts_and_counts_outputs_alone(files: Files) -> None:
    files |= {PAGE: text("Maryna"), "assets/a.webp": noise(5_000)}
    report = bake(as_of=DAY)
    assert {path for path in tree() if is_sibling(path)} == {f"{PAGE}.br", f"{PAGE}.gz"}
    assert astray() == []
    assert report.written == ("assets/a.webp", PAGE, "robots.txt", "sitemap.xml")
    del files[PAGE]
    assert bake(as_of=DAY).removed == (PAGE,)


def test_only_what_changed_is_compressed(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    given_: list[str] = []

    def recording(contents: Files) -> Files:
        given_.extend(sorted(contents))
        return with_siblings(contents)

    monkeypatch.setattr(engine_bake, "with_siblings", recording)
    files |= {PAGE: text("Maryna"), "en/b.html": text("Henadz")}
    bake(as_of=DAY)
    before = modified(f"{PAGE}.br")
    given_.clear()
    files["en/b.html"] = text("Alena")
    bake(as_of=DAY)
    bake(as_of=DAY)
    assert given_ == ["en/b.html"]
    assert modified(f"{PAGE}.br") == before
    assert astray() == []
    assert differences() == []


def test_the_forms_vanish_with_their_original_and_their_folder(files: Files) -> None:
    files[PAGE] = text("Maryna")
    bake(as_of=DAY)
    del files[PAGE]
    bake(as_of=DAY)
    assert not (settings.PUBLIC_TREE / "en").exists()


def test_the_forms_come_and_go_as_a_text_grows_and_shrinks(files: Files) -> None:
    for content, forms in ((b"small", 0), (text("Maryna"), 2), (noise(5_000), 0), (text("Henadz"), 2), (b"small", 0)):
        files[PAGE] = content
        bake(as_of=DAY)
        assert len([path for path in tree() if is_sibling(path)]) == forms
        assert astray() == []
        assert differences() == []


def test_a_folder_takes_the_place_of_a_text_and_its_forms(files: Files) -> None:
    files["page.html"] = text("Maryna")
    bake(as_of=DAY)
    del files["page.html"]
    files["page.html/index.html"] = text("Maryna")
    bake(as_of=DAY)
    assert "page.html.br" not in tree()
    assert differences() == []


def test_all_forms_carry_one_time_of_change(files: Files) -> None:
    files[PAGE] = text("Maryna")
    bake(as_of=DAY)
    times = {modified(path) for path in (PAGE, *siblings_of(PAGE))}
    assert len(times) == 1
    assert times.pop().is_integer(), "servers tell it in whole seconds"


def test_two_versions_of_one_size_within_one_second_have_different_times(files: Files) -> None:
    """Else the tag that nginx makes of second and size would be the same, and a reader would keep the older one."""
    times = []
    for number in range(4):
        files[PAGE] = text(f"Number {number}")
        bake(as_of=DAY)
        times.append(int(modified(PAGE)))
    assert times == sorted(set(times))


def test_another_recipe_makes_every_form_anew_and_leaves_pictures_alone(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    files |= {PAGE: text("Maryna"), "assets/a.webp": noise(5_000)}
    bake(as_of=DAY)
    monkeypatch.setattr(engine_bake, "RECIPE", "brotli of tomorrow")
    monkeypatch.setattr(compression, "BROTLI_QUALITY", 1)
    assert set(bake(as_of=DAY).written) == {PAGE, "robots.txt", "sitemap.xml"}
    assert differences() == []
    assert bake(as_of=DAY).written == ()


# --- claims ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["en/a.html.br", "en/a.html.gz", "data/people.csv.gz", "en/a.html.br/index.html"])
def test_no_output_can_claim_what_is_kept_for_a_compressed_form(files: Files, path: str) -> None:
    files[PAGE] = b"before"
    bake(as_of=DAY)
    files |= {PAGE: b"after", path: b"claimed"}
    with pytest.raises(BakeFailed) as failure:
        bake(as_of=DAY)
    assert failure.value.errors == [f"File {path} wants the address {path}, which is kept for a compressed form."]
    assert tree()[PAGE] == b"before"


@pytest.mark.parametrize("path", ["data/dump.tar.gz", "data/dump.gz", "archive.br"])
def test_an_output_may_be_an_archive_that_is_no_form_of_a_text(files: Files, path: str) -> None:
    files[path] = noise(1_000)
    bake(as_of=DAY)
    assert tree()[path] == noise(1_000)


# --- checking and mending ----------------------------------------------------------------------------------------


def test_the_check_names_forms_that_are_missing_strange_or_tampered_with(files: Files) -> None:
    files |= {"en/a.html": text("Maryna"), "en/b.html": text("Henadz"), "en/c.html": b"small"}
    bake(as_of=DAY)
    root = settings.PUBLIC_TREE
    (root / "en/a.html.br").unlink()
    (root / "en/b.html.gz").write_bytes(gzip.compress(b"another text"))
    (root / "en/c.html.gz").write_bytes(gzip.compress(b"small"))
    assert differences() == [
        "en/a.html.br is missing.",
        "en/c.html.gz should not be there.",
        "en/b.html.gz differs from a full bake.",
    ]


def test_a_form_that_somebody_deleted_is_made_again_and_a_strange_one_is_removed(files: Files) -> None:
    files |= {"en/a.html": text("Maryna"), "en/b.html": text("Henadz"), "en/c.html": b"small"}
    bake(as_of=DAY)
    (settings.PUBLIC_TREE / "en/a.html.br").unlink()
    (settings.PUBLIC_TREE / "en/c.html.gz").write_bytes(b"strange")
    report = bake(as_of=DAY)
    assert report.written == ("en/a.html",)
    assert report.removed == ()
    assert differences() == []


def test_the_record_of_a_bake_names_the_forms_with_their_digests(files: Files) -> None:
    files[PAGE] = text("Maryna")
    bake(as_of=DAY)
    assert read_state().files.keys() == tree().keys()
    recorded = json.loads((settings.BAKE_STATE / "state.json").read_text())
    assert recorded["recipe"] == compression.RECIPE


# --- every moment ------------------------------------------------------------------------------------------------


def watch(monkeypatch: pytest.MonkeyPatch, look: Callable[[], None]) -> None:
    """Look before and after everything that changes the tree."""

    def watched(change: Callable[..., object]) -> Callable[..., object]:
        def run(self: Path, *arguments: object, **options: object) -> object:
            look()
            result = change(self, *arguments, **options)
            look()
            return result

        return run

    for name in ("replace", "unlink", "rmdir"):
        monkeypatch.setattr(Path, name, watched(getattr(Path, name)))


def test_at_no_moment_of_a_bake_does_a_form_stand_beside_another_version(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[list[str]] = []
    files |= {PAGE: text("Maryna"), "en/b.html": text("Henadz"), "en/gone.html": text("Gone")}
    bake(as_of=DAY)
    watch(monkeypatch, lambda: looked.append(astray()))
    del files["en/gone.html"]
    files |= {PAGE: text("Alena"), "en/b.html": text("Uladz"), "en/new.html": text("New")}
    bake(as_of=DAY)
    assert len(looked) > 20
    assert [found for found in looked if found] == []


class CutShort(BaseException):
    """The end of a process, as far as the tree can tell."""


@pytest.mark.parametrize("steps", range(1, 30, 2))
def test_a_bake_that_is_cut_short_is_mended_even_when_the_facts_are_taken_back(
    files: Files, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    before = {PAGE: text("Maryna"), "en/b.html": text("Henadz"), "en/c.html": b"small"}
    files |= before
    bake(as_of=DAY)
    left = iter(range(steps))

    def end() -> None:
        if next(left, None) is None:
            raise CutShort

    with monkeypatch.context() as patch:
        watch(patch, end)
        files |= {PAGE: text("Alena"), "en/b.html": b"small", "en/c.html": text("Large")}
        with pytest.raises(CutShort):
            bake(as_of=DAY)
    assert astray() == []
    files |= before
    bake(as_of=DAY)
    assert astray() == []
    assert differences() == []


def test_a_bake_killed_at_any_moment_leaves_no_form_of_another_version(files: Files) -> None:
    fork = multiprocessing.get_context("fork")
    names = [f"en/{number}/index.html" for number in range(25)]
    versions = [text(f"Number {number}") for number in range(4)]
    chance, pause = random.Random(5), threading.Event()

    def bake_for_ever() -> None:
        while True:
            files.update(dict.fromkeys(names, chance.choice(versions)))
            bake(as_of=DAY)

    files.update(dict.fromkeys(names, versions[0]))
    bake(as_of=DAY)
    recorded = settings.BAKE_STATE / "state.json"
    for _ in range(6):
        before = recorded.stat().st_ino
        process = fork.Process(target=bake_for_ever, daemon=True)
        process.start()
        eventually(lambda before=before: recorded.stat().st_ino != before)
        pause.wait(chance.random() * 0.03)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        assert astray() == []
    bake(as_of=DAY)
    assert differences() == []


def test_a_reader_never_goes_back_to_an_older_version_whatever_forms_it_takes(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = [text("Maryna")]
    monkeypatch.setattr(
        engine, "_registry", {"tests": lambda _bake: [Output(PAGE, "Page", partial(bytes, contents[-1]))]}
    )
    bake(as_of=DAY)
    over, seen = threading.Event(), list[int]()

    def read(chance: random.Random) -> int:
        for suffix in chance.choice(([".br"], [".gz"], [])):
            try:
                packed = (settings.PUBLIC_TREE / (PAGE + suffix)).read_bytes()
            except FileNotFoundError:
                continue
            return contents.index(UNPACK[suffix](packed))
        return contents.index((settings.PUBLIC_TREE / PAGE).read_bytes())

    def read_often() -> None:
        chance = random.Random(3)
        while not over.is_set():
            seen.append(read(chance))

    reader = threading.Thread(target=read_often)
    reader.start()
    try:
        for number in range(40):
            contents.append(text(f"Number {number}"))
            bake(as_of=DAY)
    finally:
        over.set()
        reader.join()
    assert len(set(seen)) > 1
    assert seen == sorted(seen)
