"""Build result -> why an item is printed or omitted, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cvtex.build.final_plan import FitResult
from cvtex.build.results import BuildResult
from cvtex.diagnostics import counted
from cvtex.fit.explain import Reason, explain
from cvtex.model.exclusion import message_of
from cvtex.model.ids import Id, is_in_section
from cvtex.model.items import Item
from cvtex.model.plan import ItemGroup, LeftOut, Plan, PlannedItem, PlannedSection, Weight, walk_item
from cvtex.model.sections import PublicationGroup
from cvtex.text.richtext import plain


def matching(built: BuildResult, wanted: str) -> tuple[Id, ...]:
    """Find items by id or citation key, or sections and groups by id or title, or else items by words of titles."""
    assert built.variant is not None
    plan = built.variant.plan
    names = {item.id: item.name for item in plan.walk() if not item.is_container}
    names |= {left.id: left.name for left in plan.left_out}
    if same := tuple(id_ for id_ in names if id_ == wanted):
        return same
    keys = [item.id for work, item in plan.works() if work.key == wanted]
    keys += [item.id for item in plan.walk() if isinstance(item.content, Item) and item.content.id == wanted]
    keys += [left.id for left in plan.left_out if left.key == wanted]
    words = wanted.casefold().split()
    sections = [section.id for section in plan.sections if _is_called(section, wanted)]
    groups = [item.id for item in plan.walk() if _is_group(item) and wanted in (item.id, item.name)]
    return (
        tuple(dict.fromkeys(keys))
        or tuple(sections)
        or tuple(groups)
        or tuple(id_ for id_, name in names.items() if words and all(word in name.casefold() for word in words))
    )


def _is_called(section: PlannedSection, wanted: str) -> bool:
    """Whether this is the section's id, or its title in any language."""
    titles = (plain(part) for parts in section.title.full.values() for part in parts) if section.title else ()
    return wanted == section.id or wanted.casefold() in map(str.casefold, titles)


def explanation(built: BuildResult, id_: Id) -> Iterator[str]:
    """Yield a line that says whether the item is printed, then lines that say why."""
    assert built.variant is not None
    assert built.plan is not None
    plan, possible = built.plan, built.variant.plan
    if section := next((one for one in possible.sections if one.id == id_), None):
        yield from _section(built, section)
        return
    by_rule = {left.id: left for left in possible.left_out}
    if id_ in by_rule:
        left = by_rule[id_]
        yield f"{left.name} ({id_}, {left.span}): left out: {message_of(left.reason)}"
        return
    candidates = {item.id: item for item in possible.walk()}
    item = candidates[id_]
    if _is_group(item):
        yield from _group(built, item)
        return
    head = f"{item.name} ({id_}, {item.span})"
    weight = f"priority {_priority(item.weight)}, {counted(item.weight.points, 'point')}"
    present = {one.id: one for one in plan.walk()}
    if id_ in present:
        form = "in its short form" if present[id_].is_short else "in full"
        yield f"{head}: printed {form}{_where(built, id_)}"
        yield f"  {weight}"
        return
    gone = next((left for left in plan.left_out if left.id == id_), None)
    yield f"{head}: left out: {message_of(gone.reason) if gone else _above(item, candidates)}"
    yield f"  {weight}"
    beside = next((other for other in candidates.values() if item.is_beside and item in other.children), None)
    if beside:
        yield f"  it is printed only beside '{beside.name}'"
    if built.fit is not None:
        yield from _reasons(built.fit, candidates, beside.id if beside else id_)


def _section(built: BuildResult, section: PlannedSection) -> Iterator[str]:
    """Yield how many of the section's items are printed, and those that a limit leaves out."""
    assert built.plan is not None
    title = str(section.title) if section.title else section.id
    here = (one for one in built.plan.sections if one.id == section.id)
    printed = sum(not item.is_container for one in here for item in Plan.walk_section(one))
    gone = [left for left in built.plan.left_out if is_in_section(left.id, section.id)]
    yield from _parts(built, f"{title} ({section.id}, {section.span})", section.id, printed, gone)


def _group(built: BuildResult, group: PlannedItem) -> Iterator[str]:
    """Yield the same for a group of items or works."""
    assert built.plan is not None
    ids = {item.id for item in walk_item(group)}
    printed = sum(item.id in ids and not item.is_container for item in built.plan.walk())
    gone = [left for left in built.plan.left_out if left.id in ids]
    yield from _parts(built, f"{group.name} ({group.id}, {group.span})", group.id, printed, gone)


def _parts(built: BuildResult, head: str, id_: Id, printed: int, gone: Sequence[LeftOut]) -> Iterator[str]:
    state = f"{printed} of {counted(printed + len(gone), 'item')} printed" if printed else "left out"
    yield f"{head}: {state}{_where(built, id_)}"
    yield from (f"  left out: {left.name} ({left.id}): {message_of(left.reason)}" for left in gone)


def _is_group(item: PlannedItem) -> bool:
    return isinstance(item.content, ItemGroup | PublicationGroup)


def _priority(weight: Weight) -> str:
    return "must" if weight.is_must else str(weight.level)


def _where(built: BuildResult, id_: str) -> str:
    if built.typeset is None or built.facts is None:
        return ""
    block = next((block.id for block in built.typeset.document.blocks if block.item == id_), None)
    page = built.facts.page_of(block) if block else None
    return f", on page {page}" if page else ""


def _above(item: PlannedItem, candidates: dict[Id, PlannedItem]) -> str:
    above = next((other for other in candidates.values() if item in other.children), None)
    return f"it belongs to '{above.name}', which is left out" if above else "its section is left out"


def _reasons(fit: FitResult, candidates: dict[Id, PlannedItem], id_: str) -> Iterator[str]:
    reason = explain(fit.problem, fit.solution, id_)
    names: dict[str, str] = {key: item.name for key, item in candidates.items()}
    yield from (f"  {line}" for line in _reason_lines(reason, fit, names))


def _reason_lines(reason: Reason, fit: FitResult, names: dict[str, str]) -> Iterator[str]:
    def named(ids: tuple[str, ...]) -> str:
        return ", ".join(f"'{names.get(id_, id_)}'" for id_ in ids)

    if reason.limit:
        yield "items of greater weight use up the limit on their number"
    if reason.requires:
        yield f"it is printed only together with {named(reason.requires)}"
    free = ", ".join(_lines_down(length, fit) for length in reason.free)
    yield f"it needs {_lines(reason.needs, fit)} with its headings; free at the foot of the pages: {free}"
    if reason.out:
        yield f"the cheapest swap: omit {named(reason.out)}"
    if reason.shortened:
        yield f"to make room, shorten {named(reason.shortened)}"
    if not reason.out and not reason.shortened and not reason.limit:
        yield "it does not fit beside the items marked 'must', even alone"
    if reason.more_room is not None:
        yield f"it would be printed if each page were {_lines(reason.more_room, fit)} longer"
    if reason.tier is not None:
        yield f"it would be printed with a priority of {reason.tier // 2}"


def _lines_down(length: int, fit: FitResult) -> str:
    return counted(length // fit.line, "line")


def _lines(length: int, fit: FitResult) -> str:
    return counted(-(-length // fit.line) if fit.line else 0, "line")
