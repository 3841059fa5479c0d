"""`cvtex watch --serve` in a real browser: build, edit, error, repair, and the place on the page is kept."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import browser
import pytest
from PIL import Image
from watching_process import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl-C cannot be sent to a single process"),
]

CV = """\
owner: {name: Ada Example}
sections:
  about:
    kind: list
    title: About
    items:
      - First words
LINES
variants:
  full: {}
  brief: {pages: 1}
"""
LINES = "\n".join(f"      - Line {number}" for number in range(150))
INTERRUPTED = 130
BUILT = "[data-mood=built]"
FAILED = "[data-mood=failed]"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "cv"
    folder.mkdir()
    (folder / "cv.yaml").write_text(CV.replace("LINES", LINES))
    return folder


def change(folder: Path, old: str, new: str) -> None:
    text = (folder / "cv.yaml").read_text()
    assert old in text
    (folder / "cv.yaml").write_text(text.replace(old, new))


def painted(page: Page, *, after: str = "") -> str:
    """Wait until the pages in sight are those of another PDF -> its tag."""
    page.wait_for_selector(f'html[data-painted]:not([data-painted="{after}"])', state="attached")
    return page.get_attribute("html", "data-painted") or ""


def height(page: Page) -> float:
    found: float = page.evaluate("() => document.getElementById('pages').scrollTop")
    return found


def darkest(picture: bytes) -> int:
    with Image.open(io.BytesIO(picture)) as image:
        extrema = image.convert("L").getextrema()
    assert isinstance(extrema[0], int)
    return extrema[0]


def test_build_edit_error_repair(folder: Path, chromium: Browser) -> None:
    with Watch(folder, "--serve") as watch, browser.shown(chromium, watch.address()) as page:
        first = painted(page)
        assert page.locator("figure").count() > 2
        # The title follows the pages.
        page.locator("h1").filter(has_text="Ada Example").first.wait_for()
        page.evaluate("() => document.getElementById('pages').scrollTo(0, 1500)")
        page.wait_for_selector("#page-2 img")
        place = height(page)
        assert place > 0
        assert darkest(page.screenshot()) < 60

        change(folder, "Line 70", "Another line")
        second = painted(page, after=first)
        assert second in (page.get_attribute("#page-2 img", "src") or "")
        assert height(page) == place
        page.wait_for_selector(BUILT)

        change(folder, "kind: list", "kind: lisst")
        page.wait_for_selector(FAILED)
        link = page.locator("#problems .error .place a")
        assert link.inner_text() == "cv.yaml:4:11"
        assert link.get_attribute("href") == f"vscode://file{folder.resolve().as_posix()}/cv.yaml:4:11"
        assert page.inner_text("#problems mark") == "lisst"
        assert "did you mean 'list'?" in page.inner_text("#problems .hint").lower()
        assert "last good build" in page.inner_text("#status")
        assert second in (page.get_attribute("#page-2 img", "src") or "")
        assert height(page) == place
        assert page.title() == "1 error · full · cv.yaml"

        change(folder, "lisst", "list")
        page.wait_for_selector(BUILT)
        assert page.inner_html("#problems") == ""
        assert height(page) == place

        # A reload keeps the place, too.
        page.reload()
        painted(page)
        assert abs(height(page) - place) <= 1


def test_the_web_page_other_variants_and_the_end(folder: Path, chromium: Browser) -> None:
    with Watch(folder, "--serve") as watch, browser.shown(chromium, address := watch.address()) as page:
        painted(page)
        page.click("button[data-view=html]")
        words = page.frame_locator("iframe.ready").locator("body")
        assert "Line 70" in words.inner_text()
        words.evaluate("() => scrollTo(0, 700)")
        before = page.get_attribute("iframe.ready", "src")
        change(folder, "Line 70", "Another line")
        page.wait_for_selector(f'iframe.ready:not([src="{before}"])')
        assert "Another line" in words.inner_text()
        assert words.evaluate("() => scrollY") == 700
        # It is made for this page alone, and not written.
        assert [file.name for file in (folder / "build").iterdir()] == ["cv-full.pdf"]

        # Another variant, in a second browser, is built when it is looked at. The first browser follows, too.
        with browser.shown(chromium, f"{address}?variant=brief") as other:
            painted(other)
            assert "1 page" in other.inner_text("#figures")
            assert "left out for room" in other.inner_text("#figures")
            change(folder, "First words", "Other words")
            other.wait_for_selector("[data-mood=building]")
            other.wait_for_selector(BUILT)
            page.wait_for_selector(BUILT)
            assert "Other words" in words.inner_text()
        assert watch.stop() == INTERRUPTED
        page.wait_for_selector(".lost")
        assert "start it again" in page.inner_text("#status")
    assert "Traceback" not in watch.errors()


def test_the_page_is_accessible(folder: Path, chromium: Browser) -> None:
    change(folder, "First words", '"`code` <b>"')
    with Watch(folder, "--serve") as watch:
        address = f"{watch.address()}?variant=brief"
        found = [*_violations(chromium, address, BUILT, 320, is_dark=True)]
        found += _violations(chromium, address, BUILT, 1280, is_dark=False)
        change(folder, "pages: 1", f"pages: 1, since: x, kindd: x  # {'long ' * 60}")
        found += _violations(chromium, address, FAILED, 320, is_dark=False)
        found += _violations(chromium, address, FAILED, 1280, is_dark=True)
    assert found == []


def _violations(chromium: Browser, address: str, mood: str, width: int, *, is_dark: bool) -> list[str]:
    """What axe-core finds. What it cannot decide, such as colours below a sticky head, is left out."""
    # axe-core comes as a script inside the page, which its policy forbids.
    with browser.shown(chromium, address, width=width, is_dark=is_dark, obeys_policy=False) as page:
        page.wait_for_selector(mood)
        painted(page)
        for summary in page.locator("summary").all():
            summary.click()
        # Long lines of a source scroll by themselves.
        assert page.evaluate("[...document.querySelectorAll('#problems')].every(e => e.scrollWidth <= e.clientWidth)")
        return browser.violations(page, with_undecided=False)
