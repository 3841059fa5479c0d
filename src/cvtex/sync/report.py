"""A proposal -> sync.bib, whose entries can be applied by key, and sync.md with the reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from cvtex.diagnostics import counted
from cvtex.emit.markdown.escaping import code_span
from cvtex.sync.bib_edit import entry_text
from cvtex.sync.proposal import KINDS, Kind, Proposal, Proposed
from cvtex.sync.sought import Unknown

_TITLES: Final[dict[Kind, tuple[str, str]]] = {
    "retracted": ("Retracted", "These no longer count. Decide what your CV says of them."),
    "corrected": ("Corrected", "There is a correction, or another notice."),
    "appeared": ("Appeared", "In your .bib files these are preprints or not yet published."),
    "new": ("New", "Your .bib files do not have these."),
    "missing": ("Incomplete", "Your entries lack what services know."),
    "differs": (
        "Differing",
        "In sync.bib, a service's value is a comment: take away its % before you apply the entry.",
    ),
    "uncertain": ("Not sure", "These may be a namesake's, or works that you have. They are not in sync.bib."),
}
_UNKNOWN: Final = "No service that answered has these, or none was asked for them."
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~$&!])")
_LONGEST: Final = 500
_BIB_BEGINS: Final = "% Proposed by cvtex sync"
_REPORT_BEGINS: Final = "# What services know"
_HEAD: Final = f"""\
{_BIB_BEGINS} on {{day}}; the reasons are in sync.md.
% cvtex sync --apply KEY takes an entry into your .bib file, as it stands here.

"""


def proposal_bib(proposed: Iterable[Proposed], day: str) -> str:
    entries = [
        entry_text(one.type, one.key, one.fields, one.doubtful)
        for one in proposed
        if one.fields and one.kind != "uncertain"
    ]
    return _HEAD.format(day=day) + "\n".join(entries)


def proposal_report(proposal: Proposal, unknown: Sequence[Unknown], asked: Iterable[str], day: str) -> str:
    """`asked`: a line for each service."""
    proposed = proposal.proposed
    lines = [f"{_REPORT_BEGINS} ({day})", "", *(f"- {_plain(one)}" for one in asked)]
    if not proposed:
        lines += ["", "Nothing is new, missing or different."]
    for kind in KINDS:
        some = [one for one in proposed if one.kind == kind]
        if not some:
            continue
        title, remark = _TITLES[kind]
        lines += ["", f"## {title}", "", remark, ""]
        for one in some:
            lines.append(
                f"- {code_span(one.key)}: {_plain(one.title) or 'without a title'}"
                if _has_key(one)
                else f"- {_plain(one.title)}"
            )
            lines += [f"  - {_plain(each.text)}" for each in one.remarks]
            lines.append(f"  - asked: {_plain(', '.join(one.seen))}")
    if unknown:
        lines += ["", "## Unknown", "", _UNKNOWN, ""]
        lines += [
            f"- {code_span(one.key)}: {_plain(one.title) or 'without a title'}\n  - {_plain(one.why)}"
            for one in unknown
        ]
    return "\n".join(lines) + "\n"


def is_proposal(text: bytes) -> bool:
    """Whether a file is one of an earlier proposal, which a new one replaces."""
    return not text.strip() or text.startswith((_BIB_BEGINS.encode(), _REPORT_BEGINS.encode()))


def summary(proposal: Proposal, unknown: Sequence[Unknown]) -> list[str]:
    """`1 work retracted`, `3 works new`: a line for each kind."""
    counts = {_TITLES[kind][0].lower(): sum(one.kind == kind for one in proposal.proposed) for kind in KINDS}
    counts["unknown to them"] = len(unknown)
    return [f"  {counted(count, 'work')} {title}" for title, count in counts.items() if count]


def _has_key(one: Proposed) -> bool:
    return one.is_update or one.kind != "uncertain"


def _plain(text: str) -> str:
    """Untrusted text as Markdown that is nothing but text."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]} ..."
    return _SPECIAL.sub(r"\\\1", text)
