"""What a change of the design costs in `watch`: new TeX formats, and new measures of blocks."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import built

from cvtex.cache.store import Cache

pytestmark = pytest.mark.long

CV = """\
owner: {name: Ada Example}
sections: {s: {kind: list, title: T, items: [one, two]}}
variants: {v: {pages: 1}}
"""
CHANGES = [
    # design, new formats, new measures
    ("{accent: maroon}", 1, 0),
    ("{accent: maroon, margins: 3 cm}", 1, 1),
    ("{margins: 3 cm}", 1, 0),
    ("{}", 0, 0),
    ("# moved by a line\n  {accent: maroon}", 0, 0),
]


def formats(cache: Path) -> int:
    return sum(file.path.endswith(".fmt") for file in Cache(cache).files())


def measures(cache: Path) -> int:
    return sum(file.kind == "heights" for file in Cache(cache).files())


def test_a_change_of_colour_or_margins_costs_one_format(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    costs = []
    before = (0, 0)
    for design in ("{}", *(design for design, *_ in CHANGES)):
        (tmp_path / "cv.yaml").write_text(f"{CV}design: {design}\n", encoding="utf-8")
        assert built(tmp_path, "v", cache=cache).status == "ok"
        after = formats(cache), measures(cache)
        costs.append((after[0] - before[0], after[1] - before[1]))
        before = after
    assert costs == [(1, 1), *((new_formats, new_measures) for _, new_formats, new_measures in CHANGES)]
