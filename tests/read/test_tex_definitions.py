r"""Macros of an @preamble, which replace themselves in fields."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.read.bib import read_bibliography
from cvtex.read.tex_definitions import MAX_EXPANDED, expand, read_definitions

PREAMBLE = r"""
\newcommand{\toad}{\emph{Bufo bufo}} \providecommand*\pond[1]{the #1 pond} \def\pair#1#2{#1 and #2}
\newcommand{\sized}[2][small]{#1 #2} \renewcommand{\both}{\toad{} in \pond{old}} \newcommand{\emph}[1]{#1}
\newcommand{\broken}{a
"""


@pytest.mark.parametrize(
    ("tex", "expanded"),
    [
        (r"On \toad{} here", r"On {\emph{Bufo bufo}}{} here"),
        (r"On \toad here", r"On {\emph{Bufo bufo}}here"),
        (r"\pond{big} \pond x", "{the big pond} {the x pond}"),
        (r"\pair{a}{\toad}", r"{a and {\emph{Bufo bufo}}}"),
        (r"\sized{eggs}, \sized[large]{eggs}", "{small eggs}, {large eggs}"),
        (r"\both", r"{{\emph{Bufo bufo}}{} in {the old pond}}"),
        (r"\emph{x} \toads \broken", r"\emph{x} \toads \broken"),
        (r"\pair{a}", "{a and }"),
    ],
)
def test_macros_are_replaced(tex: str, expanded: str) -> None:
    assert expand(tex, read_definitions(PREAMBLE)) == expanded


def test_a_preamble_serves_the_entries_after_it() -> None:
    bib = r"""@preamble{"\newcommand{\jif}{9.3}" # "\newcommand{\toad}{\emph{Bufo}}"}
        @article{a, title = {On \toad{} \ndash 2}, note = {Factor \jif}}"""
    (entry,) = read_bibliography("a.bib", bib.encode()).value.entries
    assert (entry.tex("title"), entry.tex("note")) == (r"On {\emph{Bufo}}{} \ndash 2", "Factor {9.3}")


def test_definitions_that_double_each_other_are_bounded() -> None:
    names = "abcdefghijklmnop"
    doubling = "".join(rf"\newcommand{{\x{a}}}{{\x{b}\x{b}}}" for a, b in itertools.pairwise(names))
    macros = read_definitions(doubling + r"\newcommand{\xp}{pond}\newcommand{\me}{\me\me}")
    start = time.perf_counter()
    for tex in (r"\xa" * 100, r"\me" * 1000, r"\xi" * 2000):
        assert len(expand(tex, macros)) < 4 * MAX_EXPANDED + len(tex)
    assert time.perf_counter() - start < 1


@given(st.text(st.sampled_from("\\abx{}[]#1 ")), st.text(st.sampled_from("\\abx{}[]#1 ")))
def test_no_text_is_too_strange(body: str, tex: str) -> None:
    assert isinstance(expand(tex, read_definitions(rf"\newcommand{{\ab}}[1]{{{body}}}\def\x#1{{{body}}}")), str)
