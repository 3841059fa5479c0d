"""References typed by hand against works that a service knows: what is confirmed, completed or different.

What was typed stays. A known work only adds what the reference lacks, and differences are reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from cvtex.diagnostics import Diagnostic, warning
from cvtex.importers.coverage import words_of
from cvtex.importers.imported import ImportedWork, Said
from cvtex.locales.months import month_beginnings
from cvtex.text.tex import tex_to_plain
from cvtex.text.web_address import read_doi
from cvtex.value import Value, replace

_ADDED: Final = ("doi", "volume", "number", "pages", "eid", "date", "publisher", "isbn", "issn", "booktitle", "journal")
_COMPARED: Final = ("volume", "number", "pages")
# Words of a title that a reference must have, of ten.
_ENOUGH: Final = 0.8
_SHORTEST: Final = 2
_LONGEST_SEARCH: Final = 300
_IN_PREPARATION: Final = re.compile(
    r"\b(?:in prep\b|in preparation|in vorbereitung|en préparation|en preparación|in preparazione|готовится)",
    re.IGNORECASE,
)
# An article may be online in one year and in print in the next.
_YEARS: Final = 1


class LookedUp(Value):
    """`is_complete`: whether the service has answered all questions."""

    works: Sequence[ImportedWork] = ()
    is_complete: bool = True


LookUp = Callable[[tuple[str, ...], tuple[str, ...]], LookedUp]
"""DOIs, and references as they stand there -> works that may be them."""


class Confirmed(Value):
    """`work`: with what it lacked, or None. `doubts`: what a person should look at. `is_known`: to the service."""

    work: ImportedWork | None
    doubts: tuple[Diagnostic, ...] = ()
    is_known: bool = False


def confirmed(look_up: LookUp, references: Sequence[tuple[Said, ImportedWork | None]]) -> list[Confirmed]:
    """References, each with the work that was read from it, against what a service knows of them."""
    dois = tuple(dict.fromkeys(doi for _, work in references if work and (doi := _doi(work))))
    others = tuple(
        text.text[:_LONGEST_SEARCH] for text, work in references if not (work and _doi(work)) and not _is_secret(text)
    )
    answer = look_up(dois, others)
    return [Confirmed(work) if _is_secret(text) else _confirmed(text, work, answer) for text, work in references]


def _is_secret(text: Said) -> bool:
    """Nobody else needs to know of a work in preparation, and nobody can."""
    return bool(_IN_PREPARATION.search(text.text))


def _confirmed(text: Said, work: ImportedWork | None, answer: LookedUp) -> Confirmed:
    doi = _doi(work) if work else ""
    if work and doi:
        other = next((one for one in answer.works if _doi(one) == doi), None)
        if other is None:
            return Confirmed(work, _unknown(answer, text, f"Crossref does not know the DOI {doi}"))
        if not _has_title(text, other):
            title = _plain(other, "title")
            return Confirmed(work, (warning(f"the DOI {doi} is that of another work: '{title}'", text.span),))
        return _completed(text, work, other)
    other = next((one for one in answer.works if _is_same(text, one)), None)
    if other is None:
        return Confirmed(work, _unknown(answer, text, "Crossref knows no such work"))
    if work:
        return _completed(text, work, other)
    # What was typed stays beside it.
    fields = {name: _at(value, text) for name, value in other.fields.items()} | {"comment": text}
    return Confirmed(replace(other, fields=fields, span=text.span, key=""), is_known=True)


def _unknown(answer: LookedUp, text: Said, message: str) -> tuple[Diagnostic, ...]:
    return (warning(message, text.span),) if answer.is_complete else ()


def _completed(text: Said, work: ImportedWork, other: ImportedWork) -> Confirmed:
    has_place = not {"journal", "booktitle"}.isdisjoint(work.fields)
    missing = {
        name: _at(value, text)
        for name in _ADDED
        if (value := other.fields.get(name))
        and name not in work.fields
        and not (name in ("journal", "booktitle") and has_place)
        and not (name in ("pages", "eid") and not {"pages", "eid"}.isdisjoint(work.fields))
        and not (name == "date" and "year" in work.fields)
    }
    joints = work.joints
    if _plain(work, "author").endswith(" and others") and (authors := other.fields.get("author")):
        missing["author"] = _at(authors, text)
        joints = f"{joints} {_plain(work, 'author')}"
    doubts = [
        warning(f"Crossref has {name} {theirs}, not {ours}", text.span)
        for name in _COMPARED
        if (ours := _plain(work, name)) and (theirs := _plain(other, name)) and not _agree(ours, theirs)
    ]
    year, their_year = _year(work), _year(other)
    if year and their_year and abs(year - their_year) > _YEARS:
        doubts.append(warning(f"Crossref has the year {their_year}, not {year}", text.span))
    tex = work.tex | (other.tex & missing.keys())
    # The authors come first.
    fields = {**{name: missing.get(name, value) for name, value in work.fields.items()}, **missing}
    return Confirmed(replace(work, fields=fields, tex=tex, joints=joints), tuple(doubts), is_known=True)


def _is_same(text: Said, work: ImportedWork) -> bool:
    years = {int(one) for one in re.findall(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", text.text)}
    year = _year(work)
    is_near = not years or not year or any(abs(year - one) <= _YEARS for one in years)
    family = _plain(work, "author").partition(" and ")[0].partition(",")[0]
    has_author = bool(family) and set(_words(family)) <= set(_words(text.text))
    return is_near and has_author and _has_title(text, work)


def _has_title(text: Said, work: ImportedWork) -> bool:
    title = _words(_plain(work, "title"))
    there = set(_words(text.text))
    return len(title) >= _SHORTEST and sum(one in there for one in title) >= _ENOUGH * len(title)


def _agree(ours: str, theirs: str) -> bool:
    """`284--7` and `284-287`: the first pages count."""
    first = (_words(one)[:1] for one in (ours, theirs))
    one, other = first
    return one == other


def _year(work: ImportedWork) -> int:
    found = re.match(r"\d{4}", _plain(work, "date") or _plain(work, "year"))
    return int(found[0]) if found else 0


def _doi(work: ImportedWork) -> str:
    return read_doi(_plain(work, "doi")).doi.casefold()


def _plain(work: ImportedWork, name: str) -> str:
    value = work.fields.get(name, "")
    text = value if isinstance(value, str) else value.text
    return tex_to_plain(text) if name in work.tex else text


def _at(value: Said | str, text: Said) -> Said:
    return Said(value if isinstance(value, str) else value.text, text.span)


def _words(text: str) -> list[str]:
    return words_of(text, month_beginnings())
