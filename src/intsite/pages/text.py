"""Rendered texts with what they left open filled in: addresses of entries, quoted facts, pictures, labels of boxes."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup

from intsite import catalogs
from intsite.addresses import relative
from intsite.checks import fact_value
from intsite.fields import Field
from intsite.markdown import BoxLabel, Document, EntryLink, FactQuote, ImageUse, Part
from intsite.pages import values
from intsite.pages.context import Context
from intsite.parse import Entry
from intsite.views import ImageView, Phrase


def prose(context: Context, entry: Entry, document: Document, language: str, folder: str) -> Markup:
    """A longer text of the front matter, in an element that says its language where that differs from the page's."""
    html = body(context, entry, document, language, folder)
    if language == context.language:
        return html
    opening = Markup('<div lang="{}" dir="{}">').format(language, catalogs.direction_of(language))
    return opening + html + Markup("</div>")


def body(context: Context, entry: Entry, document: Document, language: str, folder: str) -> Markup:
    """The HTML of a document whose words are in `language`, on a page in `folder`."""
    pieces = [
        part if isinstance(part, str) else _part(context, entry, part, language, folder) for part in document.parts
    ]
    return Markup("".join(pieces))  # noqa: S704  markdown-it escaped it; raw HTML is off


def _part(context: Context, entry: Entry, part: Part, language: str, folder: str) -> str:
    match part:
        case EntryLink():
            return _link(context, part, language, folder)
        case FactQuote():
            return str(_fact(context, entry, part, language))
        case ImageUse():
            return str(_image(context, entry, part, folder))
        case BoxLabel():
            catalog = context.site.catalogs.get(language, context.catalog)
            return str(Markup("{}").format(catalog.text(f"box-{part.box}")))
        case _:
            return part


def _link(context: Context, link: EntryLink, language: str, folder: str) -> str:
    key = (link.kind, link.id)
    if key not in context.site.entries:
        return "<a>"
    target = relative(folder, context.url(key)) + (f"#{quote(link.fragment)}" if link.fragment else "")
    opening = Markup('<a href="{}">').format(target)
    if link.titled:
        return str(opening)
    title = context.title(key)
    if language == context.language:
        return str(opening + values.phrase(title))
    spoken = title.language or context.language
    marked = Phrase(text=title.text, language=spoken, direction=catalogs.direction_of(spoken))
    return str(opening + values.phrase(marked if spoken != language else Phrase(text=title.text)))


def _fact(context: Context, entry: Entry, quote: FactQuote, language: str) -> Markup:
    key = (quote.kind, quote.id) if quote.id else entry.key
    quoted = context.site.entries.get(key)
    field = context.site.kinds[key[0]].field(quote.names[0]) if quoted else None
    if quoted is None or field is None:
        return Markup("{{{}}}").format(".".join(quote.names))
    value, _, _ = fact_value(quoted.facts, quote.names)
    field, path = _inner_field(field, quote.names[1:])
    items = value if isinstance(value, tuple) else (value,)
    in_language = Context(
        site=context.site,
        language=language if language in context.site.catalogs else context.language,
        media=context.media,
    )
    views = [values.localise(in_language, quoted, field, item, path) for item in items]
    return Markup(", ").join(values.inline(in_language, view) for view in views if view is not None)


def _inner_field(field: Field, names: tuple[str, ...]) -> tuple[Field, str]:
    """The field that a quote's last name means, and its dotted path."""
    path = field.name
    for name in names:
        inner = next((part for part in field.fields if part.name == name), None)
        if inner is not None:
            field, path = inner, f"{path}.{name}"
    return field, path


def _image(context: Context, entry: Entry, use: ImageUse, folder: str) -> Markup:
    found = values.medium(context, entry, use.file)
    if not isinstance(found, ImageView):
        return Markup("{}").format(use.alternative)
    image = Markup('<img src="{}" width="{}" height="{}" alt="{}" loading="lazy" decoding="async">').format(
        relative(folder, found.url), found.width, found.height, use.alternative
    )
    if not found.credit:
        return Markup('<span class="picture">{}</span>').format(image)
    return Markup('<span class="picture">{}<span class="picture__credit">{}</span></span>').format(image, found.credit)
