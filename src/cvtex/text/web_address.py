"""Web addresses: decode the TeX of .bib files, make link targets, and shorten for print."""

from __future__ import annotations

import re
from urllib.parse import quote

_COMMANDS = re.compile(
    r"\\(?:url|href|path|nolinkurl)(?![A-Za-z])"
    r"|\\(?P<escaped>[&%#_$~{}^])(?:\{\})?"
    r"|\\text(?P<word>asciitilde|underscore|asciicircum)(?![A-Za-z])[ ]?(?:\{\})?"
    r"|\$\\sim\$|\\sim(?![A-Za-z])"
    r"|[\\{}\s]"
)
_WORDS = {"asciitilde": "~", "underscore": "_", "asciicircum": "^"}
_SCHEME = re.compile(r"(?:https?|ftp)://[^\s/]|mailto:[^\s@]+@[^\s@]", re.IGNORECASE)
_HIDDEN_SCHEME = re.compile(r"(?:https?|ftp)://|mailto:", re.IGNORECASE)
_BARE_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)")
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.[a-z.]+/|doi:\s*)?(?=10\.)", re.IGNORECASE)


def decode_address(tex: str) -> str:
    r"""`\url{https://x.org/a\_b\%20c}` -> `https://x.org/a_b%20c`. Blanks, braces and backslashes are dropped."""

    def character(match: re.Match[str]) -> str:
        if match["escaped"]:
            return match["escaped"]
        if match["word"]:
            return _WORDS[match["word"]]
        return "~" if "sim" in match[0] else ""

    return _COMMANDS.sub(character, tex)


def link_target(address: str) -> str:
    """The address if its scheme is http, https, ftp or mailto; a bare host gets https; otherwise ""."""
    if _SCHEME.match(address):
        return address
    return f"https://{address}" if _BARE_HOST.match(address) else ""


def without_scheme(address: str) -> str:
    """Shorten an address for print: `https://x.org/a/` -> `x.org/a`."""
    scheme = _HIDDEN_SCHEME.match(address)
    return address[scheme.end() if scheme else 0 :].rstrip("/")


def decode_doi(tex: str) -> str:
    r"""`https://doi.org/10.1000/x\_y` -> `10.1000/x_y`."""
    return _DOI.sub("", decode_address(tex))


def encoded_url(address: str) -> str:
    """Percent-encode an address to ASCII, by RFC 3987."""
    return quote(address, safe="%/:=&?~#+!;,@()*'[]-._")
