"""Fixtures for tests that look at finished pages: a browser, axe, the HTML checker, a server for folders.

And which tests one process runs after another.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page
from xdist.scheduler import LoadScopeScheduling

from support.axe import Axe
from support.browsers import running_browser
from support.folder_server import FolderServer, serving
from support.html_checker import HtmlChecker
from support.sites import ROOT, BuiltSite, built_once
from support.tools import Tools, read_tools

settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")  # the same answer on every machine, however busy

SPREAD = ("test_page_types.py", "test_accessibility.py", "test_look.py", "test_sequences.py")
"""Files whose tests take long: those of one language or number, or else of one function, run one after another."""


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """Processes take files whole: the tests of a file share its browser, its server and its built site."""
    scheduling = LoadScopeScheduling(config, log)
    scheduling._split_scope = goes_with  # noqa: SLF001 - the place that xdist names for it
    return scheduling


def goes_with(test: str) -> str:
    """What the tests that run in one process after another have in common."""
    file, _, name = test.partition("::")
    if not file.endswith(SPREAD):
        return file
    function, _, parameters = name.rstrip("]").partition("[")
    return f"{file} {parameters.partition('-')[0] or function}"


@pytest.fixture(scope="session")
def tools() -> Tools:
    return read_tools()


@pytest.fixture(scope="session")
def chromium_path(tools: Tools) -> Path:
    return tools.chromium


@pytest.fixture(scope="session")
def browser(tools: Tools) -> Iterator[Browser]:
    """One browser for each process of tests; `browser.new_context()` makes a reader with other settings."""
    with running_browser(tools) as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of a reader who has never been here."""
    with browser.new_context(locale="de-DE", timezone_id="Europe/Berlin") as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def axe(tools: Tools) -> Axe:
    return Axe(script=tools.axe)


@pytest.fixture(scope="session")
def html_checker(tools: Tools) -> HtmlChecker:
    return HtmlChecker(java=tools.java, jar=tools.vnu)


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[FolderServer]:
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(serving(folder))


@pytest.fixture(scope="session")
def real_county() -> Path:
    """The pages of a real county as Integreat delivers them, which are not part of this repository."""
    folder = ROOT.parent / "shared/real/lkaugsburg"
    if not folder.is_dir():
        pytest.skip(f"the pages of a real county are not in {folder}")
    return folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> BuiltSite:
    """The invented county of this repository, built once for all processes of tests."""
    mine = tmp_path_factory.getbasetemp()
    return built_once(ROOT, mine if worker_id == "master" else mine.parent)


@pytest.fixture(scope="session")
def demo_url(demo: BuiltSite, serve_folder: FolderServer) -> str:
    """Where the invented county's site is served, with a slash at the end."""
    return f"{serve_folder(demo.folder)}/"
