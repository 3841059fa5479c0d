"""Finish > verify: TeX's PDF -> the final PDF, and the promises that it breaks.

`prepare` runs while TeX works: it imports modules, computes the promises, and loads the results for the pages of the
last build, most of which an edit does not change.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from cvtex.build.request import BuildRequest
from cvtex.build.results import EmittedDocument, Failure, Status, TypesetResult
from cvtex.build.typesetter import Typesetter
from cvtex.diagnostics import Diagnostic, error, has_errors
from cvtex.emit.blocks import Block, Chart, Heading, Note, Organisation
from cvtex.emit.latex.document import LatexWriter
from cvtex.emit.promises import Promises, link_places, outlined
from cvtex.model.design import PAPER_SIZES
from cvtex.model.plan import Plan
from cvtex.read.style import LOOK
from cvtex.typeset.faults import KEEP
from cvtex.value import Value

if TYPE_CHECKING:
    from cvtex.cache.store import Table
    from cvtex.finish.document import FinishedFile
    from cvtex.finish.read_page import ReadPage
    from cvtex.pdf.values import UnsoundPdfError
    from cvtex.verify.finished import FinishedPdf
    from cvtex.verify.rules import Expectation
    from cvtex.verify.stream_text import PageTexts


class _Prepared(Value):
    """Everything that is known of a PDF before it exists."""

    promises: Promises
    expected: Expectation
    pages: Table[ReadPage]
    texts: Table[PageTexts]


class Verdict(Value):
    """How a build with a finished PDF ends, and why."""

    status: Status
    problems: tuple[Diagnostic, ...]


class Verification:
    """Finishes and verifies one document."""

    def __init__(self, request: BuildRequest, typesetter: Typesetter, document: EmittedDocument) -> None:
        self._request = request
        self._typesetter = typesetter
        self._blocks = document.blocks

    def prepare(self) -> None:
        """Do now what the other methods would otherwise do first, such as importing the stages."""
        import cvtex.finish.document
        import cvtex.verify.finished  # noqa: F401 - both, so that they are there

        prepared = self._prepared
        prepared.pages.load()
        prepared.texts.load()

    @cached_property
    def _prepared(self) -> _Prepared:
        from cvtex.finish.read_page import ReadPage
        from cvtex.verify.stream_text import PageTexts

        request = self._request
        key = (str(request.loaded.folder.absolute()), request.variant, str(self._typesetter.engine), request.standard)
        promises = LatexWriter.promises(self._typesetter.manuscript(self._blocks))
        return _Prepared(
            promises,
            self._expectation(promises),
            request.cache.table("pages", key, ReadPage),
            request.cache.table("pagetexts", key, PageTexts),
        )

    def finish(self, typeset: TypesetResult) -> FinishedFile:
        """Raises UnsoundPdfError."""
        from cvtex.finish.document import finish

        assert typeset.run.pdf is not None
        self._request.stopwatch.enter("finish")
        prepared, language = self._prepared, self._typesetter.variant.appearance.look.language
        return finish(typeset.run.pdf, prepared.promises.elements, language, self._request.standard, prepared.pages)

    def read(self, pdf: FinishedFile) -> FinishedPdf:
        """Raises UnsoundPdfError."""
        from cvtex.verify.finished import read_finished

        self._request.stopwatch.enter("verify")
        prepared = self._prepared
        facts = read_finished(pdf.data, prepared.texts, pdf.lines)
        prepared.pages.save()
        prepared.texts.save()
        return facts

    def malformed(self, problem: UnsoundPdfError) -> Failure:
        return malformed_pdf(problem, self._blocks, self._typesetter.variant.appearance.look.package)

    def verdict(self, typeset: TypesetResult, plan: Plan, pdf: FinishedFile, facts: FinishedPdf) -> Verdict:
        """TeX's warnings, broken promises and, if none is an error, violations of limits and of the funder's rules.

        A theme of ours sets what can be set: what breaks its promises is a text, which the author can change.
        """
        from cvtex.verify.rules import exceeded_limit, failed_expectations

        expected = self._prepared.expected
        appearance = self._typesetter.variant.appearance
        broken = failed_expectations(facts, expected)
        found = (*typeset.problems, *exceeded_limit(facts, expected), *broken)
        if has_errors(broken) and appearance.look.package == LOOK:
            return Verdict("document", found)
        if appearance.profile is not None and not has_errors(found):
            from cvtex.build.compliance import check_compliance

            loaded = self._request.loaded
            found += tuple(check_compliance(pdf.data, facts.facts, plan, self._blocks, appearance.profile, loaded))
        return Verdict("limit" if has_errors(found) else "ok", found)

    def _expectation(self, promises: Promises) -> Expectation:
        """Combine the promises of the blocks with the variant's demands."""
        from cvtex.verify.rules import Expectation, Phrase, words_of

        appearance = self._typesetter.variant.appearance
        figures = (part.text for element in promises.elements for part in element.parts if part.role == "Figure")
        return Expectation(
            max_pages=appearance.demands.pages,
            size=PAPER_SIZES[appearance.look.paper],
            title=appearance.metadata.title,
            author=appearance.metadata.author,
            language=appearance.look.language,
            links=promises.links,
            outline=promises.outline,
            link_places=link_places(self._blocks),
            outline_places=tuple(block.span for block in self._blocks if outlined(block)),
            structure=tuple(element.role for element in promises.elements),
            is_tagged=self._request.standard != "none",
            needs_print_boxes=appearance.demands.layout.for_press,
            phrases=tuple(
                Phrase(one.block - 1, one.text, one.span, words_of(one.text), one.part) for one in promises.texts
            ),
            figures=tuple(figures),
            charts=sum(isinstance(block.content, Chart) for block in self._blocks),
            running=self._typesetter.running,
            # A theme may leave out the name, where nobody asked for it.
            is_name_optional=appearance.look.design.footer is None,
            beside=frozenset(block.id for block in self._blocks if block.column == "side"),
            heads=frozenset(
                block.id for block in self._blocks if isinstance(block.content, Heading | Organisation | Note | Chart)
            ),
        )


def malformed_pdf(problem: UnsoundPdfError, blocks: Sequence[Block], package: str) -> Failure:
    """Why there is no file. If a theme of ours made it of a text whose place is known, the text is to blame."""
    places = dict(enumerate((block.span for block in blocks), 1))
    span = places.get(problem.block) or link_places(blocks).get(problem.address)
    status: Status = "document" if span is not None and package == LOOK else "tex"
    hint = (
        f"change this text; {KEEP}"
        if status == "document"
        else f"build again; if that does not help, use another TeX with --engine; {KEEP}"
    )
    return Failure(status, (error(f"TeX wrote a malformed PDF: {problem}", span, hint),))
