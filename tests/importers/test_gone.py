"""What the source has no more: told, removed only where that is wanted and nobody changed it; old addresses lead on."""

import json
from pathlib import Path

import pytest

from intsite.importers.integreat import convert, read, write
from intsite.importers.merging import Written
from support.counties import County

GUIDES = "content/guides"
TREE = {"work": None, "jobs": "work", "jobs-abroad": "jobs", "money": None}


def imported(root: Path, *left_out: str, languages: tuple[str, ...] = ("de", "en"), remove: bool = False) -> Written:
    """The pages of `TREE` in German and English without those left out, such as `jobs` or `jobs.en`."""
    files = []
    for language in languages:
        names = [name for name in TREE if not {name, f"{name}.{language}"} & {*left_out}]
        files.append(root.parent / f"pages.{language}.json")
        pages = [
            {
                "path": f"/musterland/{language}/{name}/",
                "title": f"About {name}",
                "content": "<p>One paragraph.</p>",
                "parent": {"path": TREE[name] and f"/musterland/{language}/{TREE[name]}/"},
                "order": 1,
                "available_languages": {
                    other: {"id": 1, "path": f"/musterland/{other}/{name}/"} for other in {"de", "en"} - {language}
                },
            }
            for name in names
        ]
        files[-1].write_text(json.dumps(pages), encoding="utf-8")
    return write(convert(read(files)), root, remove_gone=remove)


@pytest.fixture
def county(tmp_path: Path) -> County:
    home = County(root=tmp_path / "county")
    imported(home.root)
    return home


def told(written: Written) -> dict[str, str]:
    return {note.file.removeprefix("content/guides/"): note.kind for note in written.notes}


def test_what_is_gone_is_told_and_stays(county: County) -> None:
    assert told(imported(county.root, "jobs-abroad")) == {"jobs-abroad/de.md": "gone", "jobs-abroad/en.md": "gone"}
    assert (county.root / GUIDES / "jobs-abroad" / "de.md").is_file()


def test_it_is_told_each_time_until_it_is_back(county: County) -> None:
    imported(county.root, "money")
    assert set(told(imported(county.root, "money")).values()) == {"gone"}
    assert told(imported(county.root)) == {}


def test_it_is_removed_when_asked_and_its_addresses_lead_to_the_page_above(county: County) -> None:
    written = imported(county.root, "jobs-abroad", remove=True)
    assert set(told(written).values()) == {"gone-removed"}
    assert not (county.root / GUIDES / "jobs-abroad").exists()
    built = county.build()
    for language in ("de", "en"):
        for old in (f"{language}/guides/jobs-abroad/", f"musterland/{language}/jobs-abroad/"):
            refresh = built.page(old).one("//meta[@http-equiv='refresh']/@content")
            assert refresh.endswith(f"{language}/guides/jobs/")


def test_addresses_of_a_whole_branch_lead_to_what_is_left_above_it(county: County) -> None:
    imported(county.root, "jobs", "jobs-abroad", remove=True)
    facts = (county.root / GUIDES / "work" / "facts.yaml").read_text(encoding="utf-8")
    assert "  - guides/jobs\n" in facts
    assert "  - guides/jobs-abroad\n" in facts
    words = (county.root / GUIDES / "work" / "de.md").read_text(encoding="utf-8")
    assert "  - /musterland/de/jobs-abroad/\n" in words
    assert county.codes() == []


def test_addresses_that_were_led_on_stay_when_the_import_runs_again(county: County) -> None:
    imported(county.root, "jobs-abroad", remove=True)
    again = imported(county.root, "jobs-abroad", remove=True)
    assert (again.notes, again.problems) == ((), ())
    assert "/musterland/de/jobs-abroad/" in (county.root / GUIDES / "jobs" / "de.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("change", ["de.md", "facts.yaml", "photo.jpg"])
def test_what_an_editor_changed_or_added_to_is_never_removed(change: str, county: County) -> None:
    with (county.root / GUIDES / "money" / change).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert set(told(imported(county.root, "money", remove=True)).values()) == {"gone-changed"}
    assert (county.root / GUIDES / "money" / "en.md").is_file()


def test_a_translation_that_is_gone_goes_alone(county: County) -> None:
    assert told(imported(county.root, "money.en", remove=True)) == {"money/en.md": "gone-removed"}
    words = (county.root / GUIDES / "money" / "de.md").read_text(encoding="utf-8")
    assert "  - /musterland/en/money/\n" in words
    assert county.codes() == []


def test_a_language_that_was_not_delivered_is_not_gone(county: County) -> None:
    assert told(imported(county.root, languages=("de",), remove=True)) == {}
    assert (county.root / GUIDES / "money" / "en.md").is_file()


def test_nothing_is_removed_when_something_could_not_be_read(county: County, tmp_path: Path) -> None:
    imported(county.root, "money")
    damaged = tmp_path / "damaged.json"
    damaged.write_text("[{", encoding="utf-8")
    dump = read([tmp_path / "pages.de.json", tmp_path / "pages.en.json", damaged])
    assert set(told(write(convert(dump), county.root, remove_gone=True)).values()) == {"gone"}


def test_another_source_does_not_make_the_first_one_go(county: County, tmp_path: Path) -> None:
    page = tmp_path / "bus.html"
    page.write_text("<main><h1>Bus</h1><p>Die Linie 1.</p></main>", encoding="utf-8")
    result = county.run("import", "html", str(page), "--into", str(county.root), "--remove-gone")
    assert (result.exit_code, "gone" in result.output) == (0, False)
    assert told(imported(county.root, remove=True)) == {}
    assert (county.root / GUIDES / "bus" / "de.md").is_file()


def test_the_report_says_what_is_gone(county: County, tmp_path: Path) -> None:
    imported(county.root, "money")
    result = county.run("import", "integreat", *map(str, tmp_path.glob("pages.*.json")), "--into", str(county.root))
    assert "2  gone: is no longer in the source" in result.output
