"""Blocks -> the text of a LaTeX document that a person can read, edit and compile by hand; built with PyLaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, assert_never

from cvtex import latex
from cvtex.diagnostics import Span
from cvtex.emit.blocks import (
    Block,
    BlockContent,
    Contact,
    Entry,
    Header,
    Heading,
    Name,
    Note,
    Numbered,
    Organisation,
    Paragraph,
    Point,
    Role,
    Term,
    texts,
)
from cvtex.emit.inline import InlineWriter
from cvtex.emit.promises import outlined
from cvtex.latex import Latex
from cvtex.model.layout import Layout, PageMaking
from cvtex.model.picture import Picture
from cvtex.model.variant import Paper
from cvtex.text.richtext import RichText, plain
from cvtex.value import Value, field

# The first line of the preamble that is about this one document.
_FIRST_OF_DOCUMENT = "\\cvinfo{"
_LAST_OF_HEAD = "\\begin{document}"


class Look(Value):
    """What the preamble tells the theme. `font_size` is in bp. `fonts`: the file that declares made families, if there
    are any.
    """

    theme: str
    font_size: float
    paper: Paper
    language: str
    layout: Layout = field(default_factory=Layout)
    photo: Picture | None = None
    fonts: str = ""


class Metadata(Value):
    """What the document says of itself: in the PDF's metadata, and `foot` in the running foot of each page."""

    title: str
    author: str
    keywords: tuple[str, ...] = ()
    foot: str = ""


class TexDocument(Value):
    """The finished text, and for each of its lines (from 1) the source line that it comes from.

    The first `preamble_lines` of them are about the look, and the same for every document that has it; the first
    `head_lines` about look and metadata, whatever is printed.
    """

    tex: str
    places: tuple[Span | None, ...]
    preamble_lines: int = 0
    head_lines: int = 0

    def place(self, line: int) -> Span | None:
        return self.places[line - 1] if 0 < line <= len(self.places) else None


def write_document(
    blocks: tuple[Block, ...],
    look: Look,
    metadata: Metadata,
    writer: InlineWriter,
    pages: PageMaking | None = None,
    *,
    measuring: bool = False,
    glyphs: str = "",
) -> TexDocument:
    """PyLaTeX escapes nothing here: every string is `Latex` already, and is marked as such at the last moment.

    `pages`: where pages begin, if TeX is not to decide. `measuring`: every block is measured, and none printed.
    `glyphs`: the file that declares glyphs made for this document, if there are any.
    """
    from pylatex import Command, Document, NoEscape

    class _Document(Document):  # type: ignore[misc]  # PyLaTeX has no types
        # PyLaTeX puts a comment sign after each line; here each line is a command of its own.
        content_separator = "\n"

    def command(name: str, *arguments: str) -> Any:
        return Command(name, arguments=[NoEscape(argument) for argument in arguments])

    def define(name: str, value: str) -> Any:
        return NoEscape(f"\\newcommand{{\\{name}}}{{{value}}}")

    document = _Document(
        documentclass="article",
        document_options=[],
        fontenc=None,
        inputenc=None,
        lmodern=False,
        textcomp=False,
        page_numbers=True,
        indent=True,
    )
    # PyLaTeX always loads lastpage, which needs a second pass.
    document.packages.clear()
    document.preamble += [
        define("cvfontsize", f"{look.font_size:g}"),
        define("cvpaper", look.paper),
        define("cvlanguage", look.language),
        *(define(name, value) for name, value in _demands(look.layout)),
        *(define(name, value) for name, value in _photo(look.photo)),
        *([define("cvfontfile", look.fonts)] if look.fonts else []),
        command("usepackage", f"cvtex-{look.theme}"),
        command(
            "cvinfo",
            latex.pdf_string(metadata.title),
            latex.pdf_string(metadata.author),
            latex.pdf_string(", ".join(metadata.keywords)),
            latex.pdf_string(look.language),
        ),
    ]
    if glyphs:
        document.append(command("input", glyphs))
    document.append(command("cvfoot", writer.text(metadata.foot)))
    if measuring:
        document.append(NoEscape(r"\cvmeasuring"))
    if pages:
        document.append(command("cvspreads", ",".join(map(str, pages.spreads))))
    breaks = pages.breaks if pages else {}
    previous = None
    for block in blocks:
        if block.span != previous:
            document.append(NoEscape(f"% {block.span}"))
            previous = block.span
        if 0 in breaks.get(block.id, ()):
            document.append(NoEscape(r"\cvpagebreak"))
        if splits := [str(lines) for lines in breaks.get(block.id, ()) if lines]:
            document.append(command("cvsplit", ",".join(splits)))
        # As PyLaTeX writes a command, of which a bibliography has a thousand.
        name, arguments = block_command(block, writer)
        document.append(NoEscape(latex.command(name, *arguments)))
    tex = document.dumps()
    look_lines, head_lines = (tex.count("\n", 0, tex.index(line)) for line in (_FIRST_OF_DOCUMENT, _LAST_OF_HEAD))
    return TexDocument(tex, _places(tex), look_lines, head_lines + 1)


def _demands(layout: Layout) -> Iterator[tuple[str, str]]:
    """What is demanded of the theme; see the head of cvtex.sty."""
    if layout.margins:
        sides = (layout.margins.left, layout.margins.right, layout.margins.top, layout.margins.bottom)
        yield "cvleastmargins", "".join(f"{{{side:.3f}bp}}" for side in sides)
        if layout.margins.empty:
            yield "cvemptymargins", "1"
    if layout.least_other:
        yield "cvleastother", f"{layout.least_other:g}"
    if layout.leading:
        yield "cvleastleading", f"{layout.leading:.4f}"
    if layout.family:
        yield "cvfontfamily", layout.family
    if not layout.has_foot:
        yield "cvhasfoot", "0"
    if layout.for_press:
        yield "cvforpress", "1"


def _photo(photo: Picture | None) -> Iterator[tuple[str, str]]:
    """The file, and its pixels from left to right and from top to bottom."""
    if photo:
        yield "cvphoto", f"{{{photo.file}}}{{{photo.width}}}{{{photo.height}}}"


def block_command(block: Block, writer: InlineWriter) -> tuple[str, list[Latex]]:
    """The name of a block's macro, and its arguments: the block's number first."""
    name, arguments = _macro(block.content, writer)
    if title := outlined(block):
        arguments.append(latex.pdf_string(plain(title)))
    return f"cv{name}", [Latex(str(block.id)), *arguments]


def _macro(content: BlockContent, writer: InlineWriter) -> tuple[str, list[Latex]]:
    write = writer.write_paragraph
    match content:
        case Name():
            return "name", [*map(write, texts(content))]
        case Contact(lines):
            return "contact", [_contact(lines, writer)]
        case Header(name, lines):
            return "header", [*map(write, texts(name)), _contact(lines, writer)]
        case Heading(level, title):
            return level, [write(title)]
        case Note(text):
            return "note", [write(text)]
        case Paragraph(text):
            return "paragraph", [write(text)]
        case Organisation(name, place):
            return "organisation", [write(name), write(place)]
        case Role(title, dates):
            return "role", [write(title), write(dates)]
        case Point(label, text):
            return "point", [write(label), write(text)]
        case Numbered(label, text):
            # References are put together from names and titles; all else is written by an author as one text.
            return "numbered", [writer.write(label), writer.write(text)]
        case Entry(head, details, dates):
            return "entry", [write(head), write(details), write(dates)]
        case Term(term, text):
            return "term", [write(term), write(text)]
        case _:
            assert_never(content)


def _contact(lines: tuple[RichText, ...], writer: InlineWriter) -> Latex:
    return Latex(r" \cvsep ".join(map(writer.write_paragraph, lines)))


_PLACE = re.compile(r"% (?P<file>.+):(?P<line>\d+):(?P<column>\d+)")


def _places(tex: str) -> tuple[Span | None, ...]:
    r"""No text can forge such a comment: a percent sign in text is written `\%`."""
    places: list[Span | None] = []
    current: Span | None = None
    for line in tex.split("\n"):
        match = _PLACE.fullmatch(line) if line.startswith("% ") else None
        if match:
            current = Span(match["file"], int(match["line"]), int(match["column"]))
        places.append(current)
    return tuple(places)
