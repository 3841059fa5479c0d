"""A design under the rules of a funder's profile. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, error, warning
from cvtex.model.design import PAPER_SIZES, SIDES, Design, PageMargins
from cvtex.model.length import Length
from cvtex.model.profile import Profile
from cvtex.profiles.demands import Demands, family_of
from cvtex.value import Value, replace

_BP_PER_MM: Final = 72 / 25.4
# Width and height of the smallest text that can be called a page, in mm.
_LEAST_TEXT: Final = (70.0, 100.0)


class _Override(Value):
    """What a profile puts in place of a key's value. `why`: both, in words."""

    key: str
    value: object
    why: str


def governed(design: Design, profile: Profile | None, demands: Demands, own: Design) -> Checked[Design]:
    """The design as it is printed. Warns where a rule takes the place of what the author wrote for this variant.

    The design of the whole CV was not made for the funder, so that it gives way without a word.
    `design`: with a value for each key but the paper. `own`: of the variant alone.
    """
    overrides = tuple(_overrides(design, profile, demands)) if profile else ()
    final = replace(design, **{"paper": demands.paper, **{one.key: one.value for one in overrides}})
    warnings = (_warning(one, design, profile) for one in overrides if one.key in own.places) if profile else ()
    return Checked(final, (*warnings, *_no_room(final)))


def _warning(one: _Override, design: Design, profile: Profile) -> Diagnostic:
    where = f"{profile.funder}, {profile.version}"
    return warning(f"the profile overrides {one.key}: {one.why}", design.places[one.key], where)


def _overrides(design: Design, profile: Profile, demands: Demands) -> Iterator[_Override]:
    layout = demands.layout
    if design.paper and design.paper != demands.paper:
        yield _Override("paper", demands.paper, f"{demands.paper} instead of {design.paper}")
    if design.font_size and design.font_size < demands.font_size:
        yield _Override("font_size", demands.font_size, f"{demands.font_size:g} instead of {design.font_size:g}")
    if design.line_spacing and design.line_spacing < layout.leading:
        why = f"{layout.leading:.3g} instead of {design.line_spacing:g}"
        yield _Override("line_spacing", layout.leading, why)
    if design.fonts and layout.family and profile.fonts and family_of(design.fonts.text or "") != layout.family:
        names = [name for name in profile.fonts.families if family_of(name) == layout.family]
        yield _Override("fonts", design.fonts, f"{names[0] if names else layout.family} instead of {design.fonts.text}")
    if design.margins and profile.margins:
        yield from _margins(design.margins, profile)
        if design.header_band:
            yield _Override("header_band", False, "a band would fill the margins")
    if not layout.has_foot:
        why = "nothing may stand in the head or foot of a page"
        lines = {"footer": design.footer, "header_line": design.header_line}
        yield from (_Override(key, None, why) for key, line in lines.items() if line and not line.is_nothing)
        if design.page_numbers not in ("none", None):
            yield _Override("page_numbers", "none", why)
    if design.side:
        yield _Override("side", (), "funders read pages of one column")
    if profile.links == "none" and design.links != "plain":
        yield _Override("links", "plain", "links are not allowed")


def _margins(margins: PageMargins, profile: Profile) -> Iterator[_Override]:
    least = profile.margins
    sides: dict[str, tuple[Length, Length]] = {side: (getattr(margins, side), getattr(least, side)) for side in SIDES}
    narrow = {side: (own, rule) for side, (own, rule) in sides.items() if own.bp < rule.bp - 0.01}
    if narrow:
        changes = {side: f"{rule} instead of {own}" for side, (own, rule) in narrow.items()}
        are_equal = len(narrow) == len(SIDES) and len({*changes.values()}) == 1
        why = changes["left"] if are_equal else ", ".join(f"{side} {change}" for side, change in changes.items())
        yield _Override("margins", replace(margins, **{side: rule for side, (_, rule) in narrow.items()}), why)


def _no_room(design: Design) -> Iterator[Diagnostic]:
    """An error if margins and a side column leave hardly any text."""
    margins = design.margins
    place = design.places.get("margins") or design.places.get("side_width")
    if margins is None or design.paper is None or place is None:
        return
    width, height = (side / _BP_PER_MM for side in PAPER_SIZES[design.paper])
    left, right, top, bottom = (getattr(margins, side).bp / _BP_PER_MM for side in SIDES)
    side = design.side_width.bp / _BP_PER_MM if design.side and design.side_width else 0.0
    room = width - left - right - side, height - top - bottom
    if room[0] < _LEAST_TEXT[0] or room[1] < _LEAST_TEXT[1]:
        wanted = f"at least {_LEAST_TEXT[0]:g} x {_LEAST_TEXT[1]:g} mm are needed"
        what = "margins and the side column" if side else "margins"
        yield error(f"{what} leave {max(0, room[0]):.0f} x {room[1]:.0f} mm for text", place, wanted)
