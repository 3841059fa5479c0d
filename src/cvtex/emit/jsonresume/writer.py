"""A manuscript -> JSON Resume, with everything that is printed in `sections`."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, Final

from cvtex.emit.blocks import Block, Header, Heading, Name, map_texts
from cvtex.emit.items import ItemComposer
from cvtex.emit.jsonresume.basics import basics
from cvtex.emit.jsonresume.entries import Entries
from cvtex.emit.promises import Promises, promises_of
from cvtex.emit.writer import Manuscript, WrittenFile
from cvtex.locales.locale import locale_of
from cvtex.text.readable import with_readable_signs
from cvtex.text.richtext import plain
from cvtex.value import Value, replace

_SCHEMA: Final = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


class JsonResumeWriter(Value):
    def write(self, manuscript: Manuscript) -> WrittenFile:
        shown = _readable(manuscript)
        printed: defaultdict[str, tuple[Block, ...]] = defaultdict(tuple)
        for block in shown:
            printed[block.item] += (block,)
        resume: dict[str, Any] = {"$schema": _SCHEMA, "basics": {"name": manuscript.metadata.author}}
        if plan := manuscript.plan:
            words = locale_of(plan.language)
            composer = ItemComposer(plan.variant, plan.language, plan.short, words, plan.counts)
            works = {work.key: work for work in manuscript.works}
            if manuscript.owner:
                resume["basics"] = basics(manuscript.owner, composer)
            resume |= Entries(composer, dict(printed), works).of(plan)
        resume["sections"] = _sections(shown)
        return WrittenFile((json.dumps(resume, ensure_ascii=False, indent=2) + "\n").encode())

    def promises(self, manuscript: Manuscript) -> Promises:
        return promises_of(_readable(manuscript), str)


def _readable(manuscript: Manuscript) -> tuple[Block, ...]:
    """The blocks with raised figures as Unicode has them: 10⁶ is not 106."""
    return tuple(replace(block, content=map_texts(block.content, with_readable_signs)) for block in manuscript.shown)


def _sections(shown: tuple[Block, ...]) -> list[dict[str, Any]]:
    """All printed texts: a list of lines below each heading; the first heading is the name."""
    sections: list[dict[str, Any]] = []
    for block in shown:
        texts = [text for one in block.texts if (text := plain(one).strip())]
        if isinstance(block.content, Heading) or not sections:
            sections.append({"title": "", "lines": []})
        if isinstance(block.content, Heading):
            sections[-1]["title"] = " ".join(texts)
        elif isinstance(block.content, Name | Header):
            sections[-1]["lines"] += texts
        elif texts:
            sections[-1]["lines"].append(", ".join(texts))
    return sections
