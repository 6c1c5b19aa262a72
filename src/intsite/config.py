"""site.toml to `Config`: the county's choices, checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct, field

from intsite import design
from intsite.design import Design
from intsite.problems import Problem, Span, nearest, problem
from intsite.public_holidays import LANDS

FILE = "site.toml"
AUDIO_FOLDER = ".intsite/audio"
_FOLDERS = ("content", "templates", "assets", "public")
"""They hold something else than sounds."""

EDIT = "vscode://file{file}:{line}"
"""Opens a file in Visual Studio Code.

https://code.visualstudio.com/docs/configure/command-line#_opening-vs-code-with-urls
"""


TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""The form of a BCP 47 tag as far as languages of sites need it (RFC 5646, section 2.1)."""
_EDIT = re.compile(r"(?!javascript:|data:)[a-z][a-z0-9+.-]*:[^\s\"<>]*\{(?:path|file)\}[^\s\"<>]*")
_KNOWN: dict[str, tuple[str, ...]] = {
    "": ("site", "design", "contact", "fallback", "audio", "integreat", "preview", "machine-translation"),
    "preview": ("edit",),
    "machine-translation": ("service", "command"),
    "integreat": ("region",),
    "audio": ("languages", "folder"),
    "contact": ("endpoint",),
    "site": ("name", "tagline", "notice", "base-url", "land", "languages", "source", "office", "helpdesk"),
}


class Config(Struct, frozen=True, kw_only=True):
    """What a county decides in site.toml, and where its folders are."""

    root: Path
    """Absolute folder of site.toml; `content`, `templates` and `assets` lie in it."""
    name: tuple[tuple[str, str], ...]
    """The county's name by language; the language `""` serves all."""
    tagline: tuple[tuple[str, str], ...] = ()
    notice: tuple[tuple[str, str], ...] = ()
    """A sentence above every page, for instance that the county is invented."""
    base_url: str = ""
    """Where the site will stand, with a closing slash; empty when unknown, then only links within the site work."""
    land: str = ""
    """One of `LANDS`: decides public holidays and the law on accessibility."""
    languages: tuple[str, ...] = ("de",)
    """BCP 47 tags in the order of the language list."""
    source: str = "de"
    """The language that leads: the others are translations of it."""
    fallback: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Per language the languages to try where a translation is missing; `default` serves the rest."""
    office: str = ""
    """Id of the office whose address, phone and hours stand on every page."""
    helpdesk: str = ""
    """Id of the office that readers may turn to with anything; the main office when empty."""
    contact_endpoint: str = ""
    """Address of the county's own service that takes messages of the contact form; empty: readers write an email."""
    integreat: str = ""
    """The region under which `api/v3/` offers the content to Integreat's apps; empty: there is no such folder."""
    design: Design = field(default_factory=Design)
    """Colours, logo and picture."""
    audio_languages: tuple[str, ...] = ()
    """Languages whose pages `intsite audio` reads unless it is told which."""
    audio_folder: str = AUDIO_FOLDER
    """Where the sounds lie that it makes, below `root`."""
    edit: str = EDIT
    """Address under which a file is edited: `{path}` is its path from the project's root, `{file}` that from
    the disk's, `{line}` the line. Empty: the preview has no such links."""
    shows_drafts: bool = False
    """Whether drafts are entries like all others: only in the preview."""
    translation_service: str = ""
    """Address of a server with LibreTranslate's API; empty: no machine translation over HTTP."""
    translation_command: tuple[str, ...] = ()
    """Program and arguments that translate; empty: none."""
    places: tuple[tuple[str, Span], ...] = ()
    """Where the settings stand in the file."""

    @property
    def content(self) -> Path:
        """Folder of the county's content."""
        return self.root / "content"

    def place(self, setting: str) -> Span:
        """Where a setting stands, or the whole file."""
        return dict(self.places).get(setting, Span(path=FILE))

    def chain(self, language: str, source: str) -> tuple[str, ...]:
        """The languages to try in turn for a page in `language` of an entry led by `source`, without repetition."""
        chains = dict(self.fallback)
        tried = (language, *chains.get(language, chains.get("default", ())), source, self.source)
        return tuple(dict.fromkeys(tried))


def load(root: Path) -> tuple[Config | None, tuple[Problem, ...]]:
    """Read `root`/site.toml; None when it cannot be used at all."""
    file = root / FILE
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None, (problem("no-site-toml", Span(path=FILE), folder=root),)
    except UnicodeDecodeError:
        return None, (problem("wrong-encoding", Span(path=FILE)),)
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+), column (\d+)", str(error))
        span = Span(path=FILE, line=int(line[1]), column=int(line[2])) if line else Span(path=FILE)
        return None, (problem("toml-syntax", span, reason=str(error)),)
    return _Reader(text, written).config(root.resolve())


class _Reader:
    """Takes the parsed file apart and collects what is wrong with it."""

    def __init__(self, text: str, written: dict[str, Any]) -> None:
        self.lines = text.split("\n")
        self.written = written
        self.problems: list[Problem] = []
        self.site = self._table("site")
        self.contact = self._table("contact")
        self.audio = self._table("audio")
        self.integreat = self._table("integreat")
        self.preview = self._table("preview")
        self.machine = self._table("machine-translation")

    def _table(self, name: str) -> dict[str, Any]:
        table = self.written.get(name, {})
        return table if isinstance(table, dict) else {}

    def config(self, root: Path) -> tuple[Config | None, tuple[Problem, ...]]:
        self._check_names("", self.written)
        self._check_names("site", self.site)
        self._check_names("contact", self.contact)
        self._check_names("integreat", self.integreat)
        self._check_names("audio", self.audio)
        self._check_names("preview", self.preview)
        self._check_names("machine-translation", self.machine)
        languages = self._tags("languages", ("de",))
        source = self._text("source", languages[0])
        if source not in languages:
            self._report("source-not-a-language", "source", language=source)
        config = Config(
            root=root,
            name=self._labels("name", required=True),
            tagline=self._labels("tagline"),
            notice=self._labels("notice"),
            base_url=self._base_url(),
            land=self._land(),
            languages=languages,
            source=source,
            fallback=self._fallback(languages),
            office=self._text("office", ""),
            helpdesk=self._text("helpdesk", ""),
            contact_endpoint=self._endpoint(),
            integreat=self._region(),
            design=design.read(self.written.get("design", {}), root, self._report),
            audio_languages=self._audio_languages(languages),
            audio_folder=self._audio_folder(),
            edit=self._edit(),
            translation_service=self._translation_service(),
            translation_command=self._translation_command(),
            places=tuple((setting, self._span(setting)) for setting in (*self.site, *self._design(), *self.machine)),
        )
        failed = any(found.is_error for found in self.problems)
        return (None if failed else config), tuple(sorted(self.problems))

    def _design(self) -> Iterable[str]:
        table = self.written.get("design", {})
        return table if isinstance(table, dict) else ()

    def _span(self, key: str) -> Span:
        """Where a setting is written: at the beginning of a line, or else within a table in one line."""
        name = rf"\"?{re.escape(key)}\"?\s*"
        for pattern in (rf"\s*(?:\[\[?)?(?:[\w-]+\s*\.\s*)*{name}[=.\]]", rf"[^#]*[{{,]\s*{name}="):
            for number, line in enumerate(self.lines, start=1):
                if found := re.match(pattern, line):
                    column = line.rindex(key, 0, found.end()) + 1
                    return Span(path=FILE, line=number, column=column, length=len(key))
        return Span(path=FILE)

    def _report(self, code: str, key: str, *, suggestion: str = "", **arguments: object) -> None:
        self.problems.append(problem(code, self._span(key), suggestion=suggestion, **arguments))

    def _check_names(self, table: str, written: dict[str, Any]) -> None:
        known = _KNOWN[table]
        for key in written:
            if key not in known:
                self._report("unknown-setting", key, setting=key, suggestion=nearest(key, known))

    def _text(self, key: str, default: str) -> str:
        value = self.site.get(key, default)
        if isinstance(value, str):
            return value
        self._report("setting-not-text", key, setting=key)
        return default

    def _labels(self, key: str, *, required: bool = False) -> tuple[tuple[str, str], ...]:
        value = self.site.get(key)
        if value is None:
            if required:
                self._report("missing-setting", "site", setting=key)
            return ()
        if isinstance(value, str):
            return (("", value),)
        if isinstance(value, dict) and all(isinstance(text, str) for text in value.values()):
            return tuple(value.items())
        self._report("setting-not-labels", key, setting=key)
        return ()

    def _tags(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = self.site.get(key, list(default))
        if not isinstance(value, list) or not value:
            self._report("setting-not-languages", key, setting=key)
            return default
        return self._checked_tags(key, value)

    def _checked_tags(self, key: str, value: Iterable[object]) -> tuple[str, ...]:
        tags: list[str] = []
        for tag in value:
            if not isinstance(tag, str) or not TAG.fullmatch(tag):
                self._report("bad-language", key, value=tag)
            elif tag not in tags:
                tags.append(tag)
        return tuple(tags) or ("de",)

    def _fallback(self, languages: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        table = self.written.get("fallback", {})
        chains: list[tuple[str, tuple[str, ...]]] = []
        if not isinstance(table, dict):
            self._report("setting-not-a-table", "fallback", setting="fallback")
            return ()
        for language, chain in table.items():
            if language not in (*languages, "default") or not isinstance(chain, list):
                self._report("setting-not-languages", language, setting=f"fallback.{language}")
                continue
            tags = self._checked_tags(language, chain)
            for tag in tags:
                if tag not in languages:
                    self._report("fallback-not-of-site", language, value=tag, suggestion=nearest(tag, languages))
            chains.append((language, tags))
        return tuple(chains)

    def _base_url(self) -> str:
        url = self._text("base-url", "")
        if url and not is_base_url(url):
            self._report("bad-base-url", "base-url", value=url)
            return ""
        return with_slash(url)

    def _endpoint(self) -> str:
        endpoint = self.contact.get("endpoint", "")
        if not endpoint or is_safe(endpoint):
            return str(endpoint)
        self._report("bad-endpoint", "endpoint", value=endpoint)
        return ""

    def _translation_service(self) -> str:
        """Without a query, since a key might stand in it."""
        service = self.machine.get("service", "")
        if not service or (is_safe(service) and not urlsplit(service).query):
            return str(service)
        self._report("bad-translation-service", "service", value=service)
        return ""

    def _translation_command(self) -> tuple[str, ...]:
        command = self.machine.get("command", [])
        if not isinstance(command, list) or not all(isinstance(part, str) and part for part in command):
            self._report("bad-translation-command", "command", value=command)
            return ()
        if command and self.machine.get("service"):
            self._report("two-translation-services", "command")
        return tuple(command)

    def _region(self) -> str:
        region = self.integreat.get("region", "")
        if isinstance(region, str) and re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", region):
            return region
        self._report("bad-region", "region", value=region)
        return ""

    def _audio_languages(self, languages: tuple[str, ...]) -> tuple[str, ...]:
        listed = self.audio.get("languages", [])
        if isinstance(listed, list) and all(language in languages for language in listed):
            return tuple(dict.fromkeys(listed))
        self._report("setting-not-languages", "audio", setting="audio.languages")
        return ()

    def _audio_folder(self) -> str:
        """A folder of the county's repository and not one that holds something else."""
        folder = self.audio.get("folder", AUDIO_FOLDER)
        parts = PurePosixPath(str(folder)).parts
        if not isinstance(folder, str) or not parts or {"..", "/"} & {*parts} or parts[0] in _FOLDERS:
            self._report("bad-audio-folder", "folder", value=folder)
            return ""
        return folder

    def _edit(self) -> str:
        edit = self.preview.get("edit", EDIT)
        if edit == "" or (isinstance(edit, str) and _EDIT.fullmatch(edit)):
            return str(edit)
        self._report("bad-edit-address", "edit", value=edit)
        return ""

    def _land(self) -> str:
        land = self._text("land", "")
        if land and land not in LANDS:
            self._report("unknown-land", "land", value=land, known=", ".join(LANDS))
            return ""
        return land


def is_base_url(url: str) -> bool:
    """Whether a site can stand at `url`: http or https with a host, no query, no fragment."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.query or parts.fragment)


def is_safe(address: object) -> bool:
    """Whether what is sent there travels encrypted; only to the same machine, for trying out, it need not."""
    if not isinstance(address, str) or re.search(r"[\s;,'\"]", address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_local = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1"}
    return bool(parts.hostname) and (parts.scheme == "https" or is_local)


def with_slash(url: str) -> str:
    """`url` with exactly one slash at its end; an empty one stays empty."""
    return url.rstrip("/") + "/" if url else ""
