"""Paths and names of files as on Windows, on any system."""

from __future__ import annotations

import os
from pathlib import Path, PureWindowsPath

import pytest
from fake_windows import FakeWindows
from running import run_cvtex

from cvtex.files.depfile import make_rules
from cvtex.files.replacement import replace_file
from cvtex.files.system import find_program, font_folders, is_device, portable_name
from cvtex.read.files import read_file
from cvtex.serve.editors import EDITORS, address

CV = """\
owner: {name: Ada Example}
bibliography: NAME
sections: {about: {kind: text, title: About, text: Hello.}}
variants: {full: {}}
"""


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> FakeWindows:
    return FakeWindows(monkeypatch)


@pytest.mark.parametrize(
    ("name", "portable"),
    [
        ("publications.bib", "publications.bib"),
        ("Ünïcode works.bib", "Ünïcode works.bib"),
        ("con.bib", "_con.bib"),
        ("AUX.tar.gz", "_AUX.tar.gz"),
        ("nul", "_nul"),
        ("com1.bib", "_com1.bib"),
        ("com¹.bib", "_com¹.bib"),
        ("con .bib", "_con .bib"),
        ("console.bib", "console.bib"),
        ("com10.bib", "com10.bib"),
        ("works.bib. ", "works.bib"),
        ("a:b?.bib", "a_b_.bib"),
        ("C:\\works.bib", "C__works.bib"),
        ("...", "_"),
    ],
)
def test_a_name_that_every_system_takes(name: str, portable: str) -> None:
    assert portable == portable_name(name)
    assert not is_device(portable)


def test_a_file_that_a_viewer_holds_is_replaced_when_it_is_let_go(tmp_path: Path, windows: FakeWindows) -> None:
    target = tmp_path / "cv.pdf"
    replace_file(target, b"old")
    windows.held[target] = 3
    replace_file(target, b"new")
    assert b"new" == target.read_bytes()
    assert 0 < windows.waited < 1


def test_a_file_that_is_held_for_ever_stays_with_a_cure(tmp_path: Path, windows: FakeWindows) -> None:
    target = tmp_path / "cv.pdf"
    replace_file(target, b"old")
    windows.held[target] = 1000
    with pytest.raises(PermissionError, match="another program has it open; close it there"):
        replace_file(target, b"new")
    assert [target] == list(tmp_path.iterdir())
    assert b"old" == target.read_bytes()


def test_elsewhere_a_refusal_is_final(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def refuse(path: Path, target: Path) -> Path:
        tries.append(path)
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError, match="Permission denied"):
        replace_file(tmp_path / "cv.pdf", b"new")
    assert len(tries) == 1


@pytest.mark.parametrize("name", ["con.bib", "aux", "sub/nul.bib"])
def test_a_device_is_never_opened(name: str, tmp_path: Path, windows: FakeWindows) -> None:
    (found,) = read_file(tmp_path / name).diagnostics
    assert "Windows keeps this name for a device; rename the file" in found.message
    assert windows.opened_devices == []


def test_backslashes_of_another_system_are_answered_with_the_path_to_write(tmp_path: Path) -> None:
    if os.sep == "\\":
        pytest.skip("they are right there")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "p.bib").write_text("", encoding="utf-8")
    (tmp_path / "cv.yaml").write_text(CV.replace("NAME", r"sub\p.bib"), encoding="utf-8")
    assert r"there is no file 'sub\p.bib' (write 'sub/p.bib')" in run_cvtex(["check"], tmp_path).errors


def test_columns_are_the_same_where_lines_end_as_on_windows(tmp_path: Path) -> None:
    cv = CV.replace("NAME", "p.bib").replace("title: About", "titel: About")
    bib = "@article{a, title = {One},\n  author = {Example, Ada}, year = {20x0}}\n"
    found = []
    for end in ("\n", "\r\n"):
        (tmp_path / "cv.yaml").write_bytes(cv.replace("\n", end).encode())
        (tmp_path / "p.bib").write_bytes(bib.replace("\n", end).encode())
        found.append(run_cvtex(["check"], tmp_path).errors)
    assert found[0] == found[1]
    assert "cv.yaml:3:32: error: unknown field 'titel'" in found[0]
    assert "p.bib:2:" in found[0]
    assert "\r" not in found[1]


def test_the_rules_for_make_have_drives_as_compilers_write_them() -> None:
    assert "C:/build/cv\\ a.pdf: D:/my\\ cv/cv.yaml //server/share/p.bib" in make_rules(
        {"C:/build/cv a.pdf": [PureWindowsPath(r"D:\my cv\cv.yaml").as_posix(), "//server/share/p.bib"]}
    )


@pytest.mark.parametrize(
    ("path", "link"),
    [
        (r"C:\my cv\cv.yaml", "vscode://file/C:/my%20cv/cv.yaml:3:5"),
        (r"\\server\share\cv.yaml", "vscode://file//server/share/cv.yaml:3:5"),
    ],
)
def test_editors_open_drives_and_shares(path: str, link: str) -> None:
    assert link == address(EDITORS["vscode"], PureWindowsPath(path).as_posix(), 3, 5)


def test_no_program_beside_a_cv_is_run(tmp_path: Path, windows: FakeWindows, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = tmp_path / "texlive" / "pdflatex.exe"
    for path in (installed, tmp_path / "cv" / "pdflatex.exe"):
        path.parent.mkdir()
        path.touch(mode=0o755)
    monkeypatch.chdir(tmp_path / "cv")
    assert find_program("pdflatex", {"PATH": os.pathsep.join(("", ".", "../cv"))}) is None
    assert installed == find_program("pdflatex", {"PATH": os.pathsep.join(("", ".", str(installed.parent)))})


def test_folders_of_fonts_on_windows() -> None:
    environment = {"WINDIR": r"D:\Windows", "LOCALAPPDATA": r"C:\Users\Ada\AppData\Local", "HOME": "/home/ada"}
    assert font_folders(environment, "windows") == (
        r"D:\Windows/Fonts", r"C:\Users\Ada\AppData\Local/Microsoft/Windows/Fonts",
    )  # fmt: skip
    assert font_folders({}, "windows") == ("C:/Windows/Fonts",)
    assert all(PureWindowsPath(place).is_absolute() for place in font_folders(environment, "windows"))
