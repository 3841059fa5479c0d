"""`cvtex watch --serve`: its options, and what a round of builds makes of the page."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import run_cvtex

from cvtex.build import loading
from cvtex.cli import live as live_module
from cvtex.cli import watch
from cvtex.cli.live import Live, serving
from cvtex.cli.variants import BuildOptions

CV = """\
owner: {name: Ada Example}
sections:
  about: {kind: text, title: About, text: Words.}
variants:
  full: {}
  brief: {sections: [about]}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cv.yaml").write_text(CV)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def live(folder: Path) -> Iterator[Live]:
    with serving(BuildOptions(Path("cv.yaml")), 0, None, opens=False) as live:
        yield live


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--port", "8000"], "--port needs --serve"),
        (["--open"], "--open needs --serve"),
        (["--editor", "zed"], "--editor needs --serve"),
        (["--serve", "--port", "66000"], "66000 is not in the range"),
        (["--serve", "--editor", "vscod"], "no editor 'vscod' (did you mean 'vscode'?)"),
        (["--serve", "--editor", "qqq"], "no editor 'qqq' (editors: bbedit, cursor,"),
        (["--serve", "--editor", "javascript:{file}"], "or an address with {file})"),
    ],
)
def test_options_that_are_wrong(folder: Path, arguments: list[str], expected: str) -> None:
    ran = run_cvtex(["watch", *arguments], folder)
    assert (ran.exit_code, ran.output) == (2, "")
    assert expected in ran.errors


def test_a_port_in_use_has_a_cure(folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ran = run_cvtex(["watch", "--serve", "--port", str(port)], folder)
    assert (ran.exit_code, ran.output) == (2, "")
    assert f"port {port} is in use (choose another, or leave --port out for a free one)" in ran.errors


def test_the_address_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(BuildOptions(Path("cv.yaml")), 0, None, opens=False) as live:
        assert capsys.readouterr().out == f"serving {live.address}\n"


def test_an_error_of_the_cv_and_its_repair(live: Live, folder: Path) -> None:
    (folder / "cv.yaml").write_text(CV.replace("text: Words", "txet: Words"))
    live.begin()
    live.loaded(loading.load(Path("cv.yaml")), ())
    live.end()
    unknown, *_ = live.state.variant("full").problems
    assert (unknown.message, unknown.hint) == ("unknown field 'txet'", "did you mean 'text'?")
    assert unknown.place is not None
    assert unknown.place.name == "cv.yaml:3:37"
    assert unknown.place.address.endswith("/cv.yaml:3:37")
    assert str(folder.as_posix()) in unknown.place.address
    (folder / "cv.yaml").write_text(CV)
    live.loaded(loading.load(Path("cv.yaml")), ("full",))
    assert (live.state.owner, live.state.problems, list(live.state.variants)) == ("Ada Example", (), ["full", "brief"])


def test_a_variant_is_built_as_long_as_it_is_in_sight(live: Live) -> None:
    loaded = loading.load(Path("cv.yaml"))
    live.loaded(loaded, ("full",))
    assert (live.in_sight(loaded, ("full",)), live.lacks_a_variant()) == ((), False)
    with live.audience.stream("brief"):
        assert (live.in_sight(loaded, ("full",)), live.lacks_a_variant()) == (("brief",), True)
    assert (live.in_sight(loaded, ("full",)), live.lacks_a_variant()) == ((), False)


def test_variants_that_are_named_are_the_only_ones(folder: Path) -> None:
    loaded = loading.load(Path("cv.yaml"))
    with serving(BuildOptions(Path("cv.yaml"), ("full", "gone")), 0, None, opens=False) as live:
        live.loaded(loaded, ())
        assert [one.message for one in live.state.problems] == ["no variant 'gone'"]
        with live.audience.stream("brief"):
            assert (live.in_sight(loaded, ("full",)), live.lacks_a_variant()) == ((), False)


def test_a_browser_wakes_the_watch(folder: Path) -> None:
    depends = loading.load(Path("cv.yaml")).files.dependencies
    asked, stop = [], threading.Event()
    timer = threading.Timer(5, stop.set)
    timer.start()

    def wakes() -> bool:
        asked.append(True)
        return len(asked) > 2

    watch._wait_for_change(depends, stop, wakes)
    timer.cancel()
    assert (len(asked), stop.is_set()) == (3, False)


@pytest.mark.parametrize(
    ("browser", "expected"),
    [
        (webbrowser.BackgroundBrowser("firefox"), ""),
        # A browser of text would take over the terminal.
        (webbrowser.GenericBrowser("lynx"), "no browser was found: open the address yourself\n"),
        (None, "no browser was found: open the address yourself\n"),
    ],
)
def test_a_browser_is_opened(
    browser: webbrowser.BaseBrowser | None,
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    opened: list[str] = []

    def open_page(address: str) -> bool:
        opened.append(address)
        return True

    def get() -> webbrowser.BaseBrowser:
        if browser is None:
            raise webbrowser.Error
        monkeypatch.setattr(browser, "open", open_page)
        return browser

    monkeypatch.setattr(webbrowser, "get", get)
    live_module._open("http://127.0.0.1:1/t/")
    assert capsys.readouterr().err == expected
    assert opened == ([] if expected else ["http://127.0.0.1:1/t/"])
