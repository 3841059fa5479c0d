"""Whatever characters a text has: `check` and the build never fail for them, and the PDF says all of it, or a warning
what instead.

That the PDF says it is what each build verifies; a word that is lost would be an error of the build.
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

# Not in a text of YAML: surrogates, controls; told apart from all others: private ones.
characters = st.characters(exclude_categories=["Cs", "Cc", "Co"])
# What is likely to be beside each other, so that words are shaped, broken, turned round.
mixed = st.sampled_from(
    "abc XYZ 12 ,.-–“’()[]«»/&%#_~^äčőāńΩжЯאבגשםمحدبعﷺ٣٤َُकि्षีไทยកខគ"
    "漢字，。「」あアー한국́̂҈\u200c\u200d\ufe0f★✓😀🏽🇩🇪ﬁ½⁴₂ℝ𝔤𐍈ꙮ"
)
texts = st.text(mixed | characters, min_size=1, max_size=25)


def quoted(text: str) -> str:
    """As YAML writes any character between quotation marks."""
    return "".join(one if one.isascii() and one.isalnum() else f"\\U{ord(one):08x}" for one in text)


def build(items: list[str]) -> tuple[tuple[Diagnostic, ...], BuildResult]:
    """What `check` says, and the build."""
    with tempfile.TemporaryDirectory() as name:
        cv = Path(name) / "cv.yaml"
        lines = "".join(f'      - "{quoted(item)}"\n' for item in items)
        cv.write_text(
            f"owner: {{name: Ada Example}}\nsections:\n  s:\n    kind: list\n    title: T\n    items:\n{lines}",
            encoding="utf-8",
        )
        loaded = loading.load(cv)
        assert loaded.cv is not None, loaded.diagnostics
        found = preflight.problems(loaded, ("full",), os.environ)
        return found, building.built(cv.parent, "full")


def holds(items: list[str]) -> None:
    checked, built = build([item for item in items if item.strip()] or ["a"])
    assert [one for one in checked if one.is_error] == []
    assert [one for one in built.diagnostics if one.is_error] == []
    assert built.pdf is not None


@settings(max_examples=1)
@given(st.lists(texts, min_size=30, max_size=40))
# A digit drawn as an emoji, in a word that is read from left to right among ones from right to left.
@example(["د٤\ufe0fä"])
def test_no_character_costs_the_cv(items: list[str]) -> None:
    holds(items)


@pytest.mark.parametrize("seed", a_few(range(8), 1))
def test_no_character_costs_the_cv_in_many_texts(seed: int) -> None:
    @hypothesis.seed(seed)
    @settings(max_examples=10, derandomize=False)
    @given(st.lists(texts, min_size=30, max_size=60))
    def hold(items: list[str]) -> None:
        holds(items)

    hold()
