"""Web addresses and DOIs: decode the TeX of .bib files, make link targets, and shorten for print."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from cvtex.value import Value

# Signs that exporters write as math or by name: `{$<$}`, `$\sim$`, `\textless`, `\_`.
_WORDS = {
    "textasciitilde": "~", "sim": "~", "textunderscore": "_", "textasciicircum": "^", "textless": "<", "lt": "<",
    "less": "<", "textgreater": ">", "gt": ">", "greater": ">", "textbar": "|", "textquotesingle": "'", "slash": "/",
    "langle": "<", "rangle": ">",
}  # fmt: skip
_WRAPPERS = "url|href|path|nolinkurl|burl|doi|detokenize|texttt|protect|allowbreak|newline|relax"
_COMMANDS = re.compile(
    rf"\$\s*(?:\\?(?P<sign>[<>_&%#~|])|\\(?P<math>{'|'.join(_WORDS)}))\s*\$"
    rf"|\\(?:{_WRAPPERS})(?![A-Za-z])"
    r"|\\(?P<escaped>[&%#_$~{}^])(?:\{\})?"
    rf"|\\(?P<word>{'|'.join(_WORDS)})(?![A-Za-z])[ ]?(?:\{{\}})?"
    r"|\\-"
    r"|[\\{}]"
)
_UNKNOWN_MACRO = re.compile(rf"\\(?!(?:{_WRAPPERS}|{'|'.join(_WORDS)})(?![A-Za-z]))[A-Za-z]+")
_HREF = re.compile(r"\\href\s*+\{([^{}]*+(?>(?:\{[^{}]*+\}[^{}]*+)*))\}\s*+\{[^{}]*+(?>(?:\{[^{}]*+\}[^{}]*+)*)\}")
_REFERENCE = re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_LINE_BREAK = re.compile(r"(?<![ \t])[ \t]*+\n\s*+")
_SCHEME = re.compile(r"(?:https?|ftp)://[^\s/]|mailto:[^\s@]+@[^\s@]", re.IGNORECASE)
_HIDDEN_SCHEME = re.compile(r"(?:https?|ftp)://|mailto:", re.IGNORECASE)
_BARE_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)")
_BETWEEN_ADDRESSES = re.compile(r"(?<![\s,;])[\s,;]++(?=https?://|www\.)", re.IGNORECASE)
# Words after an address that do not belong to it.
_REMARK = re.compile(
    r"(?<![ \t])[ \t]++(?=[(\[]|(?:and|or|accessed|visited|retrieved|viewed|last|online|date)\b|[-–—][ \t])",
    re.IGNORECASE,
)

_DOI_PREFIX = re.compile(r"^(?:https?://)?(?:(?:dx\.|www\.)?doi\.[a-z.]+/|doi[:=\s]\s*)?(?=10[./])", re.IGNORECASE)
_SIMPLE_DOI = re.compile(r"10\.\d{1,9}/[A-Za-z0-9./()_-]*[A-Za-z0-9]")
_DOI = re.compile(r"(?<![\w.])10\.\d{1,9}(?:\.\d+)*/[^\s].*", re.DOTALL)
_SHORT_DOI = re.compile(r"(?<![\w.])10/[A-Za-z0-9]{2,}$")
_ENCODED_SLASH = re.compile(r"(?:https?://[\w.]+/|doi[:\s]\s*)?10\.\d{1,9}%2f", re.IGNORECASE)
_BETWEEN_DOIS = re.compile(
    r"(?<![\s,;|])[\s,;|]++(?>(?:(?:and|or)\s++)?)(?=https?://|doi\b|10\.\d{4,9}/)", re.IGNORECASE
)
_ARXIV_IN_DOI = re.compile(r"^arxiv[:.\s]\s*", re.IGNORECASE)
_BRACKETS = {")": "(", "]": "[", ">": "<"}
# Characters that need no percent-encoding in a DOI's address (DOI Handbook, 3.8).
_DOI_SAFE = "/:;()._-"
_MAX_DOI = 500


def decode_address(tex: str) -> str:
    r"""`\url{https://x.org/a\_b\%20c}` -> `https://x.org/a_b%20c`. Blanks, braces and backslashes are dropped."""
    return "".join(_decoded(tex).split())


def _decoded(tex: str) -> str:
    """Remove TeX and HTML's character references. Whitespace stays."""
    if not ("\\" in tex or "{" in tex or "$" in tex or "&" in tex or "}" in tex):
        return tex
    if "\\href" in tex:
        tex = _HREF.sub(r"\1", tex)
    text = _COMMANDS.sub(_sign, tex)
    # Twice, since `&amp;lt;` occurs.
    return _REFERENCE.sub(_character, _REFERENCE.sub(_character, text)) if "&" in text else text


def _sign(match: re.Match[str]) -> str:
    word = match["math"] or match["word"]
    # A brace without a backslash would be taken for TeX's.
    escaped = quote(match["escaped"]) if match["escaped"] in ("{", "}") else match["escaped"]
    return _WORDS[word] if word else match["sign"] or escaped or ""


def _character(reference: re.Match[str]) -> str:
    import html

    return html.unescape(reference[0])


class DecodedAddress(Value):
    """An address of a field. `remark`: the text after it. `has_blank`: blanks inside it became `%20`."""

    address: str
    remark: str = ""
    has_blank: bool = False


def decode_addresses(tex: str) -> list[DecodedAddress]:
    """The addresses in a field, which blanks, commas or semicolons separate. A line break in one is dropped."""
    text = _decoded(tex).strip()
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1].strip()
    if text.isascii() and not any(separator in text for separator in " \n\t,;"):
        return [DecodedAddress(text)] if text else []
    parts = _BETWEEN_ADDRESSES.split(text)
    return [_joined(_LINE_BREAK.sub("", part)) for part in parts if part.strip()]


def _joined(part: str) -> DecodedAddress:
    remark = _REMARK.search(part)
    address = (part[: remark.start()] if remark else part).strip(" \t,;")
    return DecodedAddress(
        re.sub(r"[ \t]+", "%20", address), part[remark.end() :].strip() if remark else "", " " in address
    )


def link_target(address: str) -> str:
    """The address if its scheme is http, https, ftp or mailto; a DOI or a bare host gets https; otherwise ""."""
    if _SCHEME.match(address):
        return address
    doi = decode_doi(address)
    if doi.startswith("10.") and is_doi(doi):
        return doi_address(doi)
    return f"https://{address}" if _BARE_HOST.match(address) else ""


def without_scheme(address: str) -> str:
    """Shorten an address for print: `https://x.org/a/` -> `x.org/a`."""
    scheme = _HIDDEN_SCHEME.match(address)
    return address[scheme.end() if scheme else 0 :].rstrip("/")


def decode_doi(tex: str) -> str:
    r"""`https://doi.org/10.1000/x\_y` -> `10.1000/x_y`. Anything else is only decoded."""
    doi = _DOI_PREFIX.sub("", decode_address(tex))
    return unquote(doi) if doi.startswith("10.") and "%" in doi else doi


def is_doi(text: str) -> bool:
    return bool(_SIMPLE_DOI.fullmatch(text) or _DOI.fullmatch(text) or _SHORT_DOI.fullmatch(text))


def doi_address(doi: str) -> str:
    return f"https://doi.org/{quote(doi, safe=_DOI_SAFE)}"


class DecodedDoi(Value):
    """The DOI of a field, or "" if there is none. `problem` is worded for the author."""

    doi: str
    problem: str = ""


def read_doi(tex: str) -> DecodedDoi:
    """A `doi` field as programs write it -> the DOI: without prefix, TeX, percent-encoding and final punctuation."""
    if _SIMPLE_DOI.fullmatch(tex):
        return DecodedDoi(tex)
    text = _decoded(tex).strip(" \t\n$")
    if _ENCODED_SLASH.match(text):
        text = unquote(text)
    found: dict[str, str] = {}
    problem = ""
    for part in (_LINE_BREAK.sub("", piece) for piece in _BETWEEN_DOIS.split(text)):
        remark = _REMARK.search(part)
        piece = part[: remark.start()] if remark else part
        doi = _doi_in(piece)
        if doi:
            found.setdefault(doi.casefold(), doi)
            if remark:
                problem = f"'{part[remark.end() :].strip()}' is not part of the DOI; it is left out"
            elif " " in piece[piece.find("10") :].strip():
                problem = f"the DOI contains a space; it is read as {doi}"
    if not found:
        return DecodedDoi("", f"'{text[:60]}' is not a DOI")
    doi, *others = found.values()
    if others:
        return DecodedDoi(doi, f"a DOI was expected, not {len(found)}; only {doi} is linked")
    if not problem and "\\" in tex and (unknown := _UNKNOWN_MACRO.search(tex)):
        problem = f"unknown macro {unknown[0]} in the DOI; it is read as {doi}"
    return DecodedDoi(doi, problem)


def _doi_in(text: str) -> str:
    text = _ARXIV_IN_DOI.sub("10.48550/arXiv.", text.strip())
    found = _DOI.search(text) or _SHORT_DOI.search(text)
    if found is None or len(found[0]) > _MAX_DOI:
        return ""
    doi = "".join(found[0].split())
    if text.lower().startswith("http"):
        doi = doi.partition("?")[0].partition("#")[0]
    doi = unquote(doi) if "%" in doi else doi
    while doi and (doi[-1] in ".,;:\"'" or doi.count(doi[-1]) > doi.count(_BRACKETS.get(doi[-1], doi[-1]))):
        doi = doi[:-1]
    return doi


_EMAIL = re.compile(r"[^\s@,;:<>()]{1,100}@(?:[^\s@,;:<>().]{1,63}\.){1,9}[^\s@,;:<>().]{2,63}")


def is_email(text: str) -> bool:
    """Whether a text is one e-mail address, such as ada@example.org."""
    return bool(_EMAIL.fullmatch(text))


def encoded_url(address: str) -> str:
    """Percent-encode an address to ASCII, by RFC 3987."""
    return quote(address, safe="%/:=&?~#+!;,@()*'[]-._")
