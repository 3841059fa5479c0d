"""What an importer returns: sections, works and every text of the source.

Texts keep their place in the source. Text that the program adds, such as the kind of a section, is a plain string.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, TypeAlias

from cvtex.diagnostics import Diagnostic, Span
from cvtex.value import Value, field


def _nothing(_: str) -> bytes | None:
    return None


class SourceFile(Value):
    """`beside` reads a file that the source names, in its folder or below it; None if there is none."""

    name: str
    data: bytes
    beside: Callable[[str], bytes | None] = _nothing


class Said(Value):
    """A text of the source. `is_markup`: the text is cv.yaml's markup already; else it is to be printed as it is.

    `kind`: styles print a name with initials, and a CV prints no data, such as an ISSN or an abstract, at all.
    """

    text: str
    span: Span
    is_markup: bool = False
    kind: Literal["text", "name", "data"] = "text"

    def __bool__(self) -> bool:
        return bool(self.text.strip())


Tree: TypeAlias = "str | Said | tuple[Tree, ...] | Mapping[str, Tree]"
Item: TypeAlias = Mapping[str, Tree]


class ImportedSection(Value):
    """`kind` is one of cv.yaml's kinds; `items` have its fields. `text`: in place of items, for running text.

    `origin`: the place in the source, for a comment; `further`: those in other sources.
    """

    kind: str
    title: Said | str
    origin: Span
    items: tuple[Item, ...] = ()
    text: Said | None = None
    settings: Mapping[str, Tree] = field(default_factory=dict)
    further: tuple[Span, ...] = ()


class ImportedWork(Value):
    """A work for the .bib file. `fields` are plain text, but for those in `tex`, which are TeX already.

    `joints`: words of a typed reference that no field has, since each style writes its own, such as "In" and "eds."
    """

    type: str
    fields: Mapping[str, Said | str]
    span: Span
    key: str = ""
    tex: frozenset[str] = frozenset()
    joints: str = ""


class ImportedFile(Value):
    """A photograph or a bibliography that the source names."""

    name: str
    data: bytes


class Imported(Value):
    """`said`: every text of the source that a reader sees, in order, whether it found a place or not.

    `owner`: fields of cv.yaml's owner. `design`: of cv.yaml's design. `bibliographies` are taken as they are.
    `guesses`: what a person should look at.
    """

    said: tuple[Said, ...]
    owner: Mapping[str, Tree] = field(default_factory=dict)
    language: str = ""
    design: Mapping[str, Tree] = field(default_factory=dict)
    sections: tuple[ImportedSection, ...] = ()
    works: tuple[ImportedWork, ...] = ()
    photo: ImportedFile | None = None
    bibliographies: tuple[ImportedFile, ...] = ()
    guesses: tuple[Diagnostic, ...] = ()


def texts_of(tree: Tree) -> tuple[str, ...]:
    """All texts of a tree, in order."""
    match tree:
        case str():
            return (tree,)
        case Said(text):
            return (text,)
        case tuple():
            return tuple(text for one in tree for text in texts_of(one))
        case _:
            return tuple(text for one in tree.values() for text in texts_of(one))


def spans_of(tree: Tree) -> Iterator[Span]:
    """The places of a tree's texts, in order."""
    match tree:
        case str():
            pass
        case Said(_, span):
            yield span
        case tuple():
            for one in tree:
                yield from spans_of(one)
        case _:
            for one in tree.values():
                yield from spans_of(one)
