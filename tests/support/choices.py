"""A county in which every text that an editor may change is a choice: tests/fixtures/edited_county.txt."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from msgspec.structs import replace
from PIL import Image

from intsite.config import Config, load
from support.counties import County
from support.sites import ROOT

_FILE = Path(__file__).parents[1] / "fixtures/edited_county.txt"
_PART = re.compile(
    r"^=== (?P<path>\S+)(?P<later> \(not yet\))?\n(?P<text>.*?)\n*(?=^=== |\Z)", re.MULTILINE | re.DOTALL
)
_NAMED = re.compile(r"^= (\w+): (.+)$", re.MULTILINE)
_CHOICE = re.compile(r"⟨([^⟨⟩]*)⟩")
_PLACED = re.compile(r"‹(\w+)›")
_INCLUDED = re.compile(r"«([^¦»]+)(?:¦([^¦»]+)¦([^»]+))?»")
_REFERENCE = re.compile(
    r"‹|(?:parent|themes|topics|municipal\w+|provider|organis\w+|member|partners|contact\w*|related|guide):"
)
_REFUSED = "!"
_THERE = ("there", "gone")
_FIXED = {"site.toml", "run.toml"}
"""Files without which there is nothing to build."""


State = Mapping[str, int]
"""Which option of each choice is taken, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What an editor may do in one place."""

    name: str
    """Its place in the file, or what stands in several."""
    options: tuple[str, ...]
    accepted: tuple[int, ...]
    """Those with which a county may begin; the first is what it has otherwise."""
    sort: str
    """What is edited there."""
    within: tuple[str, ...] = ()
    """The file in which it stands and the folder of the entry, which may be gone."""

    def others(self, state: State) -> list[int]:
        """The options that are not taken."""
        return [number for number in range(len(self.options)) if number != state[self.name]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """All that the county may consist of."""

    parts: Mapping[str, str]
    """Texts by path, both with their choices."""
    named: Mapping[str, Choice]
    all: tuple[Choice, ...]

    @classmethod
    def read(cls) -> Choices:
        """As the file says."""
        written = _FILE.read_text(encoding="utf-8")
        parts = {found["path"]: f"{found['text']}\n" for found in _PART.finditer(written)}
        later = {found["path"] for found in _PART.finditer(written) if found["later"]}
        later |= {_folder(path) for path in later if path.endswith("/de.md")}
        named = {name: Choice(name=name, sort="reference", **_options(said)) for name, said in _NAMED.findall(written)}
        places = [path for path in parts if path not in _FIXED]
        folders = Counter(_folder(path) for path in places if path.endswith(".md"))
        # The only words of an entry go with it.
        own = [path for path in places if not (path.endswith(".md") and folders[_folder(path)] == 1)]
        gone = [
            Choice(name=path, sort="file", options=_THERE, accepted=(1, 0) if path in later else (0,))
            for path in (*own, *folders)
        ]
        inner = (choice for path, text in parts.items() for choice in _inner(path, text))
        return cls(parts=parts, named=named, all=(*named.values(), *gone, *inner))

    def start(self, chance: random.Random, share: float) -> dict[str, int]:
        """What a county begins with, of which about a `share` is not as usual; together it may be refused."""
        return {
            choice.name: chance.choice(choice.accepted) if chance.random() < share else choice.accepted[0]
            for choice in self.all
        }

    def at_start(self, path: str) -> dict[str, int]:
        """What a file has usually."""
        return {choice.name: choice.accepted[0] for choice in _inner(path, self.parts[path])}

    def files(self, state: State) -> dict[str, bytes]:
        """The county of these choices, by path."""
        made: dict[str, bytes] = {}
        for path, text in self.parts.items():
            if not state.get(path) and not state.get(_folder(path)):
                chosen = iter(_inner(path, text))
                said = _CHOICE.sub(lambda _, chosen=chosen: _option(next(chosen), state), text)  # type: ignore[misc]
                made[self._placed(path, state)] = _content(path, self._placed(said, state))
        return made

    def _placed(self, text: str, state: State) -> str:
        while _PLACED.search(text):
            text = _PLACED.sub(lambda found: _option(self.named[found[1]], state), text)
        return text


def _folder(path: str) -> str:
    """The folder of an entry; empty for a file of none."""
    folder = path.rpartition("/")[0]
    return folder if path.startswith("content/") and "/vocabularies/" not in path else ""


def _inner(path: str, text: str) -> Iterator[Choice]:
    for found in _CHOICE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        name, sort = f"{path}:{line}:{column}", _sort(path, text[: found.start()], found[1])
        yield Choice(name=name, sort=sort, within=(path, _folder(path)), **_options(found[1]))


def _sort(path: str, before: str, said: str) -> str:
    match path.rpartition("/")[2].rpartition("."):
        case ("facts", _, _):
            return "reference" if _REFERENCE.search(said) else "fact"
        case (_, _, "md"):
            return "body" if "---\n" in before[4:] else "front"
        case _:
            return "file" if _folder(path) else "frame"


class _Options(TypedDict):
    options: tuple[str, ...]
    accepted: tuple[int, ...]


def _options(said: str) -> _Options:
    options = said.split("¦")
    accepted = [number for number, option in enumerate(options) if not option.startswith(_REFUSED)]
    return {"options": tuple(option.removeprefix(_REFUSED) for option in options), "accepted": tuple(accepted)}


def _option(choice: Choice, state: State) -> str:
    return choice.options[state[choice.name]]


def _content(path: str, text: str) -> bytes:
    """A picture is written as its size and colour; what is no picture stays what it is."""
    if path.endswith(".png") and (found := re.fullmatch(r"(\d+) (\d+) (\w+)\n", text)):
        buffer = io.BytesIO()
        Image.new("RGB", (int(found[1]), int(found[2])), found[3]).save(buffer, "PNG")
        return buffer.getvalue()
    return _INCLUDED.sub(_included, text).encode()


def _included(found: re.Match[str]) -> str:
    text = (ROOT / found[1]).read_text(encoding="utf-8")
    assert not found[2] or found[2] in text, found[0]
    return text.replace(found[2], found[3]) if found[2] else text


class Edited:
    """The county in a folder, edited there as an editor would: files that stay the same are not touched."""

    def __init__(self, root: Path, choices: Choices) -> None:
        self.county = County(root=root)
        self._choices = choices
        self._files: dict[str, bytes] = {}
        self._clock = 0

    def write(self, state: State, *, is_long_ago: bool = False) -> tuple[Path, ...]:
        """Change what is to change; gives the files. With `is_long_ago` none has changed in the last seconds."""
        files = self._choices.files(state)
        before, self._files = self._files, files
        changed = [path for path in before.keys() | files.keys() if before.get(path) != files.get(path)]
        for path in changed:
            if path in files:
                self.county.write({path: files[path]})
            else:
                (self.county.root / path).unlink()
        for folder in {path.rpartition("/")[0] for path in before} - {path.rpartition("/")[0] for path in files}:
            shutil.rmtree(self.county.root / folder, ignore_errors=True)
        if is_long_ago:
            self._clock += 1
            for path in files.keys() & set(changed):
                os.utime(self.county.root / path, (self._clock, self._clock))
        return tuple(self.county.root / path for path in sorted(changed))

    @property
    def today(self) -> dt.date:
        day = self._run["day"]
        assert isinstance(day, dt.date)
        return day

    @property
    def _run(self) -> Mapping[str, object]:
        """How the county is built, which no file of its own says."""
        return tomllib.loads(self._files["run.toml"].decode())

    def config(self) -> Config:
        config, problems = load(self.county.root)
        assert config is not None, problems
        return replace(config, shows_drafts=self._run["drafts"] is True)
