"""TeX's PDF, elements, standard -> the final PDF."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cvtex.cache.memo import Memo, fresh
from cvtex.finish.colour import srgb_profile
from cvtex.finish.joints import ENDINGS, SPACE_FONT
from cvtex.finish.metadata import Standard, xmp_packet
from cvtex.finish.pages import tag_pages
from cvtex.finish.read_page import ReadPage, in_reading_order, read_page
from cvtex.finish.stream_writer import LinkPlace, TaggedPage
from cvtex.finish.text_fonts import ending_font, space_font
from cvtex.finish.tree import Annotation, LinkAnnotation, Underline, write_tree
from cvtex.finish.words import Ending
from cvtex.model.element import Element
from cvtex.pdf.facts import read_link
from cvtex.pdf.file import Page, PdfFile
from cvtex.pdf.fonts import PageKeys, StreamFonts, fonts_of
from cvtex.pdf.lines import PageLines
from cvtex.pdf.values import (
    Dictionary,
    Name,
    Object,
    Reference,
    Stream,
    UnsoundPdfError,
    compressed_stream,
    from_text,
)
from cvtex.pdf.writing import NewObjects, write_file
from cvtex.text.web_address import without_scheme
from cvtex.value import Value, to_bytes

# A link with this key, a level of grey, gets a line below its text, so far below the baseline as a part of its height.
_UNDERLINE_KEY: Final = "CVU"
_UNDERLINE_DEPTH: Final = 0.12
_TEXTS_OF_INFO: Final = ("Title", "Author", "Keywords", "Producer", "Creator", "CreationDate", "ModDate")
# How far a sign may stand to the left of its line, in points.
_PROTRUSION: Final = 6


class FinishedFile(Value):
    """`lines`: of the pages of TeX's file; None if they were not read. No glyph of theirs moves."""

    data: bytes
    lines: tuple[PageLines, ...] | None = None


def finish(
    data: bytes,
    elements: Iterable[Element],
    language: str,
    standard: Standard,
    read: Memo[ReadPage] = fresh,
) -> FinishedFile:
    """Add structure, metadata and machine-readable text; pages look the same. The same input gives the same bytes.

    `standard`: the standard that the file claims; "none" returns TeX's file unchanged. `read`: memo of read pages.
    Raises UnsoundPdfError.
    """
    if standard == "none":
        return FinishedFile(data)
    return _Finisher(data, tuple(elements), language, standard, read).finished()


class _Finisher:
    def __init__(
        self,
        data: bytes,
        elements: tuple[Element, ...],
        language: str,
        standard: Standard,
        read: Memo[ReadPage],
    ) -> None:
        self._data = data
        self._file = PdfFile(data)
        self._pages = tuple(self._file.pages())
        self._objects = NewObjects(self._file)
        self._elements = elements
        self._language = language
        self._standard = standard
        self._read = read
        self._fonts = StreamFonts(self._file)
        self._ending_fonts: dict[tuple[Reference, Ending], Reference] = {}

    def finished(self) -> FinishedFile:
        fonts = tuple(fonts_of(self._file, page) for page in self._pages)
        streams = tuple(
            (in_reading_order(self._file.content(page)), self._fonts.named(own))
            for page, own in zip(self._pages, fonts, strict=True)
        )
        keys = PageKeys()
        read = tuple(
            self._read(keys.key(data, own), lambda data=data, own=own: read_page(data, own))  # type: ignore[misc]
            for data, own in streams
        )
        tagged, tree = tag_pages(tuple(data for data, _ in streams), read, self._elements)
        space = space_font(self._objects)
        annotations = []
        for number, (page, own, new) in enumerate(zip(self._pages, fonts, tagged, strict=True)):
            annotations.append(list(self._annotations(page, number, new.links)))
            self._write_page(page, number, new, {**own, SPACE_FONT: space}, annotations[-1])
        references = [page.reference for page in self._pages]
        root = write_tree(self._objects, tree.document(), references, [page.owners for page in tagged], annotations)
        self._write_catalog(root)
        written = write_file(self._file, self._objects.changed, self._trailer())
        return FinishedFile(written, tuple(page.lines for page in read))

    def _write_page(
        self,
        page: Page,
        number: int,
        new: TaggedPage,
        fonts: dict[str, Reference],
        annotations: Sequence[LinkAnnotation],
    ) -> None:
        endings = {
            f"{name}{ENDINGS[ending]}": self._ending_font(fonts[name], ending)
            for name, ending in sorted(new.ending_fonts)
        }
        # Pages may share a resource dictionary; each gets its own copy.
        resources: Dictionary = {
            **self._file.dictionary(page.entries.get("Resources")),
            "Font": {**fonts, **endings},
        }
        entries: Dictionary = {
            **self._file.dictionary(page.reference),
            "Resources": resources,
            "Contents": self._replace_content(page, compressed_stream(new.data + _underlines(annotations))),
            "StructParents": number,
            "Tabs": Name("S"),
        }
        if annotations:
            entries["Annots"] = [annotation.reference for annotation in annotations]
        self._objects.set(page.reference, entries)

    def _replace_content(self, page: Page, content: Stream) -> Reference:
        """Replace TeX's content stream, so that the file does not contain both."""
        old = page.entries.get("Contents")
        if isinstance(old, Reference) and isinstance(self._file.object(old), Stream):
            self._objects.set(old, content)
            return old
        return self._objects.add(content)

    def _ending_font(self, reference: Reference, ending: Ending) -> Reference:
        key = reference, ending
        if key not in self._ending_fonts:
            font = self._file.dictionary(reference)
            self._ending_fonts[key] = ending_font(self._objects, font, self._fonts.of(reference), ending)
        return self._ending_fonts[key]

    def _annotations(self, page: Page, number: int, places: Sequence[LinkPlace]) -> Iterator[LinkAnnotation]:
        """Assign each link annotation to the node whose text begins in it, and describe it by that text."""
        for place, value in enumerate(self._file.array(page.entries.get("Annots"))):
            link = read_link(self._file, number + 1, value)
            if link is None or link.box is None:
                raise UnsoundPdfError(f"an annotation on page {number + 1} is not a link with a box")
            left, bottom, right, top = link.box
            # A sign at the beginning of a line, such as a tilde, may stand in the margin.
            within = [
                one
                for one in places
                if left - _PROTRUSION <= one.left <= right + 1 and bottom - 1 <= one.baseline <= top + 1
            ]
            first = min(within, key=lambda one: abs(one.left - left), default=None)
            if first is None:
                raise UnsoundPdfError(f"a link on page {number + 1} has no text", address=link.address)
            node = first.node
            node.kids.append(Annotation(number, place))
            # Screen readers read this aloud: the text, and the address unless the text contains it.
            text = " ".join(node.text.split())
            contents = from_text(text if without_scheme(link.address) in text else f"{text} ({link.address})")
            reference = value if isinstance(value, Reference) else self._objects.reserve()
            entries: Dictionary = {**self._file.dictionary(value), "Contents": contents}
            grey = entries.pop(_UNDERLINE_KEY, None)
            underline = None
            if isinstance(grey, int | float):
                shown = [first, *(one for one in within if one.node is node)]
                ends = min(one.left for one in shown), max(one.right for one in shown)
                underline = Underline(grey, *ends, first.baseline - (top - bottom) * _UNDERLINE_DEPTH)
            yield LinkAnnotation(reference, entries, underline)

    def _write_catalog(self, structure: Reference) -> None:
        add = self._objects.add
        info = self._file.dictionary(self._file.trailer.get("Info"))
        packet = xmp_packet(
            {name: self._file.text(info.get(name)) for name in _TEXTS_OF_INFO}, self._language, self._standard
        )
        intent: Dictionary = {
            "Type": Name("OutputIntent"),
            "S": Name("GTS_PDFA1"),
            "OutputConditionIdentifier": b"sRGB",
            "Info": b"sRGB",
            "DestOutputProfile": add(compressed_stream(srgb_profile(), {"N": 3})),
        }
        additions: Dictionary = {
            "StructTreeRoot": structure,
            "MarkInfo": {"Marked": True},
            "Metadata": add(Stream({"Type": Name("Metadata"), "Subtype": Name("XML")}, packet)),
            "OutputIntents": [intent],
        }
        self._objects.set(self._root, {**self._file.catalog, **additions})

    @property
    def _root(self) -> Reference:
        root = self._file.trailer.get("Root")
        if not isinstance(root, Reference):
            raise UnsoundPdfError("it has no catalog")
        return root

    def _trailer(self) -> Dictionary:
        # The ID identifies the content, without the time and path that 14.4 suggests: builds are reproducible.
        content = hashlib.md5(self._data, usedforsecurity=False)
        content.update(to_bytes((self._elements, self._language, self._standard)))
        identifier: Object = content.digest()
        return {"Root": self._root, "Info": self._file.trailer.get("Info"), "ID": [identifier, identifier]}


def _underlines(annotations: Sequence[LinkAnnotation]) -> bytes:
    """Draw the lines below links. TeX cannot, since it breaks the lines of a link later."""
    lines = [
        b"\n/Artifact BMC q %.3g G .5 w %.3f %.3f m %.3f %.3f l S Q EMC"
        % (line.grey, line.left, line.height, line.right, line.height)
        for line in (one.underline for one in annotations if one.underline)
    ]
    return b"".join(lines)
