"""Which part of a profile a section belongs to."""

from __future__ import annotations

from cvtex.model.profile import Profile


def part_of(wanted: str | None, kind: str, profile: Profile) -> str | None:
    """The part that is named, or else the first one for sections of this kind; None if there is none."""
    if wanted is not None:
        return wanted if wanted in profile.parts else None
    return next((name for name, part in profile.parts.items() if kind in part.kinds), None)
