"""Blocks -> paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, Final, assert_never

from cvtex.emit.blocks import (
    Block,
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
    Paragraph,
    Point,
    Portrait,
    Role,
    Row,
    Term,
    Titled,
)
from cvtex.emit.docx.elements import add, twips
from cvtex.emit.docx.lists import DEPTHS, Lists
from cvtex.emit.docx.measures import Measures
from cvtex.emit.docx.picture import Photograph
from cvtex.emit.docx.runs import EMPHASISED, PLAIN, STRONG, Form, RunWriter
from cvtex.model.element import StructureRole
from cvtex.text.richtext import RichText, join, plain

_SPACE: Final = "\u2002"
"""Between parts of a line, as wide as half an em."""
_BETWEEN_CONTACTS: Final[RichText] = (" · ",)
# Of the text's width.
_ROW_LABEL: Final = 0.31
_ASIDE: Final = Form(is_aside=True)
_SIGN: Final = Form(height="superscript")


class BodyWriter:
    """Appends to `body`, the root of the text or a cell of a table. `has_band`: a band is behind the header."""

    def __init__(
        self,
        body: Any,
        measures: Measures,
        lists: Lists,
        runs: RunWriter,
        photograph: Photograph | None = None,
        *,
        has_band: bool = False,
    ) -> None:
        self._body = body
        self._measures = measures
        self._lists = lists
        self._runs = runs
        self._photograph = photograph
        self._of_header = Form(is_on_band=has_band)

    def write(self, blocks: Iterable[tuple[Block, StructureRole]]) -> None:
        """`blocks`: each with its role, which has the level of a heading. Neighbouring rows form one table."""
        for is_table, group in groupby(blocks, key=lambda pair: isinstance(pair[0].content, Row)):
            if is_table:
                self._rows(block.content for block, _ in group if isinstance(block.content, Row))
            else:
                for block, role in group:
                    self._write(block, role)

    def _write(self, block: Block, role: StructureRole) -> None:
        match block.content:
            case Name() | Headline() | Contact() as content:
                self._of_owner(content)
            case Header(name, headline, contact, portrait):
                first = self._of_owner(name)
                if self._photograph and portrait:
                    self._photograph.write_beside(first, plain(portrait))
                if headline.text:
                    self._of_owner(headline)
                if contact.lines:
                    self._of_owner(contact)
            case Portrait(description):
                if self._photograph:
                    self._photograph.write_beside(self._paragraph("BodyText"), plain(description))
            case Heading(_, title):
                self._line(_heading(role), title)
            case Organisation(name, place):
                self._line(_heading(role), name, place)
            case Role(title, dates):
                self._line("Role", title, dates)
            case Note(text):
                self._line("Note", text)
            case Paragraph(text):
                self._line("BodyText", text)
            case Point(label, text, depth, is_below_number):
                self._point(label, text, min(depth, DEPTHS - 1), is_below_number=is_below_number)
            case Numbered(label, text, is_aligned):
                self._runs.write(self._item(label, is_aligned=is_aligned), text)
            case Entry(head, details, dates, label):
                paragraph = self._item(label)
                self._runs.write(paragraph, head, STRONG)
                self._runs.write(paragraph, (_SPACE,) if head and details else ())
                self._runs.write(paragraph, details)
                self._aside(paragraph, dates)
            case Titled(title, dates, details, text, label):
                self._titled(title, dates, [one for one in (details, text) if one], label)
            case Term(term, text):
                self._labelled(self._paragraph("List"), term, text, STRONG)
            case FootnoteText(label, text):
                paragraph = self._paragraph("FootnoteText")
                self._runs.write(paragraph, label, _SIGN)
                self._tab(paragraph)
                self._runs.write(paragraph, text)
            case Cards(cards):
                self._cards(cards)
            case Row():
                raise AssertionError("rows are written as tables")
            case content:
                assert_never(content)

    def _of_owner(self, content: Name | Headline | Contact) -> Any:
        form = self._of_header
        match content:
            case Name(title, name, note):
                return self._line("Title", join([title, name, note], (" ",)), form=form)
            case Headline(text):
                return self._line("Subtitle", text, form=form)
            case Contact(lines):
                return self._line("Contact", join(list(lines), _BETWEEN_CONTACTS), form=form)
            case _:
                assert_never(content)

    def _point(self, label: RichText, text: RichText, depth: int, *, is_below_number: bool) -> None:
        style = f"ListBullet{depth + 1 if depth else ''}"
        left = self._measures.indent * (depth + 1) + self._measures.label
        paragraph = self._paragraph(style, left=left if is_below_number else None, hanging=self._measures.indent)
        self._labelled(paragraph, label, text, EMPHASISED)

    def _labelled(self, paragraph: Any, label: RichText, text: RichText, form: Form) -> None:
        if label:
            self._runs.write(paragraph, (*label, ":") if text else label, form)
            self._runs.write(paragraph, (" ",))
        self._runs.write(paragraph, text)

    def _titled(self, title: RichText, dates: RichText, below: list[RichText], label: RichText) -> None:
        """The lines stand close to each other, on one page."""
        first = self._item(label, is_joined=bool(below))
        self._runs.write(first, title, STRONG)
        self._aside(first, dates)
        for number, text in enumerate(below, 1):
            left = self._measures.label if label else None
            self._runs.write(self._paragraph("ListContinue", left=left, is_joined=number < len(below)), text)

    def _item(self, label: RichText, *, is_aligned: bool = False, is_joined: bool = False) -> Any:
        """Begin an item of a list, with its number: by a list of Word, or else as text, such as a year."""
        if number := self._lists.number(plain(label)):
            return self._paragraph("ListNumber", number=number, is_joined=is_joined)
        if not (label or is_aligned):
            return self._paragraph("List", is_joined=is_joined)
        paragraph = self._paragraph("LabelledItem", is_joined=is_joined)
        self._runs.write(paragraph, label, _ASIDE)
        self._tab(paragraph)
        return paragraph

    def _line(self, style: str, text: RichText, aside: RichText = (), form: Form = PLAIN) -> Any:
        paragraph = self._paragraph(style)
        self._runs.write(paragraph, text, form)
        self._aside(paragraph, aside)
        return paragraph

    def _aside(self, paragraph: Any, text: RichText) -> None:
        """Dates or a place at the right margin."""
        if text:
            self._tab(paragraph)
            self._runs.write(paragraph, text, _ASIDE)

    def _rows(self, rows: Iterable[Row]) -> None:
        width = self._measures.text_width
        table = self._table((width * _ROW_LABEL, width * (1 - _ROW_LABEL)), has_row_labels=True)
        for row in rows:
            self._row(table, (((row.label,), STRONG), ((row.text,), PLAIN)))
        # Two tables without a paragraph between them would be one; and a text must not end in a table.
        self._paragraph("Gap")

    def _cards(self, cards: tuple[tuple[RichText, ...], ...]) -> None:
        table = self._table((self._measures.text_width / 2,) * len(cards))
        self._row(table, tuple((card, PLAIN) for card in cards), first=STRONG)
        self._paragraph("Gap")

    def _table(self, widths: tuple[float, ...], *, has_row_labels: bool = False) -> Any:
        table = add(self._body, "tbl")
        properties = add(table, "tblPr")
        add(properties, "tblW", w=twips(sum(widths)), type="dxa")
        add(properties, "tblLayout", type="fixed")
        margins = add(properties, "tblCellMar")
        add(margins, "left", w="0", type="dxa")
        add(margins, "right", w=twips(self._measures.indent / 2), type="dxa")
        add(properties, "tblLook", val="0080" if has_row_labels else "0000", firstColumn=str(int(has_row_labels)))
        grid = add(table, "tblGrid")
        for width in widths:
            add(grid, "gridCol", w=twips(width))
        return table

    def _row(self, table: Any, cells: tuple[tuple[tuple[RichText, ...], Form], ...], first: Form | None = None) -> None:
        """`cells`: the lines of each, and how they look. `first`: how the first line looks instead."""
        row = add(table, "tr")
        add(add(row, "trPr"), "cantSplit")
        for lines, form in cells:
            cell = add(row, "tc")
            inside = BodyWriter(cell, self._measures, self._lists, self._runs)
            for number, line in enumerate(lines or ((),)):
                inside._line("TableText", line, form=form if number or first is None else first)

    @staticmethod
    def _tab(paragraph: Any) -> None:
        add(add(paragraph, "r"), "tab")

    def _paragraph(
        self,
        style: str,
        *,
        number: str = "",
        left: float | None = None,
        hanging: float = 0,
        is_joined: bool = False,
    ) -> Any:
        """`number`: its list. `left`, `hanging`: instead of the style's. `is_joined`: with the next paragraph."""
        paragraph = add(self._body, "p")
        properties = add(paragraph, "pPr")
        add(properties, "pStyle", val=style)
        if is_joined:
            add(properties, "keepNext")
        if number:
            list_ = add(properties, "numPr")
            add(list_, "ilvl", val="0")
            add(list_, "numId", val=number)
        if is_joined:
            add(properties, "spacing", after="0")
        if left is not None:
            add(properties, "ind", left=twips(left), hanging=twips(hanging))
        return paragraph


def _heading(role: StructureRole) -> str:
    """The name at the top is Word's title, so that all headings below it are one level higher than in a PDF."""
    return f"Heading{int(role.removeprefix('H')) - 1}"
