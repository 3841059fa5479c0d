"""Line breaks in texts that YAML folds."""

from __future__ import annotations

import pytest

from cvtex.check.hard_breaks import text_with_breaks
from cvtex.model.node import Mapping, Scalar
from cvtex.read.yaml import read_yaml

TEXTS = [
    # in cv.yaml                       as CommonMark
    ("one", "one"),
    ("one\n  two", "one two"),
    ("one\\\n  two", "one\\\ntwo"),
    ("one  \n  two", "one\\\ntwo"),
    ("one\\  \n  two  \n  three", "one\\\ntwo\\\nthree"),
    ("one  \n\n  two", "one\ntwo"),
    ("'one''s\\\n  two'", "one's\\\ntwo"),
    (">\n  one\\\n  two  \n  three", "one\\\ntwo\\\nthree"),
    ("|\n  one\\\n  two", "one\\\ntwo"),
    # The backslash is YAML's own.
    ('"one \\\n  two"', "one two"),
]


@pytest.mark.parametrize(("written", "text"), TEXTS)
def test_line_breaks_survive_folding(written: str, text: str) -> None:
    node = read_yaml("cv.yaml", f"a: {written}\n".encode()).value
    assert isinstance(node, Mapping)
    scalar = node.items["a"]
    assert isinstance(scalar, Scalar)
    assert text_with_breaks(scalar).strip() == text
