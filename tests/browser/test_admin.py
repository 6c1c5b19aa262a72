"""Forms in the browser: an editor without Git adds content, and nothing that a form does not show is lost."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, FilePayload, Locator, Page
from playwright.sync_api import TimeoutError as WaitedInVainError

from intsite import kinds as all_kinds
from intsite import scaffold
from intsite.admin.forms import Asked
from intsite.admin.forms import collections as collections_of
from intsite.fields import Field
from intsite.resources import shipped
from support.counties import County, words
from support.folder_server import FolderServer
from support.sites import ROOT

pytestmark = pytest.mark.browser

OFFICE = "content/offices/town-hall"
COURSE = "content/courses/deutsch-am-abend-fuer-eltern"
FACTS = """\
# What a form cannot show as fields.
address: {street: "Musterstraße 1", postcode: "01234", city: Musterstadt}
phones:
  - "030 23125 100"
  - {number: "030 23125 110", label: appointments}
email: old@musterland.example
hours:
  - {days: Mo-Fr, times: ["08:00-12:00"]}
languages: [de, {language: ar, interpreter: true}]
wheelchair: "no"
accessibility: lift
reviewed-on: 2026-11-01
"""
WORDS = words(
    "Rathaus",
    "## Vor Ort {#there}\n\n::: tip\nFragen Sie in der [](office:main-office).\n:::\n\n| Tag |\n|---|\n| Mo |",
    summary='"[Zweite Etage](office:main-office) mit Aufzug"',
    front="images:\n  entrance.jpg: {alt: Eine Tür}\ntranslation:\n  of:\n    .front: 1a2b3c4d\n    there: 99aabbcc\n",
)

# The test backend keeps files in a folder that the browser has for each address.
_FOLDER = """const folder = async (path) => {
    let found = await (await navigator.storage.getDirectory()).getDirectoryHandle("sveltia-cms-test", {create: true});
    for (const name of path) found = await found.getDirectoryHandle(name, {create: true});
    return found;
};"""
_WRITE = f"""async (files) => {{
    {_FOLDER}
    for (const [path, text] of Object.entries(files)) {{
        const names = path.split("/");
        const file = await (await folder(names.slice(0, -1))).getFileHandle(names.at(-1), {{create: true}});
        const stream = await file.createWritable();
        await stream.write(text);
        await stream.close();
    }}
}}"""
_READ = f"""async () => {{
    {_FOLDER}
    const files = {{}};
    const walk = async (place, path) => {{
        for await (const [name, item] of place.entries()) {{
            if (item.kind === "file") files[path + name] = await (await item.getFile()).text();
            else await walk(item, `${{path}}${{name}}/`);
        }}
    }};
    await walk(await folder([]), "");
    return files;
}}"""


_SAVED = """async ([name, fields, text]) => {
    const format = (await import("./formats.mjs"))[name](fields);
    return format.toFile(format.fromFile(text));
}"""
KINDS, _ = all_kinds.discover([shipped("templates")], ROOT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The forms of a county, opened by an editor."""

    page: Page
    url: str
    asked: list[str] = field(default_factory=list)
    """Addresses that the page asked for."""
    complaints: list[str] = field(default_factory=list)
    """Errors in the browser's console, also what the page's policy refused."""

    def open(self, files: Mapping[str, str]) -> None:
        """Sign in to a repository that holds `files`."""
        self.page.goto(f"{self.url}/config.json")
        self.page.evaluate(_WRITE, files)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(f"{self.url}/")
        self.page.get_by_role("button", name="Mit Test-Repository arbeiten").click()
        self.page.get_by_role("tree", name="Liste der Sammlungen").wait_for()

    def show(self, place: str) -> None:
        """Go to a form: `course-de/new`, `office-facts/entries/town-hall/facts`."""
        self.page.goto(f"{self.url}/#/collections/{place}")

    def field(self, path: str) -> Locator:
        return self.page.locator(f'[data-key-path="{path}"]')

    def fill(self, path: str, text: str) -> None:
        self.field(path).locator("input, textarea").first.fill(text)
        self._settle()

    def choose(self, path: str, name: str) -> None:
        """Take one of several: few are radio buttons, many are in a list."""
        one = self.field(path).get_by_role("radio", name=name).or_(self.field(path).get_by_role("combobox").first)
        one.click()
        if one.get_attribute("role") == "combobox":
            self.page.get_by_role("option", name=name, exact=True).click()
        self._settle()

    def _settle(self) -> None:
        """Wait until the form has taken in what was written, as it has long before a person goes on."""
        self.page.evaluate("() => new Promise(requestIdleCallback).then(() => new Promise(requestIdleCallback))")

    def save(self) -> None:
        """Save, and again where the form is still there: on a busy machine it may not have taken in the last words."""
        for _ in range(3):
            self.page.get_by_role("button", name="Speichern").click()
            try:
                self.page.wait_for_url(re.compile(r"#/collections/[\w-]+$"), timeout=15_000)
            except WaitedInVainError:
                continue
            return
        raise AssertionError(self.page.locator("body").inner_text())

    def files(self) -> dict[str, str]:
        """What the repository holds now."""
        found: dict[str, str] = self.page.evaluate(_READ)
        return found


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    """A new county with an office, and its forms in `admin`."""
    root = tmp_path_factory.mktemp("county")
    scaffold.write(root, scaffold.init(root, name="Landkreis Musterland", languages=("de", "en"), land="BY"))
    made = County(root=root)
    made.write({f"{OFFICE}/facts.yaml": FACTS, f"{OFFICE}/de.md": WORDS})
    result = made.run("admin", "--service", "test", language="de")
    assert result.exit_code == 0, result.stderr
    return made


@pytest.fixture(scope="module")
def address(county: County, serve_folder: FolderServer) -> str:
    """Where the forms are served."""
    return serve_folder(county.root / "admin")


@pytest.fixture
def forms(county: County, browser: Browser, address: str) -> Iterator[Forms]:
    # So high that all fields are there at once: those far below come when somebody scrolls.
    window = {"width": 1280, "height": 9000}
    with browser.new_context(locale="de-DE", viewport=window) as context:  # type: ignore[arg-type]
        opened = Forms(page=context.new_page(), url=address)
        files = [file for file in (county.root / "content").rglob("*") if file.suffix in {".md", ".yaml"}]
        opened.open({file.relative_to(county.root).as_posix(): file.read_text(encoding="utf-8") for file in files})
        yield opened


@pytest.fixture(scope="module")
def formats(browser: Browser, address: str) -> Iterator[Page]:
    """A page that can load what reads and writes files for the forms."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/config.json")
        yield page


def _copy(county: County, files: Mapping[str, str], folder: Path) -> County:
    copied = County(root=folder)
    copied.write({"site.toml": (county.root / "site.toml").read_text(encoding="utf-8"), **files})
    return copied


def test_a_course_that_was_added_through_forms_passes_the_check(county: County, forms: Forms, tmp_path: Path) -> None:
    forms.show("course-de/new")
    forms.fill("title", "Deutsch am Abend für Eltern")
    forms.fill("summary", "Zweimal in der Woche, mit Kinderbetreuung.")
    forms.fill("body", "## Anmeldung {#sign-up}\n\nKommen Sie zur [](office:main-office).\n")
    forms.save()
    forms.show("course-facts/new")
    forms.page.get_by_role("group", name="Slug").get_by_role("textbox").fill("deutsch-am-abend-fuer-eltern")
    forms.choose("course-type", "Allgemeiner Integrationskurs")
    forms.choose("childcare", "ja")
    forms.fill("start", "2027-01-11")
    forms.fill("schedule", "Mo-Th 18:00-20:30")
    forms.save()
    # One after the other: a choice made in the same instant as an item of a list is added gets lost. People are slower.
    forms.show("course-facts/entries/deutsch-am-abend-fuer-eltern/facts")
    forms.field("place").get_by_role("checkbox").first.click()
    forms.choose("place.office", "Rathaus")
    forms.save()
    forms.show("course-facts/entries/deutsch-am-abend-fuer-eltern/facts")
    forms.field("languages").get_by_role("button").filter(has_text="hinzufügen").click()
    forms.fill("languages.0", "de")
    forms.save()
    files = forms.files()
    assert files[f"{COURSE}/facts.yaml"] == (
        "course-type: general-integration\nstart: 2027-01-11\nschedule: Mo-Th 18:00-20:30\n"
        "place:\n  office: town-hall\nchildcare: true\nlanguages:\n  - de\n"
    )
    assert files[f"{COURSE}/de.md"].startswith("---\ntitle: Deutsch am Abend für Eltern\nsummary: Zweimal in der Woche")
    copied = _copy(county, files, tmp_path)
    assert [found for found in copied.check().problems if found.span.path.startswith(COURSE)] == []
    assert copied.site().entries["course", "deutsch-am-abend-fuer-eltern"].facts.get("childcare") is True


def test_saving_loses_nothing_that_a_form_does_not_show(forms: Forms) -> None:
    forms.show("office-facts/entries/town-hall/facts")
    forms.fill("email", "new@musterland.example")
    forms.save()
    forms.show("office-de/entries/town-hall/de")
    forms.fill("title", "Rathaus am Markt")
    forms.save()
    files = forms.files()
    expected = {**_texts(FACTS), "email": "new@musterland.example", "accessibility": ["lift"]}
    assert _texts(files[f"{OFFICE}/facts.yaml"]) == expected
    front, _, body = files[f"{OFFICE}/de.md"].partition("\n---\n")
    old, _, old_body = WORDS.partition("\n---\n")
    assert _texts(front) == {**_texts(old), "title": "Rathaus am Markt"}
    assert body == old_body


def test_a_picture_lands_beside_its_entry_under_its_own_name(forms: Forms) -> None:
    forms.show("office-facts/entries/town-hall/facts")
    forms.field("images").get_by_role("button").filter(has_text="hinzufügen").click()
    picture = FilePayload(
        name="entrance.svg", mimeType="image/svg+xml", buffer=b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    )
    forms.field("images.0.file").locator("input[type=file]").first.set_input_files(picture)
    forms.field("images.0.file").get_by_text("entrance.svg").wait_for()
    forms.save()
    files = forms.files()
    assert f"{OFFICE}/entrance.svg" in files
    assert _texts(files[f"{OFFICE}/facts.yaml"])["images"] == [{"file": "entrance.svg"}]


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_of_the_invented_county_can_be_opened_and_saved_without_loss(formats: Page, kind: str) -> None:
    collections = {one["name"]: one["fields"] for one in collections_of(Asked(
        kinds=KINDS, vocabularies={}, languages=(), source="de", editor="de"
    ))}  # fmt: skip
    for file in sorted((ROOT / "content" / KINDS[kind].folder).rglob("*")):
        if file.suffix not in {".yaml", ".md"}:
            continue
        text = file.read_text(encoding="utf-8")
        name, fields = ("facts", f"{kind}-facts") if file.suffix == ".yaml" else ("words", f"{kind}-de")
        saved = formats.evaluate(_SAVED, [name, collections[fields], text])
        declared = KINDS[kind].facts if name == "facts" else KINDS[kind].words
        if name == "words":
            (text, _, old_body), (saved, _, body) = text.partition("\n---\n"), saved.partition("\n---\n")
            assert body.strip() == old_body.strip(), file
        assert _texts(saved) == _as_lists(_texts(text), declared), file


def _as_lists(values: dict[str, Any], declared: tuple[Field, ...]) -> dict[str, Any]:
    """A form writes a list also where there is one value, and leaves out what is empty."""
    result = {name: value for name, value in values.items() if value not in ("", [], {})}
    for one in declared:
        if one.name in result:
            listed = one.listed and not isinstance(result[one.name], list)
            found = [result[one.name]] if listed else result[one.name]
            items = found if isinstance(found, list) else [found]
            items = [_as_lists(item, one.fields) if one.fields else item for item in items]
            result[one.name] = items if isinstance(found, list) else items[0]
    return result


def _texts(text: str) -> dict[str, Any]:
    """YAML as intsite takes it: every value is a text."""
    found: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  makes nothing but texts, lists and mappings
    return found


def test_no_request_leaves_the_folder_and_nothing_is_refused(forms: Forms) -> None:
    forms.show("office-facts/entries/town-hall/facts")
    forms.field("email").wait_for()
    elsewhere = [url for url in forms.asked if not url.startswith((forms.url, "data:", "blob:"))]
    assert elsewhere == []
    assert any("/npm@" in url for url in forms.asked), "the words of the interface come from the folder"
    assert forms.complaints == []
