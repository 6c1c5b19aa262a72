"""The contacts of one page: lines that icons announce, and the words above them that name what they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace

from intsite.importers.contacts import lines as of_lines
from intsite.importers.contacts.found import Contact, Place, Unread, Value, ValueKind
from intsite.importers.contacts.lines import Line
from intsite.importers.contacts.names import LONGEST, is_name, name_in, named_above
from intsite.importers.hours_in_prose import understand
from intsite.importers.tidied import Passage
from intsite.opening_hours import to_osm

_LONGEST_LINE = 70
"""Of a paragraph that can name a contact below it."""
_MORE_TIMES = re.compile(
    r"\d\s*(?:[.:]\d\d)?\s*(?:uhr|h\b|[ap]\.?m)|\d[:.]\d\d|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|"
    r"sonntag|monday|tuesday|wednesday|thursday|friday|saturday|sunday|ferien|feiertag|holiday)",
    re.IGNORECASE,
)
"""Words after the hours that may change what they mean."""
_MOST_LINES = 3
"""Of such a paragraph: a name, a department, a street."""
_SINGLE = {"address", "hours"}
"""What a contact has once: a second one starts the next contact."""


class PageText(Struct, frozen=True, kw_only=True):
    """A page as its readers see it."""

    file: str
    group: str
    """The same for all languages of a page."""
    title: str
    language: str
    outline: Sequence[Passage]


@dataclass(slots=True)
class _Draft:
    """A contact while its lines come in."""

    heading: str
    above: list[Line] = field(default_factory=list)
    """Lines before the first icon."""
    before: list[Line] = field(default_factory=list)
    """Those of the paragraph before, where the contact's own has lines above the first icon."""
    lines: list[Line] = field(default_factory=list)
    """From the first icon on."""
    tail: list[Line] = field(default_factory=list)
    """Lines without an icon after the last one with: remarks, or the name of the next contact."""

    def kinds(self) -> set[str]:
        return {line.mark for line in self.lines}

    def extended(self) -> None:
        self.lines += self.tail
        self.tail = []


def contacts(page: PageText) -> tuple[Contact, ...]:
    """All contacts of a page in the order of reading."""
    drafts = _drafts(page)
    in_section: dict[str, int] = {}
    for draft in drafts:
        in_section[draft.heading] = in_section.get(draft.heading, 0) + 1
    made: list[Contact] = []
    for draft in drafts:
        made.append(_contact(page, draft, len(made), is_alone=in_section[draft.heading] == 1))
    return tuple(made)


def _drafts(page: PageText) -> list[_Draft]:
    reader = _Reader()
    for passage in page.outline:
        if passage.number:
            reader.paragraph(of_lines.split(passage.letters, passage.number), is_item=passage.is_item)
        else:
            reader.heading(passage.text)
    return reader.drafts


class _Reader:
    """Goes down a page and says where one contact ends and the next begins."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self.above_all = ""
        self.names: list[Line] = []
        """Lines that may name the next contact."""
        self.are_items = False
        """Whether those stand in a list, and so can only name a contact in it."""
        self.draft: _Draft | None = None
        """The contact that may go on."""

    def heading(self, text: str) -> None:
        self.above_all, self.names, self.draft = text, [], None

    def paragraph(self, lines: Sequence[Line], *, is_item: bool) -> None:
        if self.are_items and not is_item:
            self.names = []
        self.are_items = is_item
        if any(line.mark for line in lines):
            self._contact(lines)
        elif (
            self.draft
            and _awaits_hours(self.draft)
            and understand(f"{self.draft.lines[-1].text.strip()}\n{_joined(lines)}")
        ):
            self.draft.lines += lines
        else:
            is_short = len(lines) <= _MOST_LINES and len(_joined(lines)) <= _LONGEST_LINE * 2
            self.names, self.draft = list(lines) if is_short else [], None

    def _contact(self, lines: Sequence[Line]) -> None:
        if self.draft:
            self.draft.extended()
        names: list[Line] = []
        for line in lines:
            if not line.mark:
                (self.draft.tail if self.draft else names).append(line)
                continue
            if self.draft and _starts_next(self.draft, line):
                names, self.draft = self.draft.tail or names, None
            if self.draft is None:
                before = self.names if names else []
                self.draft = _Draft(heading=self.above_all, above=names or self.names, before=before)
                self.drafts.append(self.draft)
                names, self.names = [], []
            self.draft.extended()
            self.draft.lines.append(line)


def _starts_next(draft: _Draft, line: Line) -> bool:
    """Whether an icon belongs to another contact than the ones before it."""
    is_apart = draft.lines[-1].paragraph != line.paragraph
    if line.mark in _SINGLE and line.mark in draft.kinds() and (draft.tail or is_apart):
        return True
    is_named = bool(draft.tail) and is_name(draft.tail[0].text.strip())
    if not is_named:
        return False
    is_strong = draft.tail[0].is_strong
    return is_strong and is_apart if line.mark == "website" else is_strong or is_apart


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join(line.text.strip() for line in lines)


def _awaits_hours(draft: _Draft) -> bool:
    """Whether the last line only announces hours, as `Sprechzeiten:` does."""
    last = draft.lines[-1]
    return not draft.tail and last.mark == "hours" and not re.search(r"\d", last.text)


def _contact(page: PageText, draft: _Draft, number: int, *, is_alone: bool) -> Contact:
    draft.extended()
    everything = [*draft.above, *draft.lines]
    values: list[Value] = []
    unread: list[Unread] = []
    for line in everything:
        found, missed = of_lines.values(line)
        values += found
        unread += missed
    name_lines = list(draft.above)
    located = [line for line in draft.lines if line.mark == "address"]
    for candidates in [draft.above, *([one, *_after(draft.lines, one)] for one in located)]:
        found_address = of_lines.address(candidates)
        if found_address:
            first, count, value = found_address
            if any(one.kind == "address" for one in values):
                unread.append(Unread(kind="contact-more", text=candidates[0].text.strip()))
                continue
            values.append(value)
            name_lines = [line for line in name_lines if line not in candidates[first : first + count]]
            if candidates is not draft.above:
                name_lines += candidates[:first]
        elif candidates and candidates[0].mark == "address":
            unread += _unread_address(candidates[0], values)
    more, missed = _hours(draft.lines)
    values += more
    unread += missed
    name, place = name_in(name_lines, values)
    if not name:
        name, place = name_in(draft.before, values)
    name = name or next((str(getattr(value.value, "name", "")) for value in values if value.kind == "address"), "")
    is_named_above = False
    if not name and any(value.kind in {"phones", "email"} for value in values):
        name, is_sure = named_above(draft.heading, page.title, values, is_alone=is_alone)
        is_named_above = bool(name) and not is_sure
    return Contact(
        page=page.file,
        group=page.group,
        page_title=page.title,
        language=page.language,
        number=number,
        name=name,
        name_place=place,
        is_named_above=is_named_above,
        values=_without_repetition(values),
        unread=tuple(unread),
    )


def _after(lines: list[Line], line: Line) -> list[Line]:
    number = lines.index(line)
    return [one for one in lines[number + 1 : number + 2] if not one.mark]


def _unread_address(line: Line, values: list[Value]) -> list[Unread]:
    own = line.place()
    says_other = any(
        place.paragraph == own.paragraph and own.start <= place.start < own.end for v in values for place in v.places
    )
    looks_like_one = re.search(r"\d", line.text) and len(line.text) <= LONGEST
    return [Unread(kind="address-unread", text=line.text.strip())] if looks_like_one and not says_other else []


def _hours(lines: list[Line]) -> tuple[list[Value], list[Unread]]:
    """The hours after each clock, as far down as lines are understood together."""
    values: list[Value] = []
    unread: list[Unread] = []
    for number, line in enumerate(lines):
        if line.mark != "hours":
            continue
        following = lines[number + 1 :]
        group = [line]
        for other in following:
            if other.mark:
                break
            group.append(other)
        for count in range(len(group), 0, -1):
            spoken = understand(_joined(group[:count]))
            if spoken and not any(_MORE_TIMES.search(other.text) for other in group[count:]):
                kind: ValueKind = "phone-hours" if spoken.purpose == "phone" else "hours"
                key = to_osm(spoken.hours)
                places = _places(group[:count], spoken.label)
                if any(value.kind == kind for value in values):
                    unread.append(Unread(kind="contact-more", text=_joined(group[:count])))
                else:
                    values.append(Value(kind=kind, key=key, value=spoken.hours, places=places))
                break
        else:
            if re.search(r"\d", _joined(group)):
                unread.append(Unread(kind="hours-unread", text=_joined(group)))
    return values, unread


def _places(group: list[Line], label: str) -> tuple[Place, ...]:
    """The letters of the hours, one place a paragraph; the label stays."""
    places: list[Place] = []
    left = len(re.sub(r"\s", "", label))
    for line in group:
        text = line.text
        start = 0
        while left and start < len(text):
            left -= not text[start].isspace()
            start += 1
        if not text[start:].strip():
            continue
        place = line.place(start)
        if places and places[-1].paragraph == place.paragraph:
            places[-1] = replace(places[-1], end=place.end)
        else:
            places.append(place)
    return tuple(places)


def _without_repetition(values: list[Value]) -> tuple[Value, ...]:
    """Each place once; the same fact may stand in several places."""
    kept: list[Value] = []
    taken: list[Place] = []
    for value in values:
        if any(p.paragraph == t.paragraph and p.start < t.end and t.start < p.end for p in value.places for t in taken):
            continue
        if not value.places and sum((one.kind, one.key) == (value.kind, value.key) for one in values) > 1:
            continue
        taken += value.places
        kept.append(value)
    return tuple(kept)
