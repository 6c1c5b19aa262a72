"""What a contact is called: the words above it, as far as they name a place and not a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from intsite.importers.contacts.found import Place, Value
from intsite.importers.contacts.lines import Line
from intsite.importers.identifiers import slug

LONGEST = 100
"""Characters of a name; more are a sentence."""
_NO_NAME = re.compile(
    r"^(?:frau|herrn?|ms\.?|mrs\.?|mr\.?|dr\.|für|for|bei|hier|here|weitere\w*|further|ansprech\w*|"
    r"contact(?: person)?|kontakt\w*|adresse|address|telefon|e-?mail|oder|or|und|and|tel)\b(?!-)|"
    r"[.!?:;]$|^\W*$|^[\d\W]+$|@|https?:|www\.",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:weitere |further |other )?(?:kontakte?|contacts?|anlaufstellen?|contact points?|adressen?|addresses|beratung|"
    r"counselling|advice|ansprechpartner\w*|ansprechpersonen|ansprechstellen|öffnungszeiten|sprechzeiten|opening hours|"
    r"informationen?|information|links?|hilfe|help|wichtige (?:adressen|nummern|telefonnummern)|"
    r"important (?:addresses|numbers)|kontaktdaten|contact details)",
    re.IGNORECASE,
)
"""Words that name no place."""


def name_in(candidates: Sequence[Line], values: Sequence[Value]) -> tuple[str, Place | None]:
    """The line that names the contact: a bold one rather than another, never a person."""
    towns = {str(getattr(value.value, "city", "")).casefold() for value in values if value.kind == "address"}
    mails = [value.key for value in values if value.kind == "email"]
    usable = [
        line
        for line in candidates
        if 2 < len(line.text.strip()) <= LONGEST  # noqa: PLR2004  no abbreviation of a name
        and is_name(line.text.strip())
        and line.text.strip().casefold() not in towns
        and not is_person(line.text, mails)
    ]
    if not usable:
        return "", None
    line = next((line for line in usable if line.is_strong), usable[0])
    has_link = any(style.link for _, style in line.letters)
    return " ".join(line.text.split()), None if has_link else line.place()


def is_name(text: str) -> bool:
    """Whether the words can name a place at all."""
    return not _NO_NAME.search(text) and not _GENERIC.fullmatch(text)


def is_person(name: str, mails: Iterable[str]) -> bool:
    """Two or three capitalised words of which a mail address consists: `vera.muster@`, `v.muster@`."""
    words = name.split()
    if len(words) not in {2, 3} or not all(word[:1].isupper() for word in words):
        return False
    own = {slug(word) for word in words}
    initials = {word[:1] for word in own}
    for mail in mails:
        parts = {slug(part) for part in re.split(r"[._-]", mail.partition("@")[0])}
        if len(parts) > 1 and slug(words[-1]) in parts and parts <= own | initials:
            return True
    return False


def named_above(heading: str, title: str, *, is_alone: bool) -> str:
    """The heading or the title above a contact that is the only one below it."""
    if not is_alone:
        return ""
    shown = " ".join(heading.split()).rstrip(" :")
    if shown and len(shown) <= LONGEST and is_name(shown):
        return shown
    return title if not heading or _GENERIC.fullmatch(shown) else ""
