"""Long lists in several pages, each so light that it comes over a slow line at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from msgspec.structs import replace

from intsite.pages.context import Context
from intsite.views import GroupView, LinkView, Phrase, TurnView
from intsite.workers import batches

_Piece = TypeVar("_Piece")
CARDS = 36
"""Cards with facts on a page: with its frame some 12 KB packed."""
TITLES = 400
"""Bare titles, likewise."""
_NEAR = 2
"""How far the pages are away that a page leads to by their number, besides the first and the last."""


def turns(context: Context, url: str, pieces: Sequence[_Piece]) -> Iterator[tuple[str, TurnView | None, _Piece]]:
    """Pieces of a list, each with its page's address, the first of which is `url`, and what leads to the others."""
    number = len(pieces)
    links = [
        LinkView(
            title=Phrase(text=context.catalog.text("listing-page", number=place, total=number)),
            url=f"{url}page-{place}/" if place > 1 else url,
            count=place,
        )
        for place in range(1, number + 1)
    ]
    for place, (link, piece) in enumerate(zip(links, pieces, strict=True)):
        turn = TurnView(
            label=link.title.text,
            pages=tuple(_in_reach(links, place)),
            previous=links[place - 1] if place else None,
            next=links[place + 1] if place + 1 < number else None,
        )
        yield link.url, turn if number > 1 else None, piece


def _in_reach(links: Sequence[LinkView], place: int) -> Iterator[LinkView | None]:
    """The first, the last and those near a place; None stands for several others."""
    reached = {0, len(links) - 1, *range(place - _NEAR, place + _NEAR + 1)}
    for are_reached, numbers in groupby(range(len(links)), reached.__contains__):
        some = [replace(links[number], is_current=number == place) for number in numbers]
        yield from some if are_reached or len(some) == 1 else [None]


def in_groups(groups: Iterable[GroupView], most: int) -> Sequence[Sequence[GroupView]]:
    """Groups on pages with so many cards at most; a long one goes on with its heading on the next page."""
    pages: list[list[GroupView]] = [[]]
    room = most
    for group in groups:
        for cards in batches(group.cards, most) or [()]:
            if len(cards) > room:
                pages.append([])
                room = most
            pages[-1].append(replace(group, cards=tuple(cards)))
            room -= len(cards)
    return pages
