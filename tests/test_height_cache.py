"""Heights that were measured once: found again for the same block in the same layout, and for nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from kept_files import kept_file

from cvtex.cache_files import unsealed
from cvtex.diagnostics import Span
from cvtex.emit.blocks import Block, Note, Paragraph
from cvtex.fit.problem import Box, Spacing
from cvtex.height_cache import HeightCache, Heights, digest, layout_name
from cvtex.text.richtext import Inline, Styled
from cvtex.value import from_bytes

HEIGHTS = Heights({"a": Box("entry", 12), "b": Box("paragraph", 36, 3)}, {"entry": Spacing(6, 6, 1, None)}, 700)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    cache = HeightCache(tmp_path / "new")
    assert cache.read("x") is None
    cache.write("x", HEIGHTS)
    assert cache.read("x") == HEIGHTS
    assert cache.read("y") is None


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"room": 0, "boxes": {}, "spacing": {}}',
        '{"room": 7, "boxes": {"a": {"form": "entry", "height": "12"}}, "spacing": {}}',
    ],
)
def test_what_is_damaged_counts_as_not_there(tmp_path: Path, damaged: str) -> None:
    cache = HeightCache(tmp_path)
    cache.write("x", HEIGHTS)
    (file,) = tmp_path.iterdir()
    file.write_bytes(kept_file(damaged))
    assert cache.read("x") is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = HeightCache(tmp_path / "file" / "below")
    cache.write("x", HEIGHTS)
    assert cache.read("x") is None


def test_files_stay_few_and_small(tmp_path: Path) -> None:
    cache = HeightCache(tmp_path)
    many = Heights({f"b{number}": Box("entry", number) for number in range(5000)}, {}, 700)
    for layout in range(30):
        cache.write(f"l{layout}", many)
    files = list(tmp_path.iterdir())
    assert len(files) == 24
    assert "b4999" in from_bytes(unsealed(files[0].read_bytes()), Heights).boxes
    assert "b999" not in from_bytes(unsealed(files[0].read_bytes()), Heights).boxes


def block(*text: Inline, kind: type[Note | Paragraph] = Note, number: int = 1, line: int = 1) -> Block:
    return Block(number, kind(text), Span("cv.yaml", line, 1))


def test_a_block_is_what_it_says() -> None:
    assert digest(block("A")) == digest(block("A", number=2, line=9))
    assert (
        len(
            {
                digest(one)
                for one in (block("A"), block("B"), block("A", kind=Paragraph), block(Styled("strong", ("A",))))
            }
        )
        == 4
    )


def test_a_layout_is_its_parts_and_the_files_of_its_theme() -> None:
    names = {
        layout_name(("1", "a4"), {"t.sty": b"x"}),
        layout_name(("1", "letter"), {"t.sty": b"x"}),
        layout_name(("1", "a4"), {"t.sty": b"y"}),
        layout_name(("1", "a4"), {"t.sty": b"x", "u.sty": b""}),
    }
    assert len(names) == 4
    assert layout_name(("1", "a4"), {"t.sty": b"x"}) in names
