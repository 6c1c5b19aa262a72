"""Rendered texts with what they left open filled in: addresses of entries, quoted facts, pictures, labels of boxes."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import quote

from markupsafe import Markup, escape
from msgspec.structs import replace

from intsite import catalogs
from intsite.addresses import relative
from intsite.checks import fact_value
from intsite.fields import Field
from intsite.markdown import BoxLabel, Document, EntryLink, FactQuote, FileLink, FileNote, ImageUse
from intsite.pages import values
from intsite.pages.context import Context
from intsite.parse import Entry
from intsite.resolve import Shown
from intsite.views import ImageView, Phrase

_SIZES = "(min-width: 42rem) 40rem, 100vw"
"""How wide a picture within a text is shown."""
_HEADING = re.compile(r'<h(?P<level>[2-6]) id="(?P<id>[^"]*)".*?</h(?P=level)>', re.DOTALL)


def prose(context: Context, entry: Entry, document: Document, language: str, folder: str) -> Markup:
    """A longer text of the front matter, in an element that says its language where that differs from the page's."""
    html = body(context, entry, document, language, folder)
    if language == context.language:
        return html
    opening = Markup('<div lang="{}" dir="{}">').format(language, catalogs.direction_of(language))
    return opening + html + Markup("</div>")


def translated(context: Context, entry: Entry, shown: Shown, folder: str) -> Markup:
    """The text of an entry's page; below the heading of each outdated section the way to the newer one."""
    site = context.site
    html = body(context, entry, site.text(entry.key, shown.language), shown.language, folder)
    source = site.source_of(entry)
    if source not in site.config.languages or not (outdated := shown.outdated):
        return html
    language = context.catalog.language_name(source)
    address = relative(folder, site.url(entry.key, source))

    def with_notice(heading: re.Match[str]) -> str:
        if heading["id"] not in outdated:
            return heading[0]
        notice = Markup('<p class="newer" data-pagefind-ignore>{} <a href="{}" hreflang="{}">{}</a></p>').format(
            context.catalog.text("notice-section", language=language),
            f"{address}#{quote(heading['id'])}",
            source,
            context.catalog.text("notice-section-link", language=language),
        )
        return f"{heading[0]}\n{notice}"

    return Markup(_HEADING.sub(with_notice, str(html)))  # noqa: S704  it was safe before


def body(context: Context, entry: Entry, document: Document, language: str, folder: str) -> Markup:
    """The HTML of a document whose words are in `language`, on a page in `folder`."""
    pieces: list[str] = []
    # A picture before the first heading is on the first screen: it loads at once, the others when they come near.
    is_first = True
    for part in document.parts:
        if isinstance(part, ImageUse):
            pieces.append(str(_image(context, entry, part, folder, is_first=is_first)))
            is_first = False
        elif isinstance(part, str):
            pieces.append(part)
            is_first = is_first and "<h2" not in part
        else:
            pieces.append(_part(context, entry, part, language, folder))
    return Markup("".join(pieces))  # noqa: S704  markdown-it escaped it; raw HTML is off


def _part(
    context: Context,
    entry: Entry,
    part: EntryLink | FactQuote | FileLink | FileNote | BoxLabel,
    language: str,
    folder: str,
) -> str:
    match part:
        case FileLink():
            found = context.media.get((entry.path, part.file))
            return f'<a href="{escape(relative(folder, found.url))}">' if found else "<a>"
        case FileNote():
            return _file_note(context, entry, part, language)
        case EntryLink():
            return _link(context, part, language, folder)
        case FactQuote():
            return str(_fact(context, entry, part, language))
        case BoxLabel():
            catalog = context.site.catalogs.get(language, context.catalog)
            return escape(catalog.text(f"box-{part.box}"))


def _file_note(context: Context, entry: Entry, note: FileNote, language: str) -> str:
    found = context.media.get((entry.path, note.file))
    if not found:
        return ""
    catalog = context.site.catalogs.get(language, context.catalog)
    ending = note.file.rpartition(".")[2].upper()
    return str(Markup(" <bdi>({}{}{})</bdi>").format(ending, catalog.text("comma"), catalog.filesize(found.bytes)))


def _link(context: Context, link: EntryLink, language: str, folder: str) -> str:
    key = (link.kind, link.id)
    if key not in context.site.entries:
        return "<a>"
    target = relative(folder, context.url(key)) + (f"#{quote(link.fragment)}" if link.fragment else "")
    opening = f'<a href="{escape(target)}">'
    if link.titled:
        return opening
    title = context.title(key)
    if language == context.language:
        return f"{opening}{values.phrase(title)}"
    spoken = title.language or context.language
    marked = Phrase(text=title.text, language=spoken, direction=catalogs.direction_of(spoken))
    return f"{opening}{values.phrase(marked if spoken != language else Phrase(text=title.text))}"


def _fact(context: Context, entry: Entry, quote: FactQuote, language: str) -> Markup:
    key = (quote.kind, quote.id) if quote.id else entry.key
    quoted = context.site.entries.get(key)
    field = context.site.kinds[key[0]].field(quote.names[0]) if quoted else None
    if quoted is None or field is None:
        return Markup("{{{}}}").format(".".join(quote.names))
    value, _, _ = fact_value(quoted.facts, quote.names)
    field, path = _inner_field(field, quote.names[1:])
    items = value if isinstance(value, tuple) else (value,)
    in_language = context.in_language(language)
    views = [values.localise(in_language, quoted, field, item, path) for item in items]
    return in_language.comma.join(values.inline(in_language, view) for view in views if view is not None)


def _inner_field(field: Field, names: tuple[str, ...]) -> tuple[Field, str]:
    """The field that a quote's last name means, and its dotted path."""
    path = field.name
    for name in names:
        inner = next((part for part in field.fields if part.name == name), None)
        if inner is not None:
            field, path = inner, f"{path}.{name}"
    return field, path


def _image(context: Context, entry: Entry, use: ImageUse, folder: str, *, is_first: bool) -> Markup:
    found = values.medium(context, entry, use.file)
    if not isinstance(found, ImageView):
        return Markup("{}").format(use.alternative)
    described = replace(found, alternative=Phrase(text=use.alternative))
    image = values.drawing(described, partial(relative, folder), _SIZES, eager=is_first)
    if not found.credit:
        return Markup('<span class="picture">{}</span>').format(image)
    return Markup('<span class="picture">{}<span class="picture__credit">{}</span></span>').format(image, found.credit)
