"""PDF objects -> metadata, fonts, links and structure tree, the same values for our own and foreign files.

Files are untrusted: missing values and those of the wrong type become None or empty, and `damage` lists what is broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, Protocol, TypeAlias

from cvtex.pdf.file import Page
from cvtex.pdf.values import Dictionary, Name, Object, Reference, Stream, to_text
from cvtex.value import Struct, Value, field

MOST_ELEMENTS: Final = 200_000
MOST_LEVELS: Final = 100
MOST_LETTERS: Final = 5_000_000
_MOST_LINKS: Final = 100_000
_MOST_TEXT: Final = 100_000
_MOST_RENAMINGS: Final = 8
_DEEPEST_FORM: Final = 4


class PdfObjects(Protocol):
    """Access to a file's objects, by either parser."""

    @property
    def catalog(self) -> Dictionary: ...

    @property
    def information(self) -> Dictionary: ...

    def object(self, value: Object) -> Object:
        """Resolve a reference, to None if its object is missing; return any other value as it is."""

    def data(self, value: Object) -> bytes:
        """The decoded data of a stream."""

    def pages(self) -> Iterator[Page]: ...


class Font(Value):
    """`name`: the PostScript name without subset tag. `has_unicode`: whether it has a ToUnicode CMap."""

    name: str
    is_embedded: bool
    has_unicode: bool


class Link(Value):
    """A link annotation. `page`: from 1. `number`: of its object, if it is indirect.

    `address`: empty for a link within the document. `box`: left, bottom, right, top in bp, None if malformed.
    """

    page: int
    number: int | None
    address: str
    description: str = ""
    box: tuple[float, float, float, float] | None = None


class PdfFacts(Value):
    title: str
    author: str
    language: str
    shows_title: bool
    fonts: tuple[Font, ...]
    links: tuple[Link, ...]


class ContentReference(Value):
    """Marked content. `page`: from 1. `stream`: object number of a form, None for the page's own stream."""

    page: int
    number: int
    stream: int | None = None


class ObjectReference(Value):
    """An annotation or another object, by object number."""

    number: int


class ElementFacts(Value):
    """The attributes of a structure element.

    `own_role`: the file's own name for the role, if it maps that to the standard `role`. `alternative` (Alt), `actual`
    (ActualText), `expansion` (E): None if missing, which differs from empty.
    """

    role: str
    own_role: str = ""
    language: str = ""
    alternative: str | None = None
    actual: str | None = None
    expansion: str | None = None


class StructureElement(ElementFacts):
    kids: tuple[StructureKid, ...] = ()


StructureKid: TypeAlias = StructureElement | ContentReference | ObjectReference


class StructureTree(Value):
    """`kids`: of the root. A repeated element is read once, at its first place, so that cycles end."""

    kids: tuple[StructureKid, ...]
    damage: tuple[str, ...] = ()


def read_facts(file: PdfObjects) -> PdfFacts:
    pages = tuple(file.pages())
    catalog, information = file.catalog, file.information
    return PdfFacts(
        title=_said(file, information, "Title") or _title_of_xmp(file) or "",
        author=_said(file, information, "Author") or "",
        language=_said(file, catalog, "Lang") or "",
        shows_title=file.object(_dictionary(file, catalog.get("ViewerPreferences")).get("DisplayDocTitle")) is True,
        fonts=tuple(dict.fromkeys(_fonts(file, [page.entries.get("Resources") for page in pages]))),
        links=tuple(islice(_links(file, pages), _MOST_LINKS)),
    )


def _title_of_xmp(file: PdfObjects) -> str | None:
    xmp = file.data(file.catalog.get("Metadata"))[:_MOST_TEXT]
    found = re.search(rb"<dc:title\b[^>]*>.{0,400}?<rdf:li\b[^>]*>([^<]{1,2000})</rdf:li>", xmp, re.DOTALL)
    return found[1].decode("utf-8", "replace") if found else None


def _fonts(file: PdfObjects, resources: Sequence[Object]) -> Iterator[Font]:
    """The fonts of the pages and of the forms on them."""
    seen: set[Reference] = set()
    for _ in range(_DEEPEST_FORM + 1):
        inner: list[Object] = []
        for one in resources:
            found = _dictionary(file, one)
            for font in _new_ones(file, found.get("Font"), seen):
                yield _font(file, font)
            forms = _new_ones(file, found.get("XObject"), seen)
            inner += [form.get("Resources") for form in forms if _name(file, form.get("Subtype")) == "Form"]
        resources = inner


def _new_ones(file: PdfObjects, value: Object, seen: set[Reference]) -> Iterator[Dictionary]:
    """The objects in a resource dictionary that were not seen before."""
    for one in _dictionary(file, value).values():
        if not isinstance(one, Reference):
            yield _dictionary(file, one)
        elif one not in seen:
            seen.add(one)
            yield _dictionary(file, one)


def _font(file: PdfObjects, font: Dictionary) -> Font:
    descendants = _listed(file, font.get("DescendantFonts"))
    descriptor = _dictionary(file, (_dictionary(file, descendants[0]) if descendants else font).get("FontDescriptor"))
    # A Type 3 font contains its glyphs.
    is_embedded = _name(file, font.get("Subtype")) == "Type3" or not descriptor.keys().isdisjoint(
        ("FontFile", "FontFile2", "FontFile3")
    )
    name = _name(file, font.get("BaseFont", font.get("Subtype")))
    return Font(without_tag(name), is_embedded, "ToUnicode" in font)


def without_tag(font_name: str) -> str:
    """`ABCDEF+Name`, the name of a subset -> `Name`."""
    return font_name.partition("+")[2] or font_name


def _links(file: PdfObjects, pages: Sequence[Page]) -> Iterator[Link]:
    for number, page in enumerate(pages, 1):
        for value in _listed(file, page.entries.get("Annots")):
            if link := read_link(file, number, value):
                yield link


def read_link(file: PdfObjects, page: int, annotation: Object) -> Link | None:
    """None if the annotation is not a link. `page`: from 1."""
    entries = _dictionary(file, annotation)
    address = _said(file, _dictionary(file, entries.get("A")), "URI")
    if address is None and _name(file, entries.get("Subtype")) != "Link":
        return None
    number = annotation.number if isinstance(annotation, Reference) else None
    return Link(page, number, address or "", _said(file, entries, "Contents") or "", _box(file, entries.get("Rect")))


def _box(file: PdfObjects, value: Object) -> tuple[float, float, float, float] | None:
    corners = [one for one in map(file.object, _listed(file, value)) if isinstance(one, int | float)]
    if len(corners) != 4:
        return None
    left, bottom, right, top = corners
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def read_structure_tree(file: PdfObjects) -> StructureTree | None:
    """None if the file is not tagged."""
    root = _dictionary(file, file.catalog.get("StructTreeRoot"))
    return _TreeReader(file).read(root) if root else None


class _Open(Struct):
    """An element whose kids are being read. `waiting`: those still to be read, in reverse order."""

    node: Dictionary
    page: int
    waiting: list[Object]
    read: list[StructureKid] = field(default_factory=list)


class _TreeReader:
    def __init__(self, file: PdfObjects) -> None:
        self._file = file
        self._pages: Mapping[Object, int] = {page.reference: number for number, page in enumerate(file.pages(), 1)}
        self._roles: Dictionary = {}
        self._seen: set[Reference] = set()
        self._room = MOST_ELEMENTS
        self._letters = MOST_LETTERS
        # Each message is reported once.
        self._damage: dict[str, None] = {}

    def read(self, root: Dictionary) -> StructureTree:
        """Not recursive: an untrusted tree may be of any depth."""
        self._roles = _dictionary(self._file, root.get("RoleMap"))
        stack = [_Open({}, 0, self._kids(root))]
        while True:
            current = stack[-1]
            if not current.waiting:
                stack.pop()
                if not stack:
                    return StructureTree(tuple(current.read), tuple(self._damage))
                stack[-1].read.append(self._element(current))
                continue
            opened = self._kid(current.waiting.pop(), current)
            if opened is None:
                continue
            if len(stack) > MOST_LEVELS:
                self._report(f"the structure tree is deeper than {MOST_LEVELS} levels")
            else:
                stack.append(opened)

    def _report(self, message: str) -> None:
        self._damage[message] = None

    def _kid(self, kid: Object, parent: _Open) -> _Open | None:
        """Add a reference to the open element, or open an element."""
        if type(kid) is int and parent.page:
            # The most frequent kind.
            parent.read.append(ContentReference(parent.page, kid))
            return None
        found = self._file.object(kid)
        if _is_integer(found):
            self._add_content(parent, parent.page, found)
            return None
        if not isinstance(found, dict):
            self._report("the structure tree holds an object that is not a structure element")
            return None
        page = self._page(found) or parent.page
        if "S" in found:
            if isinstance(kid, Reference):
                if kid in self._seen:
                    self._report("an element occurs in the structure tree more than once, or within itself")
                    return None
                self._seen.add(kid)
            return _Open(found, page, self._kids(found))
        kind = _name(self._file, found.get("Type"))
        if kind == "MCR" or "MCID" in found:
            stream = found.get("Stm")
            number = stream.number if isinstance(stream, Reference) else None
            self._add_content(parent, page, self._file.object(found.get("MCID")), number)
        elif kind != "OBJR":
            self._report("the structure tree holds an object that is not a structure element")
        elif isinstance(target := found.get("Obj"), Reference):
            parent.read.append(ObjectReference(target.number))
        return None

    def _add_content(self, parent: _Open, page: int, number: Object, stream: int | None = None) -> None:
        if page and _is_integer(number):
            assert isinstance(number, int)
            parent.read.append(ContentReference(page, number, stream))
        else:
            self._report("the structure tree refers to content on no page")

    def _kids(self, node: Dictionary) -> list[Object]:
        """Elements may share a list, so kids count against the limit before they are read."""
        kids = node.get("K")
        value = self._file.object(kids)
        listed = value[: self._room + 1] if isinstance(value, list) else [] if value is None else [kids]
        if len(listed) > self._room:
            self._report(f"the structure tree has more than {MOST_ELEMENTS} elements")
            listed = listed[: self._room]
        self._room -= len(listed)
        return listed[::-1]

    def _element(self, closed: _Open) -> StructureElement:
        node = closed.node
        own = _name(self._file, node["S"])
        role = self._standard(own, node) if self._roles or "NS" in node else own
        return StructureElement(
            role,
            own if own != role else "",
            self._words(node, "Lang") or "",
            self._words(node, "Alt"),
            self._words(node, "ActualText"),
            self._words(node, "E"),
            tuple(closed.read),
        )

    def _words(self, node: Dictionary, name: str) -> str | None:
        if name not in node:
            return None
        words = _said(self._file, node, name)
        if words is None or len(words) <= self._letters:
            self._letters -= len(words or "")
            return words
        self._report(f"the attributes in the structure tree have more than {MOST_LETTERS} characters")
        return ""

    def _standard(self, role: str, node: Dictionary) -> str:
        """Map a role by the element's namespace, else by the document (ISO 32000-2, 14.8.6)."""
        namespace = _dictionary(self._file, _dictionary(self._file, node.get("NS")).get("RoleMapNS"))
        for _ in range(_MOST_RENAMINGS):
            new = self._file.object(namespace.get(role, self._roles.get(role)))
            if isinstance(new, list):
                new = self._file.object(new[0]) if new else None
            if not isinstance(new, Name) or new == role:
                break
            role = str(new)
        return role

    def _page(self, node: Dictionary) -> int:
        return self._pages.get(node["Pg"], 0) if isinstance(node.get("Pg"), Reference) else 0


def _dictionary(file: PdfObjects, value: Object) -> Dictionary:
    """The entries of a dictionary or stream; empty for any other value."""
    found = file.object(value)
    return found if isinstance(found, dict) else found.entries if isinstance(found, Stream) else {}


def _listed(file: PdfObjects, value: Object) -> list[Object]:
    found = file.object(value)
    return found if isinstance(found, list) else []


def _name(file: PdfObjects, value: Object) -> str:
    found = file.object(value)
    return str(found) if isinstance(found, Name) else ""


def _said(file: PdfObjects, entries: Dictionary, name: str) -> str | None:
    """A text string, cut to a limit that only malicious files reach."""
    found = file.object(entries.get(name))
    return to_text(found)[:_MOST_TEXT] if isinstance(found, bytes) else None


def _is_integer(value: Object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
