"""What a reader sees of HTML: lines of words and the links in them. Knows nothing of how the importers work."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from html import escape

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from intsite.importers.findings import Note
from intsite.markdown import EntryLink, FactQuote, render

_UNSEEN = ("head", "link", "meta", "noscript", "script", "style", "svg", "template", "title")
_LINES = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer"
        " form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary table tbody td tfoot"
        " th thead tr ul",
    )
)


def parsed(html: str) -> BeautifulSoup:
    return BeautifulSoup(f"<body>{html}</body>", "lxml")


def rendered(markdown: str, remarks: Sequence[Note] = ()) -> str:
    """The HTML of a body of ours; a link to an entry keeps its `kind:id` as address.

    In the place of references to contacts stands what the remarks say that stood there before.
    """
    found, problems = render(
        markdown, path="body.md", first_line=1, kinds=frozenset({"guide", "office", "service", "course"})
    )
    assert not [one for one in problems if one.is_error], problems
    quoted = [note for note in remarks if note.kind == "contact-moved" and note.address]
    pieces = []
    for part in found.document.parts:
        if isinstance(part, str):
            pieces.append(part)
        elif isinstance(part, EntryLink) and part.titled:
            pieces.append(f'<a href="{part.kind}:{part.id}">')
        else:
            assert isinstance(part, EntryLink | FactQuote), f"{part} was only text in the source"
            note = quoted.pop(0)
            fact = f".{'.'.join(part.names)}" if isinstance(part, FactQuote) else ""
            assert note.address == f"{part.kind}:{part.id}{fact}"
            said = escape(note.text).replace("\n", "<br>")
            pieces.append(said if fact else f'<a href="{part.kind}:{part.id}">{said}')
    assert quoted == []
    return "".join(pieces)


def body(words: str) -> str:
    """The Markdown of a file of words."""
    return words.split("\n---\n", 1)[1]


def lines(soup: Tag) -> list[str]:
    """Every line that is not empty, in the order of reading; headings and cells are one line each."""
    for line_break in soup.select(":is(h1, h2, h3, h4, h5, h6, td, th) br"):
        line_break.replace_with(" ")
    text = "".join(_pieces(soup))
    return [line for line in map(bare, text.split("\n")) if line]


def links(soup: Tag) -> list[str]:
    """Every address that a link leads to; neighbours that lead to the same count once."""
    found: list[str] = []
    for anchor in soup.find_all("a", href=True):
        if not found or found[-1] != anchor["href"]:
            found.append(str(anchor["href"]))
    return found


def bare(text: str) -> str:
    """Text without differences that no reader would call a loss."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]", "", text)
    return " ".join(re.sub("[„“”«»]", '"', text).split())


def without_additions(soup: BeautifulSoup, remarks: list[Note]) -> BeautifulSoup:
    """Take out of our page the words that it has beyond the source: names of links, and links in place of pictures."""
    for note in remarks:
        if note.kind in {"link-named", "image-linked"} and note.text:
            texts = (text for link in soup.find_all("a") for text in link.find_all(string=True))
            text = next(text for text in texts if bare(note.text) in bare(text))
            text.replace_with(bare(text).replace(bare(note.text), "", 1))
    return soup


def _pieces(node: PageElement, *, is_preformatted: bool = False) -> Iterator[str]:
    if isinstance(node, Tag):
        if node.name in _UNSEEN:
            return
        around = "\n" if node.name in _LINES else '"' if node.name == "q" else ""
        yield around
        for child in node.children:
            yield from _pieces(child, is_preformatted=is_preformatted or node.name == "pre")
        yield around
    elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
        yield node if is_preformatted else re.sub(r"\s", " ", node)
