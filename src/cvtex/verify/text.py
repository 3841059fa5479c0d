"""Check a text file for the texts that it must contain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cvtex.diagnostics import Diagnostic, Span, error


def missing_texts(text: str, expected: Iterable[tuple[str, Span]]) -> Iterator[Diagnostic]:
    """Report texts that are not in `text` after the ones before them. Ignores differences in white space."""
    folded = " ".join(text.split())
    place = 0
    for one, span in expected:
        wanted = " ".join(one.split())
        found = folded.find(wanted, place)
        if found < 0:
            yield error(f"'{wanted}' is missing from the output", span)
        else:
            place = found + len(wanted)
