"""docs/design.md is complete and up to date."""

from __future__ import annotations

import importlib.util
import re
from typing import Any

import pytest
from running import ROOT

from cvtex.model.design import KEYS
from cvtex.read.yaml import read_yaml

DOCS = ROOT / "docs"
PAGE = (DOCS / "design.md").read_text(encoding="utf-8")


def tool() -> Any:
    spec = importlib.util.spec_from_file_location("design", ROOT / "tools" / "design.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = tool()


def test_the_page_is_up_to_date() -> None:
    assert TOOL.page() == PAGE, "run `make design`"


def test_each_key_has_a_part_of_the_page() -> None:
    assert re.findall(r"^## (\w+)$", PAGE, re.MULTILINE) == list(KEYS)


def test_each_word_that_a_key_takes_is_named() -> None:
    lines = {key: line for line in PAGE.splitlines() for key in KEYS if line.startswith(f"| [`{key}`]")}
    words = [(key, word) for key, field in TOOL.fields().items() for word in getattr(field.shape, "words", ())]
    assert len(words) > 30
    assert [(key, word) for key, word in words if not re.search(f'`"?{word}"?`', lines[key])] == []


def examples() -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("example", examples())
def test_each_example_is_valid(example: str) -> None:
    from cvtex.check.cv import check_cv
    from cvtex.check.design import check_preset

    node = read_yaml("cv.yaml", example.encode()).value
    assert node is not None
    if example.startswith("description"):
        assert check_preset(node).diagnostics == ()
        return
    text = f"owner: {{name: A. Example}}\nsections: {{s: {{kind: list, title: T, items: [a]}}}}\n{example}"
    whole = read_yaml("cv.yaml", text.encode()).value
    assert whole is not None
    assert check_cv(whole).diagnostics == ()


def test_pictures_that_the_page_shows_exist_and_no_others() -> None:
    shown = set(re.findall(r"\((design/[^)]+\.png)\)", PAGE))
    assert shown == {f"design/{file.name}" for file in (DOCS / "design").glob("*.png")}
    assert sum((DOCS / file).stat().st_size for file in shown) < 1_000_000


def test_each_value_has_a_picture() -> None:
    wanted = {f"design/{name}.png" for name, *_ in TOOL.variants(KEYS)}
    assert wanted == set(re.findall(r"\((design/[^)]+\.png)\)", PAGE)), "run `make design`"


def test_the_sample_of_the_pictures_is_valid() -> None:
    from cvtex.check.cv import check_cv

    node = read_yaml("cv.yaml", TOOL.CV.read_bytes()).value
    assert node is not None
    assert check_cv(node).diagnostics == ()
