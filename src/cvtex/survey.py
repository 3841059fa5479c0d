"""What can be told of a CV without TeX: the account of its entries, and its problems. Read > check > select > cite."""

from __future__ import annotations

from pathlib import Path

from cvtex.accounts import Account, accounts_of
from cvtex.bibliography import HELPER_TYPES
from cvtex.check.compliance import check_variant
from cvtex.cite.audit import audit
from cvtex.cite.dialect import normalise
from cvtex.cite.references import cite
from cvtex.cite.style import ReferenceStyle
from cvtex.demands import demands_of
from cvtex.diagnostics import Checked, Diagnostic, Span, has_errors
from cvtex.drafting import planned
from cvtex.loading import Loaded, profile_of
from cvtex.model.cv import FileName
from cvtex.read.bib import read_bibliography_files
from cvtex.read.sources import read_bibliography_sources
from cvtex.read.style import read_reference_style, read_theme, style_folders
from cvtex.select.limits import within_counts
from cvtex.words import words_of


def types_of(bibliographies: tuple[Path, ...]) -> Checked[frozenset[str]]:
    """Read > check: the types of the works in some .bib files."""
    names = [FileName(path=path.as_posix(), span=Span(path.as_posix())) for path in bibliographies]
    sources = read_bibliography_sources(Path(), names)
    read = read_bibliography_files(sources.value.data.items())
    normal = normalise(read.value)
    types = frozenset(entry.type for entry in normal.value.entries) - HELPER_TYPES
    return Checked(types, (*sources.diagnostics, *read.diagnostics))


def accounts(loaded: Loaded, name: str) -> tuple[Account, ...]:
    """Select > cite: what becomes of every entry of the files in a variant, and who in it is the owner."""
    cv = loaded.cv
    assert cv is not None
    audits = {entry.key: audit(entry, cv.owner) for entry in loaded.all_entries.entries}
    plan = within_counts(planned(loaded, name, profile_of(loaded, name).value))
    return accounts_of(plan, loaded.all_entries, loaded.bibliography, loaded.excluded, audits)


def problems(loaded: Loaded, names: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    """Select > cite, for several variants: what can be said without TeX. Each entry is cited once."""
    cv = loaded.cv
    assert cv is not None
    folders = style_folders(loaded.folder, loaded.files)
    found: list[Diagnostic] = []
    printer: ReferenceStyle | None = None
    keys: dict[str, None] = {}
    for name in names:
        variant = cv.variants[name]
        style = read_reference_style(variant.references or cv.references, folders)
        profile = profile_of(loaded, name)
        found += (
            *read_theme(variant.theme or cv.theme, folders).diagnostics,
            *style.diagnostics,
            *profile.diagnostics,
            *demands_of(cv, variant, profile.value).diagnostics,
        )
        if has_errors(profile.diagnostics):
            continue
        plan = planned(loaded, name, profile.value)
        found += check_variant(cv, variant, plan, profile.value)
        keys |= dict.fromkeys(within_counts(plan).publications())
        if style.value is not None and printer is None:
            printer = style.value(words_of(plan.language))
    if printer is not None:
        entries = loaded.bibliography.by_key()
        found += cite([entries[key] for key in keys], printer, cv.owner).diagnostics
    return tuple(dict.fromkeys(found))
