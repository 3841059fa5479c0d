"""Works -> how many of each class appeared in each year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from cvtex.model.bibliography import Entry
from cvtex.model.chart import WORK_CLASSES, Tally, WorkClass
from cvtex.model.plan import PlannedItem, Publication, walk_item
from cvtex.text.preprint_servers import PREPRINT_SERVER

# By type in the dialect of `cite/dialect.py`; all others are other works.
_CLASSES: Final[Mapping[str, WorkClass]] = {
    "article": "article",
    "inproceedings": "paper",
    **dict.fromkeys(("inbook", "incollection"), "chapter"),
    **dict.fromkeys(("book", "proceedings", "booklet"), "book"),
    **dict.fromkeys(("phdthesis", "mastersthesis"), "thesis"),
    **dict.fromkeys(("techreport", "manual"), "report"),
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
}
_MAY_BE_PREPRINTS: Final = frozenset({"misc", "online", "unpublished"})


def work_class(entry: Entry) -> WorkClass:
    """An article in a preprint server is a preprint, as is a work without a journal that has an eprint."""
    is_deposited = entry.type in _MAY_BE_PREPRINTS and bool(entry.tex("eprint"))
    if entry.status == "preprint" or is_deposited or "preprint" in entry.types:
        return "preprint"
    if entry.type == "article" and PREPRINT_SERVER.search(entry.tex("journal")):
        return "preprint"
    return _CLASSES.get(entry.type, "other")


def tallies(planned: Iterable[PlannedItem], classes: Mapping[str, WorkClass]) -> tuple[Tally, ...]:
    """`classes`: by citation key. Tallies by year and class."""
    works = (found.content for item in planned for found in walk_item(item))
    counted = Counter((work.year or 0, classes[work.key]) for work in works if isinstance(work, Publication))
    order = {name: place for place, name in enumerate(WORK_CLASSES)}
    return tuple(
        Tally(year, of, number)
        for (year, of), number in sorted(counted.items(), key=lambda pair: (pair[0][0], order[pair[0][1]]))
    )
