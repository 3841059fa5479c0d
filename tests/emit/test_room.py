"""What no page has room for is known before TeX runs."""

import pytest

from cvtex.diagnostics import Span
from cvtex.emit.blocks import Block, BlockContent, Heading, Paragraph, Row
from cvtex.emit.room import room_problems

PLACE = Span("cv.yaml")
WIDE: list[tuple[BlockContent, str]] = [
    (Heading("section", ("W" * 500,)), ""),
    (Heading("section", ("W" * 501,)), "this heading has 501 characters; a page has room for 500"),
    (Row(("l" * 401,), ("x",)), "this label has 401 characters; a page has room for 400"),
    (Row(("l",), ("x " * 1500,)), "this cell of a table has 3,000 characters; a page has room for 2,500"),
    (Paragraph(("ا" * 61,)), "a word of 61 letters from right to left; a line has 60"),
    (Paragraph(("سلام " * 61,)), ""),
    (Paragraph(("W" * 5000,)), ""),
]


@pytest.mark.parametrize(("content", "problem"), WIDE)
def test_what_no_page_can_hold_is_refused(content: BlockContent, problem: str) -> None:
    found = [one.message for one in room_problems([Block(1, content, PLACE)])]
    assert found == ([problem] if problem else [])
