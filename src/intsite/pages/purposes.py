"""What pages with a purpose show beyond their text: the accessibility statement its law, the contact page its form."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from intsite.accessibility_law import law_of
from intsite.fields import Labels
from intsite.fields.reference import Reference
from intsite.pages import values
from intsite.pages.context import Context
from intsite.pages.shell import office
from intsite.pages.ways_in import page_of_purpose
from intsite.parse import Entry
from intsite.views import ContactView, EntryView, LinkView, Phrase, StatementView

_AIDS = ("read-aloud", "text-size", "keys", "easy-language", "sign-language", "contrast", "offline")
"""In the order of the statement."""
_AIDS_WITH_PAGE = {"read-aloud", "easy-language", "sign-language"}
"""Aids that a site has only where it has a page of that purpose."""


def complete(context: Context, entry: Entry, view: EntryView) -> EntryView:
    """The view with what belongs to the page's purpose."""
    match entry.facts.get("purpose"):
        case "accessibility":
            return replace(view, statement=_statement(context, entry))
        case "contact":
            return replace(view, contact=_contact(context))
        case _:
            return view


def _contact(context: Context) -> ContactView:
    config = context.site.config
    return ContactView(
        endpoint=config.contact_endpoint,
        office=office(context, config.helpdesk or config.office) or office(context, config.office),
        privacy=_page(context, "privacy"),
    )


def _statement(context: Context, entry: Entry) -> StatementView:
    config, facts = context.site.config, entry.facts
    law, feedback = law_of(config.land), facts.get("feedback")
    found = context.site.find(feedback) if isinstance(feedback, Reference) else None
    own_body, own_website = facts.get("enforcement-body"), facts.get("enforcement-website")
    website = str(own_website or "") if own_body or own_website else law.website
    return StatementView(
        law=context.phrase(law.law, "de"),
        body=context.labels(own_body) if isinstance(own_body, Labels) else _german(context, law.body),
        website=values.url_view(website) if website else None,
        feedback=office(context, found[1] if found else config.office),
        form=_page(context, "contact"),
        aids=tuple(_aids(context)),
    )


def _german(context: Context, text: str) -> Phrase | None:
    return context.phrase(text, "de") if text else None


def _aids(context: Context) -> Iterator[tuple[str, LinkView | None]]:
    for aid in _AIDS:
        page = _page(context, aid) if aid in _AIDS_WITH_PAGE else None
        if page or aid not in _AIDS_WITH_PAGE:
            yield aid, page


def _page(context: Context, purpose: str) -> LinkView | None:
    key = page_of_purpose(context, purpose)
    return context.link(key) if key else None
