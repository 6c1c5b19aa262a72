"""Work on several processors: `intsite.workers`."""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from intsite.publish import FILE, OutputFolderError
from intsite.workers import forked

FORK = multiprocessing.get_context("fork")
PATIENCE = 30
"""Seconds after which something is wrong."""


def test_results_come_in_the_order_of_the_work() -> None:
    last_is_done = FORK.Event()

    def first_is_last(number: int) -> int:
        if number == 0:
            assert last_is_done.wait(PATIENCE)
        if number == 4:
            last_is_done.set()
        return number

    assert list(forked(first_is_last, range(5), processes=2)) == [0, 1, 2, 3, 4]
    assert list(forked(lambda number: -number, range(1000), processes=2)) == [-number for number in range(1000)]
    assert list(forked(abs, [], processes=2)) == []


def test_a_process_that_needs_much_memory_makes_room_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    def where(_: int) -> int:
        return os.getpid()

    assert len(set(forked(where, range(12), processes=2))) == 2, "as long as it needs little"
    monkeypatch.setattr("intsite.workers._MUCH", 0)
    assert len({os.getpid(), *forked(where, range(12), processes=2)}) == 13
    assert multiprocessing.active_children() == []


def test_one_piece_of_work_or_one_processor_needs_no_process() -> None:
    assert list(forked(lambda _: os.getpid(), [1], processes=2)) == [os.getpid()]
    assert list(forked(lambda _: os.getpid(), [1, 2], processes=1)) == [os.getpid()] * 2


def test_as_much_work_at_a_time_as_was_asked_for_and_no_more() -> None:
    seats, both = FORK.Semaphore(2), FORK.Barrier(2)

    def together(_: int) -> bool:
        is_free = seats.acquire(block=False)
        both.wait(PATIENCE)
        seats.release()
        return bool(is_free)

    assert list(forked(together, range(8), processes=2)) == [True] * 8


def test_what_goes_wrong_in_a_process_is_raised_where_the_work_was_asked_for() -> None:
    def fail(number: int) -> int:
        if number == 1:
            raise KeyError(number)
        return number

    results = forked(fail, range(4), processes=2)
    with pytest.raises(KeyError) as raised:
        list(results)
    assert any("in fail" in note for note in raised.value.__notes__), "where it was"
    assert multiprocessing.active_children() == []


def test_a_folder_that_cannot_be_written_is_told_by_a_process_as_well() -> None:
    def refuse(_: int) -> None:
        raise OutputFolderError(Path("public"), FILE)

    with pytest.raises(OutputFolderError) as raised:
        list(forked(refuse, range(4), processes=2))
    assert str(raised.value) == "public: is a file"


def test_a_process_that_is_ended_from_outside_is_no_riddle() -> None:
    def killed(_: int) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(ChildProcessError, match="maybe there is too little memory"):
        list(forked(killed, range(4), processes=2))


def test_whoever_stops_asking_leaves_no_process_behind() -> None:
    never = FORK.Event()

    def endless(number: int) -> int:
        if number:
            never.wait()
        return number

    results = forked(endless, range(4), processes=2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []
