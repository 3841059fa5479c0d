"""The printed numbers of talks and publications."""

from __future__ import annotations

from cvtex.model.plan import PlannedItem, PlannedSection
from cvtex.model.sections import Numbering, PublicationGroup


def number_labels(section: PlannedSection) -> dict[str, str]:
    """Item ids -> labels such as `3.` or, with a prefix, `J3`.

    Each group counts for itself, but for those that count on: upwards from where the last one of them ended, or
    downwards from the number of items of all of them.
    """
    groups = _groups(section)
    counting_down = sum(len(items) for items, numbering, _ in groups if numbering == "continuous-descending")
    counting_up = 0
    labels: dict[str, str] = {}
    for items, numbering, prefix in groups:
        size = len(items)
        match numbering:
            case "none":
                continue
            case "ascending":
                numbers = range(1, size + 1)
            case "descending":
                numbers = range(size, 0, -1)
            case "continuous":
                numbers = range(counting_up + 1, counting_up + size + 1)
                counting_up += size
            case "continuous-descending":
                numbers = range(counting_down, counting_down - size, -1)
                counting_down -= size
        stop = "" if prefix else "."
        labels |= {item.id: f"{prefix}{number}{stop}" for item, number in zip(items, numbers, strict=True)}
    return labels


def _groups(section: PlannedSection) -> list[tuple[tuple[PlannedItem, ...], Numbering, str]]:
    """What is numbered together, how, and with which prefix; items outside of groups come first."""
    loose = tuple(item for item in section.items if not isinstance(item.content, PublicationGroup))
    return [
        (loose, section.numbering, ""),
        *(
            (item.children, item.content.numbering or section.numbering, item.content.prefix)
            for item in section.items
            if isinstance(item.content, PublicationGroup)
        ),
    ]
