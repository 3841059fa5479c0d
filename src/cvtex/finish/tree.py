"""Build the structure tree while the pages are read, then write its objects (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, assert_never

from cvtex.model.element import Element
from cvtex.pdf.content import Box
from cvtex.pdf.values import Dictionary, Name, Object, Reference, SerializedObject, UnsoundPdfError, from_text
from cvtex.pdf.writing import NewObjects, serialize
from cvtex.value import Struct, Value, field

# Keys of the parent tree; those of pages begin at 0.
_FIRST_ANNOTATION_KEY: Final = 100_000
_NUMBERING: Final = {"numbered": "Decimal", "point": "Disc"}


class Content(Value):
    """Marked content on a page (from 0)."""

    page: int
    number: int


class Annotation(Value):
    """An annotation by page and index on the page, both from 0."""

    page: int
    place: int


class StructureNode(Struct, eq=False):
    """A structure element. `text` grows as text is shown in it.

    `alternative` and `box` (left, bottom, right, top in bp) describe a picture. `actual`: the text of a right-to-left
    word, whose characters are in another order on the page.
    """

    role: str
    kids: list[StructureNode | Content | Annotation] = field(default_factory=list)
    language: str = ""
    series: str = ""
    text: str = ""
    alternative: str = ""
    actual: str = ""
    box: Box | None = None

    def add(self, role: str, *, language: str = "", series: str = "") -> StructureNode:
        node = StructureNode(role, language=language, series=series)
        self.kids.append(node)
        return node

    def enlarge(self, box: Box) -> None:
        """Let the picture take this area, too."""
        if self.box is None:
            self.box = box
        else:
            left, bottom, right, top = self.box
            self.box = (min(left, box[0]), min(bottom, box[1]), max(right, box[2]), max(top, box[3]))

    def add_content(self, content: Content) -> None:
        """Append content; before the last child if that has none yet, since its content will come later."""
        last = self.kids[-1] if self.kids else None
        if isinstance(last, StructureNode) and last.is_silent:
            self.kids.insert(-1, content)
        else:
            self.kids.append(content)

    @property
    def is_silent(self) -> bool:
        return not any(isinstance(kid, Content) for node in self.walk() for kid in node.kids)

    def walk(self) -> Iterator[StructureNode]:
        yield self
        for kid in self.kids:
            if isinstance(kid, StructureNode):
                yield from kid.walk()


class Tree(Struct):
    """The nodes of blocks, which begin in the order in which they are drawn, and stand in the document's."""

    elements: tuple[Element, ...]
    blocks: dict[int, StructureNode] = field(default_factory=dict)

    def begin(self, block: int) -> StructureNode:
        """Add the node of a block (from 1). Raises UnsoundPdfError."""
        if not 0 < block <= len(self.elements):
            raise UnsoundPdfError(f"the page marks block {block}, which does not exist")
        if block in self.blocks:
            raise UnsoundPdfError(f"block {block} is on the pages twice", block=block)
        element = self.elements[block - 1]
        node = self.blocks[block] = StructureNode(element.role, language=element.language)
        return node

    def begin_part(self, block: int, item: StructureNode, *, is_figure: bool) -> StructureNode | None:
        """Add the next part of a Div or TR, or its figure; None if there is no such part."""
        begun = sum(isinstance(kid, StructureNode) and (kid.role == "Figure") == is_figure for kid in item.kids)
        parts = [part for part in self.elements[block - 1].parts if (part.role == "Figure") == is_figure][begun:]
        if not parts:
            return None
        node = item.add(parts[0].role, language=parts[0].language)
        if is_figure:
            node.alternative = parts[0].text
        return node

    def document(self) -> StructureNode:
        """The `Document` node: an LI stands in the open list, a TR in the open table, all others in the document."""
        document = StructureNode("Document")
        for block, node in sorted(self.blocks.items()):
            element = self.elements[block - 1]
            if element.role != "LI":
                (_open_table(document) if element.role == "TR" else document).kids.append(node)
                continue
            parent = document
            for _ in range(element.depth):
                parent = _open_list(parent) or parent.add("L", series=element.series)
            last = _open_list(parent)
            if last is None or last.series != element.series:
                last = parent.add("L", series=element.series)
            last.kids.append(node)
        return document


def _open_list(parent: StructureNode) -> StructureNode | None:
    """The list at the end of a node."""
    last = parent.kids[-1] if parent.kids else None
    return last if isinstance(last, StructureNode) and last.role == "L" else None


def _open_table(document: StructureNode) -> StructureNode:
    """The table at the end of the document, or else a new one."""
    last = document.kids[-1] if document.kids else None
    return last if isinstance(last, StructureNode) and last.role == "Table" else document.add("Table")


def label_of(item: StructureNode) -> StructureNode:
    """The label of an LI, created if missing. It is the first child, even if something is drawn before it."""
    for kid in item.kids:
        if isinstance(kid, StructureNode) and kid.role == "Lbl":
            return kid
    label = StructureNode("Lbl")
    item.kids.insert(0, label)
    return label


def inside(node: StructureNode, role: str) -> StructureNode:
    """The last child with this role, created if missing."""
    for kid in reversed(node.kids):
        if isinstance(kid, StructureNode) and kid.role == role:
            return kid
    return node.add(role)


class Underline(NamedTuple):
    """A line below the text of a link, in bp. `grey`: its level, 1 is white."""

    grey: float
    left: float
    right: float
    height: float


class LinkAnnotation(NamedTuple):
    reference: Reference
    entries: Dictionary
    underline: Underline | None = None


def write_tree(
    objects: NewObjects,
    document: StructureNode,
    pages: Sequence[Reference],
    owners: Sequence[Sequence[StructureNode]],
    annotations: Sequence[Sequence[LinkAnnotation]],
) -> Reference:
    """Write the tree -> its root. `owners`: for each page, the nodes of its marked content by number.

    Annotations of nodes are written here too, since they contain their key of the parent tree.
    """
    return _TreeWriter(objects, pages, annotations).write(document, owners)


class _TreeWriter:
    def __init__(
        self, objects: NewObjects, pages: Sequence[Reference], annotations: Sequence[Sequence[LinkAnnotation]]
    ) -> None:
        self._objects = objects
        self._pages = pages
        self._annotations = annotations
        self._made: dict[StructureNode, Reference] = {}
        self._linked: list[StructureNode] = []

    def write(self, document: StructureNode, owners: Sequence[Sequence[StructureNode]]) -> Reference:
        root = self._objects.reserve()
        kid = self._node(document, root)
        numbers: list[Object] = []
        for number, nodes in enumerate(owners):
            numbers += (number, self._objects.add([self._made[node] for node in nodes]))
        for key, node in enumerate(self._linked, _FIRST_ANNOTATION_KEY):
            numbers += (key, self._made[node])
        entries: Dictionary = {
            "Type": Name("StructTreeRoot"),
            "K": kid,
            "ParentTree": self._objects.add({"Nums": numbers}),
            "ParentTreeNextKey": _FIRST_ANNOTATION_KEY + len(self._linked),
        }
        self._objects.set(root, entries)
        return root

    def _node(self, node: StructureNode, parent: Reference) -> Reference:
        reference = self._made[node] = self._objects.reserve()
        # The default page of its content (14.7.2).
        own_page = next((kid.page for kid in node.kids if isinstance(kid, Content)), None)
        page = b"/Pg %d 0 R" % self._pages[own_page].number if own_page is not None else b""
        attributes = self._attributes(node)
        more = serialize(attributes)[2:-2] if attributes else b""
        kids = b" ".join([self._kid(kid, node, reference, own_page) for kid in node.kids])
        entries = (node.role.encode("ascii"), parent.number, page, more, kids)
        self._objects.set(reference, SerializedObject(b"<</Type/StructElem/S/%s/P %d 0 R%s%s/K[%s]>>" % entries))
        return reference

    def _attributes(self, node: StructureNode) -> Dictionary:
        entries: Dictionary = {}
        if node.language:
            entries["Lang"] = from_text(node.language)
        if node.series:
            entries["A"] = {"O": Name("List"), "ListNumbering": Name(_NUMBERING.get(node.series, "None"))}
        if node.role == "TH":
            # The label is that of its row.
            entries["A"] = {"O": Name("Table"), "Scope": Name("Row")}
        if node.actual:
            entries["ActualText"] = from_text(node.actual)
        if node.box:
            entries["Alt"] = from_text(node.alternative)
            entries["A"] = {
                "O": Name("Layout"),
                "Placement": Name("Block"),
                "BBox": [round(one, 3) for one in node.box],
            }
        return entries

    def _kid(
        self, kid: StructureNode | Content | Annotation, node: StructureNode, reference: Reference, own_page: int | None
    ) -> bytes:
        match kid:
            case StructureNode():
                return b"%d 0 R" % self._node(kid, reference).number
            case Content(page, number) if page == own_page:
                return b"%d" % number
            case Content(page, number):
                return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (self._pages[page].number, number)
            case Annotation(page, place):
                annotation = self._annotation(node, page, place)
                return b"<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>" % (annotation.number, self._pages[page].number)
            case _:
                assert_never(kid)

    def _annotation(self, node: StructureNode, page: int, place: int) -> Reference:
        reference, entries, _ = self._annotations[page][place]
        self._objects.set(reference, {**entries, "StructParent": _FIRST_ANNOTATION_KEY + len(self._linked)})
        self._linked.append(node)
        return reference
