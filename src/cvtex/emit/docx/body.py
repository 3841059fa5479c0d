"""Blocks -> paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final, assert_never

from cvtex.emit.blocks import (
    Block,
    BlockContent,
    Cards,
    Chart,
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
from cvtex.emit.docx.chart import Charts
from cvtex.emit.docx.elements import add, twips
from cvtex.emit.docx.lists import DEPTHS, Lists
from cvtex.emit.docx.measures import Measures
from cvtex.emit.docx.picture import Photograph
from cvtex.emit.docx.runs import EMPHASISED, PLAIN, STRONG, Form, RunWriter, starts_from_right
from cvtex.model.element import StructureRole
from cvtex.text.richtext import RichText, join, plain
from cvtex.value import replace

_SPACE: Final = "\u2002"
"""Between parts of a line, as wide as half an em."""
_BETWEEN_CONTACTS: Final[RichText] = ("\u00a0 · \u00a0",)
# Of the estimated width of a text.
_UNCERTAINTY: Final = 0.03
# Of the text's width.
_ROW_LABEL: Final = 0.31
_ASIDE: Final = Form(style="Aside")
_UNBROKEN_ASIDE: Final = replace(_ASIDE, is_unbroken=True)
_SIGN: Final = Form(height="superscript")
_NAME_STYLES: Final = ("NameTitle", "", "NameRemark")


class BodyWriter:
    """Appends to `body`, the root of the text or a cell of a table. `has_band`: a band is behind the header."""

    def __init__(
        self,
        body: Any,
        measures: Measures,
        lists: Lists,
        runs: RunWriter,
        photograph: Photograph | None = None,
        charts: Charts | None = None,
        *,
        has_band: bool = False,
    ) -> None:
        self._body = body
        self._measures = measures
        self._lists = lists
        self._runs = runs
        self._photograph = photograph
        self._charts = charts
        self._of_header = Form(is_on_band=has_band)
        # Where the texts of an item begin: after the dates, if these stand at the left.
        self._left = 0.0
        self._last: BlockContent | None = None

    def write(self, blocks: Iterable[tuple[Block, StructureRole]]) -> None:
        """`blocks`: each with its role, which has the level of a heading. Neighbouring rows form one table."""
        for is_table, group in groupby(blocks, key=lambda pair: isinstance(pair[0].content, Row)):
            pairs = list(group)
            if is_table:
                self._rows(block.content for block, _ in pairs if isinstance(block.content, Row))
                self._last = None
            else:
                following: list[BlockContent | None] = [block.content for block, _ in pairs[1:]]
                for (block, role), after in zip(pairs, [*following, None], strict=True):
                    self._left = self._place(block.content, after)
                    self._write(block.content, role, has_below=_is_below(after))
                    self._last = block.content

    def _place(self, content: BlockContent, after: BlockContent | None) -> float:
        """Where the text of a block begins, counted from the left margin."""
        has_dates = isinstance(content, Role) or (isinstance(content, Entry | Titled) and not content.label)
        if self._measures.has_dates_first and (
            has_dates or (isinstance(content, Organisation) and isinstance(after, Role))
        ):
            return self._measures.dates
        return self._left if _is_below(content) else 0

    def _write(self, content: BlockContent, role: StructureRole, *, has_below: bool) -> None:
        """`has_below`: the next block belongs to this one, and should stand on the same page."""
        match content:
            case Name() | Headline() | Contact() | Header() | Portrait():
                self._of_owner(content, self._measures.text_width)
            case Heading(_, title):
                self._line(_heading(role), title)
            case Organisation(name, place):
                paragraph = self._paragraph(_heading(role), left=self._left)
                self._runs.write(paragraph, name)
                self._aside(paragraph, place, name)
            case Role(title, dates):
                paragraph = self._dated("Role", dates, is_joined=has_below)
                self._runs.write(paragraph, title)
                self._dates_at_end(paragraph, dates, title)
            case Note(text):
                self._line("Note", text)
            case Chart():
                self._chart(content)
            case Paragraph(text):
                self._sentences("BodyText", text, left=self._left)
            case Point(label, text, depth, is_below_number):
                self._point(label, text, min(depth, DEPTHS - 1), is_below_number=is_below_number)
            case Numbered(label, text, is_aligned):
                self._runs.write(self._item(label, is_aligned=is_aligned), text, is_composed=True)
            case Entry(head, details, dates, label):
                paragraph = self._item(label, dates, is_joined=has_below)
                self._runs.write(paragraph, head, STRONG)
                self._runs.write(paragraph, (_SPACE,) if head and details else ())
                self._runs.write(paragraph, details, is_composed=True)
                self._dates_at_end(paragraph, dates, (*head, *details), label)
            case Titled(title, dates, details, text, label):
                below = [one for one in (details, text) if one]
                self._titled(title, dates, below, label, has_below=has_below)
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
            case _:
                assert_never(content)

    def _chart(self, chart: Chart) -> None:
        if self._charts:
            self._charts.write(self._paragraph("BodyText", is_joined=True), chart)
        if chart.remarks:
            self._line("Note", join(list(chart.remarks), _BETWEEN_CONTACTS))

    def _of_owner(self, content: Name | Headline | Contact | Header | Portrait, width: float) -> None:
        """Write what stands at the head of the document, in lines of this width."""
        form, photograph = self._of_header, self._photograph
        match content:
            case Header(name, headline, contact, portrait):
                self._of_owner(name, width)
                if photograph and portrait:
                    photograph.write_beside(self._body[-1], plain(portrait))
                    width -= photograph.width
                if headline.text:
                    self._of_owner(headline, width)
                self._of_owner(contact, width)
            case Name(title, name, note):
                paragraph = self._paragraph("Title")
                parts = [(text, style) for text, style in zip((title, name, note), _NAME_STYLES, strict=True) if text]
                for number, (text, style) in enumerate(parts):
                    self._runs.write(paragraph, (" ",) if number else (), form)
                    self._runs.write(paragraph, text, replace(form, style=style))
            case Headline(text):
                self._line("Subtitle", text, form)
            case Contact(lines):
                for line in _filled(lines, width, self._measures):
                    self._line("Contact", line, form)
            case Portrait(description):
                if photograph:
                    photograph.write_beside(self._paragraph("BodyText"), plain(description))
            case _:
                assert_never(content)

    def _point(self, label: RichText, text: RichText, depth: int, *, is_below_number: bool) -> None:
        indent = self._measures.indent
        left = self._measures.label if is_below_number else self._left
        is_from_right = starts_from_right((*label, *text))
        paragraph = self._paragraph(
            f"ListBullet{depth + 1 if depth else ''}",
            left=left + indent * (depth + 1) if left else 0,
            hanging=indent,
            is_from_right=is_from_right,
        )
        self._labelled(paragraph, label, text, EMPHASISED, is_from_right=is_from_right)

    def _labelled(
        self, paragraph: Any, label: RichText, text: RichText, form: Form, *, is_from_right: bool = False
    ) -> None:
        if label:
            self._runs.write(paragraph, (*label, ": ") if text else label, form, is_from_right=is_from_right)
        self._runs.write(paragraph, text, is_from_right=is_from_right)

    def _titled(
        self, title: RichText, dates: RichText, below: list[RichText], label: RichText, *, has_below: bool
    ) -> None:
        """The lines stand close to each other, on one page."""
        first = self._item(label, dates, is_joined=has_below or bool(below), is_close=bool(below))
        self._runs.write(first, title, STRONG)
        self._dates_at_end(first, dates, title, label)
        for number, text in enumerate(below, 1):
            is_last = number == len(below)
            self._sentences(
                "ListContinue",
                text,
                left=self._measures.label if label else self._left,
                is_joined=has_below or not is_last,
                is_close=not is_last,
            )

    def _item(
        self,
        label: RichText,
        dates: RichText = (),
        *,
        is_aligned: bool = False,
        is_joined: bool = False,
        is_close: bool = False,
    ) -> Any:
        """Begin an item of a list, with its number: by a list of Word, or else as text, such as a year."""
        if number := self._lists.number(plain(label)):
            return self._paragraph("ListNumber", number=number, is_joined=is_joined, is_close=is_close)
        if not (label or is_aligned):
            return self._dated("List", dates, is_joined=is_joined, is_close=is_close)
        paragraph = self._paragraph("LabelledItem", is_joined=is_joined, is_close=is_close)
        self._runs.write(paragraph, label, _ASIDE)
        self._tab(paragraph)
        return paragraph

    def _line(self, style: str, text: RichText, form: Form = PLAIN) -> Any:
        paragraph = self._paragraph(style)
        self._runs.write(paragraph, text, form)
        return paragraph

    def _sentences(
        self,
        style: str,
        text: RichText,
        form: Form = PLAIN,
        *,
        left: float = 0,
        is_joined: bool = False,
        is_close: bool = False,
    ) -> None:
        """Write a paragraph that runs from right to left if it begins so."""
        is_from_right = starts_from_right(text)
        paragraph = self._paragraph(
            style, left=left, is_joined=is_joined, is_close=is_close, is_from_right=is_from_right
        )
        self._runs.write(paragraph, text, form, is_from_right=is_from_right)

    def _dated(self, style: str, dates: RichText, *, is_joined: bool = False, is_close: bool = False) -> Any:
        """Begin a paragraph with dates: with these, if they stand at the left."""
        paragraph = self._paragraph(
            style,
            left=self._left,
            hanging=self._left,
            is_joined=is_joined,
            is_close=is_close,
        )
        if self._left:
            self._runs.write(paragraph, dates, _ASIDE)
            self._tab(paragraph)
        return paragraph

    def _dates_at_end(self, paragraph: Any, dates: RichText, before: RichText, label: RichText = ()) -> None:
        if label or not self._left:
            self._aside(paragraph, dates, before, self._measures.label if label else 0)

    def _aside(self, paragraph: Any, text: RichText, before: RichText, left: float = 0) -> None:
        """Write dates or a place at the right margin, after a text that begins at `left`."""
        if not text:
            return
        measures = self._measures
        line = measures.text_width - (left or self._left)
        own, used = measures.width(text, measures.aside), measures.width(before, measures.font_size)
        # The more lines there are, the less is known of where the last one ends.
        if used % line + own + used * _UNCERTAINTY > line:
            add(add(paragraph, "r"), "br")
        self._tab(paragraph)
        self._runs.write(paragraph, text, _ASIDE if own > line / 2 else _UNBROKEN_ASIDE)

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
            for number, line in enumerate(lines or ((),), 1):
                paragraph = inside._paragraph("TableText", is_close=number < len(lines))
                self._runs.write(paragraph, line, form if number > 1 or first is None else first)

    @staticmethod
    def _tab(paragraph: Any) -> None:
        add(add(paragraph, "r"), "tab")

    def _paragraph(
        self,
        style: str,
        *,
        number: str = "",
        left: float = 0,
        hanging: float = 0,
        is_joined: bool = False,
        is_close: bool = False,
        is_from_right: bool = False,
    ) -> Any:
        """Begin a paragraph.

        `number`: its list. `left`, `hanging`: instead of the style's. `is_joined`: it is on the page of the next
        paragraph. `is_close`: without space before that.
        """
        paragraph = add(self._body, "p")
        properties = add(paragraph, "pPr")
        add(properties, "pStyle", val=style)
        if is_joined:
            add(properties, "keepNext")
        if number:
            list_ = add(properties, "numPr")
            add(list_, "ilvl", val="0")
            add(list_, "numId", val=number)
        if is_from_right:
            add(properties, "bidi")
        spacing = {}
        if isinstance(self._last, Heading | Organisation) and style in _SPACED_BEFORE:
            spacing["before"] = "0"
        elif isinstance(self._last, Point) and style in _ITEMS:
            spacing["before"] = twips(self._measures.gap * 0.6)
        if is_close:
            spacing["after"] = "0"
        if spacing:
            add(properties, "spacing", **spacing)
        if left:
            add(properties, "ind", left=twips(left), hanging=twips(hanging))
        return paragraph


# Not if they stand below a heading.
_SPACED_BEFORE: Final = frozenset({"Heading2", "Heading3", "Heading4", "Role"})
# They are apart from points above them.
_ITEMS: Final = frozenset({"LabelledItem", "List", "ListNumber"})


def _is_below(content: BlockContent | None) -> bool:
    """Whether a block belongs to the item before it."""
    return isinstance(content, Point) or (isinstance(content, Paragraph) and content.is_in_item)


def _filled(lines: tuple[RichText, ...], width: float, measures: Measures) -> Iterator[RichText]:
    """Put as many contact details in a line as fit, so that no line ends in a dot or in half an address."""
    line: list[RichText] = []
    for one in lines:
        if line and measures.width(join([*line, one], _BETWEEN_CONTACTS), measures.contact) > width:
            yield join(line, _BETWEEN_CONTACTS)
            line = []
        line.append(one)
    if line:
        yield join(line, _BETWEEN_CONTACTS)


def _heading(role: StructureRole) -> str:
    """The name at the top is Word's title, so that all headings below it are one level higher than in a PDF."""
    return f"Heading{max(1, int(role.removeprefix('H')) - 1)}"
