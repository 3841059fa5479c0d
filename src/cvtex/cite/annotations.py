"""biblatex's data annotations, `author+an = {1=equal; 2=self,corresponding}`: what is said of the people at a position."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cvtex.model.bibliography import Entry
from cvtex.text.web_address import without_scheme

Annotations = Mapping[int, frozenset[str]]
"""Words, lower case, by position from 0; biblatex counts from 1, so that -1 stands for a `0` in the file."""

# `2=self`, `2="self"`, and `2:family=...`, which speaks of a part of the name alone.
_ANNOTATION = re.compile(r"(?P<position>\d{1,6})(?::\w+)?\s*=\s*\"?(?P<words>[^;\"]*)\"?")


def annotations_of(entry: Entry, role: str) -> Annotations:
    """The fields `author+an` and, by the name that people give to it, `author+an:orcid`."""
    found: dict[int, frozenset[str]] = {}
    for field in (f"{role}+an", f"{role}+an:orcid"):
        for position, words in read_annotations(entry.tex(field)).items():
            found[position] = found.get(position, frozenset()) | words
    return found


def read_annotations(tex: str) -> Annotations:
    found: dict[int, frozenset[str]] = {}
    for annotation in _ANNOTATION.finditer(tex):
        position = int(annotation["position"]) - 1
        words = (
            without_scheme(word).removeprefix("orcid.org/") for word in re.split(r"[\s,]+", annotation["words"].lower())
        )
        found[position] = found.get(position, frozenset()) | frozenset(filter(None, words))
    return found
