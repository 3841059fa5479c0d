"""Language tags (BCP 47) such as `de`, `en-GB` and `zh-Hant`, and their fallbacks."""

from __future__ import annotations

import re
from typing import Final

LANGUAGE_TAG: Final = re.compile(r"[a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
# Regions whose script differs from the default of the language (CLDR, likely subtags).
_SCRIPTS: Final = {**dict.fromkeys(("zh-TW", "zh-HK", "zh-MO"), "zh-Hant"), "sr-ME": "sr-Latn"}


def fallbacks(tag: str) -> tuple[str, ...]:
    """The tag and its fallbacks, nearest first: `zh-Hant-TW` -> zh-Hant-TW, zh-Hant, zh; `de-CH` -> de-CH, de."""
    parts = tag.split("-")
    shorter = ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
    if tag in _SCRIPTS:
        shorter.insert(1, _SCRIPTS[tag])
    return tuple(shorter)
