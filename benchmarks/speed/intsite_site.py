"""A county in intsite's form."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus import DEMO, Entry, as_yaml

_FOLDERS = {"news": "news"}
"""Of kinds whose folder is not their name with an s."""
_CONFIG = """[site]
name = "Landkreis Musterland"
base-url = "https://integration.landkreis-musterland.example/"
land = "BY"
languages = [{languages}]
source = "{source}"
office = "{office}"
"""


def folder(kind: str) -> str:
    """Where the entries of a kind lie."""
    return _FOLDERS.get(kind, f"{kind}s")


def write(site: Path, entries: Sequence[Entry]) -> None:
    """The repository of a county, whose translations all are up to date."""
    languages = tuple(entries[0].words)
    office = next(entry.id for entry in entries if entry.kind == "office")
    listed = ", ".join(f'"{language}"' for language in languages)
    site.mkdir(parents=True)
    (site / "site.toml").write_text(
        _CONFIG.format(languages=listed, source=languages[0], office=office), encoding="utf-8"
    )
    shutil.copytree(DEMO / "vocabularies", site / "content/vocabularies")
    for entry in entries:
        place = site / "content" / folder(entry.kind) / entry.id
        place.mkdir(parents=True)
        (place / "facts.yaml").write_text(as_yaml(entry.facts), encoding="utf-8")
        for language, words in entry.words.items():
            front = {"title": words.title, "summary": words.summary, "keywords": list(words.keywords)}
            text = f"---\n{as_yaml(front)}---\n\n{words.body}"
            (place / f"{language}.md").write_text(text, encoding="utf-8")
    accept = [sys.executable, "-m", "intsite", "--root", str(site), "translations", "accept", "--new"]
    subprocess.run(accept, check=True, stdout=subprocess.DEVNULL)
