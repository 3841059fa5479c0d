"""A LaTeX CV -> sections, the owner, works, and what the preamble says about the look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, Span, error, warning
from cvtex.importers.bib_file import keys_of
from cvtex.importers.blocks import Block, Heading, Line, Listing, Row, Works, words_in
from cvtex.importers.dating import dated
from cvtex.importers.imported import (
    Imported,
    ImportedFile,
    ImportedSection,
    ImportedWork,
    Item,
    Said,
    SourceFile,
    Tree,
)
from cvtex.importers.latex.classes import CLASSES, COLOURS, HEAD, LANGUAGES, Meaning
from cvtex.importers.latex.macros import DEFINING, Stream
from cvtex.importers.latex.reader import Reader
from cvtex.importers.latex.scanner import Control, Environment, Node, Place, scan, source_of
from cvtex.importers.outline import Part, parts_of, sections_of, with_headings
from cvtex.importers.placing import kind_of_title, language_of_titles, type_of_title
from cvtex.importers.typed_works import typed_work
from cvtex.importers.words import Words, joined_words
from cvtex.text.richtext import plain
from cvtex.value import replace

MAX_BYTES: Final = 500_000
"""Of the source and of all files that it names, but for bibliographies and the photograph."""
MAX_FILES: Final = 50
MAX_NAMED: Final = 2
_PICTURES: Final = ("", ".jpg", ".jpeg", ".png", ".JPG", ".PNG")
_MAX_HEAD: Final = 200
_MOST_LINES: Final = 20
# The share of references in a list that must be read as works.
_MOST: Final = 0.6


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
        self.works: list[ImportedWork] = []
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
        parts = parts_of(blocks if self.reader.headings else with_headings(blocks))
        self.language = self.language or language_of_titles(
            [part.heading.words.plain for part in parts if part.heading]
        )
        said = [*self.reader.said]
        head = self._head(parts[0]) if parts else ()
        sections = [*head, *(section for part in parts[1:] for section in self._sections(part))]
        if rows := self._personal():
            sections.insert(0, rows)
        sections = self._without_groups(sections)
        guesses = (*self.diagnostics, *self.reader.macros.diagnostics, *self.reader.diagnostics)
        return Checked(
            Imported(
                tuple(Said(plain(one.text), one.span) for one in said),
                owner=self.reader.details.tree(),
                language=self.language if self.language != "en" else "",
                design=self.design,
                sections=tuple(sections),
                works=tuple(self.works),
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
        try:
            tex = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            tex = data.decode("latin-1")
        scanned = scan(tex.replace("\r\n", "\n").replace("\r", "\n"), name)
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
                file = name + ending
                return ImportedFile(PurePosixPath(file).name, data)
        self.diagnostics.append(warning(f"no photograph '{name}' (PNG or JPEG) is beside the source", at.span))
        return None

    # The preamble.

    def _table(self, preamble: tuple[Node, ...]) -> Mapping[str, Meaning]:
        stream = Stream(preamble)
        while stream:
            node = stream.next()
            if isinstance(node, Control) and node.name == "documentclass":
                stream.option()
                name = source_of(stream.group() or ()).strip()
                known = next((one for one in CLASSES if one == PurePosixPath(name).name.removesuffix(".cls")), None)
                return CLASSES[known] if known else {}
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
            self.language = LANGUAGES.get(source_of(stream.group() or ()).strip(), self.language)
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
                    if option.startswith("main="):
                        self.language = LANGUAGES.get(option[5:], self.language)
                        break
                    self.language = LANGUAGES.get(option, self.language)
            elif name == "geometry":
                self._margins(options)
            elif name not in CLASSES and (data := self.source.beside(f"{name}.sty")) is not None:
                self._definitions(f"{name}.sty", data, node)

    def _definitions(self, name: str, data: bytes, node: Control) -> None:
        """Only what a class or package beside the source defines."""
        nodes = self.scanned(name, data, node.at.span)
        own = set(self.reader.macros.commands)
        stream = Stream(nodes or ())
        while stream:
            one = stream.next()
            if isinstance(one, Control) and one.name in DEFINING:
                self.reader.macros.define(one.name, stream)
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

    # Sections.

    def _head(self, part: Part) -> tuple[ImportedSection, ...]:
        """What stands above the first section: the owner, or text."""
        taken = 0
        for block in part.blocks:
            cells = block.cells if isinstance(block, Line | Row) else ()
            is_short = bool(cells) and taken < _MOST_LINES and all(len(one.plain) <= _MAX_HEAD for one in cells)
            is_dated = taken > 0 and self.reader.details.has_name and any(dated(one) for one in cells)
            if not is_short or is_dated:
                break
            taken += 1
            for cell in cells:
                if cell:
                    self.reader.details.anything(cell)
        rest = part.blocks[taken:]
        return tuple(self._sections(Part(None, rest, part.parts))) if rest or part.parts else ()

    def _personal(self) -> ImportedSection | None:
        rows: list[Item] = [{"label": label, "text": words.said()} for label, words in self.reader.extras]
        if not rows:
            return None
        return ImportedSection("table", "Personal data", self.reader.extras[0][1].span, tuple(rows))

    def _sections(self, part: Part) -> Iterator[ImportedSection]:
        title = part.heading.words if part.heading else None
        has_works = any(isinstance(one, Works) for inner in (part, *part.parts) for one in inner.blocks)
        if not has_works and (title is None or kind_of_title(title.plain) != "publications"):
            yield from sections_of(part, self.language)
            return
        if title is not None and kind_of_title(title.plain) not in ("publications", None):
            # The bibliography stands below another section, without a heading of its own.
            others = tuple(_without_works(inner) for inner in part.parts)
            yield from sections_of(Part(part.heading, _without_works(part).blocks, others), self.language)
            part = Part(None, tuple(one for inner in (part, *part.parts) for one in inner.blocks if _is_works(one)))
        yield from self._publications(part)

    def _publications(self, part: Part) -> Iterator[ImportedSection]:
        """Works of bibliographies, and those that are typed by hand; what is no work is listed."""
        title: Words | None = part.heading.words if part.heading else None
        groups: list[Mapping[str, Tree]] = []
        rest: list[Part] = []
        for inner in (part, *part.parts):
            subtitle = inner.heading.words if inner.heading and inner is not part else None
            for one in inner.blocks:
                if isinstance(one, Works) and self.bibliographies:
                    groups.append(_group(one, subtitle))
                    subtitle = None
            others = _without_works(inner).blocks
            if typed := self._typed(others, subtitle or title):
                keys, lines = typed
                group: dict[str, Tree] = {"title": subtitle.said()} if subtitle else {}
                groups.append(group | {"keys": keys})
                others = lines
                subtitle = None
            if others:
                rest.append(Part(Heading(2, subtitle) if subtitle else None, others))
        if groups:
            settings: dict[str, Tree] = {"groups": tuple(groups)} if any(groups) else {}
            places = [one.span for inner in (part, *part.parts) for one in inner.blocks if isinstance(one, Works)]
            span = title.span if title else (*places, Span(self.source.name))[0]
            yield ImportedSection("publications", title.said() if title else "Publications", span, settings=settings)
        if rest:
            heading = None if groups or title is None else Heading(1, title)
            loose = tuple(block for one in rest if not one.heading for block in one.blocks)
            inner_parts = tuple(one for one in rest if one.heading)
            yield from sections_of(Part(heading, loose, inner_parts), self.language)

    def _without_groups(self, sections: list[ImportedSection]) -> list[ImportedSection]:
        """The only section of publications prints all works: it need not name them."""
        number = [number for number, one in enumerate(sections) if one.kind == "publications"]
        if len(number) != 1 or self.bibliographies:
            return sections
        section = sections[number[0]]
        match section.settings.get("groups"):
            case ({"keys": _, **others},):
                if not others:
                    sections[number[0]] = replace(section, settings={})
            case _:
                pass
        return sections

    def _typed(self, blocks: tuple[Block, ...], title: Words | None) -> tuple[tuple[str, ...], tuple[Line, ...]] | None:
        """References typed by hand: the keys of the works, and the lines that are none; None if most are none."""
        references = _references(blocks)
        kind = type_of_title(title.plain) if title else None
        works = [typed_work(one, kind) for one in references]
        found = [work for work in works if work]
        if not found or len(found) < _MOST * len(references):
            return None
        keys = tuple(keys_of([*self.works, *found])[len(self.works) :])
        self.works += [replace(work, key=key) for work, key in zip(found, keys, strict=True)]
        message = f"{len(found)} of {len(references)} typed references become works; check them in the .bib file"
        self.diagnostics.append(warning(message, found[0].span))
        left = tuple(Line((one,), starts=True) for one, work in zip(references, works, strict=True) if not work)
        return keys, left


def _references(blocks: tuple[Block, ...]) -> list[Words]:
    """The items of lists, and paragraphs; none if there is something else."""
    found: list[list[Words]] = []
    for block in blocks:
        match block:
            case Listing(items):
                found += [list(words_in(item)) for item in items]
            case Row(cells):
                found.append([one for one in cells if one])
            case Line(cells, starts):
                if starts or not found:
                    found.append([])
                found[-1] += cells
            case _:
                return []
    return [one for words in found if (one := joined_words(" ", words))]


def _is_works(block: Block) -> bool:
    return isinstance(block, Works)


def _without_works(part: Part) -> Part:
    return Part(part.heading, tuple(one for one in part.blocks if not isinstance(one, Works)), part.parts)


def _group(works: Works, subtitle: Words | None) -> Mapping[str, Tree]:
    title = works.title or subtitle
    group: dict[str, Tree] = {"title": title.said()} if title else {}
    for name, value in works.settings.items():
        group[name] = tuple(key.strip() for key in value.split(",") if key.strip())
    return group


def _split(nodes: tuple[Node, ...]) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """The preamble and the body; without `document`, all is body."""
    for number, node in enumerate(nodes):
        if isinstance(node, Environment) and node.name == "document":
            return nodes[:number], node.content
    has_class = any(isinstance(node, Control) and node.name == "documentclass" for node in nodes)
    return (nodes, ()) if has_class else ((), nodes)
