"""Fonts for text extraction: one for invisible spaces, and copies for the last character of a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cvtex.finish.joints import SPACE_GLYPHS
from cvtex.finish.words import HYPHENS, Ending
from cvtex.pdf.fonts import StreamFont
from cvtex.pdf.values import Dictionary, Name, Reference, Stream, compressed_stream
from cvtex.pdf.writing import NewObjects


def space_font(objects: NewObjects) -> Reference:
    """A Type 3 font with spaces without ink, so that no font of the page needs them."""
    codes = [code[0] for code in SPACE_GLYPHS]
    first, last = min(codes), max(codes)
    assert codes == list(range(first, last + 1))
    widths = list(SPACE_GLYPHS.values())
    names = [Name(f"g{code}") for code in codes]
    glyphs: Dictionary = {
        name: objects.add(Stream({}, b"%d 0 d0" % width)) for name, width in zip(names, widths, strict=True)
    }
    unicode = _cmap([(code, " ") for code in codes])
    return objects.add(
        {
            "Type": Name("Font"),
            "Subtype": Name("Type3"),
            "FontBBox": [0, 0, 0, 0],
            "FontMatrix": [0.001, 0, 0, 0.001, 0, 0],
            "CharProcs": glyphs,
            "Encoding": {"Type": Name("Encoding"), "Differences": [first, *names]},
            "FirstChar": first,
            "LastChar": last,
            "Widths": list(widths),
            "Resources": {},
            "ToUnicode": objects.add(Stream({}, unicode)),
        }
    )


def ending_font(objects: NewObjects, font: Dictionary, read: StreamFont, ending: Ending) -> Reference:
    """A copy of the font for the last character of a line that ends within a word.

    TeX's hyphen becomes a soft hyphen (ISO 32000-1, 14.8.2.2.3); other characters get a break opportunity after them.
    """
    characters = [
        (code, "\N{SOFT HYPHEN}" if ending == "soft hyphen" else f"{text}\N{ZERO WIDTH SPACE}")
        for code, text in sorted(read.unicode.items())
        if text and (ending == "break" or text in HYPHENS)
    ]
    return objects.add({**font, "ToUnicode": objects.add(compressed_stream(_cmap(characters)))})


# Per section of a CMap (9.10.3).
_MOST_CHARACTERS: Final = 100


def _cmap(characters: Sequence[tuple[int, str]]) -> bytes:
    """A ToUnicode CMap (9.10.3) for codes of one byte."""
    lines = [b"<%02x> <%s>" % (code, text.encode("utf-16-be").hex().encode()) for code, text in characters]
    sections = [lines[first : first + _MOST_CHARACTERS] for first in range(0, len(lines), _MOST_CHARACTERS)]
    body = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(section), b"\n".join(section)) for section in sections)
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<00> <ff>\nendcodespacerange\n"
        b"%s"
        b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ) % body
