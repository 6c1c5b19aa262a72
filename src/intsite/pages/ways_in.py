"""What a reader looks for first: emergency numbers, what people need most often, offices with their hours.

All of it is content: facts of the pages whose purposes are `greeting` and `emergency`.
"""

from __future__ import annotations

from collections.abc import Iterator

from intsite.connections import Key
from intsite.fields import Labels, Record
from intsite.fields.icon import Icon
from intsite.fields.phone import Phone
from intsite.fields.reference import Reference
from intsite.pages import values
from intsite.pages.context import Context
from intsite.views import EmergencyView, LinkView, NumberView, Phrase


def page_of_purpose(context: Context, purpose: str) -> Key | None:
    """The entry of kind `page` that serves a purpose."""
    return next((entry.key for entry in context.site.of_kind("page") if entry.facts.get("purpose") == purpose), None)


def needs(context: Context, theme: Key | None = None) -> tuple[LinkView, ...]:
    """How "I need …" goes on; of those for a theme, what is filed under it."""
    if theme is None:
        return tuple(link for _, link in _needs(context))
    kind = context.site.kinds[theme[0]]
    filed = {one.source for one in context.site.connections.back.get(theme, ()) if one.field == kind.gathers}
    return tuple(link for key, link in _needs(context) if key in filed)


def _needs(context: Context) -> Iterator[tuple[Key, LinkView]]:
    for record in _records(context, "greeting", "needs"):
        link = record.get("link")
        key = context.site.find(link) if isinstance(link, Reference) else None
        if key:
            yield key, LinkView(title=_text(context, record), url=context.url(key), icon=_icon(record))


def emergency(context: Context) -> EmergencyView | None:
    """Whom to call in an emergency; None for a site without that page."""
    key = page_of_purpose(context, "emergency")
    if key is None:
        return None
    numbers = (
        NumberView(
            phone=values.phone_view(context, phone),
            text=_text(context, record),
            icon=_icon(record),
        )
        for record in _records(context, "emergency", "numbers")
        if isinstance(phone := record.get("phone"), Phone)
    )
    return EmergencyView(page=context.link(key), numbers=tuple(numbers))


def contacts(context: Context) -> tuple[Key, ...]:
    """The offices that the greeting names; else the help desk and the main office of site.toml."""
    config = context.site.config
    greeting = page_of_purpose(context, "greeting")
    named = context.site.entries[greeting].facts.get("contacts") if greeting else None
    found = [context.site.find(one) for one in named if isinstance(one, Reference)] if isinstance(named, tuple) else []
    fixed = [("office", identifier) for identifier in (config.helpdesk, config.office) if identifier]
    return tuple(dict.fromkeys(key for key in found or fixed if key and key in context.site.entries))


def _records(context: Context, purpose: str, field: str) -> Iterator[Record]:
    key = page_of_purpose(context, purpose)
    listed = context.site.entries[key].facts.get(field) if key else None
    for record in listed if isinstance(listed, tuple) else ():
        if isinstance(record, Record):
            yield record


def _text(context: Context, record: Record) -> Phrase:
    text = record.get("text")
    return (context.labels(text) if isinstance(text, Labels) else None) or Phrase(text="")


def _icon(record: Record) -> str:
    icon = record.get("icon")
    return icon.name if isinstance(icon, Icon) else ""
