"""Entries -> works as data: names in parts, dates as numbers, texts without TeX."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from cvtex.cite.audit import audit
from cvtex.cite.links import entry_links
from cvtex.cite.pages import normal_pages
from cvtex.cite.people import People, Person
from cvtex.cite.printed_people import printed_people
from cvtex.model.bibliography import Entry
from cvtex.model.people import Owner
from cvtex.model.work import Creator, Work
from cvtex.text.readable import with_readable_signs
from cvtex.text.richtext import plain
from cvtex.text.tex import read_tex

_LAST_MONTH = 12
_LAST_DAY = 31


def work_of(entry: Entry, owner: Owner) -> Work:
    """Names are those that the CV prints: a former name of the owner is replaced if the owner asks for it."""
    audited = audit(entry, owner)
    people = printed_people(audited, owner)
    owners = audited.owners.keys()
    links = [link.url for found in entry_links(entry).values() for link in found]

    def text(*names: str) -> str:
        return next((found for name in names if (found := _plain(entry, name))), "")

    return Work(
        key=entry.key,
        type=entry.type,
        title=_title(entry, "title") or _title(entry, "booktitle"),
        authors=tuple(_creators(people, "author", owners)),
        editors=tuple(_creators(people, "editor", owners)),
        translators=tuple(_creators(people, "translator", owners)),
        has_more_authors=people.get("author", People()).et_al,
        date=_date(entry),
        end_date=_date(entry, "end"),
        year=text("year"),
        status=entry.status,
        container=text("journal") or (_title(entry, "booktitle") if "title" in entry.fields else ""),
        series=text("series"),
        volume=text("volume"),
        number=text("number", "issue"),
        pages=normal_pages(text("pages")),
        article=text("eid"),
        pages_in_all=text("pagetotal"),
        edition=text("edition"),
        publisher=text("publisher"),
        place=text("address"),
        institution=text("school", "institution", "organization"),
        event=text("eventtitle"),
        genre=text("type"),
        version=text("version"),
        doi=entry.tex("doi").strip(),
        isbn=text("isbn"),
        issn=text("issn"),
        pmid=text("pmid"),
        pmcid=text("pmcid"),
        archive=text("archiveprefix"),
        eprint=text("eprint"),
        language=text("langid", "language"),
        note=text("note"),
        url=links[0] if links else "",
        urls=tuple(links),
    )


def _title(entry: Entry, name: str) -> str:
    title = _plain(entry, name)
    subtitle = _plain(entry, name.removesuffix("title") + "subtitle")
    if not (title and subtitle):
        return title
    return f"{title}{'' if title.endswith((':', '?', '!', '–', '—')) else ':'} {subtitle}"


def _creators(people: Mapping[str, People], role: str, owners: Collection[tuple[str, int]]) -> Iterator[Creator]:
    for place, person in enumerate(people.get(role, People()).persons):
        yield _creator(person, is_owner=(role, place) in owners)


def _creator(person: Person, *, is_owner: bool) -> Creator:
    return Creator(" ".join(person.given), person.family, person.particle, person.suffix, is_owner)


def _date(entry: Entry, prefix: str = "") -> tuple[int, ...]:
    """Year, month and day, up to the first that is no number: seasons and `around 1990` are left out."""
    year, month, day = (_plain(entry, prefix + name) for name in ("year", "month", "day"))
    if not (year.isdecimal() and len(year) == 4 and year > "0999"):
        return ()
    if not _is_up_to(_LAST_MONTH, month):
        return (int(year),)
    if not _is_up_to(_LAST_DAY, day):
        return int(year), int(month)
    return int(year), int(month), int(day)


def _is_up_to(last: int, number: str) -> bool:
    return number.isdecimal() and len(number) <= 2 and 1 <= int(number) <= last


def _plain(entry: Entry, name: str) -> str:
    return plain(with_readable_signs(read_tex(entry.tex(name), entry.span).value)).strip() if entry.tex(name) else ""
