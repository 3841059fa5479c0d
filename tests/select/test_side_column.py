"""Which sections stand in the side column."""

from __future__ import annotations

import pytest

from cvtex.check.cv import check_cv
from cvtex.read.yaml import read_yaml
from cvtex.select.selection import select
from cvtex.select.side_column import with_side_column

CV = b"""
owner: {name: Ada Example}
sections:
  profile: {kind: text, text: Likes ponds.}
  code: {kind: skills, items: [{name: R, text: daily}]}
  boats: {kind: skills, items: [{name: Dinghies, text: weekly}]}
  awards: {kind: list, items: [A cup]}
  prizes: {kind: awards, items: [{title: A medal, date: 2020}]}
variants: {v: {}}
"""

COLUMNS = [
    # side                    the side column | the main text
    ("", "| profile code boats awards prizes"),
    ("boats", "boats | profile code awards prizes"),
    # A kind stands for all of its sections that are not named; the entries give the order.
    ("skills", "code boats | profile awards prizes"),
    ("boats skills", "boats code | profile awards prizes"),
    ("skills boats", "code boats | profile awards prizes"),
    ("skills profile", "code boats profile | awards prizes"),
    # An id comes before a kind of the same name.
    ("awards", "awards | profile code boats prizes"),
    # What a theme names need not be in the CV.
    ("languages", "| profile code boats awards prizes"),
    ("contact", "contact | profile code boats awards prizes"),
    ("skills contact", "contact code boats | profile awards prizes"),
]


@pytest.mark.parametrize(("side", "columns"), COLUMNS)
def test_columns(side: str, columns: str) -> None:
    node = read_yaml("cv.yaml", CV).value
    assert node is not None
    cv = check_cv(node).value
    assert cv is not None
    plan = with_side_column(select(cv, "v", cv.variants["v"], ()), side.split())
    aside = [section.id for section in plan.sections if section.is_aside]
    others = [section.id for section in plan.sections if not section.is_aside]
    found = [*(["contact"] if plan.has_contact_aside else []), *aside, "|", *others]
    assert " ".join(found) == columns
    assert [section.id for section in plan.sections] == [*aside, *others]
    assert plan.has_side == (found[0] != "|")
