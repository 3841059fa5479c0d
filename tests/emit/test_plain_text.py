"""Plain text to be pasted: what belongs together stands together, and no line ends in a blank."""

from __future__ import annotations

from cvtex.diagnostics import Span, column_width
from cvtex.emit.blocks import (
    Block,
    BlockContent,
    Contact,
    Header,
    Heading,
    Headline,
    Name,
    Note,
    Paragraph,
    Point,
    Titled,
)
from cvtex.emit.text.writer import TextWriter
from cvtex.emit.writer import Look, Manuscript, Metadata


def text_of(*contents: BlockContent, width: int = 30) -> list[str]:
    blocks = tuple(Block(number, content, Span("cv.yaml")) for number, content in enumerate(contents, 1))
    manuscript = Manuscript(blocks, Metadata("T", "A"), Look("cvtex-look", 10, "a4", "zh"), width=width)
    return TextWriter().write(manuscript).data.decode().splitlines()


def test_a_name_beside_a_photograph_is_one_line() -> None:
    name = Name(("Prof.",), ("王小明",), ("(she/her)",))
    contact = Contact((("a@example.org",), ("Berlin",)), ("", ""))
    assert text_of(Header(name, Headline(("Biologist",)), contact, ("A portrait",))) == [
        "Prof. 王小明 (she/her)",
        "======================",
        "Biologist",
        "a@example.org",
        "Berlin",
    ]


def test_details_stand_under_their_title() -> None:
    assert text_of(
        Titled(("A grant with a long title",), ("2020 – 2024",), ("Council, PI, 100 EUR, and more",), ("A text",)),
        Titled(("Another",), ("2021",), ("Council",), (), ("12.",)),
        Point((), ("A point",)),
    ) == [
        "A grant with a long title,",
        "  2020 – 2024",
        "  Council, PI, 100 EUR, and",
        "  more",
        "  A text",
        "12. Another, 2021",
        "    Council",
        "- A point",
    ]


def test_paragraphs_stand_apart() -> None:
    assert text_of(
        Heading("section", ("Text",)),
        Note(("A note",)),
        Paragraph(("One",)),
        Paragraph(("Two",)),
        Point((), ("Point",)),
        Paragraph(("Of the point",), is_in_item=True),
        Paragraph(("Signature",)),
    ) == ["Text", "----", "A note", "One", "", "Two", "- Point", "Of the point", "", "Signature"]


def test_no_line_is_wider_than_asked_or_ends_in_a_blank() -> None:
    long = ("Words and 漢字漢字漢字漢字漢字漢字 and \u00a0 שלום שלום שלום שלום  ",)
    for width in (20, 31, 78):
        lines = text_of(
            Heading("section", long), Paragraph(long), Point(long, long), Titled(long, long, long, long), width=width
        )
        assert all(column_width(line) <= width and line == line.rstrip() for line in lines)
