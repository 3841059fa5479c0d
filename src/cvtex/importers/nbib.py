"""PubMed's .nbib (MEDLINE) -> works. Its tags: https://www.nlm.nih.gov/bsd/mms/medlineelements.html"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import Checked
from cvtex.importers.imported import Imported, ImportedWork, Said, SourceFile
from cvtex.importers.items import joined
from cvtex.importers.rich_titles import plain_title, rich_title
from cvtex.importers.tagged_lines import TaggedLine, tagged_lines
from cvtex.importers.work_names import full_name, group, names, vancouver
from cvtex.importers.work_types import PUBMED
from cvtex.value import replace

_LINE: Final = re.compile(r"(?P<tag>[A-Z]{2,4}) *- ?(?P<text>.*)")
_FIELDS: Final = {
    "volume": "VI",
    "number": "IP",
    "pages": "PG",
    "issn": "IS",
    "pmid": "PMID",
    "pmcid": "PMC",
    "address": "PL",
}
# What a list of works says of a work.
_SHOWN: Final = frozenset(
    {"TI", "BTI", "FAU", "CN", "FED", "JT", "TT", "OT", "DP", "PB", "PL", *_FIELDS.values()} - {"IS"}
)
_DOI: Final = re.compile(r"(?P<doi>10\.\S+)\s*\[doi\]")
_LANGUAGES: Final = {"eng": "english", "ger": "german", "fre": "french", "spa": "spanish", "ita": "italian"}


def import_nbib(source: SourceFile) -> Checked[Imported]:
    texts: list[Said] = []
    works: list[ImportedWork] = []
    for record in _records(source):
        texts += [_of_kind(line) for line in record if line.tag in _SHOWN and line.said]
        if work := _work(record):
            works.append(work)
    return Checked(Imported(tuple(texts), works=tuple(works)))


def _of_kind(line: TaggedLine) -> Said:
    if line.tag in {"FAU", "FED", "CN"}:
        return replace(line.said, kind="name")
    if line.tag in {"PMID", "PMC", "OT", "PL"}:
        return replace(line.said, kind="data")
    return plain_title(line.said) if line.tag in {"TI", "BTI", "JT"} else line.said


def _records(source: SourceFile) -> Iterator[list[TaggedLine]]:
    record: list[TaggedLine] = []
    for line in tagged_lines(source.name, source.data, _LINE):
        if line.tag == "PMID" and record:
            yield record
            record = []
        record.append(line)
    if record:
        yield record


def _work(record: list[TaggedLine]) -> ImportedWork | None:
    tags: defaultdict[str, list[Said]] = defaultdict(list)
    for line in record:
        if line.said:
            tags[line.tag].append(line.said)
    titles = tags["TI"] or tags["BTI"]
    if not titles:
        return None
    type_ = next((PUBMED[one.text] for one in tags["PT"] if one.text in PUBMED), "article")
    type_ = "incollection" if type_ == "book" and tags["TI"] and tags["BTI"] else type_
    people = [full_name(one) for one in tags["FAU"]] or [vancouver(one) for one in tags["AU"]]
    doi = next(
        (
            Said(found["doi"], one.span)
            for tag in ("LID", "AID")
            for one in tags[tag]
            if (found := _DOI.search(one.text))
        ),
        None,
    )
    title = Said(titles[0].text.removesuffix("."), titles[0].span)
    fields: dict[str, Said | str | None] = {
        "author": names([*people, *(group(one) for one in tags["CN"])]),
        "editor": names(full_name(one) for one in tags["FED"]),
        "title": rich_title(title),
        "journal": rich_title(tags["JT"][0]) if tags["JT"] else next(iter(tags["TA"]), None),
        **{field: next(iter(tags[tag]), None) for field, tag in _FIELDS.items()},
        "publisher": next(iter(tags["PB"]), None),
        "booktitle": rich_title(tags["BTI"][0]) if tags["BTI"] and tags["TI"] else None,
        "date": _date(tags["DP"][0]) if tags["DP"] else None,
        "issue": _season(tags["DP"][0]) if tags["DP"] else None,
        "doi": doi,
        "titleaddon": rich_title(tags["TT"][0]) if tags["TT"] else None,
        "abstract": next(iter(tags["AB"]), None),
        "keywords": joined(", ", *tags["OT"]),
        "langid": _LANGUAGES.get(tags["LA"][0].text, "") if tags["LA"] else "",
    }
    there = {name: value for name, value in fields.items() if value}
    if (issn := there.get("issn")) and isinstance(issn, Said):
        there["issn"] = Said(issn.text.split(" ")[0], issn.span)
    return ImportedWork(
        type_, there, record[0].said.span, tex=frozenset({"title", "journal", "titleaddon", "booktitle"})
    )


_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _season(said: Said) -> Said | None:
    """`1999 Winter` -> Winter"""
    found = re.fullmatch(r"\d{4}\s+(\D+)", said.text)
    return Said(found[1], said.span) if found and found[1][:3].lower() not in _MONTHS else None


def _date(said: Said) -> Said:
    """`2019 Mar 5` -> `2019-03-05`; `1970 Jul-Aug` -> `1970-07/1970-08`; of a season, the year."""
    found = re.match(r"(\d{4})(?:\s+([A-Za-z]{3})\w*(?:-\w+)?)?(?:\s+(\d{1,2})$)?", said.text)
    if not found:
        return said
    if (several := re.fullmatch(r"(\d{4})\s+([A-Za-z]{3})\w*-([A-Za-z]{3})\w*", said.text)) and {
        several[2].lower(),
        several[3].lower(),
    } <= {*_MONTHS}:
        first, last = (f"{several[1]}-{_MONTHS.index(several[of].lower()) + 1:02d}" for of in (2, 3))
        return Said(f"{first}/{last}", said.span)
    year, month, day = found.groups()
    if not month or month.lower() not in _MONTHS:
        return Said(year, said.span)
    parts = [year, f"{_MONTHS.index(month.lower()) + 1:02d}", *([f"{int(day):02d}"] if day else [])]
    return Said("-".join(parts), said.span)
