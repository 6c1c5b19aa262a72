"""Long lists in several pages, each so light that it comes over a slow line at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from intsite.pages.context import Context
from intsite.views import GroupView, LinkView, Phrase, TurnView
from intsite.workers import batches

CARDS = 36
"""Cards with facts on a page: with its frame some 12 KB packed."""
TITLES = 400
"""Bare titles, likewise."""


def turns(context: Context, url: str, number: int) -> list[tuple[str, TurnView | None]]:
    """The addresses of so many pages, the first of which is `url`, and what leads from each to the others."""
    if number <= 1:
        return [(url, None)]
    links = [
        LinkView(
            title=Phrase(text=context.catalog.text("listing-page", number=place, total=number)),
            url=f"{url}page-{place}/" if place > 1 else url,
            count=place,
        )
        for place in range(1, number + 1)
    ]
    return [
        (
            link.url,
            TurnView(
                label=link.title.text,
                pages=tuple(replace(one, is_current=True) if one is link else one for one in links),
                previous=links[place - 1] if place else None,
                next=links[place + 1] if place + 1 < number else None,
            ),
        )
        for place, link in enumerate(links)
    ]


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
