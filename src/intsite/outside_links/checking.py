"""All addresses of the content: which to ask for, hosts side by side, and what is to be said about the answers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

from msgspec import Struct

from intsite import __version__
from intsite.connections import Key
from intsite.outside_links import by_hand, memory
from intsite.outside_links.answers import Answer, Reason
from intsite.outside_links.asking import Asker, asked_for, host_of
from intsite.outside_links.by_hand import Note
from intsite.outside_links.memory import Remembered
from intsite.outside_links.places import Place, places
from intsite.outside_links.turns import Turns
from intsite.problems import Problem, problem
from intsite.resolve import Site

_SIDE_BY_SIDE = 8
"""Hosts that are asked at the same time."""
_OFFLINE = frozenset({Reason.HOST_UNKNOWN, Reason.NO_CONNECTION, Reason.TIMEOUT})


class Found(Struct, frozen=True, kw_only=True):
    """An address of the content and what became of it."""

    address: str
    """As it is asked for."""
    places: tuple[Place, ...]
    answer: Answer
    on: dt.date
    since: dt.date
    """When the answer was first for this reason, as far as this machine knows."""

    @property
    def problem(self) -> Problem | None:
        """What is to be said about it, at its first place."""
        if not self.answer.reason.is_trouble:
            return None
        first = self.places[0]
        return problem(
            self.answer.reason,
            first.span,
            url=first.written,
            host=host_of(self.address),
            status=self.answer.status,
            target=self.answer.target,
            day=self.on.isoformat(),
        )


class Outcome(Struct, frozen=True, kw_only=True):
    """How a check ended."""

    found: tuple[Found, ...]
    """In the order of the content."""
    asked: int
    """Addresses that were asked for in this run."""
    problems: tuple[Problem, ...]
    """Of the editors' notes."""

    @property
    def is_offline(self) -> bool:
        """Whether nobody answered at all, so that it is probably this machine that has no connection."""
        reached = [one.answer.reason not in _OFFLINE for one in self.found if one.answer.reason is not Reason.BY_HAND]
        return len(reached) > 1 and not any(reached)


def check(
    site: Site,
    keys: Collection[Key] = (),
    *,
    days: int = 1,
    inside: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Ask for the addresses of some entries, or of all.

    A good answer holds for `days`; 1 is today alone. `inside`: ask also for addresses of internal networks. What was
    found is remembered, also by a run that is interrupted.
    """
    root, today = site.config.root, site.today
    notes, problems = by_hand.notes(root, today)
    standing = _by_address(places(site, keys or site.entries))
    known = memory.recall(root)
    settled = dict(_settled(standing, notes, today))
    settled |= {
        address: known[address] for address in standing.keys() & known.keys() if _holds(known[address], today, days)
    }
    wanted = [address for address in standing if address not in settled]
    try:
        for address, answer in _ask(Asker(_agent(site), Turns(), inside=inside), wanted):
            settled[address] = _dated(answer, known.get(address), today)
            progress(f"{len(settled)}/{len(standing)}")
    finally:
        memory.remember(root, known | settled, today)
    found = (_found(address, named, settled[address]) for address, named in standing.items())
    if not keys:
        problems += tuple(by_hand.unneeded(notes, {place.written for named in standing.values() for place in named}))
    return Outcome(found=tuple(found), asked=len(wanted), problems=tuple(sorted(problems)))


def _by_address(found: Iterable[Place]) -> dict[str, list[Place]]:
    """The places of each address as it is asked for; what is no address stands for itself."""
    standing: defaultdict[str, list[Place]] = defaultdict(list)
    for place in found:
        standing[asked_for(place.written) or place.written].append(place)
    return dict(standing)


def _settled(
    standing: Mapping[str, Sequence[Place]], notes: Iterable[Note], today: dt.date
) -> Iterator[tuple[str, Remembered]]:
    """What nobody needs to ask: what is no address, and what an editor has looked at."""
    for address, named in standing.items():
        note = next((note for note in notes if any(note.covers(place.written) for place in named)), None)
        if asked_for(address) is None:
            yield address, Remembered(answer=Answer(reason=Reason.MALFORMED), on=today, since=today)
        elif note:
            yield address, Remembered(answer=Answer(reason=Reason.BY_HAND), on=note.day, since=note.day)


def _holds(known: Remembered, today: dt.date, days: int) -> bool:
    return known.answer.lasts and dt.timedelta(0) <= today - known.on < dt.timedelta(days=days)


def _dated(answer: Answer, before: Remembered | None, today: dt.date) -> Remembered:
    since = before.since if before and before.answer.reason is answer.reason else today
    return Remembered(answer=answer, on=today, since=since)


def _ask(asker: Asker, wanted: Iterable[str]) -> Iterator[tuple[str, Answer]]:
    """Each address with its answer, as they come: one after the other at a host, hosts side by side."""
    hosts: defaultdict[str, deque[str]] = defaultdict(deque)
    for address in wanted:
        hosts[host_of(address)].append(address)
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        under_way = {pool.submit(asker.ask, left[0]): left for left in hosts.values()}
        try:
            while under_way:
                for done in wait(under_way, return_when=FIRST_COMPLETED).done:
                    left = under_way.pop(done)
                    yield left.popleft(), done.result()
                    if left:
                        under_way[pool.submit(asker.ask, left[0])] = left
        finally:
            for waiting in under_way:
                waiting.cancel()


def _agent(site: Site) -> str:
    """Who asks and where they can be found, for the logs of those who are asked."""
    about = f"+{site.config.base_url}; " if site.config.base_url else ""
    return f"intsite/{__version__} ({about}link check)"


def _found(address: str, named: Sequence[Place], settled: Remembered) -> Found:
    return Found(address=address, places=tuple(named), answer=settled.answer, on=settled.on, since=settled.since)
