"""Nodes -> the objects of the structure tree (ISO 32000-1, 14.7), with the links' annotations in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cvtex.finish.objects import Objects
from cvtex.finish.tree import Annotation, Content, Node
from cvtex.pdf_file.values import Dictionary, Name, Object, Reference, from_text

# Keys of the parent tree: pages have theirs from 0.
_FIRST_ANNOTATION_KEY: Final = 100_000
_NUMBERING: Final = {"numbered": "Decimal", "point": "Disc"}


def structure_tree(
    objects: Objects,
    document: Node,
    pages: Sequence[Reference],
    owners: Sequence[Sequence[Node]],
    annotations: Sequence[Sequence[tuple[Reference, Dictionary]]],
) -> Reference:
    """The root's reference. `owners`: for each page the nodes of its marked content, by number; `annotations` those of each page.

    An annotation that a node has is written here, since it tells its place in the parent tree.
    """
    return _Tree(objects, pages, annotations).written(document, owners)


class _Tree:
    def __init__(
        self, objects: Objects, pages: Sequence[Reference], annotations: Sequence[Sequence[tuple[Reference, Dictionary]]]
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
        entries: Dictionary = {"Type": Name("StructElem"), "S": Name(node.role), "P": parent}
        if node.language:
            entries["Lang"] = from_text(node.language)
        if node.series:
            entries["A"] = {"O": Name("List"), "ListNumbering": Name(_NUMBERING.get(node.series, "None"))}
        if node.box:
            entries["Alt"] = from_text(node.alternative)
            entries["A"] = {"O": Name("Layout"), "Placement": Name("Block"), "BBox": [round(one, 3) for one in node.box]}
        # Its own content is on this page, if nothing else is said (14.7.2).
        own_page = next((kid.page for kid in node.kids if isinstance(kid, Content)), None)
        if own_page is not None:
            entries["Pg"] = self._pages[own_page]
        kids = [self._kid(kid, node, reference, own_page) for kid in node.kids]
        entries["K"] = kids[0] if len(kids) == 1 else kids
        self._objects.set(reference, entries)
        return reference

    def _kid(self, kid: Node | Content | Annotation, node: Node, reference: Reference, own_page: int | None) -> Object:
        match kid:
            case Node():
                return self._node(kid, reference)
            case Content(page, number) if page == own_page:
                return number
            case Content(page, number):
                return {"Type": Name("MCR"), "Pg": self._pages[page], "MCID": number}
            case Annotation(page, place):
                return self._annotation(node, page, place)

    def _annotation(self, node: Node, page: int, place: int) -> Object:
        reference, entries = self._annotations[page][place]
        self._objects.set(reference, {**entries, "StructParent": _FIRST_ANNOTATION_KEY + len(self._linked)})
        self._linked.append(node)
        return {"Type": Name("OBJR"), "Obj": reference, "Pg": self._pages[page]}
