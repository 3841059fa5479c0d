"""Nodes -> the objects of the structure tree (ISO 32000-1, 14.7), with the links' annotations in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from cvtex.finish.objects import Objects
from cvtex.finish.tree import Annotation, Content, Node

# Keys of the parent tree: pages have theirs from 0.
_FIRST_ANNOTATION_KEY: Final = 100_000
_NUMBERING: Final = {"numbered": "/Decimal", "point": "/Disc"}


def structure_tree(objects: Objects, document: Node, pages: Sequence[Any], owners: Sequence[Sequence[Node]]) -> Any:
    """The root's reference. `owners`: for each page the nodes of its marked content, by number."""
    return _Tree(objects, pages).written(document, owners)


class _Tree:
    def __init__(self, objects: Objects, pages: Sequence[Any]) -> None:
        self._objects = objects
        self._pages = pages
        self._made: dict[Node, Any] = {}
        self._annotations: list[Node] = []

    def written(self, document: Node, owners: Sequence[Sequence[Node]]) -> Any:
        objects = self._objects
        value = objects.dictionary({"/Type": objects.name("/StructTreeRoot")})
        root = objects.add(value)
        objects.set(value, "/K", self._node(document, root))
        numbers: list[Any] = []
        for number, nodes in enumerate(owners):
            numbers += (objects.number(number), objects.add(objects.array(self._made[node] for node in nodes)))
        for key, node in enumerate(self._annotations, _FIRST_ANNOTATION_KEY):
            numbers += (objects.number(key), self._made[node])
        objects.set(value, "/ParentTree", objects.add(objects.dictionary({"/Nums": objects.array(numbers)})))
        objects.set(value, "/ParentTreeNextKey", objects.number(_FIRST_ANNOTATION_KEY + len(self._annotations)))
        return root

    def _node(self, node: Node, parent: Any) -> Any:
        objects = self._objects
        value = objects.dictionary({"/Type": objects.name("/StructElem"), "/S": objects.name(f"/{node.role}"), "/P": parent})
        reference = self._made[node] = objects.add(value)
        if node.language:
            objects.set(value, "/Lang", objects.text(node.language))
        if node.series:
            numbering = objects.name(_NUMBERING.get(node.series, "/None"))
            attributes = objects.dictionary({"/O": objects.name("/List"), "/ListNumbering": numbering})
            objects.set(value, "/A", attributes)
        if node.box:
            objects.set(value, "/Alt", objects.text(node.alternative))
            corners = objects.array(objects.real(f"{one:.3f}") for one in node.box)
            layout = {"/O": objects.name("/Layout"), "/Placement": objects.name("/Block"), "/BBox": corners}
            objects.set(value, "/A", objects.dictionary(layout))
        objects.set(value, "/K", objects.array(self._kid(kid, node, reference) for kid in node.kids))
        return reference

    def _kid(self, kid: Node | Content | Annotation, node: Node, reference: Any) -> Any:
        objects = self._objects
        match kid:
            case Node():
                return self._node(kid, reference)
            case Content(page, number):
                entries = {"/Type": objects.name("/MCR"), "/Pg": self._page(page), "/MCID": objects.number(number)}
                return objects.dictionary(entries)
            case Annotation(page, place):
                return self._annotation(node, page, place)

    def _annotation(self, node: Node, page: int, place: int) -> Any:
        objects = self._objects
        annotations: Any = self._pages[page]["/Annots"].get_object()
        reference = list.__getitem__(annotations, place)  # unresolved
        annotation = reference.get_object()
        if not objects.is_reference(reference):
            reference = objects.add(annotation)
            list.__setitem__(annotations, place, reference)
        objects.set(annotation, "/StructParent", objects.number(_FIRST_ANNOTATION_KEY + len(self._annotations)))
        self._annotations.append(node)
        return objects.dictionary({"/Type": objects.name("/OBJR"), "/Obj": reference, "/Pg": self._page(page)})

    def _page(self, page: int) -> Any:
        return self._pages[page].indirect_reference
