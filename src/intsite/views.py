"""What templates see: frozen values, complete, in the language of the page.

A page's bytes depend on its `View` and the templates, on nothing else. Addresses in views are paths from the site's
root (`de/offices/jobcenter/`); the template filter `url` makes them relative to the page. Texts that may be in another
language than the page are `Phrase`; the macro `phrase` writes their `lang` and `dir`.

One module, although a long one: it is the contract with templates and holds nothing but fields and what they mean.
"""

from __future__ import annotations

import datetime as dt

from markupsafe import Markup
from msgspec import Struct, field


class Phrase(Struct, frozen=True, kw_only=True):
    """A text and its language where that differs from the page's."""

    text: str
    language: str = ""
    """BCP 47 tag; empty: the page's own language."""
    direction: str = ""
    """`ltr` or `rtl`, when `language` is set."""

    def __str__(self) -> str:
        return self.text


class Alternate(Struct, frozen=True, kw_only=True):
    """The same page in a language."""

    language: str
    autonym: str
    """The language's name in itself, by CLDR."""
    direction: str
    url: str
    is_current: bool
    is_translated: bool
    """Whether the page's own words exist in that language."""


class LinkView(Struct, frozen=True, kw_only=True):
    """A link to a page of the site."""

    title: Phrase
    url: str
    summary: Phrase | None = None
    kind: str = ""
    icon: str = ""
    is_current: bool = False
    count: int | None = None


class KindView(Struct, frozen=True, kw_only=True):
    """A kind in the page's language."""

    name: str
    one: str
    many: str
    url: str
    """Of its listing; empty where it has none."""
    icon: str


class PhoneView(Struct, frozen=True, kw_only=True):
    """A phone number."""

    label: Phrase | None
    href: str
    """`tel:+493023125100`."""
    display: str
    """`030 23125-100`, as people in the country write it."""


class NumberView(Struct, frozen=True, kw_only=True):
    """A telephone number for an emergency."""

    phone: PhoneView
    text: Phrase
    """What it is for."""
    icon: str


class EmergencyView(Struct, frozen=True, kw_only=True):
    """Whom to call in an emergency."""

    page: LinkView
    """With all that is to know about it."""
    numbers: tuple[NumberView, ...]


class AddressView(Struct, frozen=True, kw_only=True):
    """A postal address; stays German in every language."""

    name: str
    street: str
    addition: str
    postcode: str
    city: str
    map_url: str
    """A plain link to a map elsewhere, by coordinates or address."""
    app_url: str
    """The same for the app with maps that a phone has (RFC 5870)."""


class UrlView(Struct, frozen=True, kw_only=True):
    """An address outside."""

    href: str
    text: str


class TermView(Struct, frozen=True, kw_only=True):
    """A term of a vocabulary, or a choice."""

    id: str
    label: Phrase
    description: Phrase | None = None


class SpokenLanguageView(Struct, frozen=True, kw_only=True):
    """A language that is spoken somewhere."""

    language: str
    name: str
    """In the page's language."""
    autonym: str
    by_interpreter: bool


class HoursRow(Struct, frozen=True, kw_only=True):
    """One line of opening hours."""

    days: str
    """`Monday to Friday`, in the page's language; or dates, for exceptions."""
    spans: tuple[tuple[str, str], ...]
    """Beginning and end as the language writes times; empty when closed."""
    state: str
    """`open`, `closed` or `appointment`."""
    note: Phrase | None = None


class HoursTable(Struct, frozen=True, kw_only=True):
    """Opening hours of one season."""

    season: str
    """`April to September`; empty for the whole year."""
    rows: tuple[HoursRow, ...]


class ClockView(Struct, frozen=True, kw_only=True):
    """Opening hours for a script that knows what time it is, with minutes after midnight."""

    first: dt.date
    last: dt.date
    """Before and after these days nothing is known."""
    week: str
    """The usual days from Monday on: `480-720,840-1020a;…`, with `a` for by appointment."""
    days: str
    """Days that are different: `2026-12-24:480-720;2026-12-25:h`, with `h` for closed on a public holiday."""


class HoursView(Struct, frozen=True, kw_only=True):
    """Opening hours or a weekly schedule."""

    tables: tuple[HoursTable, ...]
    exceptions: tuple[HoursRow, ...]
    osm: str
    """The same in the syntax of OpenStreetMap, for scripts."""
    clock: ClockView


class RecurrenceView(Struct, frozen=True, kw_only=True):
    """A repeated event."""

    text: str
    """`every week on Tuesday`; empty when it cannot be said simply."""
    dates: tuple[dt.datetime, ...]
    """The next occurrences, at most twelve."""


class PictureSource(Struct, frozen=True, kw_only=True):
    """A picture in one encoding."""

    type: str
    """Media type, `image/avif`."""
    candidates: tuple[tuple[str, int], ...]
    """Addresses and their widths in pixels, the narrowest first."""


class ImageView(Struct, frozen=True, kw_only=True):
    """A picture in the sizes it is offered in."""

    url: str
    width: int
    height: int
    alternative: Phrase
    """Empty text for a picture without meaning."""
    caption: Phrase | None = None
    credit: str = ""
    sources: tuple[PictureSource, ...] = ()
    """More compact encodings than that of `url`."""
    candidates: tuple[tuple[str, int], ...] = ()
    """Addresses and widths in the encoding of `url`."""
    still_url: str = ""
    """Of the first frame, for a picture that moves."""


class FileView(Struct, frozen=True, kw_only=True):
    """A document to download."""

    url: str
    name: str
    format: str
    """`PDF`."""
    bytes: int
    seconds: int = 0
    """Of a video."""
    width: int = 0
    height: int = 0
    """Pixels, of a video."""


class Fact(Struct, frozen=True, kw_only=True):
    """One field with its values, ready to show."""

    name: str
    label: str
    type: str
    """The field type: which template of `templates/values/` shows it."""
    items: tuple[object, ...]
    """Value views, one for a single value. Texts and numbers, dates and times are themselves."""

    @property
    def value(self) -> object:
        """The first or only value."""
        return self.items[0]


class Facts(Struct, frozen=True, kw_only=True):
    """The facts of an entry: `facts['hours']` is a `Fact` or None, iterating goes through those shown."""

    shown: tuple[Fact, ...] = ()
    hidden: tuple[Fact, ...] = ()

    def __iter__(self):  # type: ignore[no-untyped-def]  # noqa: ANN204  Iterator[Fact]
        return iter(self.shown)

    def __bool__(self) -> bool:
        return bool(self.shown)

    def __getitem__(self, name: str) -> Fact | None:
        return next((fact for fact in (*self.shown, *self.hidden) if fact.name == name), None)


class CardView(Struct, frozen=True, kw_only=True):
    """An entry in a list."""

    title: Phrase
    url: str
    kind: KindView
    summary: Phrase | None
    facts: tuple[Fact, ...]
    date: dt.date | dt.datetime | None = None
    dates: tuple[dt.date, ...] = ()
    """In the list of a month: the days after `date` on which it takes place again."""
    image: ImageView | None = None
    icon: str = ""


class GroupView(Struct, frozen=True, kw_only=True):
    """Entries under a heading."""

    heading: str
    id: str
    cards: tuple[CardView, ...]
    others: tuple[LinkView, ...] = ()
    """Those for whose cards there is no room."""
    count: int = 0
    """How many there are, where not all may have cards."""
    url: str = ""
    """Of a page with more of them; empty where there is none."""
    language: str = ""
    """Of the heading; empty: the page's own."""
    direction: str = ""


class Notice(Struct, frozen=True, kw_only=True):
    """Something the reader must know about this text's language or state."""

    key: str
    """`untranslated`, `outdated`, `machine` or `unreviewed`: the message `notice-<key>` says it."""
    language_name: str = ""
    """Of the language the text is in, in the page's language."""
    url: str = ""
    """Of the same page in the language that leads."""


class HeadingView(Struct, frozen=True, kw_only=True):
    """A heading of the text, for the list of contents."""

    id: str
    text: str
    level: int


class SourceView(Struct, frozen=True, kw_only=True):
    """Where information comes from."""

    name: Phrase
    url: str
    """Empty for a source that is not on the web."""


class DistanceView(Struct, frozen=True, kw_only=True):
    """How far it is to a place."""

    place: str
    """As on signs and buses."""
    text: str


class SketchView(Struct, frozen=True, kw_only=True):
    """Where a place lies among the towns around it."""

    drawing: Markup
    """SVG, hidden from screen readers: those hear `distances`, of the nearest of its towns."""
    distances: tuple[DistanceView, ...]
    """The nearest first."""


class StatementView(Struct, frozen=True, kw_only=True):
    """What the law wants on the page about accessibility, beyond what its editors write."""

    law: Phrase
    body: Phrase | None
    """The enforcement body."""
    website: UrlView | None
    """Of the enforcement body."""
    feedback: Office | None
    """To whom barriers are reported."""
    form: LinkView | None
    """The page with the contact form."""
    aids: tuple[tuple[str, LinkView | None], ...]
    """Names of the aids, and the pages about them: the message `aid-<name>` says what each does."""


class ContactView(Struct, frozen=True, kw_only=True):
    """The contact form, or how to write without one."""

    endpoint: str
    """Where the form sends messages; empty: readers write an email."""
    office: Office | None
    privacy: LinkView | None


class SoundFile(Struct, frozen=True, kw_only=True):
    """A file that can be listened to."""

    url: str
    type: str
    """Its MIME type."""


class RecordingView(Struct, frozen=True, kw_only=True):
    """The words of a page, read by a person or by a computer voice."""

    files: tuple[SoundFile, ...]
    """The same in several formats."""
    track_url: str
    """Of its cues; empty where there are none."""
    is_by_computer: bool = False


class EntryView(Struct, frozen=True, kw_only=True):
    """An entry's page."""

    kind: KindView
    id: str
    title: Phrase
    summary: Phrase | None
    language: str
    """Of title, summary and body; empty: the page's own."""
    direction: str
    body: Markup
    headings: tuple[HeadingView, ...]
    facts: Facts
    notices: tuple[Notice, ...]
    images: tuple[ImageView, ...]
    related: tuple[CardView, ...]
    back: tuple[GroupView, ...]
    """Entries that refer to this one, by kind."""
    gathered: tuple[GroupView, ...]
    """What is filed under a theme or topic, by kind."""
    children: tuple[LinkView, ...]
    previous: LinkView | None
    next: LinkView | None
    reviewed_on: dt.date | None
    responsible: LinkView | None
    sources: tuple[SourceView, ...]
    calendar_url: str = ""
    """Of the iCalendar file of an event."""
    statement: StatementView | None = None
    """On the page about accessibility."""
    contact: ContactView | None = None
    """On the page about how to reach the county."""
    recording: RecordingView | None = None
    sketch: SketchView | None = None
    """Of a place with coordinates."""
    is_past: bool = False
    words: tuple[WordView, ...] = ()
    """Those of the body that are explained, in its order."""
    card_url: str = ""
    """Of the card to show or print."""
    bilingual_url: str = ""
    """Of the page side by side with the leading language."""
    leading_language: str = ""
    """The name of that language, in the page's."""
    needs: tuple[LinkView, ...] = ()
    """Of a theme: how "I need …" goes on, as on the home page."""


class PairView(Struct, frozen=True, kw_only=True):
    """A part of a page in the reader's language and in the one of the people at the counter."""

    id: str
    heading: str
    text: Markup
    counter_heading: str = ""
    """Empty where the reader's language is that of the counter."""
    counter_text: Markup = field(default_factory=Markup)
    """Empty where both are the same, such as an address."""


class SheetView(Struct, frozen=True, kw_only=True):
    """A page to show or to print that repeats an entry: a card, or the whole of it in two languages."""

    entry: LinkView
    counter_title: str
    """Empty where there is only one language."""
    counter_language: str
    counter_direction: str
    language_name: str
    """Of the reader's language, in itself."""
    counter_language_name: str
    sentences: tuple[PairView, ...]
    """What the reader may say by pointing at it."""
    pairs: tuple[PairView, ...]
    notices: tuple[Notice, ...] = ()


class WordView(Struct, frozen=True, kw_only=True):
    """A concept of the glossary."""

    id: str
    term: Phrase
    explanation: Phrase
    german: tuple[str, ...] = ()
    """What it is called in letters from an office; on a German page only official words and abbreviations."""
    url: str = ""
    """Of its explanation, in lists of words."""


class LetterView(Struct, frozen=True, kw_only=True):
    """The words of the glossary that begin with a letter."""

    id: str
    letter: str
    words: tuple[WordView, ...]


class GlossaryView(Struct, frozen=True, kw_only=True):
    """Words of the glossary from A to Z: all of them as links, or some with explanations."""

    path: str
    title: str
    letters: tuple[LetterView, ...]
    is_whole: bool
    notices: tuple[Notice, ...] = ()
    previous: LinkView | None = None
    next: LinkView | None = None


class TurnView(Struct, frozen=True, kw_only=True):
    """Where a page stands among those of a long list."""

    label: str
    """`Page 2 of 8`."""
    pages: tuple[LinkView | None, ...]
    """The first, the last and those near this one, each with its number as `count`; None for several others."""
    previous: LinkView | None
    next: LinkView | None


class FacetView(Struct, frozen=True, kw_only=True):
    """One way to narrow a list: plain links to pages."""

    name: str
    label: str
    links: tuple[LinkView, ...]


class ListingView(Struct, frozen=True, kw_only=True):
    """A list of entries of one kind, whole or narrowed, or a page of it."""

    kind: KindView
    narrowed_by: str
    """`Level: B1`; empty for the whole list."""
    facets: tuple[FacetView, ...]
    count: int
    """Entries of all its pages."""
    cards: tuple[CardView, ...]
    groups: tuple[GroupView, ...] = ()
    """The months of a calendar, or the branches of a tree."""
    past: tuple[CardView, ...] = ()
    """The latest of them."""
    turn: TurnView | None = None
    """None where one page holds all."""
    feed_url: str = ""
    feed: tuple[CardView, ...] = ()
    """The cards of all its pages, for the feed."""
    calendar_url: str = ""


class CalendarDay(Struct, frozen=True, kw_only=True):
    """A day of a month's sheet."""

    date: dt.date
    is_in_month: bool
    is_holiday: bool
    events: tuple[LinkView, ...]


class MonthView(Struct, frozen=True, kw_only=True):
    """A month of events as a sheet and as a list."""

    title: str
    weekdays: tuple[tuple[str, str], ...]
    """Short and long names, in the order of the region's week."""
    weeks: tuple[tuple[CalendarDay, ...], ...]
    cards: tuple[CardView, ...]
    previous: LinkView | None
    next: LinkView | None
    listing: LinkView


class HomeView(Struct, frozen=True, kw_only=True):
    """The first page of a language."""

    greeting: EntryView | None
    """The page whose purpose is `greeting`."""
    themes: tuple[CardView, ...]
    """Where there are none, the top of the guides."""
    topics: tuple[CardView, ...]
    events: tuple[CardView, ...]
    news: tuple[CardView, ...]
    contacts: tuple[CardView, ...]
    needs: tuple[LinkView, ...]
    """How "I need …" goes on."""
    emergency: EmergencyView | None
    kinds: tuple[LinkView, ...]
    """The listings, with counts."""
    picture: ImageView | None = None
    """The one that site.toml names."""


class IndexView(Struct, frozen=True, kw_only=True):
    """Everything from A to Z, or the whole site as a tree, or a page of it."""

    title: str
    letters: tuple[GroupView, ...] = ()
    """All of them; those on other pages are links."""
    tree: tuple[GroupView, ...] = ()
    turn: TurnView | None = None
    """None where one page holds all."""


class SearchView(Struct, frozen=True, kw_only=True):
    """The search page; without scripts it is a list of everything by topic and from A to Z, or leads to such lists."""

    title: str
    letters: tuple[GroupView, ...]
    topics: tuple[GroupView, ...]
    """Each theme, topic and top page of a tree, with what is filed under it where that is not too much."""
    languages: tuple[tuple[str, str, str], ...]
    """In which pages are looked for, the page's own first: tag, name and direction."""
    contact: LinkView | None
    """The page with the ways to reach the county."""
    office: Office | None
    """Who helps when nothing is found."""


class OfflineView(Struct, frozen=True, kw_only=True):
    """The page that stands in for others where there is no internet, and saves them for that."""

    links: tuple[LinkView, ...]
    """What is always kept: the first page and the emergency contacts."""
    home_url: str
    list_url: str
    """JSON: what can be saved, with sizes."""
    language: str
    language_name: str


class RedirectView(Struct, frozen=True, kw_only=True):
    """The page at an old address."""

    url: str
    title: str


class Office(Struct, frozen=True, kw_only=True):
    """The county's main office, in the header and footer of every page."""

    name: Phrase
    url: str
    address: AddressView | None
    phone: PhoneView | None
    fax: str
    email: str
    hours: HoursView | None


class Shell(Struct, frozen=True, kw_only=True):
    """What all pages of one language share."""

    language: str
    direction: str
    site_name: Phrase
    tagline: Phrase | None
    notice: Phrase | None
    office: Office | None
    home_url: str
    search_url: str
    read_aloud_url: str
    """Of the page that explains reading aloud; empty where there is none."""
    menu: tuple[LinkView, ...]
    help: tuple[LinkView, ...]
    """Easy language and sign language, where the site has such pages."""
    auxiliary: tuple[LinkView, ...]
    """Contact, imprint, privacy, accessibility, feeds, read-aloud information, Leichte Sprache, sign language."""
    feeds: tuple[LinkView, ...]


class View(Struct, frozen=True, kw_only=True):
    """Everything a page is made of."""

    path: str
    """Of the page's folder from the site's root, `de/offices/jobcenter/`; of the file itself for 404.html."""
    title: str
    description: str
    language: str
    direction: str
    shell: Shell
    alternates: tuple[Alternate, ...]
    breadcrumbs: tuple[LinkView, ...]
    canonical: str
    """Absolute address, or empty when the site's is not known."""
    content: (
        EntryView
        | ListingView
        | MonthView
        | HomeView
        | IndexView
        | SearchView
        | GlossaryView
        | OfflineView
        | RedirectView
        | SheetView
        | None
    )
    is_searchable: bool = True
    search_kind: str = ""
    keywords: tuple[str, ...] = ()
    code: Markup = field(default_factory=Markup)
    """A QR code of the canonical address, for pages that people print or show."""
    default: str | None = None
    """Path of the page that serves readers of all other languages, `hreflang="x-default"`; None where there is none.

    Of an entry it is the page whose translations the others are, of the first pages the choice of languages.
    """
    base: str = ""
    """Absolute path for pages that are shown at any address (404); empty: links are relative."""
