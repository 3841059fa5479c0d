"""Read > select > cite: a variant's appearance, its plan and its references."""

from __future__ import annotations

from collections.abc import Iterator

from cvtex.build.citing import Citer
from cvtex.build.loading import Loaded, profile_of
from cvtex.build.own_roles import own_roles
from cvtex.build.results import Appearance, PreparedVariant, is_limited
from cvtex.build.stopwatch import UNMEASURED, Stopwatch
from cvtex.build.themes import load_theme
from cvtex.build.typefaces import FontShelf, broken_fonts, choose_families
from cvtex.cache.store import NO_CACHE, Cache
from cvtex.check.compliance import check_variant
from cvtex.check.design import check_tint
from cvtex.diagnostics import Checked, Diagnostic, error, has_errors
from cvtex.emit.writer import Look, Metadata
from cvtex.locales.locale import locale_of
from cvtex.model.cv import CLASSIC, Cv
from cvtex.model.dates import PartialDate
from cvtex.model.design import BASE, Design, Fonts, merged, without_places
from cvtex.model.plan import Plan
from cvtex.model.profile import Profile
from cvtex.model.reference import References
from cvtex.model.sections import PublicationsSection
from cvtex.model.variant import Variant
from cvtex.profiles.demands import demands_of, presentable
from cvtex.profiles.design import governed
from cvtex.read.page_template import read_page_template
from cvtex.read.style import find_reference_style, style_folders
from cvtex.select.limits import apply_count_limits
from cvtex.select.ranks import with_reserves
from cvtex.select.selection import select

# The short form of a reference names so many authors and the owner, and omits notes.
SHORT_AUTHORS = 3
NOTES = ("note", "addendum")


def read_appearance(loaded: Loaded, name: str, shelf: FontShelf) -> Checked[Appearance | None]:
    """Read the theme, style, profile and fonts of a variant; None if there is an error."""
    cv = loaded.cv
    assert cv is not None
    variant = cv.variants[name]
    folders = style_folders(loaded.folder, loaded.files, loaded.trusted_styles)
    stated = merged(cv.design or Design(), variant.design or Design())
    found = load_theme(stated.theme or CLASSIC, folders)
    theme = found.value
    design = merged(BASE, theme.design if theme else Design(), stated)
    style = find_reference_style(variant.references or cv.references, folders)
    page = read_page_template(design.html, folders) if design.html else Checked(None)
    profile = profile_of(loaded, name)
    demands = demands_of(cv, variant, profile.value, design)
    ruled = governed(design, profile.value, demands.value, variant.design or Design())
    diagnostics = (
        *found.diagnostics,
        *style.diagnostics,
        *page.diagnostics,
        *profile.diagnostics,
        *demands.diagnostics,
        *ruled.diagnostics,
        *check_tint(ruled.value),
        *_lines_without_date(ruled.value, cv),
    )
    if style.value is None or theme is None or has_errors(diagnostics):
        return Checked(None, diagnostics)
    chosen = choose_families(demands.value, design.fonts or Fonts(), shelf)
    diagnostics += (*broken_fonts(shelf), *chosen.diagnostics)
    if has_errors(diagnostics):
        return Checked(None, diagnostics)
    families, wanted = chosen.value
    language = variant.language or cv.language
    title = str(variant.title) if variant.title else f"{cv.owner.name} – {locale_of(language).curriculum_vitae}"
    owner = presentable(cv.owner, variant, profile.value)
    photo = loaded.photo.picture if loaded.photo and owner.photo else None
    look = Look(
        theme.package,
        wanted.font_size,
        wanted.paper,
        language,
        wanted.layout,
        photo,
        families.declarations,
        without_places(ruled.value),
    )
    metadata = Metadata(title, str(cv.owner.name), cv.keywords)
    return Checked(
        Appearance(
            style.value,
            profile.value,
            wanted,
            owner,
            look,
            theme.files,
            folders.shown_theme(f"{theme.package}.sty"),
            metadata,
            families,
            page.value,
            (ruled.value.places.get("header_line"), ruled.value.places.get("footer")),
        ),
        diagnostics,
    )


def _lines_without_date(design: Design, cv: Cv) -> Iterator[Diagnostic]:
    for key, line in (("footer", design.footer), ("header_line", design.header_line)):
        if line is not None and line.has("date") and cv.date is None:
            yield error(f"{key} needs the date of the CV", design.place(key), "add it: date: 2026-11-30")


def select_plan(
    loaded: Loaded,
    name: str,
    appearance: Appearance,
    *,
    all_entries: bool = False,
    today: PartialDate | None = None,
    cache: Cache = NO_CACHE,
    stopwatch: Stopwatch = UNMEASURED,
) -> Checked[Plan]:
    """Select what a variant may print, and check it against its profile. `today`: for a CV without a date."""
    assert loaded.cv is not None
    stopwatch.enter("select")
    plan = plan_variant(loaded, name, appearance.profile, all_entries=all_entries, today=today, cache=cache)
    problems = check_variant(loaded.cv, loaded.cv.variants[name], plan, appearance.profile)
    within = apply_count_limits(plan)
    if is_limited(appearance.demands, plan):
        beyond = (left.id for left in within.left_out[len(plan.left_out) :])
        plan = with_reserves(plan, beyond)
    else:
        plan = within
    return Checked(plan, (*plan.diagnostics, *problems))


def cite_works(
    loaded: Loaded,
    name: str,
    appearance: Appearance,
    plan: Plan,
    cache: Cache = NO_CACHE,
    stopwatch: Stopwatch = UNMEASURED,
) -> Checked[PreparedVariant | None]:
    """Cite the works of a plan."""
    assert loaded.cv is not None
    stopwatch.enter("cite")
    variant = loaded.cv.variants[name]
    max_authors = variant.max_authors or loaded.cv.max_authors
    citer = Citer(appearance.style, plan.language, loaded.cv.owner, cache)
    by_key = loaded.bibliography.by_key()
    entries = [by_key[key] for key in plan.publications()]
    cited = citer.cite(entries, max_authors)
    if cited.value is None:
        return Checked(None, cited.diagnostics)
    references = References(cited.value)
    if variant.shorten:
        brief = citer.cite(
            [entry.without(*NOTES) for entry in entries], min(SHORT_AUTHORS, max_authors or SHORT_AUTHORS)
        )
        references = References(cited.value, brief.value or {})
    return Checked(PreparedVariant(plan, variant, references, appearance), cited.diagnostics)


def plan_variant(
    loaded: Loaded,
    name: str,
    profile: Profile | None = None,
    *,
    all_entries: bool = False,
    today: PartialDate | None = None,
    cache: Cache = NO_CACHE,
) -> Plan:
    """Select what a variant may print. `all_entries`: every .bib entry, even if the variant omits it."""
    cv = loaded.cv
    assert cv is not None
    entries = loaded.bibliography.entries
    merged: dict[str, frozenset[str]] = {}
    for one in loaded.excluded:
        merged[one.kept] = merged.get(one.kept, frozenset()) | {one.key}
    needs_roles = _asks_for_roles(cv) or _has_limits(cv, cv.variants[name], profile)
    roles = own_roles(entries, cv.owner, cache) if needs_roles else {}
    return select(
        cv,
        name,
        cv.variants[name],
        entries,
        profile=profile,
        roles=roles,
        merged_keys=merged,
        everything=all_entries,
        today=today,
    )


def _has_limits(cv: Cv, variant: Variant, profile: Profile | None) -> bool:
    """Whether anything may have to be chosen among works: then it matters what the owner is of each."""
    groups = (group for one in cv.sections.values() if isinstance(one, PublicationsSection) for group in one.groups)
    return (
        profile is not None
        or variant.pages is not None
        or any(view.max or view.max_words or view.max_characters for view in variant.sections or ())
        or any(group.max for group in groups)
    )


def _asks_for_roles(cv: Cv) -> bool:
    sections = [section for section in cv.sections.values() if isinstance(section, PublicationsSection)]
    return any(conditions.roles for section in sections for conditions in (*section.groups, *section.excluded))
