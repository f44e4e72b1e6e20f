"""Waiting for what another thread or process does, with a deadline instead of a sleep."""

import time
from collections.abc import Callable
from threading import Event

PATIENCE = 20.0  # seconds; only a failing test waits so long


def eventually(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Return as soon as a condition holds; fail when it does not within some seconds."""
    deadline = time.monotonic() + seconds
    pause = Event()
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        pause.wait(0.005)
