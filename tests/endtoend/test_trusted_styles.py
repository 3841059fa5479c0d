"""Bibliography styles beside a CV are programs, perhaps a stranger's: they run only with consent."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import Ran, run_cvtex

CV = """
owner: {name: Ada Example}
bibliography: [a.bib]
references: mine
sections: {works: {kind: publications, title: Works}}
"""
BIB = "@misc{one, author = {Ada Example}, title = {First}, year = 2020}\n"
STYLE = (Path(__file__).parents[2] / "styles" / "bibliography" / "apa.py").read_text(encoding="utf-8")
REFUSED = "cv.yaml:4:13: error: the bibliography style 'mine' is a program that you have not allowed to run: "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A CV whose bibliography style writes a file when it is run."""
    folder = tmp_path / "cv"
    (folder / "styles" / "bibliography").mkdir(parents=True)
    (folder / "cv.yaml").write_text(CV, encoding="utf-8")
    (folder / "a.bib").write_text(BIB, encoding="utf-8")
    write_style(folder, f"{STYLE}\nfrom pathlib import Path\nPath('it-ran').touch()\n")
    return folder


def write_style(folder: Path, text: str) -> None:
    (folder / "styles" / "bibliography" / "mine.py").write_text(text, encoding="utf-8")


def check(folder: Path, *options: str) -> tuple[Ran, bool]:
    """Run `cvtex check` with a state folder of this test -> the result, and whether the style was run."""
    home = str(folder.parent)
    trace = folder / "it-ran"
    trace.unlink(missing_ok=True)
    # Without a cache: cached references need no style.
    ran = run_cvtex(["check", *options], folder, XDG_STATE_HOME=home, XDG_CACHE_HOME=f"{home}/none", LOCALAPPDATA=home)
    return ran, trace.exists()


def test_consent_is_required_and_remembered_for_these_bytes(folder: Path) -> None:
    refused, was_run = check(folder)
    assert (refused.exit_code, was_run) == (1, False)
    assert f"{REFUSED}{folder.resolve().as_posix()}/styles/bibliography/mine.py" in refused.errors
    assert (
        "  hint: read the file, then allow it with --trust-styles: cvtex runs it to get its class Style"
        in refused.errors
    )
    allowed, was_run = check(folder, "--trust-styles")
    assert (allowed.exit_code, was_run) == (0, True), allowed.errors
    assert check(folder)[0].exit_code == 0
    moved = folder.rename(folder.with_name("moved"))
    assert check(moved)[0].exit_code == 0
    write_style(moved, f"{STYLE}\nfrom pathlib import Path\nPath('it-ran').write_text('changed')\n")
    changed, was_run = check(moved)
    assert (changed.exit_code, was_run) == (1, False)
    assert REFUSED in changed.errors


def test_consent_that_cannot_be_saved_is_valid_for_this_run(folder: Path) -> None:
    (folder.parent / "cvtex").write_text("in the way", encoding="utf-8")
    ran, was_run = check(folder, "--trust-styles")
    assert (ran.exit_code, was_run) == (0, True)
    assert "cannot remember that " in ran.errors
    assert check(folder)[0].exit_code == 1
