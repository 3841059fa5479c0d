"""What stands after the title of a reference typed by hand: where and how the work appeared -> fields, and the rest.

One part after the other is taken out of the text; what is left at the end is the venue, and words that nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cvtex.importers.references.names import UPPER, people
from cvtex.locales.months import month_beginnings
from cvtex.value import Struct, field

_CUT: Final = " · "
_EDGES: Final = " \t\n,.;:·([{<–—-/，．、。；："
# A volume is no year.
_VOLUME: Final = r"(?!(?:1[89]|20)\d\d(?!\d))\d{1,4}"
_NUMBER: Final = r"\d{1,4}(?:[-–/]\d{1,4})?"
_PAGE: Final = r"[A-Za-z]{0,2}\d+(?:\.e?\d+)?"
_PAGES: Final = rf"{_PAGE}(?:\s*[-–—]+\s*{_PAGE})?"
_RANGE: Final = rf"{_PAGE}\s*[-–—]+\s*{_PAGE}"
# With the words that say what the numbers are.
_LABELLED: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bISBN(?:-1[03])?:?\s*(?P<isbn>[\d-]{9,16}[\dX])",
        r"\bVersion\s+(?P<version>\d+(?:\.\d+)*)",
        r"\b(?:PubMed )?PMID:?\s*(?P<pmid>\d{4,9})",
        r"\b(?:PubMed Central )?PMCID:?\s*(?P<pmcid>PMC\d+)",
        rf"\b(?:vol(?:umes?|\.)?|jg\.?|bd\.?|t\.|т\.|band)\s*(?P<volume>{_NUMBER})",
        rf"(?<!\w)(?:no\.?|nos\.?|number|issue|nr\.?|n[°º]|nº|h\.|heft|№|fasc\.?)\s*(?P<number>{_NUMBER})",
        rf"(?<!\w)(?:pp?\.?|pages?|s\.|seiten|с\.|págs?\.)\s*(?P<pages>{_PAGES})(?!\w)",
        r"(?<!\w)art(?:icle|\.)?\s*(?:no\.?\s*|id\s*)?(?P<eid>[a-z]?\d+)\b",
        r"第\s*(?P<volume>\d+)\s*巻\s*(?:第?\s*(?P<number>\d+)\s*号)?",
        rf"(?P<pages>{_PAGES})\s*[頁页]",
        r"(?P<pagetotal>\d+) (?:pages|pp\.|p\.|с\.|S\.)(?!\w)",
        r"\(?\b(?P<edition>\d{1,2})(?:st|nd|rd|th|\.)?\.?\s*(?:ed\b\.?|edn\b\.?|edition|aufl\b\.?|auflage|изд\.)\)?",
        r"\(?report no\.?\s*(?P<number>[\w-]+)\)?",
        r"(?P<howpublished>(?:U\.?S\.?|European|EP|German|DE)\s*Patent\s*(?:No\.?\s*)?(?P<number>[\d ,./]+\d))",
    )
)
_ISSUE: Final = rf"\s*(?:\((?P<number>{_NUMBER})\)|(?P<issue>\s(?:Suppl|Pt)\.?\s*\d*))?"
# Bare numbers, from the surest to the least sure.
_BARE: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\w.])(?P<volume>{_VOLUME}),\s*(?:no|nr|núm)\.\s*(?P<number>{_NUMBER})[,\s]*[:,]\s*(?P<pages>{_PAGES})",
        rf"(?<![\w.])(?P<volume>{_VOLUME}){_ISSUE}\s*[:,]\s*(?P<pages>{_PAGES})(?![\w.]*\w)",
        rf"(?<![\w.])\((?P<number>{_NUMBER})\):\s*(?P<pages>{_PAGES})(?!\w)",
        rf"(?<![\w.])(?P<volume>{_VOLUME})\s*\((?P<number>{_NUMBER})\)",
        rf"(?<![\w.])(?P<volume>{_VOLUME}),\s*(?P<number>\d{{1,3}})(?=\s*(?:·|,|$))",
        rf"(?<![\w.])(?P<pages>{_RANGE})(?!\w)",
    )
)
_ALONE: Final = re.compile(rf"(?:^|\s|,)(?P<volume>{_VOLUME})\s*(?=·|,|;|$)")
_YEAR: Final = r"(?:1[5-9]|20)\d\d"
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
# `2019 Jul 25;`, `(July 2021)`, `Jul. 16, 2016`, `25 July 2019`
_DATES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<days>\d{{1,2}}\.?\s*[-–]\s*\d{{1,2}}\.?)\s+(?P<month>[^\W\d_]{{3,9}})\b\.?,?\s+(?P<year>{_YEAR})",
        rf"(?P<month>[^\W\d_]{{3,9}})\b\.?\s+(?P<days>\d{{1,2}}\s*[-–]\s*\d{{1,2}}),?\s+(?P<year>{_YEAR})",
        rf"(?P<year>{_YEAR})\s+(?P<month>[^\W\d_]{{3,9}})\b\.?(?:\s+(?P<day>\d{{1,2}})\b(?![-–(:]))?",
        rf"(?<![-–\d])(?P<month>[^\W\d_]{{3,9}})\b\.?\s+(?P<day>{_DAY}),\s+(?P<year>{_YEAR})",
        rf"(?<![-–\d])(?P<day>{_DAY})\.?\s+(?P<month>[^\W\d_]{{3,9}})\b\.?,?\s+(?P<year>{_YEAR})",
        rf"(?<![-–\d] )(?P<month>[^\W\d_]{{3,9}})\b\.?,?\s+(?P<year>{_YEAR})",
    )
)
# What says of a web page when it was seen, and of a paper when it was first there.
_REMARKS: Final = re.compile(
    rf"[(\[]?(?:accessed|retrieved|zugegriffen|abgerufen|consulté(?: le)?|epub)\b:?\s*(?:on\s+|am\s+)?"
    rf"[\w .,/-]{{0,20}}?{_YEAR}(?:\s+[A-Z][a-z]{{2}}\s+\d{{1,2}})?[)\]]?"
    r"|\(IF:?\s*[\d.]+\)|\[(?:PDF|code|link|slides)\]",
    re.IGNORECASE,
)
_AVAILABLE: Final = re.compile(
    r"\b(?:available (?:at|from)|retrieved from|verfügbar unter|disponible (?:en|sur)):?", re.IGNORECASE
)
_STATUS: Final = re.compile(
    r"[(\[]?\b(?:manuscript )?(in press|forthcoming|submitted(?: to)?|accepted|to appear(?: in)?|under review"
    r"|in preparation|im Druck|im Erscheinen|sous presse|en prensa)\b[)\]]?",
    re.IGNORECASE,
)
_PERSON: Final = rf"(?:{UPPER}[^()]{{2,200}}?)"
_MARK: Final = r"(?:[Ee]ds?|[Hh]rsg|[Hh]g|[Cc]oords?|ред)"
_EDITED_BY: Final = (
    r"(?:edited by|sous la direction de|herausgegeben von|editado por|a cura di|\b[Ee]d\. by|\b[Ee]ds?\.)"
)
_EDITORS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_EDITED_BY}\s+(?P<names>{_PERSON})(?=\s*(?:,\s*(?:\d|{UPPER}[^,]{{2,40}}(?:,|$))|\(|·|\.\s|$))",
        rf"(?<!\w)(?P<names>{_PERSON})\s*[(\[]{_MARK}\.?[)\]][.:,]?",
        rf"(?:^|·\s*|,\s)(?P<names>{_PERSON}),\s*{_MARK}\.?(?=[\s,]|$)",
    )
)
_THESIS: Final = re.compile(
    r"\b(?P<type>(?:(?:unpublished\s+)?(?:(?P<doctoral>ph\.?\s?d\.?|doctoral|doctorate|d\.?phil\.?)|master['’]?s?"
    r"|m\.?sc\.?|m\.?a\.?|bachelor['’]?s?|b\.?sc\.?|diploma)\s*(?:thesis|dissertation)"
    r"|(?P<doctoral2>dissertation|doktorarbeit|thèse de doctorat|tesis doctoral)|(?:master|diplom|bachelor)arbeit"
    r"|tesis de máster|mémoire de master))(?!\w)",
    re.IGNORECASE,
)
_PUBLISHER: Final = re.compile(
    r"\b(?:press|verlag|springer|wiley|elsevier|routledge|publishers?|publishing|de gruyter|éditions|editorial"
    r"|ediciones|edizioni|palgrave|birkhäuser|sage|brill|mit press|acm|ieee|usenix|o['’]?reilly|zenodo"
    r"|издательство)\b"
    r"|出版社|出版",
    re.IGNORECASE,
)
# `London: Example Press`
_TOWN: Final = rf"(?:{UPPER}[\w.’'-]*(?:,? |(?=\s?:))){{1,4}}|[\u3400-\u9fff]{{2,6}}|М\."
_PLACE: Final = re.compile(
    rf"(?:^|(?<=[·,.(–]))\s*(?P<address>{_TOWN})\s*:\s*(?P<publisher>[^·,.:;()]{{3,60}}?)(?=\s*(?:·|,|;|\)|\.|$))"
)


class Venue(Struct):
    """`text`: what is left."""

    text: str
    fields: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    thesis: str = ""
    is_doctoral: bool = False

    def take(self, pattern: re.Pattern[str], names: Mapping[str, str] | None = None) -> bool:
        """Take the first match out; its groups are fields, unless one of them is known."""
        found = pattern.search(self.text)
        if found is None:
            return False
        groups = names or {name: value for name, value in found.groupdict().items() if value}
        if any(name in self.fields and self.fields[name] != value.strip() for name, value in groups.items()):
            return False
        self.fields |= {name: value.strip() for name, value in groups.items()}
        self.cut(found)
        return True

    def cut(self, found: re.Match[str]) -> None:
        before, after = self.text[: found.start()].rstrip(" ,;:·–—"), self.text[found.end() :].lstrip(" ,;:·–—.")
        # A bracket that has lost its words.
        if before.endswith("(") and after.startswith(")"):
            before, after = before[:-1].rstrip(), after[1:].lstrip(" ,;:.")
        self.text = f"{before}{_CUT if before and after else ''}{after}".strip()


def read_venue(text: str, fields: dict[str, str]) -> Venue:
    """`fields`: those that are known; the others are added."""
    venue = Venue(text.strip(), fields)
    while found := _REMARKS.search(venue.text):
        venue.remarks.append(found[0].strip("()[] "))
        venue.cut(found)
    while found := _AVAILABLE.search(venue.text):
        venue.cut(found)
    if (found := _THESIS.search(venue.text)) is not None:
        venue.thesis, venue.is_doctoral = found["type"], bool(found["doctoral"] or found["doctoral2"])
        venue.cut(found)
    for pattern in _EDITORS:
        found = pattern.search(venue.text)
        if found and "editor" not in fields and (names := people(_names_of(found["names"]))):
            fields["editor"] = " and ".join(names)
            lead = found["names"].removesuffix(_names_of(found["names"])).strip()
            venue.cut(found)
            venue.text = f"{lead} {venue.text}".strip()
    for pattern in _LABELLED:
        venue.take(pattern)
    _read_year(venue)
    for pattern in _BARE:
        if "volume" not in fields or "pages" not in fields:
            venue.take(pattern)
    if issue := fields.pop("issue", ""):
        fields.setdefault("number", issue.strip())
    if "eid" in fields and "number" not in fields and fields.get("pages", "").isdecimal():
        # `12, 3, Article 45`
        fields["number"] = fields.pop("pages")
    if (status := _STATUS.search(venue.text)) and "pubstate" not in fields:
        fields["pubstate"] = status[1].removesuffix(" to").removesuffix(" in").casefold()
        venue.cut(status)
    venue.take(_PLACE)
    if "publisher" in fields and "address" in fields:
        fields["address"] = fields.pop("address").strip(" :,")
    if not {"volume", "editor", "publisher"} & fields.keys():
        venue.take(_ALONE)
    return venue


def _read_year(venue: Venue) -> None:
    """The year, unless it is known from before the title: then, only one in brackets is the same."""
    year = venue.fields.get("year", "")
    _date(venue)
    if "date" in venue.fields:
        return
    if not year:
        venue.fields["year"], venue.text = take_year(venue.text)
    elif found := re.search(rf"\({year}[a-z]?\)", venue.text):
        venue.cut(found)


def _names_of(text: str) -> str:
    """Names may follow the title of the book: `Handbook of Engines, C. Babbage`."""
    if people(text):
        return text
    for part in re.finditer(r"(?:[,.·]|\bin:?)\s+", text):
        if people(text[part.end() :]):
            return text[part.end() :]
    return text


def _date(venue: Venue) -> None:
    """A day or a month makes the year a date."""
    months = month_beginnings()
    for pattern in _DATES:
        for found in pattern.finditer(venue.text):
            month = months.get(found["month"].casefold())
            year = venue.fields.get("year")
            if month is None or (year and year != found["year"]):
                continue
            day = re.match(r"\d+", found.groupdict().get("day") or "")
            venue.fields["year"] = found["year"]
            venue.fields["date"] = f"{found['year']}-{month:02d}" + (f"-{int(day[0]):02d}" if day else "")
            if found.groupdict().get("days"):
                venue.remarks.append(found[0])
            venue.cut(found)
            return


def take_year(venue_text: str) -> tuple[str, str]:
    """The year that a text after the title names, and the text without it."""
    found = [
        *re.finditer(rf"\(({_YEAR})[a-z]?\)", venue_text),
        *re.finditer(rf"(?<![\w–-])({_YEAR})[a-z]?(?=\s*[;:])", venue_text),
    ][:1] or [*re.finditer(rf"(?<![\w–/.-])({_YEAR})[a-z]?年?(?![\w–-])", venue_text)][-1:]
    if not found:
        return "", venue_text
    venue = Venue(venue_text)
    venue.cut(found[0])
    return found[0][1], venue.text


def is_publisher(text: str) -> bool:
    return bool(_PUBLISHER.search(text))


def edges_stripped(text: str) -> str:
    stripped = text.strip(_EDGES + ")]}>")
    for opening, closing in ("()", "[]"):
        if stripped.count(opening) > stripped.count(closing):
            stripped += closing
    # `U.K.`
    return f"{stripped}." if re.search(r"\.[^\W\d_]$", stripped) else stripped
