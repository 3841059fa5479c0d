"""A planned contribution to science -> the same with its products: the works that stand for it."""

from __future__ import annotations

from collections.abc import Sequence

from cvtex.model.ids import child_id
from cvtex.model.items import Contribution
from cvtex.model.located import LocatedStr
from cvtex.model.plan import Plan, PlannedItem, PlannedSection, Product, Publication
from cvtex.model.profile import Profile
from cvtex.select.publication_facts import PublicationFacts
from cvtex.value import replace


def with_products(item: PlannedItem, works: Sequence[PublicationFacts], *, is_below: bool) -> PlannedItem:
    """Name the works of a contribution, or of each one in a group, by the keys under which they are printed.

    `is_below`: they are listed below it. Then they are left out before the contribution itself.
    """
    content = item.content
    if not isinstance(content, Contribution):
        return replace(item, children=tuple(with_products(one, works, is_below=is_below) for one in item.children))
    by_key = {key: work for work in works for key in work.keys}
    found = [(by_key[key], key.span) for key in content.products if key in by_key]
    keys = tuple(LocatedStr(work.key, span) for work, span in found)
    weight = replace(item.weight, is_must=False)
    children = (
        PlannedItem(child_id(item.id, "products", place), Product(work.key), weight, work.span, work.title or work.key)
        for place, (work, _) in enumerate(found)
    )
    return replace(item, content=replace(content, products=keys), children=tuple(children) if is_below else ())


def with_products_printed(sections: Sequence[PlannedSection], profile: Profile) -> list[PlannedSection]:
    """Where the funder lists the works of contributions elsewhere, those works are musts there."""
    wanted = {
        str(key)
        for section in sections
        if section.part and profile.parts[section.part.name].products == "elsewhere"
        for item in Plan.walk_section(section)
        if isinstance(item.content, Contribution)
        for key in item.content.products
    }
    return [replace(one, items=tuple(_wanted(item, wanted) for item in one.items)) for one in sections]


def _wanted(item: PlannedItem, keys: set[str]) -> PlannedItem:
    content = item.content
    if isinstance(content, Publication) and content.key in keys:
        return replace(item, weight=replace(item.weight, is_must=True))
    return replace(item, children=tuple(_wanted(child, keys) for child in item.children)) if item.children else item
