"""A build's questions to the disk, with the answers. If all answers are the same, the build is up to date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

Question = Literal["content", "kind", "names", "place"]
# The answer about the content of a file that exists and may not be read.
UNREADABLE: Final = ""


class Dependency(NamedTuple):
    """A question about a path, and its answer.

    - `content`: the digest of a file's bytes, or `UNREADABLE`.
    - `kind`: `file`, `folder`, `other`, or "" if nothing exists there.
    - `names`: the digest of the names in a folder that end with one of `endings`.
    - `place`: the path with links resolved.

    `state` identifies the file's content without reading it; () if it cannot.
    """

    question: Question
    path: str
    answer: str
    endings: tuple[str, ...] = ()
    state: tuple[int, ...] = ()


def read_paths(dependencies: Iterable[Dependency]) -> tuple[str, ...]:
    """The files that were read, in order, without duplicates."""
    return tuple(
        dict.fromkeys(one.path for one in dependencies if one.question == "content" and one.answer != UNREADABLE)
    )
