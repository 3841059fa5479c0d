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


class NotAWork(Value):
    """The entry only holds data for other entries, such as @xdata."""

    type: str


class OverLimit(Value):
    """More important items use up a limit. `what` completes `at most 10 ...`."""

    most: int
    what: str


class NoRoom(Value):
    """The item does not fit on the pages, or exceeds a limit of words or characters."""


Exclusion: TypeAlias = ForOthers | TooOld | NoKeyword | OtherType | NoGroup | NotAWork | OverLimit | NoRoom


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
        case NotAWork(type_):
            return f"@{type_} is not a work"
        case OverLimit(most, what):
            return f"at most {most} {what}"
        case NoRoom():
            return "no room"
    assert_never(rule)
