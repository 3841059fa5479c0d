"""Finish > verify: TeX's PDF -> the one that is handed out, and the promises that it breaks."""

from __future__ import annotations

from functools import cached_property

from cvtex.build.request import BuildRequest
from cvtex.build.results import TypesetResult
from cvtex.build.typesetter import Typesetter
from cvtex.diagnostics import Diagnostic, has_errors
from cvtex.emit.latex.document import LatexWriter
from cvtex.emit.promises import Promises
from cvtex.finish.document import finish
from cvtex.finish.read_page import ReadPage
from cvtex.model import paper
from cvtex.model.plan import Plan
from cvtex.value import Value
from cvtex.verify.finished import FinishedPdf, read_finished
from cvtex.verify.rules import Expectation, Phrase, broken_promises, words_of
from cvtex.verify.stream_text import PageTexts


class Verifier(Value, dict=True):
    """What one typeset document is to become. `plan`: what is printed."""

    request: BuildRequest
    typesetter: Typesetter
    typeset: TypesetResult
    plan: Plan

    def finish(self) -> bytes:
        """Raises UnsoundPdfError."""
        self.request.stopwatch.enter("finish")
        pdf, language = self.typeset.run.pdf, self.typesetter.variant.appearance.look.language
        assert pdf is not None
        pages = self.request.cache.table("pages", self._document, ReadPage)
        finished = finish(pdf, self._promises.elements, language, self.request.standard, pages)
        pages.save()
        return finished

    def read(self, pdf: bytes) -> FinishedPdf:
        """Raises UnsoundPdfError."""
        self.request.stopwatch.enter("verify")
        pages = self.request.cache.table("pagetexts", self._document, PageTexts)
        facts = read_finished(pdf, pages)
        pages.save()
        return facts

    def problems(self, pdf: bytes, facts: FinishedPdf) -> tuple[Diagnostic, ...]:
        """TeX's warnings, broken promises and, if there are none, broken rules of the funder."""
        found = (*self.typeset.problems, *broken_promises(facts, self._expectation()))
        profile = self.typesetter.variant.appearance.profile
        if profile is None or has_errors(found):
            return found
        from cvtex.build.compliance import check_compliance

        blocks = self.typeset.document.blocks
        return (*found, *check_compliance(pdf, facts.facts, self.plan, blocks, profile, self.request.loaded))

    @property
    def _document(self) -> tuple[str, ...]:
        """Most edits leave most pages of a document as they were: results for its last pages are cached."""
        request = self.request
        return (
            str(request.loaded.folder.absolute()),
            request.variant,
            str(self.typesetter.engine),
            request.standard,
        )

    @cached_property
    def _promises(self) -> Promises:
        return LatexWriter.promises(self.typesetter.manuscript(self.typeset.document.blocks))

    def _expectation(self) -> Expectation:
        """What the blocks say, with what the variant demands of its PDF."""
        appearance, promises = self.typesetter.variant.appearance, self._promises
        figures = (part.text for element in promises.elements for part in element.parts if part.role == "Figure")
        return Expectation(
            max_pages=appearance.demands.pages,
            size=paper.SIZES[appearance.look.paper],
            title=appearance.metadata.title,
            author=appearance.metadata.author,
            language=appearance.look.language,
            links=promises.links,
            outline=promises.outline,
            structure=tuple(element.role for element in promises.elements),
            is_tagged=self.request.standard != "none",
            is_for_press=appearance.demands.layout.for_press,
            phrases=tuple(Phrase(one.block - 1, one.text, one.span, words_of(one.text)) for one in promises.texts),
            figures=tuple(figures),
        )
