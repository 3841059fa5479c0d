"""TeX's PDF, elements, standard -> the finished PDF. Through pypdf."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from cvtex.finish.colour import srgb_profile
from cvtex.finish.joints import ENDINGS, SPACE_FONT
from cvtex.finish.metadata import Standard, xmp_packet
from cvtex.finish.objects import Objects, key_of
from cvtex.finish.pages import tag_pages
from cvtex.finish.stream_writer import LinkPlace, TaggedPage
from cvtex.finish.structure_tree import structure_tree
from cvtex.finish.text_fonts import ending_font, space_font
from cvtex.finish.tree import Annotation
from cvtex.finish.words import Ending
from cvtex.page_stream.events import UnknownContentError
from cvtex.page_stream.fonts import StreamFont, read_font
from cvtex.structure import Element

_HEADER: Final = "%PDF-1.7"


class UnfinishedPdfError(Exception):
    """TeX's PDF is not as the themes and this program write it."""


def load_library() -> None:
    """Imports pypdf, which takes as long as some pages do."""
    import pypdf  # noqa: F401


def finish(data: bytes, elements: Iterable[Element], language: str, standard: Standard) -> bytes:
    """The same pages, with structure, metadata and text for machines. The same input gives the same bytes.

    `standard` says what the file claims, "none" leaves it as TeX wrote it. Raises UnfinishedPdfError.
    """
    if standard == "none":
        return data
    from pypdf.errors import PyPdfError

    try:
        return _Finisher(data, tuple(elements), language, standard).finished()
    except UnknownContentError as problem:
        raise UnfinishedPdfError(str(problem)) from problem
    except (PyPdfError, KeyError, TypeError, ValueError, AttributeError) as problem:
        raise UnfinishedPdfError(f"its objects are not those that TeX writes ({type(problem).__name__}: {problem})") from problem


class _Finisher:
    def __init__(self, data: bytes, elements: tuple[Element, ...], language: str, standard: Standard) -> None:
        import pypdf

        self._data = data
        self._writer: Any = pypdf.PdfWriter(clone_from=io.BytesIO(data))
        self._pages = list(self._writer.pages)
        self._objects = Objects(self._writer)
        self._elements = elements
        self._language = language
        self._standard = standard
        self._fonts: dict[int, StreamFont] = {}
        self._ending_fonts: dict[tuple[int, Ending], Any] = {}

    def finished(self) -> bytes:
        streams = tuple((_stream_of(page), self._fonts_of(page)) for page in self._pages)
        tagged, tree = tag_pages(streams, self._elements)
        space = space_font(self._objects)
        for number, (page, new) in enumerate(zip(self._pages, tagged, strict=True)):
            self._write_page(page, number, new, space)
            self._assign_annotations(page, number, new.links)
        root = structure_tree(self._objects, tree.document, self._pages, [page.owners for page in tagged])
        self._write_catalog(root)
        return self._bytes()

    def _fonts_of(self, page: Any) -> dict[str, StreamFont]:
        fonts = page["/Resources"].get_object().get("/Font", {}).get_object()
        return {str(name).removeprefix("/"): self._font(reference) for name, reference in fonts.items()}

    def _font(self, reference: Any) -> StreamFont:
        key = key_of(reference)
        if key not in self._fonts:
            self._fonts[key] = read_font(reference.get_object())
        return self._fonts[key]

    def _write_page(self, page: Any, number: int, new: TaggedPage, space: Any) -> None:
        objects = self._objects
        # Engines share one dictionary of resources between pages; each page gets its own.
        resources = objects.dictionary(dict(page["/Resources"].get_object()))
        fonts = objects.dictionary()
        for name, reference in page["/Resources"].get_object().get("/Font", {}).get_object().items():
            objects.set(fonts, name, reference)
        for name, ending in sorted(new.ending_fonts):
            objects.set(fonts, f"/{name}{ENDINGS[ending]}", self._ending_font(fonts.raw_get(f"/{name}"), ending))
        objects.set(fonts, f"/{SPACE_FONT}", space)
        objects.set(resources, "/Font", fonts)
        objects.set(page, "/Resources", resources)
        objects.set(page, "/Contents", objects.add(objects.stream(new.data)))
        objects.set(page, "/StructParents", objects.number(number))
        objects.set(page, "/Tabs", objects.name("/S"))

    def _ending_font(self, reference: Any, ending: Ending) -> Any:
        key = key_of(reference), ending
        if key not in self._ending_fonts:
            self._ending_fonts[key] = ending_font(self._objects, reference.get_object(), self._font(reference), ending)
        return self._ending_fonts[key]

    def _assign_annotations(self, page: Any, number: int, places: Sequence[LinkPlace]) -> None:
        """Each link's annotation goes to the node whose text begins in it, and says what that text says."""
        for place, reference in enumerate(page.get("/Annots") or ()):
            annotation = reference.get_object()
            left, bottom, right, top = _sorted_box([float(one) for one in annotation["/Rect"]])
            node = next(
                (
                    one.node
                    for one in places
                    if left - 1 <= one.left <= right + 1 and bottom - 1 <= one.baseline <= top + 1
                ),
                None,
            )
            if node is None:
                raise UnfinishedPdfError(f"a link on page {number + 1} has no text")
            node.kids.append(Annotation(number, place))
            address = str(annotation["/A"].get_object().get("/URI", ""))
            # What a reader hears: the text, and where it leads if the text does not say so.
            said = " ".join(node.text.split())
            is_told = address.rpartition("://")[2].rstrip("/").removeprefix("mailto:") in said
            self._objects.set(annotation, "/Contents", self._objects.text(said if is_told else f"{said} ({address})"))

    def _write_catalog(self, structure: Any) -> None:
        objects = self._objects
        root = self._writer.root_object
        info = {str(name): str(value) for name, value in (self._writer.metadata or {}).items()}
        packet = xmp_packet(info, self._language, self._standard)
        kind = {"/Type": objects.name("/Metadata"), "/Subtype": objects.name("/XML")}
        intent = objects.dictionary(
            {
                "/Type": objects.name("/OutputIntent"),
                "/S": objects.name("/GTS_PDFA1"),
                "/OutputConditionIdentifier": objects.text("sRGB"),
                "/Info": objects.text("sRGB"),
                "/DestOutputProfile": objects.add(objects.stream(srgb_profile(), {"/N": objects.number(3)})),
            }
        )
        objects.set(root, "/StructTreeRoot", structure)
        objects.set(root, "/MarkInfo", objects.dictionary({"/Marked": objects.boolean(True)}))
        objects.set(root, "/Metadata", objects.add(objects.stream(packet, kind, compressed=False)))
        objects.set(root, "/OutputIntents", objects.array([intent]))

    def _bytes(self) -> bytes:
        # The ID of a file tells its content, not the time and place where it was made (14.4).
        content = hashlib.md5(self._data, usedforsecurity=False)
        content.update(repr((self._elements, self._language, self._standard)).encode())
        identifier = self._objects.byte_string(content.digest())
        self._writer._ID = self._objects.array([identifier, identifier])  # noqa: SLF001  # pypdf makes one from the time
        self._writer.pdf_header = _HEADER
        out = io.BytesIO()
        self._writer.write(out)
        return out.getvalue()


def _sorted_box(numbers: Sequence[float]) -> tuple[float, float, float, float]:
    one, two, three, four = numbers
    return min(one, three), min(two, four), max(one, three), max(two, four)


def _stream_of(page: Any) -> bytes:
    contents = page["/Contents"].get_object()
    if isinstance(contents, list):
        return b"\n".join(one.get_object().get_data() for one in contents)
    data: bytes = contents.get_data()
    return data
