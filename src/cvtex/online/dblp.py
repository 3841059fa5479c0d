"""DBLP: the bibliography of a person's page, as BibTeX. https://dblp.org/faq/How+to+use+the+dblp+search+API"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cvtex.importers.works.bibtex_works import works_of_bibtex
from cvtex.online.asking import Asking
from cvtex.online.client import ServiceError
from cvtex.sync.finding import Finding, Sought

BASE: Final = "https://dblp.org"
_PID: Final = re.compile(r"\w+/[\w-]+(?:/\w+)?", re.ASCII)


def of_owner(asking: Asking, sought: Sought) -> Iterator[Finding]:
    if not _PID.fullmatch(sought.dblp):
        raise ServiceError(f"'{sought.dblp}' is no pid, such as 65/9612")
    answer = asking.answer(f"pid/{sought.dblp}.bib", accept="application/x-bibtex, text/plain")
    if answer.data is None:
        raise ServiceError(f"there is no person {sought.dblp}")
    works = works_of_bibtex("dblp", answer.data)
    if not works and answer.data.strip():
        raise asking.nonsense(answer, "BibTeX")
    for work in works:
        yield Finding(work, "dblp", answer.day, of_owner=True)
