"""Edits of a small county: whatever is remembered has to notice them."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from support.counties import SITE, County, words

FILES = {
    "site.toml": SITE,
    "content/vocabularies/accessibility-features.yaml": "step-free: {labels: {de: Stufenlos, en: Step-free}}\n",
    "content/offices/town-hall/facts.yaml": 'phones: ["030 23125 100"]\naccessibility: [step-free]\n',
    "content/offices/town-hall/de.md": words("Rathaus", "## Wo\n\nAm Markt."),
    "content/guides/arriving/de.md": words("Ankommen", "Zum [](office:town-hall), {office:town-hall.phones.0}."),
    "content/guides/school/facts.yaml": "related: [guide:arriving]\n",
    "content/guides/school/de.md": words("Schule", "Lernen."),
    "content/pages/welcome/facts.yaml": "purpose: greeting\n",
    "content/pages/welcome/de.md": words("Willkommen", "Guten Tag."),
}
"""Entries that show each other: by link, by quoted fact, as related, on the home page."""

Edit = Callable[[County, random.Random], None]


def change(path: str, old: str, new: str) -> Edit:
    """Replace a text in a file where it stands there; a number makes each change another one."""

    def edit(county: County, chance: random.Random) -> None:
        file = county.root / path
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace(old, new.format(chance.randrange(10, 99))), encoding="utf-8")

    return edit


def write(path: str, text: str) -> Edit:
    return lambda county, chance: county.write({path: text.format(chance.randrange(10, 99))})


def remove(path: str) -> Edit:
    return lambda county, _: shutil.rmtree(county.root / path, ignore_errors=True)


def rename(county: County, chance: random.Random) -> None:
    """Give an entry that nothing refers to another id."""
    folders = sorted((county.root / "content/guides").glob("school*"))
    if folders:
        folders[0].rename(folders[0].with_name(f"school-{chance.randrange(10, 99)}"))


EDITS: dict[str, Edit] = {
    "body": change("content/guides/arriving/de.md", "Zum", "Nr. {} zum"),
    "heading": change("content/offices/town-hall/de.md", "## Wo", "## Wo {}\n\nHier.\n\n## Wo"),
    "title": write("content/offices/town-hall/de.md", words("Rathaus {}")),
    "fact": write("content/offices/town-hall/facts.yaml", 'phones: ["030 23125 1{}"]\naccessibility: [step-free]\n'),
    "new entry": write("content/guides/new/de.md", words("Neu {}", "[](guide:arriving)")),
    "deleted entry": remove("content/guides/new"),
    "renamed entry": rename,
    "configuration": write("site.toml", SITE.replace("Musterland", "Musterland {}")),
    "template": write("templates/pages/sitemap.html", "<p>{}</p>\n"),
}


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
