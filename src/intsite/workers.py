"""Work on several processors: a `map` whose processes are forked when its first result is asked for.

They know everything that was made before, without a copy of it; only results cross. Where processes cannot be forked
(only Linux does it safely) or there is one processor, it is the built-in `map`.
"""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Map = Callable[..., Iterable[Any]]
"""Like the built-in `map`."""

_BATCHES = 8
"""Of each process, where there are many items: those that finish first do not wait long for the others."""
_work: list[Callable[[Any], Any]] = []
"""What a forked process is to do; empty in the one that forks."""


def forked(function: Callable[[Any], Any], items: Iterable[Any], *, processes: int = 0) -> Iterator[Any]:
    """`function` of each item, in order, each as soon as it is asked for and ready.

    In as many `processes` as there are processors when not given; they are forked when the first is asked for.
    """
    listed = list(items)
    number = min(processes or _processors(), len(listed))
    if number < 2:  # noqa: PLR2004  one process is this one
        yield from map(function, listed)
        return
    import multiprocessing  # noqa: PLC0415  takes longer to load than many a command runs
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  likewise

    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(number, context, initializer=_work.append, initargs=(function,)) as pool:
        yield from pool.map(_call, listed, chunksize=max(1, len(listed) // (number * _BATCHES)))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _call(item: Any) -> Any:  # noqa: ANN401  whatever the work takes and gives
    return _work[-1](item)


@contextlib.contextmanager
def without_collector() -> Iterator[None]:
    """Nobody looks for circles of garbage: a build makes next to none, and looking costs more than they would."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
