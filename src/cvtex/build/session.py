"""State of one build: its diagnostics so far, and the calls of the stages before TeX."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cvtex.build.font_fallback import FontFallback
from cvtex.build.page_count import PageCount
from cvtex.build.preparing import cite_works, read_appearance, select_plan
from cvtex.build.request import BuildRequest
from cvtex.build.results import Appearance, BuildResult, Failure, Output, PreparedVariant, Status, TypesetResult
from cvtex.build.running_text import running_of, running_problems
from cvtex.build.short_texts import short_texts
from cvtex.build.typefaces import FontShelf
from cvtex.build.typesetter import Typesetter
from cvtex.diagnostics import Checked, Diagnostic, error, has_errors
from cvtex.emit.compose import compose
from cvtex.emit.formats import PDF
from cvtex.emit.room import room_problems
from cvtex.model.design import CONTACT
from cvtex.model.plan import Plan
from cvtex.model.running import RunningLines
from cvtex.read.observed import ObservedFiles
from cvtex.select.side_column import with_side_column
from cvtex.typeset.embedded_files import REMEDY, changed_start
from cvtex.typeset.engine import Engine, choose_engine
from cvtex.typeset.format_store import FormatStore
from cvtex.typeset.installation import lacking_families
from cvtex.value import replace

if TYPE_CHECKING:
    from cvtex.build.final_plan import FinalPlan
    from cvtex.verify.finished import FinishedPdf

T = TypeVar("T")


class Session:
    """One build. `loaded.files` records only the files that this build reads itself."""

    def __init__(self, request: BuildRequest) -> None:
        self.request = request = replace(request, loaded=request.loaded.seen_by(request.variant))
        self.loaded = replace(request.loaded, files=ObservedFiles(request.loaded.files.texts))
        self.texts = short_texts(request.cache)
        engine = choose_engine(request.engine, request.environment)
        lacking = lacking_families(engine, request.environment) if isinstance(engine, Engine) else frozenset[str]()
        self.shelf = FontShelf(self.loaded.folder, self.loaded.files, request.environment, request.cache, lacking)
        self._diagnostics: list[Diagnostic] = []

    def note(self, checked: Checked[T]) -> T:
        self._diagnostics += checked.diagnostics
        return checked.value

    def read(self) -> Checked[Appearance | None]:
        self.request.stopwatch.enter("read")
        return read_appearance(self.loaded, self.request.variant, self.shelf)

    def select(self, appearance: Appearance) -> Checked[Plan]:
        request = self.request
        return select_plan(
            self.loaded,
            request.variant,
            appearance,
            all_entries=request.all_entries,
            today=request.today,
            cache=request.cache,
            stopwatch=request.stopwatch,
        )

    def cite(self, appearance: Appearance, plan: Plan) -> Checked[PreparedVariant | None]:
        request = self.request
        return cite_works(self.loaded, request.variant, appearance, plan, request.cache, request.stopwatch)

    @staticmethod
    def with_side_column(variant: PreparedVariant) -> PreparedVariant:
        """Move the sections that the design names into its side column."""
        appearance = variant.appearance
        if not appearance.look.design.side:
            return variant
        owner = appearance.owner
        has_contact = any(one is not None for one in (owner.contact, owner.born, owner.photo))
        side = [entry for entry in appearance.look.design.side if has_contact or entry != CONTACT]
        return replace(variant, plan=with_side_column(variant.plan, side))

    @property
    def has_errors(self) -> bool:
        return has_errors(self._diagnostics)

    def formats(self, variant: PreparedVariant | None) -> tuple[str, ...]:
        """Return the requested formats, those of the variant, or what the funder accepts, text or PDF; and `also`."""
        cv = self.loaded.cv
        its_own = variant.formats if variant else cv.variants[self.request.variant].formats if cv else ()
        return tuple(dict.fromkeys((*(self.request.formats or its_own or (PDF,)), *self.request.also)))

    def typesetter(self, variant: PreparedVariant) -> Typesetter | Failure:
        """Find an engine, and check the fonts -> the typesetter of a variant."""
        request, appearance = self.request, variant.appearance
        request.stopwatch.enter("emit")
        fallback = FontFallback(appearance.families, appearance.look.language, self.shelf)
        blocks = compose(variant.plan, variant.references, appearance.owner, appearance.look.design, self.texts.dates)
        written = self.running(variant)
        running = fallback.printable_lines(written)
        problems = (*fallback.problems(blocks, self.loaded.sources), *running_problems(written), *room_problems(blocks))
        if has_errors(problems):
            return Failure("document", problems)
        self._diagnostics += problems
        engine = choose_engine(request.engine, request.environment, appearance.demands.layout.family)
        if not isinstance(engine, Engine):
            return Failure("tex", tuple(error(f"{one.name}: {one.reason}", None, one.remedy) for one in engine))
        changed = changed_start(engine, request.cache)
        if changed:
            return Failure(
                "tex",
                tuple(error(f"{one} is not the file of the embedded TeX's package", None, REMEDY) for one in changed),
            )
        return Typesetter(
            variant=variant,
            fallback=fallback,
            blocks=blocks,
            sources=self.loaded.sources,
            engine=engine,
            date=request.date,
            environment=request.environment,
            texts=self.texts,
            running=running,
            page_count=PageCount(request.cache, (str(request.loaded.folder.absolute()), request.variant, str(engine))),
            formats=FormatStore(request.cache) if request.cache.folder else None,
            stopwatch=request.stopwatch,
        )

    def running(self, variant: PreparedVariant) -> RunningLines:
        return running_of(variant, self.loaded, self.texts.dates)

    def fail(
        self,
        failure: Failure,
        variant: PreparedVariant,
        final: FinalPlan | None = None,
        typeset: TypesetResult | None = None,
        draft: bytes | None = None,
    ) -> BuildResult:
        outputs = (Output(PDF, draft=draft),) if draft is not None else ()
        return self.end(
            failure.status, *failure.diagnostics, variant=variant, final=final, typeset=typeset, outputs=outputs
        )

    def end(
        self,
        status: Status,
        *diagnostics: Diagnostic,
        variant: PreparedVariant | None = None,
        final: FinalPlan | None = None,
        typeset: TypesetResult | None = None,
        facts: FinishedPdf | None = None,
        outputs: tuple[Output, ...] = (),
    ) -> BuildResult:
        """End the build. Requested formats without an output have one without data."""
        self.texts.save()
        self.request.stopwatch.stop()
        made = {one.format: one for one in outputs}
        complete = tuple(made.get(name, Output(name)) for name in self.formats(variant))
        installation = typeset.run.installation or None if typeset else () if outputs else None
        return BuildResult(
            status,
            (*self._diagnostics, *diagnostics),
            variant,
            final.plan if final else None,
            typeset,
            facts,
            final.fit if final else None,
            complete,
            self.loaded.files,
            installation,
        )
