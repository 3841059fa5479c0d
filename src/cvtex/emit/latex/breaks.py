r"""Words without blanks -> pieces between which a line may end.

An address may break after its signs, and is never hyphenated: it would be another address. As a last resort, a word
that is longer than any line may break anywhere. A break prints no hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cvtex.emit.latex import escaping
from cvtex.emit.latex.escaping import Latex
from cvtex.text.scripts.clusters import clusters
from cvtex.value import Value

# The last alternative is a host with a path.
_ADDRESS = re.compile(
    r"(?:[A-Za-z][A-Za-z+.-]{1,20}://|www\.|doi:|10\.\d{4,9}/)\S"
    r"|(?P<mail>[^\s@/:]+@[^\s@./]+\.[^\s@])"
    r"|(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}/\S",
    re.IGNORECASE,
)
_HINT = re.compile(r"[@/]|www\.", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_OPENING = "([{<\"'\u201c\u2018\u201e\u201a\u00ab\u2039"
# A hyphen at a break would look like a part of the address, so that the break stands after it.
_BREAK = re.compile(r"(?<=[/\-_=?&])(?=[^/\-_=?&])")
# In a side column, a name with hyphens is kept whole if it fits.
_BREAK_ASIDE = re.compile(r"(?<=[/=?&])(?=[^/=?&])")
_BREAK_OF_LONG = re.compile(r"(?<=[@:;,)])(?=\w)|(?<=\w)(?=[.(<\[])")
# An e-mail address up to this length stays whole.
_LONG_MAIL = 40
# Pieces up to this length fit into any line; in a side column, they are shorter.
_LONGEST = 36
_LONGEST_ASIDE = 20
# Places where a line may end anyway: soft hyphens, spaces of no width, and in scripts that `line_breaks` reads.
_ELSEWHERE = (
    "\u00ad\u200b\u0e00-\u0fff\u1000-\u109f\u1200-\u139f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uffef\U00016fe0-\U00018d8f\U0001aff0-\U0001b2ff\U00020000-\U0003ffff"
)
_TOO_LONG = {longest: re.compile(rf"[^\s{_ELSEWHERE}-]{{{longest + 1},}}") for longest in (_LONGEST, _LONGEST_ASIDE)}
_TOO_LONG_CODE = {
    longest: re.compile(rf"[^\s{_ELSEWHERE}]{{{longest + 1},}}") for longest in (_LONGEST, _LONGEST_ASIDE)
}
# Rather than within a word, a line ends after these.
_AFTER_SIGN = re.compile(r"(?<=[/\u2013\u2014])(?=[^/\u2013\u2014])")
_UNBROKEN = {longest: re.compile(rf"[^ \t\n]{{{longest + 1},}}") for longest in (_LONGEST, _LONGEST_ASIDE)}
# No line ends at any other blank.
_GLUE = re.compile(r"[^\S \t\n]")
# A short word at the end of a text that may take several lines.
_LAST_WORD = re.compile(r"(?<=[^\\ ]) (?=(?:(?:\\-)?[^ \\{}$~]){1,12}\Z)")
_ONE_LINE = 60
# A dash between blanks stays with the word before it, and a sign such as % with its number.
_KEPT_SIGN = re.compile("[\u2013\u2014%\u2030\u20ac\u00a3]")
_KEPT_BLANK = re.compile(r"(?<=\S) (?=[\u2013\u2014] )|(?<=\d) (?=[%\u2030\u20ac\u00a3])")
# TeX reads lines of at most 200,000 bytes.
_ON_LINE = 500


class Piece(Value):
    """A part of a text: an address, or anything else."""

    text: str
    is_address: bool = False


def pieces(text: str) -> Iterator[Piece]:
    """Split a text at its addresses."""
    if not _HINT.search(text):
        yield Piece(text)
        return
    start = 0
    for word in _WORD.finditer(text):
        bare = word[0].lstrip(_OPENING)
        if _ADDRESS.match(bare):
            place = word.end() - len(bare)
            if place > start:
                yield Piece(text[start:place])
            yield Piece(bare, is_address=True)
            start = word.end()
    if start < len(text):
        yield Piece(text[start:])


def address_parts(address: str, *, is_aside: bool = False) -> list[str]:
    """Split an address where it may break. `is_aside`: in a side column."""
    found = _ADDRESS.match(address)
    longest = _LONGEST_ASIDE if is_aside else _LONGEST
    if found and found["mail"]:
        return _BREAK_OF_LONG.split(address) if len(address) > (longest if is_aside else _LONG_MAIL) else [address]
    whole = _BREAK_ASIDE.split(address) if is_aside else [address]
    parts = [part for one in whole for part in ([one] if is_aside and len(one) <= longest else _BREAK.split(one))]
    return [
        smaller
        for part in parts
        for smaller in (_BREAK_OF_LONG.split(part) if len(part) > longest else [part])
        if smaller
    ]


def is_too_long(text: str, *, is_code: bool = False, is_aside: bool = False) -> bool:
    """Whether a word without blanks and hyphens (in code: without blanks) may be longer than a line."""
    longest = _LONGEST_ASIDE if is_aside else _LONGEST
    return len(text) > longest and bool((_TOO_LONG_CODE if is_code else _TOO_LONG)[longest].search(text))


def breakable_anywhere(
    text: str, write: Callable[[str], Latex], *, is_code: bool = False, is_aside: bool = False
) -> Latex:
    """Write text with breaks of last resort in words that are too long: after signs, else between all characters."""
    out: list[str] = []
    start = 0
    longest = _LONGEST_ASIDE if is_aside else _LONGEST
    for word in (_TOO_LONG_CODE if is_code else _TOO_LONG)[longest].finditer(text):
        out.append(write(text[start : word.start()]))
        whole = [part for part in _AFTER_SIGN.split(word[0]) if part]
        parts = [small for part in whole for small in (clusters(part) if len(part) > longest else [part])]
        for place in range(0, len(parts), _ON_LINE):
            line = escaping.ANYWHERE.join(map(write, parts[place : place + _ON_LINE]))
            out.append(line if not place else f"{escaping.ANYWHERE}%\n{line}")
        start = word.end()
    out.append(write(text[start:]))
    return Latex("".join(out))


def may_be_too_long(text: str, *, is_aside: bool = False) -> bool:
    """Whether more characters than fit into a line stand without a blank, if perhaps with markup between them."""
    return bool(_UNBROKEN[_LONGEST_ASIDE if is_aside else _LONGEST].search(text))


def fits_in_line(text: str, *, is_aside: bool = False) -> bool:
    """Whether a text may be kept on one line."""
    return len(text) <= (_LONGEST_ASIDE if is_aside else _LONGEST)


def with_loosened_blanks(text: str, *, is_aside: bool = False) -> str:
    """Let lines end at all blanks of what stands without an ordinary one, if that may be longer than a line."""
    if not _GLUE.search(text):
        return text
    longest = _LONGEST_ASIDE if is_aside else _LONGEST
    return _UNBROKEN[longest].sub(lambda glued: _GLUE.sub(" ", glued[0]), text)


def with_kept_signs(text: str) -> str:
    """Keep dashes and signs of units on the line of the word before them: no line begins with one."""
    return _KEPT_BLANK.sub("\N{NO-BREAK SPACE}", text) if _KEPT_SIGN.search(text) else text


def with_last_word(text: Latex) -> Latex:
    """Mark the space before a short last word, which should not stand alone on the last line."""
    return Latex(_LAST_WORD.sub(r"\\cvlast{}", text)) if len(text) > _ONE_LINE else text
