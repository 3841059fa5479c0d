"""Characters that say nothing by themselves: controls, joiners, marks of direction, selectors of how a sign is drawn,
places to break.
"""

from __future__ import annotations

import re
from typing import Final

# Unicode's Cc but tab and line ends, as a set of a regular expression.
CONTROLS: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
# Of Unicode's Default_Ignorable_Code_Point, what running text has.
_IGNORABLE: Final = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+"
)


def without_ignorable(text: str) -> str:
    """The text for which a font needs glyphs, and that two readers of one page have in common."""
    return text if text.isascii() else _IGNORABLE.sub("", text)
