"""The objects of any PDF -> its structure tree, with references to what stands on the pages.

A structure tree may say anything: each element is taken once, where it stands first, so that circles end.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from cvtex.value import Struct, Value, field
from cvtex.verify.object_values import Damage, dictionary, entry, raw, resolved, said

MOST_ELEMENTS: Final = 100_000
MOST_LEVELS: Final = 100
MOST_LETTERS: Final = 5_000_000
_MOST_RENAMINGS: Final = 8


class ContentReference(Value):
    """Marked content: `page` from 1, `stream` the number of the form's object, None for the page's own stream."""

    page: int
    number: int
    stream: int | None = None


class ObjectReference(Value):
    """An annotation or another object, by its number."""

    number: int


class TreeNode(Value):
    """A structure element. `role` is a standard one where the file maps `own_role` to one; None is not said, '' is
    said.
    """

    role: str
    own_role: str
    language: str = ""
    alternative: str | None = None
    actual: str | None = None
    expansion: str | None = None
    kids: tuple[Kid, ...] = ()


Kid: TypeAlias = TreeNode | ContentReference | ObjectReference


def read_tree(root: Any, numbers: Mapping[int, int], damage: Damage) -> tuple[Kid, ...] | None:
    """What stands at the top of the tree, None if there is none; `numbers` are those of the pages by their objects'."""
    return _Tree(root, numbers, damage).read()


class _Open(Struct):
    """An element whose kids are being read."""

    node: Any
    page: int
    kids: list[Any]
    read: list[Kid] = field(default_factory=list)


class _Tree:
    def __init__(self, root: Any, numbers: Mapping[int, int], damage: Damage) -> None:
        self._root = root
        self._numbers = numbers
        self._damage = damage
        self._roles: Any = {}
        self._seen: set[int] = set()
        self._room = MOST_ELEMENTS
        self._letters = MOST_LETTERS

    def read(self) -> tuple[Kid, ...] | None:
        """Without recursion: how deep a tree is is the file's choice."""
        top = dictionary(entry(self._root, "/StructTreeRoot"))
        if not top:
            return None
        self._roles = dictionary(entry(top, "/RoleMap"))
        stack = [_Open(None, 0, self._kids(top))]
        while True:
            current = stack[-1]
            if not current.kids:
                stack.pop()
                if not stack:
                    return tuple(current.read)
                stack[-1].read.append(self._node(current))
                continue
            opened = self._kid(current.kids.pop(), current)
            if opened is None:
                continue
            if len(stack) > MOST_LEVELS:
                self._damage.tell(f"the structure tree is deeper than {MOST_LEVELS} levels")
            else:
                stack.append(opened)

    def _kid(self, kid: Any, parent: _Open) -> _Open | None:
        """Adds a reference to what is open; or opens an element."""
        number = getattr(kid, "idnum", None)
        if isinstance(kid, int):
            self._add_content(parent, parent.page, kid)
            return None
        node = dictionary(resolved(kid))
        kind = entry(node, "/Type")
        page = self._page(node) or parent.page
        if kind == "/MCR" or ("/MCID" in node and "/S" not in node):
            stream = raw(node, "/Stm")
            self._add_content(parent, page, entry(node, "/MCID"), getattr(stream, "idnum", None))
        elif kind == "/OBJR":
            target = getattr(raw(node, "/Obj"), "idnum", None)
            if target is not None:
                parent.read.append(ObjectReference(target))
        elif "/S" in node:
            if number is not None and number in self._seen:
                self._damage.tell("an element stands in the structure tree more than once, or within itself")
                return None
            if number is not None:
                self._seen.add(number)
            return _Open(node, page, self._kids(node))
        else:
            value = resolved(kid)
            if isinstance(value, int):
                self._add_content(parent, parent.page, value)
            else:
                self._damage.tell("the structure tree holds what is no element")
        return None

    def _add_content(self, parent: _Open, page: int, number: Any, stream: int | None = None) -> None:
        if page and isinstance(number, int):
            parent.read.append(ContentReference(page, int(number), stream))
        else:
            self._damage.tell("the structure tree refers to content on no page")

    def _kids(self, node: Any) -> list[Any]:
        """The last one first. Elements may share a list: what they hold counts before it is looked at."""
        kids = raw(node, "/K")
        value = resolved(kids)
        listed = value[: self._room + 1] if isinstance(value, list) else [] if value is None else [kids]
        if len(listed) > self._room:
            self._damage.tell(f"the structure tree has more than {MOST_ELEMENTS} elements")
            listed = listed[: self._room]
        self._room -= len(listed)
        return listed[::-1]

    def _node(self, closed: _Open) -> TreeNode:
        own = str(entry(closed.node, "/S") or "").removeprefix("/")
        return TreeNode(
            self._standard(own, closed.node),
            own,
            self._words(closed.node, "/Lang") or "",
            self._words(closed.node, "/Alt"),
            self._words(closed.node, "/ActualText"),
            self._words(closed.node, "/E"),
            tuple(closed.read),
        )

    def _words(self, node: Any, name: str) -> str | None:
        words = said(node, name)
        if words is None or len(words) <= self._letters:
            self._letters -= len(words or "")
            return words
        self._damage.tell(f"the elements of the structure tree say more than {MOST_LETTERS} characters")
        return ""

    def _standard(self, role: str, node: Any) -> str:
        """By the map of the document, and by that of the element's namespace (ISO 32000-2, 14.8.6)."""
        namespace = dictionary(entry(dictionary(entry(node, "/NS")), "/RoleMapNS"))
        for _ in range(_MOST_RENAMINGS):
            new = entry(namespace, f"/{role}") or entry(self._roles, f"/{role}")
            if isinstance(new, list):
                new = resolved(new[0]) if new else None
            if not isinstance(new, str) or new == f"/{role}":
                break
            role = new.removeprefix("/")
        return role

    def _page(self, node: Any) -> int:
        return self._numbers.get(getattr(raw(node, "/Pg"), "idnum", None) or 0, 0)
