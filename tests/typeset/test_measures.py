"""Measures in the log."""

import pytest

from cvtex.typeset.measures import MeasuredBlock, read_blocks, read_end, read_pages

LOG = r"""
LaTeX Font Info:    ... okay on input line 2.
CVTEX block 1 name 1179648 0 0
CVTEX block 2 paragraph 917504 786432 7
[1{/usr/share/texmf/pdftex.map}]
CVTEX page 2883584
CVTEX block 3 point 851968 -65536 0
CVTEX end 39321600 47185920
(./cv.aux) )
"""


def test_blocks_are_read_in_order():
    assert read_blocks(LOG) == (
        MeasuredBlock(id=1, form="name", height_sp=1179648, gap_sp=0),
        MeasuredBlock(id=2, form="paragraph", height_sp=917504, gap_sp=786432, lines=7),
        MeasuredBlock(id=3, form="point", height_sp=851968, gap_sp=-65536),
    )


def test_the_end_is_read():
    assert read_end(LOG) == (39321600, 47185920)


def test_pages_include_the_last_one():
    assert read_pages(LOG) == (2883584, 39321600)
    assert read_pages("CVTEX page 2883584\n") == ()


def test_a_run_without_an_end_has_no_pages():
    assert read_end("CVTEX block 1 name 1179648 0\n") is None


@pytest.mark.parametrize(
    "text",
    [
        r"[]\T1/lmr/m/n/10 CVTEX block 1 name 2 3 0",  # text that TeX shows of a box
        "l.3 CVTEX block 1 name 2 3 0",  # and of a line with an error
        "CVTEX block 1 name 2 3 4 5",
        "CVTEX block 1 name 2 3",
        "CVTEX block x name 2 3 0",
        f"CVTEX block {'9' * 5000} name 2 3 0",
    ],
)
def test_text_that_resembles_a_measure_is_ignored(text):
    assert read_blocks(text) == ()


def test_a_document_can_measure_itself(any_tex):
    run = any_tex.run(
        r"""
        \documentclass{article}
        \begin{document}
        \message{an unfinished line }\setbox0=\hbox{\vrule width 1pt height 8pt depth 2pt}
        \wlog{CVTEX block 7 rule \number\dimexpr\ht0+\dp0\relax\space 65536 0}\box0
        \wlog{CVTEX end \number\pagetotal\space\number\textheight}
        \end{document}
        """
    )
    assert read_blocks(run.log) == (MeasuredBlock(7, "rule", 10 * 65536, 65536),)
    assert read_end(run.log) is not None
