"""Find the problems of a CV without running TeX."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cvtex.build.font_fallback import FontFallback
from cvtex.build.loading import Loaded
from cvtex.build.preparing import cite_works, read_appearance, select_plan
from cvtex.build.running_text import running_of, running_problems
from cvtex.build.typefaces import FontShelf
from cvtex.cache.store import NO_CACHE, Cache
from cvtex.cite.dialect import normalise
from cvtex.diagnostics import Checked, Diagnostic, Span
from cvtex.emit.compose import compose
from cvtex.emit.formats import PDF
from cvtex.emit.room import room_problems
from cvtex.model.cv import FileName
from cvtex.read.bib import read_bibliography_files
from cvtex.read.sources import read_bibliography_sources


def types_of(bibliographies: tuple[Path, ...]) -> Checked[frozenset[str]]:
    """Read > check: .bib files -> the types of their works."""
    names = [FileName(path=path.as_posix(), span=Span(path.as_posix())) for path in bibliographies]
    sources = read_bibliography_sources(Path(), names)
    read = read_bibliography_files(sources.value.items())
    normal = normalise(read.value)
    types = frozenset(entry.type for entry in normal.value.entries if entry.is_work)
    return Checked(types, (*sources.diagnostics, *read.diagnostics))


def problems(
    loaded: Loaded, names: tuple[str, ...], environment: Mapping[str, str], cache: Cache = NO_CACHE
) -> tuple[Diagnostic, ...]:
    """Select > cite > emit, for several variants: find all problems that do not take TeX to find."""
    shelf = FontShelf(loaded.folder, loaded.files, environment, cache)
    found: list[Diagnostic] = []
    for name in names:
        appearance = read_appearance(loaded, name, shelf)
        found += appearance.diagnostics
        if appearance.value is None:
            continue
        plan = select_plan(loaded, name, appearance.value)
        variant = cite_works(loaded, name, appearance.value, plan.value, cache)
        found += (*plan.diagnostics, *variant.diagnostics)
        if variant.value is not None and PDF in variant.value.formats:
            fallback = FontFallback(appearance.value.families, appearance.value.look.language, shelf)
            blocks = compose(plan.value, variant.value.references, appearance.value.owner, appearance.value.look.design)
            found += fallback.problems(blocks, loaded.sources)
            found += room_problems(blocks)
            found += running_problems(running_of(variant.value, loaded))
    return tuple(dict.fromkeys(found))
