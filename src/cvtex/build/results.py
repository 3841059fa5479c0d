"""What is handed on from select and cite through TeX to the verified PDF: a draft, a sheet, what was printed, what was
fitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from cvtex.diagnostics import Diagnostic, error
from cvtex.emit.blocks import Block
from cvtex.emit.latex.document import TexDocument
from cvtex.emit.writer import Look, Metadata
from cvtex.fonts.text_families import TextFamilies
from cvtex.model.people import Owner
from cvtex.model.plan import Plan
from cvtex.model.profile import Profile
from cvtex.model.reference import References
from cvtex.model.variant import Variant
from cvtex.profiles.demands import Demands
from cvtex.read.style import StyleSource
from cvtex.typeset.run import TexRun
from cvtex.value import Value, field

if TYPE_CHECKING:
    # Only a build with a limit needs the solver, and nothing before the end the PDF's facts.
    from cvtex.fit.pages import Page
    from cvtex.fit.problem import Problem, Solution
    from cvtex.verify.finished import FinishedPdf

Status = Literal["ok", "document", "tex", "limit"]


class Appearance(Value):
    """How a variant looks, and by which rules: what can be told before anything is selected."""

    style: StyleSource
    profile: Profile | None
    demands: Demands
    owner: Owner
    look: Look
    theme: Mapping[str, bytes]
    metadata: Metadata
    families: TextFamilies

    @property
    def files(self) -> Mapping[str, bytes]:
        """What TeX finds beside the document, by name: the theme, made text fonts and the photograph."""
        photo = self.look.photo
        files = {**self.theme, **self.families.files}
        return {**files, photo.file: photo.data} if photo else files


class PreparedVariant(Value):
    """Select > cite: what a variant may print, and how it looks."""

    plan: Plan
    variant: Variant
    references: References
    appearance: Appearance


class TypesetResult(Value):
    """The outcome of one TeX pass over a plan. `fonts`: the files of fonts that were made for it, by name."""

    plan: Plan
    blocks: tuple[Block, ...]
    document: TexDocument
    run: TexRun
    problems: tuple[Diagnostic, ...]
    fonts: Mapping[str, bytes] = field(default_factory=dict)


class Printed(Value):
    """A sheet that was verified. `pdf` is there only if every promise is kept."""

    status: Status
    sheet: TypesetResult
    diagnostics: tuple[Diagnostic, ...]
    pdf: bytes | None = None
    facts: FinishedPdf | None = None


class Fit(Value):
    """What was chosen from, what was chosen, and the pages as they were made: heights in sp."""

    problem: Problem
    solution: Solution
    pages: tuple[Page, ...]
    heights: tuple[int, ...]

    @property
    def line(self) -> int:
        """The height of one line of text, in sp."""
        from cvtex.build.fit_problem import line_height

        return line_height(self.problem)


class Fitted(Value):
    """`fit` is None if nothing had to be chosen, or nothing could be."""

    printed: Printed | None
    fit: Fit | None = None
    unfit: tuple[Diagnostic, ...] = ()


def failed(sheet: TypesetResult) -> Printed:
    """An error with a place is the document's; one without is TeX's own."""
    if any(problem.is_error and problem.span for problem in sheet.problems):
        return Printed("document", sheet, sheet.problems)
    reason = sheet.run.reason or "TeX ended without a PDF"
    hint = "--keep-tex keeps the .tex and the log where the PDF would be"
    return Printed("tex", sheet, (*sheet.problems, error(reason, None, hint)))


def is_limited(demands: Demands, plan: Plan) -> bool:
    """Whether what is printed must be chosen by what fits: pages, words or characters."""
    return demands.pages is not None or any(limit.unit != "items" for limit in plan.limits)
