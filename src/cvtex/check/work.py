"""Entry -> Work: its identifiers, and which version of a work it is (preprint, article, book ...).

Entries must be in the dialect of bibliography styles. Nothing here compares two entries.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from cvtex.model.bibliography import Entry
from cvtex.text.east_asian_names import is_east_asian
from cvtex.text.folding import fold_name, fold_words
from cvtex.text.keywords import read_keywords
from cvtex.text.names import fold_suffix
from cvtex.text.preprint_servers import PREPRINT_SERVER
from cvtex.text.tex import tex_to_plain
from cvtex.value import Value, field

WorkForm = Literal[
    "preprint", "part", "whole", "phdthesis", "mastersthesis", "software", "dataset", "patent", "presentation",
    "correction", "other",
]  # fmt: skip
"""`part`: part of something larger (article, paper, chapter). `whole`: published on its own (book, proceedings)."""

_FORMS: Mapping[str, WorkForm] = MappingProxyType(
    {
        **dict.fromkeys(("article", "inproceedings", "incollection", "inbook"), "part"),
        **dict.fromkeys(("book", "proceedings", "periodical"), "whole"),
        "phdthesis": "phdthesis", "mastersthesis": "mastersthesis", "software": "software", "dataset": "dataset",
        "patent": "patent",
    }
)  # fmt: skip

_NOT_YET_PUBLISHED = re.compile(
    r"(?:preprint|working paper|unpublished|submitted|in preparation|in review|under review)\b"
    r"|(?:draft|manuscript)(?:$|[\s,;]+(?:available|in|under|submitted)\b)",
    re.IGNORECASE,
)
_SERVER_HOST = re.compile(
    r"https?://(?:www\.)?(?:arxiv\.org|(?:bio|med|chem)rxiv\.org|papers\.ssrn\.com|ssrn\.com|osf\.io/preprints"
    r"|preprints\.org|researchsquare\.com|eprint\.iacr\.org|techrxiv\.org|hal\.science)/",
    re.IGNORECASE,
)
# The DOI prefixes of arXiv, bioRxiv and medRxiv (not of the same publisher's journals), SSRN, ChemRxiv, PsyArXiv, OSF,
# SocArXiv, EarthArXiv, Preprints.org, Research Square, Authorea, TechRxiv and Cambridge Open Engage.
_SERVER_DOI = re.compile(
    r"10\.(?:48550/|1101/(?:\d{4}\.\d\d\.\d\d\.)?\d{6,}|2139/ssrn|26434/chemrxiv|31234/|31219/|31235/|31223/"
    r"|20944/preprints|21203/rs|22541/|36227/techrxiv|33774/)",
)
_PRESENTATION = re.compile(
    r"(?:(?:invited|contributed|accepted|oral|keynote|plenary|public|conference|seminar|lightning)\s+)*"
    r"(?:talk|poster|presentation|slides?|keynote|lecture|seminar|colloquium|tutorial|demo|demonstration|video"
    r"|recording|webinar|panel|podcast|interview)s?\b(?!\s*(?::|\(|notes?\b|available|online|and\b))",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"(?:erratum|errata|corrigend(?:um|a)|correction|addendum|retraction)s?\b(?!.*\d)", re.IGNORECASE
)
# No archive has a name of more than ten letters.
_ARXIV_ID = r"(?P<id>\d{4}\.\d{4,5}|[a-z-]{1,12}(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?!\d)"
_BARE_ARXIV = re.compile(_ARXIV_ID)
_NAMED_ARXIV = re.compile(rf"(?:arxiv(?:\.org/(?:abs|pdf|html)/|[\s:./]|e?-?prints?|preprint)*|^abs/){_ARXIV_ID}")
_ORDINALS = {
    word: str(number)
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 1
    )
}
_VENUE_FIELDS: Mapping[WorkForm, tuple[str, ...]] = MappingProxyType(
    {
        "part": ("journal", "booktitle"),
        "whole": ("publisher", "organization", "institution", "journal"),
        "phdthesis": ("school",),
        "mastersthesis": ("school",),
    }
)
# For all other forms, the first of these fields that the entry has is the venue.
_OTHER_VENUE_FIELDS = (
    "journal", "booktitle", "eventtitle", "institution", "organization", "holder", "publisher", "howpublished", "url",
)  # fmt: skip
_MAX_PEOPLE = 500


class Eprint(NamedTuple):
    """A number in an archive, without its version. `archive` is folded: `arxiv`."""

    archive: str
    number: str


class Identity(Value):
    """Facts that can show that two entries are the same work; "" and None mean unknown.

    `title` is folded, without spaces.
    """

    doi: str
    eprint: Eprint | None
    title: str
    words: tuple[str, ...]


class Work(Value):
    """An entry prepared for comparison. `people` holds each author's family name in all spellings."""

    entry: Entry
    position: int
    identity: Identity
    form: WorkForm
    people: tuple[frozenset[str], ...]
    year: int
    venue: str
    coordinates: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_server_doi(self) -> bool:
        return bool(_SERVER_DOI.match(self.identity.doi))


def identity_of(entry: Entry) -> Identity:
    words = fold_words(_plain(entry, "title") + " " + _plain(entry, "subtitle"))
    doi = _doi(entry)
    return Identity(
        doi="" if doi.startswith("10.48550/arxiv.") else doi,
        eprint=_eprint(entry, doi),
        # `A & B` is `A and B`, but `And A` is another title.
        title="".join(word for place, word in enumerate(words) if word != "and" or place in (0, len(words) - 1)),
        words=words,
    )


def work_of(entry: Entry, position: int, identity: Identity) -> Work:
    form = _form(entry, identity)
    return Work(
        entry=entry,
        position=position,
        identity=identity,
        form=form,
        people=_people(entry),
        year=_year(entry),
        venue=_venue(entry, form),
        coordinates=_coordinates(entry),
    )


def preprint_address(work: Work) -> str:
    """The web address of a preprint, or ""."""
    eprint = work.identity.eprint
    if eprint and eprint.archive == "arxiv":
        return f"https://arxiv.org/abs/{eprint.number}"
    if work.identity.doi and (work.has_server_doi or work.entry.type == "techreport"):
        return f"https://doi.org/{work.identity.doi}"
    return next((part for part in work.entry.tex("url").split() if "://" in part), "")


def _venue(entry: Entry, form: WorkForm) -> str:
    names = _VENUE_FIELDS.get(form, _OTHER_VENUE_FIELDS)
    return next((venue for venue in (_plain(entry, name) for name in names) if venue), "")


def _plain(entry: Entry, name: str) -> str:
    tex = entry.tex(name)
    return tex_to_plain(tex) if tex else ""


def _doi(entry: Entry) -> str:
    doi = entry.tex("doi").strip()
    if not doi.startswith("10"):
        found = re.match(r"https?://(?:dx\.)?doi\.org/(10\.\S+)", entry.tex("url").strip(), re.IGNORECASE)
        doi = found[1] if found else ""
    doi = doi.casefold().rstrip(".,;/")
    return re.sub(r"v\d+$", "", doi) if _SERVER_DOI.match(doi) else doi


def _eprint(entry: Entry, doi: str) -> Eprint | None:
    eprint = entry.tex("eprint").strip().casefold()
    archive = _plain(entry, "archiveprefix").casefold()
    bare = _BARE_ARXIV.fullmatch(eprint)
    if bare and archive in ("", "arxiv"):
        return _arxiv(bare["id"])
    if eprint and archive and archive != "arxiv":
        return Eprint(archive, eprint)
    note = entry.tex("note").strip().casefold()
    places = [
        doi,
        *(entry.tex(name).casefold() for name in ("url", "journal", "howpublished", "volume", "number")),
    ]
    if note.startswith("arxiv"):
        places.append(note)
    found = next((match for match in map(_NAMED_ARXIV.search, places) if match), None)
    return _arxiv(found["id"]) if found else None


def _arxiv(number: str) -> Eprint:
    """`math.ag/0307200` -> `math/0307200`: old arXiv numbers are unique within an archive, not a subject class."""
    archive, slash, digits = number.partition("/")
    return Eprint("arxiv", f"{archive.partition('.')[0]}/{digits}" if slash else number)


def _form(entry: Entry, identity: Identity) -> WorkForm:
    remarks = [_plain(entry, name) for name in ("type", "howpublished", "note", "titleaddon", "entrysubtype")]
    if any(map(_CORRECTION.match, remarks)):
        return "correction"
    kind = _FORMS.get(entry.type, "other")
    if kind not in ("part", "other"):
        return kind
    keywords = read_keywords(entry.tex("keywords"))
    if any(map(_PRESENTATION.match, remarks)) or any(map(_PRESENTATION.fullmatch, keywords)):
        return "presentation"
    if kind == "other" and (entry.tex("eventtitle") or entry.tex("eventdate")):
        return "presentation"
    return "preprint" if _is_preprint(entry, identity, remarks) else kind


def _is_preprint(entry: Entry, identity: Identity, remarks: list[str]) -> bool:
    if entry.type in ("techreport", "unpublished"):
        return True
    venue = _plain(entry, "journal") or _plain(entry, "booktitle")
    if any(map(_NOT_YET_PUBLISHED.match, (venue, _plain(entry, "pubstate"), _plain(entry, "status")))):
        return True
    has_own_doi = bool(identity.doi) and not _SERVER_DOI.match(identity.doi)
    has_place = any(entry.tex(name) for name in ("volume", "pages", "doi"))
    if venue:
        return bool(PREPRINT_SERVER.search(venue)) or (not has_place and any(map(_NOT_YET_PUBLISHED.match, remarks)))
    if _FORMS.get(entry.type) == "part" and (entry.type != "article" or has_own_doi):
        return False
    return (
        bool((identity.eprint and identity.eprint.archive == "arxiv") or _SERVER_DOI.match(identity.doi))
        or any(map(_NOT_YET_PUBLISHED.match, remarks))
        or any(map(PREPRINT_SERVER.search, (_plain(entry, "howpublished"), _plain(entry, "publisher"))))
        or bool(_SERVER_HOST.match(entry.tex("url").strip()))
        or bool(PREPRINT_SERVER.fullmatch(_plain(entry, "archiveprefix")))
    )


def _people(entry: Entry) -> tuple[frozenset[str], ...]:
    """The family names of the authors, or else of the editors."""
    text = _plain(entry, "author") or _plain(entry, "editor")
    names = [name for name in re.split(r"\s+and\s+", text, maxsplit=_MAX_PEOPLE) if name.strip()]
    return tuple(_families(name) for name in names[:_MAX_PEOPLE] if name.strip().casefold() != "others")


def _families(name: str) -> frozenset[str]:
    """`Delgado Mena, E.` -> delgadomena, mena: another list may treat the first word as a given name.

    `王, 小明` -> 王小明, 小明王: another list may lack the comma or the space.
    """
    words = name.replace(",", " ").split()
    if is_east_asian("".join(words)):
        return fold_name("".join(words)) | fold_name("".join(reversed(words)))
    words = name.partition(",")[0].split()
    while len(words) > 1 and fold_suffix(words[-1]):
        words.pop()
    families = fold_name(words[-1]) if words else frozenset[str]()
    return (families | fold_name("".join(words)) if "," in name else families) - {""}


def _year(entry: Entry) -> int:
    found = re.search(r"\d{4}", entry.tex("year"))
    return int(found[0]) if found else 0


def _coordinates(entry: Entry) -> Mapping[str, str]:
    """The non-empty fields that distinguish publications in the same venue."""
    found = {
        name: "".join(fold_words(_plain(entry, name))) for name in ("volume", "number", "version", "part", "language")
    }
    found["isbn"] = re.sub(r"[^\dx]", "", entry.tex("isbn").casefold())
    found["edition"] = _edition(entry)
    found["translator"] = "".join(sorted(fold_words(_plain(entry, "translator"))))
    first_page = re.match(r"\s*(\w+)", _plain(entry, "pages"))
    found["page"] = first_page[1].casefold().lstrip("0") if first_page else ""
    return {name: value for name, value in found.items() if value}


def _edition(entry: Entry) -> str:
    words = fold_words(_plain(entry, "edition"))
    number = next((_ORDINALS.get(word) or re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", word) for word in words), "")
    return "" if number == "1" else number
