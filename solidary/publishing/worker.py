"""The worker that keeps the public site true: it bakes when something was saved, and when a day begins.

The change log tells what was written, by whatever process and in whatever way; every save in Django also touches a
file in the home. The worker looks at both a few times a second. What it could not bake stays due, and the reason is
kept for the admin to show.
"""

import logging
import threading
import time
from datetime import date, datetime

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections, connections, transaction

from solidary.publishing.bake import BakeFailed, bake, today
from solidary.publishing.changes import Cursor, changed_since, latest

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_AFTER_FAILURE = 10
SECONDS_BETWEEN_SCHEDULES = 20


def announce_change(**_: object) -> None:
    """Say that something public may have changed, once the running transaction is committed."""
    transaction.on_commit(_touch)


def last_failure() -> str:
    """Return what went wrong at the last bake, in one sentence a line; "" when it went well."""
    try:
        text: str = (settings.BAKE_STATE / "failure.txt").read_text()
    except FileNotFoundError:
        return ""
    return text


def last_bake() -> datetime | None:
    """Return when the public site was last brought up to date."""
    try:
        return datetime.fromtimestamp((settings.BAKE_STATE / "state.json").stat().st_mtime).astimezone()
    except FileNotFoundError:
        return None


class Worker(threading.Thread):
    """Bakes in the background of the server until `stop()`."""

    def __init__(self) -> None:
        super().__init__(name="bake", daemon=True)
        self._stopping = threading.Event()
        self._seen: tuple[int, date, Cursor | None] | None = None
        self._blind = False
        self._failed: tuple[tuple[int, date], float] | None = None
        self._scheduled = 0.0

    def stop(self) -> None:
        """End the thread after the bake under way."""
        self._stopping.set()
        self.join()

    def run(self) -> None:
        """Bake whenever the mark of the last save, the date, or the end of the change log is new."""
        pause = 0.0
        while not self._stopping.wait(pause):
            pause = SECONDS_BETWEEN_LOOKS
            self.keep_schedule()
            due = (_changed_at(), today(), self._position())
            if due != self._seen and not self._waits(due[:2]):
                if self._bake():
                    self._seen, self._failed = due, None
                else:
                    self._failed = (due[:2], time.monotonic())
        connections.close_all()

    def _waits(self, mark: tuple[int, date]) -> bool:
        """Whether the last bake failed a moment ago and nobody has saved anything since that might mend it."""
        if self._failed is None:
            return False
        failed, at = self._failed
        return failed == mark and time.monotonic() < at + SECONDS_AFTER_FAILURE

    def keep_schedule(self) -> None:
        """Publish, and take back, what editors scheduled; their saves are seen by the next look."""
        if time.monotonic() < self._scheduled:
            return
        self._scheduled = time.monotonic() + SECONDS_BETWEEN_SCHEDULES
        try:
            call_command("publish_scheduled", verbosity=0)
        except Exception:  # what is due stays due
            logger.warning("what was scheduled could not be published", exc_info=True)
            close_old_connections()

    def _position(self) -> Cursor | None:
        """Return where the change log ends: the place last baked while nothing came after it, or it cannot be read."""
        baked = self._seen[2] if self._seen else None
        try:
            position = latest() if baked is None or changed_since(baked) else baked
        except Exception:  # the file still tells of every save; the next look tries again
            if not self._blind:
                logger.warning("the change log cannot be read; what is not saved through Django waits", exc_info=True)
            self._blind = True
            close_old_connections()
            return baked
        self._blind = False
        return position

    def _bake(self) -> bool:
        """Bake once and keep what went wrong; whether it went well."""
        try:
            bake()
        except BakeFailed as failure:
            _keep_failure("\n".join(failure.errors))
            return False
        except Exception as error:  # the site stands; the next look tries again
            logger.exception("the site could not be baked")
            _keep_failure(f"The site could not be baked: {type(error).__name__}: {error}")
            return False
        (settings.BAKE_STATE / "failure.txt").unlink(missing_ok=True)
        return True


def _keep_failure(text: str) -> None:
    settings.BAKE_STATE.mkdir(parents=True, exist_ok=True)
    (settings.BAKE_STATE / "failure.txt").write_text(text)
    logger.error("the site could not be baked: %s", text.splitlines()[0])


def _touch() -> None:
    settings.BAKE_STATE.mkdir(parents=True, exist_ok=True)
    (settings.BAKE_STATE / "changed").write_text("")


def _changed_at() -> int:
    try:
        return int((settings.BAKE_STATE / "changed").stat().st_mtime_ns)
    except FileNotFoundError:
        return 0
