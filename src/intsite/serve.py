"""The preview: a local server that builds again and reloads the browser when a file changes.

Above each page stands what the last build says of it; alone where there is no site yet.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import threading
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
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
    """How the site is built; what stands above the pages from then on comes back."""

    def pages(self, changed: Collection[Path]) -> Bar:
        """Build after the change of these files: at least the pages of what was edited; the index stays as it is."""

    def rest(self, publishing: AbstractContextManager[object]) -> str:
        """Build the rest in a process that may be ended at any time but while it holds `publishing`.

        Gives what kept it from being built; nothing where all is well.
        """

    def after_rest(self, failure: str) -> Bar | None:
        """The rest is built, or not where there was a `failure`; gives what stands above the pages if that is news."""


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


class Beside:
    """Work in a process beside that serves, of which there is one at most.

    Where processes cannot be forked it is done in this one.
    """

    def __init__(self, work: Callable[[AbstractContextManager[object]], str], done: Callable[[str], None]) -> None:
        self._work = work
        self._done = done
        self._process: BaseProcess | None = None
        self._answer: Connection | None = None
        self._publishing: AbstractContextManager[object] = nullcontext()

    def start(self) -> None:
        """Begin the work; `done` is called when it has ended by itself."""
        self.stop()
        if not hasattr(os, "fork"):
            self._done(self._work(nullcontext()))
            return
        context = get_context("fork")
        self._publishing = context.Lock()
        self._answer, answer = context.Pipe(duplex=False)
        self._process = context.Process(target=self._run, args=(answer,), daemon=True)
        self._process.start()
        IOLoop.current().add_handler(self._process.sentinel, self._ended, IOLoop.READ)

    def stop(self) -> None:
        """Break the work off, with all processes that it has started, unless it is putting files into their places."""
        if self._process:
            IOLoop.current().remove_handler(self._process.sentinel)
            with self._publishing if self._process.is_alive() else nullcontext():
                _end(self._process.pid)
                self._process.kill()
            self._process.join()
            self._process = None

    def _run(self, answer: Connection) -> None:
        os.setpgrp()
        threading.Thread(target=_end_with_parent, daemon=True).start()
        answer.send(self._work(self._publishing))

    def _ended(self, *_: object) -> None:
        answered = self._answer and self._answer.poll()
        failure = self._answer.recv() if self._answer and answered else None
        self.stop()
        if failure is not None:
            self._done(failure)


def _end(group: int | None) -> None:
    """End a process with all that it has started, Pagefind among them."""
    with contextlib.suppress(ProcessLookupError):
        if group:
            os.killpg(group, signal.SIGKILL)


def _end_with_parent() -> None:
    """Whoever starts the preview again needs its port, which a process left behind would hold."""
    parent = parent_process()
    if parent:
        parent.join()
        _end(os.getpid())


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
    due: set[Path] = set()

    def changed(paths: set[Path]) -> None:
        if not due:
            loop.add_callback(again)
        due.update(paths)

    def again() -> None:
        paths = frozenset(due)
        # What is saved from here on is for the next build.
        due.clear()
        beside.stop()
        state.bar = building.pages(paths)
        LiveReloadHandler.reload_waiters()
        beside.start()

    def ended(failure: str) -> None:
        bar = building.after_rest(failure)
        if bar:
            state.bar = bar
            LiveReloadHandler.reload_waiters()

    beside = Beside(building.rest, ended)
    follow(root, names, partial(loop.add_callback, changed))
    state = _State(bar=building.pages(()))
    loop.add_callback(beside.start)
    try:
        _Preview(state, style).serve(port=port, host="127.0.0.1", root=str(site))
    finally:
        beside.stop()
