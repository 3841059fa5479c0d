r"""Remove decorations from names in a .bib file: `\textbf{...}`, `$^\dagger$`, `*`, `(PI)`.

Styles are dropped, because the CV chooses its own. Signs may carry a meaning and are returned as text.
"""

from __future__ import annotations

import re

from cvtex.text.tex import tex_to_plain
from cvtex.text.tex_commands import COMBINING, DECLARATIONS, IGNORED_ARGUMENTS, MATH, TEXT

# Every decorated name contains one of these.
_SUSPICIOUS = re.compile(
    r"[\\$<(*#\d\u2020-\u2021\u2016\u00a7\u00b6\u00b2\u00b3\u00b9\u2070-\u2079\u2217\u204e\u22c6\u2605\u2709\uff0a]"
)

# Marks a brace left behind by a style. The first step removes it from the .bib text.
_STYLE = "\0"
_GROUP = r"\{(?P<argument>(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"

_HTML_SIGN = re.compile(r"<sup>(?P<argument>[^<]*)</sup>", re.IGNORECASE)
_HTML_STYLE = re.compile(r"</?(?:strong|b|em|i|u|span|mark|font)\b[^<>]*>", re.IGNORECASE)
_MATH = re.compile(r"\$\s*(?:\{\})?(?P<argument>\^?[^$]*)\$")
_MATH_SIGNS = re.compile(r"(?:\\(?:dagger|ddagger|dag|ddag|ast|star|S|P|#)(?![A-Za-z])|[*\d,\s{}†‡§¶#])+")
# Footnotes, superscripts and the like: their content is not part of a name.
_NOTE = re.compile(
    r"\\(?:textsuperscript|mkbibsuperscript|thanks|footnote|footnotemark|tnote|inst|affil|IEEEauthorrefmark|orcidlink"
    r"|orcid)\*?\s*(?:\[(?P<option>[^\]]*)\]|" + _GROUP + ")"
)
# The first argument is a colour or an address; the second is the name.
_WITH_OPTION = re.compile(r"\\(?:textcolor|colorbox|href)\s*\{[^{}]*\}\s*(?=\{)")
_SIGN_COMMANDS = {
    "dag": "†", "dagger": "†", "textdagger": "†", "ddag": "‡", "ddagger": "‡", "textdaggerdbl": "‡", "S": "§", "P": "¶",
    "textasteriskcentered": "*", "ast": "*", "star": "*", "Letter": "✉", "Envelope": "✉", "faEnvelope": "✉",
}  # fmt: skip
_SIGN_COMMAND = re.compile(rf"\\(?P<name>{'|'.join(_SIGN_COMMANDS)})(?![A-Za-z])(?:\{{\}})?[ \t\n]*")
_DECLARATION = re.compile(
    rf"(?P<brace>\{{\s*)?\\(?:color\s*\{{[^{{}}]*\}}|(?:{'|'.join(DECLARATIONS)})(?![A-Za-z]))\s*"
)
# A command with its argument; or math, whose commands are not styles.
_WORD = re.compile(r"\\(?P<name>[A-Za-z]{2,})\*?\s*(?=\{[^}])|\$[^$]*\$")
_BRACED_SIGN = re.compile(r"\{\s*(?P<argument>\$[^${}]*(?:\{[^{}]*\})?[^${}]*\$|[*†‡])\s*\}")
# Markdown's bold.
_STARRED = re.compile(r"(\*\*|__)(?P<argument>.+)\1", re.DOTALL)
_SIGN = re.compile(r"\\[#*]|[*∗⁎＊⋆★†‡§¶‖✉#]|[¹²³⁰-⁹]+")
_GROUP_SIGN = re.compile(r"[*†‡]+(?=\}?$)")
_BRACKETED = re.compile(r"\((?P<argument>[^()]*)\)")
# Digits attached to a word mark affiliations; DBLP distinguishes namesakes by four digits.
_NUMBER = re.compile(r"(?:(?<=[^\W\d_])|(?<=[^\W\d_]\.))\d{1,2}(?:,\d{1,2})*(?=[\s,}]|$)|(?<=\S\s)\d{4}$")
_SAME_SIGN = str.maketrans(dict.fromkeys("∗⁎＊⋆★", "*") | dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)))
# Numbers and words are one sign each; otherwise every character is a sign.
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s,;]")
MAX_STYLES = 20


def undecorate(tex: str) -> tuple[str, tuple[str, ...]]:
    r"""A name's TeX -> the name's TeX, and its signs in order: `*`, `†`, `1`, `(PI)`.

    `\textbf{Amos$^{1,*}$, B.}` -> (`Amos, B.`, ("1", "*")). A name wholly in braces is a group's, so digits, brackets
    and signs inside belong to it. A name that consists only of decorations is returned unchanged.
    """
    if not _SUSPICIOUS.search(tex):
        return tex, ()
    signs: list[str] = []
    name = _without_styles(tex.replace(_STYLE, ""), signs)
    is_group = _is_group(_peeled(name.rstrip("*†‡ ")))
    if not is_group:
        name = _BRACKETED.sub(lambda found: _noted(found[0], signs), name)
        name = _NUMBER.sub(lambda found: _taken(found[0], signs), name)
    starred = _STARRED.fullmatch(name)
    name = starred["argument"] if starred else name
    sign = _GROUP_SIGN if is_group else _SIGN
    name = sign.sub(lambda found: _taken(found[0].lstrip("\\"), signs), name)
    name = re.sub(r"(?<!\s)\s++(?=,)|(?<=,)\s*,", "", _peeled(name).replace(_STYLE, "")).strip(" \t\n,;")
    return (name, tuple(signs)) if re.search(r"\w", name) else (tex, ())


def normal_sign(sign: str) -> str:
    """Normalise a sign for comparison: `∗` -> `*`, `¹` -> `1`."""
    return sign.strip().translate(_SAME_SIGN)


def _without_styles(tex: str, signs: list[str]) -> str:
    """Remove styles and superscripts; put `_STYLE` before each brace that a style leaves behind."""
    name = _HTML_SIGN.sub(lambda found: _taken(found["argument"], signs), tex)
    name = _HTML_STYLE.sub("", name)
    name = _NOTE.sub(lambda found: _taken(found["option"] or found["argument"] or "", signs), name)
    name = _BRACED_SIGN.sub(lambda found: str(found["argument"]), name)
    name = _MATH.sub(lambda found: _math(found, signs), name)
    name = _SIGN_COMMAND.sub(lambda found: _taken(_SIGN_COMMANDS[found["name"]], signs), name)
    name = _WITH_OPTION.sub(_STYLE, name)
    name = _DECLARATION.sub(lambda found: f"{_STYLE}{{" if found["brace"] else "", name)
    return _WORD.sub(_style, name)


def _style(found: re.Match[str]) -> str:
    r"""Any command that is not a letter or an accent must be a style, including `\myname`, which some tools export."""
    name = found["name"]
    means_more = name in COMBINING or name in TEXT or name in MATH or name in IGNORED_ARGUMENTS
    return found[0] if means_more or name is None else _STYLE


def _math(found: re.Match[str], signs: list[str]) -> str:
    source = found["argument"].strip()
    if source.startswith("^") or (source and _MATH_SIGNS.fullmatch(source)):
        return _taken(source.removeprefix("^"), signs)
    return found[0]


def _taken(source: str, signs: list[str]) -> str:
    text = tex_to_plain(f"${source}$" if "\\" in source else source.strip("{} ")).translate(_SAME_SIGN)
    signs += [sign for sign in _TOKEN.findall(text) if sign not in "{}"]
    return ""


def _noted(remark: str, signs: list[str]) -> str:
    signs.append(tex_to_plain(remark))
    return ""


def _is_group(name: str) -> bool:
    return name.startswith("{") and _closes_at(name, 0) == len(name) - 1


def _peeled(name: str) -> str:
    """Remove braces around the whole name that a style has left, or that enclose a style for all of it."""
    name = name.strip()
    for _ in range(MAX_STYLES):
        opening = name.find("{")
        if name[:opening] not in ("", _STYLE) or _closes_at(name, opening) != len(name) - 1:
            break
        inner = name[opening + 1 : -1].strip()
        if opening == 0 and not (inner.startswith(_STYLE) and _closes_at(inner, 1) == len(inner) - 1):
            break
        name = inner
    return name


def _closes_at(name: str, opening: int) -> int:
    """The position of the matching closing brace; -1 if there is none."""
    depth = 0
    for brace in re.finditer(r"\\.|[{}]", name[opening:], re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return opening + brace.start()
    return -1
