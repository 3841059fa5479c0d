"""The usual paper size of a language's region, from CLDR's measurement data, which Babel lacks."""

from __future__ import annotations

from typing import Final

from cvtex.model.design import Paper

# CLDR 46, supplementalData.xml, paperSize US-Letter.
_LETTER: Final = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])


def paper_of(tag: str) -> Paper:
    """`en-US` -> letter, `en-GB` -> a4. A tag without a region names no size: a4."""
    return "letter" if not _LETTER.isdisjoint(tag.split("-")[1:]) else "a4"
