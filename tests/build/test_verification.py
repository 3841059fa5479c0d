"""Who is to blame for a malformed PDF: a text, where its place is known, or TeX."""

from __future__ import annotations

import pytest

from cvtex.build.verification import malformed_pdf
from cvtex.diagnostics import Span
from cvtex.emit.blocks import Block, Paragraph
from cvtex.pdf.values import UnsoundPdfError
from cvtex.read.style import LOOK
from cvtex.text.richtext import Link

ONE, TWO = Span("cv.yaml", 3, 5), Span("cv.yaml", 9, 1)
BLOCKS = (Block(1, Paragraph(("Words",)), ONE), Block(2, Paragraph((Link("https://x.org/ü", ("More",)),)), TWO))


@pytest.mark.parametrize(
    ("problem", "package", "status", "span"),
    [
        (UnsoundPdfError("block 1 is on the pages twice", block=1), LOOK, "document", ONE),
        (UnsoundPdfError("a link has no text", address="https://x.org/%C3%BC"), LOOK, "document", TWO),
        (UnsoundPdfError("a link has no text", address="https://y.org"), LOOK, "tex", None),
        (UnsoundPdfError("it has no catalog"), LOOK, "tex", None),
        # A theme of the CV's own may do anything.
        (UnsoundPdfError("block 1 is on the pages twice", block=1), "own", "tex", ONE),
    ],
)
def test_a_malformed_pdf(problem: UnsoundPdfError, package: str, status: str, span: Span | None) -> None:
    failure = malformed_pdf(problem, BLOCKS, package)
    (found,) = failure.diagnostics
    assert (failure.status, found.message, found.span) == (status, f"TeX wrote a malformed PDF: {problem}", span)
