"""What a page needs besides its HTML: inside the page, or as files of a folder beside it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from cvtex.emit.html import escaping
from cvtex.emit.html.escaping import NOTHING, Html
from cvtex.model.asset import asset_name

_TYPES: Final[Mapping[str, str]] = {
    ".bib": "application/x-bibtex",
    ".css": "text/css",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}

# A server may say nothing of it.
_CHARSET: Final = b'@charset "utf-8";'


class Assets:
    """`folder`: its name; "" for a page that stands alone. `files`: those of the folder, by name."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.files: dict[str, bytes] = {}

    def style(self, css: Html) -> Html:
        if not self._folder:
            return escaping.element("style", css)
        return escaping.element("link", rel="stylesheet", href=self.address("style", ".css", _CHARSET + css.encode()))

    def script(self, code: Html, words: Mapping[str, str | None]) -> Html:
        """`words`: attributes that the script reads."""
        if not self._folder:
            return escaping.element("script", code, **words)
        return escaping.element("script", NOTHING, src=self.address("filter", ".js", code.encode()), **words)

    def file(self, name: str, data: bytes) -> str:
        """Where the page finds a file of its template. Raises ValueError if it is of no kind that pages load."""
        stem, dot, ending = name.rpartition(".")
        suffix = f"{dot}{ending.lower()}"
        if suffix not in _TYPES:
            raise ValueError(f"no page loads a file like '{name}', only {', '.join(_TYPES)}")
        return self.address(stem, suffix, data)

    def used_by(self, html: str) -> Mapping[str, bytes]:
        """The files that a page loads."""
        return {name: data for name, data in self.files.items() if quote(name) in html}

    def address(self, stem: str, suffix: str, data: bytes) -> str:
        """Where the page finds a file."""
        if not self._folder:
            return f"data:{_TYPES[suffix]};base64,{b64encode(data).decode('ascii')}"
        name = asset_name(stem, suffix, data)
        self.files[name] = data
        # Without the dot, a colon in the folder's name would end a scheme.
        return f"./{quote(self._folder)}/{quote(name)}"
