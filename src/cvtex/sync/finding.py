"""What a service answers about a work, whichever service it is."""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.importers.imported import ImportedWork
from cvtex.value import Value, field


class Notice(Value):
    """A notice about a work: what it is, the DOI of the notice, and its day, as far as they are known."""

    kind: str
    doi: str = ""
    day: str = ""

    @property
    def is_grave(self) -> bool:
        """Whether the work no longer counts."""
        return self.kind in {"retraction", "partial_retraction", "withdrawal", "removal", "expression_of_concern"}


class Finding(Value):
    """`of_owner`: the service lists it for the owner's own identifier. `day`: when the service said so.

    `is_hit`: of a search, so that it counts only for a work that is surely there. `people_ids`: ORCID iDs of authors by
    position. `notices` are about this work; `corrects` are DOIs of works that this work is a notice about.
    `appeared_as`: the DOI of the publication of which this is a preprint.
    """

    work: ImportedWork
    service: str
    day: str
    of_owner: bool = False
    is_hit: bool = False
    people_ids: Mapping[int, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    corrects: Mapping[str, Notice] = field(default_factory=dict)
    appeared_as: tuple[str, ...] = ()


class Sought(Value):
    """Whose works, and which: identifiers of the owner, and DOIs of works that are known.

    `searches`: title, author and year of works whose DOI is not known.
    """

    orcid: str = ""
    dblp: str = ""
    dois: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
