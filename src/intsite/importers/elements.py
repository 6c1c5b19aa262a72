"""New HTML elements, made of letters."""

from __future__ import annotations

from itertools import groupby

from bs4 import Tag
from bs4.element import NavigableString

from intsite.importers.letters import BREAK, Letters, passages


def new(name: str, **attributes: str) -> Tag:
    """An empty element."""
    return Tag(name=name, attrs=attributes)


def of_letters(name: str, letters: Letters) -> Tag:
    """An element that holds `letters`: links and foreign words outside, bold and italics inside of them."""
    made = new(name)
    for (link, language), group in groupby(letters, key=lambda pair: (pair[1].link, pair[1].language)):
        place = made
        if link:
            place = _within(made, new("a", href=link))
        elif language:
            place = _within(made, new("span", lang=language))
        for style, text in passages(list(group)):
            marked = "strong" if style.strong else "em" if style.emphasis else ""
            inner = _within(place, new(marked)) if marked else place
            if style.quote:
                inner.append(new("data", value=style.quote))
            else:
                _write(inner, text)
    return made


def _within(outer: Tag, inner: Tag) -> Tag:
    outer.append(inner)
    return inner


def _write(place: Tag, text: str) -> None:
    for number, line in enumerate(text.split(BREAK)):
        if number:
            place.append(new("br"))
        if line:
            place.append(NavigableString(line))
