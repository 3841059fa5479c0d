"""Mutations of .bib files by entries and fields."""

from __future__ import annotations

import re
from random import Random
from typing import Final

from lines import mutated_text
from signs import text, token, words

_TYPES: Final = (
    *("article", "book", "inbook", "incollection", "inproceedings", "phdthesis", "thesis", "misc", "online", "report"),
    *(
        "unpublished",
        "proceedings",
        "collection",
        "dataset",
        "software",
        "patent",
        "periodical",
        "set",
        "xdata",
        "string",
    ),
    *("preamble", "comment", "techreport", "Article", "mvbook", "artwork", "jurisdiction", "x"),
)
_FIELDS: Final = (
    *("author", "title", "journal", "year", "date", "volume", "number", "pages", "doi", "url", "eprint", "eprinttype"),
    *(
        "editor",
        "booktitle",
        "publisher",
        "address",
        "location",
        "month",
        "note",
        "keywords",
        "crossref",
        "xdata",
        "ids",
    ),
    *(
        "entryset",
        "related",
        "relatedtype",
        "pubstate",
        "urldate",
        "origdate",
        "eventdate",
        "issue",
        "series",
        "edition",
    ),
    *(
        "isbn",
        "issn",
        "language",
        "langid",
        "abstract",
        "file",
        "annotation",
        "author+an",
        "options",
        "shorttitle",
        "type",
    ),
    *(
        "subtitle",
        "titleaddon",
        "howpublished",
        "institution",
        "school",
        "organization",
        "translator",
        "chapter",
        "eid",
    ),
    *("pagetotal", "version", "holder", "maintitle", "authortype", "nameaddon", "sortname", "execute", "archiveprefix"),
)
_NAMES: Final = (
    *(
        "Ada Marsh",
        "Marsh, Ada",
        "Marsh, Jr., Ada",
        "de la Cruz, Ana",
        "{World Health Organization}",
        "others",
        "A. B.-C.",
    ),
    *(
        "王小明",
        "Marsh, Ada and",
        "family=Marsh, given=Ada",
        "Ludwig van Beethoven",
        "Ada",
        "{Ada}",
        'M{\\"u}ller, J{\\"o}rg',
    ),
)
_ENTRY: Final = re.compile(r"(?m)^(?=[ \t]*@)")
_FIELD: Final = re.compile(r"(\w[\w+:-]*)(\s*=\s*)(\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\"[^\"]*\"|\w+)")
_KEY: Final = re.compile(r"@\w+\s*[{(]\s*([^,\s]*)")
_MOST_COPIES: Final = 20
_MOST_DOUBLINGS: Final = 40


def mutated(chance: Random, given: str) -> str:
    """A .bib file with one change."""
    pieces = _ENTRY.split(given)
    if len(pieces) < 2 or chance.random() < 0.15:
        return mutated_text(chance, given)
    place = chance.randrange(1, len(pieces))
    entry = pieces[place]
    keys = [found[1] for one in pieces if (found := _KEY.search(one))]
    match chance.randrange(12):
        case 0:
            del pieces[place]
        case 1:
            pieces[place] = entry * chance.randint(2, _MOST_COPIES)
        case 2:
            pieces[place] = re.sub(r"@\w+", f"@{chance.choice(_TYPES)}", entry, count=1)
        case 3 if found := _KEY.search(entry):
            pieces[place] = entry[: found.start(1)] + chance.choice((token(chance), *keys)) + entry[found.end(1) :]
        case 4:
            at = chance.choice([one.start() for one in re.finditer(r'[{}",=@#()]', entry)] or [0])
            pieces[place] = (
                entry[:at] + chance.choice(("", "{", "}", '"', ",", "=", "@", "#", "%", "\\")) + entry[at + 1 :]
            )
        case 5:
            name, depth = "x", chance.randint(1, _MOST_DOUBLINGS)
            chain = "".join(f"@string{{{name}{one + 1} = {name}{one} # {name}{one}}}\n" for one in range(depth))
            value = f'@string{{{name}0 = "{token(chance)}"}}\n{chain}'
            pieces[place] = value + _with_field(chance, entry, f"{chance.choice(_FIELDS)} = {name}{depth}")
        case 6 | 7:
            pieces[place] = _with_field(chance, entry, f"{chance.choice(_FIELDS)} = {_value(chance, keys)}")
        case 8:
            pieces[place] = mutated_text(chance, entry)
        case _:
            if fields := [*_FIELD.finditer(entry)]:
                field = chance.choice(fields)
                value = _value(chance, keys, field[1])
                pieces[place] = entry[: field.start(3)] + value + entry[field.end(3) :]
    return "".join(pieces)


def _with_field(chance: Random, entry: str, field: str) -> str:
    commas = [one.end() for one in re.finditer(",", entry)]
    at = chance.choice(commas) if commas else len(entry)
    return f"{entry[:at]} {field},{entry[at:]}"


def _value(chance: Random, keys: list[str], name: str = "") -> str:
    name = name.casefold() or chance.choice(("author", "title", "crossref", "year", ""))
    if name in ("author", "editor", "translator") and chance.random() < 0.7:
        value = " and ".join(chance.choice(_NAMES) for _ in range(chance.randint(1, 40)))
    elif name in ("crossref", "xdata", "ids", "entryset", "related"):
        value = ",".join(chance.choice((*keys, "nobody")) for _ in range(chance.randint(1, 3)))
    else:
        value = chance.choice((text, token, words))(chance)
    before, after = chance.choice((("{", "}"), ("{", "}"), ("{", "}"), ("{{", "}}"), ('"', '"'), ("", "")))
    return f"{before}{value}{after}"
