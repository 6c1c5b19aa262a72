"""Any HTML to the few elements that our Markdown knows, with nothing visible lost.

The result holds only p, h2 to h6, ul, ol, li, blockquote, hr, details (its title as an attribute), table, tr,
td and, in them, a, strong, em, span (with lang) and br: well nested, none empty, no spaces at edges. What was
left out or added on purpose stands in the notebook.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString
from msgspec.structs import replace

from intsite.importers import elements, headings, keywords, lists, pictures, tables, vague
from intsite.importers import letters as running
from intsite.importers.findings import Notebook
from intsite.importers.letters import BREAK, PLAIN, Letters, Style
from intsite.importers.reading import BLOCKS, HEADINGS, attribute, is_hidden, line, next_link, visible
from intsite.importers.tidied import Flow, Passage, Resolve, Rewrite, Tidied

_DROPPED = ("head", "link", "meta", "noscript", "script", "style", "template", "title")
_EMBEDDED = ("audio", "embed", "iframe", "object", "video")
_DEEPEST = 8
"""Lists, quotes and folds in each other; parsers give up not far below, and so do readers."""
_ANCHOR = re.compile(r"^[A-Za-z0-9_-]+$")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def tidy(html: str, language: str, resolve: Resolve, notebook: Notebook, rewrite: Rewrite | None = None) -> Tidied:
    """Rebuild `html`, written in `language`; `rewrite` may put other letters in the place of a paragraph's.

    Raises `RecursionError` where it is nested absurdly deep.
    """
    source = BeautifulSoup(f"<body>{html}</body>", "lxml")
    builder = _Builder(source, language, resolve, notebook, rewrite)
    tree = BeautifulSoup("", "lxml")
    blocks = builder.blocks(source, PLAIN, is_top=True)
    headings.mend(blocks, notebook)
    tree.extend(blocks)
    words = dict.fromkeys(builder.keywords)
    return Tidied(tree=tree, sentences=tuple(builder.sentences), keywords=tuple(words), outline=tuple(builder.outline))


class _Builder:
    """Walks through one text in the order in which it is read."""

    def __init__(
        self, source: BeautifulSoup, language: str, resolve: Resolve, notebook: Notebook, rewrite: Rewrite | None
    ) -> None:
        self.language = language
        self.resolve = resolve
        self.notebook = notebook
        self.rewrite = rewrite
        self.outline: list[Passage] = []
        self.paragraphs = self.lists = 0
        self.anchors = {attribute(tag, "id") for tag in source.find_all(HEADINGS, id=_ANCHOR)}
        self.depth = 0
        self.levels: list[int] = []
        self.last_level = 1
        self.sentences: list[str] = []
        self.keywords: list[str] = []
        self.inline = (
            dict.fromkeys(_DROPPED, self._nothing)
            | dict.fromkeys(_EMBEDDED, self._embedded)
            | dict.fromkeys(("b", "strong"), self._strong)
            | dict.fromkeys(("em", "i"), self._emphasis)
            | dict.fromkeys(("s", "strike", "del"), self._struck)
            | {"a": self._link, "br": self._break, "img": self._image, "pre": self._lines, "q": self._quoted}
            | {"svg": self._drawn}
        )
        self.structure = dict.fromkeys(HEADINGS, self._heading) | {
            "blockquote": self._quote,
            "details": self._details,
            "dt": self._term,
            "hr": self._rule,
            "ol": self._list,
            "p": self._paragraph,
            "table": self._table,
            "ul": self._list,
        }

    def blocks(self, element: Tag, style: Style, *, is_top: bool = False) -> list[Tag]:
        """What `element` holds, as blocks."""
        flow = Flow(is_top=is_top)
        self.depth += 1
        self._walk(element, style, flow)
        self.depth -= 1
        self._end_paragraph(flow)
        return flow.done

    def _line(self, element: Tag, style: Style) -> Letters:
        """What `element` holds, on one line."""
        flow = Flow(is_line=True)
        self._walk(element, style, flow)
        return running.one_line([pair for pair in flow.letters if pair[0] not in running.MARKS])

    def _walk(self, element: Tag, style: Style, flow: Flow) -> None:
        for child in element.children:
            if isinstance(child, Tag):
                self._visit(child, style, flow)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                flow.write(visible(child), style)

    def _visit(self, tag: Tag, style: Style, flow: Flow) -> None:
        language = attribute(tag, "lang")
        is_block = tag.name in BLOCKS or tag.name in self.structure
        if tag.name not in BLOCKS and _LANGUAGE.fullmatch(language):
            style = replace(style, language="" if language == self.language else language)
        if is_hidden(tag) and not is_block:
            leads = " ".join(attribute(link, "href") for link in (tag, *tag.find_all("a", href=True)))
            self.notebook.add("hidden-removed", text=line(tag.get_text()), address=leads.strip())
        elif tag.name in {"i", "span"} and not tag.contents and pictures.mark_of(tag):
            self._drawn(tag, style, flow)
        elif tag.name in self.inline:
            self.inline[tag.name](tag, style, flow)
        elif flow.is_line and is_block:
            flow.write(" ", PLAIN)
            self._walk(tag, style, flow)
            flow.write(" ", PLAIN)
        elif tag.name in self.structure and self.depth <= _DEEPEST:
            self._end_paragraph(flow)
            self.structure[tag.name](tag, style, flow)
        elif is_block:
            self._end_paragraph(flow)
            self._walk(tag, style, flow)
            self._end_paragraph(flow)
        else:
            self._walk(tag, style, flow)

    # What stands in a line

    def _nothing(self, _tag: Tag, _style: Style, _flow: Flow) -> None:
        """No reader ever saw it."""

    def _drawn(self, tag: Tag, _style: Style, flow: Flow) -> None:
        """An icon that is no picture: a drawing, or a letter of an icon font."""
        self.notebook.add("icon-removed", text=attribute(tag, "class") or attribute(tag, "aria-label"))
        flow.write_mark(pictures.mark_of(tag))

    def _break(self, _tag: Tag, style: Style, flow: Flow) -> None:
        flow.write(" " if flow.is_line else BREAK, style)

    def _strong(self, tag: Tag, style: Style, flow: Flow) -> None:
        self._walk(tag, replace(style, strong=True), flow)

    def _emphasis(self, tag: Tag, style: Style, flow: Flow) -> None:
        self._walk(tag, replace(style, emphasis=True), flow)

    def _struck(self, tag: Tag, style: Style, flow: Flow) -> None:
        self.notebook.add("words-struck-out", text=line(tag.get_text()))
        self._walk(tag, style, flow)

    def _quoted(self, tag: Tag, style: Style, flow: Flow) -> None:
        flow.write("“", style)
        self._walk(tag, style, flow)
        flow.write("”", style)

    def _lines(self, tag: Tag, style: Style, flow: Flow) -> None:
        self._end_paragraph(flow)
        for text in list(tag.find_all(string=re.compile("\n"))):
            first, *others = str(text).split("\n")
            text.replace_with(first, *(node for other in others for node in (elements.new("br"), other)))
        self._walk(tag, style, flow)
        self._end_paragraph(flow)

    def _link(self, tag: Tag, style: Style, flow: Flow) -> None:
        href = attribute(tag, "href")
        link = self.resolve(href, line(tag.get_text())) if href else None
        if link and vague.is_vague(tag.get_text(), self.language):
            self.notebook.add("link-vague", text=line(tag.get_text()), address=href)
        if link and link.address.startswith("#") and link.address[1:] not in self.anchors:
            self.notebook.add("link-removed", text=line(tag.get_text()), address=href)
            link = None
        if link is None:
            self._walk(tag, style, flow)
            return
        if pictures.icons_that_lead_to_themselves(tag):
            self._walk(tag, style, flow)
            self.notebook.add("link-removed", address=href)
        else:
            self._linked(tag, replace(style, link=link.address), flow, link.name)

    def _linked(self, tag: Tag, style: Style, flow: Flow, name: str) -> None:
        href = attribute(tag, "href")
        start, blocks = len(flow.letters), len(flow.done)
        self._walk(tag, style, flow)
        if len(flow.done) > blocks or running.ends_with_link(flow.letters[start:], style.link):
            return
        if running.ends_with_link(flow.letters, style.link) or next_link(tag) == href:
            self.notebook.add("link-removed", address=href)
        else:
            self.notebook.add("link-named", text=name, address=href)
            flow.write(" ", PLAIN)
            flow.write(name, style)

    def _image(self, tag: Tag, style: Style, flow: Flow) -> None:
        address, text = attribute(tag, "src"), attribute(tag, "alt")
        around = tag.find_parent("a")
        if pictures.is_icon(tag):
            self.notebook.add("icon-removed", text=text, address=address)
            flow.write_mark(pictures.mark_of(tag))
            return
        if not text:
            self.notebook.add("image-without-alt", text=pictures.file_name(address), address=address)
        if style.link and around and (text or pictures.leads_to(around, address)):
            self.notebook.add("image-linked", text=text, address=address)
            flow.write(text, style)
        else:
            self._outside(address, text or pictures.file_name(address), style, flow)

    def _embedded(self, tag: Tag, style: Style, flow: Flow) -> None:
        for source in (tag, *tag.find_all("source")):
            address = attribute(source, "src") or attribute(source, "data")
            if address:
                self._outside(address, attribute(tag, "title"), style, flow)

    def _outside(self, address: str, text: str, style: Style, flow: Flow) -> None:
        """A link in place of what cannot be shown here."""
        link = self.resolve(address, text)
        if link is not None:
            shown = line(text) or link.name
            self.notebook.add("image-linked", text=shown, address=address)
            flow.write(" ", PLAIN)
            flow.write(shown, replace(style, link=link.address))
            flow.write(" ", PLAIN)

    # What stands in blocks

    def _end_paragraph(self, flow: Flow) -> None:
        if flow.is_line:
            flow.write(" ", PLAIN)
            return
        for written in running.paragraphs(flow.letters):
            self.paragraphs += 1
            is_announced = bool(self.outline) and self.outline[-1].announces
            passage = Passage(
                letters=written, number=self.paragraphs, is_item=self.lists > 0, is_announced=is_announced
            )
            self.outline.append(passage)
            rewritten = self.rewrite(passage) if self.rewrite else written
            for letters in running.without_marks(rewritten):
                self._add_paragraph(letters, flow, has_facts=letters is not written)
        flow.letters.clear()

    def _add_paragraph(self, letters: Letters, flow: Flow, *, has_facts: bool) -> None:
        text = running.words(letters)
        is_linked = any(style.link for _, style in letters)
        found = keywords.in_line(text) if flow.is_top and not is_linked else None
        if found is not None:
            self.notebook.add("keywords-moved", text=text)
            self.keywords += found
            return
        if flow.is_top and not has_facts:
            self.sentences.append(line(text))
        flow.done.append(elements.of_letters("p", letters))

    def _paragraph(self, tag: Tag, style: Style, flow: Flow) -> None:
        blocks, notes = len(flow.done), len(self.notebook.notes)
        self._walk(tag, style, flow)
        self._end_paragraph(flow)
        if len(flow.done) == blocks and len(self.notebook.notes) == notes:
            self.notebook.add("paragraph-removed")

    def _term(self, tag: Tag, style: Style, flow: Flow) -> None:
        start = len(flow.done)
        self._walk(tag, replace(style, strong=True), flow)
        self._end_paragraph(flow)
        for block in flow.done[start:]:
            block["role"] = "term"

    def _heading(self, tag: Tag, style: Style, flow: Flow) -> None:
        letters = [(letter, each.plain) for letter, each in self._line(tag, style)]
        if not letters:
            self.notebook.add("heading-removed")
            return
        self.outline.append(Passage(letters=letters))
        level = int(tag.name[1])
        if level > self.last_level + 1:
            self.notebook.add("heading-level-mended", text=running.words(letters))
        self.last_level = level
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        self.levels.append(level)
        heading = elements.of_letters(f"h{min(len(self.levels) + 1, 6)}", letters)
        if attribute(tag, "id") in self.anchors:
            heading["id"] = attribute(tag, "id")
        flow.done.append(heading)

    def _rule(self, _tag: Tag, _style: Style, flow: Flow) -> None:
        if flow.is_top:
            flow.done.append(elements.new("hr"))

    def _quote(self, tag: Tag, style: Style, flow: Flow) -> None:
        quote = elements.new("blockquote")
        quote.extend(self.blocks(tag, style))
        flow.done += [quote] if quote.contents else []

    def _details(self, tag: Tag, style: Style, flow: Flow) -> None:
        """A fold needs something to fold and a title, which cannot lead anywhere."""
        summary = tag.find("summary", recursive=False)
        title = self._line(summary.extract(), style) if summary else ()
        blocks = self.blocks(tag, style)
        if title and blocks and not any(each.link for _, each in title):
            fold = elements.new("details", title=running.words(title))
            fold.extend(blocks)
            flow.done.append(fold)
        else:
            flow.done += [elements.of_letters("p", title), *blocks] if title else blocks

    def _list(self, tag: Tag, style: Style, flow: Flow) -> None:
        self.lists += 1
        made = lists.build(tag, lambda item: self.blocks(item, style))
        self.lists -= 1
        flow.done += [made] if made else []

    def _table(self, tag: Tag, style: Style, flow: Flow) -> None:
        grid = tables.rows(tag)
        if tables.only_arranges(tag, grid):
            self._walk(tag, style, flow)
            self._end_paragraph(flow)
            return
        for caption in tables.captions(tag):
            self._walk(caption, style, flow)
            self._end_paragraph(flow)
        table = elements.new("table")
        if not tables.has_header(grid):
            table.append(self._row([()] * len(grid[0])))
        for row in grid:
            table.append(self._row([() if cell is None else self._line(cell, style) for cell in row]))
        flow.done.append(table)

    def _row(self, cells: Sequence[Letters]) -> Tag:
        row = elements.new("tr")
        row.extend([elements.of_letters("td", letters) for letters in cells])
        return row
