r"""Runs of text that the text fonts lack -> 8-bit fonts for this document, and the slots that print each run.

A run is shaped in every face in which TeX may set it: text and headings, regular and bold, upright and italic. It is
cut where all faces allow a cut. Each piece gets one slot, the same in the fonts of all faces, so the document names the
piece and TeX chooses the face as for any text. All glyphs of a piece, with their marks in place, become one glyph of
the made font. Its name encodes the piece's text, so that readers get each text once, whatever its shape.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby, pairwise, zip_longest
from typing import Final, Literal, TypeAlias

from cvtex.fonts import tfm, type1
from cvtex.fonts.choosing import NO_FONT, Families, FontChooser, script_in
from cvtex.fonts.face import Face, Instance
from cvtex.fonts.library import FontLibrary
from cvtex.fonts.outline import CLOSE, LINE, MOVE, Outline, joined
from cvtex.fonts.runs import (
    MOST_PIECES,
    ROLES,
    DocumentFonts,
    DocumentFontsError,
    Piece,
    Role,
    RoleFont,
    Run,
)
from cvtex.fonts.shaping import OpenFont, open_instance
from cvtex.text.scripts.clusters import clusters, is_mark
from cvtex.text.unicode import without_ignorable
from cvtex.value import Value

_WEIGHTS: Final[Mapping[str, int]] = {"l": 300, "m": 400, "b": 700}
_SHAPES: Final[Mapping[str, bool]] = {"n": False, "it": True}
_SLOTS: Final = 255
# Longer words are shaped in parts.
_LONGEST_RUN: Final = 400
# pdfTeX exits without a message if the text of a glyph is longer.
_MOST_CODES: Final = 40
# A PostScript name has at most 127 bytes.
_LONGEST_NAME: Final = 120
# Fonts of scripts without case are scaled by this share of the difference in x-height.
_UNICASE_SHARE: Final = 0.5
_CASED: Final = frozenset({"Latn", "Grek", "Cyrl", "Armn", "Copt", "Geor", "Zyyy", "Zinh"})
_SCALES: Final = (0.8, 1.25)
# The box for characters that no font has: digits and frame, in thousandths of an em.
_BOX_SCALE: Final = 0.4
# Small capitals, without ligatures and other forms of small letters, which fonts put in first; set a little apart, in
# thousandths of the size.
_SMALL_CAPITALS: Final = {"smcp": True, "liga": False, "clig": False, "calt": False}
# Only these languages have a small capital of their own, the i with a dot; others have forms of small letters.
_DOTTED: Final = frozenset({"az", "ba", "crh", "kk", "tr", "tt"})
_LETTER_SPACE: Final = 40
_BOX_DIGIT: Final = 235
_BOX_ROWS: Final = (370, 40)
_BOX_SIDE, _BOX_PADDING, _BOX_LINE, _BOX_LOW, _BOX_HIGH = 40, 65, 28, -60, 720


class _Style(Value, frozen=True):
    """A face as TeX names it: generic family, series and shape."""

    role: Role
    series: str
    shape: str


_STYLES: Final = tuple(_Style(role, series, shape) for role in ROLES for series in _WEIGHTS for shape in _SHAPES)


class _Group(Value, frozen=True):
    """Properties that all pages of a maker share. `instances`: a face for each of `_STYLES`; empty for boxes."""

    instances: tuple[Instance, ...]
    is_small_caps: bool
    is_cased: bool

    @property
    def is_boxes(self) -> bool:
        return not self.instances


class _Drawn(Value, frozen=True):
    """A piece in one face: its glyphs with their offsets, and the advance."""

    glyphs: tuple[tuple[int, int, int], ...]
    advance: int


class _Slot(Value, frozen=True):
    """A piece in all faces. The same text in another shape, as its neighbours require, is another slot."""

    text: str
    drawn: tuple[_Drawn, ...]


def make_fonts(
    runs: Iterable[Run], library: FontLibrary, role_fonts: Mapping[Role, RoleFont], language: str, tag: str = ""
) -> DocumentFonts:
    """Make the fonts of a document. A character that no font has is printed as a box with its code.

    `tag` (letters and digits) keeps the file names of several documents in one folder apart. Raises DocumentFontsError.
    """
    chooser = FontChooser(library, role_fonts, language)
    makers: dict[_Group, _Maker] = {}
    placed: dict[Run, list[_Placed]] = {}
    for run in dict.fromkeys(runs):
        placed[run] = []
        for start, text, instances in _segments(run, chooser, library):
            group = _Group(instances, run.is_small_caps, script_in(text) in _CASED)
            if group not in makers:
                makers[group] = _Maker(group, library, role_fonts)
            found = makers[group].set(text, start, run)
            # Pieces are in visual order: in a right-to-left run, the later text comes first.
            placed[run] = [*found, *placed[run]] if run.is_right_to_left else [*placed[run], *found]
        if sum(len(maker.slots) for maker in makers.values()) > MOST_PIECES:
            raise DocumentFontsError(f"its characters have more than {MOST_PIECES:,} forms")
    names = _page_names()
    pages = {(group, page): next(names) for group, maker in makers.items() for page in range(maker.pages)}
    files: dict[str, bytes] = {}
    declarations: list[str] = []
    for (group, page), name in pages.items():
        made = makers[group].written(page, name, tag)
        files |= made.files
        declarations += made.declarations
    file = f"cvtex-glyphs{tag and f'-{tag}'}.tex"
    if files:
        files[file] = "".join(f"{line}%\n" for line in declarations).encode("ascii")
    pieces = {
        run: tuple(Piece(pages[one.group, one.slot // _SLOTS], one.slot % _SLOTS, one.start, one.end) for one in found)
        for run, found in placed.items()
    }
    return DocumentFonts(tuple(pieces.items()), files, file if files else "")


def _segments(run: Run, chooser: FontChooser, library: FontLibrary) -> Iterator[tuple[int, str, tuple[Instance, ...]]]:
    """The parts of a run that the same faces set: (place, text, faces)."""
    place = 0
    # A text has far fewer characters than letters.
    known: dict[tuple[Families, str], tuple[Instance, ...]] = {}

    def instances_of(families: Families, cluster: str) -> tuple[Instance, ...]:
        key = families, cluster
        if key not in known:
            known[key] = _instances(families, library, cluster)
        return known[key]

    for first in range(0, len(run.text), _LONGEST_RUN):
        for text, families in chooser.parts(run.text[first : first + _LONGEST_RUN], run.language):
            for instances, group in groupby(clusters(text), key=partial(instances_of, families)):
                for part in _without_endless_marks("".join(group)):
                    yield place, part, instances
                    place += len(part)


def _instances(families: Families, library: FontLibrary, text: str) -> tuple[Instance, ...]:
    """The face that has the text, for each of `_STYLES`."""
    if families == NO_FONT:
        return ()
    family_of = dict(zip(ROLES, families, strict=True))
    needed = without_ignorable(text)
    found = [library.instance(family_of[one.role], _WEIGHTS[one.series], _SHAPES[one.shape], needed) for one in _STYLES]
    # None is missing: a family is chosen only if its regular face has the text.
    return tuple(one for one in found if one is not None)


def _without_endless_marks(text: str) -> Iterator[str]:
    """Cut clusters that are longer than any language needs (`scripts.clusters`)."""
    part = ""
    for cluster in clusters(text):
        if part and is_mark(cluster[0]):
            yield part
            part = ""
        part += cluster
    yield part


class _Placed(Value):
    group: _Group
    slot: int
    start: int
    end: int


class _Written(Value):
    """A page: its files by name, and the TeX lines that declare its fonts."""

    files: dict[str, bytes]
    declarations: list[str]


class _Opened(Value, frozen=True):
    """A font and its size relative to the surrounding text. Without an instance, boxes contain no code."""

    instance: Instance | None
    scale: float


class _Maker:
    """Shape the texts of one group and assign slots."""

    def __init__(self, group: _Group, library: FontLibrary, role_fonts: Mapping[Role, RoleFont]) -> None:
        self._group = group
        self._styles: dict[_Style, int] = {}
        opened: dict[_Opened, int] = {}
        box = _Opened(library.instance(_family_of_codes(library), _WEIGHTS["m"], is_italic=False), _BOX_SCALE)
        for style, instance in zip_longest(_STYLES, group.instances):
            font = (
                _Opened(instance, _scale(instance.face, role_fonts[style.role], is_cased=group.is_cased))
                if instance
                else box
            )
            self._styles[style] = opened.setdefault(font, len(opened))
        self._opened = tuple(opened)
        self._fonts = tuple(_open(font) for font in opened)
        self.slots: dict[_Slot, int] = {}

    @property
    def pages(self) -> int:
        return -(-len(self.slots) // _SLOTS)

    def set(self, text: str, place: int, run: Run) -> list[_Placed]:
        """Shape a text that begins at `place` in the run -> its pieces in visual order."""
        if self._group.is_boxes:
            return self._boxes(text, place, run)
        shaped = [self._shaped(font, text, run) for font in self._fonts if font is not None]
        starts = [sorted(one) for one in shaped]
        cuts = sorted(set.intersection(*map(set, starts)) | {0, len(text)})
        placed = []
        for start, end in pairwise(cuts):
            drawn = tuple(
                _part(
                    one,
                    places[bisect_left(places, start) : bisect_left(places, end)],
                    is_right_to_left=run.is_right_to_left,
                )
                for one, places in zip(shaped, starts, strict=True)
            )
            slot = self.slots.setdefault(_Slot(text[start:end], drawn), len(self.slots))
            placed.append(_Placed(self._group, slot, place + start, place + end))
        return placed[::-1] if run.is_right_to_left else placed

    def _boxes(self, text: str, place: int, run: Run) -> list[_Placed]:
        placed = []
        for cluster in clusters(text):
            drawn = tuple(_coded_box(font, cluster) for font in self._fonts)
            slot = self.slots.setdefault(_Slot(cluster, drawn), len(self.slots))
            placed.append(_Placed(self._group, slot, place, place + len(cluster)))
            place += len(cluster)
        return placed[::-1] if run.is_right_to_left else placed

    def written(self, page: int, name: str, tag: str) -> _Written:
        slots = list(self.slots)[page * _SLOTS : (page + 1) * _SLOTS]
        files: dict[str, bytes] = {}
        lines: list[str] = []
        names = [_glyph_name(slot.text, number) for number, slot in enumerate(slots)]
        for number, long_name in enumerate(names):
            if len(long_name) > _LONGEST_NAME:
                names[number] = f"cvg{name}{number}"
                codes = " ".join(f"{ord(character):04X}" for character in slots[number].text[:_MOST_CODES])
                lines.append(rf"\pdfglyphtounicode{{{names[number]}}}{{{codes}}}")
        for number, (opened, font) in enumerate(zip(self._opened, self._fonts, strict=True)):
            file = f"cvg{tag}{name}{number}"
            drawn = [_glyph(font, slot.drawn[number], is_framed=self._group.is_boxes) for slot in slots]
            program = f"{postscript_name(opened.instance) if opened.instance else 'Boxes'}-{name}"
            files[f"{file}.pfb"] = type1.font_program(program, list(zip(names, drawn, strict=True)), names)
            characters = {code: tfm.Character(one.width, one.height, one.depth) for code, one in enumerate(drawn)}
            files[f"{file}.tfm"] = tfm.metrics_file(characters, tfm.FontParameters())
            lines.append(rf"\pdfmapline{{={file} {program} <{file}.pfb}}")
        lines += [rf"\cvglyphfamily{{{name}}}{{{role}}}" for role in ROLES]
        lines += [
            rf"\cvglyphshape{{{name}}}{{{style.role}}}{{{style.series}}}{{{style.shape}}}{{cvg{tag}{name}{number}}}"
            for style, number in self._styles.items()
        ]
        return _Written(files, lines)

    def _shaped(self, font: OpenFont, text: str, run: Run) -> _Shaped:
        """Start in the text -> the glyphs of the uncuttable part that begins there, with offsets and advances."""
        found: dict[int, list[tuple[int, int, int, int]]] = {}
        direction: Literal["ltr", "rtl"] = "rtl" if run.is_right_to_left else "ltr"
        placed = font.shape(text, language=run.language, direction=direction)
        spacing = 0
        if run.is_small_caps:
            features = _SMALL_CAPITALS | {"locl": run.language.partition("-")[0] in _DOTTED}
            capitals = font.shape(text, language=run.language, direction=direction, features=features)
            # A font without small capitals has the same glyphs.
            if self._group.is_cased and [one.glyph for one in capitals] != [one.glyph for one in placed]:
                placed, spacing = capitals, _LETTER_SPACE
        for one in placed:
            found.setdefault(one.cluster, []).append((one.glyph, one.right, one.up, one.advance + spacing))
        return found


_Shaped: TypeAlias = dict[int, list[tuple[int, int, int, int]]]


def _part(shaped: _Shaped, places: list[int], *, is_right_to_left: bool) -> _Drawn:
    """Join the parts that begin at these places into one piece."""
    pen = 0
    glyphs = []
    for cluster in reversed(places) if is_right_to_left else places:
        for glyph, right, up, advance in shaped[cluster]:
            glyphs.append((glyph, pen + right, up))
            pen += advance
    return _Drawn(tuple(glyphs), pen)


def _glyph(font: OpenFont | None, drawn: _Drawn, *, is_framed: bool) -> type1.Glyph:
    parts = [font.outline(glyph).shifted(right, up) for glyph, right, up in drawn.glyphs] if font else []
    frame = [_frame(drawn.advance)] if is_framed else []
    return type1.glyph(joined([*frame, *parts]), max(drawn.advance, 0))


def _family_of_codes(library: FontLibrary) -> str:
    """A family with digits; "" if there is no font at all."""
    return next(iter(library.fallbacks("sans", "Latn", "")), "")


def _coded_box(font: OpenFont | None, cluster: str) -> _Drawn:
    """The code of the cluster's first character in two rows of hexadecimal digits."""
    code = f"{ord(cluster[0]):04X}"
    code = code if len(code) == 4 else code.zfill(6)
    half = len(code) // 2
    placed = []
    for row, digits in enumerate((code[:half], code[half:])):
        for column, digit in enumerate(digits):
            glyph = font.glyph(digit) if font else 0
            if glyph:
                placed.append((glyph, _BOX_SIDE + _BOX_PADDING + column * _BOX_DIGIT, _BOX_ROWS[row]))
    return _Drawn(tuple(placed), 2 * (_BOX_SIDE + _BOX_PADDING) + half * _BOX_DIGIT)


def _frame(advance: int) -> Outline:
    """A rectangle with a hole: the paths run in opposite directions, so that only the area between them is filled."""
    left, right = _BOX_SIDE, advance - _BOX_SIDE
    low, high = _BOX_LOW, _BOX_HIGH
    inner = (left + _BOX_LINE, low + _BOX_LINE, right - _BOX_LINE, high - _BOX_LINE)
    return Outline(
        (
            (MOVE, left, low), (LINE, right, low), (LINE, right, high), (LINE, left, high), (CLOSE,),
            (MOVE, inner[0], inner[1]), (LINE, inner[0], inner[3]),
            (LINE, inner[2], inner[3]), (LINE, inner[2], inner[1]), (CLOSE,),
        )
    )  # fmt: skip


def _open(font: _Opened) -> OpenFont | None:
    if font.instance is None:
        return None
    try:
        return open_instance(font.instance, font.scale)
    except OSError as problem:
        raise DocumentFontsError(f"a font cannot be read ({problem})") from problem


def _scale(face: Face, role_font: RoleFont, *, is_cased: bool) -> float:
    """The scale at which the font's x-height matches the surrounding text."""
    if not face.x_height or not role_font.x_height or face.family == role_font.family:
        return 1.0
    ratio = role_font.x_height / face.x_height
    if not is_cased:
        ratio = 1 + (ratio - 1) * _UNICASE_SHARE
    least, most = _SCALES
    return round(min(most, max(least, ratio)), 3)


def postscript_name(instance: Instance) -> str:
    """`NotoSerif-BoldItalic`: readers and printers recognise bold and italic by such names."""
    family = "".join(character for character in instance.face.family if character.isascii() and character.isalnum())
    weight = "Bold" if instance.weight >= 600 else "Light" if instance.weight <= 300 else ""
    style = weight + ("Italic" if instance.face.is_italic else "")
    return f"{family[:60] or 'Font'}-{style or 'Regular'}"


def _glyph_name(text: str, number: int) -> str:
    """A name that encodes the text (Adobe Glyph List Specification) and the slot, which makes it unique."""
    if all(ord(character) <= 0xFFFF for character in text):
        known = type1.unicode_name(text)
    else:
        known = "_".join(f"u{ord(character):04X}" for character in text)
    return f"{known}.s{number}"


def _page_names() -> Iterator[str]:
    """a, b, ... z, aa, ab, ..."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    yield from letters
    yield from (one + two for one in letters for two in letters)
