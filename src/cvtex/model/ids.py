"""Ids of the parts of a plan. Ids are made and compared only here, and never parsed.

Reports and `cvtex explain` show them: `experience.0.roles.1`, `publications.bach2015pixel`. They are unique within a
plan, whatever names an author gives to sections and works.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NewType

Id = NewType("Id", str)
LimitId = NewType("LimitId", str)
Unit = Literal["items", "words", "characters"]

HEADER: Final = Id("")
# Contact details in the side column.
CONTACT: Final = Id(" contact")
_SEPARATORS: Final = re.compile(r"[\\.+ ]")


def section_id(name: str, time: int = 1) -> Id:
    """`publications`, or `publications+2` when the section is printed a second time."""
    bare = _SEPARATORS.sub(r"\\\g<0>", name)
    return Id(bare if time == 1 else f"{bare}+{time}")


def is_in_section(id_: Id, section: Id) -> bool:
    """Whether the item or group is in the section. A section's name holds no separator that is not escaped."""
    return id_.startswith((f"{section}.", f"{section} "))


def item_id(section: Id, place: int) -> Id:
    return Id(f"{section}.{place}")


def child_id(item: Id, field: str, place: int) -> Id:
    """`field` is the item's field that holds the child, such as `roles`."""
    return Id(f"{item}.{field}.{place}")


def group_item_id(group: Id, place: int) -> Id:
    return child_id(group, "items", place)


def written_group_id(section: Id, place: int) -> Id:
    """The id of a group under `groups`; `group_id` is that of a group that the program forms."""
    return child_id(section, "groups", place)


def text_id(section: Id) -> Id:
    return Id(f"{section}.text")


def work_id(section: Id, key: str) -> Id:
    """`key` is the citation key with any characters, so no other id in a section of works begins like this."""
    return Id(f"{section}.{key}")


def group_id(section: Id, place: int) -> Id:
    return Id(f"{section} group {place}")


def part_id(name: str) -> Id:
    return Id(f" part {name}")


def table_id(part: str) -> Id:
    """The id of a part's table of personal data."""
    return Id(f" table {part}")


def limit_id(where: Id, unit: Unit) -> LimitId:
    """The id of a limit of a section or group."""
    return LimitId(f"{where} {unit}")


def rule_id(name: str) -> LimitId:
    """The id of a limit in a profile."""
    return LimitId(f" profile {name}")
