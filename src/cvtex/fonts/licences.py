"""The text of a font or of a file beside it -> the short name of its licence."""

from __future__ import annotations

import re
from typing import Final

# Only licences of fonts: a licence for code (MIT, GPL) need not cover a font beside it.
_MARKS: Final = (
    ("OFL-1.1", r"sil open font licen[sc]e|scripts\.sil\.org/ofl|openfontlicense\.org"),
    ("UFL-1.0", r"ubuntu font licen[cs]e"),
    ("Apache-2.0", r"apache licen[sc]e,? version 2|apache\.org/licenses/license-2\.0"),
    (
        "Bitstream Vera",
        r"bitstream vera|fonts are \(c\) bitstream|dejavu[-.]fonts\.org|dejavu\.sourceforge\.net",
    ),
    ("Bitstream Charter", r"original bitstream free font license"),
    ("GUST-Font-License", r"gust font licen[cs]e"),
)


def licence_in(text: str) -> str:
    """The first known licence that `text` names, or ""."""
    folded = text.casefold()
    return next((name for name, mark in _MARKS if re.search(mark, folded)), "")
