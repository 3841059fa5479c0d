"""Small PDFs with chosen faults, with text in an embedded font of TeX or in one that is not embedded."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace

import pypdf
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

WORDS = "This is a line of the curriculum vitae that says what was done and where it was done"


@dataclass(frozen=True)
class Faults:
    """Pages of text; the defaults have no faults. Lengths in bp."""

    size: float = 11.0
    pitch: float = 14.0
    left: float = 72.0
    right: float = 72.0
    foot: float = 0.0
    pages: int = 1
    width: float = 595.276
    height: float = 841.89
    words: str = WORDS
    links: tuple[str, ...] = ()
    stretch: float = 100.0
    picture: bool = False
    extra: str = field(default="")


def with_faults(font_source: bytes, **faults: object) -> bytes:
    """Return a PDF with these faults, in the first font of `font_source`, a PDF made by TeX."""
    wanted = replace(Faults(), **faults)  # type: ignore[arg-type]
    source = pypdf.PdfReader(io.BytesIO(font_source))
    writer = pypdf.PdfWriter()
    writer.add_metadata({"/Title": "CV of A. Example"})
    fonts = source.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    font = next(iter(fonts.values())).clone(writer)
    for number in range(wanted.pages):
        page = writer.add_blank_page(wanted.width, wanted.height)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F"): font})}
        )
        stream = DecodedStreamObject()
        stream.set_data(_content(wanted, number + 1).encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        for address in wanted.links:
            page[NameObject("/Annots")] = ArrayObject([_link(writer, address)])
    if wanted.picture:
        _draw_picture(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _content(wanted: Faults, page: int) -> str:
    lines = []
    height = wanted.height - 72 - wanted.size
    for _ in range(20):
        lines.append(
            f"BT /F {wanted.size:g} Tf {wanted.stretch:g} Tz 1 0 0 1 {wanted.left:g} {height:g} Tm"
            f" ({wanted.words}) Tj ET"
        )
        height -= wanted.pitch
    if wanted.foot:
        lines.append(f"BT /F {wanted.size:g} Tf 1 0 0 1 72 {wanted.foot:g} Tm (A. Example, {page}) Tj ET")
    return "\n".join([*lines, wanted.extra])


def _link(writer: pypdf.PdfWriter, address: str) -> object:
    return writer._add_object(
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Link"),
                NameObject("/Rect"): ArrayObject(map(FloatObject, (72, 700, 200, 715))),
                NameObject("/A"): DictionaryObject(
                    {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(address)}
                ),
            }
        )
    )


def _draw_picture(writer: pypdf.PdfWriter) -> None:
    image = DecodedStreamObject()
    image.set_data(bytes(3))
    image.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): FloatObject(1),
            NameObject("/Height"): FloatObject(1),
            NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
            NameObject("/BitsPerComponent"): FloatObject(8),
        }
    )
    page = writer.pages[0]
    page["/Resources"][NameObject("/XObject")] = DictionaryObject({NameObject("/P"): writer._add_object(image)})  # type: ignore[index]
    stream = page["/Contents"].get_object()
    assert isinstance(stream, DecodedStreamObject)
    stream.set_data(stream.get_data() + b"\nq 90 0 0 90 300 300 cm /P Do Q")


def without_embedding(data: bytes) -> bytes:
    """Replace the font by Helvetica, which needs no embedding."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    helvetica = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for page in writer.pages:
        page["/Resources"]["/Font"][NameObject("/F")] = helvetica  # type: ignore[index]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def encrypted(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
