"""Word documents of single blocks."""

from __future__ import annotations

from cvtex.diagnostics import Span
from cvtex.emit.blocks import (
    Block,
    BlockContent,
    Cards,
    Contact,
    Entry,
    FootnoteText,
    Header,
    Heading,
    Headline,
    Name,
    Note,
    Numbered,
    Organisation,
    Point,
    Role,
    Row,
    Term,
    Titled,
)
from cvtex.emit.docx.writer import DocxWriter
from cvtex.emit.writer import Look, Manuscript, Metadata
from cvtex.model.design import BASE
from cvtex.model.running import RunningLines
from cvtex.text.richtext import Link, NoBreak, RichText, Styled

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LOOK = Look("cvtex-look", 10.5, "a4", "en-GB", design=BASE)


def manuscript(*contents: BlockContent, look: Look = LOOK, running: RunningLines | None = None) -> Manuscript:
    blocks = tuple(Block(number, content, Span("cv.yaml")) for number, content in enumerate(contents, 1))
    metadata = Metadata("Ada Example – CV", "Ada Example", ("frogs", "toads"))
    return Manuscript(blocks, metadata, look, running=running or RunningLines(), date=1_000_000_000)


def written(*contents: BlockContent, look: Look = LOOK, running: RunningLines | None = None) -> bytes:
    return DocxWriter().write(manuscript(*contents, look=look, running=running)).data


def text(string: str) -> RichText:
    return (string,)


EVERY_FORM: tuple[BlockContent, ...] = (
    Header(
        Name(text("Prof."), text("Ada Example"), text("(née Before)")),
        Headline(text("Professor of Examples")),
        Contact((text("Berlin"), (Link("mailto:ada@example.org", text("ada@example.org")),)), ("", "")),
        text("Ada in front of a wall"),
    ),
    Note(text("Updated May 2026")),
    Heading("section", text("Data")),
    Row(text("Nationality"), text("British")),
    Row(text("Born"), text("1815")),
    Heading("section", text("Work")),
    Organisation(text("University"), text("Berlin")),
    Role(text("Professor"), text("2019 – present")),
    Point(text("Research"), text("Frogs")),
    Point((), text("Green frogs"), 1),
    Heading("section", text("Prizes")),
    Entry(text("Prize"), text("1st place"), text("2020"), text("1.")),
    Titled(text("Project"), text("2019–2022"), text("University"), text("On frogs."), text("2.")),
    Point((), text("A point below"), 0, is_below_number=True),
    Titled(text("Other"), text("2018"), text("University"), ()),
    Term(text("Languages"), text("Python")),
    Heading("section", (("Papers"), Styled("note", text("1")))),
    Heading("group", text("Articles")),
    Numbered(text("2."), (Styled("owner", (NoBreak(text("Example A")),)), " (2020). Frogs")),
    Numbered(text("1."), ("Other B and ", Styled("owner", text("Example A")), " (2019). Toads")),
    FootnoteText(text("1"), ("In ", Link("https://example.org/ü?a=1&b=2", text("full")))),
    Heading("section", text("Referees")),
    Cards(((text("Prof. A"), text("Univ")), (text("Prof. B"), text("Univ")))),
    Cards(((text("Prof. C"),),)),
)
HOSTILE = "a\x00\x0b\x1f\ufffe\ud800b <script>alert('&')</script> ]]> <![CDATA[ \u202edcba\u202c %1 &amp; {x}"
