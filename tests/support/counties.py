"""Small counties in temporary folders, and what the program says about them."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result
from lxml import html
from msgspec.structs import replace

from intsite.build import build
from intsite.cli import main
from intsite.config import Config, load
from intsite.load import Report, check
from intsite.load import load as load_site
from intsite.resolve import Site

TODAY = dt.date(2026, 11, 22)
"""A Sunday; every test's present."""

SITE = """\
[site]
name = "Landkreis Musterland"
languages = ["de", "en"]
"""

_EPOCH = str(int(dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC).timestamp()))
_SUMMARY = re.compile(r"^.*\(\d+\.\d s\)\n?", re.MULTILINE)


def words(title: str, body: str = "", *, summary: str = "Ein Satz.", front: str = "") -> str:
    """A words file; `front` is further front matter, with its line end."""
    return f"---\ntitle: {title}\nsummary: {summary}\n{front}---\n\n{body}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """A county's repository in a folder of its own."""

    root: Path

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files anew, by path from the root."""
        for path, content in files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)

    def config(self, base_url: str = "") -> Config:
        config, problems = load(self.root)
        assert config is not None, problems
        return replace(config, base_url=base_url) if base_url else config

    def check(self, today: dt.date = TODAY) -> Report:
        return check(self.config(), today=today)

    def site(self, today: dt.date = TODAY) -> Site:
        """All entries together, whatever is wrong with them."""
        return load_site(self.config(), today=today, progress=lambda _: None)[0]

    def codes(self) -> list[str]:
        """Codes of the problems of a check, in their order."""
        return [found.code for found in self.check().problems]

    def build(self, output: Path | None = None, *, base_url: str = "", today: dt.date = TODAY) -> "Built":
        """The site, which has to come about without errors."""
        folder = output or self.root / "public"
        report = build(self.config(base_url), folder, today=today)
        assert not report.has_errors, report.problems
        return Built(county=self, folder=folder, report=report)

    def run(self, *arguments: str, language: str = "en", **environment: str) -> Result:
        """Run the command line as a person would in this folder."""
        variables = {"SOURCE_DATE_EPOCH": _EPOCH, "INTSITE_LANGUAGE": language, **environment}
        return CliRunner().invoke(main, ["--root", str(self.root), *arguments], env=variables)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A finished site."""

    county: County
    folder: Path
    report: Report

    def text(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def page(self, path: str) -> "Page":
        """The page at an address: `de/offices/jobcenter/`."""
        file = self.folder / path
        return Page(path=path, root=html.fromstring((file / "index.html" if file.is_dir() else file).read_bytes()))

    def files(self) -> dict[str, bytes]:
        """Every file but the list that intsite keeps."""
        return {
            file.relative_to(self.folder).as_posix(): file.read_bytes()
            for file in sorted(self.folder.rglob("*"))
            if file.is_file() and file.name != ".intsite.json"
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A finished page, to be looked at by XPath."""

    path: str
    root: html.HtmlElement

    def all(self, xpath: str) -> list[str]:
        """Attributes or texts that an XPath finds, white space joined."""
        found = self.root.xpath(xpath)
        texts = [item if isinstance(item, str) else item.text_content() for item in found]
        return [" ".join(text.split()) for text in texts]

    def one(self, xpath: str) -> str:
        found = self.all(xpath)
        assert len(found) == 1, (self.path, xpath, found)
        return found[0]

    @property
    def words(self) -> str:
        """What a reader reads in the main part."""
        return self.one("//main")


def county(root: Path, files: Mapping[str, str | bytes]) -> County:
    """A county in `root`; `files` may bring its own site.toml."""
    made = County(root=root)
    made.write({"site.toml": SITE, **files})
    return made


def without_summary(printed: str) -> str:
    """What a command printed, but for its last line with counts and seconds."""
    return _SUMMARY.sub("", printed)
