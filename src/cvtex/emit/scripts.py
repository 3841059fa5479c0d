"""Text -> runs of one font."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby


def runs_by_font(string: str, fonts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(font, run) pairs; the font is empty for characters that the theme's own fonts have."""
    for font, run in groupby(string, key=lambda character: fonts.get(character, "")):
        yield font, "".join(run)
