"""bytes of any PDF, whoever made it -> the facts that funders' rules are about."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from cvtex.value import Value
from cvtex.verify.glyphs import DrawnPage, PdfiumError, draw_pages
from cvtex.verify.pdf import UnreadablePdfError


class EmbeddedFont(Value):
    """`name` is the PostScript name without the tag of a subset."""

    name: str
    is_embedded: bool
    has_unicode: bool


class WebLink(Value):
    page: int
    address: str


class Inspected(Value):
    pages: tuple[DrawnPage, ...]
    page_count: int
    fonts: tuple[EmbeddedFont, ...]
    links: tuple[WebLink, ...]
    is_encrypted: bool
    title: str
    bytes: int

    @property
    def text(self) -> str:
        """All lines; words that a hyphen divides at the end of one are whole again."""
        text = "\n".join(line.text for page in self.pages for line in page.lines)
        return re.sub(r"(?<=\w)[-\u00ad\u2010\ufffe\x02]\n(?=[a-z])", "", text).replace("\n", " ")


def inspect_pdf(data: bytes) -> Inspected:
    """Raises `UnreadablePdfError` for what is no PDF, or one that cannot be opened without a password."""
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        pages = draw_pages(data)
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadablePdfError("a password protects it")
        metadata = reader.metadata
        return Inspected(
            pages,
            len(reader.pages),
            tuple(dict.fromkeys(_fonts(reader))),
            tuple(_links(reader)),
            reader.is_encrypted,
            str(metadata.title or "") if metadata else "",
            len(data),
        )
    except PdfiumError as problem:
        raise UnreadablePdfError(str(problem)) from problem
    except (PyPdfError, KeyError, TypeError, AttributeError, ValueError, RecursionError) as problem:
        # What a PDF's objects say may be anything.
        raise UnreadablePdfError(f"its structure is broken ({type(problem).__name__})") from problem


def _fonts(reader: Any) -> Iterator[EmbeddedFont]:
    for page in reader.pages:
        yield from _fonts_of(page.get("/Resources"), 0)


def _fonts_of(resources: Any, depth: int) -> Iterator[EmbeddedFont]:
    """Those of a page, and of the forms that it draws."""
    if resources is None or depth > 4:
        return
    found = resources.get_object()
    fonts = found.get("/Font")
    for reference in fonts.get_object().values() if fonts is not None else ():
        font = reference.get_object()
        base = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = base["/FontDescriptor"].get_object() if "/FontDescriptor" in base else {}
        is_embedded = font.get("/Subtype") == "/Type3" or any(
            key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
        )
        name = str(font.get("/BaseFont", font.get("/Subtype", ""))).lstrip("/")
        yield EmbeddedFont(name.partition("+")[2] or name, is_embedded, "/ToUnicode" in font)
    forms = found.get("/XObject")
    for reference in forms.get_object().values() if forms is not None else ():
        form = reference.get_object()
        if form.get("/Subtype") == "/Form":
            yield from _fonts_of(form.get("/Resources"), depth + 1)


def _links(reader: Any) -> Iterator[WebLink]:
    for number, page in enumerate(reader.pages, 1):
        for reference in page.get("/Annots") or ():
            action = reference.get_object().get("/A")
            if action is not None and "/URI" in action.get_object():
                yield WebLink(number, str(action.get_object()["/URI"]))
