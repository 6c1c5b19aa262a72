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
    r"[.!?:;]$|^\W*$|^[\d\W]+$|(?:\d[\s/-]?){6}|@|https?:|www\.|\.(?:png|jpe?g|gif|svg|webp|pdf)$",
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
_OPENING = re.compile(
    r"^(?:\d+\s*[.)]|[a-z]\))\s*|^(?:mehr |weitere )?infos?(?:rmationen)? (?:bei(?: der| dem)?|beim|zur|zum)\s+|"
    r"^(?:more |further )?information (?:at|from)(?: the)?\s+",
    re.IGNORECASE,
)
"""What stands before a name in a heading."""
_INSTITUTION = re.compile(
    r"(?:amt|behörde|stelle|zentrum|zentrale|büro|agentur|jobcenter|bücherei|bibliothek|schule|universität|kolleg|klinik|"
    r"klinikum|krankenhaus|frauenhaus|rathaus|gericht|konsulat|botschaft|kammer|museum|dienst|verein|e\. ?v\.|ggmbh|"
    r"notruf|notdienst|hotline|telefon|seelsorge|feuerwehr|polizeiinspektion|polizeistation|"
    r"\b(?:office|authority|agency|centre|center|library|school|university|college|hospital|court|consulate|embassy|"
    r"chamber|museum|town hall|city hall|association|emergency call|helpline|police station|fire brigade))"
    r"(?!\w)|\b(?:konsulat|generalkonsulat|botschaft|consulate|embassy|polizeiinspektion)\b",
    re.IGNORECASE,
)
_MAIL_PROVIDERS = frozenset({"gmx", "web", "gmail", "googlemail", "t-online", "outlook", "hotmail", "yahoo", "freenet"})
_SHORTEST_LABEL = 3
"""Letters of a word in an address that can tell whose it is."""


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


def named_above(heading: str, title: str, values: Sequence[Value], *, is_alone: bool) -> tuple[str, bool]:
    """The heading or the title above a contact, and whether it plainly is its name.

    What only heads the contact counts where it is the only one below it; what its mail or web address says, too,
    counts anywhere. Where nothing else names it, its own website does: `tenants-club.example`.
    """
    shown = _OPENING.sub("", " ".join(heading.split())).rstrip(" :")
    can_name = bool(shown) and len(shown) <= LONGEST and is_name(shown)
    if can_name and is_alone:
        return shown, names_an_institution(shown) or _reaches(shown, values)
    if is_alone and (not heading or _GENERIC.fullmatch(shown)):
        return title, _reaches(title, values)
    found = next((name for name in (shown, title) if name and is_name(name) and _reaches(name, values)), "")
    if found:
        return found, True
    sites = [value.key for value in values if value.kind == "website" and re.fullmatch(r"[\w-]+\.[\w.-]+", value.key)]
    return sites[0] if len(sites) == 1 else "", False


def names_an_institution(text: str) -> bool:
    """Whether a word says that this is a place or a line that helps: an office, a school, a hotline."""
    return bool(_INSTITUTION.search(text))


def _reaches(name: str, values: Sequence[Value]) -> bool:
    """Whether a mail or web address is called like the name: `augsburg@profamilia.example`, pro familia."""
    letters = slug(name).replace("-", "")
    words = set(slug(name).split("-"))
    for value in values:
        if value.kind not in {"email", "website"}:
            continue
        host = value.key.rpartition("@")[2] if value.kind == "email" else value.key.partition("/")[0]
        label = (*host.split("."), "")[-3 if host.count(".") else 0]
        joined = label.replace("-", "")
        if label in _MAIL_PROVIDERS or len(joined) < _SHORTEST_LABEL:
            continue
        if label in words or (len(joined) > 2 * _SHORTEST_LABEL and joined in letters):
            return True
    return False
