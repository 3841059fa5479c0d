"""A file of text against what it must hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cvtex.diagnostics import Diagnostic, Span, error


def missing_texts(text: str, promised: Iterable[tuple[str, Span]]) -> Iterator[Diagnostic]:
    """What does not stand in the text, in the order of what does. White space is folded."""
    folded = " ".join(text.split())
    place = 0
    for one, span in promised:
        wanted = " ".join(one.split())
        found = folded.find(wanted, place)
        if found < 0:
            yield error(f"'{wanted}' is missing from the text that was written", span)
        else:
            place = found + len(wanted)
