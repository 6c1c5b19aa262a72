"""A machine's translation of one entry, put into its words file as a delivery of translators would be.

What did not come back whole stays in the language it was in and is marked so; its section stays outdated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from intsite.connections import Key
from intsite.markdown.pieces import marks, words
from intsite.parse import parse_words_text
from intsite.problems import Problem, Span, problem
from intsite.resolve import Site
from intsite.translations.exchange import Change, Delivery, How, incoming
from intsite.translations.exchange.blocks import BETWEEN
from intsite.translations.exchange.codes import Coded, as_markdown, coded, decoded, lost_and_added, shown
from intsite.translations.exchange.units import Returned, Status, Unit
from intsite.translations.machine.markup import of_html, to_html
from intsite.translations.machine.planning import Plan, is_sent
from intsite.translations.machine.services import Service
from intsite.translations.machine.wording import Wording
from intsite.translations.record import record

_MAXIMUM_CHARACTERS, _MAXIMUM_TEXTS = 2000, 25
"""Of one question, unless a single text is longer: what LibreTranslate's public server takes."""


class Draft(Struct, frozen=True, kw_only=True):
    """What a machine made of one entry."""

    key: Key
    path: str
    """Of the words file."""
    text: str
    """Of the words file; empty when nothing that came back can be used."""
    texts: int
    """That the machine has translated."""
    untranslated: int
    """Texts that stay in the language they are in."""
    problems: tuple[Problem, ...]


def draft(site: Site, plan: Plan, key: Key, service: Service) -> Draft:
    """Have one entry translated. Raises `ServiceError`."""
    entry = _Entry(site=site, plan=plan, key=key)
    sent = [unit for unit in entry.units if is_sent(unit)]
    answers = _ask(service, [_to_machine(unit) for unit in sent], plan)
    for unit, texts in zip(sent, answers, strict=True):
        entry.take(unit, _of_machine(unit, texts))
    change = entry.change()
    if change is None or (sent and len(entry.failed) == len(sent)):
        path = f"{site.entries[key].path}/{plan.language}.md"
        problems = tuple(sorted(entry.problems))
        return Draft(key=key, path=path, text="", texts=0, untranslated=len(sent), problems=problems)
    entry.check_wording()
    return Draft(
        key=key,
        path=change.path,
        text=entry.recorded(change),
        texts=len(sent) - len(entry.failed),
        untranslated=len(entry.failed),
        problems=tuple(sorted(entry.problems)),
    )


def _ask(service: Service, texts: Sequence[Sequence[str]], plan: Plan) -> Iterator[tuple[str, ...]]:
    """The answers to each unit's texts, asked for in questions of a size that servers take."""
    flat = [text for one in texts for text in one]
    answers: list[str] = []
    while len(answers) < len(flat):
        question: list[str] = []
        for text in flat[len(answers) : len(answers) + _MAXIMUM_TEXTS]:
            if question and sum(map(len, question)) + len(text) > _MAXIMUM_CHARACTERS:
                break
            question.append(text)
        answers += service.translate(question, plan.source, plan.language)
    rest = iter(answers)
    for one in texts:
        yield tuple(islice(rest, len(one)))


def _to_machine(unit: Unit) -> tuple[str, ...]:
    """A unit as HTML; the values of a list one by one."""
    if unit.block.kind == "list":
        return tuple(escape(value, quote=False) for value in words(unit.block.pieces).split(BETWEEN))
    return (to_html(coded(unit.block.pieces, unit.known)),)


def _of_machine(unit: Unit, texts: Sequence[str]) -> Coded:
    sent = coded(unit.block.pieces, unit.known)
    if unit.block.kind == "list":
        return (BETWEEN.join(plain_words(of_html(text, ())).strip() for text in texts),)
    return of_html(texts[0], sent)


@dataclass(slots=True, kw_only=True)
class _Entry:
    """An entry while a machine translates it."""

    site: Site
    plan: Plan
    key: Key
    returned: dict[str, Returned] = field(init=False)
    """By id of the unit; its line is its number."""
    problems: list[Problem] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    """Ids of the units that stay in their language."""

    def __post_init__(self) -> None:
        self.returned = {unit.id: _as_it_is(unit, number) for number, unit in enumerate(self.units, start=1)}

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.plan.units[self.key]

    def take(self, unit: Unit, translation: Coded) -> None:
        """Put the machine's translation in, or leave the unit as it is where a code is damaged."""
        if lost := _lost(unit, translation):
            self._fail(unit, "machine-lost-code", lost=", ".join(lost))
        else:
            self.returned[unit.id] = replace(self.returned[unit.id], translation=translation)

    def change(self) -> Change | None:
        """The words file; what cannot stand in it stays as it is. None where even that is impossible."""
        path = f"{self.site.entries[self.key].path}/{self.plan.language}.md"
        for _ in range(len(self.units) + 1):
            delivery = Delivery(path=path, language=self.plan.language, units=tuple(self.returned.values()))
            found = incoming(self.site, delivery, How(by_machine=True))
            if found.changes:
                return found.changes[0]
            numbers = {one.span.line for one in found.problems}
            unfit = [unit for number, unit in enumerate(self.units, start=1) if number in numbers]
            for unit in unfit:
                self._fail(unit, "machine-unfit-text")
            if not unfit:
                break
        return None

    def check_wording(self) -> None:
        """Say where the machine does not speak as the glossary does: for each term at the first such place."""
        wording = Wording(self.site.glossary, self.plan.source, self.plan.language)
        told: set[str] = set()
        for unit in self.units:
            translation = self.returned[unit.id].translation
            if not is_sent(unit) or unit.id in self.failed or isinstance(translation, str):
                continue
            for written, translated in wording.missing(words(unit.block.pieces), plain_words(translation)):
                if translated not in told:
                    self._report(unit, "machine-glossary", written=written, translated=translated)
                told.add(translated)

    def recorded(self, change: Change) -> str:
        """The words file with its record: without sections that are not whole, and with what the machine left."""
        kind, kinds = self.site.kinds[self.key[0]], frozenset(self.site.kinds)
        there = parse_words_text(change.text, change.path, self.plan.language, kind, kinds)
        damaged = {unit.block.section for unit in self.units if unit.id in self.failed}
        written = {unit.block.section for unit in self.units if unit.status is Status.NEW}
        of, made = (there.translation.of, dict(there.translation.made)) if there.translation else ((), {})
        now = {name: digest if name in written else made.get(name) for name, digest in there.digests}
        text = record(change.text, [pair for pair in of if pair[0] not in damaged])
        return record(text, [(name, digest) for name, digest in now.items() if digest], "made")

    def _fail(self, unit: Unit, code: str, **arguments: str) -> None:
        """Leave a unit in its language: marked as such, unless it was so before or cannot be marked."""
        markdown = "" if unit.block.is_plain or unit.id in self.failed else as_markdown(unit.block.pieces)
        original = f"[{markdown}]{{lang={self.plan.source}}}" if markdown else coded(unit.block.pieces, unit.known)
        self.returned[unit.id] = replace(self.returned[unit.id], translation=original)
        if unit.id not in self.failed:
            self._report(unit, code, **arguments)
        self.failed.add(unit.id)

    def _report(self, unit: Unit, code: str, **arguments: str) -> None:
        file = f"{self.site.entries[self.key].path}/{self.plan.language}.md"
        span = Span(path=unit.path, line=unit.block.line)
        self.problems.append(problem(code, span, language=self.plan.language, file=file, **arguments))


def _as_it_is(unit: Unit, number: int) -> Returned:
    """A unit as if a translator had left it alone: with the translation that holds, or in its own language."""
    pieces = unit.block.pieces if unit.status is Status.NEW else unit.translation
    original = coded(unit.block.pieces, unit.known)
    translation = coded(pieces, unit.known)
    return Returned(id=unit.id, original=original, translation=translation, status=Status.DONE, line=number)


def _lost(unit: Unit, translation: Coded) -> list[str]:
    """The codes that did not come back, came back more than once, or lost their words."""
    original = unit.block.pieces
    if unit.block.is_plain:
        return []
    pieces = decoded(translation, unit.known, words(original))
    lost, added = lost_and_added(original, (), pieces)
    empty = [mark for mark in marks(pieces) if mark.kind in {"link", "image"} and not mark.inner]
    was_empty = [mark.bare for mark in marks(original) if not mark.inner]
    lost += [mark for mark in empty if mark.bare not in was_empty]
    return list(dict.fromkeys(shown(mark) for mark in (*lost, *added)))


def plain_words(text: Coded) -> str:
    """The words of a text without its codes."""
    return "".join(piece if isinstance(piece, str) else plain_words(piece.inner) for piece in text)
