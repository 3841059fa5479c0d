"""A planned contribution to science -> the same with its products: the works that stand for it."""

from __future__ import annotations

from collections.abc import Sequence

from cvtex.model.ids import child_id
from cvtex.model.items import Contribution
from cvtex.model.plan import PlannedItem, Product
from cvtex.select.publication_facts import PublicationFacts
from cvtex.value import replace


def with_products(item: PlannedItem, works: Sequence[PublicationFacts]) -> PlannedItem:
    """Add the works of a contribution, or of each one in a group. They are left out before the contribution itself."""
    content = item.content
    if not isinstance(content, Contribution):
        return replace(item, children=tuple(with_products(child, works) for child in item.children))
    by_key = {key: work for work in works for key in work.keys}
    weight = replace(item.weight, is_must=False, is_whole=False)
    found = [by_key[key] for key in content.products if key in by_key]
    children = (
        PlannedItem(child_id(item.id, "products", place), Product(work.key), weight, work.span, work.title or work.key)
        for place, work in enumerate(found)
    )
    return replace(item, children=tuple(children))
