"""A variant and its profile -> requirements for the pages: paper, sizes, margins, fonts, limits. Pure."""

from __future__ import annotations

import re

from cvtex.diagnostics import Checked, Diagnostic, error
from cvtex.locales.paper import paper_of
from cvtex.model.cv import Cv
from cvtex.model.design import Design, Paper
from cvtex.model.layout import SINGLE_SPACING, FontFamily, Layout, Margins, PrintedLinks, metrics_of
from cvtex.model.people import Owner, PersonName
from cvtex.model.profile import FontRule, Profile
from cvtex.model.variant import Links, Variant
from cvtex.value import Value, replace

# Supported families by their metrics; see `metrics_of`.
_FAMILIES: dict[str, FontFamily] = {"times new roman": "times", "arial": "arial"}
_BP_PER_INCH = 72.0


class Demands(Value):
    """Requirements for the pages. `pages` is the enforced limit; `font_size` is in bp."""

    paper: Paper
    font_size: float
    layout: Layout
    pages: int | None
    links: PrintedLinks


def demands_of(cv: Cv, variant: Variant, profile: Profile | None, design: Design) -> Checked[Demands]:
    """Combine the variant's settings with its profile's rules; a contradiction is an error.

    `design`: with a value for each key but the paper.
    """
    paper = design.paper or paper_of(variant.language or cv.language)
    size = design.font_size
    assert size is not None
    family = variant.font
    if profile is None:
        layout = Layout(family=family, for_press=variant.print)
        return Checked(Demands(paper, size, layout, variant.pages, _links(variant, None)))
    problems: list[Diagnostic] = []
    if profile.paper and paper not in profile.paper:
        paper = profile.paper[0]
    family = _family(variant, profile, design, problems)
    layout = replace(_layout(profile, family), for_press=variant.print)
    return Checked(
        Demands(
            paper,
            max(size, layout.least_text),
            layout,
            _pages(variant, profile, problems),
            _links(variant, profile),
        ),
        tuple(problems),
    )


def _contradiction(variant: Variant, profile: Profile, stated: str, rule: str) -> Diagnostic:
    where = variant.profile.span if variant.profile else variant.span
    return error(
        f"'{stated}' contradicts the profile '{variant.profile}': {rule}",
        where,
        f"{profile.funder}, {profile.version}",
    )


def _pages(variant: Variant, profile: Profile, problems: list[Diagnostic]) -> int | None:
    """The stricter limit. An indicative limit also applies, unless the variant states its own."""
    rule = profile.pages
    if rule is None or (rule.indicative and variant.pages is not None):
        return variant.pages
    if variant.pages is not None and variant.pages > rule.most:
        problems.append(_contradiction(variant, profile, f"pages: {variant.pages}", f"at most {rule.most} pages"))
    return min(variant.pages or rule.most, rule.most)


def _family(variant: Variant, profile: Profile, design: Design, problems: list[Diagnostic]) -> FontFamily | None:
    rule = profile.fonts
    if rule is None:
        return variant.font
    allowed = _allowed(rule)
    if variant.font is not None:
        if variant.font not in allowed and not rule.others:
            problems.append(
                _contradiction(
                    variant, profile, f"font: {variant.font}", f"the font must be one of {', '.join(rule.families)}"
                )
            )
        return variant.font
    if rule.others or not allowed:
        return None
    stated = family_of(design.fonts.text) if design.fonts and design.fonts.text else None
    return stated if stated in allowed else allowed[0]


def family_of(name: str) -> FontFamily | None:
    """The supported family with the metrics of a font, if there is one."""
    return _FAMILIES.get(metrics_of(name))


def _allowed(rule: FontRule) -> list[FontFamily]:
    known = map(family_of, rule.families)
    return list(dict.fromkeys(family for family in known if family is not None))


def _layout(profile: Profile, family: FontFamily | None) -> Layout:
    rule = profile.size
    text = rule.text if rule else 0.0
    if rule and family:
        own = [size for name, size in rule.families.items() if family_of(name) == family]
        text = own[0] if own else text
    leading = (profile.line_spacing or 0.0) * SINGLE_SPACING
    if profile.lines_per_inch and text:
        leading = max(leading, _BP_PER_INCH / profile.lines_per_inch / text)
    found = Layout(
        least_text=text,
        least_other=(rule.other if rule.other is not None else rule.text) if rule else 0.0,
        leading=leading,
        family=family,
        has_foot=profile.head_and_foot == "allowed",
    )
    margins = profile.margins
    if margins is None:
        return found
    sides = Margins(margins.left.bp, margins.right.bp, margins.top.bp, margins.bottom.bp, margins.empty)
    return replace(found, margins=sides)


def _links(variant: Variant, profile: Profile | None) -> PrintedLinks:
    """The stricter setting; a variant for print has no clickable links."""
    order: tuple[Links, ...] = ("allowed", "visible", "none")
    links = max(variant.links, profile.links if profile else "allowed", key=order.index)
    if variant.print:
        return "printed" if links == "visible" else "none"
    return links


def presentable(owner: Owner, variant: Variant, profile: Profile | None) -> Owner:
    """Remove from the owner what the variant omits or the profile forbids."""
    if not variant.photo:
        owner = replace(owner, photo=None)
    if profile is None:
        return owner
    forbidden = {rule.what for rule in profile.forbidden}
    if "photograph" in forbidden or profile.photograph == "none":
        owner = replace(owner, photo=None)
    if "birth_date" in forbidden:
        owner = replace(owner, born=None)
    if "address" in forbidden and owner.contact:
        owner = replace(owner, contact=replace(owner.contact, address=(), phone=()))
    if profile.only_parts and any(part.table for part in profile.parts.values()):
        # The funder's table of personal data stands in place of headline and contact.
        owner = replace(owner, headline=None, contact=None, born=None)
    return owner


def file_stem(profile: Profile | None, owner: PersonName) -> str | None:
    """The file name that the funder requires, without its extension; None if any will do."""
    if profile is None or profile.file is None or profile.file.name is None:
        return None
    family, given = (re.sub(r"[^\w.-]+", "_", part) for part in (owner.family, owner.given))
    return profile.file.name.replace("{family}", family).replace("{given}", given)
