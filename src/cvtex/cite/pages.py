"""Pages: ranges with dashes, and the last page as a style shortens it."""

from __future__ import annotations

import re
from typing import Literal, assert_never

_PARTS = re.compile(r"(\s*[,;&]\s*)")
_DASH = re.compile(r"\s*(?:--+|–|—)\s*")
# One page as journals count them: `12`, `S12`, `e5`, `12A`, `xiv`.
_PAGE = re.compile(r"(?P<letters>[A-Za-z]{0,3})(?P<number>\d+)(?P<suffix>[A-Za-z]?)|[ivxlcdmIVXLCDM]+")
# `16-1-16-4`: both pages have the number of the chapter or article.
_COMPOUND = re.compile(r"(\w+-\w+)-(\w+-\w+)")
# Styles add the word themselves.
_WORD = re.compile(r"(?:(?:pp?|S)\.|pp?(?= )|[Pp]ages? |Seiten? )\s*(?=[\divxlcIVXLC])")
MAX_PAGES = 1000

Shortening = Literal["", "nlm", "mla", "chicago"]
"""Whose rule shortens the last page of a range."""


def normal_pages(pages: str, dash: str = "–", short: Shortening = "") -> str:
    """`1--10, 15` -> `1–10, 15`; `S1-12--S1-20` -> `S1-12–S1-20`. `short` shortens the last page of two numbers."""
    pages = pages[:MAX_PAGES].strip()
    word = _WORD.match(pages)
    parts = _PARTS.split(pages[word.end() :] if word else pages)
    return "".join([part if i % 2 else _joined(_range(part, short), dash) for i, part in enumerate(parts)])


def _joined(pages: list[str], dash: str) -> str:
    return ("–" if "-" in pages[0] else dash).join(pages)


def _range(part: str, short: Shortening) -> list[str]:
    """A hyphen is a range between two pages of one kind; else it is part of a page, as in `S-12` and `A-3--A-9`."""
    pages = _DASH.split(part)
    if len(pages) == 1:
        pages = _at_hyphen(part)
    if short and len(pages) == 2:
        first, end = map(_PAGE.fullmatch, pages)
        is_alike = first and end and first["number"] and not end["suffix"] and first["letters"] == end["letters"]
        # `S93-9`, as in PubMed; other styles keep pages with letters whole.
        if first and end and is_alike and (short == "nlm" or not end["letters"]):
            return [pages[0], _shortened(first["number"], end["number"], short)]
    return pages


def _at_hyphen(part: str) -> list[str]:
    first, hyphen, end = part.partition("-")
    pages = [_PAGE.fullmatch(first.strip()), _PAGE.fullmatch(end.strip())]
    if hyphen and pages[0] and pages[1] and _kind(pages[0]) == _kind(pages[1]):
        return [first.strip(), end.strip()]
    compound = _COMPOUND.fullmatch(part)
    if compound and compound[1].partition("-")[0] == compound[2].partition("-")[0]:
        return [compound[1], compound[2]]
    return [part]


def _kind(page: re.Match[str]) -> str:
    return page["letters"].lower() if page["number"] else "roman"


def _shortened(first: str, last: str, short: Shortening) -> str:
    """The last page: 261, 265 -> 5 (nlm), 65 (mla, chicago); 103, 107 -> 7 (nlm, chicago), 07 (mla)."""
    if len(first) != len(last):
        return last
    differing = next((last[i:] for i, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), last)
    at_least_two = last[-max(2, len(differing)) :]
    match short:
        case "":
            return last
        case "nlm":
            return differing
        case "mla":
            return at_least_two if len(last) > 2 else last
        case "chicago":
            # The Chicago Manual of Style, 9.61: 3–10, 100–104, 107–8, 321–28.
            if len(last) < 3 or first.endswith("00"):
                return last
            return differing if first[-2] == "0" else at_least_two
        case _:
            assert_never(short)
