"""Build result -> why an item is printed or omitted, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from cvtex.build.final_plan import FitResult
from cvtex.build.results import BuildResult
from cvtex.diagnostics import counted
from cvtex.fit.explain import Reason, explain
from cvtex.model.cv import Cv
from cvtex.model.exclusion import ForOthers, message_of
from cvtex.model.ids import Id, is_in_section, section_id
from cvtex.model.items import Item
from cvtex.model.plan import Factor, ItemGroup, LeftOut, Plan, PlannedItem, PlannedSection, Weight, walk_item
from cvtex.model.priority import KEPT_AS, NORMAL, PRIORITY_WORDS
from cvtex.model.sections import METRIC_NAMES, PublicationGroup, PublicationsSection
from cvtex.model.text import Text
from cvtex.text.richtext import plain

_WORDS: Final = {priority.level: word for word, priority in PRIORITY_WORDS.items()}
_HIGHEST: Final = PRIORITY_WORDS["must"].level
_NORMAL: Final = "priority normal"
# Points in a weight are thousandths.
_SCALE: Final = 1000
# The first factors of an item are those of its section.
_OF_SECTION: Final = 2


def matching(built: BuildResult, cv: Cv, wanted: str) -> tuple[str, ...]:
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
    sections: list[str] = [
        one.id for one in plan.sections if _is_called(one.id, (one.title, one.section.title), wanted)
    ]
    printed = {id(one.section) for one in plan.sections}
    sections += [
        name for name, one in cv.sections.items() if id(one) not in printed and _is_called(name, (one.title,), wanted)
    ]
    groups = [item.id for item in plan.walk() if _is_group(item) and _is_group_called(item.id, item.name, wanted)]
    groups += [left.id for left in plan.left_out if _is_group_called(left.id, left.name, wanted)]
    return (
        tuple(dict.fromkeys(keys))
        or tuple(sections)
        or tuple(groups)
        or tuple(id_ for id_, name in names.items() if words and all(word in name.casefold() for word in words))
    )


def _is_called(id_: str, titles: Iterable[Text | None], wanted: str) -> bool:
    """Whether this is the section's id, or one of its titles in any language."""
    texts = (plain(part) for title in titles if title for parts in title.full.values() for part in parts)
    return wanted == id_ or wanted.casefold() in map(str.casefold, texts)


def _is_group_called(id_: str, name: str, wanted: str) -> bool:
    return wanted == id_ or wanted.casefold() == name.casefold()


def explanation(built: BuildResult, cv: Cv, id_: str) -> Iterator[str]:
    """Yield a line that says whether the item is printed, then lines that say why."""
    assert built.variant is not None
    assert built.plan is not None
    plan, possible = built.plan, built.variant.plan
    if section := next((one for one in possible.sections if one.id == id_), None):
        yield from _section(built, section)
        return
    by_rule: dict[str, LeftOut] = {left.id: left for left in possible.left_out}
    if id_ in by_rule:
        left = by_rule[id_]
        yield f"{left.name} ({id_}, {left.span}): left out: {message_of(left.reason)}"
        return
    candidates: dict[str, PlannedItem] = {item.id: item for item in possible.walk()}
    if id_ not in candidates:
        yield from _omitted_section(built, cv, id_)
        return
    item = candidates[id_]
    if _is_group(item):
        yield from _group(built, item)
        return
    head = f"{item.name} ({id_}, {item.span})"
    weight = f"  {_priority(item, built.fit)}; {_worth(item)}"
    present: dict[str, PlannedItem] = {one.id: one for one in plan.walk()}
    if id_ in present:
        form = "in its short form" if present[id_].is_short else "in full"
        yield f"{head}: printed {form}{_where(built, id_)}"
        yield weight
        return
    gone = next((left for left in plan.left_out if left.id == id_), None)
    yield f"{head}: left out: {message_of(gone.reason) if gone else _above(item, candidates)}"
    yield weight
    beside = next((other for other in candidates.values() if item.is_beside and item in other.children), None)
    if beside:
        yield f"  it is printed only beside '{beside.name}'"
    if built.fit is not None:
        yield from _reasons(built.fit, candidates, beside.id if beside else id_)


def _omitted_section(built: BuildResult, cv: Cv, name: str) -> Iterator[str]:
    """Yield why the variant has no such section, and what rules leave out of it."""
    assert built.variant is not None
    section, variant, plan = cv.sections[name], built.variant.variant, built.variant.plan
    gone = [left for left in plan.left_out if is_in_section(left.id, section_id(name))]
    if section.only and plan.variant not in section.only:
        reason = message_of(ForOthers(section.only))
    elif variant.sections is not None and all(view.section != name for view in variant.sections):
        reason = f"the variant '{plan.variant}' does not name it under 'sections'"
    else:
        reason = "nothing in it is for this variant" if gone else "it is empty, or no part of the funder's form"
    yield f"{section.title or name} ({name}, {section.span}): left out: {reason}"
    yield from map(_gone_line, gone)


def _section(built: BuildResult, section: PlannedSection) -> Iterator[str]:
    """Yield how many of the section's items are printed; and if a limit leaves out any, what each is worth."""
    title = str(section.title) if section.title else section.id
    yield from _parts(
        built, f"{title} ({section.id}, {section.span})", section.id, list(Plan.walk_section(section)), section.id
    )
    assert built.plan is not None
    yield from _metrics(section, built.plan.variant)


def _metrics(section: PlannedSection, variant: str) -> Iterator[str]:
    """Yield why numbers of its `metrics` are not printed."""
    metrics = section.section.metrics if isinstance(section.section, PublicationsSection) else None
    if metrics is None:
        return
    is_for_others = metrics.only and variant not in metrics.only
    why = message_of(ForOthers(metrics.only)) if is_for_others else "the profile forbids it"
    for name in (one for one in metrics.numbers if one not in section.metrics):
        yield f"  left out: {METRIC_NAMES[name]} ({metrics.span}): {why}"


def _group(built: BuildResult, group: PlannedItem) -> Iterator[str]:
    """Yield the same for a group of items or works."""
    yield from _parts(built, f"{group.name} ({group.id}, {group.span})", group.id, list(walk_item(group)), None)


def _parts(built: BuildResult, head: str, id_: Id, walked: Sequence[PlannedItem], section: Id | None) -> Iterator[str]:
    assert built.plan is not None
    assert built.variant is not None
    ids = {item.id for item in walked}
    printed = {item.id for item in built.plan.walk() if item.id in ids}
    whole = [item for item in walked if item.is_whole]
    by_rule = [left for left in built.variant.plan.left_out if section and is_in_section(left.id, section)]
    count = sum(item.id in printed for item in whole)
    state = (
        f"{count} of {counted(len(whole) + sum(left.is_whole for left in by_rule), 'item')} printed"
        if count
        else "left out"
    )
    yield f"{head}: {state}{_where(built, id_)}"
    reasons = {left.id: message_of(left.reason) for left in built.plan.left_out}
    rows = [
        _Row(
            item.weight,
            item.factors,
            "printed" if item.id in printed else "left out",
            f"{item.name} ({item.id})",
            () if item.id in printed else (reasons.get(item.id, "no room"),),
            _priority(item, built.fit),
        )
        for item in whole
    ]
    rows += [
        _Row(left.weight, left.factors, "left out", f"{left.name} ({left.id})", (message_of(left.reason),), "")
        for left in by_rule
        if left.weight
    ]
    if any(row.state == "left out" for row in rows):
        yield from _table(sorted(rows, key=lambda row: row.weight, reverse=True))
    yield from (_gone_line(left) for left in by_rule if left.weight is None)


class _Row(NamedTuple):
    weight: Weight
    factors: tuple[Factor, ...]
    state: str
    name: str
    why: tuple[str, ...]
    priority: str


def _table(rows: Sequence[_Row]) -> Iterator[str]:
    """Yield what all have in common, then a line for each with its worth and the factors that are its own."""
    common = [factor for factor in rows[0].factors[:_OF_SECTION] if all(factor in row.factors for row in rows)]
    yield f"  worth of a line: {' × '.join(map(_factor, common))} × ...; higher priorities come first"
    for row in rows:
        own = " × ".join(_factor(factor) for factor in row.factors if factor not in common)
        parts = [*row.why, row.priority if row.priority != _NORMAL else "", own]
        yield f"  {row.weight.points / _SCALE:5.2f}  {row.state:<8}  {row.name}: {'; '.join(filter(None, parts))}"


def _gone_line(left: LeftOut) -> str:
    return f"  left out: {left.name} ({left.id}): {message_of(left.reason)}"


def _is_group(item: PlannedItem) -> bool:
    return isinstance(item.content, ItemGroup | PublicationGroup)


def _priority(item: PlannedItem, fit: FitResult | None) -> str:
    """`priority normal`, or `kept as best of its section`."""
    weight = item.weight
    if weight.is_must:
        return "priority must"
    level = (item.stated or NORMAL).level
    if weight.level not in KEPT_AS:
        # An item ranks at least as high as what is below it.
        level = weight.level
    elif fit is None or _tier(fit, item.id) == weight.level:
        return f"kept as {KEPT_AS[weight.level]}"
    return f"priority {_WORDS.get(level, level)}"


def _tier(fit: FitResult, id_: str) -> int | None:
    """The tier in which the item counted for the solution."""
    node = next((node for node in fit.problem.walk() if node.id == id_), None)
    return max((tier for option in node.options for tier, _ in option.gains), default=None) if node else None


def _worth(item: PlannedItem) -> str:
    return f"worth {item.weight.points / _SCALE:.2f} a line: {' × '.join(map(_factor, item.factors))}"


def _factor(factor: Factor) -> str:
    return factor.what if factor.times == 1 else f"{factor.what} {factor.times:.2f}"


def _where(built: BuildResult, id_: str) -> str:
    if built.typeset is None or built.facts is None:
        return ""
    block = next((block.id for block in built.typeset.document.blocks if block.item == id_), None)
    page = built.facts.page_of(block) if block else None
    return f", on page {page}" if page else ""


def _above(item: PlannedItem, candidates: Mapping[str, PlannedItem]) -> str:
    above = next((other for other in candidates.values() if item in other.children), None)
    return f"it belongs to '{above.name}', which is left out" if above else "its section is left out"


def _reasons(fit: FitResult, candidates: Mapping[str, PlannedItem], id_: str) -> Iterator[str]:
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
    yield f"it needs {_lines(reason.needs, fit)} with its headings and gaps; free at the foot of the pages: {free}"
    if reason.out:
        yield f"the cheapest swap: omit {named(reason.out)}"
    if reason.shortened:
        yield f"to make room, shorten {named(reason.shortened)}"
    if not reason.out and not reason.shortened and not reason.limit:
        yield "it does not fit beside the items marked 'must', even alone"
    if reason.more_room is not None:
        yield f"it would be printed if each page were {_lines(reason.more_room, fit)} longer"
    if reason.tier is not None:
        yield f"it would be printed with a priority of {_enough(reason.tier)}"


def _enough(tier: int) -> str:
    """`51, such as high`: the lowest priority that suffices, and a word for it."""
    word = next((word for level, word in sorted(_WORDS.items()) if level >= tier), "must")
    return f"'{word}'" if tier > _HIGHEST or _WORDS.get(tier) == word else f"{tier}, such as '{word}'"


def _lines_down(length: int, fit: FitResult) -> str:
    return counted(length // fit.line, "line")


def _lines(length: int, fit: FitResult) -> str:
    return counted(-(-length // fit.line) if fit.line else 0, "line")
