"""TeX's PDF, elements, standard -> the finished PDF. Through pypdf."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from typing import Any, Final

from cvtex.finish.colour import srgb_profile
from cvtex.finish.metadata import Standard, xmp_packet
from cvtex.finish.pages import SOFT, SPACE_FONT, LinkPlace, TaggedPage, tag_pages
from cvtex.finish.tree import Annotation, Content, Node
from cvtex.page_stream.events import UnknownContentError
from cvtex.page_stream.fonts import StreamFont, read_font
from cvtex.structure import Element

_HEADER: Final = "%PDF-1.7"
# Above the keys of pages.
_FIRST_ANNOTATION_KEY: Final = 100_000


class UnfinishedPdfError(Exception):
    """TeX's PDF is not as the themes and this program write it."""


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
        from pypdf import generic

        self._generic: Any = generic
        self._writer: Any = pypdf.PdfWriter(clone_from=io.BytesIO(data))
        self._pages = list(self._writer.pages)
        self._elements = elements
        self._language = language
        self._standard = standard
        self._references: dict[int, Any] = {}
        self._annotations: list[Any] = []

    def finished(self) -> bytes:
        streams = tuple((_stream_of(page), self._fonts(page)) for page in self._pages)
        tagged, tree = tag_pages(streams, self._elements)
        space = self._writer._add_object(self._space_font())  # noqa: SLF001  # the only way to add an object
        for number, (page, new) in enumerate(zip(self._pages, tagged, strict=True)):
            self._write_page(page, number, new, space)
        self._write_tree(tree.document, tagged)
        self._write_catalog()
        return self._bytes()

    def _fonts(self, page: Any) -> dict[str, StreamFont]:
        fonts = page["/Resources"].get_object().get("/Font", {}).get_object()
        return {str(name).removeprefix("/"): self._font(reference) for name, reference in fonts.items()}

    def _font(self, reference: Any) -> StreamFont:
        key = getattr(reference, "idnum", id(reference))
        if key not in self._references:
            self._references[key] = read_font(reference.get_object())
        found: StreamFont = self._references[key]
        return found

    def _write_page(self, page: Any, number: int, new: TaggedPage, space: Any) -> None:
        name, object_ = self._generic.NameObject, self._generic
        resources = page["/Resources"].get_object()
        # Engines share one dictionary of resources between pages; each page gets its own.
        fonts = object_.DictionaryObject(resources.get("/Font", object_.DictionaryObject()).get_object())
        fonts[name(f"/{SPACE_FONT}")] = space
        for soft in sorted(new.soft_fonts):
            fonts[name(f"/{soft}{SOFT}")] = self._soft(fonts[f"/{soft}"] if f"/{soft}" not in fonts else fonts.raw_get(f"/{soft}"))
        resources = object_.DictionaryObject(resources)
        resources[name("/Font")] = fonts
        page[name("/Resources")] = resources
        page[name("/Contents")] = self._writer._add_object(self._compressed(new.data))  # noqa: SLF001
        page[name("/StructParents")] = object_.NumberObject(number)
        page[name("/Tabs")] = name("/S")
        self._assign_annotations(page, number, new.links)

    def _assign_annotations(self, page: Any, number: int, places: list[LinkPlace]) -> None:
        for place, reference in enumerate(page.get("/Annots") or ()):
            annotation = reference.get_object()
            left, bottom, right, top = sorted_box([float(one) for one in annotation["/Rect"]])
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
            self._set(annotation, "/Contents", self._text(said if is_told else f"{said} ({address})"))

    def _write_tree(self, document: Node, tagged: tuple[TaggedPage, ...]) -> None:
        object_ = self._generic
        root = self._writer._add_object(object_.DictionaryObject())  # noqa: SLF001
        made: dict[Node, Any] = {}
        self._write_node(document, root, made)
        numbers: list[Any] = []
        for number, page in enumerate(tagged):
            owners = self._writer._add_object(object_.ArrayObject(made[node] for node in page.owners))  # noqa: SLF001
            numbers += (object_.NumberObject(number), owners)
        for key, node in enumerate(self._annotations, _FIRST_ANNOTATION_KEY):
            numbers += (object_.NumberObject(key), made[node])
        tree = object_.DictionaryObject({self._name("/Nums"): object_.ArrayObject(numbers)})
        value = root.get_object()
        self._set(value, "/Type", self._name("/StructTreeRoot"))
        self._set(value, "/K", made[document])
        self._set(value, "/ParentTree", self._writer._add_object(tree))  # noqa: SLF001
        self._set(value, "/ParentTreeNextKey", object_.NumberObject(_FIRST_ANNOTATION_KEY + len(self._annotations)))
        self._set(self._writer.root_object, "/StructTreeRoot", root)
        self._set(self._writer.root_object, "/MarkInfo", self._dictionary({"/Marked": object_.BooleanObject(True)}))

    def _write_node(self, node: Node, parent: Any, made: dict[Node, Any]) -> Any:
        object_ = self._generic
        value = self._dictionary({"/Type": self._name("/StructElem"), "/S": self._name(f"/{node.role}"), "/P": parent})
        reference = made[node] = self._writer._add_object(value)  # noqa: SLF001
        if node.language:
            self._set(value, "/Lang", self._text(node.language))
        if node.series:
            numbering = {"numbered": "/Decimal", "point": "/Disc"}.get(node.series, "/None")
            attribute = {"/O": self._name("/List"), "/ListNumbering": self._name(numbering)}
            self._set(value, "/A", self._dictionary(attribute))
        kids = object_.ArrayObject()
        for kid in node.kids:
            match kid:
                case Node():
                    kids.append(self._write_node(kid, reference, made))
                case Content(page, number):
                    reference_of_page = self._pages[page].indirect_reference
                    kids.append(
                        self._dictionary(
                            {"/Type": self._name("/MCR"), "/Pg": reference_of_page, "/MCID": object_.NumberObject(number)}
                        )
                    )
                case Annotation(page, place):
                    kids.append(self._annotation_kid(node, page, place))
        self._set(value, "/K", kids)
        return reference

    def _annotation_kid(self, node: Node, page: int, place: int) -> Any:
        object_ = self._generic
        annotations: Any = self._pages[page]["/Annots"].get_object()
        reference = list.__getitem__(annotations, place)  # unresolved
        annotation = reference.get_object()
        if not isinstance(reference, object_.IndirectObject):
            reference = self._writer._add_object(annotation)  # noqa: SLF001
            list.__setitem__(annotations, place, reference)
        self._set(annotation, "/StructParent", object_.NumberObject(_FIRST_ANNOTATION_KEY + len(self._annotations)))
        self._annotations.append(node)
        return self._dictionary(
            {"/Type": self._name("/OBJR"), "/Obj": reference, "/Pg": self._pages[page].indirect_reference}
        )

    def _write_catalog(self) -> None:
        object_ = self._generic
        root = self._writer.root_object
        info = {str(name): str(value) for name, value in (self._writer.metadata or {}).items()}
        metadata = object_.DecodedStreamObject()
        metadata.set_data(xmp_packet(info, self._language, self._standard))
        self._set(metadata, "/Type", self._name("/Metadata"))
        self._set(metadata, "/Subtype", self._name("/XML"))
        self._set(root, "/Metadata", self._writer._add_object(metadata))  # noqa: SLF001
        profile = object_.DecodedStreamObject()
        profile.set_data(srgb_profile())
        profile = profile.flate_encode()
        self._set(profile, "/N", object_.NumberObject(3))
        intent = self._dictionary(
            {
                "/Type": self._name("/OutputIntent"),
                "/S": self._name("/GTS_PDFA1"),
                "/OutputConditionIdentifier": self._text("sRGB"),
                "/Info": self._text("sRGB"),
                "/DestOutputProfile": self._writer._add_object(profile),  # noqa: SLF001
            }
        )
        self._set(root, "/OutputIntents", object_.ArrayObject([intent]))

    def _space_font(self) -> Any:
        """A font of one glyph that neither shows nor takes room: a space where TeX has left a gap."""
        object_ = self._generic
        glyph = object_.DecodedStreamObject()
        glyph.set_data(b"0 0 d0")
        unicode = object_.DecodedStreamObject()
        unicode.set_data(_cmap([(b"20", " ")], 1))
        numbers = [object_.NumberObject(0)] * 4
        matrix = [object_.FloatObject(one) for one in ("0.001", "0", "0", "0.001", "0", "0")]
        add = self._writer._add_object  # noqa: SLF001
        return self._dictionary(
            {
                "/Type": self._name("/Font"),
                "/Subtype": self._name("/Type3"),
                "/FontBBox": object_.ArrayObject(numbers),
                "/FontMatrix": object_.ArrayObject(matrix),
                "/CharProcs": self._dictionary({"/space": add(glyph)}),
                "/Encoding": self._dictionary(
                    {
                        "/Type": self._name("/Encoding"),
                        "/Differences": object_.ArrayObject([object_.NumberObject(32), self._name("/space")]),
                    }
                ),
                "/FirstChar": object_.NumberObject(32),
                "/LastChar": object_.NumberObject(32),
                "/Widths": object_.ArrayObject([object_.NumberObject(0)]),
                "/Resources": object_.DictionaryObject(),
                "/ToUnicode": add(unicode),
            }
        )

    def _soft(self, reference: Any) -> Any:
        """The same font, whose hyphens are soft ones to a reader of the text."""
        key = ("soft", getattr(reference, "idnum", id(reference)))
        known: dict[Any, Any] = self._references
        if key not in known:
            font = self._generic.DictionaryObject(reference.get_object())
            read = self._font(reference)
            unicode = self._generic.DecodedStreamObject()
            size = 2 if read.is_wide else 1
            hyphens = [(b"%0*x" % (2 * size, code), "\u00ad") for code, text in sorted(read.unicode.items()) if text in "-\u2010\u00ad"]
            unicode.set_data(_cmap(hyphens, size))
            self._set(font, "/ToUnicode", self._writer._add_object(unicode.flate_encode()))  # noqa: SLF001
            known[key] = self._writer._add_object(font)  # noqa: SLF001
        return known[key]

    def _bytes(self) -> bytes:
        out = io.BytesIO()
        self._writer.pdf_header = _HEADER
        # The ID of a file tells its content, not the time and place where it was made (14.4).
        self._writer._ID = None  # noqa: SLF001
        self._writer.write(out)
        digest = hashlib.md5(out.getvalue(), usedforsecurity=False).digest()
        identifier = self._generic.ByteStringObject(digest)
        self._writer._ID = self._generic.ArrayObject([identifier, identifier])  # noqa: SLF001
        out = io.BytesIO()
        self._writer.write(out)
        return out.getvalue()

    def _compressed(self, data: bytes) -> Any:
        stream = self._generic.DecodedStreamObject()
        stream.set_data(data)
        return stream.flate_encode()

    def _name(self, name: str) -> Any:
        return self._generic.NameObject(name)

    def _text(self, text: str) -> Any:
        return self._generic.TextStringObject(text)

    def _dictionary(self, values: dict[str, Any]) -> Any:
        return self._generic.DictionaryObject({self._name(name): value for name, value in values.items()})

    def _set(self, dictionary: Any, name: str, value: Any) -> None:
        dictionary[self._name(name)] = value


def sorted_box(numbers: list[float]) -> tuple[float, float, float, float]:
    one, two, three, four = numbers
    return min(one, three), min(two, four), max(one, three), max(two, four)


def _stream_of(page: Any) -> bytes:
    contents = page["/Contents"].get_object()
    if isinstance(contents, list):
        return b"\n".join(one.get_object().get_data() for one in contents)
    data: bytes = contents.get_data()
    return data


def _cmap(characters: list[tuple[bytes, str]], size: int) -> bytes:
    """A ToUnicode CMap (9.10.3) for codes in hexadecimal digits."""
    lines = b"\n".join(b"<%s> <%s>" % (code, text.encode("utf-16-be").hex().encode()) for code, text in characters)
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<%s> <%s>\nendcodespacerange\n"
        b"%d beginbfchar\n%s\nendbfchar\n"
        b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ) % (b"00" * size, b"ff" * size, len(characters), lines)
