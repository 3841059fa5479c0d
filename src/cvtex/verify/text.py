"""Check a file without pages, as read back, for what it must contain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cvtex.diagnostics import Diagnostic, Span, error
from cvtex.text.scripts.line_breaks import without_gaps
from cvtex.value import Value


class ReadBack(Value):
    """What a program finds in a file. None: the format has no links, or no bold text.

    `links`: the addresses of all links, without those that the format adds by itself. `bold`: the bold runs of text,
    in order. `problems`: why the file is not valid.
    """

    text: str
    links: frozenset[str] | None = None
    bold: tuple[str, ...] | None = None
    problems: tuple[str, ...] = ()


def broken_promises(
    found: ReadBack, expected: Iterable[tuple[str, Span]], links: frozenset[str], bold: Iterable[tuple[str, Span]] = ()
) -> Iterator[Diagnostic]:
    """Report texts, links and bold names that are missing, and links that nobody wrote. `expected`: in this order."""
    yield from (error(problem) for problem in found.problems)
    yield from missing_texts(found.text, expected)
    if found.links is not None:
        yield from (error(f"the link to {url} is missing from the output") for url in sorted(links - found.links))
        yield from (error(f"the output links to {url}, which was not written") for url in sorted(found.links - links))
    if found.bold is not None:
        # Other bold text may stand between two names.
        for problem in missing_texts("\n".join(found.bold), bold):
            yield error(f"{problem.message}, in bold", problem.span)


def missing_texts(text: str, expected: Iterable[tuple[str, Span]]) -> Iterator[Diagnostic]:
    """Report texts that are not in `text` after the ones before them. Ignores differences in white space."""
    folded = without_gaps(" ".join(text.split()))
    place = 0
    for one, span in expected:
        wanted = without_gaps(" ".join(one.split()))
        found = folded.find(wanted, place)
        if found < 0:
            yield error(f"'{wanted}' is missing from the output", span)
        else:
            place = found + len(wanted)
