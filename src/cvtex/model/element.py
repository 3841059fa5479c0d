"""What the blocks of a document are to a reader that does not see the page (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

from typing import Literal

from cvtex.value import Value

Role = Literal["H1", "H2", "H3", "H4", "P", "LI", "Div", "Figure"]
Series = Literal["", "point", "numbered", "entry", "term"]


class Element(Value):
    """One block. Neighbours of the role LI with the same `series` are one list.

    `text` is all that the block says, or what stands for a Figure to those who do not see it; `language` is there if
    that is another one than the document's. `parts` are those of a Div, in order.
    """

    role: Role
    text: str
    series: Series = ""
    language: str = ""
    parts: tuple[Element, ...] = ()
