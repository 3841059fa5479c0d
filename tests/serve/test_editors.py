"""A place in a file -> the address that opens it in an editor."""

from __future__ import annotations

import pytest

from cvtex.serve.editors import EDITOR_ALIASES, EDITORS, address, template_of


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        ("vscode", "vscode://file/home/ada/cv.yaml:4:37"),
        ("code", "vscode://file/home/ada/cv.yaml:4:37"),
        ("Zed", "zed://file/home/ada/cv.yaml:4:37"),
        ("idea", "idea://open?file=/home/ada/cv.yaml&line=4&column=37"),
        ("subl", "subl://open?url=file:///home/ada/cv.yaml&line=4&column=37"),
        ("emacs", "emacs://open?url=file:///home/ada/cv.yaml&line=4&column=37"),
        ("my-editor:{file}#{line}", "my-editor:/home/ada/cv.yaml#4"),
    ],
)
def test_addresses(editor: str, expected: str) -> None:
    template = template_of(editor)
    assert template is not None
    assert address(template, "/home/ada/cv.yaml", 4, 37) == expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("C:/Users/Ada/cv.yaml", "vscode://file/C:/Users/Ada/cv.yaml:1:1"),
        ("/a b/ü&?#%.yaml", "vscode://file/a%20b/%C3%BC%26%3F%23%25.yaml:1:1"),
        ('/"><script>{line}', "vscode://file/%22%3E%3Cscript%3E%7Bline%7D:1:1"),
    ],
)
def test_names_of_files_are_escaped(file: str, expected: str) -> None:
    assert address(EDITORS["vscode"], file, 1, 1) == expected


@pytest.mark.parametrize(
    "editor",
    [
        "vsode",
        "",
        "{file}",
        "x://{line}",
        "x://{file}{name}",
        "javascript:alert('{file}')",
        "data:{file}",
        "file:{file}",
    ],
)
def test_neither_an_editor_nor_a_template(editor: str) -> None:
    assert template_of(editor) is None


def test_every_editor_takes_a_file_and_a_line() -> None:
    assert all("{file}" in one and "{line}" in one for one in EDITORS.values())
    assert set(EDITOR_ALIASES.values()) <= set(EDITORS)
