"""A dictionary as it is written -> its entries, as they are written: where few of many are asked for, the rest need no
values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cvtex.pdf.parsing import BLANK, name_of, parse
from cvtex.pdf.values import UnsoundPdfError, Written
from cvtex.pdf.writing import written_name

_REGULAR: Final = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
_FLAT: Final = rb"[^()<>\[\]{}%]*+"
_STRING: Final = rb"\((?:[^()\\]++|\\[\s\S])*+\)"
_BEGIN: Final = re.compile(BLANK + rb"<<")
_END: Final = re.compile(BLANK + rb">>")
# A name, and its value if that is a simple one.
_ENTRY: Final = re.compile(
    BLANK + rb"/(" + _REGULAR + rb"*+)[\0\t\n\f\r ]*+"
    rb"("
    rb"/" + _REGULAR + rb"*+"
    rb"|\d++[\0\t\n\f\r ]++\d++[\0\t\n\f\r ]++R(?!" + _REGULAR + rb")"
    rb"|[+-]?[\d.]++(?=[\0\t\n\f\r ]*+(?:/|>>))"
    rb"|\[" + _FLAT + rb"\]"
    rb"|" + _STRING +
    rb"|<<" + _FLAT + rb"(?:" + _STRING + _FLAT + rb")*+>>"
    rb")?"
)  # fmt: skip


def entries_of(data: bytes, place: int = 0) -> dict[str, bytes]:
    """Raises UnsoundPdfError. A value may turn out to be none when it is parsed."""
    begin = _BEGIN.match(data, place)
    if begin is None:
        raise UnsoundPdfError(f"there is no dictionary at byte {place}")
    place = begin.end()
    found: dict[str, bytes] = {}
    while entry := _ENTRY.match(data, place):
        name, value = entry[1], entry[2]
        place = entry.end()
        if value is None:
            start, place = place, parse(data, place)[1]
            value = data[start:place].lstrip()
        found[name_of(name)] = value
    if _END.match(data, place) is None:
        raise UnsoundPdfError(f"a dictionary does not end at byte {place}")
    return {name: value for name, value in found.items() if value != b"null"}


def written_entries(entries: Mapping[str, bytes]) -> Written:
    return Written(b"<<%s>>" % b"".join([b"%s %s" % (written_name(name), value) for name, value in entries.items()]))
