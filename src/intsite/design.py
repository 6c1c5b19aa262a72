"""The table `[design]` of site.toml: the county's colours, its logo and the picture on the home page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from intsite.colours import COLOUR
from intsite.problems import nearest

COLOURS = ("ground", "primary", "link")
"""The settings that are colours, those first that others are worked out from."""
LOGOS = (".svg", ".png")
PICTURES = (".jpg", ".jpeg", ".png", ".webp")

_SHADES = ("light", "dark")
_TABLE = (*COLOURS, "logo", "picture")
_PICTURE = ("file", "alternative", "credit")

Report = Callable[..., None]
"""Takes a code, the setting where it belongs and the arguments of the message."""


class HomePicture(Struct, frozen=True, kw_only=True):
    """The picture on the first page of each language."""

    file: str
    """POSIX path from the folder of site.toml."""
    alternative: tuple[tuple[str, str], ...]
    """What it shows, by language; an empty text for a picture without meaning."""
    credit: str = ""


class Design(Struct, frozen=True, kw_only=True):
    """How the site looks, as far as the county decides it."""

    colours: tuple[tuple[str, tuple[str, str]], ...] = ()
    """Of `COLOURS`: the colours in the light and in the dark theme, in small letters; empty where left open."""
    logo: str = ""
    """POSIX path from the folder of site.toml; empty: the program's."""
    picture: HomePicture | None = None

    def colour(self, setting: str) -> tuple[str, str]:
        """A setting in the light and in the dark theme."""
        return dict(self.colours).get(setting, ("", ""))


def read(written: object, root: Path, report: Report) -> Design:
    """What stands in the table; what cannot be used is reported and left out."""
    table = _table(written, "design", _TABLE, report)
    picture = _table(table["picture"], "picture", _PICTURE, report) if "picture" in table else {}
    colours = ((setting, _colours(table[setting], setting, report)) for setting in COLOURS if setting in table)
    return Design(
        colours=tuple((setting, pair) for setting, pair in colours if any(pair)),
        logo=_file(table, "logo", LOGOS, root, report),
        picture=_picture(picture, root, report) if picture else None,
    )


def _table(written: object, name: str, known: tuple[str, ...], report: Report) -> Mapping[str, Any]:
    if not isinstance(written, dict):
        report("setting-not-a-table", name, setting=name if name == "design" else f"design.{name}")
        return {}
    for key in written:
        if key not in known:
            report("unknown-setting", key, setting=key, suggestion=nearest(key, known))
    return written


def _colours(written: object, setting: str, report: Report) -> tuple[str, str]:
    """One colour, or one for each theme."""
    pair = _table(written, setting, _SHADES, report) if isinstance(written, dict) else {"light": written}
    for colour in pair.values():
        if not isinstance(colour, str) or not COLOUR.fullmatch(colour):
            report("bad-colour", setting, value=colour)
            return "", ""
    light, dark = (str(pair.get(shade, "")).lower() for shade in _SHADES)
    return light, dark


def _picture(table: Mapping[str, Any], root: Path, report: Report) -> HomePicture | None:
    alternative, credit = table.get("alternative"), table.get("credit", "")
    texts = {"": alternative} if isinstance(alternative, str) else alternative
    if not isinstance(texts, dict) or not texts or not all(isinstance(text, str) for text in texts.values()):
        report("picture-without-alternative", "picture", file=table.get("file", ""))
        texts = {}
    if not isinstance(credit, str):
        report("setting-not-text", "credit", setting="credit")
    file = _file(table, "file", PICTURES, root, report)
    return HomePicture(file=file, alternative=tuple(texts.items()), credit=str(credit)) if file else None


def _file(table: Mapping[str, Any], setting: str, endings: tuple[str, ...], root: Path, report: Report) -> str:
    """A file in the county's folder, by its path; an empty text where there is none."""
    path = table.get(setting, "")
    if path == "" and setting not in table:
        return ""
    if not isinstance(path, str):
        report("setting-not-text", setting, setting=setting)
    elif not path.lower().endswith(endings):
        report("wrong-media-type", setting, value=path, allowed=", ".join(endings))
    elif not (root / path).resolve().is_relative_to(root.resolve()) or not (root / path).is_file():
        report("no-such-design-file", setting, file=path)
    else:
        return path
    return ""
