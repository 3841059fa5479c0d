"""Blocks -> a LaTeX document that a person can read, edit and compile by hand. Built with PyLaTeX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, assert_never

from cvtex.diagnostics import Span
from cvtex.emit.blocks import (
    Block,
    BlockContent,
    Cards,
    Chart,
    Column,
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
    Paragraph,
    Point,
    Portrait,
    Role,
    Row,
    Term,
    Titled,
    texts,
)
from cvtex.emit.charts import labelled_years, most_labels, ticks
from cvtex.emit.latex import escaping
from cvtex.emit.latex.breaks import with_last_word
from cvtex.emit.latex.designing import design_definitions
from cvtex.emit.latex.escaping import Latex
from cvtex.emit.latex.inline import InlineWriter
from cvtex.emit.promises import Promises, outlined, promises_of
from cvtex.emit.writer import Look, Manuscript, WrittenFile
from cvtex.model.design import CONTACT
from cvtex.model.layout import PageMaking
from cvtex.model.running import RunningLines
from cvtex.text.richtext import RichText, plain
from cvtex.value import Value, replace

if TYPE_CHECKING:
    # PyLaTeX is slow to import, and only needed to write a document.
    from cvtex.emit.latex.objects import SourceLine, ThemeCommand

# The first line that differs between documents of one look.
_DOCUMENT_INFO = "\\cvinfo{"


class TexDocument(WrittenFile):
    """The first `preamble_lines` lines depend on the look alone."""

    preamble_lines: int = 0

    @property
    def tex(self) -> str:
        return self.data.decode()


class LatexWriter(Value):
    """`inline` writes rich text. `glyphs`: the file that declares the glyphs generated for this document, or "".

    `pages`: where pages begin, or None to let TeX decide. `is_measuring`: measure every block and print none.
    """

    inline: InlineWriter
    glyphs: str = ""
    pages: PageMaking | None = None
    is_measuring: bool = False

    def write(self, manuscript: Manuscript) -> TexDocument:
        from cvtex.emit.latex.objects import CvDocument

        document = CvDocument()
        document.preamble += self._preamble(manuscript)
        document += self._body(manuscript)
        tex = document.dumps()
        return TexDocument(
            tex.encode(), _places(tex, _spans(manuscript)), preamble_lines=tex.count("\n", 0, tex.index(_DOCUMENT_INFO))
        )

    @staticmethod
    def promises(manuscript: Manuscript) -> Promises:
        return promises_of(manuscript.blocks, escaping.extracted_text, draws=True, has_structure=True)

    def _preamble(self, manuscript: Manuscript) -> Iterator[ThemeCommand]:
        from cvtex.emit.latex.objects import Definition, ThemeCommand

        look, metadata = manuscript.look, manuscript.metadata
        for name, value in (*_definitions(look), *_running_definitions(manuscript.running)):
            yield Definition(name, Latex(value))
        yield ThemeCommand("usepackage", Latex(look.package))
        facts = (metadata.title, metadata.author, ", ".join(metadata.keywords), look.language)
        yield ThemeCommand("cvinfo", *map(escaping.pdf_string, facts))

    def _body(self, manuscript: Manuscript) -> Iterator[ThemeCommand | SourceLine]:
        from cvtex.emit.latex.objects import SourceLine, ThemeCommand

        if self.glyphs:
            yield ThemeCommand("input", Latex(self.glyphs))
        for name, line in (("cvfoot", manuscript.running.foot), ("cvhead", manuscript.running.head)):
            if not line.is_empty:
                if line.span:
                    yield SourceLine(line.span)
                left, *others = map(replace(self.inline, is_one_line=True).write_paragraph, line.parts)
                if left and not line.span:
                    # The name, for which nobody asked.
                    left = Latex(rf"\cvspare{{{left}}}")
                yield ThemeCommand(name, left, *others)
        if self.is_measuring:
            yield ThemeCommand("cvmeasuring")
        if self.pages:
            yield ThemeCommand("cvspreads", _numbers(self.pages.spreads))
        breaks = self.pages.breaks if self.pages else {}
        previous = None
        column: Column = "page"
        if manuscript.has_side:
            yield ThemeCommand("cvcolumns")
        for block in manuscript.blocks:
            if block.column != column:
                # Even an empty side column is begun.
                if column == "page" and block.column == "main":
                    yield ThemeCommand("cvside")
                column = block.column
                yield ThemeCommand(f"cv{column}")
            if block.span != previous:
                yield SourceLine(block.span)
                previous = block.span
            ends = breaks.get(block.id, ())
            if 0 in ends:
                yield ThemeCommand("cvpagebreak")
            if lines := [end for end in ends if end]:
                yield ThemeCommand("cvsplit", _numbers(lines))
            inline = replace(self.inline, is_aside=True) if block.column == "side" else self.inline
            name, arguments = block_command(block, inline, has_icons=manuscript.look.design.contacts == "icons")
            yield ThemeCommand(name, *arguments)
        if column == "side":
            yield ThemeCommand("cvmain")


def _numbers(numbers: Iterable[int]) -> Latex:
    return Latex(",".join(map(str, numbers)))


def _definitions(look: Look) -> Iterator[tuple[str, str]]:
    """Yield the parameters of the theme: macro name, value. The head of cvtex.sty describes them."""
    yield "cvfontsize", f"{look.font_size:g}"
    yield "cvpaper", look.paper
    yield "cvlanguage", look.language
    layout = look.layout
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
    if look.photo:
        # File, width and height in pixels. It stands with the contact details.
        name = "cvsidephoto" if CONTACT in (look.design.side or ()) else "cvphoto"
        yield name, f"{{{look.photo.file}}}{{{look.photo.width}}}{{{look.photo.height}}}"
    if look.fonts:
        yield "cvfontfile", look.fonts
    for key, value in design_definitions(look.design):
        yield f"cvdesign{key}", value


def _running_definitions(running: RunningLines) -> Iterator[tuple[str, str]]:
    if running.foot.is_empty:
        yield "cvprintsfoot", "0"
    if not running.head.is_empty:
        yield "cvprintshead", "1"


def block_command(block: Block, writer: InlineWriter, *, has_icons: bool = False) -> tuple[str, list[Latex]]:
    """Return the name of a block's macro and its arguments; the first is the block's number."""
    name, arguments = _macro(block.content, block.column, writer, has_icons=has_icons)
    if title := outlined(block):
        arguments.append(escaping.pdf_string(plain(title)))
    return f"cv{name}", [Latex(str(block.id)), *arguments]


def _macro(content: BlockContent, column: Column, writer: InlineWriter, *, has_icons: bool) -> tuple[str, list[Latex]]:
    write = writer.write_paragraph

    def ended(text: RichText) -> Latex:
        return with_last_word(write(text))

    match content:
        case Name():
            return "name", [*map(write, texts(content))]
        case Headline(text):
            return "headline", [write(text)]
        case Contact():
            return "contact", [_contact(content, writer, has_icons=has_icons)]
        case Header(name, headline, contact):
            return "header", [
                *map(write, texts(name)),
                write(headline.text),
                _contact(contact, writer, has_icons=has_icons),
            ]
        case Portrait():
            return "portrait", []
        case Heading(level, title):
            return level, [write(title)]
        case Note(text):
            return "note", [write(text)]
        case Chart():
            return "chart", _chart(content, column, writer)
        case Paragraph(text, is_in_item):
            return "innerparagraph" if is_in_item else "paragraph", [write(text)]
        case Organisation(name, place, is_in_group):
            return "suborganisation" if is_in_group else "organisation", [write(name), write(place)]
        case Role(title, dates):
            return "role", [write(title), write(dates)]
        case Point(label, text, depth, is_below_number):
            return f"{'inner' if is_below_number else ''}{'sub' * depth}point", [write(label), ended(text)]
        case Titled(title, dates, details, text, label):
            printed = [ended(title), write(dates), ended(details), ended(text)]
            return ("numberedtitled", [writer.write(label), *printed]) if label else ("titled", printed)
        case Cards(cards):
            return "cards", [Latex("".join(_card(card, writer) for card in cards))]
        case Numbered((), text, is_aligned=True):
            return "aligned", [with_last_word(writer.write(text))]
        case Numbered(label, text):
            # A reference is composed of names and titles. All other texts were written as a whole by an author.
            return "numbered", [writer.write(label), with_last_word(writer.write(text))]
        case Entry(head, details, dates, label):
            printed = [write(head), ended(details), write(dates)]
            return ("numberedentry", [writer.write(label), *printed]) if label else ("entry", printed)
        case FootnoteText(label, text):
            return "footnote", [write(label), ended(text)]
        case Row(label, text):
            # The cell of the label is as narrow as a side column.
            return "row", [replace(writer, is_aside=True).write_paragraph(label), write(text)]
        case Term(term, text):
            return "term", [write(term), ended(text)]
        case _:
            assert_never(content)


def _chart(chart: Chart, column: Column, writer: InlineWriter) -> list[Latex]:
    """Return the axis, the bars with their labels, and the legend."""
    write = replace(writer, is_one_line=True).write
    named = set(labelled_years(chart, most_labels(column)))
    bars = zip(*(one.counts for one in chart.series), strict=True)
    return [
        _numbers([max(chart.totals)]),
        _numbers(ticks(chart)),
        escaping.concatenate(
            escaping.command("cvbar", Latex(str(year) if year in named else ""), _numbers(bar))
            for year, bar in enumerate(bars, chart.first)
        ),
        escaping.concatenate(
            [
                *(escaping.command("cvkey", write(one.name)) for one in chart.series if one.name),
                *(escaping.command("cvremark", write(remark)) for remark in chart.remarks),
            ]
        ),
    ]


def _contact(contact: Contact, writer: InlineWriter, *, has_icons: bool) -> Latex:
    lines = [writer.write_paragraph(line) for line in contact.lines]
    if has_icons:
        marked = zip(contact.icons, lines, strict=True)
        lines = [Latex(f"\\cvicon{{{icon}}}{line}" if icon else line) for icon, line in marked]
    return Latex(r" \cvsep ".join(lines))


def _card(lines: tuple[RichText, ...], writer: InlineWriter) -> Latex:
    name, *others = map(writer.write_paragraph, lines)
    return escaping.command("cvcard", name, Latex(r"\cvline ".join(others)))


def _spans(manuscript: Manuscript) -> Iterator[Span]:
    running = manuscript.running
    yield from (line.span for line in (running.head, running.foot) if line.span)
    yield from (block.span for block in manuscript.blocks)


def _places(tex: str, spans: Iterable[Span]) -> tuple[Span | None, ...]:
    r"""Return the source of each line. Text cannot forge the comments: its percent signs are written `\%`."""
    commented = {escaping.comment(str(span)): Span(span.file, span.line, span.column) for span in spans}
    places: list[Span | None] = []
    current: Span | None = None
    for line in tex.split("\n"):
        if line.startswith("% "):
            current = commented.get(Latex(line), current)
        places.append(current)
    return tuple(places)
