"""A LaTeX CV -> sections, the owner, works, and what the preamble says about the look."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, Span, error, warning
from cvtex.importers.documents.arranging import Arrangement
from cvtex.importers.documents.outline import with_headings
from cvtex.importers.imported import (
    Imported,
    ImportedFile,
    Said,
    SourceFile,
    Tree,
)
from cvtex.importers.latex.classes import CLASSES, COLOURS, HEAD, LANGUAGES, Meaning
from cvtex.importers.latex.macros import DEFINING, Stream
from cvtex.importers.latex.reader import Reader
from cvtex.importers.latex.scanner import Control, Environment, Node, Place, scan, source_of
from cvtex.model.picture import UnusablePictureError
from cvtex.read.pictures import read_bytes as picture_of
from cvtex.text.richtext import plain

MAX_BYTES: Final = 500_000
"""Of the source and of all files that it names, but for bibliographies and the photograph."""
MAX_FILES: Final = 50
MAX_NAMED: Final = 2
_PICTURES: Final = ("", ".jpg", ".jpeg", ".png", ".JPG", ".PNG")


def import_latex(source: SourceFile) -> Checked[Imported]:
    return _Import(source).imported()


class _Import:
    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.bytes = 0
        self.named: dict[str, int] = {}
        self.diagnostics: list[Diagnostic] = []
        self.bibliographies: dict[str, ImportedFile] = {}
        self.design: dict[str, Tree] = {}
        self.language = ""
        self.reader = Reader({}, self.beside)

    def imported(self) -> Checked[Imported]:
        nodes = self.scanned(self.source.name, self.source.data, Span(self.source.name))
        if nodes is None:
            return Checked(Imported(()), tuple(self.diagnostics))
        preamble, body = _split(nodes)
        self.reader = Reader(self._table(preamble), self.beside)
        self._preamble(preamble)
        blocks = self.reader.blocks(body)
        for names, at in self.reader.bibliographies:
            self._bibliography(names, at)
        arrangement = Arrangement(self.reader.details, self.source.name, has_bibliographies=bool(self.bibliographies))
        said = [*self.reader.said]
        blocks = blocks if self.reader.headings else with_headings(blocks)
        sections = arrangement.sections(blocks, self.language, self.reader.extras)
        guesses = (
            *self.diagnostics,
            *arrangement.diagnostics,
            *self.reader.macros.diagnostics,
            *self.reader.diagnostics,
        )
        return Checked(
            Imported(
                tuple(Said(plain(one.text), one.span) for one in said),
                owner=self.reader.details.tree(),
                language=arrangement.language if arrangement.language != "en" else "",
                design=self.design,
                sections=sections,
                works=tuple(arrangement.works),
                photo=self._photo(),
                bibliographies=tuple(self.bibliographies.values()),
                guesses=tuple(dict.fromkeys(guesses)),
            )
        )

    # Files.

    def scanned(self, name: str, data: bytes, at: Span) -> tuple[Node, ...] | None:
        self.bytes += len(data)
        if self.bytes > MAX_BYTES:
            message = f"more than {MAX_BYTES // 1_000} kB of LaTeX are too much for a CV; {name} is not read"
            self.diagnostics.append(error(message, at))
            return None
        scanned = scan(_decoded(data), name)
        self.diagnostics += scanned.diagnostics
        return scanned.nodes

    def beside(self, name: str, at: Place) -> tuple[Node, ...] | None:
        """A file that the source names: its nodes."""
        name = name.strip().strip('"').removeprefix("./")
        file = name.removesuffix(".tex") + ".tex"
        self.named[file] = self.named.get(file, 0) + 1
        if self.named[file] > MAX_NAMED or file == self.source.name or len(self.named) > MAX_FILES:
            self.diagnostics.append(warning(f"'{name}' is named too often, or by itself; it is left out", at.span))
            return None
        for candidate in dict.fromkeys((file, name)):
            data = self.source.beside(candidate)
            if data is not None:
                return self.scanned(candidate, data, at.span)
        if file != "glyphtounicode.tex":
            where = "outside the folder of the source" if name.startswith(("/", "..", "~", "|")) else "not found"
            self.diagnostics.append(warning(f"the file '{name}' is {where}; it is left out", at.span))
        return None

    def _photo(self) -> ImportedFile | None:
        if self.reader.photo is None or not self.reader.photo[0]:
            return None
        name, at = self.reader.photo
        name = name.removeprefix("./")
        for ending in _PICTURES:
            data = self.source.beside(name + ending)
            if data is not None and data.startswith((b"\x89PNG", b"\xff\xd8")):
                try:
                    picture_of(data)
                except UnusablePictureError as problem:
                    self.diagnostics.append(warning(f"the photograph '{name}' {problem}; it is left out", at.span))
                    return None
                return ImportedFile(PurePosixPath(name + ending).name, data)
        self.diagnostics.append(warning(f"no photograph '{name}' (PNG or JPEG) is beside the source", at.span))
        return None

    # The preamble.

    def _table(self, preamble: tuple[Node, ...], depth: int = 0) -> Mapping[str, Meaning]:
        stream = Stream(preamble)
        while stream:
            node = stream.next()
            if isinstance(node, Control) and node.name == "documentclass":
                stream.option()
                name = source_of(stream.group() or ()).strip()
                return CLASSES.get(PurePosixPath(name).name.removesuffix(".cls"), {})
            if isinstance(node, Control) and node.name in ("input", "include"):
                # The class may be named in a file of the preamble.
                name = source_of(stream.argument() or ()).strip().removesuffix(".tex")
                data = self.source.beside(f"{name}.tex")
                if data and depth < MAX_NAMED and (found := self._table(scan(_decoded(data), name).nodes, depth + 1)):
                    return found
        return {}

    def _preamble(self, nodes: tuple[Node, ...]) -> None:
        stream = Stream(nodes)
        while stream:
            node = stream.next()
            if isinstance(node, Control):
                self._preamble_command(node, stream)

    def _preamble_command(self, node: Control, stream: Stream) -> None:
        name = node.name
        meaning = self.reader.table.get(name)
        if name in DEFINING:
            self.reader.macros.define(name, stream)
        elif self.reader.conditions.decide(name, stream):
            pass
        elif name == "moderncvcolor":
            self._colour(source_of(stream.group() or ()).strip())
        elif name in ("moderncvtheme", "moderncvstyle"):
            self._colour(source_of(stream.option() or ()).strip())
            stream.group()
        elif meaning is not None or name in ("title", "author", "date") or self._is_of_head(name):
            if meaning is None or meaning.action in ("owner", "photo", "section", "slices"):
                self._owner(node, stream)
        elif name == "documentclass":
            self._class(node, stream)
        elif name in ("usepackage", "RequirePackage"):
            self._package(node, stream)
        elif name in ("addbibresource", "bibliography"):
            stream.option()
            self._bibliography(source_of(stream.group() or ()), node.at)
        elif name in ("selectlanguage", "setmainlanguage", "setdefaultlanguage"):
            stream.option()
            self._language(source_of(stream.group() or ()).strip())
        elif name in ("definecolor", "colorlet"):
            self._defined_colour(stream)
        elif name == "geometry":
            self._margins(source_of(stream.group() or ()))
        elif name in ("input", "include"):
            if nodes := self.beside(source_of(stream.argument() or ()), node.at):
                self._preamble(nodes)
        elif name in ("write", "directlua", "openout", "openin", "immediate"):
            self.reader.command(node, stream)

    def _is_of_head(self, name: str) -> bool:
        is_own = name in self.reader.macros.commands and name not in self.reader.foreign
        return name in HEAD and name not in ("url", "web") and not is_own

    def _owner(self, node: Control, stream: Stream) -> None:
        if node.name == "title" and node.name not in self.reader.table:
            stream.option()
            if words := self.reader.argument_words(stream.group(), node.at):
                self.reader.details.headline(words)
            return
        self.reader.command(node, stream)

    def _class(self, node: Control, stream: Stream) -> None:
        options = source_of(stream.option() or ()).split(",")
        name = source_of(stream.group() or ()).strip()
        for option in map(str.strip, options):
            self._option(option)
        if name not in CLASSES and (data := self.source.beside(f"{name}.cls")) is not None:
            self._definitions(f"{name}.cls", data, node)

    def _package(self, node: Control, stream: Stream) -> None:
        options = source_of(stream.option() or ())
        for name in map(str.strip, source_of(stream.group() or ()).split(",")):
            if name in ("babel", "polyglossia"):
                for option in map(str.strip, options.split(",")):
                    self._language(option.removeprefix("main="))
                    if option.startswith("main="):
                        break
            elif name == "geometry":
                self._margins(options)
            elif name not in CLASSES and (data := self.source.beside(f"{name}.sty")) is not None:
                self._definitions(f"{name}.sty", data, node)

    def _language(self, name: str) -> None:
        if name in LANGUAGES:
            self.language = LANGUAGES[name]
            self.reader.conditions.language = name

    def _definitions(self, name: str, data: bytes, node: Control) -> None:
        """Only what a class or package beside the source defines."""
        nodes = self.scanned(name, data, node.at.span)
        own = set(self.reader.macros.commands)
        stream = Stream(nodes or ())
        while stream:
            one = stream.next()
            if isinstance(one, Control) and one.name in DEFINING:
                self.reader.macros.define(one.name, stream)
            elif isinstance(one, Control):
                self.reader.conditions.decide(one.name, stream)
        self.reader.foreign |= self.reader.macros.commands.keys() - own

    def _option(self, option: str) -> None:
        if size := re.fullmatch(r"(8|9|10|11|12)pt", option):
            self.design["font_size"] = size[1]
        elif option in ("a4paper", "letterpaper"):
            self.design["paper"] = option.removesuffix("paper")
        elif option in LANGUAGES:
            self.language = LANGUAGES[option]

    def _colour(self, name: str) -> None:
        if name in COLOURS:
            self.design["accent"] = COLOURS[name]

    def _defined_colour(self, stream: Stream) -> None:
        name, model, value = (source_of(stream.group() or ()).strip() for _ in range(3))
        is_accent = name in ("accent", "awesome", "color1", "primary", "maincolor") and model == "HTML"
        if is_accent and re.fullmatch(r"[0-9A-Fa-f]{6}", value):
            self.design["accent"] = f"#{value.lower()}"

    def _margins(self, options: str) -> None:
        margins: dict[str, Tree] = {}
        for option in options.split(","):
            key, _, value = (part.strip() for part in option.partition("="))
            length = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(cm|mm|in|pt)", value)
            sides = {
                "margin": ("left", "right", "top", "bottom"), "hmargin": ("left", "right"),
                "vmargin": ("top", "bottom"), "left": ("left",), "right": ("right",), "top": ("top",),
                "bottom": ("bottom",), "lmargin": ("left",), "rmargin": ("right",),
            }.get(key, ())  # fmt: skip
            if length and 8 <= float(length[1]) * {"cm": 10, "mm": 1, "in": 25.4, "pt": 0.3515}[length[2]] <= 60:
                margins |= dict.fromkeys(sides, f"{length[1]} {length[2]}")
        if len(margins) == 4 and len(set(margins.values())) == 1:
            self.design["margins"] = margins["left"]
        elif margins:
            self.design["margins"] = margins

    def _bibliography(self, names: str, at: Place) -> None:
        for name in (one.strip() for one in names.split(",")):
            file = name if name.endswith(".bib") else f"{name}.bib"
            if not name or file in self.bibliographies:
                continue
            data = self.source.beside(file)
            if data is None:
                message = f"the bibliography '{file}' is not beside the source; its works are missing"
                self.diagnostics.append(warning(message, at.span))
            else:
                self.bibliographies[file] = ImportedFile(PurePosixPath(file).name, data)


def _split(nodes: tuple[Node, ...]) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """The preamble and the body; without `document`, all is body."""
    for number, node in enumerate(nodes):
        if isinstance(node, Environment) and node.name == "document":
            return nodes[:number], node.content
    has_class = any(isinstance(node, Control) and node.name == "documentclass" for node in nodes)
    return (nodes, ()) if has_class else ((), nodes)


def _decoded(data: bytes) -> str:
    try:
        tex = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        tex = data.decode("latin-1")
    return tex.replace("\r\n", "\n").replace("\r", "\n")
