"""A reference typed by hand -> a work, where authors, year and title can be told; else None.

Any of the usual styles: APA, IEEE, Vancouver, Chicago, MLA, Harvard, Nature, ACM, Springer; in several languages.
What is left of a reference becomes its note.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Final

from cvtex.importers.documents.words import Words
from cvtex.importers.imported import ImportedWork, Said
from cvtex.importers.references.names import UPPER, NameList, names_at_start
from cvtex.importers.references.venues import Venue, edges_stripped, is_publisher, read_venue
from cvtex.text.richtext import plain, styled
from cvtex.text.web_address import decode_doi
from cvtex.value import Value

LABEL: Final = re.compile(r"^\s*(?:\[[A-Z]{0,3}\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.):]|[A-Z]{1,2}\d{1,3}[.:)])\s+")
_DOI: Final = re.compile(
    r"(?:<?(?:https?://)?\b(?:dx\.)?doi\.org/|\bdoi:?\s*)(10\.\d{4,9}/[^\s,;>]+[^\s,;.)\]>])>?", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"<?(https?://[^\s,;>]+[^\s,;.)\]>])>?")
_ARXIV: Final = re.compile(
    r"\b(?:CoRR\s+abs/|arXiv(?:\s+preprint)?(?:\s*arXiv)?:?\s*)(\d{4}\.\d{4,5})(?:v\d+)?(?:\s*\[(?P<eprintclass>[\w.-]+)\])?",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(
    r"\s*(?:[“„«\"]\s*(?P<a>.{4,400}?)\s*[,.]?\s?[”“»\"]|[‘'](?P<b>.{8,400}?)[,.]?['’](?=[,.\s]|$)"
    r"|「(?P<c>.{2,200}?)」|『(?P<d>.{2,200}?)』)"
)
_ANY_QUOTED: Final = re.compile(r"[“„«\"].{8,400}?[”“»\"]|(?<=\s)['‘].{8,400}?['’](?=[,.\s])|[「『].+?[」』]")
_YEAR: Final = re.compile(
    r"[\s,.:]*(?:\((?P<a>(?:1[5-9]|20)\d\d)[a-z]?(?:[,/]\s*(?P<when>[^()]{3,30}))?\)|(?P<b>(?:1[5-9]|20)\d\d)[a-z]?(?=[.,:]\s))"
    r"[.,:]?\s*"
)
_STATUS: Final = re.compile(
    r"[\s,.:]*\((?P<status>in press|forthcoming|submitted|accepted|to appear|under review|in preparation|im Druck"
    r"|im Erscheinen|sous presse|en prensa|n\.d\.)\)[.,:]?\s*",
    re.IGNORECASE,
)
# The end of a sentence, but not after an initial or an abbreviation.
_STOP: Final = re.compile(
    r"(?<![\s.(-][^\W\d_])(?<!^[^\W\d_])(?<!\b[Vv]ol)(?<!\b[Nn]o)(?<!\bpp)(?<!\bal)(?<!\bvs)(?<!\b[Ss]t)(?<!\bDr)"
    r"(?<!\b[Ee]d)(?<!\bAufl)(?<!\b\d)(?<!\dnd)(?<!\drd)(?<!\dth)(?<!\dst)(?:[.?!]|[。．])(?:\s+(?=[^\s,;])|(?<=[。．]))"
)
# `, Loom Lett. 4, 1`: a journal after a title that ends with a comma.
_JOURNAL: Final = re.compile(
    rf",\s+(?=(?:{UPPER}[\w&-]*\.?,?\s?(?:of (?:the )?|the |and |für |& )?){{1,6}}\s?\d{{1,4}}(?:[,:(]|\s\())"
)
# A reference without a title, as physicists write it.
_ONLY_JOURNAL: Final = re.compile(rf"(?:{UPPER}[\w&-]*\.?\s?){{1,6}}\s?\d{{1,4}},\s*\w?\d+")
_SENTENCE: Final = re.compile(r"(?!Commun|Trans|Instrum|Astrophys|Biophys|Geophys|Mater|Electron)\b[^\W\d_]{5,}\.\s")
_CONTAINER: Final = re.compile(r"(?:\s*//\s*|[.,;:?!]\s+(?=(?:[Ii]n|En|[Dd]ans)(?::|\s+[^\W\d_a-zß-ÿ“\"])))")
# `The Thinking Engine (London: Example Press, 2020), 12`
_BOOK: Final = re.compile(
    r"(?P<title>[^()]{4,200}?)\s*\((?P<address>[^():]{2,40}):\s*(?P<publisher>[^():]{2,60}?),\s*(?P<year>(?:1[5-9]|20)\d\d)\)"
    r"(?P<rest>.*)"
)
_IN: Final = re.compile(r"^(?:in|en|em|dans)\b[:\s]+(?!press\b|prep|prensa\b)", re.IGNORECASE)
_CONFERENCE: Final = re.compile(
    r"\b(?:proc|conf(?:erence|\.)|workshop|symposium|tagung|congress|congreso|congrès|colloquium|annual meeting)",
    re.IGNORECASE,
)
# Chinese references name their kind: [J] is a journal. Other marks are those of APA.
_GB: Final = re.compile(r"\[(?P<kind>[JMDCPRGS])(?:/OL)?\]\.?")
_GB_TYPES: Final = {"J": "article", "M": "book", "D": "phdthesis", "C": "inproceedings", "P": "patent", "R": "report",
                    "G": "incollection", "S": "misc"}  # fmt: skip
_BRACKETED: Final = re.compile(r"\s*\[(?P<kind>[^\[\]]{4,80})\]\.?\s*$")
_KINDS: Final = (
    (re.compile(r"data ?set", re.IGNORECASE), "dataset"),
    (re.compile(r"software|source code|computer program", re.IGNORECASE), "software"),
    (re.compile(r"conference|poster|presentation|paper", re.IGNORECASE), "inproceedings"),
)
_SERVER: Final = re.compile(
    r"(?:bio|med|chem|psy|engr|soc|earth)[Aa]?[Rr]xiv|arXiv|SSRN|OSF Preprints|Research Square|Preprints(?:\.org)?"
    r"|TechRxiv"
)
_ARCHIVE: Final = re.compile(r"Zenodo|Dryad(?: Digital Repository)?|[Ff]igshare|PANGAEA|Dataverse")
# The rest of a title that has commas: `Annual Review of Ecology, Evolution, and Systematics`
_REST: Final = re.compile(rf"(?:{UPPER}\w+, )*(?:{UPPER}\w+,? )?(?:and|&|und|et|y) {UPPER}\w+(?: {UPPER}\w+)?")
_EDITION: Final = re.compile(
    r"[,.]?\s*\(?(?P<edition>\d{1,2})(?:st|nd|rd|th|\.)?\.?\s*(?:ed\b\.?|edn\b\.?|edition|aufl\b\.?|auflage)\)?\.?\s*$",
    re.IGNORECASE,
)
_VERSION: Final = re.compile(r"\s*\((?:version|v)\.?\s*(?P<version>[\w.]+)\)\s*$", re.IGNORECASE)
_REPORT: Final = re.compile(
    r"\s*\((?:(?:technical )?report|bericht)(?: no\.?)?\s*(?P<number>[\w-]+)\)\s*$", re.IGNORECASE
)
_JOINT: Final = re.compile(
    r"(?<![^\W\d_])(?:sous la direction de|herausgegeben von|editado por|edited by|retrieved from|available (?:at|from)"
    r"|in|et al|eds?|hrsg|hg|vol|nos?|nr|pp?|s|and|und|et|y|e|en|dans|edn|aufl|st|nd|rd|th|jg|h|art|article|report|doi"
    r"|pmid|pmcid|pubmed|central|https|http|org|dx|n|t|т|с|и|corr|abs|arxiv|manuscript|version|isbn|第|巻|巻第|号|頁|年)(?![^\W\d_])"
)
_ANY_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# Of one that stands before the authors, in words.
_SHORTEST_TITLE: Final = 3
_MOST_WORDS: Final = 150
_LEFT: Final = 0.5


class _Split(Value):
    names: NameList
    title: str
    year: str
    rest: str
    is_quoted: bool = False
    status: str = ""
    when: str = ""
    fields: tuple[tuple[str, str], ...] = ()


def typed_work(words: Words, kind: str | None = None, year: str = "") -> ImportedWork | None:
    """`kind`: the type of works that the heading above names; `year`: that which it names."""
    text = " ".join(words.plain.split())
    if not 2 <= len(text.split()) <= _MOST_WORDS and not any("\u3040" <= sign <= "\u9fff" for sign in text):
        return None
    whole = text = LABEL.sub("", text)
    known: dict[str, str] = {}
    text = _taken(text, _DOI, "doi", known)
    if "doi" in known:
        known["doi"] = decode_doi(known["doi"])
    text = _taken(text, _ARXIV, "eprint", known)
    text = _taken(text, _ADDRESS, "url", known)
    split = _title_first(words, text) or _split(text)
    if split is None:
        return None
    fields = {"author": " and ".join(split.names.names), "title": split.title, "year": split.year} | known
    if "eprint" in known:
        fields["eprinttype"] = "arxiv"
    fields |= dict(split.fields)
    type_of_title = _of_title(fields)
    if split.status:
        fields["pubstate"] = split.status.casefold()
    emphasised = [edges_stripped(plain(one)) for one in styled(words.text, "emphasis")]
    entry_type, is_told = _placed(split, emphasised, fields, kind or "", type_of_title)
    fields["year"] = fields.get("year") or year
    if not _is_sound(fields, split, is_told=is_told, left=len(fields.get("note", "")) / len(text)):
        return None
    if "date" in fields:
        del fields["year"]
    links = {one.url for one in words.links}
    if "url" not in fields and "doi" not in fields and len(links) == 1 and (url := links.pop()).startswith("http"):
        fields["url"] = url
    ordered = {name: Said(value, words.span) for name, value in fields.items() if value}
    return ImportedWork(entry_type, ordered, words.span, joints=_joints(whole, fields.values(), split.names))


def _is_sound(fields: dict[str, str], split: _Split, *, is_told: bool, left: float) -> bool:
    title = fields["title"]
    is_long = any("\u3040" <= sign <= "\u9fff" for sign in title) or len(title) >= 4
    has_time = bool(fields.get("year") or fields.get("pubstate"))
    is_short = " " not in title and title.isascii() and len(title) < 12 and not split.is_quoted
    has_more = is_told or split.is_quoted or bool({"volume", "pages", "doi", "eprint", "publisher"} & fields.keys())
    is_work = split.names.is_sure or has_more
    return is_long and has_time and is_work and left <= _LEFT and not (is_short and not has_more)


def _joints(text: str, fields: Iterable[str], names: NameList) -> str:
    """The words between the parts of a reference, as often as no part has them; and initials that now stand apart."""
    texts = [unicodedata.normalize("NFKC", one).casefold() for one in (text, " ".join(fields))]
    # A year may stand after the authors and in a date once more.
    all_, placed = (Counter([*_JOINT.findall(one), *_ANY_YEAR.findall(one)]) for one in texts)
    repeated = {one for one in placed if one.isdecimal()}
    left = [one for one in (all_ - placed).elements() if not one.isdecimal() or one in repeated]
    kinds = (one["kind"] for one in _GB.finditer(text))
    return " ".join([*left, *names.initials, *kinds])


def _taken(text: str, pattern: re.Pattern[str], name: str, fields: dict[str, str]) -> str:
    """Take a part out of the text."""
    if found := pattern.search(text):
        fields[name] = found[1]
        fields |= {name: value for name, value in found.groupdict().items() if value}
        before, after = text[: found.start()].rstrip(" ("), text[found.end() :].lstrip(" )")
        text = f"{before} {after.lstrip(',.; ') if before.endswith((',', '.', ';')) else after}".strip()
    return text


def _split(text: str) -> _Split | None:
    names = names_at_start(text)
    if names is None:
        return None
    rest = text[names.end :]
    year, status, when = "", "", ""
    if found := _YEAR.match(rest):
        year, when = found["a"] or found["b"], found["when"] or ""
        rest = rest[found.end() :]
    elif found := _STATUS.match(rest):
        status, rest = found["status"], rest[found.end() :]
    rest = rest.lstrip(" ,.:：")
    if not year and (journal := _ONLY_JOURNAL.match(rest)) and not _SENTENCE.search(journal[0]):
        return None
    if quoted := _QUOTED.match(rest):
        title = next(one for one in quoted.groups() if one)
        is_book = quoted["d"] is not None
        after = rest[quoted.end() :].strip(" ,.;")
        return _Split(names, title.strip(" ,."), year, after, not is_book, status, when)
    if not year and (book := _BOOK.fullmatch(rest)):
        fields = tuple((name, book[name].strip()) for name in ("address", "publisher"))
        return _Split(names, book["title"].strip(" ,."), book["year"], book["rest"].strip(" ,."), fields=fields)
    if _ANY_QUOTED.search(rest) and not year:
        return None
    title, after = _title(rest)
    return _Split(names, title, year, after, status=status, when=when)


def _title_first(words: Words, text: str) -> _Split | None:
    """`*Notes on the Engine*, A. Lovelace, C. Babbage, ...`: a title in a style or in quotation marks, then authors."""
    lead, quoted = words.lead(), _QUOTED.match(text)
    if quoted:
        title, rest = next(one for one in quoted.groups() if one), text[quoted.end() :]
    elif lead and text.startswith(title := " ".join(lead[0].plain.split())):
        rest = text[len(title) :]
    else:
        return None
    rest = re.sub(r"^[\s,.]*(?:(?:by|with)\s)?", "", rest)
    names = names_at_start(rest) if len(title.split()) >= _SHORTEST_TITLE else None
    if names is None or not (names.is_sure or quoted):
        return None
    return _Split(names, title.strip(" ,."), "", rest[names.end :].strip(" ,."), bool(quoted))


def _title(text: str) -> tuple[str, str]:
    """The title, and what follows."""
    if gb := _GB.search(text):
        return text[: gb.end()], text[gb.end() :].strip(" ,.")
    ends: list[tuple[int, int]] = []
    if container := _CONTAINER.search(text):
        ends.append((container.start() + (container[0][0] in "?!"), container.end()))
    if stop := _STOP.search(text):
        ends.append((stop.start() + (stop[0][0] in "?!"), stop.end()))
    if journal := _JOURNAL.search(text):
        ends.append((journal.start(), journal.end()))
    if not ends:
        title, _, rest = text.partition(", ")
        return title.strip(" ,."), rest.strip()
    start, end = min(ends)
    return text[:start].strip(" ,"), text[end:].strip()


def _of_title(fields: dict[str, str]) -> str:
    """Take out of the title what says of which kind the work is; returns the type of the entry, if it is told."""
    kind = ""
    title = fields["title"].rstrip(" .")
    if found := _GB.search(title):
        kind, title = _GB_TYPES[found["kind"]], title[: found.start()]
    if found := _BRACKETED.search(title):
        title = title[: found.start()]
        thesis = Venue(found["kind"])
        read_venue_of = read_venue(thesis.text, {})
        if read_venue_of.thesis:
            kind = "phdthesis" if read_venue_of.is_doctoral else "mastersthesis"
            fields["type"] = read_venue_of.thesis
            if school := edges_stripped(read_venue_of.text.replace(" · ", ", ")):
                fields["school"] = school
        else:
            kind = next((one for pattern, one in _KINDS if pattern.search(found["kind"])), "misc")
            fields["howpublished"] = found["kind"]
    for name, pattern in (("edition", _EDITION), ("version", _VERSION), ("number", _REPORT)):
        if found := pattern.search(title):
            fields[name] = found[name]
            title = title[: found.start()]
            kind = kind or {"edition": "book", "number": "techreport"}.get(name, "")
    fields["title"] = title.strip(" ,.") + ("?" if fields["title"].endswith("?") else "")
    fields["title"] = fields["title"].replace("??", "?")
    return kind


def _placed(
    split: _Split, emphasised: list[str], fields: dict[str, str], kind: str, type_of_title: str
) -> tuple[str, bool]:
    """Fields of what stands after the title; the type of the entry, and whether the text told it."""
    rest = split.rest
    is_in = bool(_IN.match(rest))
    rest = re.sub(r"『(.+?)』", r"\1 · ", _IN.sub("", rest))
    # As DBLP writes: `ENGINE 2019: 45-67`
    is_meeting = bool(re.match(r"[A-Z][A-Za-z@/+-]*(?: \(\d+\))? (?:19|20)\d\d(?::|\. )", rest))
    venue = read_venue(rest, fields)
    place = _named(venue, emphasised, fields["title"])
    if split.when:
        dated = read_venue(f"{split.when}, {split.year}", {})
        fields |= {name: value for name, value in dated.fields.items() if name == "date"}
        venue.remarks += [split.when] if dated.text or dated.remarks or "date" not in fields else []
    if venue.remarks:
        fields["comment"] = "; ".join(venue.remarks)
    if "pages" in fields:
        fields["pages"] = re.sub(r"\s*[-–—]+\s*", "--", fields["pages"])
    return _typed(place, venue, fields, kind, "inproceedings" if is_meeting else type_of_title, is_in=is_in)


def _named(venue: Venue, emphasised: list[str], title: str) -> str:
    """The name of the journal or book; what else is left becomes the note."""
    parts = [
        one for one in (edges_stripped(part) for part in re.split(r"\s?·\s?", venue.text)) if re.search(r"\w", one)
    ]
    chosen = next((one for one in emphasised if one and one in venue.text and one != title), "")
    if not chosen and parts:
        head = re.split(r",\s|(?<=\w{6})\.\s|(?<=\)|\d)\.\s", parts[0], maxsplit=1)[0]
        chosen = edges_stripped(head)
        if "." in chosen and f"{chosen}." in venue.text:
            chosen += "."
    left = venue.text.replace(chosen, "", 1) if chosen else venue.text
    note = ", ".join(
        one for one in (edges_stripped(part) for part in re.split(r"\s?·\s?", left)) if re.search(r"\w", one)
    )
    if note:
        venue.fields["note"] = note
    return chosen


def author_text(text: str) -> str:
    """The names with which a reference begins, as they are written."""
    text = LABEL.sub("", text)
    names = names_at_start(text)
    return text[: names.end] if names else ""


def _typed(
    place: str, venue: Venue, fields: dict[str, str], kind: str, type_of_title: str, *, is_in: bool
) -> tuple[str, bool]:
    type_ = type_of_title
    if venue.thesis or type_ in ("phdthesis", "mastersthesis"):
        place = place or fields.pop("publisher", "")
        if venue.thesis:
            fields["type"] = venue.thesis
            type_ = "phdthesis" if venue.is_doctoral else "mastersthesis"
        if place and "school" not in fields:
            fields["school"] = ", ".join(one for one in (place, fields.pop("note", "")) if one)
        elif place:
            fields["note"] = ", ".join(one for one in (place, fields.get("note", "")) if one)
        return type_, True
    if type_ in ("techreport", "report"):
        fields["institution"] = place
        return "techreport", True
    if _SERVER.fullmatch(place):
        fields["pubstate"] = fields.get("pubstate") or "preprint"
        return _with_place("unpublished", "howpublished", place, fields), True
    if _ARCHIVE.fullmatch(place) and type_ != "software":
        type_ = "dataset"
    if type_ in ("dataset", "software"):
        fields["publisher"] = place
        return type_, True
    if "howpublished" in fields and "Patent" in fields["howpublished"]:
        return _with_place("patent", "note", place, fields), True
    is_conference = bool(_CONFERENCE.search(place) or re.fullmatch(r"[A-Z]{3,}[A-Za-z]* ?[’']?\d{2,4}", place))
    # Some styles write "In:" before a journal, too.
    is_journal = is_in and "volume" in fields and not is_conference and "editor" not in fields
    if kind != "inproceedings" and ("article" in (type_, kind) or is_journal):
        return _with_place("article", "journal", place, fields), True
    if type_ == "inproceedings" or kind == "inproceedings" or is_conference:
        _publisher_of_note(fields)
        return _with_place("inproceedings", "booktitle", place, fields), True
    if kind == "incollection" or is_in or "editor" in fields:
        _publisher_of_note(fields)
        return _with_place("incollection", "booktitle", place, fields), True
    has_numbers = bool({"volume", "pages", "eid"} & fields.keys()) and not (
        "publisher" in fields and "volume" not in fields and not place
    )
    if type_ == "book" or kind == "book" or (not has_numbers and (is_publisher(place) or "publisher" in fields)):
        if place and "publisher" not in fields:
            fields["publisher"] = place
            _address_of_note(fields)
        elif place:
            fields["note"] = ", ".join(one for one in (place, fields.get("note", "")) if one)
        return "book", True
    if has_numbers:
        return _with_place("article", "journal", place, fields), True
    if place and fields.get("pubstate"):
        return _with_place("article", "journal", place, fields), True
    if "eprint" in fields:
        return _with_place("misc", "howpublished", place, fields), True
    return _with_place("misc", "howpublished", place, fields), False


def _with_place(type_: str, name: str, place: str, fields: dict[str, str]) -> str:
    if name == "journal" and (note := fields.get("note", "")) and _REST.fullmatch(note):
        place = f"{place}, {fields.pop('note')}"
    if place:
        fields[name] = f"{fields[name]}, {place}" if name in fields else place
    return type_


def _publisher_of_note(fields: dict[str, str]) -> None:
    """`Springer, Heidelberg` after a book's title, and `LNCS`."""
    note = fields.get("note", "")
    if found := re.match(r"(?P<series>[A-Z]{3,6})(?:, |$)", note) if "volume" in fields else None:
        fields["series"], note = found["series"], note[found.end() :]
    first, _, second = note.partition(", ")
    if "publisher" not in fields and is_publisher(first) and not any(map(str.isdigit, note)):
        fields["publisher"], fields["address"], note = first, second, ""
    elif "publisher" not in fields and is_publisher(second) and "," not in second:
        fields["address"], fields["publisher"], note = first, second, ""
    fields["note"] = note


def _address_of_note(fields: dict[str, str]) -> None:
    note = fields.get("note", "")
    if note and re.fullmatch(rf"{UPPER}[\w’' -]{{1,30}}", note):
        fields["address"] = fields.pop("note")
