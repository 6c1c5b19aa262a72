"""The preview: a local server that builds again and reloads the browser when a file changes.

Above each page stands what the last build says of it; alone where there is no site yet.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from multiprocessing import get_context, parent_process
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from livereload import Server
from livereload.handlers import ForceReloadHandler, LiveReloadHandler, LiveReloadJSHandler, StaticFileHandler
from livereload.server import LiveScriptInjector
from livereload.watcher import Watcher
from tornado import httputil, web
from tornado.ioloop import IOLoop

from intsite.watching import follow

Bar: TypeAlias = Callable[[str], str]
"""HTML to stand above the page of an address; in it there is no script and no style, which the pages do not permit."""

_SCRIPT = b'<script src="/livereload.js" async></script>'
_BODY = b"<body>"
_ALONE = """<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>intsite</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
  </head>
  <body></body>
</html>
"""


class Building(Protocol):
    """How the site is built; each step gives what is to stand above the pages from now on."""

    def pages(self) -> Bar:
        """Build all but the index of the search, which stays as it is."""

    def index_ahead(self) -> None:
        """Find out what takes long about the index, in a process that may be ended at any time."""

    def index(self) -> Bar:
        """Put the index into its place, quickly after the other."""


@dataclass(slots=True)
class _State:
    """How the last build ended: the only thing of the preview that changes."""

    bar: Bar


class _Injector(LiveScriptInjector):  # type: ignore[misc]
    """Adds the bar, and a script that the pages' Content-Security-Policy allows: livereload's own is inline."""

    script = _SCRIPT

    def __init__(self, state: _State, request: httputil.HTTPServerRequest) -> None:
        super().__init__(request)
        self._state = state
        self._address = request.path or "/"

    def transform_first_chunk(
        self,
        status_code: int,
        headers: httputil.HTTPHeaders,
        chunk: bytes,
        finishing: bool,  # noqa: FBT001  tornado's signature
    ) -> tuple[int, httputil.HTTPHeaders, bytes]:
        if _BODY in chunk and "html" in headers.get("Content-Type", ""):
            bar = self._state.bar(self._address).encode()
            chunk = chunk.replace(_BODY, _BODY + bar, 1)
            if "Content-Length" in headers:
                headers["Content-Length"] = str(int(headers["Content-Length"]) + len(bar))
        added: tuple[int, httputil.HTTPHeaders, bytes] = super().transform_first_chunk(
            status_code, headers, chunk, finishing
        )
        return added


class _Files(StaticFileHandler):  # type: ignore[misc]
    """The files of the site; as long as there are none, a page with nothing but the bar."""

    async def get(self, path: str, include_body: bool = True) -> None:  # noqa: FBT001, FBT002  tornado's signature
        if Path(self.root).exists():  # noqa: ASYNC240  one look at a local disk
            await super().get(path, include_body)
        else:
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
            self.write(_ALONE)

    def set_extra_headers(self, path: str) -> None:
        """A page is another one as soon as its bar is, although its file stays the same."""
        del path
        self.set_header("Cache-Control", "no-store")


class _Beside:
    """Work in a process beside that serves, of which there is one at most."""

    def __init__(self, work: Callable[[], None], done: Callable[[], None]) -> None:
        self._work = work
        self._done = done
        self._process: ForkProcess | None = None

    def start(self) -> None:
        """Begin the work; `done` is called when it has ended by itself."""
        self.stop()
        self._process = get_context("fork").Process(target=self._run, daemon=True)
        self._process.start()
        IOLoop.current().add_handler(self._process.sentinel, self._ended, IOLoop.READ)

    def stop(self) -> None:
        """Break the work off, wherever it is."""
        if self._process:
            IOLoop.current().remove_handler(self._process.sentinel)
            self._process.kill()
            self._process.join()
            self._process = None

    def _run(self) -> None:
        threading.Thread(target=_end_with_parent, daemon=True).start()
        self._work()

    def _ended(self, *_: object) -> None:
        self.stop()
        self._done()


def _end_with_parent() -> None:
    """Whoever starts the preview again needs its port, which a process left behind would hold."""
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


class _Watcher(Watcher):  # type: ignore[misc]
    """Leaves it to others to notice changes: livereload's own looks at every file again and again."""

    def start(self, callback: Callable[[], None]) -> bool:
        """Say that nobody has to look."""
        del callback
        return True


class _Preview(Server):  # type: ignore[misc]
    def __init__(self, state: _State, style: Path) -> None:
        super().__init__(watcher=_Watcher())
        self._state = state
        self._style = style

    def application(self, port: int, host: str, **_: Any) -> None:  # noqa: ANN401  livereload's signature
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = False
        style = {"path": str(self._style.parent), "default_filename": None}
        handlers: list[Any] = [
            (r"/livereload", LiveReloadHandler),
            (r"/forcereload", ForceReloadHandler),
            (r"/livereload.js", LiveReloadJSHandler),
            (rf"/\.preview/({re.escape(self._style.name)})", StaticFileHandler, style),
            (r"/(.*)", _Files, {"path": self.root, "default_filename": "index.html"}),
        ]
        transforms: list[Any] = [partial(_Injector, self._state)]
        web.Application(handlers, transforms=transforms).listen(port, address=host)


def serve(site: Path, root: Path, names: Collection[str], building: Building, style: Path, port: int) -> None:
    """Serve the folder `site` on this machine only, until interrupted; a change of `names` in `root` builds it anew.

    The browser is told as soon as the pages are there. The sheet of what stands above them, `style`, is at
    `/.preview/<its name>`.
    """
    loop = IOLoop.current()
    is_due = threading.Event()

    def changed() -> None:
        if not is_due.is_set():
            is_due.set()
            loop.add_callback(again)

    def again() -> None:
        # What is saved from here on is for the next build.
        is_due.clear()
        beside.stop()
        state.bar = building.pages()
        LiveReloadHandler.reload_waiters()
        beside.start()

    def indexed() -> None:
        state.bar = building.index()

    beside = _Beside(building.index_ahead, indexed)
    follow(root, names, changed)
    state = _State(bar=building.pages())
    loop.add_callback(beside.start)
    _Preview(state, style).serve(port=port, host="127.0.0.1", root=str(site))
