"""What a page says to programs: person and works as JSON-LD (schema.org), and each work as COinS, for Zotero.

Works are described in full, with all authors, even where the printed reference is shorter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias
from urllib.parse import quote_plus

from cvtex.emit.blocks import Block, Contact, Header, Headline
from cvtex.emit.html import escaping
from cvtex.emit.html.body import Extra
from cvtex.emit.html.escaping import Html
from cvtex.emit.writer import Manuscript
from cvtex.model.plan import Product, Publication
from cvtex.model.work import Creator, Work
from cvtex.text.richtext import RichText, links, plain
from cvtex.text.web_address import doi_address, encoded_url

_Json: TypeAlias = "str | list[_Json] | dict[str, _Json]"

_KINDS: Final[Mapping[str, str]] = {
    "book": "Book",
    "proceedings": "Book",
    "inbook": "Chapter",
    "incollection": "Chapter",
    "mastersthesis": "Thesis",
    "phdthesis": "Thesis",
    "techreport": "Report",
    "software": "SoftwareSourceCode",
    "dataset": "Dataset",
    "online": "WebPage",
    "periodical": "Periodical",
    "patent": "CreativeWork",
    "misc": "CreativeWork",
}
_JOURNAL: Final = "info:ofi/fmt:kev:mtx:journal"
_BOOK: Final = "info:ofi/fmt:kev:mtx:book"
_THESIS: Final = "info:ofi/fmt:kev:mtx:dissertation"
_OTHER: Final = "info:ofi/fmt:kev:mtx:dc"
_GENRES: Final[Mapping[str, tuple[str, str]]] = {
    "article": (_JOURNAL, "article"),
    "unpublished": (_JOURNAL, "preprint"),
    "inproceedings": (_BOOK, "proceeding"),
    "book": (_BOOK, "book"),
    "proceedings": (_BOOK, "conference"),
    "inbook": (_BOOK, "bookitem"),
    "incollection": (_BOOK, "bookitem"),
    "techreport": (_BOOK, "report"),
    "phdthesis": (_THESIS, ""),
    "mastersthesis": (_THESIS, ""),
}
# Most values need no quotes, and `quote_plus` is slow.
_UNQUOTED: Final = re.compile(r"[\w.~-]*", re.ASCII)
_ME: Final = "#me"


def extras(manuscript: Manuscript) -> Mapping[str, Extra]:
    """What is said about each work, by the id of its item."""
    works = {work.key: work for work in manuscript.works}
    found: dict[str, Extra] = {}
    for item in manuscript.plan.walk() if manuscript.plan else ():
        if isinstance(item.content, Publication | Product) and (work := works.get(item.content.key)):
            year = str(work.date[0]) if work.date else ""
            found[item.id] = Extra({"data_year": year}, coins(work))
    return found


def coins(work: Work) -> Html:
    """An empty element with a work as an OpenURL (ANSI/NISO Z39.88)."""
    context = "&".join(f"{name}={_quoted(value)}" for name, value in _context(work))
    return escaping.element("span", class_="Z3988", title=context)


def _quoted(value: str) -> str:
    return value if _UNQUOTED.fullmatch(value) else quote_plus(value)


def _context(work: Work) -> Iterable[tuple[str, str]]:
    form, genre = _GENRES.get(work.type, (_OTHER, ""))
    is_part = bool(work.container)
    facts: list[tuple[str, str]] = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", form), ("rft.genre", genre)]
    match form:
        case "info:ofi/fmt:kev:mtx:journal":
            facts += [("rft.atitle", work.title), ("rft.jtitle", work.container)]
        case "info:ofi/fmt:kev:mtx:book":
            facts += [("rft.atitle" if is_part else "rft.btitle", work.title), ("rft.btitle", work.container)]
        case _:
            facts += [("rft.title", work.title), ("rft.source", work.container)]
    facts += [
        ("rft.date", work.iso_date or work.year),
        ("rft.volume", work.volume),
        ("rft.issue", work.number),
        ("rft.pages", work.pages.replace("–", "-")),
        ("rft.artnum", work.article),
        ("rft.edition", work.edition),
        ("rft.series", work.series),
        ("rft.pub", work.publisher),
        ("rft.place", work.place),
        ("rft.inst" if form == _THESIS else "rft.pub", work.institution),
        ("rft.isbn", work.isbn),
        ("rft.issn", work.issn),
    ]
    first = next(iter(work.authors), None)
    if first and form != _OTHER:
        facts += [("rft.aulast", _family(first)), ("rft.aufirst", first.given)]
    facts += [("rft.creator" if form == _OTHER else "rft.au", str(author)) for author in work.authors]
    facts += [("rft_id", f"info:doi/{work.doi}")] if work.doi else [("rft_id", work.url)]
    return ((name, escaping.allowed(value)) for name, value in facts if value)


def _family(person: Creator) -> str:
    return " ".join(part for part in (person.particle, person.family) if part)


def json_ld(manuscript: Manuscript) -> Html:
    """The page, the person as printed in its head, and the works."""
    page: dict[str, _Json] = {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "name": manuscript.metadata.title,
        "inLanguage": manuscript.look.language,
        "mainEntity": _person(manuscript),
    }
    if works := [_work(work) for work in manuscript.works]:
        page["hasPart"] = list(works)
    return escaping.json_data(json.dumps(_allowed(page), ensure_ascii=False, separators=(",", ":")))


def _person(manuscript: Manuscript) -> dict[str, _Json]:
    person: dict[str, _Json] = {"@type": "Person", "@id": _ME, "name": manuscript.metadata.author}
    addresses = [
        target
        for block in manuscript.blocks
        for line in _contact_of(block)
        for link in links(line)
        if (target := encoded_url(escaping.address(link.url)))
    ]
    if headline := headline_of(manuscript.blocks):
        person["description"] = headline
    if mails := [address.partition(":")[2] for address in addresses if address.startswith("mailto:")]:
        person["email"] = mails[0]
    if pages := [address for address in addresses if not address.startswith("mailto:")]:
        person["sameAs"] = list(pages)
    return person


def headline_of(blocks: Iterable[Block]) -> str:
    """What the person says to be; "" if nothing."""
    return next(filter(None, map(_headline, blocks)), "")


def _headline(block: Block) -> str:
    match block.content:
        case Headline(text) | Header(headline=Headline(text)):
            return plain(text)
        case _:
            return ""


def _contact_of(block: Block) -> tuple[RichText, ...]:
    match block.content:
        case Contact(lines) | Header(contact=Contact(lines)):
            return lines
        case _:
            return ()


def _work(work: Work) -> dict[str, _Json]:
    said: dict[str, _Json] = {"@type": _KINDS.get(work.type, "ScholarlyArticle"), "name": work.title}
    if work.authors:
        said["author"] = [_creator(person) for person in work.authors]
    if work.editors:
        said["editor"] = [_creator(person) for person in work.editors]
    if work.iso_date:
        said["datePublished"] = work.iso_date
    if work.container:
        kind = "Periodical" if work.type == "article" else "Book"
        said["isPartOf"] = {"@type": kind, "name": work.container}
    if work.pages:
        said["pagination"] = work.pages
    if work.publisher:
        said["publisher"] = {"@type": "Organization", "name": work.publisher}
    if work.isbn and work.type in ("book", "proceedings"):
        said["isbn"] = work.isbn
    if work.doi:
        said["identifier"] = {"@type": "PropertyValue", "propertyID": "DOI", "value": work.doi}
        said["sameAs"] = doi_address(work.doi)
    if target := escaping.address(work.url):
        said["url"] = encoded_url(target)
    return said


def _creator(person: Creator) -> dict[str, _Json]:
    kind = "Person" if person.given or person.is_owner else "Organization"
    said: dict[str, _Json] = {"@type": kind, "name": str(person)}
    if person.is_owner:
        said["@id"] = _ME
    if person.given:
        said |= {"givenName": person.given, "familyName": _family(person)}
    return said


def _allowed(data: _Json) -> _Json:
    match data:
        case str():
            return escaping.allowed(data)
        case list():
            return [_allowed(one) for one in data]
        case _:
            return {name: _allowed(value) for name, value in data.items()}
