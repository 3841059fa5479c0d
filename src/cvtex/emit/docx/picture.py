"""The photograph: a picture at the right margin that the text flows around, with its description."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from docx.oxml.parser import parse_xml
from docx.oxml.shape import CT_Inline
from docx.parts.document import DocumentPart
from docx.shared import Pt

from cvtex.emit.docx.elements import W, printed
from cvtex.model.picture import Picture

_HEIGHT: Final = Pt(90)
_SPACE: Final = 9
# A JPEG may begin with any segment; python-docx wants a whole one of this kind.
_START: Final = b"\xff\xd8"
_HEAD: Final = b"\xff\xe0\x00\x10JFIF\x00"
_JFIF: Final = _HEAD + b"\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PLACE: Final = f"""
<wp:anchor xmlns:wp="{_DRAWING}" distT="0" distB="0" distL="114300" distR="0" simplePos="0" relativeHeight="1"
    behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">
  <wp:simplePos x="0" y="0"/>
  <wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>
  <wp:positionV relativeFrom="margin"><wp:align>top</wp:align></wp:positionV>
  <wp:effectExtent l="0" t="0" r="0" b="0"/>
  <wp:wrapSquare wrapText="bothSides"/>
</wp:anchor>
"""


class Photograph:
    def __init__(self, part: DocumentPart, picture: Picture) -> None:
        self._part = part
        self._picture = picture
        self._width = round(_HEIGHT * picture.width / picture.height)

    @property
    def width(self) -> float:
        """With the space beside it, in points."""
        return self._width / Pt(1) + _SPACE

    def write_beside(self, paragraph: Any, description: str) -> None:
        """Anchor the photograph at the paragraph, before its text."""
        picture = self._picture
        inline = self._part.new_pic_inline(BytesIO(_with_head(picture.data)), self._width, _HEIGHT)
        run = paragraph.makeelement(f"{W}r")
        paragraph.insert(1, run)
        drawing = run.makeelement(f"{W}drawing")
        run.append(drawing)
        drawing.append(_anchored(inline, printed(description)))


def _with_head(data: bytes) -> bytes:
    """A JPEG without the segment that names its kind gets one."""
    if not data.startswith(_START) or data.startswith(_START + _HEAD):
        return data
    return _START + _JFIF + data[len(_START) :]


def _anchored(inline: CT_Inline, description: str) -> Any:
    inline.docPr.set("descr", description)
    inline.docPr.set("name", "Photograph")
    anchor: Any = parse_xml(_PLACE)
    extent, *others = list(inline)
    places = {child.tag.rpartition("}")[2]: child for child in anchor}
    places["positionV"].addnext(extent)
    for child in others:
        anchor.append(child)
    return anchor
