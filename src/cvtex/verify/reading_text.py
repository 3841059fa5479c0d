"""A reading -> text for a terminal: the pages, then the tree. What cannot be seen is shown by its number."""

from __future__ import annotations

from collections.abc import Iterator

from cvtex.diagnostics import printable
from cvtex.verify.reading import Branch, Reading, Words, squeezed


def reading_lines(reading: Reading) -> Iterator[str]:
    for number, text in enumerate(reading.pages, 1):
        yield f"-- page {number}"
        yield from map(printable, text.split("\n") if text else ())
    yield "-- structure"
    if reading.tree is None:
        yield "not tagged: there is no structure tree"
    else:
        yield from tree_lines(reading.tree, reading.language)


def tree_lines(tree: Branch, language: str = "") -> Iterator[str]:
    """An element a line, indented; `language` is that of the document, which need not be said again."""
    return map(printable, _lines(tree, language, 0))


def _lines(branch: Branch, language: str, depth: int) -> Iterator[str]:
    indent = "  " * depth
    kids = [kid for kid in branch.kids if isinstance(kid, Branch) or squeezed(kid.text)]
    head = indent + " ".join([branch.role, *_properties(branch, language)])
    if len(kids) == 1 and isinstance(kids[0], Words):
        yield f"{head}: {squeezed(kids[0].text)}"
        return
    yield head
    for kid in kids:
        if isinstance(kid, Branch):
            yield from _lines(kid, branch.language or language, depth + 1)
        else:
            yield f"{indent}  : {squeezed(kid.text)}"


def _properties(branch: Branch, language: str) -> Iterator[str]:
    if branch.own_role:
        yield f"({branch.own_role})"
    if branch.language and branch.language != language:
        yield f"[language {branch.language}]"
    for name, value in (
        ("read as", branch.actual),
        ("alternative", branch.alternative),
        ("expansion", branch.expansion),
    ):
        if value is not None:
            yield f'[{name} "{squeezed(value)}"]'
    for address in branch.addresses:
        yield f"<{squeezed(address)}>"
