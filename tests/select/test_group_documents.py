"""Groups of publications: a CV, its .bib file, and what each group prints: tests/documents/groups/*.txt.

Omitted entries follow a `-`, with the reason; messages come last. `--update` rewrites what is expected.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from error_document import read_document

from cvtex.build import loading
from cvtex.build.loading import Loaded
from cvtex.build.preparing import plan_variant
from cvtex.diagnostics import Sources, render
from cvtex.model.exclusion import message_of
from cvtex.model.plan import Plan, PlannedItem
from cvtex.select.limits import apply_count_limits

DOCUMENTS = sorted((Path(__file__).parents[1] / "documents" / "groups").glob("*.txt"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_groups(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    document = read_document(path.read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    for name, data in document.files.items():
        (tmp_path / name).write_bytes(data)
    actual = "".join(f"{line}\n" for line in printed(loading.load(Path("cv.yaml"))))
    if request.config.getoption("--update"):
        path.write_text(f"{document.source}---- expected\n{actual}", encoding="utf-8", newline="\n")
    else:
        assert actual == document.expected


def printed(loaded: Loaded) -> Iterator[str]:
    messages = dict.fromkeys(loaded.diagnostics)
    for name in loaded.cv.variants if loaded.ok and loaded.cv else ():
        plan = apply_count_limits(plan_variant(loaded, name))
        messages |= dict.fromkeys(plan.diagnostics)
        yield f"[{name}]"
        yield from _outline(plan)
    yield from (render(message, Sources()) for message in messages)


def _outline(plan: Plan) -> Iterator[str]:
    for section in plan.sections:
        yield str(section.title or section.id)
        for item in section.items:
            yield from _lines(item, 1)
    for left in plan.left_out:
        yield f"- {left.key}: {message_of(left.reason)}"


def _lines(item: PlannedItem, depth: int) -> Iterator[str]:
    yield "  " * depth + item.name
    for child in item.children:
        yield from _lines(child, depth + 1)
