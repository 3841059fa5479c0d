"""The parts of a .docx, which is a zip of XML files, within bounds."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Final
from xml.parsers import expat

from cvtex.value import Struct, Value, field

MAX_MEMBERS: Final = 5_000
MAX_PART: Final = 30_000_000
"""Bytes of a part, and of all parts of XML."""
MAX_ELEMENTS: Final = 500_000
"""In all parts."""
MAX_DEPTH: Final = 200
_OLD: Final = b"\xd0\xcf\x11\xe0"
_EXTERNAL: Final = "External"


class UnreadableError(Exception):
    """What is wrong with the file. `cure`: what to do about it."""

    def __init__(self, message: str, cure: str = "") -> None:
        super().__init__(message)
        self.cure = cure


class Element(Struct):
    """An XML element. Names are without namespaces; texts and elements are in order."""

    name: str
    attributes: Mapping[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def elements(self) -> Iterator[Element]:
        return (one for one in self.children if isinstance(one, Element))

    def first(self, *path: str) -> Element | None:
        """The first element of each name, one below the other."""
        found: Element | None = self
        for name in path:
            found = next((one for one in found.elements if one.name == name), None) if found else None
        return found

    def all(self, name: str) -> Iterator[Element]:
        """Elements of this name at any depth."""
        for one in self.elements:
            if one.name == name:
                yield one
            yield from one.all(name)

    def value(self, *path: str) -> str:
        """The attribute `val` of an element below."""
        found = self.first(*path)
        return found.attributes.get("val", "") if found else ""

    @property
    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text for one in self.children)


class Relation(Value):
    target: str
    is_external: bool


class Package:
    def __init__(self, data: bytes) -> None:
        """Raises UnreadableError."""
        self.size = 0
        self.count = 0
        if data.startswith(_OLD):
            raise UnreadableError(
                "this is a .doc, or a document with a password", "save it as .docx without a password"
            )
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            self.members = {one.filename: one for one in self.zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
            raise UnreadableError(
                "this Word document is cut off or broken", "open it in a word processor and save it again"
            ) from problem
        if len(self.members) > MAX_MEMBERS:
            raise UnreadableError(f"more than {MAX_MEMBERS:,} parts are too many for a CV")

    def data(self, name: str) -> bytes | None:
        """A part; None if there is none. Raises UnreadableError."""
        member = self.members.get(name)
        if member is None:
            return None
        if member.flag_bits & 1:
            raise UnreadableError("the document has a password", "save it without one")
        if member.file_size > MAX_PART:
            raise UnreadableError(f"the part {name} has more than {MAX_PART // 1_000_000} MB, too much for a CV")
        try:
            # No more is read than the size that the file names.
            return self.zip.read(member)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as problem:
            raise UnreadableError(
                f"the part {name} is broken", "open it in a word processor and save it again"
            ) from problem

    def xml(self, name: str) -> Element | None:
        data = self.data(name)
        if data is None:
            return None
        self.size += len(data)
        if self.size > MAX_PART:
            raise UnreadableError(f"the document has more than {MAX_PART // 1_000_000} MB of XML, too much for a CV")
        reader = _Reader(name, MAX_ELEMENTS - self.count)
        root = reader.read(data)
        self.count += reader.count
        return root

    def relations(self, name: str) -> Mapping[str, Relation]:
        """What a part refers to, by the names that it uses. Targets inside are names of parts."""
        folder, file = posixpath.split(name)
        root = self.xml(f"{folder}/_rels/{file}.rels")
        found = {}
        for one in root.elements if root else ():
            target = one.attributes.get("Target", "")
            is_external = one.attributes.get("TargetMode") == _EXTERNAL
            if not is_external:
                target = posixpath.normpath(posixpath.join(f"/{folder}", target)).removeprefix("/")
            found[one.attributes.get("Id", "")] = Relation(target, is_external)
        return found


class _Reader:
    """`most`: how many elements the part may have."""

    def __init__(self, part: str, most: int) -> None:
        self.part, self.most = part, most
        self.root: Element | None = None
        self.nesting: list[Element] = []
        self.count = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.declared

    def read(self, data: bytes) -> Element:
        """Raises UnreadableError if it is no XML, declares entities, is too deep or too large."""
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as problem:
            raise UnreadableError(
                f"the part {self.part} is no XML: {expat.ErrorString(problem.code)}, line {problem.lineno}",
                "open the document in a word processor and save it again",
            ) from problem
        assert self.root
        return self.root

    def declared(self, *_: object) -> None:
        # Entities of its own could grow without bound, or read files.
        raise UnreadableError(f"the part {self.part} declares a document type, as no word processor writes it")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.nesting) >= MAX_DEPTH or self.count > self.most:
            raise UnreadableError(f"the part {self.part} is too deep or too large for a CV")
        element = Element(_local(name), {_local(key): value for key, value in attributes.items()})
        if self.nesting:
            self.nesting[-1].children.append(element)
        else:
            self.root = element
        self.nesting.append(element)

    def text(self, text: str) -> None:
        if self.nesting:
            self.nesting[-1].children.append(text)

    def end(self, _: str) -> None:
        self.nesting.pop()


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
