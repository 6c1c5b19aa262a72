"""What `intsite admin` writes: forms made from the kinds, the program with them, and where it may connect to."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from intsite import kinds as all_kinds
from intsite.admin import Repository, admin, forms, origin, program, service_of
from intsite.fields import Field
from intsite.resources import shipped
from intsite.vocabularies import parse_vocabulary
from support.counties import County, county, words
from support.sites import ROOT

KINDS, _ = all_kinds.discover([shipped("templates")], ROOT)
SCRIPT = (
    "src:url(https://cdn.jsdelivr.net/fontsource/fonts/sans:vf@5.3.0/latin-wght-normal.woff2);"
    'u="https://unpkg.com/@sveltia/cms";'
)
HOST = "git.musterland.example"


def asked(*languages: str, editor: str = "de") -> forms.Asked:
    files = sorted((ROOT / "content/vocabularies").glob("*.yaml"))
    found = (parse_vocabulary(ROOT, file.relative_to(ROOT).as_posix(), "de")[0] for file in files)
    vocabularies = {one.name: one for one in found}
    return forms.Asked(kinds=KINDS, vocabularies=vocabularies, languages=languages, source="de", editor=editor)


def collection(name: str, *languages: str, editor: str = "de") -> Any:  # noqa: ANN401
    return next(one for one in forms.collections(asked(*languages, editor=editor)) if one["name"] == name)


def field(name: str, path: str) -> Any:  # noqa: ANN401
    inner, found = collection(name)["fields"], None
    for step in path.split("."):
        found = next(one for one in inner if one["name"] == step)
        inner = found.get("fields", ())
    return found


# --- forms


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_kind_is_in_a_form_by_its_name(kind: str) -> None:
    def names(declared: tuple[Field, ...]) -> Iterator[str]:
        for one in declared:
            yield one.name
            yield from names(one.fields)

    def shown(fields: list[dict[str, Any]], known: set[str]) -> Iterator[str]:
        for one in fields:
            if one["name"] in known:
                yield one["name"]
            yield from shown(one.get("fields", []), known)

    for name, declared in ((f"{kind}-facts", KINDS[kind].facts), (f"{kind}-de", KINDS[kind].words)):
        expected = list(names(declared))
        assert set(shown(collection(name)["fields"], set(expected))) == set(expected)


def test_the_files_of_an_entry_lie_where_intsite_looks_for_them() -> None:
    assert (collection("course-facts")["folder"], collection("course-facts")["path"]) == (
        "content/courses",
        "{{slug}}/facts",
    )
    assert collection("course-de")["path"] == "{{slug}}/de"


def test_only_the_leading_language_has_forms_unless_others_are_asked_for() -> None:
    assert {one["name"] for one in forms.collections(asked()) if one["name"].startswith("course-")} == {
        "course-de",
        "course-facts",
    }
    assert collection("course-ar", "ar")["path"] == "{{slug}}/ar"


def test_terms_and_choices_are_offered_in_the_editors_language() -> None:
    options = {one["value"]: one["label"] for one in field("course-facts", "course-type")["options"]}
    assert options["general-integration"] == "Allgemeiner Integrationskurs"
    assert field("course-facts", "target-groups")["multiple"] is True
    english = collection("office-facts", editor="en")["fields"]
    assert next(one for one in english if one["name"] == "hours")["label"] == "Opening hours"


def test_yes_and_no_can_be_left_open() -> None:
    childcare = field("course-facts", "childcare")
    assert ([one["value"] for one in childcare["options"]], childcare["required"]) == (["true", "false"], False)


def test_a_reference_offers_the_titles_of_its_kind_and_one_to_several_kinds_is_written() -> None:
    office = field("course-facts", "place.office")
    assert (office["widget"], office["collection"], office["value_field"]) == ("relation", "office-de", "{{slug}}")
    assert field("course-facts", "provider")["widget"] == "string"


@pytest.mark.parametrize(
    ("path", "widget"),
    [("start", "datetime"), ("schedule", "string"), ("seats", "object"), ("seats.total", "number"), ("images", "list")],
)
def test_each_type_has_its_widget(path: str, widget: str) -> None:
    assert field("course-facts", path)["widget"] == widget


# --- the repository


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://github.com/landkreis/portal.git", ("github.com", "landkreis/portal")),
        ("git@git.musterland.example:portal/inhalte.git", (HOST, "portal/inhalte")),
        ("ssh://git@git.musterland.example:2222/portal/inhalte", (HOST, "portal/inhalte")),
        ("https://name:token@gitlab.musterland.example/a/b/c.git", ("gitlab.musterland.example", "a/b/c")),
        ("/srv/git/portal.git", ("", "")),
    ],
)
def test_the_repository_is_read_from_git(tmp_path: Path, address: str, expected: tuple[str, str]) -> None:
    for arguments in (("init", "--quiet"), ("remote", "add", "origin", address)):
        subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True)  # noqa: S607
    assert origin(tmp_path) == expected


def test_the_service_is_guessed_from_the_host() -> None:
    assert [service_of(host) for host in ("github.com", "gitlab.musterland.example", HOST)] == [
        "github",
        "gitlab",
        "forgejo",
    ]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No program is fetched."""
    monkeypatch.setattr(program, "files", lambda _: ())


@pytest.fixture
def small(tmp_path: Path) -> County:
    return county(tmp_path / "county", {"content/pages/imprint/de.md": words("Impressum")})


def written(made: County, repository: Repository) -> tuple[str, dict[str, Any]]:
    outputs = admin(made.config(), KINDS, repository, (), editor="de", cache=made.root / ".intsite")
    files = {output.path: output.content.decode() for output in outputs}
    return files["index.html"], json.loads(files["config.json"])


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("service", "host", "name", "reached"),
    [
        ("github", "github.com", "github", "https://api.github.com"),
        ("gitlab", HOST, "gitlab", f"https://{HOST}"),
        ("forgejo", HOST, "gitea", f"https://{HOST}"),
    ],
)
def test_the_page_may_connect_to_nothing_but_the_service(
    small: County, service: str, host: str, name: str, reached: str
) -> None:
    repository = Repository(service=service, host=host, name="portal/inhalte", branch="redaktion")
    page, config = written(small, repository)
    assert f"connect-src 'self' data: blob: {reached};" in page
    assert "script-src 'self';" in page
    assert page.count("https://") == 1
    backend = config["backend"]
    assert (backend["name"], backend["repo"], backend["branch"]) == (name, "portal/inhalte", "redaktion")
    assert backend["auth_methods"] == ["token"]


@pytest.mark.usefixtures("quick")
def test_an_application_of_the_service_lets_people_sign_in_without_a_token(small: County) -> None:
    repository = Repository(service="gitlab", host=HOST, name="portal/inhalte", branch="main", application="abc")
    backend = written(small, repository)[1]["backend"]
    assert (backend["app_id"], backend["auth_type"]) == ("abc", "pkce")
    assert "auth_methods" not in backend


@pytest.mark.usefixtures("quick")
def test_the_command_writes_a_folder_and_says_so(small: County) -> None:
    result = small.run("admin", "--service", "test", "--lang", "en")
    assert result.exit_code == 0, result.stderr
    assert "4 files written (only in the browser)." in result.stdout
    names = {one["name"] for one in json.loads((small.root / "admin/config.json").read_text("utf-8"))["collections"]}
    assert {"course-de", "course-en", "course-facts"} <= names
    assert small.run("check").exit_code == 0


def test_without_a_repository_the_command_asks_for_it(small: County) -> None:
    result = small.run("admin", GIT_CEILING_DIRECTORIES=str(small.root.parent))
    assert result.exit_code == 2
    assert "--service, --host and --repository" in result.stderr


def test_a_language_that_the_site_does_not_have_is_refused(small: County) -> None:
    result = small.run("admin", "--service", "test", "--lang", "fr")
    assert result.exit_code == 2
    assert "There is no “fr”." in result.stderr


def test_without_npm_the_way_out_is_named(small: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    result = small.run("admin", "--service", "test")
    assert result.exit_code == 2
    assert "pip install intsite[admin]" in result.stderr
    assert not (small.root / "admin").exists()


# --- the program


def test_every_package_is_pinned_with_a_digest() -> None:
    lock = json.loads((shipped("admin") / "npm/package-lock.json").read_text(encoding="utf-8"))
    packages = {path: one for path, one in lock["packages"].items() if path}
    assert [path for path, one in packages.items() if not one["integrity"].startswith("sha512-")] == []
    assert packages["node_modules/@sveltia/cms"]["license"] == "MIT"


def packages(folder: Path, script: str) -> Path:
    """A folder such as npm makes, with a small program."""
    made = County(root=folder)
    made.write(
        {
            "@sveltia/cms/dist/sveltia-cms.mjs": script,
            "@sveltia/cms/package.json": '{\n  "version": "1.2.3"\n}',
            "@sveltia/cms/locales/de.json": "{}",
            "@sveltia/cms/LICENSE.txt": "MIT",
            "@fontsource-variable/sans/files/sans-latin-wght-normal.woff2": b"font",
            "@fontsource-variable/sans/LICENSE": "OFL",
            "js-yaml/dist/js-yaml.mjs": "export {};",
            "js-yaml/LICENSE": "MIT",
        }
    )
    return folder


def test_fonts_and_words_of_the_interface_are_loaded_from_the_folder(tmp_path: Path) -> None:
    program.take(packages(tmp_path / "npm", SCRIPT), tmp_path / "taken")
    script = (tmp_path / "taken/sveltia-cms.mjs").read_text(encoding="utf-8")
    assert script == 'src:url(fonts/sans-latin-wght-normal.woff2);u="npm";'
    for path in ("fonts/sans-latin-wght-normal.woff2", "npm@1.2.3/locales/de.json", "licences/sveltia-cms.txt"):
        assert (tmp_path / "taken" / path).is_file(), path
    assert (tmp_path / "taken/licences/sans.txt").is_file()


def test_a_program_that_loads_from_elsewhere_in_a_new_way_is_refused(tmp_path: Path) -> None:
    changed = packages(tmp_path / "npm", SCRIPT + "https://cdn.jsdelivr.net/new/way.js")
    with pytest.raises(program.NoProgramError):
        program.take(changed, tmp_path / "taken")
