"""What must not get into the repository: machine paths, package index hosts, photographs, unhashed requirements."""

import re
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".heic", ".tif", ".tiff", ".bmp")
MACHINE = re.compile(rb"(?<![\w.])/" + rb"(?:work|root|home/[a-z]+|Users/[A-Za-z]+)/")
INDEX = re.compile(rb"--(?:extra-)?index-" + rb"url|pypi\." + rb"org|registry\." + rb"npmjs|files\.python" + rb"hosted")
SECRET = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----|AGE-SECRET-" + rb"KEY-1")


def tracked() -> list[Path]:
    """Return every tracked file."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    paths = [PROJECT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def holding(pattern: re.Pattern[bytes]) -> list[str]:
    """Return the tracked files in which a pattern is found."""
    return [str(path.relative_to(PROJECT)) for path in tracked() if pattern.search(path.read_bytes())]


def test_there_are_files_to_look_at() -> None:
    assert len(tracked()) > 100


def test_no_file_knows_the_machine_on_which_it_was_written() -> None:
    assert holding(MACHINE) == []


def test_no_file_names_a_package_index() -> None:
    assert holding(INDEX) == []


def test_no_file_holds_a_private_key() -> None:
    assert holding(SECRET) == []


def test_no_picture_is_tracked_but_those_of_the_documentation() -> None:
    pictures = [path.relative_to(PROJECT) for path in tracked() if path.suffix.lower() in PICTURES]
    assert [str(path) for path in pictures if path.parts[:2] != ("docs", "pictures")] == []


def test_nothing_that_is_made_is_tracked() -> None:
    made = (".mo", ".pyc", ".sqlite3", ".log")
    assert [str(path.relative_to(PROJECT)) for path in tracked() if path.suffix in made] == []


@pytest.mark.parametrize("path", sorted((PROJECT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_every_requirement_is_pinned_and_hashed(path: Path) -> None:
    text = "\n".join(line for line in path.read_text().splitlines() if not line.lstrip().startswith("#"))
    requirements = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    assert len(requirements) > 10
    assert [line[:60] for line in requirements if not re.search(r"^\S+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_the_lock_for_tests_installs_the_very_versions_of_the_lock_for_running() -> None:
    def pins(name: str) -> dict[str, str]:
        text = (PROJECT / "requirements" / name).read_text()
        return dict(re.findall(r"^([\w.\[\]-]+)==([^\s;\\]+)", text, re.MULTILINE))

    runtime, dev = pins("runtime.txt"), pins("dev.txt")
    assert {name: (version, dev[name]) for name, version in runtime.items() if dev.get(name, version) != version} == {}
