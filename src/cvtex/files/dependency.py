"""What a build has asked of the disk, and what the answer was: while all answers stay, so does what was built."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Question = Literal["content", "kind", "names", "place"]


class Dependency(NamedTuple):
    """A question about a path, and its answer.

    `content`: the digest of a file's bytes. `kind`: `file`, `folder`, `other`, or "" where there is nothing.
    `names`: the digest of the names in a folder that end with one of `endings`. `place`: where links lead to.
    `state`: what the system said of a file when it was read, if that is enough to know it again by; else ().
    """

    question: Question
    path: str
    answer: str
    endings: tuple[str, ...] = ()
    state: tuple[int, ...] = ()


def read_paths(dependencies: Iterable[Dependency]) -> tuple[str, ...]:
    """The files that were read, each once, in the order in which they were."""
    return tuple(dict.fromkeys(one.path for one in dependencies if one.question == "content"))
