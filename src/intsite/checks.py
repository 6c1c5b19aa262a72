"""What can be wrong between entries that each are right: links, anchors, quoted facts, pictures, foreign scripts.

`resolve` has put the site together; these functions only look at it.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from intsite import catalogs
from intsite.accessibility_law import law_of
from intsite.connections import Key, leaves
from intsite.fields import Record
from intsite.fields.file import MediaFile
from intsite.fields.icon import Icon
from intsite.fields.term import Term
from intsite.markdown import INTRODUCTION, Document, EntryLink, FactQuote, FileLink, ImageUse
from intsite.parse import FRONT, Entry, Words
from intsite.problems import Problem, Span, nearest, problem
from intsite.resolve import Site
from intsite.source import parse_yaml, read_text

_SCRIPTS = {
    "Arabic": ("Arab", "ar"), "Cyrillic": ("Cyrl", "uk"), "Ethiopic": ("Ethi", "ti"), "Greek": ("Grek", "el"),
    "Hebrew": ("Hebr", "he"), "Devanagari": ("Deva", "hi"), "Georgian": ("Geor", "ka"), "Armenian": ("Armn", "hy"),
    "Cjk": ("Hans", "zh"),
}  # fmt: skip
"""Code of each script, and a language that people in Germany write with it."""
_SHARED_PURPOSES = {"emergency", "other"}
"""Purposes of the kind `page` that several pages may have."""
_A_YEAR = dt.timedelta(days=366)
_WITH_HAN = {"Hans", "Hant", "Jpan", "Kore"}


def of_entry(site: Site, entry: Entry, icons: Collection[str]) -> Iterator[Problem]:
    """What only shows when all entries are known, and depends on this one and on what can be seen of the others.

    `icons` are the names of those there are.
    """
    yield from _terms(site, entry)
    yield from _source_words(site, entry)
    yield from _pictures(entry)
    texts = {language: documents(site, entry, words) for language, words in entry.words.items()}
    yield from _translations(site, entry, texts)
    yield from _icons(entry, icons)
    for words in entry.words.values():
        vague = vague_texts(site.catalogs[words.language])
        for document in texts[words.language]:
            yield from _document(site, entry, words, document)
            yield from _links(words, document, vague)
            yield from _scripts(words, document)


def of_site(site: Site, icons: Collection[str]) -> Iterator[Problem]:
    """What is wrong with no single entry."""
    yield from _offices(site)
    yield from _purposes(site)
    for kind in site.kinds.values():
        if kind.icon and kind.icon not in icons:
            place = Span(path=f"templates/kinds/{kind.name}/kind.yaml")
            yield problem("no-such-icon", place, icon=kind.icon, suggestion=nearest(kind.icon, icons))


def documents(site: Site, entry: Entry, words: Words) -> tuple[Document, ...]:
    """The text of an entry in a language, and every longer one of its front matter."""
    longer = (value for _, value in words.fields if isinstance(value, Document))
    return site.text(entry.key, words.language), *longer


def _terms(site: Site, entry: Entry) -> Iterator[Problem]:
    for _, value in leaves(entry.facts):
        term = value if isinstance(value, Term) else getattr(value, "label", None)
        if isinstance(term, Term):
            yield from _term(site, term)


def _term(site: Site, term: Term) -> Iterator[Problem]:
    vocabulary = site.vocabularies.get(term.vocabulary)
    if vocabulary is None:
        close = nearest(term.vocabulary, site.vocabularies)
        yield problem("unknown-vocabulary", term.span, vocabulary=term.vocabulary, suggestion=close)
    elif vocabulary.get(term.id) is None:
        close = nearest(term.id, [known.id for known in vocabulary.terms])
        yield problem("unknown-term", term.span, term=term.id, vocabulary=vocabulary.path, suggestion=close)


def _source_words(site: Site, entry: Entry) -> Iterator[Problem]:
    source = site.source_of(entry)
    leading = entry.words_in(source)
    if leading is None:
        yield problem("missing-source-words", entry.span, language=source)
    elif not leading.summary and leading.is_readable and site.kinds[entry.kind].field("summary"):
        yield problem("missing-summary", Span(path=leading.path, line=1))


def _translations(site: Site, entry: Entry, texts: Mapping[str, Iterable[Document]]) -> Iterator[Problem]:
    """Only a warning for editors: the reader sees a notice on the page."""
    leading = entry.words_in(site.source_of(entry))
    for words in entry.words.values():
        shown = site.shown.get((entry.key, words.language))
        if shown and shown.outdated:
            titles = {heading.id: heading.text for heading in leading.headings} if leading else {}
            named = {FRONT: "{front}", INTRODUCTION: "{intro}", **titles}
            sections = "; ".join(named.get(name, f"#{name} ({{gone}})") for name in shown.outdated)
            yield problem("outdated-translation", Span(path=words.path, line=1), sections=sections)
        if leading is not None and leading is not words:
            yield from _links_left_behind(site, texts[words.language], texts[leading.language], leading.path)


def _links_left_behind(
    site: Site, texts: Iterable[Document], leading: Iterable[Document], path: str
) -> Iterator[Problem]:
    """Links to entries that the leading text no longer names, where the translation lacks others that it does name.

    No digest tells: they are over words, and a link without a text of its own has none.
    """
    own, wanted = ({(one.kind, one.id): one.span for one in _entry_links(some)} for some in (texts, leading))
    lacking = ", ".join(":".join(key) for key in wanted if key not in own and key in site.entries)
    for key, span in own.items():
        if lacking and key not in wanted:
            yield problem("translation-links-elsewhere", span, entry=":".join(key), leading=lacking, path=path)


def _entry_links(texts: Iterable[Document]) -> Iterator[EntryLink]:
    return (part for document in texts for part in document.parts if isinstance(part, EntryLink))


def _pictures(entry: Entry) -> Iterator[Problem]:
    for _, value in leaves(entry.facts):
        if isinstance(value, MediaFile):
            yield from _media(entry, value.name, value.span)
    listed = listed_pictures(entry)
    for words in entry.words.values():
        known = {picture.file: picture for picture in words.pictures}
        for file, is_decorative in listed.items():
            picture = known.get(file)
            if not is_decorative and (picture is None or not picture.alternative):
                span = picture.span if picture else Span(path=words.path, line=1)
                yield problem("missing-alternative-text", span, file=file)
        for file, picture in known.items():
            if file not in listed and file not in entry.media:
                yield problem("no-such-file", picture.span, file=file, suggestion=nearest(file, entry.media))


def listed_pictures(entry: Entry) -> dict[str, bool]:
    """The pictures of an entry's facts, and whether each is only decoration."""
    images = entry.facts.get("images")
    listed: dict[str, bool] = {}
    for record in images if isinstance(images, tuple) else ():
        file = record.get("file") if isinstance(record, Record) else None
        if isinstance(file, MediaFile):
            listed[file.name] = record.get("decorative") is True
    return listed


def _media(entry: Entry, file: str, span: Span) -> Iterator[Problem]:
    if file not in entry.media:
        yield problem("no-such-file", span, file=file, suggestion=nearest(file, entry.media))


def _document(site: Site, entry: Entry, words: Words, document: Document) -> Iterator[Problem]:
    for part in document.parts:
        if isinstance(part, EntryLink):
            yield from _entry_link(site, entry, part, words.language)
        elif isinstance(part, FactQuote):
            yield from _fact_quote(site, entry, part)
        elif isinstance(part, FileLink):
            yield from _media(entry, part.file, part.span)
        elif isinstance(part, ImageUse):
            yield from _media(entry, part.file, part.span)
            is_decorative = listed_pictures(entry).get(part.file, False)
            if not part.alternative.strip() and not is_decorative:
                yield problem("missing-alternative-text", part.span, file=part.file)


def _to_draft(site: Site, entry: Entry, target: Key, span: Span) -> Iterator[Problem]:
    """Texts of drafts may lead to drafts."""
    if target in site.connections.drafts and entry.key not in site.connections.drafts:
        yield problem(
            "link-to-shown-draft" if target in site.entries else "link-to-draft", span, target=":".join(target)
        )


def _entry_link(site: Site, entry: Entry, link: EntryLink, language: str) -> Iterator[Problem]:
    key = (link.kind, link.id)
    yield from _to_draft(site, entry, key, link.span)
    if key not in site.entries:
        if key in site.connections.drafts:
            return
        written = ":".join(key)
        candidates = [identifier for kind, identifier in site.entries if kind == link.kind]
        close = nearest(link.id, candidates)
        suggestion = f"{link.kind}:{close}" if close else _same_id(site, link.id)
        yield problem("unknown-reference", link.span, value=written, suggestion=suggestion)
        return
    if link.fragment:
        ids = anchors(site, key, language)
        if link.fragment not in ids:
            close = nearest(link.fragment, ids)
            yield problem("broken-anchor", link.span, anchor=link.fragment, page=":".join(key), suggestion=close)


def _same_id(site: Site, identifier: str) -> str:
    keys = [key for key in site.connections.by_id.get(identifier, ()) if key in site.entries]
    return ":".join(keys[0]) if keys else ""


def anchors(site: Site, key: Key, language: str) -> tuple[str, ...]:
    """Ids of the headings that a language's page of an entry has."""
    shown = site.shown.get((key, language))
    return tuple(heading.id for heading in shown.words.headings) if shown else ()


def _fact_quote(site: Site, entry: Entry, quote: FactQuote) -> Iterator[Problem]:
    key = (quote.kind, quote.id) if quote.id else entry.key
    yield from _to_draft(site, entry, key, quote.span)
    if key not in site.entries:
        if key in site.connections.drafts:
            return
        candidates = [identifier for kind, identifier in site.entries if kind == quote.kind]
        close = nearest(quote.id, candidates)
        suggestion = f"{quote.kind}:{close}" if close else ""
        yield problem("unknown-reference", quote.span, value=":".join(key), suggestion=suggestion)
        return
    value, missing, known = fact_value(site.entries[key].facts, quote.names)
    if value is None:
        yield problem("unknown-fact", quote.span, fact=missing, entry=":".join(key), suggestion=nearest(missing, known))


def fact_value(facts: Record, names: tuple[str, ...]) -> tuple[object | None, str, tuple[str, ...]]:
    """The value a quote means; or None, the name that leads nowhere and the names that would."""
    value: object = facts
    for name in names:
        if isinstance(value, tuple):
            inner = value[int(name)] if name.isdecimal() and int(name) < len(value) else None
            known = tuple(str(number) for number in range(len(value)))
        elif isinstance(value, Record):
            inner, known = value.get(name), tuple(key for key, _ in value)
        else:
            known = tuple(getattr(type(value), "__slots__", ()))
            inner = getattr(value, name) if name in known else None
        if inner is None:
            return None, name, known
        value = inner
    return value, "", ()


def _links(words: Words, document: Document, vague: Collection[str]) -> Iterator[Problem]:
    own = {heading.id for heading in words.headings}
    for link in document.links:
        if link.target.startswith("#") and link.target[1:] not in own:
            close = nearest(link.target[1:], own)
            yield problem(
                "broken-anchor",
                link.span,
                anchor=link.target[1:],
                page=words.path,
                suggestion=close and f"#{close}",
            )
        if bare(link.text) in vague:
            yield problem("vague-link-text", link.span, text=link.text)


@functools.lru_cache(maxsize=64)
def vague_texts(catalog: catalogs.Catalog) -> frozenset[str]:
    """Texts of links, in the form of `bare`, that say nothing in a language, such as “here”."""
    listed = catalog.optional("vague-link-texts", "")
    return frozenset(bare(text) for text in re.split(r"[,،]", listed) if text.strip())


def bare(text: str) -> str:
    """Words without punctuation and capitals."""
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _scripts(words: Words, document: Document) -> Iterator[Problem]:
    own = catalogs.script_of(words.language)
    for use in document.scripts:
        code, language = _SCRIPTS.get(use.script, (own, ""))
        if own != code and not (use.script == "Cjk" and own in _WITH_HAN):
            yield problem("foreign-script", use.span, word=use.word, script=use.script, language=language)


def statement(site: Site) -> Iterator[Problem]:
    """What the accessibility statement lacks: asked only when a site is built, for all to read."""
    entry = next((page for page in site.of_kind("page") if page.facts.get("purpose") == "accessibility"), None)
    if entry is None:
        yield problem("statement-missing", Span(path="content/pages"))
        return
    leading = entry.words_in(site.source_of(entry))
    place = Span(path=f"{entry.path}/facts.yaml")
    needed = ["conformance", "method", "assessed-on", "feedback"]
    if not law_of(site.config.land).checked:
        needed.append("enforcement-body")
    missing = [name for name in needed if entry.facts.get(name) is None]
    if entry.facts.get("conformance") in {"partial", "none"}:
        words = leading.fields if leading else Record()
        missing += [name for name in ("not-accessible", "reasons", "alternatives") if words.get(name) is None]
    if missing:
        yield problem("statement-incomplete", place, missing=", ".join(missing))
    assessed = entry.facts.get("assessed-on")
    if isinstance(assessed, dt.date) and site.today - assessed > _A_YEAR:
        yield problem("statement-outdated", place, date=assessed.isoformat())


def _purposes(site: Site) -> Iterator[Problem]:
    """Pages of one purpose: links lead to the first only."""
    first: dict[object, Entry] = {}
    for entry in site.of_kind("page"):
        purpose = entry.facts.get("purpose")
        if purpose and purpose not in _SHARED_PURPOSES and first.setdefault(purpose, entry) is not entry:
            place = _place_of_fact(site, entry, "purpose")
            yield problem("purpose-taken", place, purpose=purpose, other=first[purpose].path)


def _place_of_fact(site: Site, entry: Entry, name: str) -> Span:
    """Where a fact stands in its file, which is read again: facts do not carry their places."""
    path = f"{entry.path}/facts.yaml"
    file = site.config.root / path
    top, _ = parse_yaml(read_text(file, path)[0] if file.is_file() else "", path)
    return next((key.span for key, _ in top if key.text == name), Span(path=path))


def _icons(entry: Entry, icons: Collection[str]) -> Iterator[Problem]:
    for _, value in leaves(entry.facts):
        if isinstance(value, Icon) and value.name not in icons:
            yield problem("no-such-icon", value.span, icon=value.name, suggestion=nearest(value.name, icons))


def _offices(site: Site) -> Iterable[Problem]:
    for setting in ("office", "helpdesk"):
        identifier = getattr(site.config, setting)
        if identifier and ("office", identifier) not in site.entries:
            offices = [key[1] for key in site.entries if key[0] == "office"]
            close = nearest(identifier, offices)
            yield problem(
                "unknown-office", site.config.place(setting), setting=setting, id=identifier, suggestion=close
            )
