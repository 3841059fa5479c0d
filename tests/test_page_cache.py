"""Pages that were read once: known again by their streams and fonts, and by nothing less."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvtex.finish.document import KnownToFinish
from cvtex.finish.read_page import ReadPage
from cvtex.page_cache import PageCache, PagesOfDocument
from cvtex.pdf.content import Drawing, Mark, MarkedContent, Show, TextEnd
from cvtex.pdf.fonts import StreamFont
from cvtex.pdf.known_pages import KnownPages, PageKeys
from cvtex.value import replace
from cvtex.verify.stream_text import PageTexts

FONT = StreamFont(dict.fromkeys(range(256), 500), {65: "A"})
EVENTS = (
    Show(0, 9, (b"\x00(", -250.0, b"\xff"), ("a", "b"), "F1", b"10", 10.0, 1 / 3, 2.5, 7.0),
    Mark(1, 2, "CVX", b"<</I 1>>"),
    MarkedContent(1, 2, "Span", None),
    Drawing(3, 4, "Im1", (0.0, 1.5, 2.0, 3.0)),
    TextEnd(5),
)
READ = ReadPage(EVENTS, {0: b"\xff("})
PACKED = b"x\xda\xff("
TEXTS = PageTexts({0: "a", 7: "b"}, ((0, "c"), (3, "d")), 3)


def pages(key: str) -> PagesOfDocument:
    return PagesOfDocument(
        KnownToFinish(KnownPages({}, {key: READ}), KnownPages({}, {key: PACKED})), KnownPages({}, {key: TEXTS})
    )


def test_what_is_kept_is_read(tmp_path: Path) -> None:
    cache = PageCache(tmp_path / "new", ("cv", "full"))
    cache.keep(pages("x"))
    found = cache.read()
    assert (found.finish.read.before, found.finish.packed.before, found.texts.before) == (
        {"x": READ},
        {"x": PACKED},
        {"x": TEXTS},
    )
    assert PageCache(tmp_path / "new", ("cv", "2page")).read() == PagesOfDocument()


def test_only_the_pages_of_the_last_build_are_kept(tmp_path: Path) -> None:
    cache = PageCache(tmp_path, ("cv",))
    cache.keep(pages("x"))
    second = cache.read()
    second.finish.read.read("y", lambda: READ)
    cache.keep(second)
    third = cache.read()
    assert (set(third.finish.read.before), set(third.finish.packed.before), set(third.texts.before)) == (
        {"y"},
        set(),
        set(),
    )


def test_nothing_is_written_if_nothing_is_new(tmp_path: Path) -> None:
    cache = PageCache(tmp_path, ("cv",))
    cache.keep(pages("x"))
    (file,) = tmp_path.iterdir()
    found = cache.read()
    assert found.finish.read.read("x", lambda: ReadPage((), {})) == READ
    file.unlink()
    cache.keep(found)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("old", "new"), [(b"CVX", b"CVY"), (b"texts", b""), (b"\n", b"\n\n"), (b"\x00(", b"\x01(")])
def test_what_is_damaged_counts_as_not_there(tmp_path: Path, old: bytes, new: bytes) -> None:
    cache = PageCache(tmp_path, ("cv",))
    cache.keep(pages("x"))
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes().replace(old, new, 1))
    assert cache.read() == PagesOfDocument()


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
