"""Structure trees by cvtex and in other styles -> roles, pages, texts and contents."""

from __future__ import annotations

from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st
from written_pdf import FIRST_PAGE, written_pdf

from cvtex.pdf.facts import read_structure_tree
from cvtex.pdf.file import PdfFile
from cvtex.verify.finished import TaggedBlocks, tagged_blocks

# A child: an MCID, an MCID on another page, an annotation, or an element.
Kid: TypeAlias = "int | tuple[int, int] | Node | None"
Node: TypeAlias = "tuple[str, int | None, list[Kid]]"

PAGES = 2
FIRST_ELEMENT = 100


def kids(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    content = st.integers(0, 5) | st.tuples(st.integers(0, 5), st.integers(0, PAGES - 1)) | st.none()
    return st.tuples(
        st.sampled_from(["P", "L", "LI", "Link", "H1"]),
        st.integers(0, PAGES - 1),
        st.lists(content | inner, max_size=4),
    )


NODES = st.recursive(kids(st.nothing()), kids, max_leaves=12)


def structure_of(node: Node, *, is_short: bool) -> TaggedBlocks:
    """`is_short`: without optional spaces."""
    objects: dict[int, str] = {}

    def write(node: Node, parent: int) -> str:
        role, page, kids = node
        number = FIRST_ELEMENT + len(objects)
        objects[number] = ""
        inner = " ".join(child(kid, number) for kid in kids)
        text = f"<</Type/StructElem/S/{role}/P {parent} 0 R/Pg {FIRST_PAGE + (page or 0)} 0 R/K[{inner}]>>"
        objects[number] = text if is_short else text.replace("/", " /").replace("[", " [ ").replace(">>", " >>")
        return f"{number} 0 R"

    def child(kid: Kid, parent: int) -> str:
        match kid:
            case None:
                return f"<</Type/OBJR/Obj 90 0 R/Pg {FIRST_PAGE} 0 R>>"
            case int():
                return str(kid)
            case (int(number), int(page)):
                return f"<</Type/MCR/Pg {FIRST_PAGE + page} 0 R/MCID {number}>>"
            case _:
                return write(kid, parent)

    tree = f"/K {write(('Document', 0, [node]), 4)}"
    file = PdfFile(written_pdf([""] * PAGES, tree=tree, objects=objects))
    texts = {(page + 1, number): f"{page}-{number} " for page in range(PAGES) for number in range(6)}
    read = read_structure_tree(file)
    assert read is not None
    return tagged_blocks(read, [], texts)


@given(NODES)
def test_elements_are_the_same_however_they_are_written(node: Node) -> None:
    assert structure_of(node, is_short=True) == structure_of(node, is_short=False)


def test_a_list_with_a_link() -> None:
    found = structure_of(("L", 0, [("LI", 1, [0, ("Link", 1, [1, None]), (2, 0)])]), is_short=True)
    assert (found.roles, found.pages) == (("LI",), (2,))
    assert found.texts == ("1-0 1-1 0-2 ",)
    assert found.contents == ((2, 0), (2, 1), (1, 2))
