"""RIS, as nearly all reference managers and publishers write it -> works."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.imported import Imported, ImportedWork, Said, SourceFile
from cvtex.importers.works.dates import date_fields
from cvtex.importers.works.fields import WHOLE, doi_of, field_of, is_note, pages_of, value_of, work_of_fields
from cvtex.importers.works.names import listed_names, names, said_name
from cvtex.importers.works.rich_titles import plain_title
from cvtex.importers.works.tagged_lines import TaggedLine, tagged_lines
from cvtex.importers.works.types import RIS
from cvtex.value import replace

_LINE: Final = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  ?- ?(?P<text>.*)")
# The first tag of a field that a record has counts.
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("TI", "T1", "CT", "BT"), "journal": ("T2", "JF", "JO", "BT", "JA", "J2", "J1"), "series": ("T3",),
    "shortjournal": ("JA", "J2", "J1", "JO"), "shorttitle": ("ST",), "titleaddon": ("TT",), "volume": ("VL", "VO"),
    "number": ("IS", "M1"), "volumes": ("NV",), "edition": ("ET",), "publisher": ("PB",), "address": ("CY", "PP"),
    "type": ("M3",), "doi": ("DO",), "url": ("UR", "L1", "L2", "LK"), "isbn": ("SN",), "langid": ("LA",),
    "note": ("N1",), "abstract": ("AB", "N2"),
}  # fmt: skip
# Tags that mean something else in records of a type: those of EndNote and Zotero.
_OF_TYPE: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "article": {"type": (), "eid": ("C7",), "pmid": ("C2",), "pmcid": ("C2", "C5")},
    "inproceedings": {
        "journal": ("C3", "BT", "T2", "JF", "JO"),
        "eventtitle": ("T2",),
        "venue": ("CY", "C1"),
        "address": ("PP",),
    },
    "report": {"number": ("SN", "IS", "M1"), "isbn": ()},
    "standard": {"number": ("SN", "IS", "M1"), "isbn": ()},
    "patent": {"number": ("M1", "IS", "SN", "VL"), "isbn": (), "volume": ()},
    "software": {"version": ("ET", "VL"), "edition": (), "volume": ()},
    "dataset": {"version": ("ET",), "edition": ()},
}
_SUBTYPES: Final = {"MGZN": "magazine", "NEWS": "newspaper"}
_PEOPLE: Final = {"author": ("AU", "A1"), "editor": ("ED", "A2", "A3"), "translator": ("TA", "A4")}
# In records of theses these are advisors.
_ADVISORS: Final = ("A2", "A3", "TA", "A4")
# Facts about the record, which no reader of a list of works sees: databases, dates of access, addresses, numbers.
_HIDDEN: Final = frozenset({"TY", "ER", "Y2", "DB", "DP", "ID", "AN", "CN", "AD", "L3", "L4", "LB", "RP"})
_NAMES: Final = frozenset(tag for tags in _PEOPLE.values() for tag in tags)
_TITLES: Final = frozenset({"TI", "T1", "CT", "BT", "T2", "T3", "JF", "JO", "TT", "C3"})
# What a .bib file keeps, and no list of works prints.
_UNPRINTED: Final = frozenset(
    {"SN", "KW", "LA", "UR", "L1", "L2", "LK", "AB", "N2", "C2", "C5", "JA", "J2", "J1", "ST"}
)
_DATES: Final = ("DA", "PY", "Y1")
_MOST_DATES: Final = 20
_ADDRESS: Final = re.compile(r"(?:https?|ftp)://\S|www\.\S", re.IGNORECASE)
_ARXIV: Final = re.compile(r"arXiv:\s*(?P<number>\S+)", re.IGNORECASE)
_PMID: Final = re.compile(r"\d{4,8}")
_PMCID: Final = re.compile(r"PMC\d+")


def import_ris(source: SourceFile) -> Checked[Imported]:
    guesses: list[Diagnostic] = []
    texts: list[Said] = []
    works: list[ImportedWork] = []
    for record in _records(tagged_lines(source.name, source.data, _LINE)):
        lines = [line for line in record if line.said and not _is_hidden(line)]
        texts += map(_of_kind, _said_once(lines))
        if record[0].tag == "TY" and record[0].said and (work := _work(record[0].said, lines, guesses)):
            works.append(work)
    return Checked(Imported(tuple(texts), works=tuple(works), guesses=tuple(guesses)))


def _is_hidden(line: TaggedLine) -> bool:
    """Facts about the record, and the paths of attached files."""
    is_path = line.tag in {"L1", "L2"} and not _ADDRESS.match(line.said.text)
    return is_path or (line.tag in _HIDDEN and not _ARXIV.fullmatch(line.said.text))


def _said_once(lines: list[TaggedLine]) -> Iterator[TaggedLine]:
    """Without what another line says in the same sense: one title as `T1` and `TI`, a year that a day names."""
    titles: set[str] = set()
    dates = [_numbers(line.said) for line in lines if line.tag in _DATES][:_MOST_DATES]
    days: list[list[str]] = []
    for line in lines:
        numbers = _numbers(line.said) if line.tag in _DATES else []
        if line.tag in _TITLES and line.said.text in titles:
            continue
        if numbers and (numbers in days or any(set(numbers) < set(one) for one in dates)):
            continue
        titles |= {line.said.text} if line.tag in _TITLES else set()
        days += [numbers] if numbers and len(days) < _MOST_DATES else []
        yield line


def _numbers(text: Said) -> list[str]:
    return [number.lstrip("0") for number in re.findall(r"\d+", text.text)]


def _of_kind(line: TaggedLine) -> Said:
    if line.tag in _NAMES:
        return said_name(line.said)
    if line.tag == "SN":
        return replace(value_of("isbn", line.said), kind="data")
    if line.tag in _UNPRINTED or (line.tag == "N1" and not is_note(line.said.text)):
        return replace(plain_title(line.said), kind="data")
    if line.tag == "DO":
        return doi_of(line.said)
    return plain_title(line.said) if line.tag in _TITLES else line.said


def _records(lines: Iterable[TaggedLine]) -> Iterator[list[TaggedLine]]:
    """From `TY` to `ER`; what stands before the first, after or between them is a record of its own."""
    record: list[TaggedLine] = []
    for line in lines:
        if line.tag == "TY" and record:
            yield record
            record = []
        record.append(line)
        if line.tag == "ER":
            yield record
            record = []
    if record:
        yield record


def _work(kind: Said, lines: list[TaggedLine], guesses: list[Diagnostic]) -> ImportedWork | None:
    kind_name = kind.text.upper()
    if kind_name not in RIS:
        guesses.append(warning(f"'{kind.text}' is no type of RIS; the work is 'misc'", kind.span))
    type_ = RIS.get(kind_name, "misc")
    tags: defaultdict[str, list[Said]] = defaultdict(list)
    for line in lines:
        tags[line.tag].append(line.said)
    left = {id(line.said): line for line in lines}
    fields: dict[str, Said | str | None] = {}

    def take(field: str, texts: list[Said], value: Said | None) -> None:
        if texts and value and field not in fields:
            fields[field] = value
            for one in texts:
                left.pop(id(one), None)

    for role, of in _PEOPLE.items():
        field = "editor" if role == "author" and type_ == "collection" else role
        people = [one for tag in of if not (type_ == "thesis" and tag in _ADVISORS) for one in tags[tag]]
        take(field, people, names(listed_names(people)))
    for field, of in {**_FIELDS, **_OF_TYPE.get(type_, {})}.items():
        found = [one for tag in of for one in tags[tag] if id(one) in left and _fits(field, one)]
        name = field_of(field, type_)
        same = [one for one in found if one.text == found[0].text]
        if field == "note":
            take(name, found, Said("; ".join(one.text for one in found), found[0].span) if found else None)
        elif found:
            take(name, same, value_of(name, found[0]))
    remarks = [plain_title(one) for one in tags["N1"] if id(one) in left]
    take("annotation", tags["N1"], Said("; ".join(one.text for one in remarks), remarks[0].span) if remarks else None)
    if tags["AN"] and (eprint := _ARXIV.fullmatch(tags["AN"][0].text)):
        take("eprint", tags["AN"], Said(eprint["number"], tags["AN"][0].span))
        fields["eprinttype"] = "arxiv"
    words = [word.strip() for one in tags["KW"] for word in one.text.split(";") if word.strip()]
    take("keywords", tags["KW"], Said(", ".join(words), tags["KW"][0].span) if words else None)
    pages = [*tags["SP"][:1], *tags["EP"][:1]]
    is_total = type_ in WHOLE and len(pages) == 1 and pages[0].text.isdecimal()
    take("pagetotal" if is_total else "pages", pages, pages_of(*(next(iter(tags[tag]), None) for tag in ("SP", "EP"))))
    _take_date(tags, fields, left)
    if left:
        comment = "; ".join(f"{line.tag}: {line.said.text}" for line in left.values())
        fields["comment"] = Said(comment, next(iter(left.values())).said.span)
    if kind_name in _SUBTYPES:
        fields["entrysubtype"] = _SUBTYPES[kind_name]
    return work_of_fields(type_, fields, kind)


def _fits(field: str, text: Said) -> bool:
    match field:
        case "pmid":
            return bool(_PMID.fullmatch(text.text))
        case "pmcid":
            return bool(_PMCID.fullmatch(text.text))
        case "url":
            return bool(_ADDRESS.match(text.text))
        case "note":
            return is_note(text.text)
        case _:
            return True


def _take_date(
    tags: Mapping[str, list[Said]], fields: dict[str, Said | str | None], left: dict[int, TaggedLine]
) -> None:
    """The most exact date; the year alone is said by it."""
    dates = [one for tag in _DATES for one in tags.get(tag, ())]
    read = [date_fields(one) for one in dates]
    years = [one["date"].text[:4] for one in read if one["date"].text[:4].isdecimal()]
    if years and not read[0]["date"].text[:4].isdecimal() and len(read) > 1:
        # `DA` may be a day alone: `Oct 3` beside `PY` 2014.
        whole = date_fields(Said(f"{dates[0].text} {years[0]}", dates[0].span))
        read = [whole] if whole["date"].text[:4] == years[0] else read[1:]
    if read:
        best = max(read, key=lambda one: (one["date"].text[:4].isdecimal(), len(one["date"].text)))
        fields.update(best)
        said = {number for one in best.values() for number in _numbers(one)}
        for one in dates:
            if said.issuperset(_numbers(one)):
                left.pop(id(one), None)
