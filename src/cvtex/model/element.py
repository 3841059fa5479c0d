"""The structure of a document for readers who do not see the page (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

from typing import Literal

from cvtex.value import Value

StructureRole = Literal["H1", "H2", "H3", "H4", "P", "LI", "Div", "Figure", "TR", "TH", "TD"]
Series = Literal["", "point", "numbered", "entry", "term", "footnote"]


class Element(Value):
    """One block. Neighbours of the role LI with the same `series` form one list; neighbours of the role TR, one table.

    `text` is the block's whole text, or the alternative text of a Figure. `language` is set if it differs from the
    document's. `parts` are the parts of a Div, or the cells of a TR. `depth`: the number of lists around that list.
    `texts`: those of which `text` consists, in case the page has them in another order.
    """

    role: StructureRole
    text: str
    series: Series = ""
    language: str = ""
    parts: tuple[Element, ...] = ()
    depth: int = 0
    texts: tuple[str, ...] = ()
