"""Every example of every kind is a whole small entry: right, published, valid HTML and accessible."""

import shutil
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from support.axe import Axe
from support.counties import Built, county, without_summary
from support.folder_server import FolderServer
from support.html_checker import HtmlChecker
from support.sites import ROOT

KINDS = sorted((ROOT / "templates" / "kinds").glob("*/kind.yaml"))


def example_files() -> dict[str, str]:
    """The files of all examples, as an editor would write them."""
    files = {}
    for file in KINDS:
        kind = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  plain texts
        for example in kind["examples"]:
            folder = f"content/{kind['folder']}/{example['id']}"
            files[f"{folder}/facts.yaml"] = yaml.safe_dump(example.get("facts", {}), allow_unicode=True)
            files |= {f"{folder}/{language}.md": text for language, text in example["words"].items()}
    return files


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Built:
    made = county(tmp_path_factory.mktemp("examples"), example_files())
    shutil.copytree(ROOT / "content" / "vocabularies", made.root / "content" / "vocabularies")
    checked = made.run("check")
    assert without_summary(checked.output) == ""
    return made.build()


@pytest.mark.parametrize("file", KINDS, ids=lambda file: file.parent.name)
def test_a_kind_shows_itself_in_an_example(file: Path) -> None:
    kind = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  plain texts
    assert [example for example in kind["examples"] if {"de", "en"} <= example["words"].keys()]


def test_every_example_is_published_as_valid_html(examples: Built, html_checker: HtmlChecker) -> None:
    entries = {path.rpartition("/")[0].removeprefix("content/") for path in example_files()}
    pages = [examples.folder / language / entry / "index.html" for language in ("de", "en") for entry in entries]
    assert [str(error) for error in html_checker(pages).errors] == []


@pytest.mark.browser
def test_every_example_is_accessible(examples: Built, serve_folder: FolderServer, page: Page, axe: Axe) -> None:
    address = serve_folder(examples.folder)
    found = []
    for path in sorted({path.rpartition("/")[0].removeprefix("content/") for path in example_files()}):
        page.goto(f"{address}/de/{path}/")
        found += [f"{path}: {violation}" for violation in axe(page)]
    assert found == []
