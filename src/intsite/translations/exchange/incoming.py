"""What came back from translators, put into the words files: of each entry all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from intsite.connections import Key
from intsite.markdown.pieces import Mark, Pieces, of_text, tidy, words
from intsite.parse import FRONT, parse_words_text
from intsite.problems import Problem, Span, nearest, problem
from intsite.resolve import Site
from intsite.translations.exchange import writing
from intsite.translations.exchange.blocks import Block, Group, WordsFile, take_apart
from intsite.translations.exchange.codes import (
    Coded,
    UnknownCodeError,
    as_markdown,
    coded,
    decoded,
    flat,
    known_codes,
    lost_and_added,
    shown,
)
from intsite.translations.exchange.earlier import Pair, Version, pairs_of
from intsite.translations.exchange.outgoing import Task, task
from intsite.translations.exchange.units import Delivery, Returned, Status
from intsite.translations.record import made_by, record


class How(Struct, frozen=True, kw_only=True):
    """How the translations were made."""

    by_machine: bool = False
    is_reviewed: bool = True
    """By a native speaker."""
    finished: bool = False
    """Whether also that is taken which the translator's tool says is to be reviewed."""


class Change(Struct, frozen=True, kw_only=True):
    """A words file as it is to be."""

    key: Key
    path: str
    text: str
    is_changed: bool
    behind: tuple[str, ...] = ()
    """Sections whose original has changed since it went to the translator."""


@dataclass(slots=True)
class Incoming:
    """What a delivery comes to."""

    changes: list[Change] = field(default_factory=list)
    unfinished: list[tuple[Key, int]] = field(default_factory=list)
    """Entries that stay as they are, with the number of units that are not done."""
    problems: list[Problem] = field(default_factory=list)


def incoming(site: Site, delivery: Delivery, how: How) -> Incoming:
    """Look through a delivery; nothing is written."""
    result = Incoming()
    if delivery.language not in site.config.languages:
        known = ", ".join(site.config.languages)
        span = Span(path=delivery.path)
        result.problems.append(problem("exchange-language", span, language=delivery.language or "–", known=known))
        return result
    for key, units in _by_entry(site, delivery, result.problems).items():
        made = task(site, key, delivery.language)
        if made is not None and made.leading.language != delivery.language:
            _Entry(site, delivery, how, key, made).take(units, result)
    return result


def _by_entry(site: Site, delivery: Delivery, problems: list[Problem]) -> dict[Key, dict[str, Returned]]:
    """Entry to the units of its places; an entry that is not there is told of once."""
    found: dict[Key, dict[str, Returned]] = {}
    unknown: set[Key] = set()
    for unit in delivery.units:
        kind, _, rest = unit.id.partition(":")
        identifier, _, place = rest.partition(":")
        if (kind, identifier) in site.entries and place:
            found.setdefault((kind, identifier), {})[place] = unit
            continue
        if (kind, identifier) in unknown:
            continue
        unknown.add((kind, identifier))
        close = nearest(f"{kind}:{identifier}", [":".join(key) for key in site.entries])
        span = Span(path=delivery.path, line=unit.line)
        problems.append(problem("exchange-unknown-unit", span, unit=unit.id or "–", suggestion=close))
    return found


class _Entry(Struct, frozen=True):
    """One entry of a delivery."""

    site: Site
    delivery: Delivery
    how: How
    key: Key
    made: Task

    def take(self, units: Mapping[str, Returned], result: Incoming) -> None:
        problems: list[Problem] = []
        versions = dict(self._versions(units, problems))
        if problems:
            result.problems += problems
            return
        leading = self._composed(versions)
        is_missing = self.made.own is None or bool(self.made.translation and self.made.translation.is_in_progress)
        still = [unit.id for unit in units.values() if not self._is_done(unit)]
        if is_missing:
            still += [one.place for one in leading.blocks if not one.is_silent and one.place not in units]
        if still:
            result.unfinished.append((self.key, len(still)))
            return
        found: dict[str, Pair] = {}
        for version, sections in _by_version(versions):
            found |= pairs_of(version, self.made.own, self.made.recorded, self.made.earlier, sections)
        wanted = {}
        for block in leading.blocks:
            own = found[block.place].own if block.place in found else ()
            if block.place in units:
                wanted[block.place] = self._pieces(block, units[block.place], own, problems)
            elif block.is_silent and block.section in versions:
                wanted[block.place] = block.pieces if any(lost_and_added(block.pieces, own, own)) else own
        change = None if problems else self._change(leading, wanted, versions, units, problems)
        result.problems += problems
        result.changes += [change] if change is not None and not problems else []

    def _is_done(self, unit: Returned) -> bool:
        return unit.status is Status.DONE or (unit.status is Status.REVIEW and self.how.finished)

    def _place(self, unit: Returned) -> Span:
        return Span(path=self.delivery.path, line=unit.line)

    def _versions(self, units: Mapping[str, Returned], problems: list[Problem]) -> Iterator[tuple[str, Version]]:
        """Section to the version of the original that the translator had."""
        by_section: dict[str, dict[str, Returned]] = {}
        for place, unit in units.items():
            by_section.setdefault(place.partition(":")[0], {})[place] = unit
        for section, here in by_section.items():
            if _is_whole(section, here, self.made.now):
                yield section, self.made.now
                continue
            then = self.made.earlier.find(partial(_is_whole, section, here))
            if then is not None:
                yield section, then
                continue
            there = {one.place for one in self.made.now.file.blocks if one.section == section and not one.is_silent}
            unit = next((one for place, one in here.items() if place not in there), next(iter(here.values())))
            missing = sorted(there - here.keys())
            if missing and all(_is_same(self.made.now, section, here, whole=False)):
                names = ", ".join(f"{':'.join(self.key)}:{place}" for place in missing)
                problems.append(problem("exchange-missing-unit", self._place(unit), units=names))
            else:
                where = {"unit": unit.id, "file": self.made.leading.path}
                problems.append(problem("exchange-original-changed", self._place(unit), **where))
        said = {block.section for block in self.made.now.file.blocks if not block.is_silent}
        yield from ((section, self.made.now) for section in self.made.now.file.sections() if section not in said)

    def _composed(self, versions: Mapping[str, Version]) -> WordsFile:
        """The original as the translator had it, section by section."""
        now = self.made.now.file
        groups: dict[str, Group] = {}
        for name, group in now.groups.items():
            section = FRONT if name.startswith(FRONT) else name
            version = versions.get(section, self.made.now)
            if section == FRONT and version is not self.made.now:
                groups |= {one: old for one, old in version.file.groups.items() if one.startswith(FRONT)}
            else:
                groups[name] = version.file.groups.get(name, group)
        return replace(now, groups=MappingProxyType(groups))

    def _pieces(self, block: Block, unit: Returned, own: Pieces, problems: list[Problem]) -> Pieces:
        """What a unit says now; problems where it lost something."""
        known = known_codes(block.pieces, own)
        try:
            pieces = _read(block, unit.translation, known)
        except UnknownCodeError as error:
            wrong = {"unit": unit.id, "added": f"<{error}>", "file": self.made.leading.path}
            problems.append(problem("exchange-added-code", self._place(unit), **wrong))
            return ()
        if pieces == own or block.is_plain:
            return pieces
        lost, added = lost_and_added(block.pieces, own, pieces)
        for code, marks in (("exchange-lost-code", lost), ("exchange-added-code", added)):
            if marks:
                what = {code.split("-")[1]: ", ".join(shown(mark) for mark in marks)}
                where = {"unit": unit.id, "file": self.made.leading.path}
                problems.append(problem(code, self._place(unit), **where, **what))
        return pieces

    def _change(
        self,
        leading: WordsFile,
        wanted: Mapping[str, Pieces],
        versions: Mapping[str, Version],
        units: Mapping[str, Returned],
        problems: list[Problem],
    ) -> Change | None:
        made = self.made
        recorded = made.recorded
        gone = frozenset(name for name in recorded if name not in made.now.digests)
        try:
            text = writing.put_together(leading, made.own, wanted, gone, made.kind)
        except writing.CannotWriteError as error:
            group = str(error)
            places = [place for place in wanted if place == group or place.startswith(f"{group}:")]
            unit = units[places[0]]
            problems.append(problem("exchange-cannot-write", self._place(unit), unit=unit.id))
            return None
        digests = tuple(
            (name, versions[name].digests.get(name, digest) if name in versions else recorded[name])
            for name, digest in made.now.digests.items()
            if name in versions or name in recorded
        )
        if digests != (made.translation.of if made.translation else ()):
            text = record(text, digests)
        text = self._with_origin(text, is_whole=versions.keys() >= set(made.now.file.sections()))
        path = f"{self.site.entries[self.key].path}/{self.delivery.language}.md"
        problems += self._misread(text, path, leading, wanted, units)
        before = made.own.text if made.own is not None else None
        behind = tuple(name for name, version in versions.items() if version is not made.now)
        behind = tuple(name for name in behind if versions[name].digests.get(name) != made.now.digests.get(name))
        return Change(key=self.key, path=path, text=text, is_changed=text != before, behind=behind)

    def _with_origin(self, text: str, *, is_whole: bool) -> str:
        """Who made it: what covers only a part changes nothing about the rest, unless the user says so."""
        there = self.made.translation
        is_told = self.how.by_machine or not self.how.is_reviewed
        is_new = there is None or there.is_in_progress
        if not (is_told or is_new or is_whole):
            return text
        wanted = (self.how.by_machine, self.how.is_reviewed and not self.how.by_machine)
        if there is not None and not is_new and (there.by_machine, there.is_reviewed) == wanted:
            return text
        return made_by(text, by_machine=wanted[0], is_reviewed=wanted[1])

    def _misread(
        self,
        text: str,
        path: str,
        leading: WordsFile,
        wanted: Mapping[str, Pieces],
        units: Mapping[str, Returned],
    ) -> Iterator[Problem]:
        """What a check of the new file would find, and whether it says what was wanted, named by unit."""
        found: list[Problem] = []
        made = self.made
        parse_words_text(text, path, self.delivery.language, made.kind, frozenset(self.site.kinds), found)
        after = take_apart(text, made.kind)
        there = {block.place: block for block in after.blocks}
        for one in found:
            if one.is_error:
                above = [block for block in after.blocks if block.line <= one.span.line and block.place in wanted]
                nearest_unit = units[above[-1].place if above else next(iter(wanted))]
                yield replace(one, span=self._place(nearest_unit))
        if any(one.is_error for one in found):
            return
        for block in leading.blocks:
            if block.place not in wanted:
                continue
            new = there.get(block.place)
            if new is None or not _says(new, block, wanted[block.place]):
                yield problem("exchange-cannot-write", self._place(units[block.place]), unit=units[block.place].id)
                return
        names = {block.group for block in leading.blocks if block.place in wanted}
        for name in names:
            if after.groups[name].shape != leading.groups[name].shape:
                unit = units[leading.groups[name].blocks[0].place]
                yield problem("exchange-cannot-write", self._place(unit), unit=unit.id)


def _by_version(versions: Mapping[str, Version]) -> Iterator[tuple[Version, frozenset[str]]]:
    for version in {id(version): version for version in versions.values()}.values():
        yield version, frozenset(name for name, one in versions.items() if one is version)


def _is_whole(section: str, units: Mapping[str, Returned], version: Version) -> bool:
    return all(_is_same(version, section, units))


def _is_same(version: Version, section: str, units: Mapping[str, Returned], *, whole: bool = True) -> Iterator[bool]:
    """Whether the units are those of the section in that version."""
    blocks = {block.place: block for block in version.file.blocks if block.section == section}
    yield not whole or all(block.is_silent or place in units for place, block in blocks.items())
    for place, unit in units.items():
        yield place in blocks and _is_original(blocks[place], unit.original)


def _is_original(block: Block, text: Coded | str) -> bool:
    if isinstance(text, str):
        written = words(block.pieces) if block.is_plain else as_markdown(block.pieces)
        return written.split() == text.split()
    return flat(coded(block.pieces, known_codes(block.pieces))) == flat(text)


def _read(block: Block, text: Coded | str, known: Mapping[str, Mark]) -> Pieces:
    """The pieces of what came back for a block. Raises `UnknownCodeError`."""
    if isinstance(text, str):
        return _plain(block, text) if block.is_plain else of_text(text.strip())
    if block.is_plain:
        if any(not isinstance(piece, str) for piece in text):
            raise UnknownCodeError(next(piece.id for piece in text if not isinstance(piece, str)))
        return _plain(block, "".join(piece for piece in text if isinstance(piece, str)))
    return decoded(text, known, words(block.pieces))


def _plain(block: Block, text: str) -> Pieces:
    return (text.strip("\n"),) if block.kind == "code" else tidy((text,))


def _says(new: Block, block: Block, wanted: Pieces) -> bool:
    if new.kind != block.kind:
        return False
    if block.kind == "list":
        return writing.items(words(new.pieces)) == writing.items(words(wanted))
    return new.pieces == wanted
