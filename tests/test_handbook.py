"""The examples of the handbooks for editors: each stands in a new county and is right."""

import datetime as dt
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from intsite import build, design, palette, scaffold
from intsite.cli import main
from intsite.config import Config, load
from intsite.load import check
from intsite.resources import shipped

DOCS = Path(__file__).parents[1] / "docs"
TODAY = dt.date(2026, 11, 22)
LANGUAGES = {"redaktion.md": ("de", "de-simple", "en", "ar"), "editors.md": ("en", "de", "ar")}
"""By handbook; the first one leads and is the handbook's own."""
BLOCK = re.compile(r"^```(?P<form>\w+) (?P<info>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ intsite new (\w+) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SETTINGS = ("name", "tagline", "notice", "base-url", "land", "languages", "source", "office", "helpdesk")
WORDS = "---\ntitle: Title\nsummary: A sentence.\n---\n"


def _examples(handbook: str) -> dict[str, str]:
    """Path of the file, or what else the block says it is, to text."""
    text = (DOCS / handbook).read_text(encoding="utf-8")
    examples: dict[str, str] = {}
    for block in BLOCK.finditer(text):
        info = block["info"]
        if info == "files":
            _, *parts = re.split(r"^# (content/\S+)\n", block["text"], flags=re.MULTILINE)
            examples |= dict(zip(parts[::2], parts[1::2], strict=True))
        else:
            examples[info] = examples.get(info, "") + block["text"]
    return examples


def _county(handbook: str, folder: Path) -> Config:
    files = scaffold.init(folder, name="Landkreis Beispiel", languages=LANGUAGES[handbook], land="NI")
    scaffold.write(folder, files)
    config, problems = load(folder)
    assert config is not None, problems
    return config


def _put(county: Config, path: str, text: str) -> None:
    """Write an example; a vocabulary grows, words and pictures that the handbook leaves out are made up."""
    file = county.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    grows = path.startswith("content/vocabularies/") and file.exists()
    before = file.read_text(encoding="utf-8") if grows else ""
    file.write_text(before + text, encoding="utf-8")
    leading = file.parent / f"{county.source}.md"
    if file.name == "facts.yaml" and not leading.exists():
        leading.write_text(WORDS, encoding="utf-8")
    for name in re.findall(r"[\w-]+\.jpg", text):
        Image.new("RGB", (8, 8)).save(file.parent / name)
    for name in re.findall(r"file: ([\w-]+\.pdf)", text):
        (file.parent / name).write_bytes(b"%PDF-1.7\n")


@pytest.mark.parametrize("handbook", LANGUAGES)
def test_every_example_can_be_copied_into_a_new_county(handbook: str, tmp_path: Path) -> None:
    county = _county(handbook, tmp_path)
    examples = {path: text for path, text in _examples(handbook).items() if path.startswith("content/")}
    assert len(examples) > 15
    for path, text in examples.items():
        _put(county, path, text)
    report = build.build(county, tmp_path / "public", today=TODAY)
    # What the office alone can say of its accessibility is missing in every new county.
    assert {found.code for found in report.problems} <= {"statement-incomplete"}


@pytest.mark.parametrize("handbook", LANGUAGES)
def test_every_case_of_opening_hours_is_understood(handbook: str, tmp_path: Path) -> None:
    county = _county(handbook, tmp_path)
    cases = re.split(r"^(?=hours:)", _examples(handbook)["hours"], flags=re.MULTILINE)[1:]
    assert len(cases) > 10
    for number, case in enumerate(cases):
        _put(county, f"content/offices/case-{number}/facts.yaml", f"website: https://www.amt.example/\n{case}")
    assert {found.code for found in check(county, today=TODAY).problems} <= {"statement-incomplete"}


@pytest.mark.parametrize("handbook", LANGUAGES)
def test_every_rule_of_repetition_is_understood(handbook: str, tmp_path: Path) -> None:
    county = _county(handbook, tmp_path)
    rules = re.findall(r"`(FREQ=[^`]*)`", (DOCS / handbook).read_text(encoding="utf-8"))
    assert rules
    for number, rule in enumerate(rules):
        facts = f'start: 2026-12-01 17:00\nplace: {{office: main-office}}\nrecurrence: {{rule: "{rule}"}}\n'
        _put(county, f"content/events/rule-{number}/facts.yaml", facts)
    assert {found.code for found in check(county, today=TODAY).problems} <= {"statement-incomplete"}


@pytest.mark.parametrize("handbook", LANGUAGES)
def test_each_kind_can_be_begun_as_the_table_says(handbook: str, tmp_path: Path) -> None:
    county = _county(handbook, tmp_path)
    commands = re.findall(r"^\|.*`intsite new (\w+) (\S+)` \|$", (DOCS / handbook).read_text("utf-8"), re.MULTILINE)
    assert {kind for kind, _ in commands} == set(_kinds(county))
    for kind, identifier in commands:
        result = CliRunner().invoke(main, ["--root", str(county.root), "new", kind, identifier])
        assert result.exit_code == 0, result.output


def _kinds(county: Config) -> list[str]:
    result = CliRunner().invoke(main, ["--root", str(county.root), "kinds"])
    return [line.split("\t")[0] for line in result.stdout.splitlines()[1:]]


@pytest.mark.parametrize("handbook", LANGUAGES)
def test_the_first_course_lacks_what_the_handbook_shows(
    handbook: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTSITE_LANGUAGE", LANGUAGES[handbook][0])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795341600")
    root = str(_county(handbook, tmp_path).root)
    kind, identifier, answer = COMMAND.findall((DOCS / handbook).read_text(encoding="utf-8"))[0]
    made = CliRunner().invoke(main, ["--root", root, "new", kind, identifier])
    assert made.stdout + made.stderr == answer
    checked = CliRunner().invoke(main, ["--root", root, "check"])
    shown = _examples(handbook)["check"].splitlines()
    assert len(shown) > 3
    assert set(shown) <= set(re.sub(r" \(\d+\.\d s\)", "", checked.stderr).splitlines())


def test_the_settings_of_the_handbook_for_counties_are_all_and_valid(tmp_path: Path) -> None:
    text = (DOCS / "counties.md").read_text(encoding="utf-8")
    settings = re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[0]
    scaffold.write(tmp_path, scaffold.init(tmp_path, name="Landkreis Beispiel", land="NI"))
    (tmp_path / "site.toml").write_text(settings, encoding="utf-8")
    county, problems = load(tmp_path)
    assert county is not None
    assert problems == ()
    assert all(getattr(county, setting.replace("-", "_")) for setting in SETTINGS)
    assert set(re.findall(r"^\| `([a-z-]+)` \|", text.split("### Design")[0], re.MULTILINE)) == set(SETTINGS)
    assert {found.code for found in check(county, today=TODAY).problems} <= {"statement-incomplete"}


def test_the_design_of_the_handbook_is_whole_and_can_be_read(tmp_path: Path) -> None:
    text = (DOCS / "counties.md").read_text(encoding="utf-8")
    settings = re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[1]
    (tmp_path / "design").mkdir()
    for file in ("logo.svg", "marketplace.jpg"):
        (tmp_path / "design" / file).touch()
    (tmp_path / "site.toml").write_text(f'[site]\nname = "Landkreis Beispiel"\n{settings}', encoding="utf-8")
    county, problems = load(tmp_path)
    assert county is not None
    assert problems == ()
    assert {setting for setting, _ in county.design.colours} == set(design.COLOURS)
    assert county.design.logo
    assert county.design.picture
    assert palette.palette(county, [shipped("assets")])[1] == ()
    part = text.split("### Design")[1].split("## Build")[0]
    tokens = {token for pair in palette.PAIRS for token in pair[:2]}
    assert tokens <= set(re.findall(r"`([a-z-]+)`", part)), "every name that a message may say is explained"


def test_every_server_is_given_the_same_security_policy() -> None:
    text = (DOCS / "counties.md").read_text(encoding="utf-8")
    policies = re.findall(r"default-src 'none';[^\"\n]*", text)
    assert len(policies) == 4
    assert len(set(policies)) == 1
