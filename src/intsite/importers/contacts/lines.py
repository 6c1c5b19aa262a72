"""One line of a text: which contact data it holds, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from intsite.fields import email, phone, url
from intsite.importers.contacts import postal
from intsite.importers.contacts.found import Place, Unread, Value, ValueKind
from intsite.importers.contacts.labels import announced
from intsite.importers.letters import BREAK, MARKS, PLAIN, Letters, words

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_WEBSITE = re.compile(r"(?:https?://|www\.)[^\s,;()<>]*[\w/]", re.IGNORECASE)
_PHONE_LABEL = re.compile(r"^\W*(?:tel(?:efon)?|phone|telephone|mobil|handy|mobile)\b\.?", re.IGNORECASE)
_FAX_LABEL = re.compile(r"^\W*(?:tele)?fax\b", re.IGNORECASE)
_DIRECTION = "[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]*"
"""Marks around a number that say in which direction it runs."""
_FAX_BEFORE = re.compile(r"\b(?:tele)?fax\W*$", re.IGNORECASE)


class Line(Struct, frozen=True, kw_only=True):
    """What stands between two line breaks or marks."""

    paragraph: int
    start: int
    """Place of its first letter in the paragraph."""
    letters: Letters
    mark: str = ""
    """What the icon before it announces, a value of `MARKS`."""

    @property
    def text(self) -> str:
        """The words."""
        return words(self.letters)

    @property
    def is_strong(self) -> bool:
        """Whether all of it is bold."""
        return all(style.strong for letter, style in self.letters if letter.isalnum())

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """The letters from `start` to `end`, without spaces at the edges."""
        text = self.text[start:end]
        lead = len(text) - len(text.lstrip())
        first = self.start + start + lead
        return Place(paragraph=self.paragraph, start=first, end=first + len(text.strip()))


def split(letters: Letters, paragraph: int) -> tuple[Line, ...]:
    """The lines of a paragraph that say anything."""
    made: list[Line] = []
    start, mark = 0, ""
    for number, (letter, _) in enumerate([*letters, (BREAK, PLAIN)]):
        if letter == BREAK or letter in MARKS:
            line = _line(paragraph, start, letters[start:number], mark)
            if line.text.strip():
                made.append(line)
                mark = ""
            start = number + 1
        if letter in MARKS:
            mark = MARKS[letter]
        elif letter == BREAK and made and made[-1].start + len(made[-1].letters) == number:
            mark = ""
    return tuple(made)


def _line(paragraph: int, start: int, letters: Letters, mark: str) -> Line:
    """A line; where no icon announces what it holds, its first words may."""
    label = 0
    if not mark:
        mark, label = announced(words(letters))
    return Line(paragraph=paragraph, start=start + label, letters=letters[label:], mark=mark)


def values(line: Line, *, is_contact: bool = True) -> tuple[list[Value], list[Unread]]:
    """The phone numbers, mail and web addresses of a line; what an icon announces and nobody understands is unread.

    Outside a contact a website is only a link, and a few digits are no telephone number.
    """
    found = [*_linked(line)]
    taken = [place for value in found for place in value.places]
    linked = tuple(value.key for value in found)
    for value in _written(line, is_contact=is_contact):
        is_rest = value.kind == "email" and any(key.endswith(value.key) for key in linked)
        if not _overlap(value.places, taken) and not (is_rest and value.key not in linked):
            found.append(value)
    unread: list[Unread] = []
    fits = {"phone": {"phones", "fax"}, "fax": {"fax"}, "email": {"email"}, "website": {"website"}}.get(line.mark)
    if is_contact and fits and not fits & {value.kind for value in found} and _has_data(line):
        unread.append(Unread(kind=f"{'phone' if line.mark == 'fax' else line.mark}-unread", text=line.text.strip()))
    return sorted(found, key=lambda value: value.places or ()), unread


def address(lines: list[Line]) -> tuple[int, int, Value] | None:
    """An address in the first of several lines or in the first two: first line, number of lines, value."""
    for number, line in enumerate(lines):
        for count in (1, 2):
            group = lines[number : number + count]
            if len(group) < count or any(one.mark for one in group[1:]) or group[-1].paragraph != line.paragraph:
                break
            text = BREAK.join(one.text for one in group)
            found = postal.find(text)
            if not found or (count == 2 and found[1] <= len(line.text)):  # noqa: PLR2004  the pair
                continue
            start, end, written = found
            if count == 2 and start >= len(line.text):  # noqa: PLR2004
                continue
            place = Place(paragraph=line.paragraph, start=line.start + start, end=line.start + end)
            return number, count, Value(kind="address", key=postal.key(written), value=written, places=(place,))
    return None


def _has_data(line: Line) -> bool:
    return bool(re.search(r"\d{3}|@", line.text))


def _overlap(places: tuple[Place, ...], others: list[Place]) -> bool:
    return any(place.start < other.end and other.start < place.end for place in places for other in others)


def _linked(line: Line) -> Iterator[Value]:
    """Values that a link leads to; with a place where the words in or around it say the same."""
    position = 0
    while position < len(line.letters):
        link = line.letters[position][1].link
        start = position
        while position < len(line.letters) and line.letters[position][1].link == link:
            position += 1
        made = _of_link(link, line.text[start:position], line.mark) if link else None
        if made:
            kind, key, value, spelled = made
            places = [
                line.place(found.start(), found.end())
                for found in re.finditer(f"{_DIRECTION}{spelled}{_DIRECTION}", line.text, re.IGNORECASE)
                if found.start() < position and start < found.end()
            ]
            yield Value(kind=kind, key=key, value=value, places=tuple(places[:1]))


def _of_link(link: str, shown: str, mark: str) -> tuple[ValueKind, str, str, str] | None:
    """Kind, key and value, and a pattern for how the words spell it, whatever spaces a translation put between."""
    scheme, _, rest = link.partition(":")
    bare = re.sub(r"\s", "", shown)
    if scheme == "mailto":
        written = unquote(rest.partition("?")[0]).strip()
        return ("email", written.lower(), written, _spelled(written)) if is_email(written) else None
    if scheme == "tel":
        numbers = [number.e164 for _, _, number in phone.find(unquote(rest))]
        seen = [number.e164 for _, _, number in phone.find(shown)]
        if len(numbers) != 1 or (seen and seen != numbers):
            return None
        kind: ValueKind = "fax" if mark == "fax" else "phones"
        return kind, numbers[0], numbers[0], _dialled(numbers[0])
    if scheme in {"http", "https"} and mark == "website" and url.is_url(link) and _WEBSITE.fullmatch(bare):
        spelled = _spelled(shown.strip()) if website_key(bare) == website_key(link) else "(?!)"
        return "website", website_key(link), link, spelled
    return None


def _dialled(e164: str) -> str:
    """A number as people write it: at home with a zero, or with the prefix of the country."""
    if not e164.startswith("+49"):
        return rf"(?<!\d)\+?\s*{_spelled(e164.removeprefix('+'))}(?!\d)"
    rest = e164.removeprefix("+49")
    return rf"(?:\+\s*49[\s/-]*(?:\(0\))?[\s/-]*{_spelled(rest)}|(?<!\d)\(?{_spelled(f'0{rest}')})(?!\d)"


def _spelled(text: str) -> str:
    return r"[\s()/\u2010-\u2015-]*".join(map(re.escape, text)) if text.isdigit() else r"\s*".join(map(re.escape, text))


def is_email(text: str) -> bool:
    """Whether the text is a mail address and nothing else."""
    return bool(_EMAIL.fullmatch(text)) and email.is_address(text)


def website_key(address: str) -> str:
    """The same for all ways to write the address of a page."""
    written = address if "//" in address else f"https://{address}"
    try:
        parts = urlsplit(written)
    except ValueError:
        return address
    host = (parts.hostname or "").removeprefix("www.")
    return host + unquote(parts.path).rstrip("/") + (f"?{parts.query}" if parts.query else "")


def _written(line: Line, *, is_contact: bool) -> Iterator[Value]:
    """Values that stand in the words without a link."""
    text = "".join("\n" if style.link else letter for letter, style in line.letters)
    for found in _EMAIL.finditer(text):
        if is_email(found[0]):
            yield Value(
                kind="email", key=found[0].lower(), value=found[0], places=(line.place(found.start(), found.end()),)
            )
    announced = line.mark in {"phone", "fax", "contact"} or _PHONE_LABEL.match(text) or _FAX_LABEL.match(text)
    if announced or not is_contact:
        is_fax = line.mark == "fax" or bool(_FAX_LABEL.match(text))
        for start, end, number in phone.find(text):
            yield Value(
                kind="fax" if is_fax or _FAX_BEFORE.search(text[:start]) else "phones",
                key=number.e164,
                value=number.e164,
                places=(line.place(start, end),),
            )
    if line.mark == "website":
        for found in _WEBSITE.finditer(text):
            written = found[0] if "//" in found[0] else f"https://{found[0]}"
            if url.is_url(written):
                place = line.place(found.start(), found.end())
                yield Value(kind="website", key=website_key(written), value=written, places=(place,))
