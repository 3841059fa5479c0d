"""The key of a block's height: what it says and in which form."""

from __future__ import annotations

from cvtex.build.heights import block_key
from cvtex.diagnostics import Span
from cvtex.emit.blocks import Block
from cvtex.text.richtext import Styled


def block(*text: object, form: str = "entry", number: int = 1, line: int = 1) -> Block:
    return Block(number, form, (text,), Span("cv.yaml", line, 1))  # type: ignore[arg-type]


def test_a_block_is_what_it_says() -> None:
    assert block_key(block("A")) == block_key(block("A", number=2, line=9))
    assert (
        len(
            {
                block_key(one)
                for one in (block("A"), block("B"), block("A", form="term"), block(Styled("strong", ("A",))))
            }
        )
        == 4
    )
