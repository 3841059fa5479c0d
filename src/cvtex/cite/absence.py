"""Works that do not name the CV's owner: a warning for each of them, or a single one if none does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cvtex.diagnostics import Diagnostic, warning
from cvtex.model.people import Owner

# With fewer works, each may have a reason of its own.
_MANY: Final = 3


def absence_message(key: str, owner: Owner) -> str:
    return f"'{key}' does not name {_shown(owner)}"


def in_one_warning(diagnostics: Sequence[Diagnostic], keys: Sequence[str], owner: Owner) -> tuple[Diagnostic, ...]:
    """Replace the warnings of all works by one if no work names the owner: then the name is wrong, or the file."""
    messages = {absence_message(key, owner) for key in keys}
    absent = [one for one in diagnostics if one.message in messages]
    if len(keys) < _MANY or len({one.message for one in absent}) < len(messages):
        return tuple(diagnostics)
    hint = "is this your .bib file? If so, correct owner.name, or add the name's forms in print to owner.other_names"
    whole = warning(f"none of the {len(keys)} works names {_shown(owner)}", absent[0].span, hint)
    return (*(one for one in diagnostics if one.message not in messages), whole)


def _shown(owner: Owner) -> str:
    return owner.name.whole or owner.name.family
