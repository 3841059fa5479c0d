"""The body of a Word document -> paragraphs and rows. The place of a text is the number of its paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from cvtex.diagnostics import Span
from cvtex.importers.documents.blocks import Row
from cvtex.importers.documents.letters import Letters, rich_text
from cvtex.importers.documents.paragraphs import Content, Paragraph
from cvtex.importers.documents.words import Words
from cvtex.importers.docx.package import Element, Relation, UnreadableError
from cvtex.importers.docx.styles import Look, Style, list_depth, outline_level, read_look
from cvtex.importers.imported import Said
from cvtex.text.richtext import Footnote, RichText, fold_whitespace, plain
from cvtex.text.richtext import Style as TextStyle
from cvtex.value import Struct, Value, field, replace

_FIELD: Final = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"', re.IGNORECASE)
# Bullets that are typed, not made by a list.
_BULLET: Final = re.compile(r"^\s*[•●○▪■◦‣⁃∙·–➢➤►✓❖\uf0b7\uf0a7\uf0d8*-]\s+(?=\S)")
_SYMBOLS: Final = {"f0b7": "•", "f0a7": "▪", "f028": "☎", "f02a": "✉"}
_SKIPPED: Final = frozenset({"del", "moveFrom", "instrText", "delText", "rPr", "pPr", "tblPr", "sectPr", "Fallback"})
_OF_FORMULAS: Final[Mapping[str, TextStyle]] = {"sup": "superscript", "sub": "subscript"}
_MOST_TABLES: Final = 8
_LONGEST_CELL: Final = 200


MAX_LETTERS: Final = 2_000_000
MAX_PARAGRAPHS: Final = 5_000


class Bounds(Struct):
    """What was read of a document, with its heads, feet and notes."""

    letters: int = 0
    paragraphs: int = 0

    def count(self, text: str) -> None:
        """Count a paragraph. Raises UnreadableError if a CV has not so many, or not so much text."""
        self.paragraphs += 1
        self.letters += len(text)
        if self.paragraphs > MAX_PARAGRAPHS:
            raise UnreadableError(f"more than {MAX_PARAGRAPHS:,} paragraphs are too many for a CV")
        if self.letters > MAX_LETTERS:
            raise UnreadableError(f"more than {MAX_LETTERS:,} letters are too many for a CV")


class Picture(Value):
    """`part`: its name in the file. The sides are in EMU, 0 if unknown."""

    part: str
    width: int
    height: int


class _Run(Value):
    """Letters of one look. `sign`: a tab or a line end instead. `note`: that of a footnote."""

    text: str
    look: Look = field(default_factory=Look)
    url: str = ""
    note: RichText = ()


class _Field(Struct):
    """A field such as a hyperlink: its instruction, then its text."""

    instruction: str = ""
    has_text: bool = False


class BodyReader:
    """`said`: every text, in order. `first`: the number of the first paragraph, less one."""

    def __init__(
        self,
        file: str,
        styles: Mapping[str, Style],
        relations: Mapping[str, Relation],
        bounds: Bounds,
        notes: Mapping[str, Element] | None = None,
    ) -> None:
        self.file, self.styles, self.relations = file, styles, relations
        self.bounds = bounds
        self.notes = notes or {}
        self.count = 0
        self.said: list[Said] = []
        self.pictures: list[Picture] = []
        self._fields: list[_Field] = []
        self._boxes: list[Element] = []

    def contents(self, body: Element, depth: int = 0) -> list[Content]:
        found: list[Content] = []
        for one in body.elements:
            if one.name == "p":
                found += self._paragraph(one)
            elif one.name == "tbl":
                found += self._table(one, depth)
            elif one.name not in _SKIPPED:
                found += self.contents(one, depth)
        return found

    # Tables.

    def _table(self, table: Element, depth: int) -> Iterator[Content]:
        if depth > _MOST_TABLES:
            yield from self.contents(Element("body", {}, [*table.all("p")]), depth)
            return
        for row in table.elements:
            if row.name != "tr":
                if row.name not in _SKIPPED:
                    yield from self._table(row, depth + 1)
                continue
            cells = [self.contents(one, depth + 1) for one in _cells(row)]
            yield from _row([one for one in cells if one], is_indented=bool(cells) and not cells[0])

    # Paragraphs.

    def _paragraph(self, paragraph: Element) -> Iterator[Content]:
        self.count += 1
        span = Span(self.file, self.count)
        properties = paragraph.first("pPr")
        style = self.styles.get(properties.value("pStyle") if properties else "") or self.styles.get("") or Style()
        runs = list(self._runs(paragraph, style.look))
        text = "".join(one.text for one in runs)
        self.bounds.count(text)
        if text.strip():
            notes = (plain(note.content) for one in runs for note in one.note if isinstance(note, Footnote))
            self.said.append(Said(" ".join(" ".join(["".join(map(_shown, runs)), *notes]).split()), span))
            depth = list_depth(properties)
            depth = style.depth if depth is None else depth if depth >= 0 else None
            level = outline_level(properties)
            level = style.level if level is None else level
            typed = _BULLET.match(text)
            if typed and depth is None and level is None:
                runs, depth = _without_start(runs, typed.end()), 0
            if style.name == "footnote text":
                runs = [replace(one, text=one.text.replace("\t", " ")) for one in runs]
            lines = tuple(_lines(runs, span, is_heading=level is not None))
            continues = style.name.startswith("list continue") and depth is None
            is_note = style.name == "note"
            yield Paragraph(
                lines, level, depth, _look(runs, style), continues=continues, is_note=is_note, size=_size(runs)
            )
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self.contents(box)

    def _runs(self, element: Element, below: Look, url: str = "") -> Iterator[_Run]:
        for one in element.elements:
            if one.name in _SKIPPED:
                continue
            if one.name == "r":
                yield from self._run(one, below, url)
            elif one.name == "hyperlink":
                relation = self.relations.get(one.attributes.get("id", ""))
                target = relation.target if relation and relation.is_external else ""
                yield from self._runs(one, below, target or url)
            elif one.name == "fldSimple":
                found = _FIELD.match(one.attributes.get("instr", ""))
                yield from self._runs(one, below, found[1] if found else url)
            elif one.name == "t":
                # Of a formula.
                yield _Run(one.text, below, url)
            else:
                place = _OF_FORMULAS.get(one.name)
                yield from self._runs(one, replace(below, place=place) if place else below, url)

    def _run(self, run: Element, below: Look, url: str) -> Iterator[_Run]:
        properties = run.first("rPr")
        style = self.styles.get(properties.value("rStyle")) if properties and properties.value("rStyle") else None
        look = read_look(properties).over(style.look.over(below) if style else below)
        if properties is not None and properties.first("vanish") is not None:
            return
        for one in run.elements:
            target = url or self._target()
            match one.name:
                case "t":
                    # Soft hyphens are no letters.
                    yield _Run(one.text.replace("\u00ad", ""), look, target)
                case "tab" | "ptab":
                    yield _Run("\t")
                case "br" | "cr":
                    yield _Run("\n")
                case "noBreakHyphen":
                    yield _Run("-", look, target)
                case "sym":
                    code = one.attributes.get("char", "").lower()
                    yield _Run(_SYMBOLS.get(code, ""), look, target)
                case "fldChar":
                    self._field(one.attributes.get("fldCharType", ""))
                case "instrText":
                    if self._fields:
                        self._fields[-1].instruction += one.text
                case "footnoteReference" | "endnoteReference":
                    note = self.notes.get(f"{one.name}{one.attributes.get('id', '')}")
                    if note is not None:
                        yield _Run("", note=self._note(note))
                case "drawing" | "pict" | "object" | "AlternateContent":
                    self._drawing(one)
                case _:
                    pass

    def _note(self, note: Element) -> RichText:
        runs = [run for one in note.all("p") for run in (*self._runs(one, Look()), _Run(" "))]
        self.bounds.count("".join(one.text for one in runs))
        text = fold_whitespace(_rich([one for one in runs if not one.note]))
        return (Footnote(text),) if plain(text).strip() else ()

    def _field(self, what: str) -> None:
        if what == "begin":
            self._fields.append(_Field())
        elif what == "separate" and self._fields:
            self._fields[-1].has_text = True
        elif what == "end" and self._fields:
            self._fields.pop()

    def _target(self) -> str:
        for one in reversed(self._fields):
            if one.has_text and (found := _FIELD.match(one.instruction)):
                return found[1]
        return ""

    def _drawing(self, drawing: Element) -> None:
        """Text boxes are read after the paragraph that holds them; pictures are noted."""
        self._boxes += _boxes(drawing)
        extent = next(drawing.all("extent"), None)
        sides = [extent.attributes.get(name, "") if extent else "" for name in ("cx", "cy")]
        width, height = (int(one) if one.isdecimal() and len(one) < 12 else 0 for one in sides)
        for one in (*drawing.all("blip"), *drawing.all("imagedata")):
            relation = self.relations.get(one.attributes.get("embed") or one.attributes.get("id", ""))
            if relation and not relation.is_external:
                self.pictures.append(Picture(relation.target, width, height))


def _boxes(element: Element) -> Iterator[Element]:
    for one in element.elements:
        if one.name == "txbxContent":
            yield one
        elif one.name not in _SKIPPED:
            yield from _boxes(one)


def _cells(row: Element) -> Iterator[Element]:
    for one in row.elements:
        if one.name == "tc":
            yield one
        elif one.name not in _SKIPPED:
            yield from _cells(one)


def _row(cells: list[list[Content]], *, is_indented: bool) -> Iterator[Content]:
    """A row of a table. One whose cells are short is a row; else it is there for the layout."""
    if len(cells) < 2:
        for one in cells[0] if cells else ():
            if is_indented and isinstance(one, Paragraph) and one.level is None and one.depth is None:
                # It goes on with the row above.
                yield from (Row((Words((), one.words.span), *line)) for line in one.lines)
            else:
                yield one
        return
    first = cells[0][0]
    is_plain = all(
        isinstance(one, Paragraph) and one.level is None and one.depth is None for cell in cells[:-1] for one in cell
    )
    is_short = all(len(cell) <= 2 and sum(_length(one) for one in cell) <= _LONGEST_CELL for cell in cells[:-1])
    begins = cells[-1][0]
    if not is_plain or not is_short or isinstance(first, Row) or isinstance(begins, Row) or begins.level is not None:
        for one, *others in cells:
            yield one if isinstance(one, Row) else replace(one, is_apart=True)
            yield from others
        return
    lead = tuple(words for cell in cells[:-1] for one in cell if isinstance(one, Paragraph) for words in [one.words])
    if begins.depth is not None:
        yield Row(lead) if len(lead) > 1 else Paragraph((lead,))
        yield from cells[-1]
        return
    empty = (Words((), lead[0].span),) if is_indented else ()
    yield Row((*empty, *lead, *(cell for cells_ in begins.lines[:1] for cell in cells_)))
    for line in begins.lines[1:]:
        yield Row((Words((), lead[0].span), *line))
    for one in cells[-1][1:]:
        if isinstance(one, Paragraph) and one.depth is None and one.level is None:
            for line in one.lines:
                yield Row((Words((), lead[0].span), *line))
        else:
            yield one


def _length(one: Content) -> int:
    return len(one.words.plain) if isinstance(one, Paragraph) else sum(len(cell.plain) for cell in one.cells)


def _shown(run: _Run) -> str:
    """A small number beside another is a word of its own."""
    sign = {"superscript": "^", "subscript": "~"}.get(run.look.place or "", "")
    return f"{sign}{run.text}{sign}"


def _look(runs: Iterable[_Run], style: Style) -> tuple[object, ...]:
    """What a reader sees of a paragraph as a whole."""
    letters = [one for one in runs if one.text.strip()]
    text = "".join(one.text for one in letters)
    sizes = {one.look.size for one in letters}
    return (
        style.name,
        all(one.look.is_bold for one in letters),
        max((size or 0 for size in sizes), default=0),
        text.isupper() or all(one.look.is_capital for one in letters),
    )


def _size(runs: Iterable[_Run]) -> float:
    return max((one.look.size or 0 for one in runs if one.text.strip()), default=0)


def _without_start(runs: list[_Run], length: int) -> list[_Run]:
    found = []
    for one in runs:
        cut = min(length, len(one.text))
        length -= cut
        found.append(_Run(one.text[cut:], one.look, one.url, one.note))
    return found


def _lines(runs: Iterable[_Run], span: Span, *, is_heading: bool) -> Iterator[tuple[Words, ...]]:
    """Split at line ends and tabs."""
    for line in _split(runs, "\n"):
        cells = (fold_whitespace(_rich(one, is_heading=is_heading)) for one in _split(line, "\t"))
        words = tuple(Words(_stripped(one), span) for one in cells)
        if there := tuple(one for one in words if one):
            yield there


def _stripped(text: RichText) -> RichText:
    words = Words(text, Span(""))
    whole = words.plain
    return words.part(len(whole) - len(whole.lstrip()), len(whole.rstrip())).text if whole != whole.strip() else text


def _split(runs: Iterable[_Run], sign: str) -> list[list[_Run]]:
    found: list[list[_Run]] = [[]]
    for one in runs:
        for number, text in enumerate(one.text.split(sign)):
            if number:
                found.append([])
            found[-1].append(_Run(text, one.look, one.url, one.note if not number else ()))
    return found


def _rich(runs: Iterable[_Run], *, is_heading: bool = False) -> RichText:
    """In a heading, bold letters say nothing."""
    return rich_text(
        Letters(
            one.text,
            bool(one.look.is_bold) and not is_heading,
            bool(one.look.is_italic) and not is_heading,
            one.look.place,
            one.url,
            one.note,
        )
        for one in runs
    )
