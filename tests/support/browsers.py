"""Chromium without a screen, driven by Playwright."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from support.tools import Tools

# Each test machine may be root in a container and without a way out: no sandbox, no calls home.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)


@contextmanager
def running_browser(tools: Tools) -> Iterator[Browser]:
    """A browser for as long as the block lasts."""
    if tools.playwright_node:
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(tools.playwright_node)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=tools.chromium,
            args=FLAGS,
            env={**os.environ, **tools.chromium_environment},
        )
        yield browser
        browser.close()
