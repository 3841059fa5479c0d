"""read > check > select > cite > emit > typeset > finish > verify

The stages in order: the first two in `loading`, once for all variants; the next two in `drafting`; here what a build
makes of a draft, with `press` and `proof`. Only these, `works`, `citing`, `survey` and `accounts` know
more than one stage; they hold no rule of their own but the order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cvtex.build.lettering import Lettering
from cvtex.build.loading import Loaded, profile_of
from cvtex.build.preparing import appearance, draft
from cvtex.build.results import Fitted, PreparedVariant, Printed, Status, is_limited
from cvtex.build.short_texts import ShortTexts, short_texts
from cvtex.build.stopwatch import UNMEASURED, Stopwatch
from cvtex.build.typefaces import FontShelf
from cvtex.build.typesetter import Typesetter
from cvtex.cache.memo import Memo
from cvtex.cache.store import Cache
from cvtex.diagnostics import Diagnostic, error, has_errors
from cvtex.emit.compose import compose
from cvtex.emit.formats import FORMATS, PDF, TEXT
from cvtex.emit.writer import Manuscript
from cvtex.files.state import FileState
from cvtex.fonts.runs import UnmadeFontsError
from cvtex.model import paper
from cvtex.model.cv import Cv
from cvtex.model.profile import Profile
from cvtex.read.observed import ObservedFiles
from cvtex.select.limits import within_counts
from cvtex.typeset.engine import Engine, EngineName, choose_engine
from cvtex.typeset.format_store import FormatStore
from cvtex.typeset.installation import lacking_families
from cvtex.value import Value, field, replace

if TYPE_CHECKING:
    from cvtex.finish.metadata import Standard


class Built(Value):
    """The end of a build: its PDF is there only if every promise is kept.

    `written`: a file of another `format`, if that is not PDF. `files`: what was asked of the disk for this variant,
    beside what it took to load the CV. `installation`: TeX's files as they were, () if no TeX was needed, None if they
    are not known.
    """

    status: Status
    diagnostics: tuple[Diagnostic, ...]
    draft: PreparedVariant | None = None
    fitted: Fitted | None = None
    written: bytes | None = None
    format: str = PDF
    files: ObservedFiles = field(default_factory=ObservedFiles)
    installation: tuple[FileState, ...] | None = None

    @property
    def printed(self) -> Printed | None:
        return self.fitted.printed if self.fitted else None

    @property
    def pdf(self) -> bytes | None:
        return self.printed.pdf if self.printed else None


def build(
    loaded: Loaded,
    name: str,
    wanted: EngineName | None,
    epoch: int | None,
    environment: Mapping[str, str],
    *,
    everything: bool = False,
    cache: Path | None = None,
    standard: Standard = "all",
    format_: str | None = None,
    stopwatch: Stopwatch = UNMEASURED,
) -> Built:
    """A variant -> its PDF, verified, or its file in another format. `epoch`: seconds since 1970, or None for the CV's
    own date.

    `wanted`: the engine, or None for the first one that is there.
    `cache`: a folder for what later builds need not find out again. `standard`: what the PDF is to keep. `format_`: one
    of `FORMATS`, or None for the one that the funder takes.
    """
    own = replace(loaded, files=ObservedFiles())
    texts = short_texts(Cache(cache))
    built = _build(
        own,
        name,
        wanted,
        epoch,
        environment,
        texts,
        everything=everything,
        cache=cache,
        standard=standard,
        format_=format_,
        stopwatch=stopwatch,
    )
    texts.save()
    stopwatch.stop()
    return replace(built, files=own.files, installation=_installation(built))


def _build(
    loaded: Loaded,
    name: str,
    wanted: EngineName | None,
    epoch: int | None,
    environment: Mapping[str, str],
    texts: ShortTexts,
    *,
    everything: bool,
    cache: Path | None,
    standard: Standard,
    format_: str | None,
    stopwatch: Stopwatch,
) -> Built:
    assert loaded.cv is not None
    stopwatch.enter("read")
    engine = choose_engine(wanted, environment)
    lacking = lacking_families(engine, environment) if isinstance(engine, Engine) else frozenset[str]()
    shelf = FontShelf(loaded.folder, loaded.files, environment, Cache(cache), lacking)
    looks = appearance(loaded, name, shelf)
    if looks.value is None:
        return Built("document", looks.diagnostics)
    format_ = format_ or _format_of(looks.value.profile)
    epoch = _epoch(epoch, loaded.cv)
    formats = FormatStore(Cache(cache)) if cache else None
    drafted = draft(loaded, name, looks.value, everything=everything, cache=cache, stopwatch=stopwatch)
    made, diagnostics = drafted.value, (*looks.diagnostics, *drafted.diagnostics)
    if made is None or has_errors(diagnostics):
        return Built("document", diagnostics)
    stopwatch.enter("emit")
    if format_ != PDF:
        return _written(made, format_, texts.dates, diagnostics)
    blocks = compose(made.plan, made.references, made.appearance.owner, texts.dates)
    lettering = Lettering(made.appearance.families, made.appearance.look.language, shelf)
    diagnostics += lettering.problems(blocks, loaded.sources)
    if has_errors(diagnostics):
        return Built("document", diagnostics, made)
    engine = choose_engine(wanted, environment, made.appearance.demands.layout.family)
    if not isinstance(engine, Engine):
        return Built(
            "tex",
            (*diagnostics, *(error(f"{one.name}: {one.reason}", None, one.remedy) for one in engine)),
            made,
        )
    document = (str(loaded.folder.absolute()), name, str(engine), standard)
    press = Typesetter(
        draft=made,
        lettering=lettering,
        sources=loaded.sources,
        engine=engine,
        epoch=epoch,
        environment=environment,
        standard=standard,
        formats=formats,
        texts=texts,
        cache=Cache(cache),
        document=document,
        stopwatch=stopwatch,
    )
    try:
        fitted = _fitted(press, cache)
    except UnmadeFontsError as problem:
        return Built("document", (*diagnostics, error(f"the fonts of the document cannot be made: {problem}")), made)
    if fitted.printed is None:
        return Built("limit", (*diagnostics, *fitted.unfit), made, fitted)
    diagnostics += fitted.printed.diagnostics
    if made.appearance.profile is not None and fitted.printed.pdf is not None:
        from cvtex.build.compliance import approve

        name_of_file = f"{file_stem(loaded, name, 'cv')}.pdf"
        found = approve(fitted.printed, made.appearance.profile, loaded.cv, loaded.bibliography.by_key(), name_of_file)
        diagnostics += found
        if has_errors(found):
            broken = replace(fitted.printed, status="limit", pdf=None)
            return Built("limit", diagnostics, made, replace(fitted, printed=broken))
    return Built(fitted.printed.status, diagnostics, made, fitted)


def _fitted(press: Typesetter, cache: Path | None) -> Fitted:
    if not is_limited(press.draft.appearance.demands, press.draft.plan):
        return Fitted(press.print(press.draft.plan))
    from cvtex.build.fit_loop import print_within

    return print_within(press, Cache(cache))


def _installation(built: Built) -> tuple[FileState, ...] | None:
    if built.printed:
        return built.printed.sheet.run.installation or None
    return () if built.written is not None else None


def _format_of(profile: Profile | None) -> str:
    """Some funders take texts in a form, and no PDF."""
    return TEXT if profile is not None and profile.form else PDF


def _written(made: PreparedVariant, name: str, dates: Memo[str], diagnostics: tuple[Diagnostic, ...]) -> Built:
    from cvtex.verify.text import missing_texts

    format_ = FORMATS[name]
    assert format_.writer is not None
    writer, looks = format_.writer(), made.appearance
    plan = within_counts(made.plan)
    manuscript = Manuscript(
        compose(plan, made.references, looks.owner, dates),
        looks.metadata,
        looks.look,
        plan.sections,
        looks.profile,
    )
    written = writer.write(manuscript)
    promised = ((one.text, one.span) for one in writer.promises(manuscript).texts)
    found = (*written.diagnostics, *missing_texts(format_.read(written.data), promised))
    status: Status = "limit" if has_errors(found) else "ok"
    return Built(status, (*diagnostics, *found), made, written=written.data, format=name)


def file_stem(loaded: Loaded, name: str, stem: str) -> str:
    """The name of a variant's file without its ending: the one that its profile asks for, or that of CV and variant."""
    assert loaded.cv is not None
    profile = profile_of(loaded, name).value
    if profile is None or profile.file is None or profile.file.name is None:
        return f"{stem}-{name}"
    owner = loaded.cv.owner.name
    family, given = (re.sub(r"[^\w.-]+", "_", part) for part in (owner.family, owner.given))
    return profile.file.name.replace("{family}", family).replace("{given}", given)


def _epoch(epoch: int | None, cv: Cv) -> int:
    if epoch is not None:
        return epoch
    return paper.epoch_of(cv.date) if cv.date else 0
