"""What a command loads before it does anything: no more than it uses, so that it answers at once."""

import functools
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.sites import ROOT

_LOADED = """
import sys
from intsite.cli import main
try:
    main(prog_name="intsite")
finally:
    sys.stderr.write("loaded: " + " ".join(sys.modules))
"""
SITE = ROOT / "tests/sites/minimal"


@functools.cache
def loaded_by(*arguments: str, site: Path = SITE) -> frozenset[str]:
    """Names of the modules that the command line has loaded when it ends."""
    command = [sys.executable, "-c", _LOADED, "--root", str(site), *arguments]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=True)
    return frozenset(done.stderr.rpartition("loaded: ")[2].split())


@pytest.mark.parametrize("arguments", [("--help",), ("check", "--help"), ("--version",)])
def test_help_loads_no_library_but_that_of_the_command_line(arguments: tuple[str, ...]) -> None:
    tops = {name.partition(".")[0] for name in loaded_by(*arguments)}
    interpreter = {*sys.stdlib_module_names, "sitecustomize", "usercustomize"}
    libraries = {name for name in tops - interpreter if not name.startswith("_")}
    assert libraries <= {"click", "intsite"}


def test_help_loads_no_stage() -> None:
    assert not {f"intsite.{stage}" for stage in ("load", "read", "parse", "resolve", "build")} & loaded_by("--help")


def test_help_loads_nothing_that_starts_processes_or_speaks_to_the_network() -> None:
    assert not {"multiprocessing", "concurrent", "asyncio", "logging", "socket"} & loaded_by("--help")


def test_a_command_loads_no_other_commands() -> None:
    commands = {name for name in loaded_by("check") if name.startswith("intsite.cli.")}
    assert commands == {"intsite.cli.terminal", "intsite.cli.checking"}


@pytest.mark.parametrize(
    "unused",
    [
        *("intsite.build", "intsite.pages", "intsite.render", "intsite.search", "intsite.serve", "intsite.importers"),
        *("PIL", "bs4", "holidays", "icalendar", "jinja2", "livereload", "lxml", "markdownify", "pagefind_bin", "rich"),
        *("sentencex", "zxingcpp"),
    ],
)
def test_a_check_loads_nothing_that_only_pages_need(unused: str) -> None:
    assert unused not in loaded_by("check")


def test_a_build_without_pictures_or_sounds_loads_nothing_that_draws_or_speaks(tmp_path: Path) -> None:
    site = shutil.copytree(SITE, tmp_path / "site")
    assert not {"PIL", "ctypes", "importlib.metadata"} & loaded_by("build", "--no-search", site=site)
