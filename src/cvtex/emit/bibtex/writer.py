"""Entries -> BibTeX: one field a line, without what programs and people note for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from cvtex.emit.promises import PrintedText, Promises
from cvtex.emit.writer import Manuscript, WrittenFile
from cvtex.model.bibliography import Entry
from cvtex.model.work import Creator
from cvtex.value import Value

# In the order of the file. Others are for one's own use: abstracts, keywords, remarks, paths of files.
_FIELDS: Final = (
    "author", "author+an", "editor", "editor+an", "translator", "bookauthor", "collaboration", "title", "subtitle",
    "titleaddon", "journal", "booktitle", "booksubtitle", "eventtitle", "series", "edition", "volume", "number",
    "issue", "chapter", "pages", "eid", "pagetotal", "publisher", "school", "institution", "organization",
    "address", "venue", "howpublished", "holder", "type", "version", "date", "year", "month", "day", "endyear",
    "endmonth", "endday", "pubstate", "status", "note", "addendum", "award", "doi", "eprint", "archiveprefix",
    "primaryclass", "isbn", "issn", "pmid", "pmcid", "url", "urldate", "code", "data", "slides", "video", "poster",
    "preprint", "langid", "language", "entrysubtype",
)  # fmt: skip
_ADDRESSES: Final = frozenset({"doi", "url", "code", "data", "slides", "video", "poster", "preprint"})
_SPECIAL: Final = str.maketrans({sign: rf"\{sign}" for sign in "&%$#_"} | {"{": "", "}": ""})


class BibtexWriter(Value):
    """Writes the TeX of the fields as it was read."""

    def write(self, manuscript: Manuscript) -> WrittenFile:
        written = (_written(entry, fields) for entry, fields in _entries(manuscript))
        return WrittenFile("\n".join(written).encode())

    def promises(self, manuscript: Manuscript) -> Promises:
        texts = (
            PrintedText(number, f"{name} {tex}", entry.span)
            for number, (entry, fields) in enumerate(_entries(manuscript), 1)
            for name, tex in ((entry.type, entry.key), *fields)
        )
        return Promises((), tuple(texts), frozenset(), ())


def _written(entry: Entry, fields: Iterable[tuple[str, str]]) -> str:
    lines = (f"  {name} = {{{tex}}},\n" for name, tex in fields)
    return f"@{entry.type}{{{entry.key},\n{''.join(lines)}}}\n"


def _entries(manuscript: Manuscript) -> Iterator[tuple[Entry, tuple[tuple[str, str], ...]]]:
    owner = manuscript.owner
    for entry, work in zip(manuscript.entries, manuscript.works, strict=True):
        renamed = {}
        if owner and owner.present_name and any(one.is_owner for one in work.authors):
            # The names in the file may be former ones.
            renamed["author"] = _names(work.authors, has_more=work.has_more_authors)
        if owner and owner.present_name and any(one.is_owner for one in work.editors):
            renamed["editor"] = _names(work.editors)
        yield entry, tuple(_fields(entry, renamed))


def _fields(entry: Entry, renamed: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name in _FIELDS:
        tex = renamed.get(name) or entry.tex(name)
        if tex.strip():
            yield name, _balanced(name, tex)


def _balanced(name: str, tex: str) -> str:
    """Write braces of which one is missing in another way. BibTeX counts all of them, even those after a backslash."""
    depth = 0
    for sign in tex:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            break
    if depth == 0:
        return tex
    left, right = ("%7B", "%7D") if name in _ADDRESSES else (r"\textbraceleft ", r"\textbraceright ")
    return tex.replace("{", left).replace("}", right)


def _names(creators: Iterable[Creator], *, has_more: bool = False) -> str:
    names = [_name(one) for one in creators]
    return " and ".join([*names, *(["others"] if has_more else [])])


def _name(creator: Creator) -> str:
    """`van der Berg, Jr., Jos`; a group, or a name without a given one, in braces."""
    if not creator.given:
        return f"{{{str(creator).translate(_SPECIAL)}}}"
    family = " ".join(part for part in (creator.particle, creator.family) if part)
    parts = (family, creator.suffix, creator.given)
    return ", ".join(part.translate(_SPECIAL) for part in parts if part)
