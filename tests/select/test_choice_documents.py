"""Which items a page limit keeps: made-up CVs, and the choice of a careful author: tests/documents/choices/*.txt.

A page has 24 lines of 80 characters. The heading of a section takes two, that of a group or institution one, an item
as many as its text fills. `+` is printed, `s` is printed in its short form, `-` is left out.
`--update` rewrites what is expected.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from error_document import read_document

from cvtex.build import loading
from cvtex.build.final_plan import emptied_sections, lost_posts
from cvtex.build.fit_problem import Heights, apply_solution, block_key, state_problem
from cvtex.build.loading import Loaded
from cvtex.build.preparing import cite_works, read_appearance, select_plan
from cvtex.build.typefaces import FontShelf
from cvtex.emit.blocks import Block, Heading, Organisation
from cvtex.emit.candidates import candidates
from cvtex.fit.infeasible import fit
from cvtex.fit.problem import Box, Solution, Spacing
from cvtex.model.ids import HEADER
from cvtex.model.plan import Plan, PlannedItem
from cvtex.text.richtext import plain

DOCUMENTS = sorted((Path(__file__).parents[1] / "documents" / "choices").glob("*.txt"))
LINE, WIDTH, LINES = 10, 80, 24
SPACING = {
    "section": Spacing(1, 1, LINE, 0),
    "group": Spacing(2, 2, 0, 0),
    "institution": Spacing(3, 3, 0, 0),
    "item": Spacing(9, 9, 0, None),
}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_choices(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    document = read_document(path.read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    for name, data in document.files.items():
        (tmp_path / name).write_bytes(data)
    actual = "".join(f"{line}\n" for line in choices(loading.load(Path("cv.yaml"))))
    if request.config.getoption("--update"):
        path.write_text(f"{document.source}---- expected\n{actual}", encoding="utf-8", newline="\n")
    else:
        assert actual == document.expected


def choices(loaded: Loaded) -> Iterator[str]:
    assert loaded.cv is not None, [one.message for one in loaded.diagnostics]
    for name, variant in loaded.cv.variants.items():
        appearance = read_appearance(loaded, name, FontShelf(loaded.folder, loaded.files, {})).value
        assert appearance is not None
        prepared = cite_works(loaded, name, appearance, select_plan(loaded, name, appearance).value).value
        assert prepared is not None
        found = tuple(
            one
            for one in candidates(
                prepared.plan,
                prepared.references,
                appearance.owner,
                appearance.look.design,
                shorten=variant.shorten,
            )
            if one.id != HEADER
        )
        boxes = {block_key(block): _box(block) for one in found for block in (*one.blocks, *one.notes)}
        problem = state_problem(
            prepared.plan, found, Heights(boxes, SPACING, LINES * LINE), LINES * LINE, variant.pages or 1
        )
        solution = fit(problem)
        assert isinstance(solution, Solution), solution
        assert solution.is_optimal
        printed = apply_solution(prepared.plan, solution)
        yield f"[{name}]"
        yield from _outline(prepared.plan, printed)
        for message in (*emptied_sections(prepared.plan, printed), *lost_posts(prepared.plan, printed)):
            yield f"{message.severity}: {message.message}"


def _box(block: Block) -> Box:
    text = " ".join(plain(text) for text in block.texts)
    lines = max(1, -(-len(text) // WIDTH))
    match block.content:
        case Heading(level="section"):
            return Box("section", LINE)
        case Heading():
            return Box("group", LINE)
        case Organisation():
            return Box("institution", LINE)
        case _:
            return Box("item", LINE * lines)


def _outline(possible: Plan, printed: Plan) -> Iterator[str]:
    forms: dict[str, str] = {item.id: "s" if item.is_short else "+" for item in printed.walk()}
    for section in possible.sections:
        yield str(section.title or section.id)
        for item in section.items:
            yield from _lines(item, 1, forms)


def _lines(item: PlannedItem, depth: int, forms: dict[str, str]) -> Iterator[str]:
    if not item.is_container:
        yield f"{'  ' * depth}{forms.get(item.id, '-')} {item.name}"
    for child in item.children:
        yield from _lines(child, depth + (not item.is_container), forms)
