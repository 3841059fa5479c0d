"""Check sections whose items are grouped: by what all of their items have."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import assert_never

from cvtex.check.report import Report
from cvtex.diagnostics import Span
from cvtex.model import items
from cvtex.model.cv import Cv
from cvtex.model.dates import Dates, PartialDate
from cvtex.model.items import Item
from cvtex.model.sections import GrantsSection, GroupBy, PublicationsSection, group_by_of, groups_of, loose_items_of


def check_groups(cv: Cv, report: Report) -> None:
    wrong = _with_errors(cv, report)
    for section in cv.sections.values():
        for group in groups_of(section):
            if not group.items:
                report.warning("this group has no items, so it is not printed", group.span, "add items, or remove it")
        if isinstance(section, GrantsSection) and section.totals:
            _check_totals(section, report)
        group_by = group_by_of(section)
        if isinstance(section, PublicationsSection):
            if group_by and section.groups:
                message = f"`groups` is not used, since `group_by: {group_by}` makes the groups"
                report.warning(message, section.groups[0].span, "remove one of the two")
            continue
        if group_by is None:
            continue
        if groups := groups_of(section):
            hint = "remove `group_by`, or list the items under `items`"
            report.error("`group_by` stands beside `groups`", groups[0].span, hint)
        for item in _without(group_by, loose_items_of(section), cv.date):
            if item.span in wrong:
                continue
            report.warning(f"{_lack(group_by)}, so it stands above the groups", item.span, _cure(group_by))


def _check_totals(section: GrantsSection, report: Report) -> None:
    for grant in (*section.items, *(grant for group in section.groups for grant in group.items)):
        if grant.amount and grant.amount.number is None:
            message = f"the amount of '{grant.title}' is no sum that can be added up, so there is no total"
            place = grant.amount.text.span if grant.amount.text else grant.span
            report.warning(message, place, "write digits and a currency, such as 1249871 USD or $1,249,871")


def _without(group_by: GroupBy, members: Iterable[Item], today: PartialDate | None) -> Iterable[Item]:
    match group_by:
        case "year":
            return (item for item in members if not _has_date(item))
        case "term":
            return (item for item in members if isinstance(item, items.Course) and item.when is None)
        case "status":
            return (item for item in members if isinstance(item, items.Grant) and items.status_of(item, today) is None)
        case "level":
            return (item for item in members if not any(getattr(item, name, None) for name in ("level", "degree")))
        case _:
            assert_never(group_by)


def _with_errors(cv: Cv, report: Report) -> frozenset[Span]:
    """Where the items begin that have errors: what they seem to lack may be what cannot be read."""
    errors = [one.span for one in report.diagnostics if one.is_error and one.span]
    if not errors:
        return frozenset()
    sections = cv.sections.values()
    starts = sorted(
        {section.span for section in sections} | {item.span for section in sections for item in loose_items_of(section)}
    )
    return frozenset(starts[place - 1] for span in errors if (place := bisect_right(starts, span)))


def _has_date(item: Item) -> bool:
    if isinstance(item, items.Course):
        return item.when is not None
    return any(isinstance(getattr(item, name), Dates) for name in item.__struct_fields__)


def _lack(group_by: GroupBy) -> str:
    match group_by:
        case "year":
            return "this item has no date"
        case "term":
            return "this course has no term"
        case "status":
            return "this grant's dates do not tell its status"
        case "level":
            return "this item has no level"
        case _:
            assert_never(group_by)


def _cure(group_by: GroupBy) -> str:
    match group_by:
        case "year":
            return "add its date"
        case "term":
            return "add `terms`, or `dates`"
        case "status":
            return "add `status: active`, `pending` or `completed`; or its dates, and `date` at the top of the CV"
        case "level":
            return "add `level`: phd, postdoc, msc, bsc, or a text of your own"
        case _:
            assert_never(group_by)
