"""Findings -> entries in the .bib's own words and in the styles' dialect, grouped by work, each with its match."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from cvtex.check.work import Work, identity_of, work_of
from cvtex.check.work_groups import Pair, related_pairs, shared_identities
from cvtex.cite.dialect import normalise
from cvtex.importers.bib_file import written_works
from cvtex.model.bibliography import Bibliography, Entry
from cvtex.read.bib import read_bibliography
from cvtex.sync.finding import Finding, Notice
from cvtex.value import Value, replace

_FILE: Final = "found.bib"
# Whose record is taken first: publishers' own, then curated ones, then those that are gathered.
_ORDER: Final = ("crossref", "inspire", "dblp", "ads", "openalex", "orcid")
# What a record has for itself or for a database, and a list of works does not print.
_LEFT_OUT: Final = frozenset({"abstract", "comment", "keywords", "langid", "pmid", "pmcid", "issn", "shortjournal"})
# Fields that say the same thing: of each set, one record decides alone.
_TOGETHER: Final = (
    frozenset({"date", "year", "month"}), frozenset({"journal", "journaltitle", "booktitle"}),
    frozenset({"pages", "eid"}), frozenset({"eprint", "eprinttype", "archiveprefix", "primaryclass", "eprintclass"}),
)  # fmt: skip


# Publishers and databases put it before the title.
_RETRACTED: Final = re.compile(
    r"[\[({]*(?:(?P<retracted>retracted)|withdrawn)[})]*(?:\s+\{*(?:article|chapter|paper)\}*)?[\])}]*\s*:[}\s]*",
    re.IGNORECASE,
)


class Found(Value):
    """One version of a work, as all services know it. `entry` is complete; `work` is prepared for comparison."""

    findings: tuple[Finding, ...]
    entry: Entry
    work: Work

    @property
    def is_preprint(self) -> bool:
        return self.work.form == "preprint"


class Match(Value):
    """`is_sure`: by the program's rules for the same work; else it may be the same."""

    own: Work
    reason: str
    is_sure: bool


class Matching(Value):
    """`matches` and `versions` by position in `found`; versions are positions of other versions of the same work."""

    found: tuple[Found, ...]
    matches: Mapping[int, tuple[Match, ...]]
    versions: Mapping[int, frozenset[int]]


def matched(own: Iterable[Entry], findings: Sequence[Finding], owner_name: str) -> Matching:
    """`own`: in the styles' dialect. `owner_name`: the author of works of the owner's own list that names none."""
    mine = [entry for entry in own if entry.is_work]
    findings = [_unmarked(one) for one in findings]
    groups = _grouped(_entries(findings), findings, owner_name)
    found = tuple(_as_found(number, group, owner_name) for number, group in enumerate(groups))
    works = [*(work_of(entry, place, identity_of(entry)) for place, entry in enumerate(mine))]
    works += [replace(one.work, position=len(mine) + place) for place, one in enumerate(found)]
    buckets = shared_identities([one.identity for one in works])
    pairs = related_pairs([works[place] for place in bucket] for bucket in buckets)
    matches: defaultdict[int, list[Match]] = defaultdict(list)
    versions: defaultdict[int, set[int]] = defaultdict(set)
    for pair, is_sure in [*((one, True) for one in pairs.same), *((one, False) for one in pairs.unsure)]:
        first, second = pair.first.position, pair.second.position
        if first < len(mine) <= second:
            matches[second - len(mine)].append(Match(works[first], pair.reason, is_sure))
        elif len(mine) <= first and is_sure:
            versions[first - len(mine)].add(second - len(mine))
            versions[second - len(mine)].add(first - len(mine))
    doi_places = {one.work.identity.doi: place for place, one in enumerate(found) if one.work.identity.doi}
    for place, one in enumerate(found):
        for finding in one.findings:
            for doi in finding.appeared_as:
                if (other := doi_places.get(doi.casefold())) is not None:
                    versions[place].add(other)
                    versions[other].add(place)
    return Matching(
        found,
        {place: tuple(some) for place, some in matches.items()},
        {place: frozenset(some) for place, some in versions.items()},
    )


def _entries(findings: Sequence[Finding]) -> dict[int, Entry]:
    """By position; each has a key of its own, so that no key speaks for two being the same. Without a title: none."""
    written = written_works(replace(one.work, key=f"found{place}") for place, one in enumerate(findings))
    entries = read_bibliography(_FILE, written.encode(errors="replace")).value.entries
    return {
        place: entry.without(*_LEFT_OUT)
        for entry in entries
        if (place := _place(entry)) is not None and place < len(findings) and entry.tex("title")
    }


def _unmarked(finding: Finding) -> Finding:
    """`RETRACTED ARTICLE: Looms` -> `Looms`, and a notice."""
    title = finding.work.fields.get("title", "")
    text = title if isinstance(title, str) else title.text
    mark = _RETRACTED.match(text)
    if mark is None:
        return finding
    rest = text[mark.end() :]
    if rest.count("{") != rest.count("}"):
        rest = rest.translate({ord("{"): None, ord("}"): None})
    fields = {**finding.work.fields, "title": rest}
    notice = Notice("retraction" if mark["retracted"] else "withdrawal")
    notices = finding.notices if any(one.is_grave for one in finding.notices) else (*finding.notices, notice)
    return replace(finding, work=replace(finding.work, fields=fields), notices=notices)


def _place(entry: Entry) -> int | None:
    number = entry.key.removeprefix("found")
    return int(number) if number.isdecimal() and len(number) < 10 else None


def _grouped(
    entries: Mapping[int, Entry], findings: Sequence[Finding], owner_name: str
) -> list[list[tuple[Finding, Entry]]]:
    """Works that several services know, once; a preprint and its publication stay apart."""
    places = list(entries)
    works = [_comparable(entries[place], number, owner_name) for number, place in enumerate(places)]
    buckets = shared_identities([one.identity for one in works])
    pairs = related_pairs([works[place] for place in bucket] for bucket in buckets)
    leader = list(range(len(works)))

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    for pair in pairs.same:
        if not _is_version(pair):
            one, other = sorted((lead(pair.first.position), lead(pair.second.position)))
            leader[other] = one
    groups: defaultdict[int, list[tuple[Finding, Entry]]] = defaultdict(list)
    for number, place in enumerate(places):
        groups[lead(number)].append((findings[place], entries[place]))
    return list(groups.values())


def _is_version(pair: Pair) -> bool:
    return (pair.first.form == "preprint") != (pair.second.form == "preprint")


def _comparable(entry: Entry, position: int, owner_name: str) -> Work:
    normal = normalise(Bibliography((entry,))).value.entries[0]
    if owner_name and not normal.tex("author") and not normal.tex("editor"):
        normal = replace(normal, fields={**normal.fields, "author": replace(normal.fields["title"], tex=owner_name)})
    return work_of(normal, position, identity_of(normal))


def _as_found(number: int, group: list[tuple[Finding, Entry]], owner_name: str) -> Found:
    group = sorted(group, key=lambda one: _ORDER.index(one[0].service))
    best = group[0][1]
    fields = dict(best.fields)
    for _, other in group[1:]:
        here = set(fields)
        for name, value in other.fields.items():
            rivals = next((some for some in _TOGETHER if name in some), frozenset({name}))
            if name != "url" and not here & rivals:
                fields[name] = value
    if "doi" in fields:
        fields.pop("url", None)
    entry = replace(best, fields=fields)
    return Found(tuple(finding for finding, _ in group), entry, _comparable(entry, number, owner_name))
