"""A county in Hugo's form: facts as data files, words as pages, vocabularies and interface texts as in intsite."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from corpus import DEMO, TODAY, Entry, as_yaml
from intsite_site import folder

LAYOUTS = Path(__file__).resolve().parent / "hugo"
TEMPLATES = DEMO.parent / "templates"

_QUOTE = re.compile(r"\{office:([a-z0-9-]+)\.phones\.0\}")
_LINK = re.compile(r"\[([^\]]*)\]\(([a-z]+):([a-z0-9-]+)\)")
_BOX = re.compile(r"^::: important\n(.*?)\n:::$", re.MULTILINE | re.DOTALL)


def write(site: Path, entries: Sequence[Entry]) -> None:
    """The same county as `intsite_site.write` makes, with templates that show the same."""
    languages = tuple(entries[0].words)
    shutil.copytree(LAYOUTS, site)
    office = next(entry.id for entry in entries if entry.kind == "office")
    (site / "hugo.yaml").write_text(as_yaml(_config(languages, office)), encoding="utf-8")
    (site / "i18n").mkdir()
    for language in languages:
        (site / f"i18n/{language}.yaml").write_text(as_yaml(dict(_texts(language))), encoding="utf-8")
    shutil.copytree(DEMO / "vocabularies", site / "data/vocabularies")
    (site / "data/facts").mkdir()
    for entry in entries:
        (site / f"data/facts/{entry.id}.yaml").write_text(as_yaml(_facts(entry)), encoding="utf-8")
        for language, words in entry.words.items():
            front = {
                "title": words.title,
                "description": words.summary,
                "keywords": list(words.keywords),
                "kind_name": entry.kind,
                "weight": entry.facts.get("order", 0) + 1,
                **({"topics": list(entry.facts["themes"])} if "themes" in entry.facts else {}),
            }
            file = site / "content" / _path(entry, language)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"---\n{as_yaml(front)}---\n\n{_body(words.body)}", encoding="utf-8")


def _facts(entry: Entry) -> dict[str, Any]:
    """Hugo reads moments only with a T between day and time."""
    return {
        name: f"{value.replace(' ', 'T')}:00" if name in {"start", "end"} and isinstance(value, str) else value
        for name, value in entry.facts.items()
    }


def _path(entry: Entry, language: str) -> str:
    """A theme is a term of a taxonomy in Hugo, so that Hugo gathers its entries itself."""
    if entry.kind == "theme":
        return f"topics/{entry.id}/_index.{language}.md"
    return f"{folder(entry.kind)}/{entry.id}.{language}.md"


def _body(text: str) -> str:
    text = _QUOTE.sub(r'{{< fact "\1" >}}', text)
    text = _LINK.sub(lambda found: f'{{{{< entry "{found[2]}" "{found[3]}" "{found[1]}" >}}}}', text)
    return _BOX.sub(r"{{< important >}}\1{{< /important >}}", text)


def _config(languages: Sequence[str], office: str) -> dict[str, Any]:
    autonyms = {"de": "Deutsch", "en": "English", "ar": "العربية", "uk": "Українська", "fa": "فارسی", "tr": "Türkçe"}
    return {
        "baseURL": "https://integration.landkreis-musterland.example/",
        "title": "Landkreis Musterland",
        "defaultContentLanguage": languages[0],
        "defaultContentLanguageInSubdir": True,
        "languages": {
            language: {
                "label": autonyms.get(language, language),
                "weight": number,
                "direction": "rtl" if language in {"ar", "fa"} else "ltr",
            }
            for number, language in enumerate(languages, 1)
        },
        "taxonomies": {"topic": "topics"},
        "params": {"office": office, "today": TODAY},
        "markup": {"goldmark": {"parser": {"attribute": {"block": True}}}, "tableOfContents": {"endLevel": 2}},
        "buildFuture": True,
    }


def _texts(language: str) -> Iterator[tuple[str, str]]:
    """Interface texts without plurals, names of kinds and of facts."""
    locale = yaml.safe_load((TEMPLATES / f"locales/{language}.yaml").read_text(encoding="utf-8"))
    for key, text in locale["messages"].items():
        if isinstance(text, str):
            yield key, text
    for file in sorted((TEMPLATES / "kinds").glob("*/kind.yaml")):
        kind, name = yaml.safe_load(file.read_text(encoding="utf-8")), file.parent.name
        said = locale.get("kinds", {}).get(name, {})
        for number in ("one", "many"):
            yield f"kind-{name}-{number}", said.get(number) or kind["labels"][number][language]
        for field, described in {**kind.get("facts", {}), **kind.get("words", {})}.items():
            label = said.get("fields", {}).get(field) or described["labels"].get(language)
            if label:
                yield f"fact-{name}-{field}", label
