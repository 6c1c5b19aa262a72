"""What readers show at a counter or take along: the card of an entry, and its whole text in two languages.

The second language is the one that leads on the site: the people at the counter read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from intsite import catalogs
from intsite.connections import Key
from intsite.pages import entries, facts, text, values
from intsite.pages.context import Context
from intsite.pages.elements import element
from intsite.pages.hours import lines
from intsite.parse import Entry
from intsite.views import Fact, Facts, FileView, HoursView, ImageView, PairView, PhoneView, RecurrenceView, SheetView

CARD = "card/"
BILINGUAL = "bilingual/"
_TAG = re.compile(r"<(/?)(div|details|section|aside|blockquote|ul|ol|table|h2)\b")
_ID = re.compile(r'<h2\b[^>]* id="([^"]*)"')
_WITHIN = re.compile(r'( (?:id="|href="#))')
_SENTENCES = ("speak", "help")


def _has_card(context: Context, key: Key) -> bool:
    """Whether there is a card: its kind wants one, and it can be written in this language."""
    return bool(context.site.kinds[key[0]].handout) and not context.shown(key).is_fallback


def card_url(context: Context, key: Key) -> str:
    """Of the card in this language, or in the one that its page falls back to; empty where there is none."""
    shown, config = context.shown(key), context.site.config
    language = shown.language if shown.is_fallback else context.language
    has_one = context.site.kinds[key[0]].handout and language in config.languages
    return f"{context.site.url(key, language)}{CARD}" if has_one else ""


def is_bilingual(context: Context, key: Key) -> bool:
    """Whether the page can be read in two languages; Leichte Sprache is none of its own."""
    shown = context.site.shown
    return (
        _is_foreign(context)
        and not shown[key, context.language].is_fallback
        and not shown[key, context.site.config.source].is_fallback
    )


def _is_foreign(context: Context) -> bool:
    return context.language.split("-")[0] != context.site.config.source.split("-")[0]


def sheets(context: Context, counter: Context, key: Key, shown: Facts) -> Iterator[tuple[str, SheetView]]:
    """`CARD` and `BILINGUAL`, those that there are; `shown` are the facts of the entry's own page.

    A card has the facts that its kind names, and sentences to point at; the other all of an entry, part by part.
    """
    has_both = is_bilingual(context, key)
    if not has_both and not _has_card(context, key):
        return
    entry = context.site.entries[key]
    other = counter if has_both else None
    # Both stand at the same depth: what links to a place from one does so from the other.
    folder = f"{context.url(key)}{CARD}"
    own = facts.in_folder(context, entry, shown, folder)
    pairs = tuple(_facts(context, other, entry, own, folder))
    if _has_card(context, key):
        by_name = {pair.id: pair for pair in pairs}
        named = tuple(by_name[name] for name in context.site.kinds[key[0]].handout if name in by_name)
        sentences = tuple(_sentences(context, counter)) if has_both else ()
        yield CARD, _sheet(context, other, key, sentences=sentences, pairs=named)
    if has_both:
        summary, sections = _summary(context, counter, key), _sections(context, counter, entry, folder)
        yield BILINGUAL, _sheet(context, other, key, sentences=(), pairs=(*summary, *pairs, *sections))


def _sheet(
    context: Context, counter: Context | None, key: Key, sentences: tuple[PairView, ...], pairs: tuple[PairView, ...]
) -> SheetView:
    language = counter.language if counter else ""
    return SheetView(
        entry=context.link(key),
        counter_title=counter.title(key).text if counter else "",
        counter_language=language,
        counter_direction=catalogs.direction_of(language) if counter else "",
        language_name=context.catalog.autonym,
        counter_language_name=counter.catalog.autonym if counter else "",
        sentences=sentences,
        pairs=pairs,
        notices=tuple(entries.notices(context, context.site.entries[key], context.shown(key))),
    )


def _sentences(context: Context, counter: Context) -> Iterator[PairView]:
    for name in _SENTENCES:
        own, other = (
            one.catalog.text(f"card-{name}", language=one.catalog.language_name(context.language))
            for one in (context, counter)
        )
        yield PairView(id=name, heading=own, text=Markup(), counter_heading=other)


def _summary(context: Context, counter: Context, key: Key) -> Iterator[PairView]:
    own, other = context.shown(key).words.summary, counter.shown(key).words.summary
    if own:
        yield PairView(id="summary", heading="", text=element("p", own), counter_text=element("p", other))


def _facts(
    context: Context, counter: Context | None, entry: Entry, own: Iterable[Fact], folder: str
) -> Iterator[PairView]:
    others = {fact.name: fact for fact in facts.facts(counter, entry, folder)} if counter else {}
    for fact in own:
        said, other = _said(context, fact), others.get(fact.name)
        counter_said = _said(counter, other) if counter and other else Markup()
        if said:
            yield PairView(
                id=fact.name,
                heading=fact.label,
                text=said,
                counter_heading=other.label if other else "",
                counter_text=counter_said if counter_said != said else Markup(),
            )


def _said(context: Context, fact: Fact) -> Markup:
    """The values of a fact, each in a line of its own; nothing for pictures and documents."""
    said = [one for item in fact.items if (one := _value(context, item))]
    if len(said) == 1:
        return element("div", said[0])
    return element("ul", *(element("li", one) for one in said)) if said else Markup()


def _value(context: Context, item: object) -> Markup:
    match item:
        case HoursView():
            return lines(context, item)
        case RecurrenceView():
            return escape(item.text)
        case tuple():
            return Markup().join(element("div", _value(context, inner)) for fact in item for inner in fact.items)
        case PhoneView(label=label) if label:
            return values.phrase(label) + ": " + values.inline(context, item)
        case ImageView() | FileView():
            return Markup()
        case _:
            return values.inline(context, item)


def _sections(context: Context, counter: Context, entry: Entry, folder: str) -> Iterator[PairView]:
    """The parts of the text in the order of the translation; what it lacks stands where it stands in the other."""
    own, other = (_parts(one, entry, folder) for one in (context, counter))
    order = list(own)
    before = ""
    for identifier in other:
        if identifier not in order:
            order.insert(order.index(before) + 1 if before in order else 0, identifier)
        before = identifier
    for identifier in order:
        yield PairView(
            id=identifier,
            heading="",
            text=own.get(identifier, Markup()),
            counter_text=_renamed(other.get(identifier, Markup()), counter.language),
        )


def _parts(context: Context, entry: Entry, folder: str) -> dict[str, Markup]:
    """The text by the ids of its main headings; `` is what comes before the first."""
    language = context.shown(entry.key).language
    html = text.body(context, entry, context.site.text(entry.key, language), language, folder)
    parts = {}
    for piece in _cut(html):
        found = _ID.match(piece)
        if piece.strip():
            parts[found[1] if found else ""] = Markup(piece)  # noqa: S704  a piece of what was safe
    return parts


def _cut(html: str) -> Iterable[str]:
    """HTML from one main heading to the next; headings inside boxes and lists stay where they are."""
    depth, starts = 0, [0]
    for tag in _TAG.finditer(html):
        if tag[2] != "h2":
            depth += -1 if tag[1] else 1
        elif not tag[1] and depth == 0:
            starts.append(tag.start())
    return (html[start:end] for start, end in zip(starts, [*starts[1:], len(html)], strict=True))


def _renamed(html: Markup, language: str) -> Markup:
    """The same with ids of its own, since the translation has those of the text; its links within the page follow."""
    return Markup(_WITHIN.sub(rf"\1{language}-", str(html)))  # noqa: S704  it was safe before
