"""Field values to value views: the same facts, in the words of a language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from urllib.parse import quote, quote_plus

from markupsafe import Markup, escape

from intsite import catalogs
from intsite.assets import Medium
from intsite.fields import Field, Labels, Record, phone
from intsite.fields.address import Address
from intsite.fields.coordinates import Coordinates
from intsite.fields.file import MediaFile
from intsite.fields.icon import Icon
from intsite.fields.phone import Phone
from intsite.fields.recurrence import Recurrence
from intsite.fields.reference import Reference
from intsite.fields.spoken_language import SpokenLanguage
from intsite.fields.term import Term
from intsite.opening_hours import Hours
from intsite.pages import hours
from intsite.pages.context import Context
from intsite.pages.elements import element, left_to_right
from intsite.parse import Entry
from intsite.views import (
    AddressView,
    FileView,
    ImageView,
    LinkView,
    PhoneView,
    Phrase,
    PictureSource,
    SpokenLanguageView,
    TermView,
    UrlView,
)

_MAP = "https://www.openstreetmap.org/"
"""Only ever a link that the reader may follow; nothing is loaded from there."""


def localise(context: Context, entry: Entry, field: Field, value: object, path: str) -> object | None:  # noqa: C901, PLR0911, PLR0912  one line a type
    """The view of a single value; None when it cannot be shown, for instance a reference to a draft."""
    match value:
        case Reference():
            key = context.site.find(value)
            return context.link(key) if key else None
        case Term():
            return term(context, value)
        case Labels():
            return context.labels(value)
        case Phone():
            return context.once(phone_view, value)
        case Address():
            coordinates = entry.facts.get("coordinates")
            return address_view(value, coordinates if isinstance(coordinates, Coordinates) else None)
        case SpokenLanguage():
            return context.once(spoken, value)
        case Hours():
            return context.once(hours.view, value)
        case Recurrence():
            start = entry.facts.get("start")
            return hours.recurrence(context, start, value) if isinstance(start, dt.datetime) else None
        case MediaFile():
            return medium(context, entry, value.name)
        case Icon():
            return value.name
        case dt.datetime() if entry.facts.get("all-day") is True:
            return value.date()
        case str() if field.type == "choice":
            label = context.choice_label(entry.kind, path, field, value)
            return TermView(id=value, label=Phrase(text=label))
        case str() if field.type == "language":
            return spoken(context, SpokenLanguage(language=value))
        case str() if field.type == "text":
            return context.phrase(value, context.site.config.source)
        case str() if field.type == "url":
            return url_view(value)
        case _:
            return value


def term(context: Context, value: Term) -> TermView | None:
    """A term of a vocabulary."""
    return context.once(_term, (value.vocabulary, value.id))


def _term(context: Context, named: tuple[str, str]) -> TermView | None:
    name, identifier = named
    vocabulary = context.site.vocabularies.get(name)
    found = vocabulary.get(identifier) if vocabulary else None
    label = context.labels(found.labels) if found else None
    if found is None or label is None:
        return None
    return TermView(id=identifier, label=label, description=context.labels(found.description))


def phone_view(context: Context, value: Phone) -> PhoneView:
    """A telephone number."""
    label = term(context, value.label) if value.label else None
    return PhoneView(label=label.label if label else None, href=phone.uri(value), display=phone.national(value))


def address_view(value: Address, coordinates: Coordinates | None = None) -> AddressView:
    """A postal address."""
    place = ", ".join((value.street, f"{value.postcode} {value.city}"))
    map_url = f"{_MAP}search?query={quote_plus(place)}"
    # What to look for stands behind a question mark, as apps know it from Android: without it many show no pin.
    app_url = f"geo:0,0?q={quote(place)}"
    if coordinates:
        latitude, longitude = coordinates.latitude, coordinates.longitude
        map_url = f"{_MAP}?mlat={latitude}&mlon={longitude}#map=18/{latitude}/{longitude}"
        app_url = f"geo:{latitude},{longitude}?q={latitude},{longitude}"
    return AddressView(
        name=value.name,
        street=value.street,
        addition=value.addition,
        postcode=value.postcode,
        city=value.city,
        map_url=map_url,
        app_url=app_url,
    )


def spoken(context: Context, value: SpokenLanguage) -> SpokenLanguageView:
    """A language that is spoken."""
    return SpokenLanguageView(
        language=value.language,
        name=context.catalog.language_name(value.language),
        autonym=catalogs.autonym(value.language),
        by_interpreter=value.interpreter,
    )


def url_view(value: str) -> UrlView:
    """An address outside, without what nobody reads out."""
    shown = value.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    return UrlView(href=value, text=shown)


def medium(context: Context, entry: Entry, name: str) -> ImageView | FileView | None:
    """A file beside an entry: a picture with its words, or a document to download."""
    found = context.media.get((entry.path, name))
    if found is None:
        return None
    if found.width and not found.is_film:
        return picture(context, entry, name, found)
    return FileView(
        url=found.url,
        name=name,
        format=name.rpartition(".")[2].upper(),
        bytes=found.bytes,
        seconds=found.seconds,
        width=found.width,
        height=found.height,
    )


def picture(context: Context, entry: Entry, name: str, found: Medium) -> ImageView:
    """A picture with what it shows, in the language of the entry's words."""
    words = context.shown(entry.key).words
    about = next((picture for picture in words.pictures if picture.file == name), None)
    images = entry.facts.get("images")
    record = next((image for image in images if _file_name(image) == name), None) if isinstance(images, tuple) else None
    credit = record.get("credit") if isinstance(record, Record) else None
    return image_view(
        found,
        alternative=context.phrase((about.alternative if about else "") or "", words.language),
        caption=context.phrase(about.caption, words.language) if about and about.caption else None,
        credit=str(credit or ""),
    )


def image_view(found: Medium, *, alternative: Phrase, caption: Phrase | None = None, credit: str = "") -> ImageView:
    """A published picture in all it is offered in, with what is said about it."""
    return ImageView(
        url=found.url,
        width=found.width,
        height=found.height,
        alternative=alternative,
        caption=caption,
        credit=credit,
        sources=tuple(_sources(found)),
        candidates=_candidates(found, _own_type(found)),
        still_url=found.still_url,
    )


def drawing(image: ImageView, address: Callable[[str], str], sizes: str, *, eager: bool = False) -> Markup:
    """A picture in the sizes and encodings there are.

    `address` says where a file is, seen from the page; `eager` is for what stands on the first screen.
    """
    element = Markup('<picture>{}<img src="{}"{} alt="{}"{} width="{}" height="{}"{} decoding="async"></picture>')
    still = Markup('<source media="(prefers-reduced-motion: reduce)" srcset="{}">')
    offered = Markup(' srcset="{}" sizes="{}"')
    # The first that fits is taken.
    sources = [still.format(address(image.still_url))] if image.still_url else []
    for one in image.sources:
        candidates = offered.format(_srcset(one.candidates, address), sizes)
        sources.append(Markup('<source type="{}"{}>').format(one.type, candidates))
    described = image.alternative
    return element.format(
        Markup().join(sources),
        address(image.url),
        offered.format(_srcset(image.candidates, address), sizes) if len(image.candidates) > 1 else "",
        described.text,
        attributes(described),
        image.width,
        image.height,
        "" if eager else Markup(' loading="lazy"'),
    )


def _srcset(candidates: tuple[tuple[str, int], ...], address: Callable[[str], str]) -> str:
    return ", ".join(f"{address(url)} {width}w" for url, width in candidates)


def _own_type(found: Medium) -> str:
    return next((variant.type for variant in found.variants if variant.url == found.url), "")


def _candidates(found: Medium, type: str) -> tuple[tuple[str, int], ...]:  # noqa: A002  HTML's name for it
    return tuple((variant.url, variant.width) for variant in found.variants if variant.type == type)


def _sources(found: Medium) -> Iterator[PictureSource]:
    for type_ in dict.fromkeys(variant.type for variant in found.variants):
        if type_ != _own_type(found):
            yield PictureSource(type=type_, candidates=_candidates(found, type_))


def _file_name(image: object) -> str:
    file = image.get("file") if isinstance(image, Record) else None
    return file.name if isinstance(file, MediaFile) else ""


def pictures(context: Context, entry: Entry) -> tuple[ImageView, ...]:
    """The pictures listed in an entry's facts."""
    images = entry.facts.get("images")
    names = [_file_name(image) for image in images] if isinstance(images, tuple) else []
    found = (medium(context, entry, name) for name in names if name)
    return tuple(image for image in found if isinstance(image, ImageView))


def phrase(value: Phrase) -> Markup:
    """A text with its language where that differs from the page's."""
    if not value.language:
        return escape(value.text)
    return element(f"span{attributes(value)}", value.text)


def attributes(value: Phrase) -> Markup:
    """` lang="…" dir="…"` where a text is not in the page's language."""
    return Markup(' lang="%s" dir="%s"') % (value.language, value.direction) if value.language else Markup()


def inline(context: Context, view: object) -> Markup:  # noqa: C901, PLR0911, PLR0912  one line a type
    """A value inside a sentence, for facts that are quoted in a text."""
    match view:
        case PhoneView():
            return _link(view.href, view.display)
        case UrlView():
            return _link(view.href, view.text)
        case LinkView():
            return phrase(view.title)
        case AddressView():
            parts = [view.name, view.street, view.addition, f"{view.postcode} {view.city}"]
            return element('bdi lang="de" dir="ltr"', ", ".join(part for part in parts if part))
        case TermView():
            return phrase(view.label)
        case Phrase():
            return phrase(view)
        case SpokenLanguageView():
            return escape(view.name)
        case Markup():
            return view
        case bool():
            return escape(context.catalog.text("yes" if view else "no"))
        case int() | float():
            return escape(context.catalog.number(view))
        case dt.datetime():
            return escape(context.catalog.datetime(view))
        case dt.date():
            return escape(context.catalog.date(view))
        case dt.time():
            return left_to_right(context.catalog.time(view))
        case tuple():
            return context.comma.join(inline(context, item) for item in view)
        case str() if "@" in view:
            return _link(f"mailto:{view}", view)
        case _:
            return hours.inline(context, view)


def _link(target: str, shown: str) -> Markup:
    return element(f'a href="{escape(target)}"', left_to_right(shown))
