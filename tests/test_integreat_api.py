"""The content for Integreat's apps: in the shape that they expect, and the same that came from there."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from importers.visible import parsed
from intsite import integreat_api
from intsite.config import load as load_config
from intsite.importers.integreat import convert, read, write
from intsite.load import load
from support.counties import county, words

SCHEMAS = Path(integreat_api.__file__).parent / "schemas"
MUSTERLAND = [Path(__file__).parent / "importers" / "musterland" / f"pages.{tag}.json" for tag in ("de", "en")]


def exported(root: Path, region: str) -> dict[str, Any]:
    """The files of api/v3 of a county, by path."""
    with (root / "site.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[integreat]\nregion = "{region}"\n')
    config, problems = load_config(root)
    assert config, problems
    site, found = load(config, today=dt.date(2026, 11, 22), progress=lambda _: None)
    assert [one for one in found if one.is_error] == []
    return {output.path: json.loads(output.content) for output in integreat_api.api(site)}


def name_of(path: str) -> str:
    parts = path.split("/")
    return "regions" if parts[2] == "regions" else parts[-2]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    root = tmp_path_factory.mktemp("demo")
    home = Path(__file__).parent.parent
    (root / "site.toml").write_text((home / "site.toml").read_text(encoding="utf-8"), encoding="utf-8")
    (root / "content").symlink_to(home / "content")
    return exported(root, "musterland")


@pytest.mark.parametrize("name", sorted(file.stem for file in SCHEMAS.glob("*.json")))
def test_every_list_of_the_demo_county_has_the_shape_that_apps_expect(name: str, demo: dict[str, Any]) -> None:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    files = {path: value for path, value in demo.items() if name_of(path) == name}
    assert files
    for path, value in files.items():
        one = [value] if name == "regions" and not isinstance(value, list) else value
        validator = Draft202012Validator(schema, format_checker=FormatChecker())
        assert [f"{path}: {error.json_path} {error.message}" for error in validator.iter_errors(one)][:5] == []


def test_lists_are_not_empty_and_ids_are_unique_in_the_demo_county(demo: dict[str, Any]) -> None:
    for name in ("pages", "locations", "events", "news"):
        items = demo[f"api/v3/musterland/de/{name}/index.json"]
        assert items
        assert len({item["id"] for item in items}) == len(items)


def test_without_the_setting_there_is_no_such_folder(tmp_path: Path) -> None:
    write(convert(read(MUSTERLAND)), tmp_path)
    config, _ = load_config(tmp_path)
    assert config
    site, _ = load(config, today=dt.date(2026, 11, 22), progress=lambda _: None)
    assert list(integreat_api.api(site)) == []


def test_what_is_imported_and_exported_is_the_same(tmp_path: Path) -> None:
    check_the_way_there_and_back(MUSTERLAND, tmp_path)


def test_what_is_imported_of_a_real_county_and_exported_is_the_same(real_county: Path, tmp_path: Path) -> None:
    check_the_way_there_and_back(sorted(real_county.glob("pages.*.json")), tmp_path)


def check_the_way_there_and_back(files: list[Path], tmp_path: Path) -> None:
    imported = convert(read(files))
    write(imported, tmp_path / "first")
    api = exported(tmp_path / "first", imported.region)
    saved(api, tmp_path)
    before = {page.path: page for page in read(files).pages}
    again = read([tmp_path / path for path in api if path.endswith("/pages/index.json")])
    assert again.problems == ()
    after = {page.path: page for page in again.pages}
    assert after.keys() == before.keys()
    assert {path: page.title for path, page in after.items()} == {
        path: convert_title(page.title) for path, page in before.items()
    }
    assert {path: (page.parent, page.order, page.language) for path, page in after.items()} == {
        path: (page.parent if page.parent in before else "", page.order, page.language) for path, page in before.items()
    }
    second = convert(again)
    untouched = {
        path: body(str(text))
        for path, text in imported.files.items()
        if path.startswith("content/guides/")
        and path.endswith(".md")
        and "{office" not in str(text)
        and not any(note.file == path and note.kind in CHANGES for note in imported.notes)
    }
    assert untouched
    different = [
        (path, text, body(str(second.files[path])))
        for path, text in untouched.items()
        if body(str(second.files[path])) != text
    ]
    assert different == []


def test_search_words_stand_in_the_text_again_which_is_all_that_apps_search(tmp_path: Path) -> None:
    county(tmp_path, {"content/guides/flat/de.md": words("Wohnung", "Text.", front="keywords: [Miete, R & D]\n")})
    (page,) = exported(tmp_path, "musterland")["api/v3/musterland/de/pages/index.json"]
    assert page["content"].endswith("<p>Schlagworte: Miete, R &amp; D</p>")


def saved(api: dict[str, Any], folder: Path) -> Path:
    """The files of api/v3 on the disk."""
    for path, value in api.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(value), encoding="utf-8")
    return folder


def same_there(item: dict[str, Any]) -> dict[str, Any]:
    """An item without ids, days of export and what depends on the fallback of a site."""
    left_out = {"id", "url", "last_updated", "modified_gmt", "timestamp", "available_languages", "category", "excerpt"}
    kept = {name: value for name, value in item.items() if name not in left_out}
    for name in ("content", "message"):
        if name in kept:
            kept[name] = sorted(re.findall(r"\w+", parsed(kept[name]).get_text(" ")))
    for name in ("location", "event", "parent"):
        if isinstance(kept.get(name), dict):
            kept[name] = {part: value for part, value in kept[name].items() if part not in {"id", "url", "name"}}
    return kept


def test_all_lists_of_a_county_come_back_from_its_own_export(demo: dict[str, Any], tmp_path: Path) -> None:
    dump = read([saved(demo, tmp_path / "api")])
    imported = convert(dump)
    assert (dump.problems, imported.problems, imported.name) == ((), (), "Landkreis Musterland")
    assert write(imported, tmp_path / "county").problems == ()
    again = exported(tmp_path / "county", "musterland")
    assert again.keys() == demo.keys()
    for path in demo:
        if name_of(path) in {"pages", "locations", "events", "news"}:
            before, after = (
                {item.get("path", item["title"]): same_there(item) for item in api[path]} for api in (demo, again)
            )
            assert after == before, path


def test_an_event_at_a_place_refers_to_the_office_that_the_place_is(demo: dict[str, Any], tmp_path: Path) -> None:
    imported = convert(read([saved(demo, tmp_path)]))
    facts = str(imported.files["content/events/guidelines-workshop/facts.yaml"])
    assert "place: {office: adult-education-centre}\n" in facts


def test_a_place_that_is_called_otherwise_in_another_language_keeps_both_names(tmp_path: Path) -> None:
    for language, place in (("de", "Marktplatz"), ("en", "Market square")):
        event = {
            "path": f"/musterland/{language}/events/fest/",
            "title": "Fest",
            "content": "",
            "available_languages": {tag: {"id": 1, "path": f"/musterland/{tag}/events/fest/"} for tag in ("de", "en")},
            "event": {"id": 1, "start": "2026-12-01T17:00:00+01:00", "end": "2026-12-01T19:00:00+01:00"},
            "location": {"id": 0, "name": place},
        }
        saved({f"api/v3/musterland/{language}/events/index.json": [event]}, tmp_path)
    facts = str(convert(read([tmp_path])).files["content/events/fest/facts.yaml"])
    assert "place: {name: {de: Marktplatz, en: Market square}}\n" in facts


def test_the_files_of_a_real_county_say_the_same_as_a_folder_of_the_api(real_county: Path, tmp_path: Path) -> None:
    files = {tag: real_county / f"pages.{tag}.json" for tag in ("de", "en")}
    for tag, file in files.items():
        saved({f"api/v3/lkaugsburg/{tag}/pages/index.json": json.loads(file.read_bytes())}, tmp_path)
    region = {"path": "lkaugsburg", "name": "Landkreis Augsburg", "bounding_box": None}
    languages = [{"id": 1, "code": "de", "native_name": "Deutsch"}]
    saved({"api/v3/regions/index.json": [region], "api/v3/lkaugsburg/languages/index.json": languages}, tmp_path)
    folder = read([tmp_path])
    assert folder.name == "Landkreis Augsburg"
    assert (folder.pages, folder.problems) == (read(list(files.values())).pages, ())


CHANGES = {"contact-moved", "title-shortened"}


def convert_title(title: str) -> str:
    return title if len(title) <= 120 else title[:120].rpartition(" ")[0].rstrip(" ,;:–-") + "…"


def body(text: str) -> str:
    """The Markdown without what coming back changes: ids of headings, and pages of another kind as guides."""
    text = re.sub(r" \{#[^}]+\}$", "", unquote(text.split("\n---\n", 1)[1]), flags=re.MULTILINE)
    return re.sub(r"\]\((?:office|service|course|guide):[a-z0-9-]+", "](page", text)
