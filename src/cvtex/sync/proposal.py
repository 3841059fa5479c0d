"""Matched findings and the entries of .bib files -> what to look at, with reasons, and complete entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, get_args

from cvtex.check.work import Work
from cvtex.cite.dialect import normalise
from cvtex.cite.owner import find_owner
from cvtex.cite.people import read_people
from cvtex.diagnostics import counted
from cvtex.importers.bib_file import keys_of
from cvtex.importers.imported import ImportedWork
from cvtex.model.bibliography import UNPUBLISHED, Bibliography, Entry
from cvtex.model.people import Owner
from cvtex.sync.finding import Finding, Notice
from cvtex.sync.found_works import Found, Match, Matching, matched
from cvtex.text.tex import tex_to_plain
from cvtex.value import Value, replace

Kind = Literal["retracted", "corrected", "appeared", "new", "missing", "differs", "uncertain"]
"""In the order of a report."""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
# What a list of works prints of a publication's place.
_WANTED: Final = ("doi", "volume", "number", "pages", "year")
# Servers have numbers of their own, and put them into any field.
_WANTED_OF_PREPRINT: Final = ("doi", "year")
_COMPARED: Final = ("volume", "number", "pages")
_VENUES: Final = ("journal", "journaltitle", "booktitle")
_OF_PUBLICATION: Final = (
    "journal", "booktitle", "series", "volume", "number", "pages", "eid", "publisher", "doi", "isbn", "edition", "date",
    "year", "month", "title",
)  # fmt: skip
_STATUS_FIELDS: Final = ("pubstate", "status", "note", "addendum", "howpublished")
_CLASSIC_TYPES: Final = {"thesis": "phdthesis", "report": "techreport"}
_SURE: Final = frozenset({"exact", "without accents", "shortened"})


class Remark(Value):
    """`kind`: what it is about. `text`: the reason, as untrusted plain text."""

    kind: Kind
    text: str


class Proposed(Value):
    """`key`: that of the .bib if there is the work (`is_update`). `fields`: the complete entry as TeX; none if nothing
    is to be changed. `doubtful`: values of services that differ. `seen`: services with the days of their answers.
    """

    key: str
    is_update: bool
    title: str
    type: str
    remarks: tuple[Remark, ...]
    fields: Mapping[str, str]
    doubtful: Mapping[str, str]
    seen: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        return min((one.kind for one in self.remarks), key=KINDS.index)


class Proposal(Value):
    """`known`: the keys of the entries that a service has, surely or perhaps."""

    proposed: tuple[Proposed, ...]
    known: frozenset[str]


def propose(written: Sequence[Entry], own: Sequence[Entry], findings: Sequence[Finding], owner: Owner) -> Proposal:
    """`written`: entries as they stand in the .bib files; `own`: the same in the styles' dialect."""
    matching = matched(own, findings, f"{owner.name.family}, {owner.name.given}")
    raw = {entry.key: entry for entry in written}
    book = _Book(raw, is_biblatex=any({"date", "journaltitle"} & entry.fields.keys() for entry in written))
    notices = _notices(findings)
    updates: dict[str, list[tuple[Found, Match]]] = {}
    uncertain: list[Proposed] = []
    new: list[Found] = []
    perhaps: set[str] = set()
    for place, found in enumerate(matching.found):
        if any(finding.corrects for finding in found.findings):
            continue
        matches = matching.matches.get(place, ())
        if sure := _best(found, matches):
            updates.setdefault(sure.own.entry.key, []).append((found, sure))
        elif all(finding.is_hit for finding in found.findings):
            # Only a work that is surely there makes a hit of a search worth a word.
            continue
        elif matches:
            uncertain.append(book.uncertain(found, f"may be '{matches[0].own.entry.key}': {matches[0].reason}"))
            perhaps.add(matches[0].own.entry.key)
        elif linked := _of_versions(place, matching):
            if not found.is_preprint:
                updates.setdefault(linked.own.entry.key, []).append((found, linked))
        elif not (found.is_preprint and any(not matching.found[one].is_preprint for one in _versions(place, matching))):
            doubt = _doubt(found, owner)
            if doubt is None:
                new.append(found)
            elif doubt:
                uncertain.append(book.uncertain(found, doubt))
    by_key = {entry.key: entry for entry in own}
    proposed = [one for key in updates if (one := book.update(by_key[key], updates[key], notices))]
    proposed += [*(book.new(found, notices) for found in new), *uncertain]
    return Proposal(tuple(sorted(proposed, key=lambda one: KINDS.index(one.kind))), frozenset(updates).union(perhaps))


def _versions(place: int, matching: Matching) -> frozenset[int]:
    return matching.versions.get(place, frozenset())


def _of_versions(place: int, matching: Matching) -> Match | None:
    """The entry that another version of the work matches: a publication whose preprint is there under another title."""
    for other in sorted(_versions(place, matching)):
        if match := _best(matching.found[other], matching.matches.get(other, ())):
            return match
    return None


def _best(found: Found, matches: Iterable[Match]) -> Match | None:
    """The entry of the same version, or else that of the other one."""
    sure = [one for one in matches if one.is_sure]
    return min(
        sure, key=lambda one: ((one.own.form == "preprint") != found.is_preprint, one.own.position), default=None
    )


def _notices(findings: Iterable[Finding]) -> dict[str, list[Notice]]:
    """Notices of corrected works by the works' DOIs."""
    notices: dict[str, list[Notice]] = {}
    for finding in findings:
        for doi, notice in finding.corrects.items():
            notices.setdefault(doi.casefold(), []).append(notice)
    return notices


def _doubt(found: Found, owner: Owner) -> str | None:
    """Why a work may be a namesake's; None if there is no doubt, "" if it is not the owner's."""
    people = read_people(found.entry.tex("author") or found.entry.tex("editor")).persons
    orcid = str(owner.contact.orcid) if owner.contact and owner.contact.orcid else ""
    ids = {place: name for finding in found.findings for place, name in finding.people_ids.items()}
    listed = any(finding.of_owner for finding in found.findings)
    if orcid and orcid in ids.values():
        return None
    matches = find_owner(people, owner)
    others = [match for match in matches if ids.get(match.position) not in (None, orcid)]
    if orcid and others and len(others) == len(matches):
        return ""
    if not people:
        return None if listed else "no service names its authors"
    if not matches:
        return f"your name is not among its {counted(len(people), 'author')}" if listed else ""
    by_owner = any(finding.service == "orcid" for finding in found.findings)
    if by_owner or any(match.spelling in _SURE for match in matches):
        return None
    return "only the initials of the name agree" if listed else ""


class _Book:
    """The .bib files: their keys, and whether they are in biblatex's words."""

    def __init__(self, raw: Mapping[str, Entry], *, is_biblatex: bool) -> None:
        self.raw = raw
        self.is_biblatex = is_biblatex
        self.taken = {key.casefold() for key in raw}
        self.numbers: dict[str, int] = {}

    def new(self, found: Found, notices: Mapping[str, list[Notice]]) -> Proposed:
        fields = self._fields(found.entry)
        key = self._free_key(found.entry)
        listed = ", ".join(_names(found))
        remarks = [Remark("new", f"listed by {listed}, and not in your .bib files")]
        remarks += _of_notices(found, notices)
        if not fields.keys() & {"author", "editor"}:
            remarks.append(Remark("new", "no service names its authors: add them"))
        return Proposed(
            key,
            False,
            _plain(found.entry, "title"),
            self._type(found.entry),
            tuple(remarks),
            fields,
            {},
            _seen([found]),
        )

    def uncertain(self, found: Found, why: str) -> Proposed:
        return Proposed(
            self._free_key(found.entry),
            False,
            _plain(found.entry, "title"),
            self._type(found.entry),
            (Remark("uncertain", why),),
            self._fields(found.entry),
            {},
            _seen([found]),
        )

    def update(
        self, own: Entry, some: Sequence[tuple[Found, Match]], notices: Mapping[str, list[Notice]]
    ) -> Proposed | None:
        """What services know of an entry beyond what it says."""
        raw = self.raw.get(own.key)
        if raw is None or own.shared_key:
            return None
        work = some[0][1].own
        remarks: list[Remark] = []
        changed: dict[str, str] = {}
        doubtful: dict[str, str] = {}
        type_ = raw.type
        is_waiting = work.form == "preprint" or own.status in UNPUBLISHED
        published = next((one for one, _ in some if not one.is_preprint), None)
        for found, _ in some:
            remarks += _of_notices(found, notices)
        if is_waiting and published and any(published.entry.tex(name) for name in _VENUES):
            type_ = self._type(published.entry)
            changed = self._publication(raw, work, published)
            venue = next(_plain(published.entry, name) for name in _VENUES if published.entry.tex(name))
            remarks.append(Remark("appeared", f"published in {venue} ({published.work.year or 'no year'})"))
            gone = [f"{name} = {_plain(raw, name)}" for name, value in changed.items() if not value]
            if gone:
                remarks.append(Remark("appeared", f"no longer true: {', '.join(gone)}"))
        else:
            for found, match in some:
                if (work.form == "preprint") != found.is_preprint:
                    continue
                for name, value in self._missing(own, found).items():
                    if name not in changed:
                        changed[name] = value
                        remarks.append(
                            Remark(
                                "missing", f"{name}: {tex_to_plain(value)} ({', '.join(_names(found))}; {match.reason})"
                            )
                        )
                for name, here, value in _differences(own, work, found):
                    if name not in doubtful:
                        doubtful[name] = value
                        there = tex_to_plain(value)
                        remarks.append(
                            Remark("differs", f"{name}: {here} here, {there} there ({', '.join(_names(found))})")
                        )
        if not remarks:
            return None
        fields = {name: field.tex for name, field in raw.fields.items()} | changed
        is_changed = bool(changed or doubtful)
        return Proposed(
            own.key,
            True,
            _plain(own, "title"),
            type_,
            tuple(dict.fromkeys(remarks)),
            fields if is_changed else {},
            {self._name(raw, name): value for name, value in doubtful.items()},
            _seen(found for found, _ in some),
        )

    def _publication(self, raw: Entry, work: Work, found: Found) -> dict[str, str]:
        """The fields of a publication that replace or join those of its preprint, whose number is kept."""
        fields = self._fields(found.entry)
        taken = {self._name(raw, name): fields[name] for name in _OF_PUBLICATION if name in fields}
        if found.work.identity.title == work.identity.title:
            taken.pop("title", None)
        # The preprint server is no venue any more. An empty value removes the field.
        venues = {self._name(raw, name) for name in _VENUES}
        taken |= {name: "" for name in venues if raw.tex(name) and not taken.get(name)}
        taken |= dict.fromkeys(_of_status(raw), "")
        if {"year", "date"} & raw.fields.keys():
            day = taken.pop("date", "") or taken.pop("year", "")
            taken |= {"date": day} if "date" in raw.fields and day else {"year": day[:4]} if day else {}
            if "month" not in raw.fields:
                taken.pop("month", None)
        eprint = work.identity.eprint
        if eprint and eprint.archive == "arxiv" and "eprint" not in raw.fields:
            taken |= {"eprint": eprint.number, "eprinttype" if self.is_biblatex else "archiveprefix": "arXiv"}
        return {name: value for name, value in taken.items() if raw.tex(name) != value}

    def _missing(self, own: Entry, found: Found) -> dict[str, str]:
        there = found.work.entry
        missing: dict[str, str] = {}
        for name in _WANTED_OF_PREPRINT if found.is_preprint else _WANTED:
            value = found.entry.tex("date") if name == "year" and self.is_biblatex else there.tex(name)
            has_place = name == "pages" and own.tex("eid")
            if value and not own.tex(name) and not has_place:
                missing["date" if name == "year" and self.is_biblatex else name] = value
        if not own.tex("pages") and not own.tex("eid") and "pages" not in missing and there.tex("eid"):
            missing["eid"] = there.tex("eid")
        if own.tex("doi") == "" and found.work.identity.doi == "" and "doi" in missing:
            # arXiv's own DOI says what the number says.
            del missing["doi"]
        return missing

    def _fields(self, entry: Entry) -> dict[str, str]:
        fields = {name: field.tex for name, field in entry.fields.items()}
        if self.is_biblatex:
            return fields
        if found := re.match(r"(\d{4})(?:-(\d\d))?", fields.get("date", "")):
            del fields["date"]
            fields["year"] = found[1]
            if found[2]:
                fields["month"] = str(int(found[2]))
        if "eprinttype" in fields:
            fields["archiveprefix"] = (
                "arXiv" if fields.pop("eprinttype").lower() == "arxiv" else entry.tex("eprinttype")
            )
        return fields

    def _type(self, entry: Entry) -> str:
        return entry.type if self.is_biblatex else _CLASSIC_TYPES.get(entry.type, entry.type)

    def _name(self, raw: Entry, name: str) -> str:
        """The name that the entry has for a field."""
        if name == "journal" and "journaltitle" in raw.fields:
            return "journaltitle"
        return "date" if name == "year" and "date" in raw.fields else name

    def _free_key(self, entry: Entry) -> str:
        plain = {name: tex_to_plain(entry.tex(name)) for name in ("author", "title")}
        fields = {name: field.tex for name, field in entry.fields.items()} | plain
        made = keys_of([ImportedWork(entry.type, fields, entry.span)])[0]
        key = made
        while key.casefold() in self.taken:
            self.numbers[made] = self.numbers.get(made, 1) + 1
            key = f"{made}-{self.numbers[made]}"
        self.taken.add(key.casefold())
        return key


def _of_status(raw: Entry) -> Iterator[str]:
    """The fields that say that a work is not published yet."""
    for name in _STATUS_FIELDS:
        if raw.tex(name):
            alone = replace(raw, type="misc", fields={name: raw.fields[name]})
            if normalise(Bibliography((alone,))).value.entries[0].status:
                yield name


def _of_notices(found: Found, notices: Mapping[str, list[Notice]]) -> Iterator[Remark]:
    known = [(one, finding.service) for finding in found.findings for one in finding.notices]
    known += [(one, "crossref") for one in notices.get(found.work.identity.doi, ())]
    for notice, service in known:
        where = f", see {notice.doi}" if notice.doi else ""
        when = f" of {notice.day}" if notice.day else ""
        text = f"{notice.kind.replace('_', ' ')}{when}{where} ({service})"
        yield Remark("retracted" if notice.is_grave else "corrected", text)


def _differences(own: Entry, work: Work, found: Found) -> Iterator[tuple[str, str, str]]:
    """Field, value here, value there."""
    there = found.work
    if work.year and there.year and work.year != there.year:
        yield "year", str(work.year), str(there.year)
    if work.identity.title and there.identity.title and not _is_longer(work, there):
        yield "title", _plain(own, "title"), found.entry.tex("title")
    for name in () if found.is_preprint else _COMPARED:
        mine, theirs = _number(own.tex(name)), _number(found.work.entry.tex(name))
        if mine and theirs and mine != theirs and not mine.startswith(f"{theirs}-"):
            yield name, _plain(own, name), found.work.entry.tex(name)
    mine_, theirs_ = read_people(own.tex("author")), read_people(found.entry.tex("author"))
    if mine_.persons and theirs_.persons and not mine_.et_al and not theirs_.et_al:
        if len(mine_.persons) != len(theirs_.persons):
            yield "author", f"{len(mine_.persons)} authors", found.entry.tex("author")
        elif any(not one & other for one, other in zip(work.people, there.people, strict=False)):
            yield "author", _plain(own, "author"), found.entry.tex("author")


def _is_longer(work: Work, other: Work) -> bool:
    """Whether the titles agree, but for a subtitle that one of them lacks."""
    one, two = work.identity.title, other.identity.title
    return one.startswith(two) or two.startswith(one)


def _number(tex: str) -> str:
    return re.sub(r"[-–—\s]+", "-", tex_to_plain(tex)).strip("-").casefold() if tex else ""


def _plain(entry: Entry, name: str) -> str:
    return " ".join(tex_to_plain(entry.tex(name)).split())


def _names(found: Found) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.service for finding in found.findings))


def _seen(some: Iterable[Found]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{one.service} {one.day}" for found in some for one in found.findings))
