"""INSPIRE: the works of the author with an ORCID iD, as BibTeX. https://github.com/inspirehep/rest-api-doc"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cvtex.importers.tree import each, said
from cvtex.importers.works.bibtex_works import works_of_bibtex
from cvtex.online.asking import MAX_PAGES, Asking
from cvtex.online.client import ServiceError
from cvtex.sync.finding import Finding, Sought

BASE: Final = "https://inspirehep.net/api"
_SIZE: Final = 250
_NAME: Final = re.compile(r"[\w.'-]+\.\d+")


def of_owner(asking: Asking, sought: Sought) -> Iterator[Finding]:
    author = asking.json(f"orcid/{sought.orcid}")
    if author is None:
        raise ServiceError(f"it knows no author with the iD {sought.orcid}")
    names = [
        value.text
        for one in each(author.node, "metadata", "ids")
        if (kind := said(one, "schema")) and kind.text == "INSPIRE BAI" and (value := said(one, "value"))
    ]
    if not names or not _NAME.fullmatch(names[0]):
        raise ServiceError("its record of the author has no name to search for")
    for page in range(1, MAX_PAGES + 1):
        query = {"q": f"a {names[0]}", "size": str(_SIZE), "page": str(page), "format": "bibtex"}
        answer = asking.answer("literature", query, "application/x-bibtex")
        works = works_of_bibtex("inspire", answer.data or b"")
        if not works and (answer.data or b"").strip():
            raise asking.nonsense(answer, "BibTeX")
        for work in works:
            yield Finding(work, "inspire", answer.day, of_owner=True)
        if len(works) < _SIZE:
            return
