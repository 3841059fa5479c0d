"""A link around nothing that prints shows its address."""

import pytest

from cvtex.diagnostics import Span
from cvtex.emit.blocks import Block, Paragraph
from cvtex.emit.visible_links import with_visible_links
from cvtex.text.richtext import Link, Math, RichText, Styled

PLACE = Span("cv.yaml")
TARGET = "https://x.example/a"
SHOWN = (Link(TARGET, ("x.example/a",)),)

LINKS: list[tuple[RichText, RichText]] = [
    ((Link(TARGET, ("text",)),), (Link(TARGET, ("text",)),)),
    ((Link(TARGET, ("-",)),), (Link(TARGET, ("-",)),)),
    ((Link(TARGET, ()),), SHOWN),
    ((Link(TARGET, (" ",)),), SHOWN),
    ((Link(TARGET, ("\u00a0\u200b\u2003",)),), SHOWN),
    ((Link(TARGET, ("\ue000",)),), SHOWN),
    ((Link(TARGET, ("\u0301",)),), SHOWN),
    ((Link(TARGET, ("\ufe0f" * 300,)),), SHOWN),
    ((Link(TARGET, (Math(r"\quad", " "),)),), SHOWN),
    # Blanks at its ends stand outside: at the end of a line they would take a link without text to the next one.
    ((Link(TARGET, (" a ",)), "b"), (" ", Link(TARGET, ("a",)), " ", "b")),
    ((Link(TARGET, (Styled("emphasis", ("a",)), "\n")),), (Link(TARGET, (Styled("emphasis", ("a",)),)), " ")),
    ((Styled("strong", (Link(TARGET, (Styled("code", (" ",)),)),)),), (Styled("strong", SHOWN),)),
]


@pytest.mark.parametrize(("written", "printed"), LINKS)
def test_every_link_can_be_seen(written: RichText, printed: RichText) -> None:
    (block,) = with_visible_links([Block(1, Paragraph(written), PLACE)])
    assert block.texts == (printed,)
