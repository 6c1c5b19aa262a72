"""Politeness: one request at a time to each host, with a pause before the next."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic, sleep

PAUSE = 1.0
"""Seconds between the end of a request and the next to the same host."""
PATIENCE = 60.0
"""Seconds for which a host may ask to be left alone; one that wants more is not asked again in this run."""


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0
    """By the clock of `monotonic`."""
    is_closed: bool = False


class Turns:
    """Whose turn it is at each host; for any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    @contextmanager
    def at(self, host: str) -> Iterator[None]:
        """Wait for the turn at a host and hold it."""
        place = self._host(host)
        with place.lock:
            delay = place.free_at - monotonic()
            if delay > 0:
                sleep(delay)
            try:
                yield
            finally:
                place.free_at = monotonic() + PAUSE

    def rest(self, host: str, seconds: float) -> bool:
        """A host asks for a break; gives whether to come again after it, in this run."""
        place = self._host(host)
        with place.lock:
            place.free_at = max(place.free_at, monotonic() + seconds)
            place.is_closed = place.is_closed or seconds > PATIENCE
            return not place.is_closed

    def is_closed(self, host: str) -> bool:
        """Whether the host wants a longer break than anybody waits here."""
        return self._host(host).is_closed

    def _host(self, name: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(name, _Host())
