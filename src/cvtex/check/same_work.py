"""Find entries of a bibliography that are the same work: duplicates, and preprints of publications.

A work must not be counted twice, and none may be lost by mistake. Each omitted entry is therefore reported with the
entry that replaces it. Entries in doubt are kept, with a question to the owner.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from cvtex.check.work import Work, identity_of, preprint_address, work_of
from cvtex.check.work_groups import Pair, group, identifiers_agree, related_pairs, shared_identities
from cvtex.diagnostics import Diagnostic, warning
from cvtex.model.bibliography import Bibliography, Entry, Excluded, Field
from cvtex.text.keywords import read_keywords
from cvtex.text.tex import tex_to_plain
from cvtex.value import Value, replace


class SameWork(Value):
    """`other` is the same work as `kept`. A kept preprint may itself be the `other` of a publication."""

    kind: Literal["duplicate", "preprint"]
    kept: Entry
    other: Entry
    evidence: str


class Merged(Value):
    """Entries before = len(bibliography.entries) + len(excluded)."""

    bibliography: Bibliography
    excluded: tuple[Excluded, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def find_same_works(bibliography: Bibliography) -> tuple[SameWork, ...]:
    """A bibliography in the styles' dialect -> pairs of the same work, in the order of `other`, each `other` once.

    The first of several duplicates is kept, and the publication rather than its preprint. Entries with the option or
    keyword `separate` are left alone. Takes roughly linear time in the number of entries.
    """
    return _search(bibliography).same


def merge_same_works(bibliography: Bibliography, *, keep_preprints: bool) -> Merged:
    """Omit entries that are the same work as another, with a warning; ask about entries that may be.

    A publication gets a field `preprint` with the preprint's web address (without TeX, like `url`), unless it has one.
    `keep_preprints`: keep preprints beside their publications, without a warning.
    """
    found = _search(bibliography)
    same = [pair for pair in found.same if pair.kind == "duplicate" or not keep_preprints]
    kept_instead = {pair.other.key: pair.kept.key for pair in same}
    excluded, addresses = [], dict[str, Field]()
    for pair in same:
        other, kept = pair.other, kept_instead.get(pair.kept.key, pair.kept.key)
        excluded.append(Excluded(other.key, tex_to_plain(other.tex("title")), _reason(pair), other.span, kept))
        address = preprint_address(found.works[other.key])
        if address and found.works[other.key].form == "preprint" != found.works[kept].form:
            addresses.setdefault(kept, Field(address, other.span))
    entries = tuple(
        _with_preprint(entry, addresses.get(entry.key))
        for entry in bibliography.entries
        if entry.key not in kept_instead
    )
    by_key = bibliography.by_key()
    diagnostics = (
        *(_left_out(pair, entry) for pair, entry in zip(same, excluded, strict=True)),
        *(_shared_key(entry, by_key[entry.shared_key]) for entry in entries if entry.shared_key),
        *_questions(found.alike, kept_instead.keys(), keep_preprints=keep_preprints),
    )
    return Merged(Bibliography(entries, bibliography.unreadable), tuple(excluded), diagnostics)


def _with_preprint(entry: Entry, address: Field | None) -> Entry:
    if address is None or "preprint" in entry.fields:
        return entry
    return replace(entry, fields={**entry.fields, "preprint": address})


def _reason(pair: SameWork) -> str:
    what = "the preprint of" if pair.kind == "preprint" else "the same work as"
    return f"{what} '{pair.kept.key}' in {_place(pair.kept)} ({pair.evidence})"


def _place(entry: Entry) -> str:
    return f"{entry.span.file}:{entry.span.line}"


def _left_out(pair: SameWork, entry: Excluded) -> Diagnostic:
    hint = "to print both, mark it with options = {separate}"
    return warning(f"'{pair.other.shared_key or entry.key}' is left out: {entry.reason}", entry.span, hint)


def _shared_key(entry: Entry, first: Entry) -> Diagnostic:
    """The first entry with a key has it, as in BibTeX; a later one that is another work gets a key of its own."""
    message = (
        f"the key '{entry.shared_key}' already means the work in {_place(first)}; in cv.yaml, this one is '{entry.key}'"
    )
    return warning(message, entry.span, "give each work a key of its own")


def _questions(pairs: Iterable[Pair], left_out: Iterable[str], *, keep_preprints: bool) -> Iterable[Diagnostic]:
    """Ask at most once for each entry, naming the first entry that it may equal."""
    gone, asked = set(left_out), set[str]()
    for pair in sorted(pairs, key=lambda pair: (pair.second.position, pair.first.position)):
        first, second = pair.first.entry, pair.second.entry
        if {first.key, second.key} & gone or second.key in asked or (_is_version(pair) and keep_preprints):
            continue
        asked.add(second.key)
        message = (
            f"'{second.key}' may be the same work as '{first.key}' in {_place(first)}: {pair.reason}; keeping both"
        )
        hint = "delete one, or mark one with options = {separate} if they are different works"
        yield warning(message, second.span, hint)


class _Found(Value):
    """`alike`: all pairs that are, or may be, the same work. If both are kept, the owner must decide."""

    same: tuple[SameWork, ...]
    alike: tuple[Pair, ...]
    works: Mapping[str, Work]


def _search(bibliography: Bibliography) -> _Found:
    entries = [e for e in bibliography.entries if e.is_work and not _is_separate(e)]
    identities = [identity_of(entry) for entry in entries]
    buckets = shared_identities(identities)
    works = {i: work_of(entries[i], i, identities[i]) for bucket in buckets for i in bucket}
    pairs = related_pairs([works[i] for i in bucket] for bucket in buckets)
    groups, doubted = group(pair for pair in pairs.same if not _is_version(pair))
    group_of = {work.position: of_one for of_one in groups for work in of_one}
    versions = [pair for pair in pairs.same if _is_version(pair)]
    contradicting = [pair for pair in versions if not identifiers_agree(_with_groups(pair, group_of))]
    left_alone = {work.position for of_one in doubted for work in of_one}
    left_alone |= {work.position for pair in contradicting for work in _with_groups(pair, group_of)}
    group_of = {position: of_one for position, of_one in group_of.items() if position not in left_alone}
    same = {**_duplicates(pairs.same, group_of), **_preprints(versions, group_of, left_alone)}
    return _Found(
        same=tuple(same[position] for position in sorted(same)),
        alike=(*pairs.unsure, *pairs.same),
        works={work.entry.key: work for work in works.values()},
    )


def _is_version(pair: Pair) -> bool:
    """Whether exactly one of the two is a preprint."""
    return (pair.first.form == "preprint") != (pair.second.form == "preprint")


def _with_groups(pair: Pair, group_of: Mapping[int, list[Work]]) -> list[Work]:
    return [work for member in (pair.first, pair.second) for work in group_of.get(member.position, [member])]


def _duplicates(pairs: Iterable[Pair], group_of: Mapping[int, list[Work]]) -> dict[int, SameWork]:
    """Duplicates by position. The evidence is what it shares with the first of its group, or else with another one."""
    found: dict[int, SameWork] = {}
    for pair in pairs:
        for work, partner in ((pair.first, pair.second), (pair.second, pair.first)):
            works = group_of.get(work.position, [work])
            if work is works[0] or partner.form != work.form:
                continue
            if partner is works[0] or work.position not in found:
                found[work.position] = SameWork("duplicate", works[0].entry, work.entry, pair.reason)
    return found


def _preprints(
    versions: Iterable[Pair], group_of: Mapping[int, list[Work]], left_alone: Collection[int]
) -> dict[int, SameWork]:
    """Preprints by position; a preprint stands for its copies.

    A conference paper and an article may share a preprint. It belongs to the one with the best evidence, then to the
    first.
    """
    options: defaultdict[int, list[tuple[bool, int, SameWork]]] = defaultdict(list)
    for pair in versions:
        preprint, publication = (
            (pair.first, pair.second) if pair.first.form == "preprint" else (pair.second, pair.first)
        )
        if preprint.position in left_alone:
            continue
        preprint = group_of.get(preprint.position, [preprint])[0]
        publication = group_of.get(publication.position, [publication])[0]
        same = SameWork("preprint", publication.entry, preprint.entry, pair.reason)
        options[preprint.position].append((not pair.by_identifier, publication.position, same))
    return {position: min(found, key=lambda option: option[:2])[2] for position, found in options.items()}


def _is_separate(entry: Entry) -> bool:
    return any("separate" in read_keywords(entry.tex(name)) for name in ("options", "keywords"))
