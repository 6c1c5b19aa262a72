"""The colours of a site: those of css/tokens.css with the county's own, and whether each can be read on the others.

A token is a custom property of the style sheet, `--link: light-dark(#0b4651, #93d6e0);`. A county sets few of them in
site.toml; what hangs together with these is worked out here, so that no colour makes anything unreadable unnoticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from intsite.colours import contrast, mixed, nearest_shade
from intsite.config import Config
from intsite.design import COLOURS
from intsite.problems import Problem, Span, problem

SHEET = "css/tokens.css"

BODY, TEXT, SIGN = 7.0, 4.5, 3.0
"""Contrasts of WCAG 2.2: long texts (1.4.6), short texts (1.4.3); borders of controls, icons and the focus (1.4.11)."""

_PAGE = ("ground", "surface", "tint")
_BOXES = ("important-tint", "warning-tint")
PAIRS: tuple[tuple[str, str, float], ...] = (
    *(("ink", ground, BODY) for ground in (*_PAGE, *_BOXES, "mark")),
    *((text, ground, BODY) for text in ("quiet", "link") for ground in (*_PAGE, *_BOXES)),
    ("important", "important-tint", BODY),
    ("on-reading", "reading", BODY),
    ("on-accent", "accent", TEXT),
    *((text, ground, TEXT) for text in ("accent", "good", "important", "warning") for ground in _PAGE),
    *((sign, ground, SIGN) for sign in ("edge", "focus") for ground in _PAGE),
    ("warning", "warning-tint", SIGN),
)
"""Every colour that the style sheets show on another, with the contrast it needs."""

_WHITE, _BLACK = "#ffffff", "#10181a"
_PAIR = r"light-dark\((#[0-9a-fA-F]+), (#[0-9a-fA-F]+)\)"
_TOKEN = re.compile(rf"--([a-z-]+): (?:var\(--usual, )?{_PAIR}")
_STRONGER = re.compile(rf"--([a-z-]+): [^;]*var\(--strong, {_PAIR}")
"""What the same token is for readers who want more contrast."""
_SHORT = 4
"""Characters of a colour such as #fff."""

Theme: TypeAlias = Mapping[str, str]
"""Tokens to colours."""
Colours: TypeAlias = Mapping[str, tuple[str, str]]
"""Settings or tokens to what they are in the light and in the dark theme; empty where that is open."""


class Palette(Struct, frozen=True, kw_only=True):
    """The colours as they are published."""

    sheet: str | None = None
    """The text of css/tokens.css with the county's colours; None where there is no such file."""
    light: Theme
    """The colours of the light theme."""


class _Sheet(Struct, frozen=True, kw_only=True):
    """What a style sheet says of colours."""

    tokens: Colours
    stronger: Colours
    """Other colours of these tokens for readers who want more contrast."""


class _Failure(Struct, frozen=True, kw_only=True):
    """A pair of colours that is too low."""

    text: str
    ground: str
    """Tokens."""
    colours: tuple[str, str]
    needed: float
    setting: str
    """Which one is to blame; empty where nothing but the sheet is."""

    @property
    def ratio(self) -> float:
        return contrast(*self.colours)


def palette(config: Config, asset_folders: Sequence[Path]) -> tuple[Palette, tuple[Problem, ...]]:
    """The colours of the site. Too little contrast is an error, one for each theme."""
    file = next((folder / SHEET for folder in asset_folders if (folder / SHEET).is_file()), None)
    if file is None:
        return Palette(light={}), ()
    text, chosen = file.read_text(encoding="utf-8"), dict(config.design.colours)
    sheet = _Sheet(tokens=_tokens(text, _TOKEN), stronger=_tokens(text, _STRONGER))
    themes = tuple(_theme(sheet.tokens, chosen, number) for number in (0, 1))
    problems = [
        _report(failure, config, sheet, number, _place(config, file, text, failure))
        for number in (0, 1)
        if (failure := _worst(_failures(sheet, chosen, number)))
    ]

    def replace(match: re.Match[str]) -> str:
        light, dark = (theme[match[1]] for theme, _ in themes)
        return match[0].partition("light-dark")[0] + f"light-dark({light}, {dark})"

    published = _TOKEN.sub(replace, text) if chosen else text
    return Palette(sheet=published, light=themes[0][0]), tuple(problems)


def _tokens(sheet: str, pattern: re.Pattern[str]) -> Colours:
    return {match[1]: (_long(match[2]), _long(match[3])) for match in pattern.finditer(sheet)}


def _long(colour: str) -> str:
    return "#" + "".join(digit * 2 for digit in colour[1:]) if len(colour) == _SHORT else colour


def _theme(written: Colours, chosen: Colours, number: int) -> tuple[Theme, Mapping[str, str]]:
    """The light (0) or dark (1) theme with a county's colours, and the settings that its tokens come from."""
    theme = {token: colours[number] for token, colours in written.items()}
    origins: dict[str, str] = {}

    def change(setting: str, **colours: str) -> None:
        for name, colour in colours.items():
            token = name.replace("_", "-")
            theme[token], origins[token] = colour, setting

    def own(setting: str, *grounds: str) -> str:
        """A colour without one for the dark theme takes a shade there that can be read on these grounds."""
        light, dark = chosen.get(setting, ("", ""))
        return (dark or (light and _readable(light, theme, grounds))) if number else light

    if ground := chosen.get("ground", ("", ""))[number]:
        change("ground", ground=ground)
        if number:
            change("ground", surface=mixed(_WHITE, ground, 0.05))
    if primary := own("primary", "ground", "surface"):
        lettering = max(_WHITE, _BLACK, key=partial(contrast, primary))
        change("primary", accent=primary, on_accent=lettering, tint=mixed(primary, theme["surface"], 0.08))
        change("primary", link=_readable(primary, theme, (*_PAGE, *_BOXES)))
    if link := own("link", *_PAGE, *_BOXES):
        change("link", link=link)
    if "link" in origins and not number:
        change(origins["link"], focus=theme["link"])
    return theme, origins


def _readable(colour: str, theme: Theme, grounds: Sequence[str]) -> str:
    """The nearest shade that can be read on these grounds, or the colour of texts where none can."""

    def fits(shade: str) -> bool:
        return all(contrast(shade, theme[ground]) >= BODY for ground in grounds if ground in theme)

    return nearest_shade(colour, fits) or theme["ink"]


def _failures(sheet: _Sheet, chosen: Colours, number: int) -> Iterator[_Failure]:
    """Pairs that are too low in a theme, or in that theme with more contrast."""
    theme, origins = _theme(sheet.tokens, chosen, number)
    stronger = {token: colours[number] for token, colours in sheet.stronger.items()}
    for tokens in (theme, {**theme, **stronger}):
        for text, ground, needed in PAIRS:
            colours = tokens.get(text, ""), tokens.get(ground, "")
            if all(colours) and contrast(*colours) < needed:
                setting = origins.get(text) or origins.get(ground) or ""
                yield _Failure(text=text, ground=ground, colours=colours, needed=needed, setting=setting)


def _worst(failures: Iterator[_Failure]) -> _Failure | None:
    """The lowest pair of the first setting that is to blame; those after it may be right once that one is."""
    order = (*COLOURS, "")
    return min(failures, key=lambda one: (order.index(one.setting), one.ratio / one.needed), default=None)


def _report(failure: _Failure, config: Config, sheet: _Sheet, number: int, place: Span) -> Problem:
    setting, name, value = failure.setting, f"--{failure.text}", failure.colours[0]
    if setting:
        light, dark = config.design.colour(setting)
        name = f"{setting}.{'dark' if number else 'light'}" if dark else setting
        value = (dark if number else light) or light
    return problem(
        "low-contrast",
        place,
        setting=name,
        text=failure.text,
        text_colour=failure.colours[0],
        ground=failure.ground,
        ground_colour=failure.colours[1],
        # Rounded down: 4.496 is not enough and must not look as if it were.
        ratio=f"{int(failure.ratio * 100) / 100:.2f}",
        needed=f"{failure.needed:g}",
        nearest=_nearest(sheet, dict(config.design.colours), failure, value, number),
    )


def _place(config: Config, file: Path, text: str, failure: _Failure) -> Span:
    """Where the setting stands in site.toml, or the token in the style sheet."""
    if failure.setting:
        return config.place(failure.setting)
    before = text.partition(f"--{failure.text}:")[0]
    path = file.relative_to(config.root).as_posix() if file.is_relative_to(config.root) else f"assets/{SHEET}"
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Span(path=path, line=line, column=column, length=len(failure.text) + 2)


def _nearest(sheet: _Sheet, chosen: Colours, failure: _Failure, value: str, number: int) -> str:
    """The shade of `value` that would do in the place of the setting, or of the token of the sheet."""
    setting = failure.setting

    def fits(shade: str) -> bool:
        if not setting:
            return contrast(shade, failure.colours[1]) >= failure.needed
        light, dark = chosen[setting]
        tried = {**chosen, setting: (light, shade) if number and dark else (shade, dark)}
        return not any(one.setting == setting for one in _failures(sheet, tried, number))

    return nearest_shade(value, fits) or "–"
