"""The labels before the items of a section: their numbers, or the years of publications."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from cvtex.locales.locale import Locale
from cvtex.model.design import LabelForm
from cvtex.model.plan import ItemGroup, PlannedItem, PlannedSection, Publication, walk_item
from cvtex.model.sections import Numbering, PublicationGroup, PublicationsSection

Labels: TypeAlias = dict[str, str | None]
"""Labels by item id. What is below a numbered item has the label "". None: no label, but the room for one."""


def labels_of(section: PlannedSection, form: LabelForm, words: Locale) -> Labels:
    """Label the items of a section. `form`: the labels of publications."""
    if not isinstance(section.section, PublicationsSection):
        return {**number_labels(section)}
    match form:
        case "number":
            return {**number_labels(section)}
        case "year":
            # Below headings that are years, labels would only repeat them.
            return {} if section.section.group_by == "year" else year_labels(section, words)
        case "none":
            return {}
        case _:
            assert_never(form)


def year_labels(section: PlannedSection, words: Locale) -> Labels:
    """Label the first work of each year in each group, where it would have a number.

    A year before every work would be a column of equal years; and each reference has its year anyway, so that
    the first work on a page needs no label. Works that have not appeared yet come first, without a label.
    """
    labels: Labels = {}
    for items, numbering, _ in _groups(section):
        if numbering == "none":
            continue
        above: str | None = None
        for item in items:
            year = item.content.year if isinstance(item.content, Publication) else None
            label = "" if year is None else str(year) if year else words.no_date
            labels[item.id] = None if label in ("", above) else label
            above = label
    return labels


def number_labels(section: PlannedSection) -> dict[str, str]:
    """Number the items of a section: item id -> label such as `3.` or, with a prefix, `J3`.

    Each group counts separately, except groups that continue: upwards from the end of the previous such group, or
    downwards from the total of all such groups. What is below a numbered item has the label "".
    """
    groups = _groups(section)
    counting_down = sum(len(items) for items, numbering, _ in groups if numbering == "continuous-descending")
    counting_up = 0
    labels: dict[str, str] = {}
    for numbered_items, numbering, prefix in groups:
        size = len(numbered_items)
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
        labels |= {item.id: f"{prefix}{number}{stop}" for item, number in zip(numbered_items, numbers, strict=True)}
        below = (inner for item in numbered_items for inner in walk_item(item) if inner is not item)
        labels |= {inner.id: "" for inner in below}
    return labels


def _groups(section: PlannedSection) -> list[tuple[tuple[PlannedItem, ...], Numbering, str]]:
    """Return the items that are numbered together, their numbering and prefix. Items outside of groups come first."""
    loose = tuple(item for item in section.items if not isinstance(item.content, PublicationGroup | ItemGroup))
    return [
        (loose, section.numbering, ""),
        *(
            (item.children, item.content.numbering or section.numbering, item.content.prefix)
            for item in section.items
            if isinstance(item.content, PublicationGroup | ItemGroup)
        ),
    ]
