"""Work on several processors: a `map` whose processes are forked when its first result is asked for.

They know everything that was made before, without a copy of it; only results cross. One that has come to need much
memory ends with what it was doing, and another takes its place. Where processes cannot be forked (only Linux does it
safely) or there is one processor, it is the built-in `map`.
"""

from __future__ import annotations

import contextlib
import gc
import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_Item = TypeVar("_Item")
Map = Callable[..., Iterable[Any]]
"""Like the built-in `map`."""

_BATCHES = 8
"""Of each processor, where there are many items: when the last ones are done, no other waits long."""
_MUCH = 100_000
"""KB of memory beyond what it began with from which on a process ends."""


def batches(items: Sequence[_Item], length: int) -> list[Sequence[_Item]]:
    """Items in their order, so many at a time."""
    return [items[start : start + length] for start in range(0, len(items), length)]


def forked(function: Callable[[Any], Any], items: Iterable[Any], *, processes: int = 0) -> Iterator[Any]:
    """`function` of each item, in order, each as soon as it is asked for and ready.

    In as many `processes` at a time as there are processors when not given. Raises what `function` raises, and
    `ChildProcessError` when one of them is ended from outside.
    """
    listed = list(items)
    number = min(processes or _processors(), len(listed))
    if number < 2:  # noqa: PLR2004  one process is this one
        yield from map(function, listed)
        return
    from multiprocessing.connection import wait  # noqa: PLC0415  takes longer to load than many a command runs

    shares = batches(listed, max(1, len(listed) // (number * _BATCHES)))
    begun = 0
    busy: dict[object, tuple[int, Connection, BaseProcess]] = {}
    idle: list[tuple[Connection, BaseProcess]] = []
    ready: dict[int, list[Any]] = {}
    try:
        for place in range(len(shares)):
            while place not in ready:
                while begun < len(shares) and len(busy) < number:
                    pipe, process = idle.pop() if idle else _start(function, shares)
                    pipe.send(begun)
                    busy[pipe] = begun, pipe, process
                    begun += 1
                for told in wait([pipe for _, pipe, _ in busy.values()]):
                    done, pipe, process = busy[told]
                    ready[done], goes_on = _answer(pipe)
                    del busy[told]
                    if goes_on:
                        idle.append((pipe, process))
                    else:
                        pipe.close()
                        process.join()
            yield from ready.pop(place)
    finally:
        for pipe, process in [*idle, *((pipe, process) for _, pipe, process in busy.values())]:
            pipe.close()
            process.kill()
            process.join()


def _start(function: Callable[[Any], Any], shares: Sequence[Sequence[Any]]) -> tuple[Connection, BaseProcess]:
    import multiprocessing  # noqa: PLC0415  as above

    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    # A process that would fork others, by mistake, is told so.
    process = context.Process(target=_work, args=(function, shares, here, there), daemon=True)
    process.start()
    there.close()
    return here, process


def _work(function: Callable[[Any], Any], shares: Sequence[Sequence[Any]], here: Connection, there: Connection) -> None:
    """What a process does, until there is nobody who asks, or it needs much memory."""
    here.close()
    goes_on, before = True, _memory()
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while goes_on:
            share = shares[there.recv()]
            try:
                made: list[Any] | Exception = [function(item) for item in share]
            except Exception as error:  # noqa: BLE001  it is raised again where the work was asked for
                error.add_note(traceback.format_exc())
                made = error
            goes_on = _memory() < before + _MUCH
            there.send((made, goes_on))


def _memory() -> int:
    """KB that this process has had at most, with those that it shares."""
    import resource  # noqa: PLC0415  is only where processes are forked

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _answer(pipe: Connection) -> tuple[list[Any], bool]:
    """What was made, and whether the process that made it goes on."""
    made: list[Any] | Exception
    try:
        made, goes_on = pipe.recv()
    except (EOFError, ConnectionResetError):
        message = "a process that works for this one was ended from outside; maybe there is too little memory"
        raise ChildProcessError(message) from None
    if isinstance(made, Exception):
        raise made
    return made, goes_on


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


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


def settle() -> None:
    """Throw away circles of garbage, and never look through what is there by now again: it is what a build has made."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
