"""bytes of a PDF -> facts, read with pypdf. The bytes are trusted no more than TeX's word."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in a page's stream: `begin` or `end` of the block with this number."""

    kind: str
    block: int
    page: int


@dataclass(frozen=True, slots=True)
class Structure:
    """The structure tree: `roles` of what stands in the document or in a list, in order, and the `pages` where each begins.

    `contents` are (page, number) of the marked content in the order of the tree, `on_pages` in that of the pages.
    """

    roles: tuple[str, ...]
    pages: tuple[int, ...]
    contents: tuple[tuple[int, int], ...]
    on_pages: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class FontFact:
    name: str
    embedded: bool


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """`sizes` are (width, height) in bp, a page each; `links` the web addresses in the order of the pages."""

    sizes: tuple[tuple[float, float], ...]
    fonts: tuple[FontFact, ...]
    title: str
    author: str
    language: str
    links: tuple[str, ...]
    outline: tuple[str, ...]
    marks: tuple[Mark, ...]
    text: tuple[str, ...]
    structure: Structure | None = None

    @property
    def pages(self) -> int:
        return len(self.sizes)

    def page_of(self, block: int) -> int | None:
        """Where a block (from 1) begins."""
        if self.structure:
            return self.structure.pages[block - 1] if 0 < block <= len(self.structure.pages) else None
        return next((mark.page for mark in self.marks if mark.block == block), None)


class UnreadablePdfError(Exception):
    """The bytes are no PDF that can be opened."""


def read_pdf(data: bytes) -> PdfFacts:
    """Raises `UnreadablePdfError`."""
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        metadata = reader.metadata
        root = reader.root_object
        return PdfFacts(
            sizes=tuple((float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages),
            fonts=tuple(_fonts(reader)),
            title=str(metadata.title or "") if metadata else "",
            author=str(metadata.author or "") if metadata else "",
            language=str(root.get("/Lang", "")),
            links=tuple(_links(reader)),
            outline=tuple(_outline_titles(reader.outline)),
            marks=tuple(_marks(reader)),
            text=tuple(page.extract_text() for page in reader.pages),
            structure=_structure(reader),
        )
    except PyPdfError as problem:
        raise UnreadablePdfError(str(problem)) from problem


def _fonts(reader: Any) -> Iterator[FontFact]:
    seen = set()
    for page in reader.pages:
        fonts = page["/Resources"].get_object().get("/Font", {}).get_object()
        for reference in fonts.values():
            font = reference.get_object()
            name = str(font.get("/BaseFont", font.get("/Subtype", "")))
            if name in seen:
                continue
            seen.add(name)
            base = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            descriptor = base["/FontDescriptor"].get_object() if "/FontDescriptor" in base else {}
            # The glyphs of a Type 3 font stand in the font itself.
            embedded = font.get("/Subtype") == "/Type3" or any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            yield FontFact(name.lstrip("/"), embedded)


def _links(reader: Any) -> Iterator[str]:
    for page in reader.pages:
        for reference in page.get("/Annots") or ():
            action = reference.get_object().get("/A", {}).get_object()
            if "/URI" in action:
                yield str(action["/URI"])


def _outline_titles(outline: Any) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _outline_titles(entry)
        else:
            yield str(entry.title)


# The themes write marks as marked-content points (ISO 32000-1, 14.6.1), which may stand anywhere in a page's stream.
_MARK = re.compile(rb"/CV(?P<kind>[XE])\s*<<\s*/I (?P<block>\d{1,9})\s*>>\s*DP\b")


def _marks(reader: Any) -> Iterator[Mark]:
    for number, page in enumerate(reader.pages, 1):
        for match in _MARK.finditer(_data(page)):
            yield Mark("begin" if match["kind"] == b"X" else "end", int(match["block"]), number)


_CONTENT = re.compile(rb"/MCID\s+(\d{1,9})\s*>>\s*BDC\b")
_MOST_NODES = 200_000


def _structure(reader: Any) -> Structure | None:
    root = reader.root_object.get("/StructTreeRoot")
    if root is None:
        return None
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, 1)}
    roles: list[str] = []
    pages: list[int] = []
    contents: list[tuple[int, int]] = []
    # (node, whether it is below what is told apart)
    waiting: list[tuple[Any, bool]] = [(root.get_object().get("/K"), False)]
    for _ in range(_MOST_NODES):
        if not waiting:
            break
        value, is_inside = waiting.pop()
        node: Any = None if value is None else value.get_object()
        if isinstance(node, list):
            waiting += ((kid, is_inside) for kid in reversed(node))
        elif not isinstance(node, dict):
            continue
        elif node.get("/Type") == "/MCR":
            contents.append((numbers[_unresolved(node, "/Pg").idnum], int(node["/MCID"])))
            # Whatever begins without text begins where the text after it does.
            pages += [contents[-1][0]] * (len(roles) - len(pages))
        elif "/S" in node:
            role = str(node["/S"]).removeprefix("/")
            is_told = not is_inside and role not in ("Document", "L")
            if is_told:
                roles.append(role)
            waiting.append((node.get("/K"), is_inside or is_told))
    on_pages = [
        (number, int(found))
        for number, page in enumerate(reader.pages, 1)
        for found in _CONTENT.findall(_data(page))
    ]
    return Structure(tuple(roles), tuple(pages), tuple(contents), tuple(on_pages))


def _unresolved(dictionary: Any, name: str) -> Any:
    return dictionary.raw_get(name)


def _data(page: Any) -> bytes:
    contents = page.get_contents()
    data: bytes = contents.get_data() if contents is not None else b""
    return data
