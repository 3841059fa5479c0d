"""The structure tree of a PDF -> what it says of each piece of content: headings, paragraphs, items of lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, assert_never

from cvtex.pdf.facts import ContentReference, ObjectReference, StructureElement, StructureKid, StructureTree
from cvtex.value import Value, replace
from cvtex.verify.reading import INLINE

_HEADING: Final = re.compile(r"H([1-6])")
# Parts of a list item are one paragraph.
_WITHIN: Final = frozenset({"Lbl", "LBody", "Document", "Sect", "Part", "Div", "Table", "TR", "L"})


class Role(Value):
    """What the structure tree says of marked content. `block`: the number of its paragraph.

    `item`, `depth`: of the item of a list, one with a bullet or a number, in which it stands.
    """

    level: int | None = None
    block: int = 0
    item: int = 0
    depth: int = 0
    is_list: bool = False


def roles_of(tree: StructureTree) -> Mapping[tuple[int, int], Role]:
    """The roles of marked content, by page and number."""
    found: dict[tuple[int, int], Role] = {}
    waiting: list[tuple[StructureKid, Role]] = [(one, Role()) for one in tree.kids]
    blocks = 0
    while waiting:
        one, outer = waiting.pop()
        match one:
            case ContentReference():
                if one.stream is None:
                    found[one.page, one.number] = outer
            case StructureElement():
                role = outer
                if one.role == "L":
                    # A list without bullets is there for the layout. Some programs put one beside the item above it.
                    role = replace(outer, item=0, depth=outer.depth + bool(outer.item or outer.is_list), is_list=True)
                elif one.role not in INLINE and one.role not in _WITHIN:
                    blocks += 1
                    heading = _HEADING.fullmatch(one.role)
                    level = int(heading[1]) if heading else 0 if one.role == "Title" else None
                    item = blocks if one.role == "LI" and _has_label(one) else outer.item
                    role = Role(level, blocks, item, outer.depth)
                waiting += [(kid, role) for kid in one.kids]
            case ObjectReference():
                pass
            case _:
                assert_never(one)
    return found


def _has_label(item: StructureElement) -> bool:
    return any(isinstance(one, StructureElement) and one.role == "Lbl" for one in item.kids)
