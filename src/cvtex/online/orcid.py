"""ORCID's public API, version 3.0: a record, and its works in full.

https://info.orcid.org/documentation/api-tutorials/
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from cvtex.importers.imported import SourceFile
from cvtex.importers.located_json import read_json
from cvtex.importers.orcid.record import preferred
from cvtex.importers.orcid.works import orcid_works
from cvtex.importers.tree import each, said
from cvtex.model.node import Node
from cvtex.online.answer_cache import Answer
from cvtex.online.asking import Asking, Told
from cvtex.online.client import ServiceError
from cvtex.sync.finding import Finding, Sought
from cvtex.text.web_address import read_doi

BASE: Final = "https://pub.orcid.org/v3.0"
_BATCH: Final = 100
_ISSN: Final = re.compile(r"issn:\s*(\d{4}-\d{3}[\dX])", re.IGNORECASE)


def of_owner(asking: Asking, sought: Sought) -> Iterator[Finding]:
    told = asking.json(f"{sought.orcid}/works")
    if told is None:
        raise ServiceError(f"there is no record {sought.orcid}")

    def ask(codes: Sequence[str]) -> Told | None:
        return asking.json(f"{sought.orcid}/works/{','.join(codes)}")

    for whole in asking.in_batches(_codes(told.node, "group"), _BATCH, ask):
        for work in orcid_works(whole.node).value.works:
            yield Finding(work, "orcid", whole.day, of_owner=True)


def record(asking: Asking, orcid: str, names_of: NamesOf, titles_of: TitlesOf) -> SourceFile:
    """A whole public record, whose works have their authors: from ORCID, or else from `names_of` their DOIs.

    Of journals for which somebody reviewed, a record has the ISSN alone.
    """
    answer = asking.answer(f"{orcid}/record")
    if answer.data is None:
        raise ServiceError(f"there is no record {orcid}")
    read = read_json("orcid", answer.data)
    if read.value is None:
        raise asking.nonsense(answer, "JSON")

    def ask(codes: Sequence[str]) -> Any:
        works = asking.answer(f"{orcid}/works/{','.join(codes)}")
        return None if works.data is None else _decoded(asking, works)

    full: dict[str, dict[str, Any]] = {}
    for works in asking.in_batches(_codes(read.value, "activities-summary", "works", "group"), _BATCH, ask):
        full |= {str(work["put-code"]): work for work in _works(works)}
    tree = _decoded(asking, answer)
    shown: list[dict[str, Any]] = []
    for group in _groups(tree, "works"):
        summaries = group.get("work-summary")
        if isinstance(summaries, list):
            some = [full.get(str(one.get("put-code")), one) for one in summaries if isinstance(one, dict)]
            group["work-summary"] = some
            shown += some
    lacking = {doi: work for work in shown if not _has_people(work) and (doi := _doi(work))}
    for doi, people in (names_of(tuple(lacking)) if lacking else {}).items():
        if work := lacking.get(doi):
            work["contributors"] = {"contributor": [{"credit-name": {"value": name}} for name in people]}
    _name_journals(tree, titles_of)
    return SourceFile(f"{orcid}.json", json.dumps(tree, ensure_ascii=False, indent=1).encode(errors="replace"))


NamesOf = Callable[[tuple[str, ...]], Mapping[str, tuple[str, ...]]]
"""DOIs in small letters -> the names of their authors, of those that are known."""


TitlesOf = Callable[[tuple[str, ...]], Mapping[str, str]]
"""ISSNs -> the titles of these journals, of those that are known."""


def _name_journals(tree: Any, titles_of: TitlesOf) -> None:
    by_issn: dict[str, list[dict[str, Any]]] = {}
    for group in _groups(tree, "peer-reviews"):
        inner = [one for one in group.get("peer-review-group") or () if isinstance(one, dict)]
        reviews = [review for one in inner for review in one.get("peer-review-summary") or ()]
        if issn := _issn(group):
            by_issn.setdefault(issn, []).extend(one for one in reviews if isinstance(one, dict))
    for issn, title in (titles_of(tuple(by_issn)) if by_issn else {}).items():
        for review in by_issn.get(issn, ()):
            review["subject-container-name"] = review.get("subject-container-name") or {"value": title}


def _issn(group: dict[str, Any]) -> str:
    ids = group.get("external-ids")
    values = [one.get("external-id-value") for one in (ids.get("external-id") if isinstance(ids, dict) else None) or ()
              if isinstance(one, dict)]  # fmt: skip
    found = (_ISSN.fullmatch(one.strip()) for one in values if isinstance(one, str))
    return next((one[1].upper() for one in found if one), "")


def _has_people(work: dict[str, Any]) -> bool:
    contributors, citation = work.get("contributors"), work.get("citation")
    there = contributors.get("contributor") if isinstance(contributors, dict) else None
    return bool(there or citation)


def _doi(work: dict[str, Any]) -> str:
    ids = work.get("external-ids")
    for one in _list(ids, "external-id"):
        is_own = isinstance(one, dict) and one.get("external-id-relationship") in (None, "self", "SELF")
        if is_own and one.get("external-id-type") == "doi" and isinstance(one.get("external-id-value"), str):
            return read_doi(one["external-id-value"]).doi.casefold()
    return ""


def _codes(node: Node, *names: str) -> Iterator[str]:
    """Of each group of works, the number of the one that its owner prefers."""
    for group in each(node, *names):
        for one in preferred(each(group, "work-summary")):
            if (code := said(one, "put-code")) and code.text.isdecimal():
                yield code.text


def _decoded(asking: Asking, answer: Answer) -> Any:
    data = answer.data or b""
    # The depth is bounded by the reader that comes first.
    if read_json("orcid", data).value is None:
        raise asking.nonsense(answer, "JSON")
    return json.loads(data.decode("utf-8-sig", errors="replace"))


def _works(tree: Any) -> Iterator[dict[str, Any]]:
    for one in _list(tree, "bulk"):
        work = one.get("work") if isinstance(one, dict) else None
        if isinstance(work, dict) and "put-code" in work:
            yield {**work, "display-index": "1"}


def _groups(tree: Any, kind: str) -> Iterator[dict[str, Any]]:
    for name in ("activities-summary", kind):
        tree = tree.get(name) if isinstance(tree, dict) else None
    yield from (one for one in _list(tree, "group") if isinstance(one, dict))


def _list(tree: Any, name: str) -> list[Any]:
    """The list under a name; [] if it is none."""
    found = tree.get(name) if isinstance(tree, dict) else None
    return found if isinstance(found, list) else []
