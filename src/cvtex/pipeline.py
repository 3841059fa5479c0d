"""read > check > select > cite > emit > typeset > finish > verify

The stages in order, up to the plan and its references here, from there to the verified PDF in `press`. Only these, `citing`,
`proof`, `survey` and `accounts` know more than one stage; they hold no rule of their own but the order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cvtex import paper
from cvtex.bibliography import Bibliography, Entry
from cvtex.check.citations import check_citations
from cvtex.check.compliance import check_variant
from cvtex.check.cv import check_cv
from cvtex.check.same_work import Excluded, merge_same_works
from cvtex.cite.dialect import normalise
from cvtex.citing import Citer
from cvtex.demands import demands_of, presentable
from cvtex.diagnostics import Checked, Diagnostic, Sources, Span, error, has_errors, in_order
from cvtex.emit.blocks import compose
from cvtex.emit.characters import foreign_characters, private_characters
from cvtex.emit.document import Look, Metadata
from cvtex.file_state import FileState
from cvtex.model.cv import Cv
from cvtex.model.people import Owner
from cvtex.model.profile import Profile
from cvtex.model.sections import PublicationsSection
from cvtex.plan import Plan
from cvtex.press import Press
from cvtex.read.observed import ObservedFiles
from cvtex.read.pictures import PictureSource, read_picture
from cvtex.read.sources import read_bibliographies, read_cv_source
from cvtex.read.style import find_reference_style, read_theme, style_folders
from cvtex.reference import References
from cvtex.reference_cache import ReferenceCache
from cvtex.select.limits import within_counts
from cvtex.select.selection import select
from cvtex.sheet import Draft, Fitted, Printed, Status
from cvtex.stopwatch import UNMEASURED, Stopwatch
from cvtex.typeset.choose import Choice, Wanted, choose_engine
from cvtex.typeset.format_store import FormatStore
from cvtex.typeset.problems import missing_character, private_character
from cvtex.words import words_of

if TYPE_CHECKING:
    from cvtex.finish.metadata import Standard

# The short form of a reference names so many authors, and the owner, and says nothing else of the work.
SHORT_AUTHORS = 3
NOTES = ("note", "addendum")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A CV with its bibliography, read and checked. `cv` is None if there is nothing to build from.

    `all_entries` are those of the files; `bibliography` lacks the `excluded` ones, which are duplicates or preprints.
    `photo` is the owner's, whether a variant prints it or not. `files`: what was asked of the disk on the way.
    """

    cv: Cv | None
    all_entries: Bibliography
    bibliography: Bibliography
    excluded: tuple[Excluded, ...]
    folder: Path
    sources: Sources
    diagnostics: tuple[Diagnostic, ...]
    photo: PictureSource | None = None
    files: ObservedFiles = field(default_factory=ObservedFiles, compare=False)

    @property
    def ok(self) -> bool:
        return self.cv is not None and not has_errors(self.diagnostics)


def load(path: Path, stopwatch: Stopwatch = UNMEASURED) -> Loaded:
    """Read > check: the path of a cv.yaml -> its CV and entries in one dialect, and every problem of either."""
    files = ObservedFiles()
    stopwatch.enter("read")
    source = read_cv_source(path, files)
    diagnostics = list(source.diagnostics)
    folder = path.parent
    empty = Loaded(None, Bibliography(), Bibliography(), (), folder, Sources(source.value.texts), tuple(diagnostics), files=files)
    if source.value.node is None:
        return empty
    stopwatch.enter("check")
    checked = check_cv(source.value.node)
    diagnostics += checked.diagnostics
    cv = checked.value
    if cv is None:
        return replace(empty, diagnostics=in_order(diagnostics))
    stopwatch.enter("read")
    read = read_bibliographies(folder, cv.bibliography, files)
    photo = read_picture(folder, cv.owner.photo.file, files) if cv.owner.photo else Checked(None)
    stopwatch.enter("check")
    normal = normalise(read.value.bibliography)
    diagnostics += (*read.diagnostics, *normal.diagnostics, *check_citations(cv, normal.value))
    merged = merge_same_works(normal.value, keep_preprints=cv.preprints == "separate")
    diagnostics += merged.diagnostics
    diagnostics += photo.diagnostics
    sources = Sources({**source.value.texts, **read.value.texts})
    entries = merged.bibliography
    return Loaded(cv, normal.value, entries, merged.excluded, folder, sources, in_order(diagnostics), photo.value, files)


@dataclass(frozen=True, slots=True)
class Built:
    """The end of a build: its PDF is there only if every promise is kept.

    `pack`: the texts for a funder that takes no PDF, in its place. `files`: what was asked of the disk for this variant, beside
    what it took to load the CV. `installation`: TeX's files as they were, () if no TeX was needed, None if they are not known.
    """

    status: Status
    diagnostics: tuple[Diagnostic, ...]
    draft: Draft | None = None
    fitted: Fitted | None = None
    pack: str | None = None
    files: ObservedFiles = field(default_factory=ObservedFiles, compare=False)
    installation: tuple[FileState, ...] | None = None

    @property
    def printed(self) -> Printed | None:
        return self.fitted.printed if self.fitted else None

    @property
    def pdf(self) -> bytes | None:
        return self.printed.pdf if self.printed else None


def planned(loaded: Loaded, name: str, profile: Profile | None = None, *, everything: bool = False) -> Plan:
    """Select: what a variant may print. `everything`: all entries of the bibliography, whatever the variant asks for."""
    cv = loaded.cv
    assert cv is not None
    entries = loaded.bibliography.entries
    merged: dict[str, frozenset[str]] = {}
    for one in loaded.excluded:
        merged[one.kept] = merged.get(one.kept, frozenset()) | {one.key}
    roles = _roles(entries, cv.owner) if _asks_for_roles(cv) else {}
    return select(
        cv, name, cv.variants[name], entries, profile=profile, roles=roles, merged_keys=merged, everything=everything
    )


def profile_of(loaded: Loaded, name: str) -> Checked[Profile | None]:
    """Read > check: the rules of the funder that a variant names."""
    cv = loaded.cv
    assert cv is not None
    wanted = cv.variants[name].profile
    if wanted is None:
        return Checked(None)
    from cvtex.profile_library import load_profile

    return load_profile(wanted, loaded.folder, loaded.files)


def _roles(entries: Iterable[Entry], owner: Owner) -> dict[str, frozenset[str]]:
    from cvtex.accounts import own_places
    from cvtex.cite.audit import audit

    return {entry.key: own_places(audit(entry, owner)) for entry in entries}


def _asks_for_roles(cv: Cv) -> bool:
    sections = cv.sections.values()
    return any(group.roles for section in sections if isinstance(section, PublicationsSection) for group in section.groups)


def draft(
    loaded: Loaded, name: str, *, everything: bool = False, cache: Path | None = None, stopwatch: Stopwatch = UNMEASURED
) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    """Everything about a variant that needs no TeX. `cache`: a folder for references of earlier builds."""
    cv = loaded.cv
    assert cv is not None
    variant = cv.variants[name]
    stopwatch.enter("read")
    folders = style_folders(loaded.folder, loaded.files)
    theme_name = variant.theme or cv.theme
    theme = read_theme(theme_name, folders)
    style = find_reference_style(variant.references or cv.references, folders)
    profile = profile_of(loaded, name)
    demands = demands_of(cv, variant, profile.value)
    diagnostics = [*theme.diagnostics, *style.diagnostics, *profile.diagnostics, *demands.diagnostics]
    if style.value is None or has_errors(diagnostics):
        return None, tuple(diagnostics)
    stopwatch.enter("select")
    plan = planned(loaded, name, profile.value, everything=everything)
    diagnostics += check_variant(cv, variant, plan, profile.value)
    wanted = demands.value
    if wanted.pages is None and not any(limit.unit != "items" for limit in plan.limits):
        plan = within_counts(plan)
    stopwatch.enter("cite")
    max_authors = variant.max_authors or cv.max_authors
    citer = Citer(style.value, plan.language, cv.owner, ReferenceCache(cache) if cache else None)
    entries = [loaded.bibliography.by_key()[key] for key in plan.publications()]
    cited = citer.cite(entries, max_authors)
    diagnostics += cited.diagnostics
    if cited.value is None:
        return None, tuple(diagnostics)
    references = References(cited.value)
    if variant.shorten:
        brief = citer.cite([entry.without(*NOTES) for entry in entries], min(SHORT_AUTHORS, max_authors or SHORT_AUTHORS))
        references = References(cited.value, brief.value or {})
    title = str(variant.title) if variant.title else f"{cv.owner.name} – {words_of(plan.language).curriculum_vitae}"
    owner = presentable(cv.owner, variant, profile.value)
    photo = loaded.photo.picture if loaded.photo and owner.photo else None
    look = Look(theme_name, wanted.font_size, wanted.paper, plan.language, wanted.layout, photo)
    metadata = Metadata(title, str(cv.owner.name), cv.keywords)
    made = Draft(plan, variant, profile.value, wanted, owner, references, look, theme.value, metadata)
    return made, tuple(diagnostics)


def build(
    loaded: Loaded,
    name: str,
    wanted: Wanted,
    epoch: int | None,
    environment: Mapping[str, str],
    *,
    everything: bool = False,
    cache: Path | None = None,
    standard: Standard = "all",
    stopwatch: Stopwatch = UNMEASURED,
) -> Built:
    """A variant -> its PDF, verified. `epoch`: seconds since 1970, or None for the CV's own date.

    `cache`: a folder for what later builds need not find out again. `standard`: what the PDF is to keep.
    """
    own = replace(loaded, files=ObservedFiles())
    built = _build(own, name, wanted, epoch, environment, everything=everything, cache=cache, standard=standard, stopwatch=stopwatch)
    stopwatch.stop()
    read = built.printed.sheet.run.installation or None if built.printed else () if built.pack is not None else None
    return replace(built, files=own.files, installation=read)


def _build(
    loaded: Loaded,
    name: str,
    wanted: Wanted,
    epoch: int | None,
    environment: Mapping[str, str],
    *,
    everything: bool,
    cache: Path | None,
    standard: Standard,
    stopwatch: Stopwatch,
) -> Built:
    made, diagnostics = draft(loaded, name, everything=everything, cache=cache, stopwatch=stopwatch)
    if made is None or has_errors(diagnostics):
        return Built("document", diagnostics)
    assert loaded.cv is not None
    stopwatch.enter("emit")
    if made.profile is not None and made.profile.form:
        return _packed(made, made.profile, diagnostics)
    blocks = compose(made.plan, made.references, made.owner)
    foreign = foreign_characters(blocks)
    private = private_characters(blocks)
    diagnostics += tuple(private_character(one, span, loaded.sources) for one, span in private.items())
    choice = choose_engine(wanted, "".join(foreign), environment, family=made.demands.layout.family)
    problems = _engine_problems(choice, foreign, loaded.sources)
    if problems:
        status: Status = "document" if choice.lacking else "tex"
        return Built(status, (*diagnostics, *problems), draft=made)
    formats = FormatStore(cache) if cache else None
    press = Press(made, loaded.sources, choice, _epoch(epoch, loaded.cv), environment, standard, formats, stopwatch)
    fitted = _fitted(press, cache)
    if fitted.printed is None:
        return Built("limit", (*diagnostics, *fitted.unfit), made, fitted)
    diagnostics += fitted.printed.diagnostics
    if made.profile is not None and fitted.printed.pdf is not None:
        from cvtex.approval import approve

        name_of_file = f"{file_stem(loaded, name, 'cv')}.pdf"
        found = approve(fitted.printed, made.profile, loaded.cv, loaded.bibliography.by_key(), name_of_file)
        diagnostics += found
        if has_errors(found):
            broken = replace(fitted.printed, status="limit", pdf=None)
            return Built("limit", diagnostics, made, replace(fitted, printed=broken))
    return Built(fitted.printed.status, diagnostics, made, fitted)


def _fitted(press: Press, cache: Path | None) -> Fitted:
    draft = press.draft
    if draft.demands.pages is None and all(limit.unit == "items" for limit in draft.plan.limits):
        return Fitted(press.print(draft.plan))
    from cvtex.fitted import print_within
    from cvtex.height_cache import HeightCache

    return print_within(press, HeightCache(cache) if cache else None)


def _packed(made: Draft, profile: Profile, diagnostics: tuple[Diagnostic, ...]) -> Built:
    from cvtex.emit.text_pack import text_pack

    plan = within_counts(made.plan)
    packed = text_pack(plan, compose(plan, made.references, made.owner), profile)
    status: Status = "limit" if has_errors(packed.diagnostics) else "ok"
    return Built(status, (*diagnostics, *packed.diagnostics), made, pack=packed.value)


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


def _engine_problems(choice: Choice, foreign: Mapping[str, Span], sources: Sources) -> tuple[Diagnostic, ...]:
    lacking = tuple(missing_character(character, foreign[character], sources) for character in choice.lacking)
    if choice.engine is None:
        return (*lacking, *(error(f"{m.name}: {m.reason}", None, m.remedy) for m in choice.missing))
    return lacking
