"""A cv.yaml with every field that the model knows, made from the model: a new field is in it by itself."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

from pictures import gradient, saved

from cvtex.build.loading import load
from cvtex.build.preflight import problems
from cvtex.check.leaves import LEAVES
from cvtex.check.shapes import ByKind, Leaf, ListOf, MappingOf, OneOf, Record, Shape, record_of
from cvtex.cite.dialect import TYPES
from cvtex.diagnostics import Diagnostic
from cvtex.model.amount import Amount
from cvtex.model.bibliography import PRINTED_FIELDS
from cvtex.model.colour import Colour
from cvtex.model.cv import Cv, FileName
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.length import Length
from cvtex.model.people import PersonName, Url
from cvtex.model.priority import Priority
from cvtex.model.text import Lines, Text

# Fields that are read, but whose names nobody misspells.
_OTHER_FIELDS: Final = (
    "abstract", "annote", "author+an", "bookauthor", "booksubtitle", "booktitleaddon", "code", "data", "eid",
    "eprinttype", "eventdate", "eventtitle", "file", "holder", "language", "mainsubtitle", "origdate", "pagetotal",
    "pdf", "pmcid", "pmid", "primaryclass", "shorttitle", "slides", "titleaddon", "urldate", "venue", "video",
    "website",
)  # fmt: skip

Place: TypeAlias = tuple[str | int, ...]
ABSENT: Final = object()
# Points within points end here.
_DEEPEST: Final = 12
_ROUNDS: Final = 20
_SOUND: Final[Mapping[type, Any]] = {
    Text: "words", Lines: "words", str: "words", Amount: "1 EUR", Dates: "2020", PartialDate: "2020-01-31",
    PersonName: "Ada Heron", Url: "https://example.org/", FileName: "works.bib", Colour: "navy", Length: "2 cm",
    Priority: "normal", int: "3", float: "10.5", bool: "false",
}  # fmt: skip
# Words that must name something else in the CV, by the names of their fields.
_NAMES: Final = {"section": "text", "file": "portrait.png"}
# They would hide other fields, or contradict them.
_LEFT_OUT: Final = frozenset({"only", "pages", "print", "links", "private", "since", "formats", "shorten", "profile"})


@dataclass
class AttackedCv:
    """A CV in `folder`, whose fields hold `texts` in turn, unless they refuse them: then a sound value, or nothing.

    A mark after a text tells one field from another; `marks`: of the fields that hold one, with its number.
    `refused`: the other fields.
    """

    folder: Path
    texts: Sequence[str]
    bibliography: str = ""
    marks: dict[str, int] = field(default_factory=dict)
    refused: dict[Place, Diagnostic] = field(default_factory=dict)
    warnings: list[Diagnostic] = field(default_factory=list)
    _tries: dict[Place, int] = field(default_factory=dict)
    _ways: dict[Place, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        (self.folder / "portrait.png").write_bytes(saved(gradient(), "PNG"))
        (self.folder / "works.bib").write_text(self.bibliography, encoding="utf-8")
        for _ in range(_ROUNDS):
            self.marks, self._ways = {}, {}
            lines, places = [], []
            for line, place in _lines(self._value(record_of(Cv, frozenset(LEAVES)), ())):
                lines.append(line)
                places.append(place)
            errors = self._check("\n".join(lines))
            if not errors:
                return
            for problem in errors:
                assert problem.span, problem
                self._refuse(places[problem.span.line - 1], problem)
        raise AssertionError([f"{one.span} {one.message}" for one in errors][:9])

    def _check(self, text: str) -> list[Diagnostic]:
        path = self.folder / "cv.yaml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        loaded = load(path)
        found = list(loaded.diagnostics)
        if loaded.ok and loaded.cv:
            found += problems(loaded, tuple(loaded.cv.variants), os.environ)
        self.warnings = [one for one in found if not one.is_error]
        return [one for one in found if one.is_error]

    def _refuse(self, place: Place, problem: Diagnostic) -> None:
        """Try the next way to write the field at this place, or leave out the record."""
        above = next((part for end in range(len(place)) if (part := place[: end + 1]) in self._ways), None)
        place = above or place
        self.refused.setdefault(place, problem)
        self._tries[place] = self._tries.get(place, 0) + 1

    def _value(self, shape: Shape, place: Place) -> Any:
        match shape:
            case Leaf() | OneOf():
                ways = self._leaf(shape, place)
                self._ways[place] = len(ways)
                value = ways[min(self._tries.get(place, 0), len(ways) - 1)]
                if mark_at(place) in str(value):
                    self.marks[mark_at(place)] = self._number(place)
                return value
            case ListOf(item):
                value = self._value(item, (*place, 0))
                return ABSENT if value is ABSENT else [value]
            case MappingOf(ByKind(records)):
                return {name: value for kind in records for name, value in self._sections(kind, records[kind], place)}
            case MappingOf(value):
                name = "v" if place == ("variants",) else "†" if place[-1] == "marks" else "phd"
                found = self._value(value, (*place, name))
                return ABSENT if found is ABSENT else {name: found}
            case Record():
                is_wanted = len(place) <= _DEEPEST and place not in self._tries
                return self._fields(shape, place) if is_wanted else ABSENT
            case ByKind():
                raise AssertionError("only sections have kinds")

    def _sections(self, kind: str, record: Record, place: Place) -> Iterator[tuple[str, Any]]:
        """A section of a kind; and another one with groups, if its items stand in either."""
        for name, without in ((kind, "groups"), (f"{kind}-groups", "items")) if record.one_of else ((kind, ""),):
            yield name, {"kind": kind, **self._fields(record, (*place, name), without)}

    def _fields(self, record: Record, place: Place, without: str = "") -> Any:
        found = {}
        for name, one in record.fields.items():
            if name in (without, "kind", *_LEFT_OUT):
                continue
            value = self._value(one.shape, (*place, name))
            if value is not ABSENT:
                found[name] = value
        return found or ABSENT

    def _leaf(self, shape: Leaf | OneOf, place: Place) -> list[Any]:
        """All ways to write a field, in the order of trying."""
        text = f"{self.texts[self._number(place)]} {mark_at(place)}"
        if isinstance(shape, OneOf):
            return [text, ABSENT]
        sound = _SOUND.get(shape.type, _NAMES.get(str(place[-1]), ABSENT))
        more: list[Any] = []
        if shape.type is Dates:
            more = [{"text": text, "sort": "2020"}]
        elif shape.type is PersonName:
            more = [dict.fromkeys(("given", "particle", "family", "suffix", "degrees"), text)]
        elif shape.type is Url:
            signs = "".join(text.split())
            more = [f"https://example.org/{signs}", f"https://example.org/?{signs}"]
        elif shape.type is Amount:
            more = [{"value": "1", "currency": text}]
        return [text, *more, *([] if sound is ABSENT else [sound]), ABSENT]

    def _number(self, place: Place) -> int:
        return _digest(place) % len(self.texts)


def mark_at(place: Place) -> str:
    return mark_of(_digest(place))


def mark_of(number: int) -> str:
    """A word that no program divides or translates."""
    return f"zq{number:010d}"


def _digest(place: Place) -> int:
    return zlib.crc32(repr(place).encode())


def every_entry(texts: Sequence[str]) -> str:
    """A .bib file with an entry of each type, with all fields."""
    entries = []
    for row, type_ in enumerate(sorted(TYPES)):
        fields = [
            f"{name} = {{{texts[number % len(texts)]} {mark_of(number)}}}"
            for number, name in enumerate((*PRINTED_FIELDS, *_OTHER_FIELDS), row * 101)
        ]
        entries.append(f"@{type_}{{key{row},\n" + ",\n".join(fields) + "}\n")
    return "\n".join(entries)


def _lines(value: Any, place: Place = (), key: str = "") -> Iterator[tuple[str, Place]]:
    """JSON of a value in lines, each with its place."""
    if isinstance(value, dict):
        yield f"{key}{{", place
        for name, one in value.items():
            yield from _with_comma(_lines(one, (*place, name), f"{json.dumps(name)}: "))
        yield "}", place
    elif isinstance(value, list):
        yield f"{key}[", place
        for number, one in enumerate(value):
            yield from _with_comma(_lines(one, (*place, number)))
        yield "]", place
    else:
        yield key + json.dumps(value, ensure_ascii=False), place


def _with_comma(lines: Iterator[tuple[str, Place]]) -> Iterator[tuple[str, Place]]:
    *first, (last, place) = lines
    yield from first
    yield f"{last},", place
