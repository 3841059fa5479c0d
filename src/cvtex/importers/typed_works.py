"""A reference typed by hand -> a work, where authors, year and title can be told; else None.

The styles of APA, IEEE, Vancouver, and BibTeX's plain. What is left of a reference becomes its note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from cvtex.importers.imported import ImportedWork, Said
from cvtex.importers.words import Words
from cvtex.text.richtext import plain, styled
from cvtex.text.web_address import decode_doi

_LABEL: Final = re.compile(r"^\s*(?:\[[A-Z]{0,3}\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)]|[A-Z]{1,2}\d{1,3}[.:)])\s+")
_DOI: Final = re.compile(
    r"(?:(?:https?://)?\b(?:dx\.)?doi\.org/|\bdoi:?\s*)(10\.\d{4,9}/[^\s,;]+[^\s,;.)\]])", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"https?://[^\s,;]+[^\s,;.)\]]")
_ARXIV: Final = re.compile(
    r"\barXiv(?:\s+preprint)?(?:\s*arXiv)?:?\s*(\d{4}\.\d{4,5})(?:v\d+)?(?:\s*\[[\w.-]+\])?", re.IGNORECASE
)
_QUOTED: Final = re.compile(
    r"[“„«\"](?P<title>.{8,400}?)[,.]?[”“»\"]|(?<=\s)['‘](?P<single>.{8,400}?)[,.]?['’](?=[,.\s])"
)
_APA: Final = re.compile(r"^(?P<authors>.{3,600}?),?\s*\((?P<year>(?:19|20)\d\d)[a-z]?\)[.,:]?\s+(?P<rest>.+)$")
# `Lovelace, A. and C. Babbage. 1843. Notes on ...`
_PLAIN_YEAR: Final = re.compile(
    r"^(?P<authors>.{3,600}?)[.,]?\s+(?P<year>(?:19|20)\d\d)[a-z]?[.:,]\s+(?P<rest>[^\W\d_].+)$"
)
# `Lovelace, A., Babbage, C.: Notes on ..., Scientific Memoirs, 3, 666–731, 1843`
_COLON: Final = re.compile(
    r"^(?P<authors>[^:]{5,600}):\s+(?P<title>.{8,400}), "
    r"(?P<rest>[^,]{3,80}, [A-Z]?\d{1,4}, .*?\b(?P<year>(?:19|20)\d\d))\.?$"
)
_YEAR: Final = re.compile(r"(?<![\d–-])\(?((?:19|20)\d\d)[a-z]?\)?(?![\d–-])")
# The end of a sentence, but not after an initial or an abbreviation.
_STOP: Final = re.compile(
    r"(?<![\s.(-][^\W\d_])(?<!^[^\W\d_])(?<!\bvol)(?<!\bno)(?<!\bpp)(?<!\bal)[.?!]\s+(?=\S)", re.IGNORECASE
)
_INITIALS: Final = r"(?:[^\W\d_]\.?[ -]?){1,4}"
_ONLY_INITIALS: Final = re.compile(r"(?:[A-Z]\.[ -]?){1,4}")
_INVERTED: Final = re.compile(rf"(?![A-Z]\. )[^\W\d_][^,;&]{{0,40}}, {_INITIALS}(?=$|,|;| and| &|\.)")
# `Lovelace AB`, `Lovelace A B`, `Müller K-R`, `Höhne M-C M`
_VANCOUVER: Final = re.compile(
    r"[^\W\d_][\w’'-]+(?: [^\W\d_][\w’'-]+){0,2} (?:[A-Z]{1,3}|[A-Z](?: [A-Z]|-[A-Za-z]){1,2})(?![^\W\d_])"
)
_VANCOUVER_LIST: Final = re.compile(rf"((?:{_VANCOUVER.pattern}, ){{0,60}}{_VANCOUVER.pattern}(?:,? et al)?)\.\s+")
# `Lovelace, A. & Babbage, C. Notes on ...`: the title follows the last initial.
_INVERTED_NAME: Final = r"[^\W\d_][^,;&.]{0,40}, (?:[^\W\d_]\.[ -]?){1,4}"
_INVERTED_LIST: Final = re.compile(
    rf"((?:{_INVERTED_NAME}(?:, (?:and |& )?| ?(?:and|&) )){{0,60}}{_INVERTED_NAME}(?:,? ?et al\.)?)"
    r",?\s*(?=[^\W\d_a-z])"
)
_ORDERED: Final = re.compile(
    r"(?:[A-Z]\. ?-?){1,4}(?:(?:v[ao]n|der?|den|d[aeiu]|l[ae]) )*[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|d[aeu]|v[ao]n|der))*"
)
_ORDERED_LIST: Final = re.compile(
    rf"[\s,.]*(?:(?:by|with)\s)?((?:{_ORDERED.pattern}(?:,? (?:and|&) |, )){{0,60}}{_ORDERED.pattern})[,.]\s+"
)
_INITIALS_FIRST: Final = re.compile(r"((?:[A-Z]\. ?-?){1,4})([^\W\d_][^.]+ [^.]+)")
_SEPARATORS: Final = re.compile(r"\s*(?:;|,?\s+(?:and|und|et|y|e|og|och|&)\s+|,?\s*&\s*|,)\s*")
_NAME: Final = re.compile(r"[^\W\d_][\w.’'‐-]*(?: [^\W\d_][\w.’'‐-]*){0,5}")
_PAGES: Final = re.compile(r"(?:\bpp?\.?\s*|\bpages?\s*|\bS\.\s*)(\w?\d+(?:\s*[-–]+\s*\w?\d+)?)", re.IGNORECASE)
_VOLUME: Final = re.compile(
    r"(?:\bvol(?:ume|\.)?\s*)(?P<volume>\d+)(?:\s*[,(]?\s*(?:no\.?|number|issue|nr\.?)\s*(?P<number>\d+)\)?)?",
    re.IGNORECASE,
)
_SHORT: Final = re.compile(
    r"(?<![\w.])(?P<volume>\d{1,4})\s*(?:\((?P<number>\d{1,4}(?:[-–/]\d{1,4})?)\))?\s*[:,]"
    r"\s*(?P<pages>[eE]?\d+(?:\s*[-–]+\s*\d+)?)(?!\w|\.\d)"
)
# Chicago: `12, no. 3 (2019): 45–67`, without the year.
_NUMBERED_VOLUME: Final = re.compile(
    r"(?<![\w.])(?P<volume>\d{1,4}), (?:no|nr)\.\s(?P<number>\d{1,4})[,\s]*[:,]"
    r"\s*(?P<pages>[eE]?\d+(?:\s*[-–]+\s*\d+)?)"
)
_AND: Final = re.compile(r"^(?:and|und|et|y|e|&)\s+")
_EDITORS: Final = re.compile(r"^(?P<names>[^()]{3,200}?),? \((?:eds?|hrsg|hg)\.?\)[.,:]?\s*", re.IGNORECASE)
_SHORT_VOLUME: Final = re.compile(r"(?<![\w.])(?P<volume>\d{1,4})\s*\((?P<number>\d{1,4}(?:[-–/]\d{1,4})?)\)")
_CONFERENCE: Final = re.compile(
    r"\b(?:proc|conf(?:erence|\.)|workshop|symposium|tagung|congress|colloquium)", re.IGNORECASE
)
_THESIS: Final = re.compile(
    r"\b(?:(ph\.?\s?d\.?|doctoral)|(master'?’?s?|m\.?sc\.?)) ?(?:thesis|dissertation)", re.IGNORECASE
)
_IN: Final = re.compile(r"^(?:in|En|Em|Dans)\b[:\s]+", re.IGNORECASE)
_PUBLISHER: Final = re.compile(
    r"\b(?:press|verlag|springer|wiley|elsevier|routledge|publishers?|de gruyter)\b", re.IGNORECASE
)
_JOINT: Final = re.compile(
    r"(?<!\w)(?:in|et al|eds?|hrsg|vol|nos?|nr|pp?|and|und|et|doi|retrieved|from|available|at)(?!\w)"
)
_EDGES: Final = " \t,.;:()[]–—-"
_MOST_WORDS: Final = 150
_SHORTEST_TITLE: Final = 3
_LEFT: Final = 0.5


def typed_work(words: Words, kind: str | None = None) -> ImportedWork | None:
    """`kind`: the type of works that the heading above names."""
    text = " ".join(words.plain.split())
    if not 4 <= len(text.split()) <= _MOST_WORDS:
        return None
    text = _LABEL.sub("", text)
    fields: dict[str, str] = {}
    text = _taken(text, _DOI, "doi", fields)
    if "doi" in fields:
        fields["doi"] = decode_doi(fields["doi"])
    text = _taken(text, _ARXIV, "eprint", fields)
    text = _taken(text, _ADDRESS, "url", fields)
    split = _title_first(words, text) or _split(text)
    if split is None:
        return None
    authors, title, year, rest = split
    names = _names(authors)
    if not names or len(title) < 6 or (" " not in title and title.isascii() and len(title) < 12):
        return None
    fields = {"author": " and ".join(names), "title": title, "year": year} | fields
    if "eprint" in fields:
        fields["eprinttype"] = "arxiv"
    emphasised = [plain(one).strip(_EDGES) for one in styled(words.text, "emphasis")]
    entry_type = _venue(rest, emphasised, fields, kind)
    if len(fields.get("note", "")) > _LEFT * len(text):
        return None
    links = {one.url for one in words.links}
    if "url" not in fields and "doi" not in fields and len(links) == 1 and (url := links.pop()).startswith("http"):
        fields["url"] = url
    known = {name: Said(value, words.span) for name, value in fields.items() if value}
    return ImportedWork(entry_type, known, words.span, joints=_joints(words.plain, fields.values()))


def _joints(text: str, fields: Iterable[str]) -> str:
    """The words between the parts of a reference, as often as no part has them."""
    left = Counter(_JOINT.findall(text.casefold())) - Counter(_JOINT.findall(" ".join(fields).casefold()))
    return " ".join(left.elements())


def _taken(text: str, pattern: re.Pattern[str], name: str, fields: dict[str, str]) -> str:
    """Take a part out of the text."""
    if found := pattern.search(text):
        fields[name] = found[1] if found.re.groups else found[0]
        text = f"{text[: found.start()].rstrip(' (')} {text[found.end() :].lstrip(' )')}".strip()
    return text


def _split(text: str) -> tuple[str, str, str, str] | None:
    """Authors, title, year and the rest."""
    if quoted := _QUOTED.search(text):
        authors, rest = text[: quoted.start()], text[quoted.end() :]
        if (dated := _YEAR.search(authors)) and not authors[dated.end() :].strip(_EDGES):
            return (
                authors[: dated.start()].strip(" ,.(:"),
                (quoted["title"] or quoted["single"]).strip(),
                dated[1],
                rest.strip(" ,.;"),
            )
        years = list(_YEAR.finditer(rest))
        if not years:
            return None
        year = years[-1]
        return authors.strip(" ,.:"), (quoted["title"] or quoted["single"]).strip(), year[1], _without(rest, year)
    if (apa := _APA.match(text)) and not _YEAR.search(apa["authors"]):
        title, _, rest = _sentence(apa["rest"])
        return apa["authors"].strip(" ,"), title, apa["year"], rest
    if (dated := _PLAIN_YEAR.match(text)) and _names(dated["authors"]):
        title, _, rest = _sentence(dated["rest"])
        return dated["authors"].strip(" ,"), title, dated["year"], rest
    if (colon := _COLON.match(text)) and _names(colon["authors"]):
        return colon["authors"], colon["title"], colon["year"], colon["rest"].removesuffix(colon["year"]).strip(" ,")
    if vancouver := _VANCOUVER_LIST.match(text):
        authors, stop, rest = vancouver[1], ".", text[vancouver.end() :]
    elif (inverted := _INVERTED_LIST.match(text)) and not _ORDERED.match(text, inverted.end()):
        authors, stop, rest = inverted[1], ".", text[inverted.end() :]
    else:
        authors, stop, rest = _sentence(text)
    title, _, after = _sentence(rest)
    years = list(_YEAR.finditer(after))
    if not stop or not years or not after:
        return None
    return authors, title, years[-1][1], _without(after, years[-1])


def _title_first(words: Words, text: str) -> tuple[str, str, str, str] | None:
    """`*Notes on the Engine*, A. Lovelace, C. Babbage, ...`: a title in a style or in quotation marks, then authors."""
    lead, quoted = words.lead(), _QUOTED.match(text)
    title = lead[0].plain if lead else (quoted["title"] or quoted["single"]) if quoted else ""
    title = " ".join(title.split())
    start = quoted.end() if quoted else len(title)
    if len(title.split()) < _SHORTEST_TITLE or (not quoted and not text.startswith(title)):
        return None
    authors = _ORDERED_LIST.match(text, start)
    years = list(_YEAR.finditer(text, start))
    if authors is None or not years or years[-1].start() < authors.end():
        return None
    year = years[-1]
    rest = f"{text[authors.end() : year.start()].rstrip(' ,;(')}, {text[year.end() :].lstrip(' ,;.:)')}"
    return authors[1], title.strip(' ,.“”"'), year[1], rest.strip(" ,.;")


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()].rstrip(' ,;(')}, {text[match.end() :].lstrip(' ,;.:)')}".strip(" ,.;")


def _sentence(text: str) -> tuple[str, str, str]:
    """The first sentence, its stop and what follows."""
    match = _STOP.search(text)
    if match is None:
        return text.strip(" ."), "", ""
    stop = "" if match[0][0] == "." else match[0][0]
    return text[: match.start()].strip() + stop, ".", text[match.end() :].strip()


def _names(authors: str) -> list[str]:
    """Authors as BibTeX has them, or none if one of them does not look like a name."""
    text = re.sub(r"[*†‡§#\d⁰¹²³⁴-⁹]+", "", authors).strip(" ,:;")
    text = text.removesuffix(".") if re.search(r"[^\W\d_]{3,}\.$", text) else text
    text, has_others = re.subn(r",?\s*(?:and |& )?(?:et al\.?|u\. ?a\.|others)\s*$", "", text)
    text = re.sub(r"\s*\((?:eds?|hrsg|Hg)\.?\)\.?$", "", text, flags=re.IGNORECASE)
    names = _inverted_names(text) or _names_in_order(text)
    return [*names, "others"] if has_others and names else names


def _inverted_names(text: str) -> list[str]:
    """`Lovelace, A., Babbage, C.`; none if something else stands between them."""
    inverted = _INVERTED.findall(text)
    if not inverted or not _INVERTED.match(text):
        return []
    left = re.sub(r"\b(?:and|und|et|y|e)\b", "", _INVERTED.sub("", text))
    return [] if left.strip(" ,.;&…") else [_AND.sub("", one.strip()) for one in inverted]


def _names_in_order(text: str) -> list[str]:
    names = [one.strip() for one in _SEPARATORS.split(text) if one.strip()]
    if all(_VANCOUVER.fullmatch(one) for one in names):
        return [_of_vancouver(one) for one in names]
    if (
        len(names) > 1
        and (_is_single(names[1]) or _ONLY_INITIALS.fullmatch(names[1]))
        and not any(map(_is_single, names[2:]))
    ):
        # Only the first name is turned round: `Lovelace, Ada, and Charles Babbage`.
        names = [f"{names[0]}, {names[1]}", *names[2:]]
        first, others = names[0].replace(", ", " "), names[1:]
    else:
        first, others = names[0] if names else "", names[1:]
    is_sound = all(_NAME.fullmatch(one) and " " in one and _is_capital(one) for one in (first, *others))
    return [_family_first(one) for one in names] if is_sound else []


def _family_first(name: str) -> str:
    """`R. Ferreira da Silva` -> `Ferreira da Silva, R.`: what follows initials is the family name."""
    found = _INITIALS_FIRST.fullmatch(name)
    return f"{found[2]}, {found[1].strip()}" if found else name


def _is_single(name: str) -> bool:
    return " " not in name


def _of_vancouver(name: str) -> str:
    """`Lovelace A B` or `Lovelace AB` -> `Lovelace, A. B.`; `Müller K-R` -> `Müller, K.-R.`"""
    found = re.fullmatch(r"(.+?) ([A-Z](?: ?[A-Z]|-[A-Za-z]){0,2})", name)
    assert found
    stopped = re.sub(r"([A-Za-z]) ?", r"\1.", found[2])
    return f"{found[1]}, {re.sub(r'(?<=[.])(?=[A-Z])', ' ', stopped)}"


def _is_capital(name: str) -> bool:
    words = name.split()
    return words[-1][0].isupper() or not words[-1][0].isascii() or words[0][0].isupper()


def _venue(rest: str, emphasised: list[str], fields: dict[str, str], kind: str | None) -> str:
    """What stands after the title: where the work appeared. Returns the type of the entry."""
    text = rest.strip(" ,.;")
    is_in = bool(_IN.match(text))
    text = _IN.sub("", text)
    if is_in and (edited := _EDITORS.match(text)) and (editors := _names(edited["names"])):
        fields["editor"] = " and ".join(editors)
        text = text[edited.end() :]
    thesis = _THESIS.search(text)
    for pattern in (_NUMBERED_VOLUME, _VOLUME, _SHORT, _SHORT_VOLUME):
        if "volume" not in fields and (found := pattern.search(text)):
            for name, value in found.groupdict().items():
                if value:
                    fields.setdefault(name, value)
            text = f"{text[: found.start()].rstrip(' ,;')} · {text[found.end() :].lstrip(' ,;')}".strip(" ·,")
    if "pages" not in fields and (pages := _PAGES.search(text)):
        fields["pages"] = pages[1]
        text = f"{text[: pages.start()].rstrip(' ,;(')} · {text[pages.end() :].lstrip(' ,;)')}".strip(" ·,")
    if "pages" in fields:
        fields["pages"] = re.sub(r"\s*[-–]+\s*", "--", fields["pages"])
    venue = next((one for one in emphasised if one and one in text and one != fields["title"]), "")
    venue = venue or re.split(r"\s·\s|,\s|(?<=\w{6})\.\s", text, maxsplit=1)[0].strip(" ·,.;:")
    left = text.replace(venue, "", 1) if venue else text
    if note := " ".join(part for part in re.split(r"[\s·]+", left.strip(_EDGES + "·")) if part.strip(_EDGES)):
        fields["note"] = note.strip(" ,.;")
    return _typed(venue, fields, kind, thesis, is_in=is_in)


def _typed(venue: str, fields: dict[str, str], kind: str | None, thesis: re.Match[str] | None, *, is_in: bool) -> str:
    if thesis:
        fields["type"] = thesis[0]
        fields["school"] = venue if not _THESIS.search(venue) else fields.pop("note", "")
        return "phdthesis" if thesis[1] else "mastersthesis"
    if kind == "article" and is_in and not _CONFERENCE.search(venue):
        fields["journal"] = venue
        return "article"
    if kind == "incollection" or (is_in and not _CONFERENCE.search(venue) and "volume" not in fields):
        fields["booktitle"] = venue
        if _PUBLISHER.search(fields.get("note", "")) and "," not in fields["note"]:
            fields["publisher"] = fields.pop("note")
        return "incollection"
    if is_in and "volume" in fields and kind != "inproceedings" and not _CONFERENCE.search(venue):
        # Some styles write "In:" before a journal, too.
        fields["journal"] = venue
        return "article"
    if kind == "inproceedings" or is_in or _CONFERENCE.search(venue):
        fields["booktitle"] = venue
        return "inproceedings"
    if kind == "book" or (_PUBLISHER.search(venue) and "volume" not in fields):
        fields["publisher"] = venue
        return "book"
    if kind == "article" or "volume" in fields or "pages" in fields:
        fields["journal"] = venue
        return "article"
    if venue:
        fields["howpublished"] = venue
    return "misc"
