"""Random edits of a small county: whatever may be remembered has to notice them."""

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


def school(facts: str) -> Edit:
    """That entry may have another id by now."""
    folder = "content/guides/school"
    return lambda county, _: county.write({f"{folder}/facts.yaml": facts, f"{folder}/de.md": words("Schule")})


def remove(path: str) -> Edit:
    return lambda county, _: shutil.rmtree(county.root / path, ignore_errors=True)


def rename(county: County, chance: random.Random) -> None:
    """Give an entry that nothing refers to another id."""
    folders = sorted((county.root / "content/guides").glob("school*"))
    if folders:
        folders[0].rename(folders[0].with_name(f"school-{chance.randrange(10, 99)}"))


def damage(county: County, chance: random.Random) -> None:
    """Spoil a memo: cut it, empty it, change a byte, or put that of another in its place."""
    files = sorted((county.root / ".intsite").rglob("*.*")) + sorted((county.root / ".intsite/memo").glob("*"))
    if files:
        file = chance.choice(files)
        content = bytearray(file.read_bytes())
        place = chance.randrange(len(content)) if content else 0
        if content and chance.random() < 0.4:
            content[place] ^= 1 + chance.randrange(255)
        elif chance.random() < 0.5:
            content = content[:place]
        else:
            content = bytearray(chance.choice(files).read_bytes())
        file.write_bytes(content)


def spoil(county: County, chance: random.Random) -> None:
    """Change or delete a published page by hand."""
    pages = sorted((county.root / "public").rglob("*.html"))
    if pages:
        page = chance.choice(pages)
        page.write_bytes(page.read_bytes()[::-1]) if chance.random() < 0.5 else page.unlink()


EDITS: dict[str, Edit] = {
    "body": change("content/guides/arriving/de.md", "Zum", "Nr. {} zum"),
    "body of the home page": change("content/pages/welcome/de.md", "Guten", "{} guten"),
    "heading": change("content/offices/town-hall/de.md", "## Wo", "## Wo {}\n\nHier.\n\n## Wo"),
    "title": write("content/offices/town-hall/de.md", words("Rathaus {}")),
    "summary": change("content/guides/arriving/de.md", "Ein Satz.", "Ein Satz {}."),
    "fact": write("content/offices/town-hall/facts.yaml", 'phones: ["030 23125 1{}"]\naccessibility: [step-free]\n'),
    "related": school("related: [office:town-hall]\n"),
    "translation": write("content/guides/arriving/en.md", words("Arriving {}", "[](office:town-hall)")),
    "no translation": lambda county, _: (county.root / "content/guides/arriving/en.md").unlink(missing_ok=True),
    "new entry": write("content/guides/new/de.md", words("Neu {}", "[](guide:arriving)")),
    "deleted entry": remove("content/guides/new"),
    "renamed entry": rename,
    "draft": school("draft: true\n"),
    "language": write("site.toml", SITE.replace('"en"]', '"en", "ar"]')),
    "configuration": write("site.toml", SITE.replace("Musterland", "Musterland {}")),
    "as it was": lambda county, _: county.write({"site.toml": SITE}),
    "vocabulary": write(
        "content/vocabularies/accessibility-features.yaml",
        "step-free: {{labels: {{de: Stufenlos {}, en: Step-free}}}}\n",
    ),
    "template": write("templates/pages/sitemap.html", "<p>{}</p>\n"),
    "interface text": write("templates/locales/de.yaml", "messages:\n  title-home: Anfang {}\n"),
    "picture": lambda county, _: county.write({"content/guides/arriving/map.svg": '<svg viewBox="0 0 1 1"></svg>'}),
    "memo": damage,
    "published page": spoil,
    "nothing": lambda *_: None,
}


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
