"""Read > check: path of a cv.yaml -> its CV and bibliography, with diagnostics; once for all variants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from cvtex.build.short_texts import calendar as calendar_table
from cvtex.build.short_texts import markup
from cvtex.build.stopwatch import UNMEASURED, Stopwatch
from cvtex.cache.memo import Memo, fresh
from cvtex.cache.store import NO_CACHE, Cache
from cvtex.check.citations import check_citations, group_types
from cvtex.check.cv import check_cv
from cvtex.check.same_work import merge_same_works
from cvtex.cite.dialect import KNOWN_TYPES, normalise
from cvtex.cite.parents import mark_parents
from cvtex.diagnostics import Checked, Diagnostic, Sources, error, has_errors, in_order
from cvtex.locales.months import CalendarNames
from cvtex.model.bibliography import Bibliography, Excluded
from cvtex.model.cv import Cv
from cvtex.model.people import Owner
from cvtex.model.profile import Profile
from cvtex.read.bib import read_bibliography_files
from cvtex.read.files import overlay_path
from cvtex.read.observed import ObservedFiles
from cvtex.read.pictures import PictureSource, read_picture
from cvtex.read.sources import read_bibliography_sources, read_cv_source
from cvtex.value import Value, field, replace

_MOVE = "move it to the other file: with `private: false` it prints nothing of this one"


class Loaded(Value):
    """A CV with its bibliography, read and checked. `cv` is None if it cannot be built.

    `all_entries`: as in the files; `bibliography`: without the `excluded` ones, which are duplicates or preprints.
    `photo`: read even if no variant prints it. `files`: all accesses to the disk. `trusted_styles`: as in
    `StyleFolders`. `public`: the same without the private overlay, if there is one and a variant prints nothing of it.
    """

    cv: Cv | None
    all_entries: Bibliography
    bibliography: Bibliography
    excluded: tuple[Excluded, ...]
    folder: Path
    diagnostics: tuple[Diagnostic, ...]
    photo: PictureSource | None = None
    files: ObservedFiles = field(default_factory=ObservedFiles)
    trusted_styles: frozenset[str] = frozenset()
    public: Loaded | None = None

    def seen_by(self, variant: str) -> Loaded:
        """The CV as a variant may print it."""
        is_public = self.cv is not None and not self.cv.variants[variant].private
        return self.public if is_public and self.public else self

    @property
    def sources(self) -> Sources:
        """The sources that were read so far: those of themes and profiles come later."""
        return Sources(self.files.texts)

    @property
    def ok(self) -> bool:
        return self.cv is not None and not has_errors(self.diagnostics)


def load(
    path: Path,
    stopwatch: Stopwatch = UNMEASURED,
    cache: Cache = NO_CACHE,
    trusted_styles: frozenset[str] = frozenset(),
) -> Loaded:
    """Read > check: path of a cv.yaml -> its CV, its entries in one dialect, and all diagnostics."""
    files = ObservedFiles()
    loaded = _load(path, files, stopwatch, cache, trusted_styles, with_overlay=True)
    hidden_from = [name for name, one in loaded.cv.variants.items() if not one.private] if loaded.cv else []
    if not hidden_from or not files.has_file(overlay_path(path)):
        return loaded
    public = _load(path, files, stopwatch, cache, trusted_styles, with_overlay=False)
    problems = [
        replace(one, message=f"without {overlay_path(path).name}: {one.message}")
        for one in public.diagnostics
        if one.is_error and one not in loaded.diagnostics
    ]
    if loaded.cv is not None and public.cv is not None:
        problems += [
            error(f"only {overlay_path(path).name} has the variant '{name}'", loaded.cv.variants[name].span, _MOVE)
            for name in hidden_from
            if name not in public.cv.variants
        ]
    return replace(loaded, public=public, diagnostics=in_order((*loaded.diagnostics, *problems)))


def _load(
    path: Path,
    files: ObservedFiles,
    stopwatch: Stopwatch,
    cache: Cache,
    trusted_styles: frozenset[str],
    *,
    with_overlay: bool,
) -> Loaded:
    paragraphs, names = markup(cache), calendar_table(cache)
    stopwatch.enter("read")
    source = read_cv_source(path, files, with_overlay=with_overlay)
    diagnostics = list(source.diagnostics)
    folder = path.parent
    empty = Loaded(
        None,
        Bibliography(),
        Bibliography(),
        (),
        folder,
        tuple(diagnostics),
        files=files,
    )
    if source.value is None:
        return empty
    stopwatch.enter("check")
    checked = check_cv(source.value, paragraphs, names)
    paragraphs.save()
    diagnostics += checked.diagnostics
    cv = checked.value
    if cv is None:
        return replace(empty, diagnostics=in_order(diagnostics))
    stopwatch.enter("read")
    bibliographies = read_bibliography_sources(folder, cv.bibliography, files)
    photo = read_picture(folder, cv.owner.photo.file, files) if cv.owner.photo else Checked(None)
    works = works_of(
        bibliographies.value,
        keep_preprints=cv.preprints == "separate",
        languages=languages_of(cv),
        owner=cv.owner,
        calendar=names,
        own_types=(type_ for types in group_types(cv) for type_ in types),
    )
    names.save()
    stopwatch.enter("check")
    all_entries = works.value.all_entries
    diagnostics += (
        *bibliographies.diagnostics,
        *works.diagnostics,
        # A file that cannot be read has its own error, which would be lost among unknown keys.
        *(
            ()
            if has_errors((*bibliographies.diagnostics, *works.diagnostics))
            else check_citations(cv, all_entries, KNOWN_TYPES)
        ),
        *photo.diagnostics,
    )
    entries, excluded = works.value.bibliography, works.value.excluded
    return Loaded(
        cv,
        all_entries,
        entries,
        excluded,
        folder,
        in_order(diagnostics),
        photo.value,
        files,
        trusted_styles,
    )


class Works(Value):
    """Entries of .bib files in one dialect, with and without duplicates and preprints, as in `Loaded`."""

    all_entries: Bibliography
    bibliography: Bibliography
    excluded: tuple[Excluded, ...]


def languages_of(cv: Cv) -> tuple[str, ...]:
    """The languages of the CV and its variants."""
    others = (variant.language for variant in cv.variants.values() if variant.language)
    return tuple(dict.fromkeys((cv.language, *others)))


def works_of(
    data: Mapping[str, bytes],
    *,
    keep_preprints: bool,
    languages: Iterable[str] = (),
    owner: Owner | None = None,
    calendar: Memo[CalendarNames] = fresh,
    own_types: Iterable[str] = (),
) -> Checked[Works]:
    """Read > check: bytes of .bib files, by name -> their works, each once.

    `keep_preprints`: keep preprints beside their publications. `languages`, `owner` and `own_types`: those of the CV.
    """
    read = read_bibliography_files(data.items())
    normal = normalise(read.value, languages, calendar, own_types)
    entries = mark_parents(normal.value, owner) if owner else normal.value
    merged = merge_same_works(entries, keep_preprints=keep_preprints)
    works = Works(entries, merged.bibliography, merged.excluded)
    return Checked(works, (*read.diagnostics, *normal.diagnostics, *merged.diagnostics))


def profile_of(loaded: Loaded, name: str) -> Checked[Profile | None]:
    """Read > check: load the profile of the funder that a variant names."""
    cv = loaded.cv
    assert cv is not None
    wanted = cv.variants[name].profile
    if wanted is None:
        return Checked(None)
    from cvtex.profiles.library import load_profile

    return load_profile(wanted, loaded.folder, loaded.files)
