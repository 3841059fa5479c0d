"""The rules by which a variant leaves an item out; what each says to a person is written here alone."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from cvtex.value import Value


class ForOthers(Value):
    """The item names the variants that print it, and this one is not among them."""

    only: tuple[str, ...]


class TooOld(Value):
    """The variant prints what ended or appeared in this year or later."""

    since: int


class NoKeyword(Value):
    """The item has none of the keywords that the variant asks for."""

    wanted: tuple[str, ...]


class OtherType(Value):
    """The work is of none of the entry types that the variant asks for."""

    wanted: tuple[str, ...]


class NoGroup(Value):
    """No group of the section takes the work."""

    section: str


class NotAWork(Value):
    """The entry only holds data for others, such as @xdata."""

    type: str


class OverLimit(Value):
    """Weightier items use up a limit. `what` completes `at most 10 ...`."""

    most: int
    what: str


class NoRoom(Value):
    """The pages have no room for it, or not enough of its words or characters are allowed."""


Exclusion: TypeAlias = ForOthers | TooOld | NoKeyword | OtherType | NoGroup | NotAWork | OverLimit | NoRoom


def message_of(rule: Exclusion) -> str:
    """Completes `left out: ...`."""
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
