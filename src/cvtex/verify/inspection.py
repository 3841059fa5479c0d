"""Bytes of any PDF -> the facts for funders' rules: of the document and, through PDFium, of the pages.

Sizes are effective: font size x text matrix x transformation matrix, from PDFium for each character. Ink is found by
rendering the page, so that it counts however it was drawn, and white on white does not.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from cvtex.pdf.facts import PdfFacts, read_facts
from cvtex.pdf.foreign import MOST_PAGES, ForeignFile, address_of, font_name, pdfium_document
from cvtex.value import Value

# Pixels per bp for the detection of ink.
_RESOLUTION = 4
# Darker than this (of 255) is ink; lighter pixels are antialiased edges.
_INK = 200
_MOST_CHARACTERS = 2_000_000


class TextRun(Value):
    """Characters of one font and size on a line. In bp from the lower left corner of the page."""

    text: str
    font: str
    size: float
    left: float
    right: float
    baseline: float

    @property
    def letters(self) -> int:
        return sum(not character.isspace() for character in self.text)


class Line(Value, dict=True):
    """Runs on one baseline, with their superscripts and subscripts."""

    runs: tuple[TextRun, ...]

    @cached_property
    def size(self) -> float:
        """The size of most letters."""
        letters: Counter[float] = Counter()
        for run in self.runs:
            letters[round(run.size, 2)] += run.letters
        return letters.most_common(1)[0][0]

    @cached_property
    def baseline(self) -> float:
        return max((run for run in self.runs if round(run.size, 2) == self.size), key=lambda run: run.letters).baseline

    @property
    def left(self) -> float:
        return min(run.left for run in self.runs)

    @property
    def right(self) -> float:
        return max(run.right for run in self.runs)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs).strip()

    def is_shifted(self, run: TextRun) -> bool:
        """Whether the run is a superscript or subscript of the line."""
        return run.size < 0.85 * self.size and abs(run.baseline - self.baseline) > 0.1 * self.size


class InkBox(Value):
    left: float
    bottom: float
    right: float
    top: float


class DrawnPage(Value):
    """`ink`: None for an empty page. `pictures`: (width, height) of images in bp."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    ink: InkBox | None
    pictures: tuple[tuple[float, float], ...]


class InspectedPdf(Value):
    """`pages`: at most `MOST_PAGES`. `page_count`: the number of all pages."""

    facts: PdfFacts
    pages: tuple[DrawnPage, ...]
    page_count: int
    is_encrypted: bool
    bytes: int

    @property
    def text(self) -> str:
        """All lines, with words joined that are hyphenated at line ends."""
        text = "\n".join(line.text for page in self.pages for line in page.lines)
        return re.sub(r"(?<=\w)[-\u00ad\u2010\ufffe\x02]\n(?=[a-z])", "", text).replace("\n", " ")


def inspect_pdf(data: bytes, facts: PdfFacts | None = None) -> InspectedPdf:
    """`facts`: if known already, for our own files. Raises UnreadablePdfError."""
    with pdfium_document(data) as document:
        count = len(document)
        pages = tuple(_draw(document[index], index + 1) for index in range(min(count, MOST_PAGES)))
    if facts is not None:
        return InspectedPdf(facts, pages, count, is_encrypted=False, bytes=len(data))
    file = ForeignFile(data)
    return InspectedPdf(read_facts(file), pages, count, file.is_encrypted, len(data))


def _draw(page: Any, number: int) -> DrawnPage:
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    pictures = []
    for picture in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=5):
        left, bottom, right, top = picture.get_bounds()
        pictures.append((right - left, top - bottom))
    return DrawnPage(number, width, height, tuple(_lines(_runs(page))), _ink(page, height), tuple(pictures))


def _runs(page: Any) -> Iterator[TextRun]:
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    found: list[str] = []
    first: tuple[str, float, float] | None = None
    current: Any = None
    left = right = 0.0
    try:
        for index in range(min(text.count_chars(), _MOST_CHARACTERS)):
            character = chr(pdfium.FPDFText_GetUnicode(text, index) or 0xFFFD)
            if pdfium.FPDFText_IsGenerated(text, index) == 1:
                # A space or line end that PDFium inserts between two runs.
                found += [" "] if found and character.isspace() else []
                continue
            address = address_of(pdfium.FPDFText_GetTextObject(text, index))
            box = _box(pdfium, text, index)
            if address != current:
                if first:
                    yield TextRun("".join(found), *first[:2], left, right, first[2])
                current, found = address, []
                first = (_font(pdfium, text, index), _size(pdfium, text, index), _baseline(pdfium, text, index))
                left, right = math.inf, -math.inf
            found.append(character)
            if not character.isspace():
                left, right = min(left, box[0]), max(right, box[1])
        if first:
            yield TextRun("".join(found), *first[:2], left, right, first[2])
    finally:
        text.close()


def _box(pdfium: Any, text: Any, index: int) -> tuple[float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return left.value, right.value


def _font(pdfium: Any, text: Any, index: int) -> str:
    return font_name(lambda buffer, size: pdfium.FPDFText_GetFontInfo(text, index, buffer, size, ctypes.c_int()))


def _size(pdfium: Any, text: Any, index: int) -> float:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    return float(pdfium.FPDFText_GetFontSize(text, index)) * math.hypot(matrix.c, matrix.d)


def _baseline(pdfium: Any, text: Any, index: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    return y.value


def _lines(runs: Iterator[TextRun]) -> Iterator[Line]:
    """Group runs in page order: a run at about the same height continues the line."""
    line: list[TextRun] = []
    for run in runs:
        if not run.letters:
            continue
        if line:
            main = max(line, key=lambda one: (one.size, one.letters))
            if abs(run.baseline - main.baseline) > 0.5 * max(main.size, run.size):
                yield Line(tuple(line))
                line = []
        line.append(run)
    if line:
        yield Line(tuple(line))


def _ink(page: Any, height: float) -> InkBox | None:
    bitmap = page.render(scale=_RESOLUTION, grayscale=True, may_draw_forms=False)
    pixels, stride = bytes(bitmap.buffer), bitmap.stride
    light = bytes(value if value < _INK else 255 for value in range(256))
    rows = []
    left, right = bitmap.width, -1
    for number in range(bitmap.height):
        row = pixels[number * stride : number * stride + bitmap.width].translate(light)
        inked = row.lstrip(b"\xff")
        if inked:
            rows.append(number)
            left = min(left, len(row) - len(inked))
            right = max(right, len(row.rstrip(b"\xff")))
    if not rows:
        return None
    top, bottom = rows[0], rows[-1] + 1
    return InkBox(left / _RESOLUTION, height - bottom / _RESOLUTION, right / _RESOLUTION, height - top / _RESOLUTION)
