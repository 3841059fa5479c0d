"""References against the examples of the style guides: documents/published/<style>.txt.

A document begins with what it is taken from. An example is an entry and the guide's reference:

    # Where the guide has it
    @article{...}
    published: Example, A. (2020). Title. *Journal*.

`by rule:` instead of `published:` marks a reference that was written after the guide's rules. What cvtex prints in
another way on purpose follows as `printed:`, with the reason as `because:`. Nothing here is rewritten by `--update`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from references_document import entry_of, folder, marked, reference

FOLDER = folder().parent / "published"
FIELDS = re.compile(r"^(published|by rule|printed|because): (.+)$", re.MULTILINE)
# Nothing is added after an address, because a reader would take it for a part of it.
PERIOD_OF_ADDRESS = re.compile(r"((?:https?://|doi: ?|\w+\.\w+/)\S+?)\.(?= |$)")


@dataclass(frozen=True)
class Example:
    source: str
    bib: str
    lines: dict[str, str]

    @property
    def guide(self) -> str:
        return self.lines.get("published") or self.lines["by rule"]


def examples(path: Path) -> list[Example]:
    _, *blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    found = []
    for block in blocks:
        source, _, rest = block.partition("\n")
        found.append(Example(source.removeprefix("# "), FIELDS.sub("", rest).strip(), dict(FIELDS.findall(rest))))
    return found


PATHS = sorted(FOLDER.glob("*.txt"))
EXAMPLES = [
    pytest.param(path.stem, example, id=f"{path.stem}-{entry_of(example.bib).key}")
    for path in PATHS
    for example in examples(path)
]


def printed(style: str, bib: str) -> str:
    text = marked(reference(entry_of(bib), style).text)
    return re.sub(r"[<>\N{NO-BREAK SPACE}]|\*\*", lambda mark: " " if mark[0] == "\N{NO-BREAK SPACE}" else "", text)


@pytest.mark.parametrize(("style", "example"), EXAMPLES)
def test_an_example_is_printed_as_the_guide_has_it(style: str, example: Example) -> None:
    expected = example.lines.get("printed", example.guide)
    assert PERIOD_OF_ADDRESS.sub(r"\1", printed(style, example.bib)) == PERIOD_OF_ADDRESS.sub(r"\1", expected)


@pytest.mark.parametrize(("style", "example"), EXAMPLES)
def test_a_difference_has_a_reason(style: str, example: Example) -> None:
    assert ("printed" in example.lines) == ("because" in example.lines), style
    assert example.lines.get("printed") != example.guide


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_there_are_enough_examples(path: Path) -> None:
    assert len(examples(path)) >= 15
