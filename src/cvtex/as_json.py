"""Results -> JSON for programs: names as in the values, places as file, line and column."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from cvtex.accounts import Account
from cvtex.diagnostics import Diagnostic, Span


def diagnostics_as_json(diagnostics: Iterable[Diagnostic]) -> str:
    values = [
        {"severity": d.severity, "message": d.message, "hint": d.hint, **_place(d.span)} for d in diagnostics
    ]
    return text_of(values)


def _place(span: Span | None) -> dict[str, str | int]:
    return {"file": span.file, "line": span.line, "column": span.column, "length": span.length} if span else {}


def accounts_as_json(accounts: Iterable[Account]) -> str:
    return text_of([_account(account) for account in accounts])


def _account(account: Account) -> dict[str, Any]:
    return {
        "key": account.key,
        "file": account.span.file,
        "line": account.span.line,
        "type": account.type,
        "title": account.title,
        "year": account.year,
        "authors": list(account.authors),
        "owner": {
            "verdict": account.verdict,
            "matches": [
                {"role": one.role, "position": one.position, "of": one.of, "name": one.name, "form": one.form}
                for one in account.owner
            ],
            "near_misses": list(account.near_misses),
        },
        "status": account.status,
        "reason": account.reason,
        "section": account.section,
    }


def text_of(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
