"""TeX that a program escaped as if it were plain text."""

from __future__ import annotations

import time

import pytest

from cvtex.diagnostics import Span
from cvtex.text.escaped_tex import unescaped
from cvtex.text.tex import read_tex


@pytest.mark.parametrize(
    ("escaped", "tex"),
    [
        (r"Al\$\_x\$Ga\$\_\{1-x\}\$As", "Al$_x$Ga$_{1-x}$As"),
        (r"\$m\$-plane, \$\textbackslash{}alpha\$-decay", r"$m$-plane, $\alpha$-decay"),
        (r"Si\_\{2\}, 10\^{}\{3\}, 10\textasciicircum{}\{4\}", "Si$_{2}$, 10$^{3}$, 10$^{4}$"),
        (r"\{\vphantom\}{{GaN}}\vphantom\{\} and \{(\vphantom\}x)\vphantom\{\}", "{{GaN}} and (x)"),
        (r"1\textbackslash{}times 1, \textbackslash{}v\{s\}, Taylor \textbackslash\& Francis",
         r"1\times  1, \v{s}, Taylor \& Francis"),
        (r"\$5 and \$7, a\_b, \{112\} planes, C:\textbackslash{}folder", None),
        (r"\$5 from my\_grant and their \$7", None),
    ],
)  # fmt: skip
def test_escaping_is_undone(escaped: str, tex: str | None) -> None:
    assert unescaped(escaped) == (escaped if tex is None else tex)


@pytest.mark.parametrize(
    "piece",
    [
        r"\$",
        r"\$a",
        r"\_\{",
        r"\{",
        r"\vphantom\{",
        r"\textbackslash",
        "<m",
        "<msub><mrow>",
        "< ",
        "_{",
        "</tex-math> ",
    ],
)
def test_any_text_takes_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        read_tex(piece * count, Span("a.bib"))
        return time.process_time() - start

    assert seconds(16_000) < 64 * max(seconds(1_000), 0.004)
