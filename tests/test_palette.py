"""The county's colours: what follows from them, and that nothing becomes unreadable."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intsite.colours import contrast
from intsite.config import Config
from intsite.design import Design
from intsite.palette import BODY, PAIRS, SHEET, Palette, palette
from intsite.problems import Problem
from intsite.resources import shipped

ASSETS = shipped("assets")
SHEETS = (*sorted((ASSETS / "css").glob("*.css")), *sorted(shipped("templates").glob("components/*/*.css")))
TOKEN = re.compile(r"--([a-z-]+): (?:var\(--usual, )?light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\)")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
NO_PAIR = {"line"}
"""Lines that only decorate: what they part is parted by room as well."""
COLOURS = st.builds("#{:06x}".format, st.integers(0, 0xFFFFFF))


def made(**colours: tuple[str, str]) -> tuple[Palette, tuple[Problem, ...]]:
    config = Config(root=Path("/county"), name=(), design=Design(colours=tuple(colours.items())))
    return palette(config, [ASSETS])


def long(colour: str) -> str:
    return "#" + "".join(digit * 2 for digit in colour[1:]) if len(colour) == 4 else colour


def published(found: Palette) -> dict[str, tuple[str, str]]:
    assert found.sheet is not None
    return {match[1]: (long(match[2]), long(match[3])) for match in TOKEN.finditer(found.sheet)}


def test_without_colours_of_the_county_the_sheet_stays_as_it_is() -> None:
    found, problems = made()
    assert problems == (), "our own colours can be read"
    assert found.sheet == (ASSETS / SHEET).read_text(encoding="utf-8")


def test_buttons_links_and_tints_follow_the_primary_colour() -> None:
    found, problems = made(primary=("#a4001f", ""))
    tokens = published(found)
    assert problems == ()
    assert tokens["accent"][0] == "#a4001f"
    assert tokens["on-accent"][0] == "#ffffff"
    assert contrast(tokens["link"][0], tokens["ground"][0]) >= BODY
    assert contrast(tokens["accent"][1], tokens["ground"][1]) >= BODY, "the dark theme has a lighter shade"
    before = published(made()[0])
    assert {token for token in tokens if tokens[token] != before[token]} == {"accent", "tint", "link", "focus"}


def test_colours_for_more_contrast_stay_whatever_the_county_chooses() -> None:
    found, _ = made(ground=("#fffef5", "#101010"))
    assert "--ground: var(--usual, light-dark(#fffef5, #101010)) var(--strong, light-dark(#fff, #000));" in str(
        found.sheet
    )


def test_a_colour_that_cannot_be_read_is_refused_with_one_that_would_do() -> None:
    _, (problem,) = made(primary=("#ffcc00", ""))
    told = dict(problem.arguments)
    assert problem.code == "low-contrast"
    assert (told["setting"], told["text"], told["ground"], told["needed"]) == ("primary", "accent", "ground", "4.5")
    assert made(primary=(told["nearest"], ""))[1] == ()


def test_a_dark_shade_is_refused_by_its_name() -> None:
    _, (problem,) = made(primary=("#0b4f5c", "#333333"))
    told = dict(problem.arguments)
    assert told["setting"] == "primary.dark"
    assert made(primary=("#0b4f5c", told["nearest"]))[1] == ()


def test_a_ground_is_put_right_before_what_stands_on_it() -> None:
    _, problems = made(ground=("#808080", ""), primary=("#ffcc00", ""), link=("#ffcc00", ""))
    assert [dict(problem.arguments)["setting"] for problem in problems] == ["ground"]


@settings(max_examples=60)
@given(primary=COLOURS, ground=st.none() | COLOURS, link=st.none() | COLOURS)
def test_whatever_is_published_can_be_read(primary: str, ground: str | None, link: str | None) -> None:
    chosen = {"primary": (primary, ""), "ground": (ground or "", ""), "link": (link or "", "")}
    found, problems = made(**chosen)
    if not problems:
        for text, under, needed in PAIRS:
            for one, other in zip(published(found)[text], published(found)[under], strict=True):
                assert contrast(one, other) >= needed, (text, under, one, other)
    for problem in problems:
        told = dict(problem.arguments)
        setting, _, theme = told["setting"].partition(".")
        light, dark = chosen[setting]
        chosen[setting] = (light, told["nearest"]) if theme == "dark" else (told["nearest"], dark)
        again = made(**chosen)[1]
        assert problem.arguments not in [one.arguments for one in again], "the advice helps"


def test_a_county_s_own_sheet_is_checked_as_well(tmp_path: Path) -> None:
    own = tmp_path / "assets"
    (own / "css").mkdir(parents=True)
    shipped_sheet = (ASSETS / SHEET).read_text(encoding="utf-8")
    sheet = re.sub(r"--ink: .*;", "--ink: light-dark(#999999, #efebe3);", shipped_sheet)
    (own / SHEET).write_text(sheet, encoding="utf-8")
    _, (problem,) = palette(Config(root=tmp_path, name=()), [own, ASSETS])
    assert problem.span.path == "assets/css/tokens.css"
    assert sheet.split("\n")[problem.span.line - 1].strip().startswith("--ink")


# --- the style sheets keep to the pairs that are checked


def rules() -> list[tuple[str, str, str]]:
    """Sheet, selector and declarations of each rule with colours."""
    return [
        (sheet.name, " ".join(selector.split()), body)
        for sheet in SHEETS
        if sheet.name != "print.css"
        for selector, body in RULE.findall(re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL))
    ]


def uses(body: str, properties: str) -> list[str]:
    return re.findall(rf"(?:^|[;\s])(?:{properties}):[^;]*var\(--([a-z-]+)\)", body)


@pytest.mark.parametrize("rule", [rule for rule in rules() if uses(rule[2], "color") and uses(rule[2], "background")])
def test_text_on_a_ground_of_its_own_is_among_the_pairs(rule: tuple[str, str, str]) -> None:
    (text,), (ground,) = uses(rule[2], "color"), uses(rule[2], "background")
    assert any((text, ground) == pair[:2] and pair[2] >= 4.5 for pair in PAIRS), rule


def test_every_colour_of_the_style_sheets_is_checked_on_something() -> None:
    known = {token for token, _, _ in PAIRS} | {ground for _, ground, _ in PAIRS}
    tokens = set(published(made()[0]))
    used = {token for _, _, body in rules() for token in re.findall(r"var\(--([a-z-]+)\)", body)}
    assert used & tokens - known == NO_PAIR


def test_texts_are_checked_as_texts_and_outlines_as_signs() -> None:
    for _, selector, body in rules():
        for text in uses(body, "color"):
            assert any(text == pair[0] and pair[2] >= 4.5 for pair in PAIRS), (selector, text)
        for sign in uses(body, "outline|border|border-color"):
            assert sign in NO_PAIR or any(sign == pair[0] for pair in PAIRS), (selector, sign)
