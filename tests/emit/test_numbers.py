"""Numbers of publications: by group, through all groups, upwards and downwards."""

from __future__ import annotations

import pytest

from cvtex.diagnostics import Span
from cvtex.emit.labels import number_labels
from cvtex.model.ids import Id
from cvtex.model.plan import PlannedItem, PlannedSection, Publication, Weight
from cvtex.model.sections import Numbering, PublicationGroup, PublicationsSection

PLACE = Span("cv.yaml")

#  numbering of the section, of the second group, labels of a group of two and a group of three with the prefix C
CASES: list[tuple[Numbering, Numbering | None, str]] = [
    ("ascending", None, "1. 2. | C1 C2 C3"),
    ("descending", None, "2. 1. | C3 C2 C1"),
    ("continuous", None, "1. 2. | C3 C4 C5"),
    ("continuous-descending", None, "5. 4. | C3 C2 C1"),
    ("none", None, " | "),
    ("ascending", "descending", "1. 2. | C3 C2 C1"),
    ("continuous", "none", "1. 2. | "),
    ("continuous-descending", "ascending", "2. 1. | C1 C2 C3"),
]


@pytest.mark.parametrize(("numbering", "second", "expected"), CASES)
def test_labels(numbering: Numbering, second: Numbering | None, expected: str) -> None:
    groups = (
        group("first", 2, PublicationGroup(span=PLACE)),
        group("second", 3, PublicationGroup(span=PLACE, prefix="C", numbering=second)),
    )
    section = PlannedSection(Id("works"), PublicationsSection(span=PLACE), None, groups, numbering)
    labels = number_labels(section)
    printed = [" ".join(labels.get(item.id, "") for item in whole.children).strip() for whole in groups]
    assert " | ".join(printed) == expected


def group(name: str, size: int, content: PublicationGroup) -> PlannedItem:
    children = tuple(
        PlannedItem(Id(f"{name}.{i}"), Publication(f"{name}{i}"), Weight(False, 50), PLACE, name) for i in range(size)
    )
    return PlannedItem(Id(name), content, Weight(False, 50), PLACE, name, children, is_container=True)
