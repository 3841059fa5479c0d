"""Finish > verify: the PDF of a sheet as TeX wrote it -> the one that is handed out, or the promises that it breaks."""

from __future__ import annotations

from cvtex import paper
from cvtex.diagnostics import error, has_errors
from cvtex.emit.promises import outline_titles, printed_links, printed_texts
from cvtex.emit.structure import elements_of
from cvtex.finish.document import UnfinishedPdfError, finish
from cvtex.finish.metadata import Standard
from cvtex.sheet import Draft, Printed, Sheet
from cvtex.stopwatch import UNMEASURED, Stopwatch
from cvtex.structure import Element
from cvtex.verify.pdf import UnreadablePdfError, read_pdf
from cvtex.verify.rules import Expectation, Phrase, broken_promises


def proved(sheet: Sheet, draft: Draft, standard: Standard, stopwatch: Stopwatch = UNMEASURED) -> Printed:
    """`sheet` is one without errors, of which TeX has made a PDF."""
    assert sheet.run.pdf is not None
    stopwatch.enter("finish")
    elements = tuple(elements_of(sheet.blocks))
    try:
        pdf = finish(sheet.run.pdf, elements, draft.look.language, standard)
        stopwatch.enter("verify")
        facts = read_pdf(pdf)
    except (UnreadablePdfError, UnfinishedPdfError) as problem:
        return Printed("tex", sheet, (error(f"TeX wrote no sound PDF: {problem}"),))
    found = (*sheet.problems, *broken_promises(facts, expectation(sheet, draft, elements, is_tagged=standard != "none")))
    if has_errors(found):
        return Printed("limit", sheet, found, facts=facts)
    return Printed("ok", sheet, found, pdf, facts)


def expectation(sheet: Sheet, draft: Draft, elements: tuple[Element, ...], *, is_tagged: bool) -> Expectation:
    """What the PDF of this sheet must hold."""
    return Expectation(
        max_pages=draft.demands.pages,
        size=paper.SIZES[draft.look.paper],
        title=draft.metadata.title,
        author=draft.metadata.author,
        language=draft.look.language,
        links=printed_links(sheet.blocks),
        outline=outline_titles(sheet.blocks),
        structure=tuple(element.role for element in elements),
        is_tagged=is_tagged,
        is_for_press=draft.demands.layout.for_press,
        phrases=tuple(Phrase(block.id - 1, text, block.span) for block, text in printed_texts(sheet.blocks)),
        figures=tuple(part.text for element in elements for part in element.parts if part.role == "Figure"),
    )
