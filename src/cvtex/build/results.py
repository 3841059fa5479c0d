"""The values between the stages of a build, and its result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from cvtex.diagnostics import Diagnostic, Span, error, has_errors
from cvtex.emit.blocks import Block
from cvtex.emit.formats import PDF, TEXT
from cvtex.emit.latex.document import TexDocument
from cvtex.emit.writer import Look, Metadata
from cvtex.files.state import FileState
from cvtex.fonts.text_families import TextFamilies
from cvtex.model.page_template import PageTemplate
from cvtex.model.people import Owner
from cvtex.model.plan import Plan
from cvtex.model.profile import Profile
from cvtex.model.reference import References
from cvtex.model.variant import Variant
from cvtex.profiles.demands import Demands
from cvtex.read.observed import ObservedFiles
from cvtex.read.style import StyleSource
from cvtex.typeset.faults import silent_failure
from cvtex.typeset.run import TexRun
from cvtex.value import Value, field

if TYPE_CHECKING:
    # For types alone: importing them would slow down commands that need neither the solver nor a PDF.
    from cvtex.build.final_plan import FitResult
    from cvtex.verify.finished import FinishedPdf

Status = Literal["ok", "document", "tex", "limit"]


class Appearance(Value):
    """A variant's look and rules: everything that is known before selection.

    `theme_file`: what messages call the LaTeX package, if it is the CV's own. `page`: the template of the web page.
    `running`: the places of the design's lines at the top and at the foot.
    """

    style: StyleSource
    profile: Profile | None
    demands: Demands
    owner: Owner
    look: Look
    theme: Mapping[str, bytes]
    theme_file: str
    metadata: Metadata
    families: TextFamilies
    page: PageTemplate | None = None
    running: tuple[Span | None, Span | None] = (None, None)

    @property
    def files(self) -> Mapping[str, bytes]:
        """Files for TeX beside the document, by name: the theme, made text fonts and the photograph."""
        photo = self.look.photo
        files = {**self.theme, **self.families.files}
        return {**files, photo.file: photo.data} if photo else files


class PreparedVariant(Value):
    """What a variant may print, with references, and how it looks."""

    plan: Plan
    variant: Variant
    references: References
    appearance: Appearance

    @property
    def formats(self) -> tuple[str, ...]:
        """Those that it states, or what the funder accepts, text or PDF."""
        profile = self.appearance.profile
        return tuple(self.variant.formats) or (TEXT if profile is not None and profile.form else PDF,)


class EmittedDocument(Value):
    """A LaTeX document with its blocks.

    `fonts`: files of fonts made for it, by name. `pages`: the number of all pages that it prints, None if it prints
    none.
    """

    blocks: tuple[Block, ...]
    tex: TexDocument
    fonts: Mapping[str, bytes] = field(default_factory=dict)
    pages: int | None = None


class TypesetResult(Value):
    """The outcome of one TeX pass over a document."""

    document: EmittedDocument
    run: TexRun
    problems: tuple[Diagnostic, ...]

    @property
    def failure(self) -> Failure | None:
        """None if there is a PDF. Errors with a place are the document's; errors without one are TeX's."""
        if self.run.pdf is not None and not has_errors(self.problems):
            return None
        if any(problem.is_error and problem.span for problem in self.problems):
            return Failure("document", self.problems)
        reason, remedy = self.run.reason or "TeX produced no PDF", self.run.remedy
        if not self.run.reason and self.run.exit_code and not has_errors(self.problems):
            fault = silent_failure(self.run.exit_code, self.run.printed)
            reason, remedy = fault.reason, fault.remedy
        return Failure("tex", (*self.problems, error(reason, None, remedy)))


class Failure(Value):
    """Why a build ends early."""

    status: Status
    diagnostics: tuple[Diagnostic, ...]


class Output(Value):
    """One file of a build.

    `data` is None unless every promise is kept. `draft`: a PDF that breaks some, to look at. `assets`: files that a
    page loads, by name.
    """

    format: str
    data: bytes | None = None
    draft: bytes | None = None
    assets: Mapping[str, bytes] = field(default_factory=dict)


class BuildResult(Value):
    """The result of a build: an output for each format, and all that is known of them.

    `variant`: what could be printed. `plan`: what is printed of it. `fit`: how that was chosen, if the variant has a
    limit. `typeset`, `facts`: of the PDF, even of a refused one. `files`: accesses to the disk for this variant, in
    addition to loading the CV. `installation`: states of TeX's files; () if TeX was not needed, None if unknown.
    """

    status: Status
    diagnostics: tuple[Diagnostic, ...]
    variant: PreparedVariant | None = None
    plan: Plan | None = None
    typeset: TypesetResult | None = None
    facts: FinishedPdf | None = None
    fit: FitResult | None = None
    outputs: tuple[Output, ...] = ()
    files: ObservedFiles = field(default_factory=ObservedFiles)
    installation: tuple[FileState, ...] | None = None

    @property
    def pdf(self) -> bytes | None:
        return next((one.data for one in self.outputs if one.format == PDF), None)


def is_limited(demands: Demands, plan: Plan) -> bool:
    """Whether items must be chosen to fit a limit of pages, words or characters."""
    return demands.pages is not None or any(limit.unit != "items" for limit in plan.limits)
