"""Finish > verify: the PDF of a sheet as TeX wrote it -> the one that is handed out, or the promises that it breaks."""

from __future__ import annotations

from pathlib import Path

from cvtex.build.results import PreparedVariant, Printed, TypesetResult
from cvtex.build.stopwatch import UNMEASURED, Stopwatch
from cvtex.diagnostics import error, has_errors
from cvtex.emit.blocks import Block
from cvtex.emit.latex.document import LatexWriter
from cvtex.emit.promises import Promises
from cvtex.emit.writer import Manuscript
from cvtex.finish.document import UnfinishedPdfError, finish
from cvtex.finish.metadata import Standard
from cvtex.model import paper
from cvtex.model.element import Element
from cvtex.page_cache import PageCache, PagesOfDocument
from cvtex.value import Value
from cvtex.verify.pdf import UnreadablePdfError, read_pdf
from cvtex.verify.rules import Expectation, Phrase, broken_promises, words_of


class Promise(Value):
    """What the PDF of some blocks must hold; and the pages of before, which need not be read again."""

    elements: tuple[Element, ...]
    expected: Expectation
    standard: Standard
    pages: PagesOfDocument
    cache: PageCache | None


def promise(
    blocks: tuple[Block, ...],
    draft: PreparedVariant,
    standard: Standard,
    page_cache: tuple[Path, tuple[str, ...]] | None = None,
) -> Promise:
    """All of it can be told before there is a PDF. `page_cache`: the folder and the document of a `PageCache`."""
    cache = PageCache(*page_cache) if page_cache else None
    promises = LatexWriter.promises(Manuscript(blocks, draft.appearance.metadata, draft.appearance.look))
    expected = expectation(promises, draft, is_tagged=standard != "none")
    return Promise(promises.elements, expected, standard, cache.read() if cache else PagesOfDocument(), cache)


def proved(
    sheet: TypesetResult, draft: PreparedVariant, promised: Promise, stopwatch: Stopwatch = UNMEASURED
) -> Printed:
    """`sheet` is one without errors, of which TeX has made a PDF."""
    assert sheet.run.pdf is not None
    stopwatch.enter("finish")
    try:
        pdf = finish(
            sheet.run.pdf, promised.elements, draft.appearance.look.language, promised.standard, promised.pages.finish
        )
        stopwatch.enter("verify")
        facts = read_pdf(pdf, promised.pages.texts)
    except (UnreadablePdfError, UnfinishedPdfError) as problem:
        return Printed("tex", sheet, (error(f"TeX wrote no sound PDF: {problem}"),))
    if promised.cache:
        promised.cache.keep(promised.pages)
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
