"""Works -> a list in CSL-JSON."""

from __future__ import annotations

import json

from cvtex.emit.csl.items import csl_item
from cvtex.emit.promises import PrintedText, Promises
from cvtex.emit.writer import Manuscript, WrittenFile
from cvtex.value import Value


class CslWriter(Value):
    """Writes one item for each printed work, in their order."""

    def write(self, manuscript: Manuscript) -> WrittenFile:
        items = [csl_item(work) for work in manuscript.works]
        return WrittenFile((json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode())

    def promises(self, manuscript: Manuscript) -> Promises:
        texts = (
            PrintedText(number, text, entry.span)
            for number, (work, entry) in enumerate(zip(manuscript.works, manuscript.entries, strict=True), 1)
            for text in (work.key, work.title, *(one.family for one in work.authors), work.doi)
            if text.strip()
        )
        return Promises((), tuple(texts), frozenset(), ())
