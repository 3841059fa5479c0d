"""Keys of blocks depend on kind and content alone."""

from __future__ import annotations

from cvtex.build.fit_problem import block_key
from cvtex.diagnostics import Span
from cvtex.emit.blocks import Block, BlockContent, Numbered, Point
from cvtex.text.richtext import Styled


def block(content: BlockContent, number: int = 1, line: int = 1) -> Block:
    return Block(number, content, Span("cv.yaml", line, 1))


def test_block_keys_depend_on_kind_and_content() -> None:
    one = Point(("1",), ("A",))
    assert block_key(block(one)) == block_key(block(one, number=2, line=9))
    others = (Point(("1",), ("B",)), Numbered(("1",), ("A",)), Point(("1",), (Styled("strong", ("A",)),)))
    assert len({block_key(block(content)) for content in (one, *others)}) == 4
