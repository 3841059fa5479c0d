"""A template of a web page, as its files have it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cvtex.value import Value

# The file that makes the page.
MAIN_FILE: Final = "page.html"


class PageTemplate(Value):
    """`folder`: as a message names it. `files`: by plain name."""

    folder: str
    files: Mapping[str, bytes]
