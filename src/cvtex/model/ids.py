"""Ids of what a plan prints. They are made here alone, and nobody takes one apart.

People meet them in reports and in `cvtex explain`: `experience.0.roles.1`, `publications.bach2015pixel`. No two things
of a plan have the same one, whatever an author calls sections and works.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NewType

Id = NewType("Id", str)
LimitId = NewType("LimitId", str)
Unit = Literal["items", "words", "characters"]

HEADER: Final = Id("")
_SEPARATORS: Final = re.compile(r"[\\.+ ]")


def section_id(name: str, time: int = 1) -> Id:
    """`publications`, and `publications+2` where the section is printed for the second time."""
    bare = _SEPARATORS.sub(r"\\\g<0>", name)
    return Id(bare if time == 1 else f"{bare}+{time}")


def item_id(section: Id, place: int) -> Id:
    return Id(f"{section}.{place}")


def child_id(item: Id, field: str, place: int) -> Id:
    """`field`: the one of the item that holds the child, such as `roles`."""
    return Id(f"{item}.{field}.{place}")


def text_id(section: Id) -> Id:
    return Id(f"{section}.text")


def work_id(section: Id, key: str) -> Id:
    """`key`: the citation key, whatever is in it; so no other id of a section with works begins like this."""
    return Id(f"{section}.{key}")


def group_id(section: Id, place: int) -> Id:
    return Id(f"{section} group {place}")


def part_id(name: str) -> Id:
    return Id(f" part {name}")


def limit_id(where: Id, unit: Unit) -> LimitId:
    """Of a section or a group."""
    return LimitId(f"{where} {unit}")


def rule_id(name: str) -> LimitId:
    """Of a rule of a profile."""
    return LimitId(f" profile {name}")
