"""Blocks -> a LaTeX document that a person can read, with a line map back to the sources."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.diagnostics import Span
from cvtex.emit.blocks import Block, Contact, Header, Heading, Headline, Name, Numbered, Point
from cvtex.emit.latex.characters import EIGHT_BIT, private_characters
from cvtex.emit.latex.document import LatexWriter, TexDocument
from cvtex.emit.latex.escaping import extracted_text
from cvtex.emit.latex.inline import InlineWriter
from cvtex.emit.promises import promises_of
from cvtex.emit.writer import Look, Manuscript, Metadata
from cvtex.model.picture import Picture
from cvtex.model.running import PAGE, PAGES, RunningLine, RunningLines
from cvtex.text.richtext import Link, Math, Styled
from cvtex.value import replace

LOOK = Look("cvtex-classic", 10.5, "a4", "en-GB")
TITLE = "Ada Example – Curriculum vitae"
METADATA = Metadata(TITLE, "Ada Example", ("one", "two"))
RUNNING = RunningLines(foot=RunningLine(("Ada Example, PhD",), (), (PAGE, " of ", PAGES))).with_total(8)


def write(*blocks: Block) -> TexDocument:
    has_side = any(block.column != "page" for block in blocks)
    manuscript = Manuscript(blocks, METADATA, LOOK, running=RUNNING, has_side=has_side)
    return LatexWriter(InlineWriter(glyphs=defaultdict(tuple))).write(manuscript)


BLOCKS = (
    Block(1, Name((), ("Ada Example",), ()), Span("cv.yaml", 2, 3)),
    Block(2, Contact((("Berlin",), (Link("mailto:a@x.org", ("a@x.org",)),)), ("", "")), Span("cv.yaml", 2, 3)),
    Block(3, Heading("section", ("R&D",)), Span("cv.yaml", 7, 3), "rd"),
    Block(4, Point((), ("100 % done",)), Span("cv.yaml", 9, 9), "rd.0"),
    Block(5, Numbered(("1.",), ("A title",)), Span("my papers.bib", 12, 1), "rd.1"),
)

TEX = r"""\documentclass{article}%
\newcommand{\cvfontsize}{10.5}
\newcommand{\cvpaper}{a4}
\newcommand{\cvlanguage}{en-GB}
\usepackage{cvtex-classic}
\cvinfo{TITLE}{(Ada Example)}{(one, two)}{(en-GB)}
\begin{document}
\normalsize
\cvfoot{\cvspare{Ada Example, PhD}}{}{\cvpagenumber{1} of 8}
% cv.yaml:2:3
\cvname{1}{}{Ada Example}{}
\cvcontact{2}{Berlin \cvsep \cvlink{mailto:a@x.org}{\cvaddress{a@x.org}}}
% cv.yaml:7:3
\cvsection{3}{R\&D}{<FEFF005200260044>}
% cv.yaml:9:9
\cvpoint{4}{}{100~\% done}
% my papers.bib:12:1
\cvnumbered{5}{1.}{A title}
\end{document}""".replace("TITLE", f"<FEFF{TITLE.encode('utf-16-be').hex().upper()}>")


def lines_of(tex: str) -> list[str]:
    return [line.rstrip("%") for line in tex.split("\n") if line.rstrip("%")]


def test_a_document_is_what_a_person_would_write() -> None:
    assert lines_of(write(*BLOCKS).tex) == lines_of(TEX)


def test_the_first_lines_depend_on_the_look_alone() -> None:
    one = write(*BLOCKS)
    other = LatexWriter(InlineWriter(), is_measuring=True).write(
        Manuscript((), Metadata("Another", "Person"), LOOK, running=RUNNING.with_total(9))
    )
    looks = ["\n".join(document.tex.split("\n")[: document.preamble_lines]) for document in (one, other)]
    assert looks[0] == looks[1]
    assert lines_of(looks[0]) == lines_of(TEX.partition("\\cvinfo")[0])


def test_each_line_leads_to_its_source() -> None:
    document = write(*BLOCKS)
    lines = document.tex.split("\n")
    places = {lines[number - 1].partition("{")[0]: document.place(number) for number in range(1, len(lines) + 1)}
    assert {name: places[f"\\cv{name}"] for name in ("foot", "name", "contact", "section", "point", "numbered")} == {
        "foot": None,
        "name": Span("cv.yaml", 2, 3),
        "contact": Span("cv.yaml", 2, 3),
        "section": Span("cv.yaml", 7, 3),
        "point": Span("cv.yaml", 9, 9),
        "numbered": Span("my papers.bib", 12, 1),
    }
    assert (document.place(0), document.place(len(lines) + 1)) == (None, None)


@pytest.mark.parametrize("name", ["a\n\\evil\n.bib", "a\r\\evil.bib", "a\x85.bib", "a\udcff.bib", "50 %: a.bib"])
def test_no_name_of_a_file_ends_a_comment(name: str) -> None:
    document = write(Block(1, Point((), ("A point",)), Span(name, 5, 1)))
    assert [line for line in re.split("[\n\r\x85]", document.tex) if line.startswith("\\evil")] == []
    assert set(document.places) == {None, Span(name, 5, 1)}


@given(st.text("% cv.yaml:19\n\r\\{}^M\u2028\x0b", max_size=40) | st.text(st.characters(codec="utf-8"), max_size=20))
def test_no_text_forges_a_source_comment_or_a_line(text: str) -> None:
    document = write(Block(1, Point((), (text,)), Span("cv.yaml", 5, 1)))
    assert set(document.places) == {None, Span("cv.yaml", 5, 1)}
    assert len(document.tex.split("\n")) == len(
        write(Block(1, Point((), ("x",)), Span("cv.yaml", 5, 1))).tex.split("\n")
    )


def test_each_block_is_one_line_with_its_number() -> None:
    tex = write(*BLOCKS).tex
    assert re.findall(r"^\\cv(?:name|contact|section|point|numbered)\{(\d+)\}", tex, re.MULTILINE) == [
        "1",
        "2",
        "3",
        "4",
        "5",
    ]


def test_promises_are_read_from_the_blocks() -> None:
    assert promises_of(BLOCKS, extracted_text).links == {"mailto:a@x.org"}
    assert promises_of([Block(1, Point((), (Link("https://x.org/ä", ("x",)),)), Span("f"))], extracted_text).links == {
        "https://x.org/%C3%A4"
    }
    assert promises_of(BLOCKS, extracted_text).outline == ("R&D",)
    point = Block(1, Point(("On ", Math("x^2", "x²"), " and ", Styled("emphasis", ("more",))), ("2021",)), Span("f"))
    assert [(one.block, one.text) for one in promises_of([point], extracted_text).texts] == [
        (1, "On x² and more"),
        (1, "2021"),
    ]


def test_private_characters_are_reported_at_their_first_use() -> None:
    blocks = (
        Block(1, Point((), ("Plain – “text” ß €\u00a0\u00ad\u200b\ufeff",)), Span("cv.yaml", 1, 1)),
        Block(2, Point(("\ue123",), ("a", Styled("emphasis", ("\uf8ff\ue123",)))), Span("cv.yaml", 2, 1)),
        Block(3, Point((), ("\uf8ff again",)), Span("cv.yaml", 3, 1)),
    )
    assert private_characters(blocks) == {"\ue123": Span("cv.yaml", 2, 1), "\uf8ff": Span("cv.yaml", 2, 1)}
    assert set("Aä–“€ßŁőα²") <= EIGHT_BIT


def test_a_header_with_a_photograph_is_one_block() -> None:
    photo = Picture("jpeg", 700, 900, 3, data=b"never in the text")
    name = Name(("Dr.",), ("Ada Example",), ())
    contact = Contact((("Berlin",), (Link("mailto:a@x.org", ("a@x.org",)),)), ("place", "envelope"))
    content = Header(name, Headline(("Professor",)), contact, ("Nothing that is set",))
    header = Block(1, content, Span("cv.yaml", 2, 3))
    tex = LatexWriter(InlineWriter()).write(Manuscript((header,), METADATA, replace(LOOK, photo=photo))).tex
    lines = lines_of(tex)
    assert r"\newcommand{\cvphoto}{{cvtex-photo.jpg}{700}{900}}" in lines
    assert (
        r"\cvheader{1}{Dr.}{Ada Example}{}{Professor}{Berlin \cvsep \cvlink{mailto:a@x.org}{\cvaddress{a@x.org}}}"
        in lines
    )
    assert "Nothing that is set" not in tex


IN_COLUMNS = r"""
\cvcolumns
\cvname{1}{}{Ada Example}{}
\cvside
\cvcontact{2}{\cvlink{https://a-long-address.example.org}{\cvaddress{a-\cvaddressbreak{}long-\cvaddressbreak{}address.example.org}}}
\cvmain
\cvpoint{3}{}{Ponds}
"""


@pytest.mark.parametrize("left_out", [(), (2,), (3,)])
def test_blocks_in_columns(left_out: tuple[int, ...]) -> None:
    """Both columns are begun, even if one of them is empty."""
    place = Span("cv.yaml", 1, 1)
    address = (Link("https://a-long-address.example.org", ("a-long-address.example.org",)),)
    blocks = (
        Block(1, Name((), ("Ada Example",), ()), place),
        Block(2, Contact((address,), ("",)), place, column="side"),
        Block(3, Point((), ("Ponds",)), place, column="main"),
    )
    found = lines_of(write(*(block for block in blocks if block.id not in left_out)).tex)
    wanted = [line for line in lines_of(IN_COLUMNS) if not any(f"{{{number}}}" in line for number in left_out)]
    begun = found.index(r"\cvcolumns")
    assert [line for line in found[begun:-1] if not line.startswith("%")] == wanted


def test_the_preamble_says_whether_pages_have_lines_at_their_foot_and_top() -> None:
    def definitions(running: RunningLines) -> list[str]:
        tex = LatexWriter(InlineWriter()).write(Manuscript((), METADATA, LOOK, running=running)).tex
        return re.findall(r"\\newcommand\{\\cvprints(\w+\}\{\d)\}", tex) + re.findall(
            r"^\\cv(?:foot|head)\{.*\}", tex, re.MULTILINE
        )

    line = RunningLine(("A",), span=Span("cv.yaml", 3, 1))
    assert definitions(RunningLines(foot=line)) == [r"\cvfoot{A}{}{}"]
    # Nobody asked for this one.
    assert definitions(RunningLines(foot=RunningLine(("A",)))) == [r"\cvfoot{\cvspare{A}}{}{}"]
    assert definitions(RunningLines()) == ["foot}{0"]
    assert definitions(RunningLines(line, line)) == ["head}{1", r"\cvfoot{A}{}{}", r"\cvhead{A}{}{}"]
