"""Build result -> a report for programs; two reports -> their changes. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cvtex import __version__
from cvtex.build.final_plan import FitResult
from cvtex.build.results import BuildResult
from cvtex.model.exclusion import message_of
from cvtex.model.plan import PlannedItem
from cvtex.model.priority import KEPT_AS, NORMAL
from cvtex.model.profile import Profile
from cvtex.value import Value

# TeX's scaled points in a bp (1/72 inch).
SP_PER_BP = 65536 * 72.27 / 72
VERSION = 1


def report_of(built: BuildResult, name: str) -> dict[str, Any]:
    """Build result -> JSON values, with lengths in bp. Unknown values are null."""
    appearance = built.variant.appearance if built.variant else None
    return {
        "report": VERSION,
        "cvtex": __version__,
        "variant": name,
        "status": built.status,
        "profile": _profile(appearance.profile) if appearance and appearance.profile else None,
        "outputs": [{"format": one.format, "is_sound": one.data is not None} for one in built.outputs],
        "pages": list(_pages(built)),
        "limit": appearance.demands.pages if appearance else None,
        "value": _value(built.fit),
        "items": list(_items(built)),
        "left_out": list(_left_out(built)),
        "diagnostics": [
            {"severity": one.severity, "message": one.message, "place": str(one.span) if one.span else None}
            for one in built.diagnostics
        ],
    }


def _profile(profile: Profile) -> dict[str, str]:
    return {"title": profile.title, "version": profile.version, "checked": str(profile.checked)}


def _pages(built: BuildResult) -> Iterator[dict[str, Any]]:
    fit = built.fit
    for number in range(1, built.facts.pages + 1) if built.facts else ():
        used = fit.used[number - 1] if fit and number <= len(fit.used) else None
        room = fit.problem.room if fit else None
        yield {
            "page": number,
            "used": _bp(used),
            "room": _bp(room),
            "fill": round(used / room, 4) if used is not None and room else None,
        }


def _value(fit: FitResult | None) -> dict[str, Any] | None:
    """`optimum` and `bound` as [tier, points], highest tier first; equal if the choice is proved optimal."""
    if fit is None:
        return None
    return {
        "optimum": [list(pair) for pair in fit.solution.value],
        "bound": [list(pair) for pair in fit.solution.bound],
        "is_optimal": fit.solution.is_optimal,
    }


def _items(built: BuildResult) -> Iterator[dict[str, Any]]:
    if built.plan is None:
        return
    facts, blocks = built.facts, built.typeset.document.blocks if built.typeset else ()
    pages = {block.item: facts.page_of(block.id) for block in reversed(blocks)} if facts else {}
    heights = dict(_heights(built))
    for section in built.plan.sections:
        for item in built.plan.walk_section(section):
            if not item.is_container:
                yield {
                    **_item(item),
                    "section": section.id,
                    "form": "short" if item.is_short else "full",
                    "page": pages.get(item.id),
                    "height": _bp(heights.get(item.id)),
                }


def _heights(built: BuildResult) -> Iterator[tuple[str, int]]:
    fit = built.fit
    if fit is None:
        return
    chosen = fit.solution.chosen
    for node in fit.problem.walk():
        for option in node.options:
            if chosen.get(node.id) == option.name:
                yield node.id, sum(box.height for box in option.boxes)


def _item(item: PlannedItem) -> dict[str, Any]:
    weight = item.weight
    return {
        "id": item.id,
        "name": item.name,
        "place": str(item.span),
        "priority": "must" if weight.is_must else (item.stated or NORMAL).level,
        "kept_as": None if weight.is_must else KEPT_AS.get(weight.level),
        "points": weight.points,
    }


def _left_out(built: BuildResult) -> Iterator[dict[str, Any]]:
    if built.plan is None or built.variant is None:
        return
    planned = {item.id: item for item in built.variant.plan.walk()}
    for left in built.plan.left_out:
        known = {"id": left.id, "name": left.name, "place": str(left.span)}
        item = planned.get(left.id)
        yield {**(_item(item) if item else known), "reason": message_of(left.reason)}


def _bp(length: int | None) -> float | None:
    return None if length is None else round(length / SP_PER_BP, 2)


class Change(Value):
    """`kind`: came, went, shortened or lengthened."""

    kind: str
    id: str
    name: str


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """Older and newer report -> the items that came, went, or changed their form.

    Raises ValueError if either is not a report of this version.
    """
    before, after = _printed(old), _printed(new)
    found = [Change("came", id_, item["name"]) for id_, item in after.items() if id_ not in before]
    found += [Change("went", id_, item["name"]) for id_, item in before.items() if id_ not in after]
    for id_, item in after.items():
        if id_ in before and before[id_]["form"] != item["form"]:
            found.append(Change("shortened" if item["form"] == "short" else "lengthened", id_, item["name"]))
    return tuple(found)


def _printed(report: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    if not isinstance(report, Mapping) or report.get("report") != VERSION or not isinstance(report.get("items"), list):
        raise ValueError("not a report of this version of cvtex")
    items = {
        item["id"]: item
        for item in report["items"]
        if isinstance(item, Mapping) and {"id", "name", "form"} <= item.keys()
    }
    if len(items) != len(report["items"]):
        raise ValueError("not a report of this version of cvtex")
    return items
