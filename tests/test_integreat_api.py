"""The content for Integreat's apps: in the shape that they expect, and the same that came from there."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from importers.test_real_county import REAL
from intsite import integreat_api
from intsite.config import load as load_config
from intsite.importers.integreat import convert, read, write
from intsite.load import load

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


@pytest.mark.parametrize("files", [MUSTERLAND, [REAL / f"pages.{tag}.json" for tag in ("de", "en")]])
def test_what_is_imported_and_exported_is_the_same(files: list[Path], tmp_path: Path) -> None:
    if not all(file.exists() for file in files):
        pytest.skip("the pages of a real county are not here")
    imported = convert(read(files))
    write(imported, tmp_path / "first")
    api = exported(tmp_path / "first", imported.region)
    for path, value in api.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(value), encoding="utf-8")
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


CHANGES = {"contact-moved", "title-shortened"}


def convert_title(title: str) -> str:
    return title if len(title) <= 120 else title[:120].rpartition(" ")[0].rstrip(" ,;:–-") + "…"


def body(text: str) -> str:
    return re.sub(r" \{#[^}]+\}$", "", unquote(text.split("\n---\n", 1)[1]), flags=re.MULTILINE)
