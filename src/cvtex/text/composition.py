"""Unicode's composed form (NFC), as texts are read."""

from __future__ import annotations

import re
import unicodedata

# NFC would take another form of a Chinese character for the one that stands in a name.
_COMPOSABLE = re.compile(r"[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")


def composed(text: str) -> str:
    """Letters with their accents as one character; signs such as those of the ohm and the ångström as the letters that
    they are.
    """
    return text if text.isascii() else _COMPOSABLE.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)
