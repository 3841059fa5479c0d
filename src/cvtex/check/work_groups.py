"""Works -> groups of entries for the same work, and pairs that the owner must decide.

The result does not depend on the order of the entries.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from cvtex.check.work import Identity, Work
from cvtex.check.work_relation import linked_keys, relate
from cvtex.value import Value

# Among many entries with the same title, each is compared only with its most similar neighbours.
_MAX_NEIGHBOURS = 24


class Pair(Value):
    """Two works, the earlier one first. `by_identifier`: they share an identifier, not just a title."""

    first: Work
    second: Work
    reason: str
    by_identifier: bool = False


class Pairs(Value):
    same: tuple[Pair, ...]
    unsure: tuple[Pair, ...]


def shared_identities(identities: Iterable[Identity]) -> list[list[int]]:
    """Positions of entries that share a DOI, an archive number or a title."""
    buckets: defaultdict[tuple[str, object], list[int]] = defaultdict(list)
    for position, identity in enumerate(identities):
        for kind, value in (("doi", identity.doi), ("eprint", identity.eprint), ("title", identity.title)):
            if value:
                buckets[kind, value].append(position)
    return [positions for positions in buckets.values() if len(positions) > 1]


def related_pairs(buckets: Iterable[Iterable[Work]]) -> Pairs:
    """Works that have something in common -> pairs that are, or may be, the same work."""
    same, unsure, seen = [], [], set()
    for bucket in buckets:
        for one, other in _neighbours(bucket):
            first, second = sorted((one, other), key=_position)
            if (first.position, second.position) in seen:
                continue
            seen.add((first.position, second.position))
            relation = relate(first, second)
            pair = Pair(first, second, relation.reason, relation.by_identifier)
            if relation.verdict == "same":
                same.append(pair)
            elif relation.verdict == "unsure":
                unsure.append(pair)
    return Pairs(tuple(same), tuple(unsure))


def _neighbours(bucket: Iterable[Work]) -> Iterator[tuple[Work, Work]]:
    works = sorted(bucket, key=_likeness)
    for index, work in enumerate(works):
        for other in works[index + 1 : index + 1 + _MAX_NEIGHBOURS]:
            yield work, other


def _likeness(work: Work) -> tuple[object, ...]:
    coordinates = tuple(sorted(work.coordinates.items()))
    return (
        work.identity.doi,
        work.identity.eprint or ("", ""),
        work.venue,
        work.year,
        coordinates,
        work.entry.key,
    )


def _position(work: Work) -> int:
    return work.position


def group(pairs: Iterable[Pair]) -> tuple[list[list[Work]], list[list[Work]]]:
    """Pairs of the same work -> (consistent groups, contradictory groups), each with its earliest member first.

    If A equals B and B equals C, but A contradicts C, it is unknown to which of them B belongs.
    """
    believed: list[list[Work]] = []
    doubted: list[list[Work]] = []
    for connected in _connected(pairs):
        (believed if _is_consistent(connected) else doubted).append(_members(connected))
    return believed, doubted


def _members(pairs: Iterable[Pair]) -> list[Work]:
    works = {work.position: work for pair in pairs for work in (pair.first, pair.second)}
    return [works[position] for position in sorted(works)]


def _connected(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """Split pairs into connected components."""
    leader: dict[int, int] = {}

    def find(position: int) -> int:
        while leader.setdefault(position, position) != position:
            leader[position] = leader[leader[position]]
            position = leader[position]
        return position

    pairs = list(pairs)
    for pair in pairs:
        leader[find(pair.second.position)] = find(pair.first.position)
    components: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        components[find(pair.first.position)].append(pair)
    return list(components.values())


def _is_consistent(pairs: list[Pair]) -> bool:
    works = _members(pairs)
    if len(works) == 2:
        return True
    keys = {work.entry.key for work in works}
    if any(linked_keys(work) & keys for work in works) or not identifiers_agree(works):
        return False
    if len({work.identity.doi for work in works} - {""}) > 1:
        return False
    return all(pair.by_identifier for pair in pairs) or _coordinates_agree(works)


def identifiers_agree(works: Iterable[Work]) -> bool:
    """Whether no archive occurs with two numbers."""
    archives = Counter(eprint.archive for eprint in {work.identity.eprint for work in works} if eprint)
    return all(count == 1 for count in archives.values())


def _coordinates_agree(works: Iterable[Work]) -> bool:
    values: defaultdict[str, set[str]] = defaultdict(set)
    for work in works:
        for name, value in work.coordinates.items():
            values[name].add(value)
    return all(len(found) == 1 for found in values.values())
