"""Views to HTML: Jinja2 with autoescape and no undefined names, and the functions that templates may call."""

from __future__ import annotations

import datetime as dt
import re
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from intsite.addresses import absolute, relative
from intsite.assets import Assets
from intsite.catalogs import Catalog
from intsite.kinds import display_path
from intsite.pages import Page
from intsite.pages.values import attributes, drawing, phrase
from intsite.problems import Problem, Span, problem
from intsite.views import ImageView

_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; media-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "form-action 'self' mailto:{endpoint}; base-uri 'none'"
)
"""The Content-Security-Policy of every page; WebAssembly is Pagefind's.

https://www.w3.org/TR/CSP3/. `frame-ancestors` is only allowed in a header, see docs/counties.md.
"""


def policy(endpoint: str = "") -> str:
    """The policy of a site whose contact form sends to `endpoint`, an address or nothing."""
    parts = urlsplit(endpoint)
    return _POLICY.format(endpoint=f" {parts.scheme}://{parts.netloc}" if endpoint else "")


_SVG = ' xmlns="http://www.w3.org/2000/svg"'
"""Files need it, drawings within a page do not."""
_PARTS = 5000
"""What macros wrote that is kept at a time: as with `entries.OnDemand`, a county has room."""
_INDENT = re.compile(r"\n[ \t]+")

ENTRY_LAYOUT = "layouts/entry.html"
"""Serves the kinds that have no page.html."""


class _Context(Context):
    """One that calls functions as they are: Jinja asks each of them whether it wants to know the context first."""

    def call(
        self,
        function: Callable[..., Any],
        /,
        *values: object,
        _loop_vars: object = None,
        _block_vars: object = None,
        **options: object,
    ) -> object:
        return function(*values, **options)


class _Environment(Environment):
    """One that knows which template asks for which.

    Its globals are a dict: Jinja's chain of two is asked in Python for every name, at every import.
    """

    context_class = _Context

    asked: defaultdict[str, set[str]]
    """Names of templates, also of such as there are not, by the one that extends, includes or imports them."""

    def join_path(self, template: str, parent: str) -> str:
        self.asked[parent].add(template)
        return template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class _Loader(FileSystemLoader):
    """Templates without the indents that only their authors need: a thirtieth of what readers load, packed."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, file, is_fresh = super().get_source(environment, template)
        return _INDENT.sub("\n", source), file, is_fresh


class Renderer:
    """Templates of a site, ready to render its pages one after the other."""

    def __init__(
        self,
        folders: Sequence[Path],
        catalogs: Mapping[str, Catalog],
        assets: Assets,
        root: Path,
        base_url: str = "",
        endpoint: str = "",
    ) -> None:
        self._folders = [folder.resolve() for folder in folders]
        self._catalogs = catalogs
        self._assets = assets
        self._root = root
        self._catalog: Catalog = next(iter(catalogs.values()))
        self._folder = ""
        self._base_url = base_url
        self._endpoint = endpoint
        self._base = ""
        self._parts: dict[tuple[object, ...], tuple[object, Markup]] = {}
        self._used: dict[str, tuple[int, tuple[str, ...]]] = {}
        self._environment = _Environment(
            loader=_Loader([str(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            # A renderer lives for one build: it never asks again whether a template has changed, nor forgets one.
            auto_reload=False,
            cache_size=-1,
            # In a folder of the user's own, never in that of the site: what is kept there is run.
            bytecode_cache=FileSystemBytecodeCache(),
            extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        )
        self._asked = self._environment.asked = defaultdict(set)
        self._environment.globals.update(self._globals())
        self._environment.filters.update(self._filters())

    def render(self, page: Page) -> tuple[str | None, tuple[Problem, ...]]:
        """The HTML of a page, or the template's mistake with its place."""
        catalog = self._catalogs[page.view.language]
        if catalog is not self._catalog:
            self._catalog = catalog
            self._parts.clear()
        self._folder, self._base = page.view.path, page.view.base
        try:
            template = self._environment.select_template([page.template, ENTRY_LAYOUT], page.template)
            html = template.render(page=page.view, shell=page.view.shell, content=page.view.content)
        except TemplateSyntaxError as error:
            span = Span(path=self._display(error.filename or page.template), line=error.lineno or 0)
            return None, (problem("template-syntax", span, reason=error.message or ""),)
        except TemplateNotFound as error:
            return None, (problem("template-missing", self._place(error, page), name=f"templates/{error.name}"),)
        except Exception as error:  # noqa: BLE001  a template may do anything; whatever it is, its place is what helps
            return None, (problem("template-error", self._place(error, page), reason=str(error), page=page.path),)
        return html, ()

    def templates(self, page: Page) -> tuple[str, ...]:
        """The names of all templates that a page was rendered by, and maybe of some more that these ask for at times.

        Also those that were looked for in vain. Many pages have the same object.
        """
        asked = self._asked
        size = sum(map(len, asked.values()))
        if self._used.get(page.template, (0, ()))[0] != size:
            used, coming = set[str](), {page.template}
            while coming:
                used |= coming
                coming = set[str]().union(*(asked[name] for name in coming if name in asked)) - used
            self._used[page.template] = size, tuple(sorted(used))
        return self._used[page.template][1]

    def _place(self, error: BaseException, page: Page) -> Span:
        """The innermost line of a template in a traceback."""
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if any(Path(frame.filename).is_relative_to(folder) for folder in self._folders):
                return Span(path=self._display(frame.filename), line=frame.lineno or 0)
        return Span(path=f"templates/{page.template}")

    def _display(self, file: str) -> str:
        return display_path(Path(file).resolve(), self._root.resolve()) if Path(file).is_absolute() else file

    def _globals(self) -> dict[str, Any]:
        return {
            "t": self._of_language("text"),
            "has_text": self._of_language("has"),
            "numbering": self._of_language("numbering"),
            "policy": policy(self._endpoint),
            "icon": cache(self._icon),
            "logo": self._assets.logo,
            "asset": lambda path: self._url(self._assets.urls[path]),
            "phrase": phrase,
            "attributes": attributes,
            "drawing": self._drawing,
            "once": self._once,
        }

    def _filters(self) -> dict[str, Callable[..., Any]]:
        named = {
            name: self._of_language(name)
            for name in ("date", "datetime", "number", "month", "language_name", "filesize")
        }
        filters: dict[str, Callable[..., Any]] = {
            **named,
            "url": self._url,
            "address": self._address,
            "time": lambda value: self._catalog.time(value.time() if isinstance(value, dt.datetime) else value),
            "day": lambda value: self._catalog.day_of_year(value.month, value.day),
            "weekday": lambda value: self._catalog.weekday(value.weekday()),
            "list": lambda items: self._catalog.list([str(item) for item in items]),
        }
        return {name: _for_each_page(function) for name, function in filters.items()}

    def _of_language(self, method: str) -> Callable[..., Any]:
        """A method of the catalog of whatever language is being rendered."""

        def call(*values: object, **options: object) -> object:
            return getattr(self._catalog, method)(*values, **options)

        return call

    def _url(self, path: str) -> str:
        return f"{self._base}{path}" if self._base else relative(self._folder, path)

    def _address(self, path: str) -> str:
        """Absolute where the site's address is known; the empty path is the site's root."""
        return absolute(self._base_url, path) or self._url(path) or "../" * self._folder.count("/") or "./"

    def _once(self, macro: Callable[..., Markup], *values: object) -> Markup:
        """What a macro writes on many pages of a language: of no value, or of one such as the shell or a card.

        Addresses are relative: the same for all pages at the same depth. Further values are options.
        """
        key = (macro, self._base, self._folder.count("/"), *map(id, values[:1]), values[1:])
        if key not in self._parts:
            if len(self._parts) >= _PARTS:
                self._parts.clear()
            # With the value, so that no other takes its id.
            self._parts[key] = values, macro(*values)
        return self._parts[key][1]

    def _drawing(self, image: ImageView, *, eager: bool = False) -> Markup:
        return drawing(image, self._url, "(min-width: 50rem) 50rem, 100vw", eager=eager)

    def _icon(self, name: str) -> Markup:
        """The SVG of an icon, hidden from screen readers; nothing where there is no such icon."""
        svg = self._assets.icons.get(name, "")
        hidden = svg.replace("<svg", '<svg class="icon" aria-hidden="true"', 1).replace(_SVG, "")
        return Markup(hidden)  # noqa: S704  a file that the templates' author put into assets/icons


def _for_each_page(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that Jinja does not apply to constants beforehand, once for all pages and languages."""

    @pass_context
    def call(_context: object, *values: object, **options: object) -> object:
        return function(*values, **options)

    return call


def each_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each mistake of a template once, however many pages it breaks."""
    first: dict[tuple[Span, str], Problem] = {}
    for one in problems:
        first.setdefault((one.span, one.code), one)
    return tuple(first.values())


def standalone(template: Path, **values: object) -> str:
    """A page that belongs to no site, from one template with `values` under their names."""
    environment = Environment(
        loader=FileSystemLoader(str(template.parent)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template.name).render(**values) + "\n"
