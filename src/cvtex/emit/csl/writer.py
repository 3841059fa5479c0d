"""Works -> a list in CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterator

from cvtex.emit.csl.items import csl_item
from cvtex.emit.promises import PrintedText, Promises
from cvtex.emit.writer import Manuscript, WrittenFile
from cvtex.model.work import Work
from cvtex.value import Value, json_lines


class CslWriter(Value):
    """Writes one item for each printed work, in their order."""

    def write(self, manuscript: Manuscript) -> WrittenFile:
        items = [csl_item(work) for work in manuscript.works]
        return WrittenFile(json_lines(items))

    def promises(self, manuscript: Manuscript) -> Promises:
        texts = (
            PrintedText(number, text, entry.span)
            for number, (work, entry) in enumerate(zip(manuscript.works, manuscript.entries, strict=True), 1)
            for text in _promised(work)
        )
        return Promises((), tuple(texts), frozenset(), ())


def _promised(work: Work) -> Iterator[str]:
    """Yield key, people, date, and what a reader searches a work by, in the order of the reader of the format."""
    yield f"id: {work.key}"
    for role, people in (("author", work.authors), ("editor", work.editors), ("translator", work.translators)):
        names = [
            " | ".join(part for part in (one.particle, one.family, one.suffix, one.given) if part) for one in people
        ]
        names += ["others"] if role == "author" and work.has_more_authors else []
        yield from (f"{role} {number} of {len(names)}: {name}" for number, name in enumerate(names, 1))
    dates = ("-".join(map(str, date)) for date in (work.date, work.end_date) if date)
    if date := " to ".join(dates) or work.year:
        yield f"issued: {date}"
    texts = {"title": work.title, "container-title": work.container, "volume": work.volume, "DOI": work.doi}
    yield from (f"{name}: {text}" for name, text in texts.items() if text)
