"""Pages that plainly are an office, a counselling service or a course, and what makes that plain.

Only pages that have a page above and none below, that hold exactly one contact, and little else. What is not plain
stays a guide: nobody looks for an office that is a guide in vain, but for a guide that is an office one does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bs4 import BeautifulSoup
from msgspec.structs import replace

from intsite.importers import contacts
from intsite.importers.contacts import Book, Contact, Office, names_an_institution, same_name
from intsite.importers.integreat.tree import Guide
from intsite.importers.repository import LONGEST_TITLE, Value, short
from intsite.resources import shipped
from intsite.vocabularies import parse_vocabulary

COURSE_TYPES = "content/vocabularies/course-types.yaml"
_MOST_LETTERS = {"office": 1500, "service": 1000, "course": 1500}
"""Of a page, its contact aside: more is something to read, not something to find."""
_COUNSELLING = re.compile(
    r"(?<!\w)(?:[\w-]*beratung(?:s(?:stelle|dienst|zentrum|angebot))?|[\w-]*migrationsdienst|[\w-]*hilfetelefon|"
    r"counsell?ing(?: (?:service|cent(?:re|er)|office))?|advice (?:service|cent(?:re|er)|office)|"
    r"(?:youth )?migration service|helpline)(?![\w-])",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"(?<!-)\s(?:und|oder|sowie|and|or)\s|[,/&:?]", re.IGNORECASE)
"""A title of more than one thing, or a question; not `Flucht- und Integrationsberatung`."""
_AND_MORE = re.compile(r"(?:und|oder|sowie|and|or)\b")
_ARTICLE = re.compile(r"^(?:der|die|das|the)\s+", re.IGNORECASE)
_TIME = re.compile(
    r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s*(?:uhr|[ap]\.?m\b)|\b\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b", re.IGNORECASE
)
"""A clock time or a day, as a course has them and a page about courses has not."""


def sort_out(
    guides: Sequence[Guide], found: Sequence[Contact], offices: Sequence[Office], places: Sequence[Office] = ()
) -> tuple[tuple[Guide, ...], Book]:
    """The pages with those that plainly are of another kind as such, and the contacts with the pages' new places."""
    judged: dict[str, Guide] = {}
    pages: dict[str, Guide] = {}
    for guide, office in _judged(guides, offices):
        judged[guide.leading.path] = guide
        if guide.kind == "office":
            pages[office.id] = guide
    moved: dict[str, str] = {}
    for guide in guides:
        new = judged.get(guide.leading.path, guide)
        moved |= {f"{guide.folder}/{page.language}.md": f"{new.folder}/{page.language}.md" for page in guide.pages}
    found = [replace(contact, page=moved[contact.page]) for contact in found]
    placed = [_with_page(office, pages.get(office.id), moved) for office in offices]
    places = [_with_page(place, None, moved) for place in places]
    return tuple(judged.get(guide.leading.path, guide) for guide in guides), Book(found, placed, places)


def _with_page(office: Office, page: Guide | None, moved: Mapping[str, str]) -> Office:
    """An office under the name and the titles of the page that it is, and where its contacts stand now."""
    placed = replace(office, contacts=tuple(replace(contact, page=moved[contact.page]) for contact in office.contacts))
    if page is None:
        return placed
    titles = tuple((one.language, short(one.title, LONGEST_TITLE)) for one in page.pages)
    return replace(placed, id=page.id, titles=titles)


def _words_of_courses() -> dict[str, list[str]]:
    """The words for each type of course in all languages, in small letters."""
    vocabulary, _ = parse_vocabulary(shipped("vocabularies"), "course-types.yaml", "de")
    return {term.id: [label.casefold() for _, label in term.labels.texts] for term in vocabulary.terms}


def course_types() -> bytes:
    """The vocabulary that courses need."""
    return (shipped("vocabularies") / "course-types.yaml").read_bytes()


def _judged(guides: Sequence[Guide], offices: Sequence[Office]) -> Iterator[tuple[Guide, Office]]:
    """The guides that are of another kind, as entries of that kind, each with its contact."""
    courses = _words_of_courses()
    above = {guide.parent for guide in guides}
    places: dict[str, list[Office]] = {}
    for office in offices:
        for group in dict.fromkeys(contact.group for contact in office.contacts):
            places.setdefault(group, []).append(office)
    taken = {office.id for office in offices} | {guide.id for guide in guides if guide.kind == "office"}
    for guide in guides:
        found = places.get(guide.key, [])
        if guide.kind != "guide" or not guide.parent or guide.id in above or len(found) != 1:
            continue
        judged = _verdict(guide, found[0], courses)
        if judged and judged.kind == "office" and guide.id in taken:
            judged = replace(judged, id=found[0].id)
        if judged:
            yield judged, found[0]


def _verdict(guide: Guide, office: Office, courses: Mapping[str, Iterable[str]]) -> Guide | None:
    title, text = guide.leading.title, _text(guide.leading.content)
    here = [contact for contact in office.contacts if contact.group == guide.key]
    letters = len(text) - sum(_letters(contact) for contact in here if contact.language == guide.leading.language)
    can_be_called = bool(office.of("phones") or office.of("email"))
    known = "; ".join(
        [office.titles[0][1], ", ".join(dict.fromkeys(value.kind for value in office.values)), str(letters)]
    )
    bare = _bare(title)
    course = next((name for name, words in courses.items() if any(_has(bare, word) for word in words)), "")
    is_one = not _SEVERAL.search(bare)
    if not can_be_called:
        return None
    if is_one and course and office.of("address") and _TIME.search(text) and letters <= _MOST_LETTERS["course"]:
        facts: dict[str, Value] = {"course-type": course, "place": {"office": office.id}}
        return replace(guide, kind="course", facts=facts, reason=f"{course}; {known}")
    if is_one and _COUNSELLING.search(bare) and letters <= _MOST_LETTERS["service"]:
        return replace(guide, kind="service", facts={"provider": f"office:{office.id}"}, reason=known)
    if (
        office.of("address")
        and letters <= _MOST_LETTERS["office"]
        and names_an_institution(bare)
        and any(_is_called(bare, contact.name) for contact in here if contact.name)
    ):
        return replace(guide, kind="office", facts=contacts.facts(office), reason=known)
    return None


def _text(html: str) -> str:
    try:
        return " ".join(BeautifulSoup(f"<body>{html}</body>", "lxml").get_text(" ").split())
    except RecursionError:
        return html


def _letters(contact: Contact) -> int:
    places = {place for value in contact.values for place in value.places} | {contact.name_place}
    return sum(place.end - place.start for place in places if place)


def _bare(title: str) -> str:
    """The title without what stands in brackets, and without an article."""
    return _ARTICLE.sub("", " ".join(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", title).split()))


def _has(title: str, word: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", title.casefold()))


def _is_called(title: str, name: str) -> bool:
    """Whether both say the same, or one begins with the other and goes on with where it is.

    One word that a name goes on from may be the word for all of that sort: `Volkshochschule`.
    """
    ours, theirs = same_name(title), same_name(_bare(name))
    shorter, longer = sorted((ours, theirs), key=len)
    more = longer.removeprefix(f"{shorter} ")
    return ours == theirs or (" " in shorter and more != longer and not _AND_MORE.match(more))
