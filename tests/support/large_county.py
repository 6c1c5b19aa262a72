"""A county with more entries of a kind than a page shows."""

from pathlib import Path

import pytest

from support.counties import Built, county, words

SERVICES, FREE, GUIDES, NEWS, PAST, CLUBS = 75, 40, 40, 40, 40, 20
_SITE = """\
[site]
name = "Landkreis Musterland"
languages = ["de", "ar"]
"""
_CLUBS = """\
labels: {one: {de: Verein}, many: {de: Vereine}}
folder: clubs
facts:
  themes: {type: reference, kinds: [theme], list: true, labels: {de: Themen}}
"""
"""A kind of the county's own, whose list is not narrowed by themes."""


def large_county(folder: Path) -> Built:
    """Its site, with the lists of titles cut as if there were more entries than a test has time for."""
    files: dict[str, str | bytes] = {
        "site.toml": _SITE,
        "templates/kinds/club/kind.yaml": _CLUBS,
        "content/themes/work/de.md": words("Arbeit"),
        "content/guides/top/de.md": words("Oben"),
        "content/offices/hall/facts.yaml": "address: {street: Platz 1, postcode: '12345', city: Ort}\n",
        "content/offices/hall/de.md": words("Rathaus"),
    }
    for number in range(SERVICES):
        place = f"content/services/service-{number:03}"
        free = "true" if number < FREE else "false"
        files[f"{place}/facts.yaml"] = f"provider: office:hall\nthemes: [work]\nfree: {free}\n"
        files[f"{place}/de.md"] = words(f"Angebot {number:03}")
    for number in range(GUIDES):
        files[f"content/guides/guide-{number:03}/facts.yaml"] = "parent: top\n"
        files[f"content/guides/guide-{number:03}/de.md"] = words(f"Ratgeber {number:03}")
    for number in range(CLUBS):
        files[f"content/clubs/club-{number:03}/facts.yaml"] = "themes: [work]\n"
        files[f"content/clubs/club-{number:03}/de.md"] = words(f"Verein {number:03}")
    for number in range(NEWS):
        files[f"content/news/news-{number}/facts.yaml"] = f"date: 2026-{1 + number // 28:02}-{1 + number % 28:02}\n"
        files[f"content/news/news-{number}/de.md"] = words(f"Nachricht {number:03}")
    for number in range(PAST):
        day = f"2025-{1 + number // 28:02}-{1 + number % 28:02}"
        files[f"content/events/event-{number}/facts.yaml"] = f"start: {day} 10:00\nonline: https://talk.example/\n"
        files[f"content/events/event-{number}/de.md"] = words(f"Treffen {number:03}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("intsite.pages.turns.TITLES", 80)
        patch.setattr("intsite.pages.index.SHORT", 80)
        return county(folder, files).build(folder / "public")
