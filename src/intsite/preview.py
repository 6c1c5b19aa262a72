"""The bar above each page of the preview: where its text lies, what is wrong with it, how its translation stands.

It knows the last build, not the pages: a page is recognised by its address. What it tells is made when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from msgspec import Struct

from intsite.config import Config
from intsite.load import Report
from intsite.parse import Entry, Words
from intsite.plain_language import Reader, Reading
from intsite.problems import Problem, as_text
from intsite.render import standalone
from intsite.resolve import Site
from intsite.translations import TranslationState, state, titles

STYLE = Path(__file__).with_name("preview.css")
_TEMPLATE = Path(__file__).with_name("preview.html")


class _Told(Struct, frozen=True, kw_only=True):
    """A problem as people read it, and where they go on."""

    text: str
    edit: str
    """Address under which the place is edited; may be empty."""
    page: str
    """Address of the page concerned, where that is another one."""


class _Shown(Struct, frozen=True, kw_only=True):
    """What a page shows."""

    site: Site
    entry: Entry
    language: str

    @property
    def words(self) -> Words:
        """In the page's language, or in another one where that has none."""
        return self.site.shown[self.entry.key, self.language].words

    @property
    def name(self) -> str:
        return ":".join(self.entry.key)

    @property
    def is_draft(self) -> bool:
        return self.entry.key in self.site.connections.drafts

    @property
    def state(self) -> TranslationState | None:
        """How the translation stands; None where nothing was translated."""
        is_source = self.language == self.site.source_of(self.entry)
        return None if is_source else state(self.site, self.entry, self.language)

    @property
    def files(self) -> Iterator[str]:
        """The words, then the facts where there are any."""
        yield self.words.path
        facts = f"{self.entry.path}/facts.yaml"
        if (self.site.config.root / facts).is_file():
            yield facts

    def is_elsewhere(self, path: str) -> bool:
        """Whether a file of the entry has words that this page does not show."""
        others = {f"{self.entry.path}/{tag}.md" for tag in self.site.config.languages}
        return path in others - {self.words.path, f"{self.entry.path}/{self.language}.md"}


class Preview:
    """What a build found, ready to be told on each page; without `config`, site.toml is damaged."""

    def __init__(
        self,
        report: Report,
        config: Config | None,
        editor: str,
        read_line: Callable[[str, int], str | None],
        failure: str = "",
    ) -> None:
        self._report = report
        self._config = config
        self._editor = editor
        self._read_line = read_line
        self._failure = failure
        """What kept the site from being built although nothing is wrong with it."""
        self._reader = Reader(report.site) if report.site else None

    def bar(self, address: str) -> str:
        """HTML for the page of an address such as `/de/offices/jobcenter/`."""
        language, shown = self._page(address)
        own, others, elsewhere = self._sorted(shown)
        reading = self._reading(shown) if shown else None
        translated = shown.state if shown else None
        return standalone(
            _TEMPLATE,
            editor=self._editor,
            failure=self._failure,
            is_stale=bool(self._failure) or self._report.has_errors,
            name=shown.name if shown else "",
            is_draft=bool(shown and shown.is_draft),
            files=[(path, self._edit(path)) for path in (shown.files if shown else ())],
            state=translated,
            sections=titles(shown.site, translated, self._editor).values() if shown and translated else (),
            language=language,
            reading=reading,
            advice=[self._told(one) for one in (reading.advice if reading else ())],
            own=[self._told(one) for one in own],
            errors=sum(one.is_error for one in own),
            others=[self._told(one) for one in others],
            elsewhere=[self._told(one, elsewhere=True) for one in elsewhere],
        )

    def _page(self, address: str) -> tuple[str, _Shown | None]:
        """The language of a page, and what it shows: an entry, or a card or table below it."""
        site = self._report.site
        language, folder, identifier, *_ = (*unquote(address).strip("/").split("/"), "", "", "")
        if site is None or language not in site.config.languages:
            return "", None
        kind = next((kind.name for kind in site.kinds.values() if kind.folder == folder), "")
        entry = site.entries.get((kind, identifier))
        return language, _Shown(site=site, entry=entry, language=language) if entry else None

    def _sorted(self, shown: _Shown | None) -> tuple[list[Problem], list[Problem], list[Problem]]:
        """Problems of this page; of its entry in other languages; and those that keep the site from being built."""
        own: list[Problem] = []
        others: list[Problem] = []
        elsewhere: list[Problem] = []
        for one in self._report.problems:
            if shown and _is_in(one, shown.entry):
                (others if shown.is_elsewhere(one.span.path) else own).append(one)
            elif one.is_error:
                elsewhere.append(one)
        return own, others, elsewhere

    def _reading(self, shown: _Shown) -> Reading | None:
        """How the words that the page shows are read."""
        words = shown.words
        is_there = words.is_readable and (shown.site.config.root / words.path).is_file()
        return self._reader.read(shown.entry, words) if self._reader and is_there else None

    def _told(self, found: Problem, *, elsewhere: bool = False) -> _Told:
        text = as_text(found, self._editor, self._read_line)
        return _Told(
            text=text,
            edit=self._edit(found.span.path, found.span.line),
            page=self._page_of(found) if elsewhere else "",
        )

    def _page_of(self, found: Problem) -> str:
        site = self._report.site
        for entry in site.entries.values() if site else ():
            if site and _is_in(found, entry):
                language = Path(found.span.path).stem
                shown = language if language in site.config.languages else site.config.source
                return f"/{site.url(entry.key, shown)}"
        return ""

    def _edit(self, path: str, line: int = 0) -> str:
        """The address under which a file is edited; empty where it cannot be: it is a folder or comes with intsite."""
        if self._config is None or not (self._config.root / path).is_file():
            return ""
        file = "/" + (self._config.root / path).as_posix().lstrip("/")
        parts = {"{path}": quote(path), "{file}": quote(file, safe="/:"), "{line}": str(line or 1)}
        address = self._config.edit
        for name, value in parts.items():
            address = address.replace(name, value)
        return address


def _is_in(found: Problem, entry: Entry) -> bool:
    return found.span.path == entry.path or found.span.path.startswith(f"{entry.path}/")
