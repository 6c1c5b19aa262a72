"""What goes to translators: the missing and the outdated, with what they need to know about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from intsite.connections import Key
from intsite.kinds import Kind
from intsite.markdown.pieces import Pieces, words
from intsite.parse import FRONT, Translation, Words, parse_words_text
from intsite.resolve import Site
from intsite.source import read_text
from intsite.translations.changes import differences
from intsite.translations.exchange.blocks import Block, Group, WordsFile, take_apart
from intsite.translations.exchange.codes import as_markdown, known_codes
from intsite.translations.exchange.earlier import Earlier, Pair, Version, pairs_of, version_of
from intsite.translations.exchange.terms import Terms
from intsite.translations.exchange.units import Before, Parcel, Status, Unit
from intsite.translations.states import State, TranslationState, states

_NAMES = {
    "heading": ("Überschrift", "Heading"),
    "cell": ("Zelle einer Tabelle", "Cell of a table"),
    "details": ("Titel zum Aufklappen", "Title of a fold"),
    "code": ("Text, dessen Zeilen so bleiben", "Text whose lines stay as they are"),
    "list": (
        "Mehrere Wörter, zwischen ihnen steht |. Es dürfen mehr oder weniger sein.",
        "Several words with | between them. There may be more or fewer.",
    ),
    "below": ("Unter der Überschrift „{}“", "Below the heading “{}”"),
    "field": ("Feld: {}", "Field: {}"),
    "limit": ("Höchstens {} Zeichen", "At most {} characters"),
    "glossary": ("Glossar: {} = {}", "Glossary: {} = {}"),
    "changed": (
        "Geändert seit der Übersetzung, [-weg-] und {{+neu+}}: {}",
        "Changed since it was translated, [-gone-] and {{+new+}}: {}",
    ),
    "before": ("Bisherige Übersetzung: {}", "Translation so far: {}"),
    "before-section": (
        "Der Abschnitt ist neu aufgebaut. Bisherige Übersetzung: {}",
        "The section has another structure now. Translation so far: {}",
    ),
}
"""German and English."""


class Wish(Struct, frozen=True, kw_only=True):
    """What is to go."""

    language: str
    original_language: str
    keys: frozenset[Key] = frozenset()
    """Empty: all entries."""
    everything: bool = False
    """Also what is up to date, or has no record."""
    unreviewed: bool = False
    """Also what no native speaker has read."""
    editor: str = "en"
    """`de` or `en`: the language of the notes."""


class Outgoing(Struct, frozen=True, kw_only=True):
    """A parcel, and what is not in it."""

    parcel: Parcel
    entries: Counter[State]
    unrecorded: tuple[Key, ...]
    """Left out, since nobody knows whether they are up to date."""


class Task(Struct, frozen=True, kw_only=True):
    """One entry with all that is known of its translation."""

    kind: Kind
    leading: Words
    now: Version
    own: WordsFile | None
    translation: Translation | None
    earlier: Earlier

    @property
    def recorded(self) -> Mapping[str, str]:
        """Sections and digests the translation was made from."""
        return dict(self.translation.of) if self.translation else {}


def task(site: Site, key: Key, language: str) -> Task | None:
    """An entry to translate, also when the translation is only begun; None where there are no leading words."""
    entry = site.entries[key]
    leading = entry.words_in(site.source_of(entry))
    if leading is None:
        return None
    kind, root, names = site.kinds[entry.kind], site.config.root, frozenset(site.kinds)
    path = f"{entry.path}/{language}.md"
    own, translation = None, None
    if (root / path).is_file():
        text, _ = read_text(root / path, path)
        own = take_apart(text, kind)
        translation = parse_words_text(text, path, language, kind, names).translation
    text, _ = read_text(root / leading.path, leading.path)
    now = version_of(text, leading, kind, names)
    earlier = Earlier(root, leading, kind, names)
    return Task(kind=kind, leading=leading, now=now, own=own, translation=translation, earlier=earlier)


def outgoing(site: Site, wish: Wish) -> Outgoing:
    """Everything that is to be translated."""
    terms = Terms(site.glossary, wish.original_language, wish.language)
    units: list[Unit] = []
    entries: Counter[State] = Counter()
    unrecorded = []
    for one in states(site):
        is_wanted = one.language == wish.language and (not wish.keys or one.key in wish.keys)
        if not is_wanted or site.source_of(site.entries[one.key]) != wish.original_language:
            continue
        if one.state is State.UNRECORDED and not wish.everything and not (wish.unreviewed and not one.is_reviewed):
            unrecorded.append(one.key)
            continue
        made = task(site, one.key, wish.language)
        found = list(_units(made, one, wish, terms)) if made is not None else []
        entries[one.state] += bool(found)
        units += found
    parcel = Parcel(original_language=wish.original_language, language=wish.language, units=tuple(units))
    return Outgoing(parcel=parcel, entries=entries, unrecorded=tuple(unrecorded))


def _sections(one: TranslationState, made: Task, wish: Wish) -> frozenset[str]:
    everything = frozenset(made.now.file.sections())
    if wish.everything or one.state in {State.MISSING, State.IN_PROGRESS, State.UNRECORDED}:
        return everything
    if wish.unreviewed and not one.is_reviewed:
        return everything
    lacks = {
        block.section
        for name, group in made.now.file.groups.items()
        for block in group.blocks
        if name.startswith(f"{FRONT}:images:") and made.own is not None and name not in made.own.groups
    }
    return everything & ({*one.sections} | lacks)


def _units(made: Task, one: TranslationState, wish: Wish, terms: Terms) -> Iterator[Unit]:
    sections = _sections(one, made, wish)
    found = pairs_of(made.now, made.own, made.recorded, made.earlier, sections)
    is_reviewed = one.is_reviewed and one.state in {State.CURRENT, State.OUTDATED}
    is_begun = one.state in {State.IN_PROGRESS, State.UNRECORDED}
    heading = ""
    for name, group in made.now.file.groups.items():
        for position, block in enumerate(group.blocks):
            heading = words(block.pieces) if block.kind == "heading" else heading
            if block.section not in sections or block.is_silent:
                continue
            pair = found.get(block.place)
            notes = list(_context(block, made.kind, "" if block.section == FRONT else heading, wish.editor))
            text = as_markdown(block.pieces) if not block.is_plain else words(block.pieces)
            notes += [_say("glossary", wish.editor, *term) for term in terms.within(words(block.pieces))]
            own_group = made.own.groups.get(name) if made.own is not None else None
            if not position and own_group is not None and own_group.blocks and _is_rebuilt(group, found):
                notes.append(_say("before-section", wish.editor, _lines(own_group)))
            unit = Unit(
                id=f"{':'.join(one.key)}:{block.place}",
                path=made.leading.path,
                block=block,
                known=known_codes(block.pieces, pair.own if pair else ()),
            )
            yield _with_translation(unit, pair, text, notes, is_reviewed=is_reviewed, is_begun=is_begun, wish=wish)


def _is_rebuilt(group: Group, found: Mapping[str, Pair]) -> bool:
    """Whether nobody knows what the translation has for the blocks of a group."""
    return not any(block.place in found for block in group.blocks if block.kind != "heading")


def _with_translation(
    unit: Unit, pair: Pair | None, text: str, notes: list[str], *, is_reviewed: bool, is_begun: bool, wish: Wish
) -> Unit:
    """The unit with what the translation says: ready, or as a proposal, which has the codes of the original alone."""
    if pair is None:
        return replace(unit, notes=tuple(notes))
    if pair.before is None or is_begun:
        status = Status.DONE if is_reviewed else Status.REVIEW
        return replace(unit, translation=pair.own, status=status, notes=tuple(notes))
    if pair.before:
        notes.append(_say("changed", wish.editor, _changed(_shown(unit.block, pair.before), text)))
    notes.append(_say("before", wish.editor, _shown(unit.block, pair.own)))
    before = Before(original=pair.before, translation=pair.own)
    return replace(unit, before=before, notes=tuple(notes), known=known_codes(unit.block.pieces))


def _shown(block: Block, pieces: Pieces) -> str:
    return words(pieces) if block.is_plain else as_markdown(pieces)


def _changed(before: str, now: str) -> str:
    signs = {"=": ("", ""), "-": ("[-", "-]"), "+": ("{+", "+}")}
    return "".join(text.join(signs[sign]) for sign, text in differences(before, now))


def _context(block: Block, kind: Kind, heading: str, editor: str) -> Iterable[str]:
    if block.section == FRONT:
        field = kind.field(block.group.split(":")[1])
        called = field.labels.get(editor) if field else block.group.removeprefix(f"{FRONT}:images:")
        yield _say("field", editor, called or block.group)
    if block.kind in {"heading", "cell", "details", "code", "list"}:
        yield _say(block.kind, editor)
    if heading and block.kind != "heading":
        yield _say("below", editor, heading)
    if block.maximum:
        yield _say("limit", editor, str(block.maximum))


def _lines(group: Group) -> str:
    part = group.part
    return "\n".join(group.text.split("\n")[part.first : part.end]).strip() if part else group.text


def _say(name: str, editor: str, *values: str) -> str:
    german, english = _NAMES[name]
    return (german if editor.startswith("de") else english).format(*values)
