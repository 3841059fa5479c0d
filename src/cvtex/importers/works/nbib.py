"""PubMed's .nbib (MEDLINE) -> works. Its tags: https://www.nlm.nih.gov/bsd/mms/medlineelements.html"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, warning
from cvtex.importers.imported import Imported, ImportedWork, Said, SourceFile
from cvtex.importers.items import joined
from cvtex.importers.works.dates import date_fields
from cvtex.importers.works.fields import venue_fields, work_of_fields
from cvtex.importers.works.names import group, listed_name, names, said_name, vancouver
from cvtex.importers.works.rich_titles import plain_title, rich_title
from cvtex.importers.works.tagged_lines import TaggedLine, tagged_lines
from cvtex.importers.works.types import PUBMED
from cvtex.value import replace

_LINE: Final = re.compile(r"(?P<tag>[A-Z]{2,4}) *- ?(?P<text>.*)")
_FIELDS: Final = {
    "volume": "VI", "number": "IP", "pages": "PG", "edition": "EN", "chapter": "CP", "series": "CTI", "pmid": "PMID",
    "pmcid": "PMC", "address": "PL", "publisher": "PB",
}  # fmt: skip
# What a list of works says of a work; the rest is about the record: indexing, grants, affiliations, history.
_SHOWN: Final = frozenset(
    {"TI", "BTI", "VTI", "FAU", "AU", "CN", "FED", "ED", "FIR", "JT", "TA", "TT", "OT", "DP", "LA", "AB", "ISBN", "IS",
     "LID", "AID", *_FIELDS.values()}
)  # fmt: skip
# Of each pair, the second is an abbreviation of the first.
_SHORT: Final = {"AU": "FAU", "ED": "FED", "TA": "JT"}
_UNPRINTED: Final = frozenset({"PMID", "PMC", "OT", "PL", "PB", "LA", "AB", "ISBN", "IS", "FIR"})
_NAMES: Final = frozenset({"FAU", "AU", "FED", "ED", "CN", "FIR"})
_TITLES: Final = frozenset({"TI", "BTI", "VTI", "CTI", "JT", "TA", "TT"})
_DOI: Final = re.compile(r"(?P<text>10\.\S{1,300})\s?\[doi\]")
_PII: Final = re.compile(r"(?P<text>[A-Za-z]{1,5}[-.]?\d+)\s*\[pii\]")
_ISSN: Final = re.compile(r"\d{4}-\d{3}[\dXx]")
_ISBN: Final = re.compile(r"[\dXx-]{10,17}")
# MEDLINE's codes, where they differ from those that all else uses.
_LANGUAGES: Final = {
    "eng": "english", "ger": "german", "fre": "french", "spa": "spanish", "ita": "italian", "por": "portuguese",
    "rus": "russian", "jpn": "japanese", "chi": "chinese", "kor": "korean", "dut": "dutch", "pol": "polish",
    "swe": "swedish", "dan": "danish", "nor": "norwegian", "fin": "finnish", "cze": "czech", "slo": "slovak",
    "hun": "hungarian", "tur": "turkish", "gre": "greek", "heb": "hebrew", "ara": "arabic", "per": "persian",
    "ukr": "ukrainian", "rum": "romanian", "ice": "icelandic", "cat": "catalan", "hrv": "croatian", "bul": "bulgarian",
}  # fmt: skip
_UNKNOWN: Final = "Not Available"
_RETRACTED: Final = "Retracted Publication"


def import_nbib(source: SourceFile) -> Checked[Imported]:
    texts: list[Said] = []
    works: list[ImportedWork] = []
    guesses: list[Diagnostic] = []
    for record in _records(source):
        tags: defaultdict[str, list[Said]] = defaultdict(list)
        lines = [*_once([line for line in record if line.said and line.said.text != _UNKNOWN])]
        for line in lines:
            tags[line.tag].append(line.said)
        texts += [_of_kind(line) for line in lines if _is_shown(line, tags)]
        if work := _work(record[0].said, tags, guesses):
            works.append(work)
    return Checked(Imported(tuple(texts), works=tuple(works), guesses=tuple(guesses)))


def _is_shown(line: TaggedLine, tags: Mapping[str, list[Said]]) -> bool:
    """A DOI and an article's number are shown, all other identifiers are not; nor is what stands there in full."""
    if line.tag in {"LID", "AID"}:
        there = "LID" if line.tag == "AID" else ""
        return _identifier(line.said) is not None and line.said.text not in {one.text for one in tags.get(there, ())}
    return line.tag in _SHOWN and not tags.get(_SHORT.get(line.tag, ""))


def _once(lines: list[TaggedLine]) -> Iterator[TaggedLine]:
    """Without what is said again: an ISSN of two kinds, a series that is the book."""
    seen: set[str] = set()
    books = {line.said.text for line in lines if line.tag == "BTI"}
    for line in lines:
        number = line.said.text.split(" ")[0] if line.tag == "IS" else ""
        if number not in seen and not (line.tag == "CTI" and line.said.text in books):
            yield line
        seen |= {number} - {""}


def _identifier(text: Said) -> Said | None:
    found = _DOI.search(text.text) or _PII.fullmatch(text.text)
    return Said(found["text"], text.span) if found else None


def _of_kind(line: TaggedLine) -> Said:
    if line.tag in {"LID", "AID"}:
        return _identifier(line.said) or line.said
    if line.tag == "LA":
        return Said(_LANGUAGES.get(line.said.text, line.said.text), line.said.span, kind="data")
    if line.tag in {"IS", "ISBN"}:
        # `1234-5678 (Electronic)`
        return Said(line.said.text.split(" ")[0], line.said.span, kind="data")
    if line.tag in {"AU", "ED"}:
        return replace(vancouver(line.said), kind="name")
    if line.tag in _NAMES:
        return said_name(line.said)
    if line.tag in _UNPRINTED:
        return replace(line.said, kind="data")
    return plain_title(line.said) if line.tag in _TITLES else line.said


def _records(source: SourceFile) -> Iterator[list[TaggedLine]]:
    record: list[TaggedLine] = []
    for line in tagged_lines(source.name, source.data, _LINE):
        if line.tag == "PMID" and record:
            yield record
            record = []
        record.append(line)
    if record:
        yield record


def _work(at: Said, tags: Mapping[str, list[Said]], guesses: list[Diagnostic]) -> ImportedWork | None:
    def first(*names: str) -> Said | None:
        return next((one for name in names for one in tags.get(name, ())), None)

    title = first("TI", "VTI", "BTI", "TT")
    if title is None:
        return None
    kinds = {one.text for one in tags.get("PT", ())}
    if retracted := next((one for one in tags.get("PT", ()) if one.text == _RETRACTED), None):
        guesses.append(warning("this article has been retracted", retracted.span, "state it, or leave the work out"))
    type_ = next((PUBMED[one.text] for one in tags.get("PT", ()) if one.text in PUBMED), "article")
    type_ = "incollection" if type_ == "book" and tags.get("TI") and tags.get("BTI") else type_
    authors = [listed_name(one) for one in tags.get("FAU", ())] or [vancouver(one) for one in tags.get("AU", ())]
    editors = [listed_name(one) for one in tags.get("FED", ())] or [vancouver(one) for one in tags.get("ED", ())]
    journal, short, book = first("JT", "TA"), first("TA"), first("BTI")
    number = next((one for tag in ("LID", "AID") for one in tags.get(tag, ()) if _PII.fullmatch(one.text)), None)
    issns = [Said(found[0], one.span) for one in tags.get("IS", ()) if (found := _ISSN.match(one.text))]
    isbns = [Said(found[0], one.span) for one in tags.get("ISBN", ()) if (found := _ISBN.match(one.text))]
    translated = first("TT")
    fields: dict[str, Said | str | None] = {
        "author": names([*authors, *map(group, tags.get("CN", ()))]),
        "editor": names(editors),
        "title": rich_title(_bare(title)),
        "shortjournal": short if short and short is not journal else None,
        "booktitle" if first("TI") else "maintitle": rich_title(_bare(book)) if book and book is not title else None,
        **{field: first(tag) for field, tag in _FIELDS.items()},
        **venue_fields(journal, type_),
        "issn": joined(", ", *issns),
        "isbn": joined(", ", *isbns),
        "doi": next((one for tag in ("LID", "AID") for one in _dois(tags.get(tag, ()))), None),
        "eid": _identifier(number) if number and not tags.get("PG") else None,
        "titleaddon": rich_title(_bare(translated)) if translated and translated is not title else None,
        "abstract": first("AB"),
        "keywords": joined(", ", *(Said(one.text.lstrip("*"), one.span) for one in tags.get("OT", ()))),
        "langid": joined(", ", *(_of_kind(TaggedLine("LA", one)) for one in tags.get("LA", ()))),
        "comment": _comment(tags, number if tags.get("PG") else None, *tags.get("DP", ())[1:]),
    }
    if day := first("DP"):
        fields |= date_fields(day)
    if "Newspaper Article" in kinds:
        fields["entrysubtype"] = "newspaper"
    return work_of_fields(type_, fields, at)


def _dois(texts: Iterable[Said]) -> Iterator[Said]:
    return (Said(found["text"], one.span) for one in texts if (found := _DOI.search(one.text)))


def _comment(tags: Mapping[str, list[Said]], *others: Said | None) -> Said | None:
    """Names of investigators, and numbers that the article's pages stand for."""
    people = [Said(f"Investigator: {one.text}", one.span) for one in tags.get("FIR", ())]
    return joined("; ", *people, *(_identifier(one) or one for one in others if one))


def _bare(title: Said) -> Said:
    """Without PubMed's full stop, and its brackets around a translated title."""
    text = title.text.removesuffix(".")
    is_whole = text.startswith("[") and text.endswith("]") and text.count("[") == 1
    return Said(text[1:-1].removesuffix(".") if is_whole else text, title.span)
