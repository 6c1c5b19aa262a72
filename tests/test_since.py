"""Checks limited to a change: what it touched, and what it broke elsewhere."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from intsite import scaffold
from support.counties import SITE, County, county, words

OFFICE = "content/offices/jobcenter"
PAGE = "content/pages/imprint/de.md"
OLD = "content/pages/contact/de.md"
GONE = words("Kontakt", "[](office:long-gone)")
"""Was broken before every change of these tests."""


def git(made: County, *arguments: str) -> str:
    identity = ("-c", "user.name=Redaktion", "-c", "user.email=redaktion@musterland.example")
    command = ["git", "-C", str(made.root), *identity, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def commit(made: County, subject: str) -> None:
    git(made, "add", "--all")
    git(made, "commit", "--quiet", "--message", subject)


@pytest.fixture
def made(tmp_path: Path) -> County:
    """An office, a page that links to it, and a page with an old mistake; all of it committed."""
    files = {
        f"{OFFICE}/facts.yaml": "phones: '030 23125 100'\n",
        f"{OFFICE}/de.md": words("Jobcenter"),
        PAGE: words("Impressum", "[](office:jobcenter)"),
        OLD: GONE,
    }
    found = county(tmp_path / "county", files)
    git(found, "init", "--quiet", "--initial-branch=main")
    commit(found, "Begin")
    return found


def since(made: County, *arguments: str) -> list[tuple[str, str]]:
    """Path and code of each problem, sorted."""
    result = made.run("check", "--format", "json", *(arguments or ("--since", "HEAD")))
    rows = json.loads(result.stdout)
    assert result.exit_code == int(any(row["severity"] == "error" for row in rows)), result.stderr
    return [(row["path"], row["code"]) for row in rows]


def test_without_a_change_old_problems_are_only_counted(made: County) -> None:
    assert since(made) == []
    result = made.run("check", "--since", "HEAD")
    assert result.exit_code == 0
    assert "3 entries checked: 0 errors, 0 warnings; 1 older." in result.stderr
    assert made.run("check").exit_code == 1


def test_problems_of_a_changed_file_are_shown_even_old_ones(made: County) -> None:
    made.write({OLD: GONE.replace("Kontakt", "Kontakte")})
    assert since(made) == [(OLD, "unknown-reference")]


def test_new_files_count_before_git_knows_them(made: County) -> None:
    made.write({"content/pages/new/de.md": words("Neu", "[](office:nowhere)")})
    assert since(made) == [("content/pages/new/de.md", "unknown-reference")]


def test_links_to_a_deleted_entry_are_shown_where_nobody_touched_anything(made: County) -> None:
    git(made, "rm", "-r", "--quiet", OFFICE)
    assert since(made) == [(PAGE, "unknown-reference")]


def test_links_to_a_renamed_entry_are_shown_and_the_new_name_suggested(made: County) -> None:
    git(made, "mv", OFFICE, "content/offices/job-centre")
    commit(made, "Rename")
    assert since(made, "--since", "HEAD^") == [(PAGE, "unknown-reference")]
    assert "Did you mean “office:job-centre”?" in made.run("check", "--since", "HEAD^").stderr


def test_a_new_entry_that_is_nearer_to_an_old_mistake_does_not_make_it_new(made: County) -> None:
    made.write({"content/offices/long-gon/facts.yaml": "phones: '030 23125 100'\n"})
    made.write({"content/offices/long-gon/de.md": words("Stelle")})
    assert "Did you mean “office:long-gon”?" in made.run("check").stderr
    assert since(made) == []


def test_an_old_address_that_two_entries_claim_is_shown_wherever_it_is_told(made: County) -> None:
    made.write({"content/offices/zeta/facts.yaml": "phones: '030 23125 100'\naliases: [old/place]\n"})
    made.write({"content/offices/zeta/de.md": words("Zeta")})
    commit(made, "Zeta")
    made.write({"content/offices/alpha/facts.yaml": "phones: '030 23125 100'\naliases: [old/place]\n"})
    made.write({"content/offices/alpha/de.md": words("Alpha")})
    assert since(made) == [("content/offices/zeta/facts.yaml", "alias-collision")]


def test_a_change_of_site_toml_answers_for_what_it_breaks_in_content(made: County) -> None:
    made.write({"site.toml": SITE.replace('"de", "en"', '"en"')})
    found = since(made)
    assert {(PAGE, "language-not-of-site"), (f"{OFFICE}/de.md", "language-not-of-site")} <= set(found)


def test_a_folder_without_words_belongs_to_the_change_that_emptied_it(made: County) -> None:
    git(made, "rm", "--quiet", f"{OFFICE}/de.md")
    assert (OFFICE, "entry-without-words") in since(made)


def test_a_branch_does_not_answer_for_what_came_to_main_meanwhile(made: County) -> None:
    git(made, "switch", "--quiet", "--create", "mine")
    made.write({"content/pages/new/de.md": words("Neu")})
    commit(made, "Mine")
    git(made, "switch", "--quiet", "main")
    made.write({OLD: words("Kontakt")})
    commit(made, "Mended")
    git(made, "switch", "--quiet", "mine")
    assert since(made, "--since", "main") == []


def test_a_county_in_a_folder_of_a_repository_is_checked_as_well(tmp_path: Path) -> None:
    outer = County(root=tmp_path)
    inner = county(tmp_path / "portal", {PAGE: words("Impressum", "[](page:contact)"), OLD: words("Kontakt")})
    outer.write({"letter.txt": "Dear county"})
    git(outer, "init", "--quiet")
    commit(outer, "Begin")
    git(outer, "rm", "-r", "--quiet", "portal/content/pages/contact")
    outer.write({"letter.txt": "Dear council"})
    assert since(inner) == [(PAGE, "unknown-reference")]


def test_what_is_staged_is_checked_and_nothing_else(made: County) -> None:
    made.write({PAGE: words("Impressum", "[](office:staged)")})
    git(made, "add", PAGE)
    made.write({PAGE: words("Impressum", "[](office:jobcenter)"), OLD: words("Kontakt", "[](office:unstaged)")})
    assert since(made, "--staged") == [(PAGE, "unknown-reference")]
    printed = made.run("check", "--staged").stderr
    assert "There is no entry “office:staged”." in printed
    assert "6 | [](office:staged)" in printed
    assert "unstaged" not in printed


def test_the_first_commit_of_all_can_be_checked(tmp_path: Path) -> None:
    fresh = county(tmp_path, {OLD: GONE})
    git(fresh, "init", "--quiet")
    git(fresh, "add", "--all")
    assert since(fresh, "--staged") == [(OLD, "unknown-reference")]


def test_neither_files_nor_the_index_change(made: County) -> None:
    made.write({PAGE: words("Impressum", "[](office:a)")})
    git(made, "add", PAGE)
    made.write({PAGE: words("Impressum", "[](office:b)")})
    before = git(made, "status", "--porcelain"), git(made, "diff"), git(made, "diff", "--cached")
    since(made)
    since(made, "--staged")
    assert (git(made, "status", "--porcelain"), git(made, "diff"), git(made, "diff", "--cached")) == before


@pytest.mark.parametrize("revision", ["mian", "--help", "HEAD~9"])
def test_a_revision_that_git_does_not_know_ends_with_2_and_what_to_do(made: County, revision: str) -> None:
    result = made.run("check", f"--since={revision}")
    assert result.exit_code == 2
    assert f"Git knows no revision “{revision}”." in result.stderr
    assert "git fetch" in result.stderr
    assert ("Did you mean “main”?" in result.stderr) == (revision == "mian")


def test_a_cut_off_history_ends_with_2_and_how_to_fetch_it(made: County, tmp_path: Path) -> None:
    made.write({OLD: words("Kontakt")})
    commit(made, "Mend")
    shallow = tmp_path / "shallow"
    git(made, "clone", "--quiet", "--depth=1", made.root.as_uri(), str(shallow))
    result = County(root=shallow).run("check", "--since", "HEAD^")
    assert result.exit_code == 2
    assert "[shallow-history]" in result.stderr
    assert "fetch-depth: 0" in result.stderr


def test_a_folder_that_is_no_repository_ends_with_2(tmp_path: Path) -> None:
    result = county(tmp_path, {OLD: GONE}).run("check", "--since", "HEAD", GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert result.exit_code == 2
    assert "[no-repository]" in result.stderr


def test_without_git_the_way_out_is_named(made: County) -> None:
    result = made.run("check", "--since", "HEAD", PATH="")
    assert result.exit_code == 2
    assert "[no-git]" in result.stderr


def test_annotations_are_limited_to_the_change_too(made: County) -> None:
    git(made, "rm", "-r", "--quiet", OFFICE)
    printed = made.run("check", "--since", "HEAD", "--format", "github").stdout
    assert printed.startswith(f"::error file={PAGE},title=unknown-reference,line=6,col=4::")
    assert printed.count("::error") == 1


# --- the hook of a new county


def _committed(made: County, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`git commit` with intsite on the path, as this Python runs it."""
    program = made.root.parent / "bin" / "intsite"
    program.parent.mkdir(exist_ok=True)
    source = Path(__file__).parents[1] / "src"
    python = Path(__file__).parents[1] / ".venv/bin/python"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{source}" exec "{python}" -m intsite "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "INTSITE_LANGUAGE": "en"}
    identity = ("-c", "user.name=Redaktion", "-c", "user.email=redaktion@musterland.example")
    command = ["git", *identity, "commit", "--quiet", "--message", "Change", *arguments]
    return subprocess.run(command, cwd=made.root, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def hooked(made: County) -> County:
    name = ".githooks/pre-commit"
    files = scaffold.init(made.root.parent / "new", name="Landkreis Musterland")
    scaffold.write(made.root, {name: files[name]})
    git(made, "config", "core.hooksPath", ".githooks")
    return made


def test_the_hook_refuses_a_commit_that_breaks_something_and_lets_others_pass(hooked: County) -> None:
    git(hooked, "rm", "-r", "--quiet", OFFICE)
    refused = _committed(hooked)
    assert refused.returncode == 1
    assert f"{PAGE}:6:4: There is no entry “office:jobcenter”." in refused.stderr
    hooked.write({PAGE: words("Impressum", "Ohne Verweis.")})
    git(hooked, "add", "--all")
    assert _committed(hooked).returncode == 0


def test_the_hook_checks_only_the_files_of_a_partial_commit(hooked: County) -> None:
    hooked.write({PAGE: words("Impressum", "[](office:nowhere)"), OLD: words("Kontakt", "Alles gut.")})
    assert _committed(hooked, OLD).returncode == 0
    assert _committed(hooked, PAGE).returncode == 1


def test_the_hook_says_what_to_do_where_intsite_is_missing(hooked: County) -> None:
    hook = hooked.root / ".githooks/pre-commit"
    result = subprocess.run(
        ["/bin/sh", str(hook)], cwd=hooked.root, env={"PATH": ""}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "git commit --no-verify" in result.stderr
