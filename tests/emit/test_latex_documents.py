"""The LaTeX of one small CV with every form of block, for each theme: documents/tex/*.tex.

`pytest tests/emit/test_latex_documents.py --update` writes the documents again, to be read before they are committed.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from blocks_document import BlocksDocument, blocks_of, form_of, read_document

from cvtex.emit.blocks import Block
from cvtex.emit.document import Look, Metadata, write_document
from cvtex.emit.inline import InlineWriter
from cvtex.model.layout import Layout, Margins, PageMaking
from cvtex.model.picture import Picture

DOCUMENTS = Path(__file__).parents[1] / "documents"
CV = DOCUMENTS / "blocks" / "every-form.txt"
THEMES = [
    path.stem.removeprefix("cvtex-")
    for path in sorted((DOCUMENTS.parents[1] / "styles" / "themes").glob("cvtex-*.sty"))
]
METADATA = Metadata("Ada Example – CV", "Ada Example", ("one", "two"), "Ada Example, née Before")


def document() -> BlocksDocument:
    return read_document(CV.read_text(encoding="utf-8"))


@pytest.mark.parametrize("theme", THEMES)
def test_each_theme(theme: str, request: pytest.FixtureRequest) -> None:
    blocks = blocks_of(document(), "full")
    compare(write_document(blocks, Look(theme, 10.5, "a4", "en"), METADATA, writer()).tex, theme, request)


def test_all_that_a_funder_may_ask_for(request: pytest.FixtureRequest) -> None:
    layout = Layout(Margins(50, 50, 40, 40, empty=True), 11, 9, 1.2, "times", has_foot=False, for_press=True)
    look = Look("classic", 11, "letter", "en", layout, Picture("png", 300, 400, 3), "cvtex-fonts.tex")
    blocks = blocks_of(document(), "funder")
    paragraph = next(block for block in blocks if form_of(block) == "paragraph")
    pages = PageMaking({blocks[2].id: (0,), paragraph.id: (2, 4)}, (0, 120, 80, 0))
    compare(write_document(blocks, look, METADATA, writer(), pages, glyphs="glyphs.tex").tex, "funder", request)


def test_blocks_to_be_measured(request: pytest.FixtureRequest) -> None:
    blocks: tuple[Block, ...] = blocks_of(document(), "full")[:3]
    compare(
        write_document(blocks, Look("classic", 10.5, "a4", "de"), METADATA, writer("de"), measuring=True).tex,
        "measuring",
        request,
    )


def writer(language: str = "en") -> InlineWriter:
    return InlineWriter(language, glyphs=defaultdict(tuple))


def compare(tex: str, name: str, request: pytest.FixtureRequest) -> None:
    path = DOCUMENTS / "tex" / f"{name}.tex"
    if request.config.getoption("--update"):
        path.write_text(tex + "\n", encoding="utf-8", newline="\n")
    else:
        assert tex + "\n" == path.read_text(encoding="utf-8")
