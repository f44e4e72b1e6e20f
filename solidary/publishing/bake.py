"""Baking: from the rooms' outputs to the tree of files, whole or not at all.

Everything is rendered first. If one page fails, nothing is written and the errors are named; else each changed file
is staged on the same disk and renamed into its place, so that no reader ever sees half a file.

A text has compressed siblings, written and removed with it as one. A server prefers a sibling without comparing it to
the original; so the old ones go before the new original comes, and the new ones come last. For that moment (a few
renames long, or until the next bake if this one is killed in it) the page is served uncompressed, but never in two
versions, nor two to the same reader. All forms carry one time of change, in a later second than the version before,
because servers make their ETag from that second and the size.
"""

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from solidary.publishing.compression import (
    RECIPE,
    is_sibling,
    is_text,
    original_of,
    siblings_of,
    stands_where_a_sibling_may,
    with_siblings,
)
from solidary.publishing.outputs import Bake, Output, UnsafePath, enumerate_all
from solidary.publishing.sitemap import sitemap_outputs

Progress = Callable[[int, int], None]


class BakeFailed(Exception):
    """Nothing was written. `errors` holds one sentence for each output that could not be made."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__(errors[0] if len(errors) == 1 else f"{errors[0]} ({len(errors) - 1} more)")
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Report:
    """What a bake did to the tree: outputs written and removed, and how many stayed as they were."""

    as_of: date
    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class State:
    """What the tree holds: for which day it was baked, the SHA-256 of every file, and how siblings were compressed."""

    as_of: date | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    recipe: str = ""


def today() -> date:
    """Return today's date in the campaign's time zone."""
    return datetime.now(ZoneInfo(settings.TIME_ZONE)).date()


def new_bake(as_of: date | None = None) -> Bake:
    """Return a bake of the configured site for a day, by default today."""
    return Bake(
        as_of=as_of or today(),
        site_url=settings.SITE_URL,
        languages=tuple(code for code, _ in settings.LANGUAGES),
    )


def bake(*, as_of: date | None = None, full: bool = False, progress: Progress | None = None) -> Report:
    """Bring the public tree up to date and return what changed; raise `BakeFailed` and change nothing on an error.

    `full` writes every file anew, whatever the tree is thought to hold. Only one bake runs at a time; a second waits.
    """
    with _locked():
        run = new_bake(as_of)
        contents = render_all(run, progress)
        state = read_state()
        present = _files_in(settings.PUBLIC_TREE)
        changed = {path for path in contents if full or not _stands(state, present, path, _digest(contents[path]))}
        fresh = with_siblings({path: contents[path] for path in changed})
        unchanged = contents.keys() - changed
        standing = {path: digest for path, digest in state.files.items() if original_of(path) in unchanged}
        removed = sorted(present - standing.keys() - fresh.keys(), reverse=True)  # siblings before their originals
        try:
            _stage(fresh)
            if fresh:
                _write_state(run.as_of, standing)  # if this bake is cut short, the next one trusts no file it touched
            _remove(blocking := _in_the_way(removed, fresh.keys()))
            _put_in_place(fresh.keys())
            _remove([path for path in removed if path not in blocking])
            _write_state(run.as_of, standing | {path: _digest(content) for path, content in fresh.items()})
        except OSError as error:
            raise BakeFailed([f"{error.filename2 or error.filename} cannot be written: {error.strerror}."]) from error
    gone = sorted(path for path in removed if not is_sibling(path))
    return Report(run.as_of, tuple(sorted(changed)), tuple(gone), len(unchanged))


def differences() -> list[str]:
    """Bake everything afresh in memory for the tree's recorded day and name, in words, what differs in the tree."""
    with _locked():
        state = read_state()
        contents = with_siblings(render_all(new_bake(state.as_of)))
        present = _files_in(settings.PUBLIC_TREE)
        lacking = [f"{path} is missing." for path in sorted(contents.keys() - present)]
        strange = [f"{path} should not be there." for path in sorted(present - contents.keys())]
        other = [
            f"{path} differs from a full bake."
            for path in sorted(contents.keys() & present)
            if (settings.PUBLIC_TREE / path).read_bytes() != contents[path]
        ]
    return lacking + strange + other


def render_all(run: Bake, progress: Progress | None = None) -> dict[str, bytes]:
    """Return the content of every output by its path; raise `BakeFailed` naming each output that could not be made."""
    outputs = _all_outputs(run)
    contents: dict[str, bytes] = {}
    errors = []
    for done, output in enumerate(outputs, 1):
        try:
            contents[output.path] = output.render()
        except Exception as error:  # whatever a page does wrong is reported with its name, never swallowed
            errors.append(f"{output.record} could not be made ({output.path}): {type(error).__name__}: {error}")
        if progress:
            progress(done, len(outputs))
    if errors:
        raise BakeFailed(errors)
    return contents


def _all_outputs(run: Bake) -> list[Output]:
    """Return every output of the site, the sitemap last; raise `BakeFailed` where two claim one path."""
    try:
        outputs = list(enumerate_all(run))
    except UnsafePath as error:
        raise BakeFailed([str(error)]) from error
    except Exception as error:  # a room that cannot say what it publishes stops the bake as a broken page does
        raise BakeFailed([f"What to publish could not be told: {type(error).__name__}: {error}"]) from error
    outputs += sitemap_outputs(run, outputs)
    claimed: dict[str, Output] = {}
    for output in outputs:
        if stands_where_a_sibling_may(output.path):
            raise BakeFailed([f"{output.record} wants the address {output.path}, which is kept for a compressed form."])
        other = claimed.setdefault(output.path, output)
        if other is not output and not (other.shared and output.shared):
            raise BakeFailed([f"{other.record} and {output.record} both claim the address {output.path}."])
    return outputs


def read_state() -> State:
    """Return what the last bake recorded; an empty state where there was none."""
    try:
        recorded = json.loads((settings.BAKE_STATE / "state.json").read_text())
        return State(date.fromisoformat(recorded["as_of"]), recorded["files"], recorded["recipe"])
    except (FileNotFoundError, ValueError, KeyError):  # none yet, or damaged: then every file is written anew
        return State()


def _write_state(as_of: date, files: Mapping[str, str]) -> None:
    path = settings.BAKE_STATE / "state.json"
    draft = path.with_suffix(".new")
    recorded = {"as_of": as_of.isoformat(), "files": files, "recipe": RECIPE}
    draft.write_text(json.dumps(recorded, sort_keys=True, indent=0))
    draft.replace(path)


@contextmanager
def _locked() -> Iterator[None]:
    """Hold this home's bake lock; the system lets go of it even if the process is killed."""
    settings.BAKE_STATE.mkdir(parents=True, exist_ok=True)
    with (settings.BAKE_STATE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _stands(state: State, present: set[str], path: str, digest: str) -> bool:
    """Whether the tree already holds this content and its siblings. Presence is checked, bytes are trusted."""
    forms = [path, *(sibling for sibling in siblings_of(path) if sibling in state.files)]
    of_today = state.recipe == RECIPE or not is_text(path)
    return state.files.get(path) == digest and present.issuperset(forms) and of_today


def _stage(contents: Mapping[str, bytes]) -> None:
    """Write the new files beside the tree, on the same disk; a full disk is met here, before the site is touched."""
    shutil.rmtree(_staging(), ignore_errors=True)
    for path, content in contents.items():
        target = _staging() / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _put_in_place(staged: Collection[str]) -> None:
    """Rename staged files into the tree: assets first, so that no page names one that is not there yet."""
    originals = (path for path in staged if not is_sibling(path))
    for path in sorted(originals, key=lambda path: (not path.startswith("assets/"), path)):
        forms = [path, *(sibling for sibling in siblings_of(path) if sibling in staged)]
        target = settings.PUBLIC_TREE / path
        target.parent.mkdir(parents=True, exist_ok=True)
        _date(forms, target)
        for sibling in siblings_of(path):
            (settings.PUBLIC_TREE / sibling).unlink(missing_ok=True)
        for form in forms:
            (_staging() / form).replace(settings.PUBLIC_TREE / form)
    shutil.rmtree(_staging(), ignore_errors=True)


def _date(forms: list[str], before: Path) -> None:
    """Give the staged forms of a file one time of change: now, in whole seconds, but after that of the file before."""
    now = int(time.time())
    if before.exists():
        now = max(now, int(before.stat().st_mtime) + 1)
    for form in forms:
        os.utime(_staging() / form, (now, now))


def _in_the_way(removed: list[str], changed: Collection[str]) -> list[str]:
    """Return the old files that stand where a new folder goes, or below where a new file goes."""
    folders = {str(folder) for path in changed for folder in Path(path).parents}
    return [old for old in removed if old in folders or any(str(above) in changed for above in Path(old).parents)]


def _remove(paths: list[str]) -> None:
    """Delete files that are no longer an output, and folders left empty."""
    for path in paths:
        target: Path = settings.PUBLIC_TREE / path
        target.unlink(missing_ok=True)
        for folder in target.relative_to(settings.PUBLIC_TREE).parents[:-1]:
            if any((settings.PUBLIC_TREE / folder).iterdir()):
                break
            (settings.PUBLIC_TREE / folder).rmdir()


def _files_in(tree: Path) -> set[str]:
    above = len(f"{tree}/")
    return {f"{folder}/{name}"[above:] for folder, _, names in os.walk(tree) for name in names}


def _staging() -> Path:
    staging: Path = settings.BAKE_STATE / "staging"
    return staging


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
