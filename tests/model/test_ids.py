"""Ids are unique within a plan, whatever names its author uses."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from cvtex.model.ids import (
    HEADER,
    child_id,
    group_id,
    item_id,
    limit_id,
    part_id,
    rule_id,
    section_id,
    text_id,
    work_id,
)

# Arbitrary names, and names that look like other ids.
NAMES = st.text(st.sampled_from("a0.+ \\"), min_size=1, max_size=4) | st.sampled_from(
    ["a group 0", "0.roles.0", "a+2", "part a", "text", "items"]
)


def test_ids_as_people_meet_them() -> None:
    section = section_id("experience")
    assert [
        section,
        section_id("publications", 2),
        item_id(section, 0),
        child_id(item_id(section, 0), "roles", 1),
    ] == [
        "experience",
        "publications+2",
        "experience.0",
        "experience.0.roles.1",
    ]
    assert [work_id(section_id("publications"), "bach2015"), text_id(section_id("bio"))] == [
        "publications.bach2015",
        "bio.text",
    ]
    assert section_id("in press.1") == r"in\ press\.1"


@given(NAMES, NAMES, NAMES, st.booleans())
def test_ids_differ(one: str, other: str, key: str, is_of_works: bool) -> None:
    found = [HEADER, part_id(one), *((part_id(other),) if one != other else ())]
    limits = [rule_id(one), *((rule_id(other),) if one != other else ())]
    for name in {one, other}:
        for time in (1, 2):
            section = section_id(name, time)
            group = group_id(section, 0)
            items = [item_id(section, 0), item_id(section, 1)]
            below = [child_id(items[0], "roles", 0), child_id(child_id(items[0], "roles", 0), "points", 0)]
            found += [
                section,
                *([group, work_id(section, key)] if is_of_works else [*items, *below, text_id(section)]),
            ]
            limits += [limit_id(section, "items"), limit_id(section, "words"), limit_id(group, "items")]
    for ids in (found, limits):
        assert all(a != b for a, b in combinations(ids, 2)), ids
