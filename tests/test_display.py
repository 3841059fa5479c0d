"""How wide text is on a terminal."""

from __future__ import annotations

import pytest

from cvtex.display import column_width


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("abc", 3), ("漢字", 4), ("a\u0308", 1), ("ａ", 2), ("é", 1)])
def test_column_width(text: str, columns: int) -> None:
    assert column_width(text) == columns
