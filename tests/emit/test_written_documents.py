"""A small CV with every form of block in each format: documents/tex/*.tex, one for each theme, documents/text/*.txt.

`pytest tests/emit/test_written_documents.py --update` rewrites the files. Read the diff before you commit it.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from blocks_document import BlocksDocument, blocks_of, form_of, plan_of, read_document

from cvtex.cite.works import work_of
from cvtex.emit.blocks import Block
from cvtex.emit.formats import FORMATS
from cvtex.emit.latex.document import LatexWriter
from cvtex.emit.latex.inline import InlineWriter
from cvtex.emit.text.writer import TextWriter
from cvtex.emit.writer import Look, Manuscript, Metadata, Writer, WrittenFile
from cvtex.model.layout import Layout, Margins, PageMaking
from cvtex.model.picture import Picture
from cvtex.model.running import PAGE, PAGES, RunningLine, RunningLines
from cvtex.verify.readers import READERS
from cvtex.verify.text import missing_texts

DOCUMENTS = Path(__file__).parents[1] / "documents"
CV = DOCUMENTS / "blocks" / "every-form.txt"
METADATA = Metadata("Ada Example – CV", "Ada Example", ("one", "two"))
RUNNING = RunningLines(foot=RunningLine(("Ada Example, née Before",), (), (PAGE, " / ", PAGES))).with_total(8)


def document() -> BlocksDocument:
    return read_document(CV.read_text(encoding="utf-8"))


def test_a_document(request: pytest.FixtureRequest) -> None:
    blocks = blocks_of(document(), "full")
    manuscript = Manuscript(blocks, METADATA, Look("cvtex-look", 10.5, "a4", "en"), running=RUNNING)
    compare(LatexWriter(writer()).write(manuscript), "tex/look.tex", request)


def test_every_requirement_of_a_funder(request: pytest.FixtureRequest) -> None:
    layout = Layout(Margins(50, 50, 40, 40, empty=True), 11, 9, 1.2, "times", has_foot=False, for_press=True)
    look = Look("cvtex-look", 11, "letter", "en", layout, Picture("png", 300, 400, 3), "cvtex-fonts.tex")
    blocks = blocks_of(document(), "funder")
    paragraph = next(block for block in blocks if form_of(block) == "paragraph")
    pages = PageMaking({blocks[2].id: (0,), paragraph.id: (2, 4)}, (0, 120, 80, 0))
    compare(
        LatexWriter(writer(), "glyphs.tex", pages).write(Manuscript(blocks, METADATA, look)),
        "tex/funder.tex",
        request,
    )


def test_blocks_to_be_measured(request: pytest.FixtureRequest) -> None:
    blocks: tuple[Block, ...] = blocks_of(document(), "full")[:3]
    compare(
        LatexWriter(writer("de"), is_measuring=True).write(
            Manuscript(blocks, METADATA, Look("cvtex-look", 10.5, "a4", "de"), running=RUNNING)
        ),
        "tex/measuring.tex",
        request,
    )


def test_text_of_a_form_and_of_the_whole_document(request: pytest.FixtureRequest) -> None:
    for name in ("full", "funder"):
        manuscript = manuscript_of(name)
        text = TextWriter().write(manuscript)
        assert text.diagnostics == ()
        compare(text, f"text/{name}.txt", request)


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.writer and not one.has_works_only])
def test_each_file_contains_what_its_format_promises(name: str) -> None:
    wanted = FORMATS[name]
    assert wanted.writer is not None
    writer = wanted.writer()
    manuscript = manuscript_of("full")
    text = READERS[name](writer.write(manuscript).data).text
    promises = writer.promises(manuscript)
    # Its promises cover the same blocks as those of the PDF.
    latex: Writer = LatexWriter(InlineWriter())
    assert [one.role for one in promises.elements] == [one.role for one in latex.promises(manuscript).elements]
    assert {one.block for one in promises.texts} == {block.id for block in manuscript.blocks}
    assert [*missing_texts(text, ((one.text, one.span) for one in promises.texts))] == []
    lost = [*missing_texts(text.replace("Prize", ""), ((one.text, one.span) for one in promises.texts))]
    assert [str(one.span) for one in lost] == ["cv.yaml:33:13"]


def manuscript_of(variant: str) -> Manuscript:
    cv = document()
    rules = cv.profile if cv.cv.variants[variant].profile else None
    return Manuscript(
        blocks_of(cv, variant),
        METADATA,
        Look("cvtex-look", 10.5, "a4", "en"),
        plan_of(cv, variant),
        rules,
        RUNNING,
        owner=cv.cv.owner,
        works=tuple(work_of(entry, cv.cv.owner) for entry in cv.bibliography.entries),
    )


def writer(language: str = "en") -> InlineWriter:
    return InlineWriter(language, glyphs=defaultdict(tuple))


def compare(written: WrittenFile, name: str, request: pytest.FixtureRequest) -> None:
    path = DOCUMENTS / name
    if request.config.getoption("--update"):
        path.write_bytes(written.data)
    else:
        assert written.data.decode() == path.read_text(encoding="utf-8")
