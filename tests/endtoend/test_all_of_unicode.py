"""Any characters in a text: `check` and the build never fail. The PDF holds the whole text, or a warning names what is
missing.

Each build verifies its PDF itself: a lost word would be an error of the build.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import building
import hypothesis
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from many import a_few

from cvtex.build import loading, preflight
from cvtex.build.results import BuildResult
from cvtex.diagnostics import Diagnostic

# YAML allows no surrogates or controls. Private characters are tested on their own.
characters = st.characters(exclude_categories=["Cs", "Cc", "Co"])
# Characters that interact when side by side: shaping, line breaking, text direction.
mixed = st.sampled_from(
    "abc XYZ 12 ,.-–“’()[]«»/&%#_~^äčőāńΩжЯאבגשםمحدبعﷺ٣٤َُकि्षีไทยកខគ"
    "漢字，。「」あアー한국́̂҈\u200c\u200d\ufe0f★✓😀🏽🇩🇪ﬁ½⁴₂ℝ𝔤𐍈ꙮ"
)
texts = st.text(mixed | characters, min_size=1, max_size=25)


def quoted(text: str) -> str:
    """Escape every character for a double-quoted YAML string."""
    return "".join(one if one.isascii() and one.isalnum() else f"\\U{ord(one):08x}" for one in text)


def build(items: list[str]) -> tuple[tuple[Diagnostic, ...], BuildResult]:
    """Check and build a list of items -> the diagnostics of `check`, the build."""
    with tempfile.TemporaryDirectory() as name:
        cv = Path(name) / "cv.yaml"
        lines = "".join(f'      - "{quoted(item)}"\n' for item in items)
        cv.write_text(
            f"owner: {{name: Ada Example}}\nsections:\n  s:\n    kind: list\n    title: T\n    items:\n{lines}",
            encoding="utf-8",
        )
        loaded = loading.load(cv)
        assert loaded.cv is not None, loaded.diagnostics
        found = preflight.problems(loaded, ("full",), os.environ, building.shared_cache())
        return found, building.built(cv.parent, "full")


def holds(items: list[str]) -> None:
    checked, built = build([item for item in items if item.strip()] or ["a"])
    assert [one for one in checked if one.is_error] == []
    assert [one for one in built.diagnostics if one.is_error] == []
    assert built.pdf is not None


@settings(max_examples=1)
@given(st.lists(texts, min_size=30, max_size=40))
# A digit drawn as an emoji, in a left-to-right word within right-to-left text.
@example(["د٤\ufe0fä"])
def test_no_character_costs_the_cv(items: list[str]) -> None:
    holds(items)


@pytest.mark.parametrize("seed", a_few(range(8), 0))
def test_no_character_costs_the_cv_in_many_texts(seed: int) -> None:
    @hypothesis.seed(seed)
    @settings(max_examples=10, derandomize=False)
    @given(st.lists(texts, min_size=30, max_size=60))
    def hold(items: list[str]) -> None:
        holds(items)

    hold()
