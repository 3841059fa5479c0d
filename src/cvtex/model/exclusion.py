"""The rules by which a variant leaves out an item, and the message for each."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from cvtex.value import Value


class ForOthers(Value):
    """The item's `only` does not name this variant."""

    only: tuple[str, ...]


class TooOld(Value):
    """The item ended or appeared before `since`."""

    since: int


class NoKeyword(Value):
    """The item has none of the variant's keywords."""

    wanted: tuple[str, ...]


class OtherType(Value):
    """The work has none of the variant's entry types."""

    wanted: tuple[str, ...]


class NoGroup(Value):
    """The work matches no group of the section."""

    section: str


class NoPart(Value):
    """The work meets the conditions of no part of the profile."""

    parts: tuple[str, ...]


class Excluded(Value):
    """The section's `exclude` names the work. `condition` is the one it meets, such as `keyword draft`."""

    section: str
    condition: str


class NotAWork(Value):
    """The entry only holds data for other entries, such as @xdata, or a volume that does not name the owner."""

    type: str
    lends_to: tuple[str, ...] = ()


class OverLimit(Value):
    """More important items use up a limit. `what` completes `at most 10 ...`."""

    most: int
    what: str


class NoRoom(Value):
    """The item does not fit on the pages, or exceeds a limit of words or characters."""


Exclusion: TypeAlias = (
    ForOthers | TooOld | NoKeyword | OtherType | NoGroup | NoPart | Excluded | NotAWork | OverLimit | NoRoom
)


def message_of(rule: Exclusion) -> str:
    """The text after `left out: `."""
    match rule:
        case ForOthers(only):
            return f"only for {', '.join(only)}"
        case TooOld(since):
            return f"before {since}"
        case NoKeyword(wanted):
            return f"none of the keywords {', '.join(wanted)}"
        case OtherType(wanted):
            return f"not of type {', '.join(wanted)}"
        case NoGroup(section):
            return f"matches no group of '{section}'"
        case NoPart(parts):
            return f"it meets no condition of the funder's {'parts' if len(parts) > 1 else 'part'} {', '.join(parts)}"
        case Excluded(section, condition):
            return f"`exclude` of '{section}': {condition}"
        case NotAWork(type_, lends_to):
            if not lends_to:
                return f"@{type_} is not a work"
            return f"it only lends its data to {', '.join(lends_to)}, and does not name the CV's owner"
        case OverLimit(most, what):
            return f"at most {most} {what}"
        case NoRoom():
            return "no room"
    assert_never(rule)
