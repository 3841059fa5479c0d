"""The blocks of each kind of section: documents/blocks/*.txt.

`pytest tests/emit/test_blocks.py --update` rewrites the files. Read the diff before you commit it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from blocks_document import blocks_of, form_of, lines_of, read_document

from cvtex.emit.blocks import BlockContent, Level
from cvtex.model.sections import Section

DOCUMENTS = sorted((Path(__file__).parents[1] / "documents" / "blocks").glob("*.txt"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_blocks(path: Path, request: pytest.FixtureRequest) -> None:
    document = read_document(path.read_text(encoding="utf-8"))
    actual = replace(document, blocks={name: lines_of(blocks_of(document, name)) for name in document.blocks})
    if request.config.getoption("--update"):
        path.write_text(str(actual), encoding="utf-8", newline="\n")
    else:
        assert str(actual) == str(document)


def test_the_documents_have_every_kind_of_section_and_every_form_of_block() -> None:
    documents = [read_document(path.read_text(encoding="utf-8")) for path in DOCUMENTS]
    kinds = {type(section) for document in documents for section in document.cv.sections.values()}
    forms = {
        form_of(block) for document in documents for name in document.blocks for block in blocks_of(document, name)
    }
    forms_of_blocks = {kind.__name__.lower() for kind in get_args(BlockContent)} - {"heading"} | set(get_args(Level))
    assert (kinds, forms) == (set(get_args(Section)), forms_of_blocks)


def test_blocks_are_numbered_in_order_and_have_their_source() -> None:
    document = read_document(DOCUMENTS[0].read_text(encoding="utf-8"))
    for name in document.blocks:
        blocks = blocks_of(document, name)
        assert [block.id for block in blocks] == list(range(1, len(blocks) + 1))
        assert all(block.span.file in ("cv.yaml", "publications.bib") for block in blocks)
        headings = {block.item for block in blocks if form_of(block) == "section"}
        assert headings <= set(document.cv.sections)
        ids = [block.item for block in blocks if block.item and form_of(block) != "part"]
        assert all(id_.startswith(tuple(document.cv.sections)) for id_ in ids)
