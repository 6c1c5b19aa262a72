"""The bar above each page of the preview: where its text lies, what is wrong with it, how its translation stands.

It knows the last build, not the pages: a page is recognised by its address. What it tells is made when somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from intsite.config import Config
from intsite.load import Report
from intsite.parse import Entry
from intsite.plain_language import Reader, Reading
from intsite.problems import Problem, as_text
from intsite.render import standalone
from intsite.resolve import Site
from intsite.translations import TranslationState, state

STYLE = Path(__file__).with_name("preview.css")
_TEMPLATE = Path(__file__).with_name("preview.html")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A problem as people read it, and where they go on."""

    text: str
    edit: str
    """Address under which the place is edited; may be empty."""
    page: str
    """Address of the page concerned, where that is another one."""


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
        entry, language = self._page(address)
        own, others, elsewhere = self._sorted(entry, language)
        reading = self._reading(entry, language)
        return standalone(
            _TEMPLATE,
            editor=self._editor,
            failure=self._failure,
            is_stale=bool(self._failure) or self._report.has_errors,
            name=":".join(entry.key) if entry else "",
            is_draft=bool(entry and self._report.site and entry.key in self._report.site.drafts),
            files=[(path, self._edit(path)) for path in self._files(entry, language)],
            state=self._state(entry, language),
            language=language,
            reading=reading,
            advice=[self._told(one) for one in (reading.advice if reading else ())],
            own=[self._told(one) for one in own],
            errors=sum(one.is_error for one in own),
            others=[self._told(one) for one in others],
            elsewhere=[self._told(one, elsewhere=True) for one in elsewhere],
        )

    def _page(self, address: str) -> tuple[Entry | None, str]:
        """The entry of a page, or of a card or table below it, and the language."""
        site = self._report.site
        language, folder, identifier, *_ = (*unquote(address).strip("/").split("/"), "", "", "")
        if site is None or language not in site.config.languages:
            return None, ""
        kind = next((kind.name for kind in site.kinds.values() if kind.folder == folder), "")
        return site.entries.get((kind, identifier)), language

    def _sorted(self, entry: Entry | None, language: str) -> tuple[list[Problem], list[Problem], list[Problem]]:
        """Problems of this page; of its entry in other languages; and those that keep the site from being built."""
        own: list[Problem] = []
        others: list[Problem] = []
        elsewhere: list[Problem] = []
        other_words = _other_words(self._report.site, entry, language) if entry else ()
        for one in self._report.problems:
            if entry and _is_in(one, entry):
                (others if one.span.path in other_words else own).append(one)
            elif one.is_error:
                elsewhere.append(one)
        return own, others, elsewhere

    def _files(self, entry: Entry | None, language: str) -> Iterator[str]:
        """The words that the page shows, then the facts where there are any."""
        site = self._report.site
        if entry is None or site is None:
            return
        yield site.shown[entry.key, language].words.path
        facts = f"{entry.path}/facts.yaml"
        if (site.config.root / facts).is_file():
            yield facts

    def _state(self, entry: Entry | None, language: str) -> TranslationState | None:
        site = self._report.site
        return state(site, entry, language) if site and entry and language != site.source_of(entry) else None

    def _reading(self, entry: Entry | None, language: str) -> Reading | None:
        """How the words that the page shows are read."""
        site = self._report.site
        if site is None or self._reader is None or entry is None:
            return None
        words = site.shown[entry.key, language].words
        is_there = words.is_readable and (site.config.root / words.path).is_file()
        return self._reader.read(entry, words) if is_there else None

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


def _other_words(site: Site | None, entry: Entry, language: str) -> Iterable[str]:
    """Words files of the entry that the page does not show."""
    shown = site.shown[entry.key, language].words.path if site else ""
    return {f"{entry.path}/{tag}.md" for tag in (site.config.languages if site else ())} - {
        shown,
        f"{entry.path}/{language}.md",
    }
