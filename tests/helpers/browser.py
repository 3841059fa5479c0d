"""Pages as headless Chromium shows them, and what axe-core finds in them that breaks WCAG."""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@contextmanager
def started() -> Iterator[Browser]:
    """Chromium; a test without it, or without Playwright, is skipped. Tests use the fixture `chromium`."""
    sync_api = pytest.importorskip("playwright.sync_api")
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        yield chromium
        chromium.close()


@contextmanager
def shown(
    chromium: Browser, address: str, *, width: int = 1280, is_dark: bool = False, obeys_policy: bool = True
) -> Iterator[Page]:
    """The page at an address, in a window `width` pixels wide. A script that fails or alerts, fails the test.

    `obeys_policy`: it runs only the scripts that its Content Security Policy allows.
    """
    window = chromium.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if is_dark else "light",
        bypass_csp=not obeys_policy,
    )
    try:
        page = window.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))

        def refuse(dialog: Dialog) -> None:
            errors.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", refuse)
        page.goto(address)
        yield page
        assert errors == []
    finally:
        window.close()


@functools.cache
def axe() -> Path | None:
    """The script of axe-core: from $AXE; from `npm install axe-core`; or an older, slower one from a wheel."""
    for file in filter(None, (os.environ.get("AXE"), "node_modules/axe-core/axe.min.js")):
        if Path(file).is_file():
            return Path(file)
    wheel = importlib.util.find_spec("axe_playwright_python")
    return Path(wheel.origin).with_name("axe.min.js") if wheel and wheel.origin else None


def violations(page: Page, *, with_undecided: bool = True) -> list[str]:
    """What axe-core finds, and whether the page scrolls sideways. A test without axe-core is skipped.

    `with_undecided`: also what it cannot decide.
    """
    script = axe()
    if script is None:
        pytest.skip("no axe-core")
    page.add_script_tag(path=script)
    found: list[str] = page.evaluate(
        f"axe.run(document, {{runOnly: {json.dumps(_RULES)}}}).then(found =>"
        f" [...found.violations{', ...found.incomplete' if with_undecided else ''}]"
        ".flatMap(one => one.nodes.map(node => one.id + ' ' + node.html)))"
    )
    content, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [*found, *([f"it is {content} px wide"] if content > window else [])]
