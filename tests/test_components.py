"""Every component is one folder whose files, macro and CSS block have its name, and every example of it is shown well.

The examples are those of `templates/components/<name>/<name>.yaml`, each on a page of its own, because the ids that
components give to their headings occur once in a page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from intsite import assets, catalogs
from intsite.output import Output
from intsite.pages import Page
from intsite.render import Renderer
from intsite.resources import shipped
from intsite.views import View
from support.axe import Axe
from support.component_examples import VALUES, Component, Example, components, empty
from support.folder_server import FolderServer
from support.html_checker import HtmlChecker

LANGUAGES = ("de", "ar")
"""One from left to right and one from right to left."""
COMPONENTS = components()
TEMPLATES = shipped("templates")
SURROUNDINGS = Path(__file__).parent / "fixtures" / "components"
"""Holds example.html, the page around an example."""

_MACRO = re.compile(r"{% macro (\w+)\((.*)\) %}")
_COMMA = re.compile(r", (?=\w+(?:[=,]|$))")
_OUTER_COMMA = re.compile(r",(?![^()]*(?:\([^()]*\)[^()]*)*\))")
_IMPORT = re.compile(r'{% from "components/(\w+)/\w+\.html" import (.+?) %}')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{};]+){")
_CLASS = re.compile(r"\.([a-z][\w-]*)")

each_component = pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Where the examples have been written."""

    folder: Path
    paths: dict[str, list[str]]
    """Of the pages of each component, from the folder."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """All examples as pages, made by the program's own renderer."""
    folder = tmp_path_factory.mktemp("components")
    files = assets.collect([shipped("assets")], [TEMPLATES])
    texts, _ = catalogs.load(LANGUAGES, [TEMPLATES], folder)
    renderer = Renderer([SURROUNDINGS, TEMPLATES], texts, files, folder)
    pages = {component.name: list(_pages(component)) for component in COMPONENTS}
    rendered = [(page.path, *renderer.render(page)) for group in pages.values() for page in group]
    assert [found for _, _, problems in rendered for found in problems] == []
    made = [Output(path=path, content=html.encode()) for path, html, _ in rendered if html is not None]
    for output in (*files.outputs, *made):
        file = folder / output.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(output.content)
    return Shown(folder=folder, paths={name: [page.path for page in group] for name, group in pages.items()})


@pytest.fixture(scope="module")
def shown_url(shown: Shown, serve_folder: FolderServer) -> str:
    """Where the examples are served, without a slash at the end."""
    return serve_folder(shown.folder)


@pytest.fixture(scope="module")
def reader(browser: Browser, axe: Axe) -> Iterator[Tab]:
    """A page of a reader who goes from example to example."""
    with browser.new_context() as context:
        page = context.new_page()
        axe.come_along(page)
        yield page


def _pages(component: Component) -> Iterator[Page]:
    for language in LANGUAGES:
        for number, example in enumerate(component.examples, start=1):
            yield _page(example, language, f"{language}/{component.name}/{number}/")


def _page(example: Example, language: str, path: str) -> Page:
    direction = catalogs.direction_of(language)
    view = replace(empty(View), path=path, title=str(example), language=language, direction=direction)
    # The program shows entries, lists and the like as content; this one page shows an example.
    view = replace(view, content=example)
    return Page(path=f"{path}index.html", template="example.html", view=view)


def test_every_example_is_valid_html_without_warnings(shown: Shown, html_checker: HtmlChecker) -> None:
    report = html_checker(shown.folder / path for paths in shown.paths.values() for path in paths)

    assert [str(message) for message in (*report.errors, *report.warnings)] == []


@pytest.mark.browser
@each_component
def test_every_example_is_accessible(component: Component, shown: Shown, shown_url: str, reader: Tab, axe: Axe) -> None:
    found = []
    for path in shown.paths[component.name]:
        reader.goto(f"{shown_url}/{path}")
        # What skip links lead to is not on the page of an example.
        found += [f"{path} {violation}" for violation in axe(reader, without=("skip-link",))]

    assert found == []


@each_component
def test_every_macro_takes_the_parameters_that_are_described(component: Component) -> None:
    source = component.source("html")
    macros = {name: dict(_parameters(signature)) for name, signature in _MACRO.findall(source)}
    if "caller()" in source:
        macros[component.name]["caller"] = True

    assert component.name in macros
    for macro in component.macros:
        described = {**dict.fromkeys(macro.required, True), **dict.fromkeys(macro.optional, False)}
        assert described == macros[macro.name], macro.name
        for example in macro.examples:
            assert example.arguments.keys() >= set(macro.required), example


def _parameters(signature: str) -> Iterator[tuple[str, bool]]:
    """Name of each parameter, and whether it is required."""
    for parameter in filter(None, _COMMA.split(signature)):
        name, _, default = parameter.partition("=")
        yield name, not default


@each_component
def test_every_macro_that_templates_import_is_described_with_an_example(component: Component) -> None:
    imported = {
        name
        for file in TEMPLATES.rglob("*.html")
        for owner, names in _IMPORT.findall(file.read_text(encoding="utf-8"))
        if owner == component.name
        for name in names.split(", ")
    }

    assert imported <= {macro.name for macro in component.macros if macro.examples}


@each_component
def test_every_rule_of_a_component_is_for_its_own_blocks(component: Component) -> None:
    """A block has the name of a macro; one of many, as in a list of cards, has the singular."""
    blocks = {macro.name for macro in component.macros} | {component.name.removesuffix("s")}
    own = re.compile(rf"(?:{'|'.join(blocks)})(?:__[a-z0-9-]+?)?(?:--[a-z0-9-]+)?")

    for selectors in _RULE.findall(_COMMENT.sub("", component.source("css"))):
        if selectors.strip().startswith("@"):
            continue
        for selector in _OUTER_COMMA.split(selectors):
            assert any(own.fullmatch(name) for name in _CLASS.findall(selector)), selector.strip()


@each_component
def test_only_a_component_with_a_script_asks_for_one_by_its_own_name(component: Component) -> None:
    pattern = r"data-module=\"([^\"]*)\"|data-use=\"{{ asset\('components/(\w+)/"
    asked_for = [module or used for module, used in re.findall(pattern, component.source("html"))]

    assert asked_for == ([component.name] if component.file("mjs").exists() else [])


def test_every_field_type_has_a_template_that_an_example_shows() -> None:
    templates = {file.stem for file in (TEMPLATES / "values").glob("*.html")}
    facts = next(component for component in COMPONENTS if component.name == "facts")
    everything = facts.examples[0].arguments["items"]
    assert isinstance(everything, tuple)

    assert templates == set(VALUES) == {fact.type for fact in everything}
