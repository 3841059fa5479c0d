"""Styles by name: the CV's own folder first, then the built-in one."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvtex.diagnostics import Span
from cvtex.model.located import LocatedStr
from cvtex.read.files import read_file
from cvtex.read.style import (
    StyleFolders,
    built_in_styles,
    read_reference_style,
    read_theme,
    style_digest,
    style_folders,
)
from cvtex.value import replace

PLACE = Span("cv.yaml", 4, 9, 7)


def word(text: str) -> LocatedStr:
    return LocatedStr(text, PLACE)


@pytest.fixture
def folders(tmp_path: Path) -> StyleFolders:
    for name in ("themes", "bibliography"):
        (tmp_path / "styles" / name).mkdir(parents=True)
    return style_folders(tmp_path)


def trusting(folders: StyleFolders, name: str = "mine") -> StyleFolders:
    """With the user's consent to a style as it is now."""
    return replace(
        folders,
        trusted=frozenset({style_digest((folders.paths[0] / "bibliography" / f"{name}.py").read_bytes())}),
    )


def own(folder: Path, name: str, text: str) -> None:
    (folder / "styles" / name).write_text(text, encoding="utf-8")


def test_a_cv_without_styles_has_the_built_in_ones(tmp_path: Path) -> None:
    folders = style_folders(tmp_path)
    assert folders.paths == (built_in_styles().resolve(),)
    assert {"classic"} <= set(folders.themes)
    assert {"apa", "classic"} <= set(folders.references)


def test_the_cvs_own_style_comes_first(folders: StyleFolders, tmp_path: Path) -> None:
    own(tmp_path, "bibliography/classic.py", "class Style: mine = True\n")
    own(tmp_path, "bibliography/mine.py", "class Style: mine = True\n")
    own(tmp_path, "themes/cvtex-classic.sty", "% mine")
    own(tmp_path, "themes/notes.txt", "no style")
    assert "mine" in folders.references
    style = read_reference_style(word("classic"), trusting(folders, "classic")).value
    assert style is not None
    assert style.mine
    theme = read_theme(word("classic"), folders).value
    assert theme is not None
    assert theme.files["cvtex-classic.sty"] == b"% mine"
    assert "cvtex.sty" in theme.files
    assert "notes.txt" not in theme.files


def test_a_style_beside_the_cv_is_run_only_with_consent_to_these_bytes(folders: StyleFolders, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    own(
        tmp_path,
        "bibliography/mine.py",
        f"import pathlib\npathlib.Path({str(trace)!r}).touch()\nclass Style: mine = True\n",
    )
    trusted = trusting(folders)
    for untrusting in (folders, replace(folders, trusted=frozenset({style_digest(b"another")}))):
        checked = read_reference_style(word("mine"), untrusting)
        (problem,) = checked.diagnostics
        path = folders.paths[0].as_posix()
        assert (checked.value, problem.span, trace.exists()) == (None, PLACE, False)
        assert problem.message.endswith(f"not allowed to run: {path}/bibliography/mine.py")
        assert problem.hint == "read the file, then allow it with --trust-styles: cvtex runs it to get its class Style"
    assert read_reference_style(word("mine"), trusted).ok
    assert trace.exists()
    own(tmp_path, "bibliography/mine.py", "class Style: mine = False\n")
    assert not read_reference_style(word("mine"), trusted).ok


def test_a_copy_of_a_built_in_style_needs_no_consent(folders: StyleFolders, tmp_path: Path) -> None:
    text = (built_in_styles() / "bibliography" / "apa.py").read_text(encoding="utf-8")
    own(tmp_path, "bibliography/mine.py", text)
    assert read_reference_style(word("mine"), folders).ok
    own(tmp_path, "bibliography/mine.py", f"{text}\n")
    assert not read_reference_style(word("mine"), folders).ok


def test_a_name_that_no_style_has(folders: StyleFolders) -> None:
    for checked in (read_reference_style(word("clasic"), folders), read_theme(word("clasic"), folders)):
        (problem,) = checked.diagnostics
        assert (problem.span, problem.hint) == (PLACE, "did you mean 'classic'?")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "", ".", "classic.py"])
def test_a_name_is_not_a_path(name: str, folders: StyleFolders) -> None:
    assert not read_reference_style(word(name), folders).ok
    assert not read_theme(word(name), folders).ok


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("class Style(", "SyntaxError: '(' was never closed"),
        ("import nothing_of_this_name", "ModuleNotFoundError: No module named 'nothing_of_this_name'"),
        ("x = 1", "AttributeError: module 'cvtex_style_mine' has no attribute 'Style'"),
    ],
)
def test_a_style_that_does_not_load_is_reported(text: str, message: str, folders: StyleFolders, tmp_path: Path) -> None:
    own(tmp_path, "bibliography/mine.py", text)
    (problem,) = read_reference_style(word("mine"), trusting(folders)).diagnostics
    assert problem.span == PLACE
    assert message in problem.message


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "papers.bib").write_bytes(b"x")
    assert read_file(tmp_path / "papers.bib").value == b"x"
    for name, message, hint in (
        ("paper.bib", "there is no file", "did you mean 'papers.bib'?"),
        ("other.yaml", "there is no file", "paths are relative to cv.yaml"),
        ("none/papers.bib", "there is no file", "paths are relative to cv.yaml"),
        (".", "is a folder", ""),
        ("papers.bib/x", "cannot be read", ""),
        ("nul\0", "cannot be read", ""),
    ):
        (problem,) = read_file(tmp_path / name, PLACE).diagnostics
        assert (message in problem.message, problem.hint, problem.span) == (True, hint, PLACE)
