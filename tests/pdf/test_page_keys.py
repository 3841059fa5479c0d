"""The key of a page depends on its whole stream and on all data of its fonts."""

from __future__ import annotations

from cvtex.pdf.fonts import PageKeys, StreamFont
from cvtex.value import replace

FONT = StreamFont(dict.fromkeys(range(256), 500), {65: "A"})


def test_a_key_tells_streams_and_fonts() -> None:
    keys = PageKeys()
    known = keys.key(b"(A) Tj", {"F1": FONT})
    assert PageKeys().key(b"(A) Tj", {"F1": replace(FONT)}) == known
    others = {
        keys.key(b"(B) Tj", {"F1": FONT}),
        keys.key(b"(A) Tj", {"F2": FONT}),
        keys.key(b"(A) Tj", {"F1": FONT, "F2": FONT}),
        keys.key(b"(A) Tj", {"F1": replace(FONT, unicode={65: "B"})}),
        keys.key(b"(A) Tj", {"F1": replace(FONT, widths={65: 501.0})}),
    }
    assert len(others | {known}) == 6
