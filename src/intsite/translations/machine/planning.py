"""What a machine may translate: what is missing, and what has changed since it translated it.

Never what a person has written. A words file that a machine has made says in `translation: made` what each section said
then; a section that says something else today was changed by a person, and from then on belongs to people. So does a
file once `reviewed` is true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from intsite.connections import Key
from intsite.markdown.pieces import words
from intsite.resolve import Site
from intsite.translations.exchange import Wish, outgoing
from intsite.translations.exchange.units import Status, Unit
from intsite.translations.states import State, TranslationState, states


class Plan(Struct, frozen=True, kw_only=True):
    """What is to be translated."""

    source: str
    language: str
    units: Mapping[Key, tuple[Unit, ...]]
    """By entry: all units of the sections that are to be written; where sections are only gone, those of all others."""
    left: tuple[Key, ...]
    """Entries of which something is outdated or not recorded, but was written by people, or nobody knows by whom."""

    @property
    def sent(self) -> tuple[Unit, ...]:
        """The units whose texts go to the machine."""
        return tuple(unit for units in self.units.values() for unit in units if is_sent(unit))


def is_sent(unit: Unit) -> bool:
    """Whether a unit needs translation: it has none that still holds, is no code, and has words at all."""
    has_words = any(letter.isalpha() for letter in words(unit.block.pieces))
    return unit.status is Status.NEW and unit.block.kind != "code" and has_words


def plan(site: Site, source: str, language: str, keys: frozenset[Key] = frozenset()) -> Plan:
    """What a machine may translate from `source` into `language`; no keys: in all entries."""
    standing = {
        one.key: one
        for one in states(site)
        if one.language == language
        and (not keys or one.key in keys)
        and site.source_of(site.entries[one.key]) == source
    }
    wish = Wish(language=language, original_language=source, keys=keys)
    units: defaultdict[Key, list[Unit]] = defaultdict(list)
    for unit in outgoing(site, wish).parcel.units:
        key = _key(unit)
        if standing[key].state is State.MISSING or unit.block.section in _of_machine(site, standing[key]):
            units[key].append(unit)
    shrunk = frozenset(key for key, one in standing.items() if key not in units and _of_machine(site, one))
    if shrunk:
        for unit in outgoing(site, replace(wish, keys=shrunk, everything=True)).parcel.units:
            units[_key(unit)].append(unit)
    left = tuple(
        key
        for key, one in standing.items()
        if one.state is State.UNRECORDED or (one.state is State.OUTDATED and {*one.sections} - _of_machine(site, one))
    )
    return Plan(source=source, language=language, units={key: tuple(own) for key, own in units.items()}, left=left)


def _key(unit: Unit) -> Key:
    kind, identifier, _ = unit.id.split(":", 2)
    return kind, identifier


def _of_machine(site: Site, one: TranslationState) -> frozenset[str]:
    """The outdated sections that nobody but a machine has written."""
    own = site.entries[one.key].words_in(one.language)
    if one.state is not State.OUTDATED or not one.by_machine or one.is_reviewed or own is None:
        return frozenset()
    made = dict(own.translation.made) if own.translation else {}
    now = dict(own.digests)
    return frozenset(section for section in one.sections if made.get(section) == now.get(section))
