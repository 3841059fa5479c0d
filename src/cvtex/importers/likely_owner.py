"""The author of most works of a list: a name to propose where no source has the owner's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from cvtex.cite.people import read_people
from cvtex.importers.bib_file import written_works
from cvtex.importers.imported import ImportedFile, ImportedWork
from cvtex.read.bib import read_bibliography_files
from cvtex.value import Value


class LikelyOwner(Value):
    """`works`: how many of `all_works` have this author."""

    name: str
    works: int
    all_works: int


def likely_owner(works: Iterable[ImportedWork], files: Iterable[ImportedFile]) -> LikelyOwner | None:
    """The author of more than half of the works, in the longest spelling; None if there is none, or several are."""
    data = [*((one.name, one.data) for one in files), ("works", written_works(works).encode())]
    found: Counter[tuple[str, str]] = Counter()
    names: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    entries = [one for one in read_bibliography_files(data).value.entries if one.tex("author")]
    for entry in entries:
        people = [one for one in read_people(entry.tex("author")).persons if one.given]
        keys = {(one.family.casefold(), one.given[0][:1].casefold()): str(one) for one in people}
        found.update(keys.keys())
        for key, name in keys.items():
            names[key].add(name)
    best = found.most_common(2)
    if not best or best[0][1] * 2 <= len(entries) or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    key, number = best[0]
    return LikelyOwner(max(sorted(names[key]), key=len), number, len(entries))
