"""A real county, imported from Integreat: measured against what was delivered."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from importers.linting import found_by_the_linter, loaded
from importers.visible import bare, body, lines, links, parsed, rendered, without_additions
from intsite.importers.integreat import Import, Note, convert, read
from intsite.source import Scalar, Sequence, parse_words


@pytest.fixture(scope="module")
def real(real_county: Path) -> Import:
    return convert(read(sorted(real_county.glob("pages.*.json"))))


@pytest.fixture(scope="module")
def sources(real: Import, real_county: Path) -> dict[str, dict[str, Any]]:
    """The pages as they were delivered, by the file that they have become."""
    files = sorted(real_county.glob("pages.*.json"))
    delivered = {item["path"]: item for file in files for item in json.loads(file.read_bytes())}
    return {
        f"{guide.folder}/{page.language}.md": delivered.pop(page.path) for guide in real.guides for page in guide.pages
    } | {f"missing {path}": item for path, item in delivered.items()}


def remarks_on(imported: Import, file: str, *kinds: str) -> list[Note]:
    return [note for note in imported.notes if note.file == file and (not kinds or note.kind in kinds)]


def test_every_page_of_a_real_county_becomes_a_file(real: Import, sources: dict[str, dict[str, Any]]) -> None:
    assert real.problems == ()
    assert len(sources) == 238 + 233
    assert [file for file in sources if file not in real.files] == []
    assert [
        path
        for path in real.files
        if not re.fullmatch(r"content/(guides|offices|services)/[a-z0-9-]+/(facts\.yaml|de\.md|en\.md)", path)
    ] == []


def test_no_line_of_a_real_county_is_lost_or_moved(real: Import, sources: dict[str, dict[str, Any]]) -> None:
    different = []
    for file, source in sources.items():
        remarks = remarks_on(real, file)
        soup = without_additions(parsed(rendered(body(str(real.files[file])), remarks)), remarks)
        expected = lines(parsed(source["content"]))
        for note in remarks:
            if note.kind == "contact-moved" and not note.address:
                for line in note.text.split("\n"):
                    expected.remove(bare(line))
        for note in remarks_on(real, file, "contact-line-moved"):
            expected.remove(bare(note.text))
        for note in remarks_on(real, file, "keywords-moved"):
            expected.remove(bare(note.text))
        if lines(soup) != expected:
            different.append((file, lines(soup), expected))
    assert different == []


def test_no_search_word_of_a_real_county_is_lost(real: Import) -> None:
    for note in real.notes:
        if note.kind == "keywords-moved":
            listed = str(real.files[note.file]).split("\naliases:")[0]
            for word in re.split(r"[,;]", note.text.partition(":")[2]):
                assert bare(word) in bare(listed)


def test_no_link_of_a_real_county_is_lost(real: Import, sources: dict[str, dict[str, Any]]) -> None:
    keys = {page.path.strip("/"): guide.key for guide in real.guides for page in guide.pages}
    for file, source in sources.items():
        repaired = {note.address: note.text for note in remarks_on(real, file, "link-repaired")}
        numbers = {note.text for note in remarks_on(real, file, "link-repaired")}
        removed = {note.address for note in remarks_on(real, file, "link-removed")}
        added = {note.address for note in remarks_on(real, file, "image-linked")}
        expected = set()
        for address in links(parsed(source["content"])):
            path = unquote(re.sub(r"^https://integreat\.app/", "", address)).strip("/")
            expected.add(keys[path] if path in keys else unquote(repaired.get(address, address)))
        actual = set(map(unquote, links(parsed(rendered(body(str(real.files[file])), remarks_on(real, file))))))
        replaced = {note.address for note in remarks_on(real, file, "link-replaced")}
        offices = {note.address for note in remarks_on(real, file, "contact-moved")}
        assert expected - actual <= set(map(unquote, removed | replaced))
        assert actual - expected <= set(map(unquote, added)) | numbers | offices


def test_what_is_removed_from_a_real_county_is_icons_and_links_without_words(real: Import) -> None:
    icons = Counter(note.address.rpartition("/")[2] for note in real.notes if note.kind == "icon-removed")
    known = re.compile(
        "call|pin|mail|www|clock|maps|envelope|idea|contact|printer|internet|globe|home|phone|notepad|calendar"
    )
    assert {name for name in icons if not known.search(name)} == {
        "Feedback.png",
        "Nachrichten.png",
        "PDF_erstellen.png",
        "Sprache_w%C3%A4hlen.png",
        "Standort_wechseln.png",
        "Suche-150x150.png",
    }
    assert [note.text for note in real.notes if note.kind == "link-removed" and note.text] == []


def test_the_dead_links_of_a_real_county_are_those_that_its_table_of_defects_counts(real: Import) -> None:
    dead = Counter(
        (note.file[-5:-3], note.address.split("/")[4])
        for note in real.notes
        if note.kind == "link-dead" and note.address.startswith("https://integreat.app/lkaugsburg/")
    )
    assert (dead["de", "de"], dead["en", "en"]) == (42, 22)


def test_the_tree_and_the_pairs_of_a_real_county_are_kept(real: Import, sources: dict[str, dict[str, Any]]) -> None:
    ids = {source["path"]: file.split("/")[2] for file, source in sources.items()}
    for file, source in sources.items():
        identifier = file.split("/")[2]
        above = source["parent"]["path"]
        place = "parent" if file.startswith("content/guides/") else "guide"
        facts = str(real.files[f"{file.rpartition('/')[0]}/facts.yaml"])
        assert facts.startswith((f"{place}: {ids[above]}\n" if above else "") + f"order: {source['order']}\n")
        for language, translation in source["available_languages"].items():
            if language in {"de", "en"}:
                assert ids[translation["path"]] == identifier


def test_what_stood_below_a_page_of_a_real_county_is_below_it_in_the_same_order(
    real: Import, sources: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    site = loaded(real, tmp_path)
    keys = {page.path: (guide.kind, guide.id) for guide in real.guides for page in guide.pages}
    children: dict[str, list[tuple[int, tuple[str, str]]]] = {}
    for source in sources.values():
        if source["path"].split("/")[2] == "de":
            found = children.setdefault(source["parent"]["path"] or "", [])
            found.append((source["order"], keys[source["path"]]))
    for above, below in children.items():
        expected = [key for _, key in sorted(below)]
        shown = site.connections.children[keys[above]] if above else site.connections.roots["guide"]
        assert [key for key in shown if key in expected] == sorted(expected, key=shown.index)
        assert [site.entries[key].facts.get("order") for key in shown if key in expected] == sorted(
            order for order, _ in below
        )


def test_few_pages_of_a_real_county_become_another_kind_and_each_says_why(real: Import) -> None:
    made = {guide.leading.title: guide for guide in real.guides if guide.kind != "guide"}
    assert {title: guide.kind for title, guide in made.items()} == {
        "Amt für Ausländerwesen und Integration Landkreis Augsburg": "office",
        "Beratung für Opfer rechtsextremer Gewalt": "service",
        "Coaching to work - Kostenfreie Beratung für Arbeitsuchende": "service",
        "Jugendmigrationsdienst (12 bis 27 Jahren)": "service",
        "Zentrale Ausländerbehörde (ZAB)": "office",
        "Zentrale Rückkehrberatung (ZRB)": "service",
    }
    told = {note.address: note.text for note in real.notes if note.kind.startswith("page-made-")}
    assert told == {guide.leading.path: guide.reason for guide in made.values()}
    assert all(told.values())


def test_every_old_address_of_a_real_county_leads_to_its_page(real: Import, sources: dict[str, dict[str, Any]]) -> None:
    for file, source in sources.items():
        front, problems = parse_words(str(real.files[file]), file)
        aliases = front.front.get("aliases")
        assert problems == ()
        assert isinstance(aliases, Sequence)
        assert [alias.text for alias in aliases.items if isinstance(alias, Scalar)] == [source["path"]]


def test_the_linter_finds_no_error_and_no_skipped_heading_in_a_real_county(real: Import, tmp_path: Path) -> None:
    assert "skipped-heading-level" not in found_by_the_linter(real, tmp_path)
