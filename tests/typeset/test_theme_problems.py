"""Errors of TeX in a theme of one's own: the file to look into, and the line if TeX knows it."""

from __future__ import annotations

import pytest

from cvtex.diagnostics import Sources
from cvtex.typeset.log import read_log
from cvtex.typeset.problems import tex_problems

THEME = "styles/themes/cvtex-mine.sty"
LOAD = r"check its braces and commands; it must load cvtex-look or cvtex: \RequirePackage{cvtex-look}"


@pytest.mark.parametrize(
    ("log", "line", "message", "hint"),
    [
        (
            "./cvtex-mine.sty:7: Undefined control sequence.\nl.7 \\color\n",
            7,
            r"Undefined control sequence: \color",
            LOAD,
        ),
        (
            "./cv.tex:29: File ended while scanning use of \\@argdef.\n",
            1,
            r"File ended while scanning use of \@argdef",
            LOAD,
        ),
        (
            "./cv.tex:29: LaTeX Error: File `pst-fancy.sty' not found.\n",
            1,
            "File `pst-fancy.sty' not found",
            "install the package, or do without it; 'cvtex doctor' shows the TeX in use",
        ),
    ],
)
def test_a_theme_that_tex_cannot_read(log: str, line: int, message: str, hint: str) -> None:
    (found,) = tex_problems(read_log(log), lambda _: None, Sources({}), THEME)
    assert found.span is not None
    assert (found.span.file, found.span.line) == (THEME, line)
    assert (found.message, found.hint) == (f"TeX cannot read the theme: {message}", hint)
