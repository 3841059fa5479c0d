"""Finish > verify: the PDF of a sheet as TeX wrote it -> the one that is handed out, or the promises that it breaks."""

from __future__ import annotations

from cvtex.build.results import PreparedVariant, Printed, TypesetResult
from cvtex.build.stopwatch import UNMEASURED, Stopwatch
from cvtex.cache.store import NO_CACHE, Cache, Table
from cvtex.diagnostics import error, has_errors
from cvtex.emit.blocks import Block
from cvtex.emit.latex.document import LatexWriter
from cvtex.emit.promises import Promises
from cvtex.emit.writer import Manuscript
from cvtex.finish.document import finish
from cvtex.finish.metadata import Standard
from cvtex.finish.read_page import ReadPage
from cvtex.model import paper
from cvtex.model.element import Element
from cvtex.pdf.values import UnsoundPdfError
from cvtex.value import Value
from cvtex.verify.finished import read_finished
from cvtex.verify.rules import Expectation, Phrase, broken_promises, words_of
from cvtex.verify.stream_text import PageTexts


class PageMemos(Value):
    """Results for the pages of a document's last build: most edits leave most pages as they were."""

    read: Table[ReadPage]
    texts: Table[PageTexts]

    def load(self) -> None:
        for table in (self.read, self.texts):
            table.load()

    def save(self) -> None:
        for table in (self.read, self.texts):
            table.save()


class Promise(Value):
    """What the PDF of some blocks must hold, and what is known of its pages."""

    elements: tuple[Element, ...]
    expected: Expectation
    standard: Standard
    pages: PageMemos


def promise(
    blocks: tuple[Block, ...],
    draft: PreparedVariant,
    standard: Standard,
    cache: Cache = NO_CACHE,
    document: tuple[str, ...] = (),
) -> Promise:
    """All of it can be told before there is a PDF. `document` tells one document of the user's from the others."""
    pages = PageMemos(
        cache.table("pages", document, ReadPage),
        cache.table("pagetexts", document, PageTexts),
    )
    promises = LatexWriter.promises(Manuscript(blocks, draft.appearance.metadata, draft.appearance.look))
    expected = expectation(promises, draft, is_tagged=standard != "none")
    pages.load()
    return Promise(promises.elements, expected, standard, pages)


def proved(
    sheet: TypesetResult, draft: PreparedVariant, promised: Promise, stopwatch: Stopwatch = UNMEASURED
) -> Printed:
    """`sheet` is one without errors, of which TeX has made a PDF."""
    assert sheet.run.pdf is not None
    stopwatch.enter("finish")
    try:
        pdf = finish(
            sheet.run.pdf,
            promised.elements,
            draft.appearance.look.language,
            promised.standard,
            promised.pages.read,
        )
        stopwatch.enter("verify")
        facts = read_finished(pdf, promised.pages.texts)
    except UnsoundPdfError as problem:
        return Printed("tex", sheet, (error(f"TeX wrote no sound PDF: {problem}"),))
    promised.pages.save()
    found = (*sheet.problems, *broken_promises(facts, promised.expected))
    if has_errors(found):
        return Printed("limit", sheet, found, facts=facts)
    return Printed("ok", sheet, found, pdf, facts)


def expectation(promises: Promises, draft: PreparedVariant, *, is_tagged: bool) -> Expectation:
    """The same for a PDF, with what the variant demands of it."""
    return Expectation(
        max_pages=draft.appearance.demands.pages,
        size=paper.SIZES[draft.appearance.look.paper],
        title=draft.appearance.metadata.title,
        author=draft.appearance.metadata.author,
        language=draft.appearance.look.language,
        links=promises.links,
        outline=promises.outline,
        structure=tuple(element.role for element in promises.elements),
        is_tagged=is_tagged,
        is_for_press=draft.appearance.demands.layout.for_press,
        phrases=tuple(Phrase(one.block - 1, one.text, one.span, words_of(one.text)) for one in promises.texts),
        figures=tuple(part.text for element in promises.elements for part in element.parts if part.role == "Figure"),
    )
