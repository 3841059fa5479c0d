"""Signs that no file of a CV can have: control characters go, halves of signs become U+FFFD."""

from __future__ import annotations

import re
from typing import Final

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_HALVES: Final = re.compile(r"[\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    return _HALVES.sub("\ufffd", _CONTROLS.sub("", text))
