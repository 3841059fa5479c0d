"""RIS, as nearly all reference managers and publishers write it -> works."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.imported import Imported, ImportedWork, Said, SourceFile
from cvtex.importers.rich_titles import plain_title, rich_title
from cvtex.importers.tagged_lines import TaggedLine, tagged_lines
from cvtex.importers.work_names import full_name, names
from cvtex.importers.work_types import RIS
from cvtex.value import replace

_LINE: Final = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  ?- ?(?P<text>.*)")
# The first tag of a field that a record has counts.
_FIELDS: Final = {
    "title": ("TI", "T1", "CT", "BT"), "journal": ("T2", "JO", "JF", "JA", "J2", "J1"), "series": ("T3",),
    "volume": ("VL",), "number": ("IS", "M1"), "edition": ("ET",), "publisher": ("PB",), "address": ("CY", "PP"),
    "type": ("M3",), "doi": ("DO",), "url": ("UR", "L1", "L2"), "isbn": ("SN",), "langid": ("LA",), "note": ("N1",),
    "titleaddon": ("TT",), "abstract": ("AB", "N2"),
}  # fmt: skip
_PEOPLE: Final = {"author": ("AU", "A1"), "editor": ("ED", "A2", "A3"), "translator": ("TA", "A4")}
_RICH: Final = frozenset({"title", "journal", "series", "titleaddon"})
_IN_BOOK: Final = frozenset({"incollection", "inproceedings"})
# No reader of a list of works sees these: abstracts, dates of access, databases, identifiers, files.
_DATA: Final = frozenset(
    {"TY", "ER", "AB", "N2", "Y2", "DB", "DP", "ID", "AN", "CN", "C1", "C2", "AD", "L3", "L4", "ST", "LB"}
)
_PLACED: Final = _DATA | {"KW", "SP", "EP", "DA", "PY", "Y1", *(tag for tags in _PEOPLE.values() for tag in tags)}
_NAMES: Final = frozenset(tag for tags in _PEOPLE.values() for tag in tags)
_TITLES: Final = frozenset(tag for field in _RICH for tag in _FIELDS[field])
# Those that a .bib file keeps, and no list of works prints.
_UNPRINTED: Final = frozenset({"SN", "KW", "LA", "UR", "L1", "L2"})
_DOI: Final = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def import_ris(source: SourceFile) -> Checked[Imported]:
    guesses: list[Diagnostic] = []
    texts: list[Said] = []
    works: list[ImportedWork] = []
    for record in _records(tagged_lines(source.name, source.data, _LINE)):
        texts += [_of_kind(line) for line in record if line.tag not in _DATA and line.said]
        if work := _work(record, guesses):
            works.append(work)
    return Checked(Imported(tuple(texts), works=tuple(works), guesses=tuple(guesses)))


def _of_kind(line: TaggedLine) -> Said:
    if line.tag in _NAMES:
        return replace(line.said, kind="name")
    if line.tag in _UNPRINTED:
        return replace(line.said, kind="data")
    if line.tag == "DO":
        return replace(line.said, text=_DOI.sub("", line.said.text))
    return plain_title(line.said) if line.tag in _TITLES else line.said


def _records(lines: Iterable[TaggedLine]) -> Iterator[list[TaggedLine]]:
    record: list[TaggedLine] = []
    for line in lines:
        if line.tag == "TY" and record:
            yield record
            record = []
        record.append(line)
    if record:
        yield record


def _work(record: list[TaggedLine], guesses: list[Diagnostic]) -> ImportedWork | None:
    tags: defaultdict[str, list[Said]] = defaultdict(list)
    for line in record:
        if line.said:
            tags[line.tag].append(line.said)
    if not tags["TY"]:
        return None
    kind = tags["TY"][0]
    if kind.text not in RIS:
        guesses.append(warning(f"'{kind.text}' is no type of RIS; the work is 'misc'", kind.span))
    type_ = RIS.get(kind.text, "misc")
    fields: dict[str, Said | str] = {}
    placed: list[Said] = []
    for field, of in _PEOPLE.items():
        if people := names(full_name(one) for tag in of for one in tags[tag]):
            fields[field] = people
    for field, of in _FIELDS.items():
        if texts := [text for tag in of for text in tags[tag]]:
            placed += texts if field == "note" else texts[:1]
            text = texts[0] if field != "note" else Said("; ".join(one.text for one in texts), texts[0].span)
            fields[_field_of(field, type_)] = rich_title(text) if field in _RICH else text
    if "doi" in fields:
        fields["doi"] = Said(_DOI.sub("", tags["DO"][0].text), tags["DO"][0].span)
    if tags["KW"]:
        fields["keywords"] = Said(", ".join(one.text for one in tags["KW"]), tags["KW"][0].span)
    if pages := _pages(tags["SP"], tags["EP"]):
        fields["pages"] = pages
    if date := next((one for tag in ("DA", "PY", "Y1") for one in tags[tag]), None):
        fields["date"] = _date(date)
        if season := date.text.split("/")[3:]:
            fields["issue"] = Said(" ".join(season).strip(), date.span)
    others = [line for line in record if line.said and line.tag not in _PLACED and line.said not in placed]
    if others:
        comment = "; ".join(f"{line.tag}: {line.said.text}" for line in others)
        fields["comment"] = Said(comment, others[0].said.span)
    return ImportedWork(type_, fields, kind.span, tex=_RICH | {"booktitle"}) if fields else None


def _field_of(field: str, type_: str) -> str:
    if field == "journal" and type_ in _IN_BOOK:
        return "booktitle"
    if field == "isbn":
        return "issn" if type_ in {"article", "periodical"} else "isbn"
    return {"thesis": "school", "report": "institution"}.get(type_, field) if field == "publisher" else field


def _pages(first: list[Said], last: list[Said]) -> Said | None:
    if not first:
        return None
    has_both = last and last[0].text != first[0].text and "-" not in first[0].text
    return Said(f"{first[0].text}--{last[0].text}", first[0].span) if has_both else first[0]


def _date(said: Said) -> Said:
    """`2019/03/05/spring` -> `2019-03-05`."""
    parts = [part.strip() for part in said.text.split("/")]
    numbers = [part for part in parts[:3] if part.isdecimal()]
    if not numbers or len(numbers[0]) != 4:
        return said
    return Said("-".join([numbers[0], *(f"{int(part):02d}" for part in numbers[1:])]), said.span)
