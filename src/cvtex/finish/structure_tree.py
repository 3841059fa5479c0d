"""Nodes -> the objects of the structure tree (ISO 32000-1, 14.7), with the links' annotations in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, assert_never

from cvtex.finish.objects import Objects
from cvtex.finish.tree import Annotation, Content, Node
from cvtex.pdf.values import Dictionary, Name, Object, Reference, Written, from_text
from cvtex.pdf.writing import written

# Keys of the parent tree: pages have theirs from 0.
_FIRST_ANNOTATION_KEY: Final = 100_000
_NUMBERING: Final = {"numbered": "Decimal", "point": "Disc"}


class LinkAnnotation(NamedTuple):
    reference: Reference
    entries: Dictionary


def structure_tree(
    objects: Objects,
    document: Node,
    pages: Sequence[Reference],
    owners: Sequence[Sequence[Node]],
    annotations: Sequence[Sequence[LinkAnnotation]],
) -> Reference:
    """The root's reference. `owners`: for each page the nodes of its marked content, by number; `annotations` those of
    each page.

    An annotation that a node has is written here, since it tells its place in the parent tree.
    """
    return _Tree(objects, pages, annotations).written(document, owners)


class _Tree:
    def __init__(
        self, objects: Objects, pages: Sequence[Reference], annotations: Sequence[Sequence[LinkAnnotation]]
    ) -> None:
        self._objects = objects
        self._pages = pages
        self._annotations = annotations
        self._made: dict[Node, Reference] = {}
        self._linked: list[Node] = []

    def written(self, document: Node, owners: Sequence[Sequence[Node]]) -> Reference:
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

    def _node(self, node: Node, parent: Reference) -> Reference:
        reference = self._made[node] = self._objects.reserve()
        # Its own content is on this page, if nothing else is said (14.7.2).
        own_page = next((kid.page for kid in node.kids if isinstance(kid, Content)), None)
        page = b"/Pg %d 0 R" % self._pages[own_page].number if own_page is not None else b""
        attributes = self._attributes(node)
        more = written(attributes)[2:-2] if attributes else b""
        kids = b" ".join([self._kid(kid, node, reference, own_page) for kid in node.kids])
        entries = (node.role.encode("ascii"), parent.number, page, more, kids)
        self._objects.set(reference, Written(b"<</Type/StructElem/S/%s/P %d 0 R%s%s/K[%s]>>" % entries))
        return reference

    def _attributes(self, node: Node) -> Dictionary:
        entries: Dictionary = {}
        if node.language:
            entries["Lang"] = from_text(node.language)
        if node.series:
            entries["A"] = {"O": Name("List"), "ListNumbering": Name(_NUMBERING.get(node.series, "None"))}
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

    def _kid(self, kid: Node | Content | Annotation, node: Node, reference: Reference, own_page: int | None) -> bytes:
        match kid:
            case Node():
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

    def _annotation(self, node: Node, page: int, place: int) -> Reference:
        reference, entries = self._annotations[page][place]
        self._objects.set(reference, {**entries, "StructParent": _FIRST_ANNOTATION_KEY + len(self._linked)})
        self._linked.append(node)
        return reference
