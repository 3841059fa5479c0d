"""XML -> a tree whose values have their places, the same as of JSON.

An element is a mapping of its children's names, without namespaces, and of its attributes, as `@name`. One with text
alone is that text; with text beside children or attributes, the text is `value`. Children of one name are a list.
Entities of the document's own are refused: they could grow without bound, or read files. The depth is bounded.
"""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from cvtex.diagnostics import Checked, Span, error
from cvtex.model.node import Mapping, Node, Scalar, Sequence
from cvtex.value import Struct, field

MAX_DEPTH: Final = 100
# Elements and attributes. Each takes half a kilobyte.
MAX_VALUES: Final = 1_000_000


_WAS_WIDE: Final = re.compile(rb"\s*<\?xml[^>]{0,200}encoding=.utf-?(?:16|32)", re.IGNORECASE)


class _RefusedError(Exception):
    pass


class _Open(Struct):
    """An element whose end has not been read."""

    name: str
    span: Span
    attributes: dict[str, str]
    text: list[str] = field(default_factory=list)
    children: dict[str, list[Node]] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)


def read_xml(name: str, data: bytes, runs: frozenset[str] = frozenset()) -> Checked[Node | None]:
    """A file -> `{root: tree}`; None, with the place, if it is no XML or declares entities.

    `runs`: names of elements that are parts of a text, whose blanks at the edges count.
    """
    # A file that was in UTF-16 comes in UTF-8, and still says what it was.
    reader = _Reader(name, runs, "utf-8" if _WAS_WIDE.match(data) else None)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as problem:
        place = Span(name, problem.lineno, problem.offset + 1)
        return Checked(None, (error(f"this is no XML: {expat.ErrorString(problem.code)}", place),))
    except (LookupError, ValueError):
        # What Python's codecs say of the encoding in the first line: unknown, no text, or of several bytes a letter.
        hint = "save it in UTF-8, and say so in its first line"
        return Checked(None, (error("this XML is in an encoding that cannot be read", Span(name), hint),))
    except _RefusedError as problem:
        return Checked(None, (error(str(problem), reader.span()),))
    return Checked(reader.root)


class _Reader:
    def __init__(self, file: str, runs: frozenset[str], encoding: str | None) -> None:
        self.file, self.runs = file, runs
        self.values = 0
        self.root: Node | None = None
        self.open: list[_Open] = []
        self.parser = expat.ParserCreate(encoding, namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.EntityDeclHandler = self.entity

    def span(self) -> Span:
        return Span(self.file, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def entity(self, *_: object) -> None:
        raise _RefusedError("XML with entities of its own is not read")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise _RefusedError(f"it is nested more than {MAX_DEPTH} deep")
        self.values += 1 + len(attributes)
        if self.values > MAX_VALUES:
            raise _RefusedError(f"it has more than {MAX_VALUES} values")
        self.open.append(_Open(_local(name), self.span(), {f"@{_local(key)}": one for key, one in attributes.items()}))

    def text(self, text: str) -> None:
        if self.open:
            self.open[-1].text.append(text)

    def end(self, _: str) -> None:
        done = self.open.pop()
        node = _node(done, done.name in self.runs)
        if self.open:
            above = self.open[-1]
            above.children.setdefault(done.name, []).append(node)
            above.places.setdefault(done.name, done.span)
            if done.name == "br":
                above.text.append(" ")
        else:
            self.root = Mapping({done.name: node}, {done.name: done.span}, done.span)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _node(done: _Open, is_run: bool) -> Node:
    text = "".join(done.text)
    text = text if is_run else text.strip()
    said = Scalar(text, done.span, quoted=True)
    if not done.children and not done.attributes:
        return said
    items: dict[str, Node] = {key: Scalar(one, done.span, quoted=True) for key, one in done.attributes.items()}
    items |= {
        key: found[0] if len(found) == 1 else Sequence(tuple(found), found[0].span)
        for key, found in done.children.items()
    }
    if text:
        items["value"] = said
    return Mapping(items, {key: done.places.get(key, done.span) for key in items}, done.span)
