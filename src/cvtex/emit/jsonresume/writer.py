"""A manuscript -> JSON Resume, with everything that is printed in `sections`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from cvtex.emit.blocks import (
    Block,
    Chart,
    Entry,
    FootnoteText,
    Header,
    Heading,
    Name,
    Numbered,
    Paragraph,
    Point,
    Row,
    Term,
    Titled,
)
from cvtex.emit.items import ItemComposer
from cvtex.emit.jsonresume.basics import Basics
from cvtex.emit.jsonresume.dates import end
from cvtex.emit.jsonresume.entries import Entries
from cvtex.emit.jsonresume.places import is_summary
from cvtex.emit.metrics import metrics_of
from cvtex.emit.promises import PrintedText, Promises, promises_of
from cvtex.emit.writer import Manuscript, WrittenFile
from cvtex.locales.locale import locale_of
from cvtex.model.dates import dates_of_day
from cvtex.model.plan import Plan, PlannedSection, Product, Publication, walk_item
from cvtex.model.sections import Metric, PublicationsSection
from cvtex.text.richtext import plain
from cvtex.value import Value, json_lines, replace

# The schema is released on npm only: the repository that its older addresses name is an archive.
_VERSION: Final = "1.3.1"
_SCHEMA: Final = f"https://cdn.jsdelivr.net/npm/@jsonresume/schema@{_VERSION}/schema.json"

_METRICS: Final[Mapping[Metric, str]] = {"citations": "citations", "h_index": "hIndex"}


class JsonResumeWriter(Value):
    def write(self, manuscript: Manuscript) -> WrittenFile:
        shown = manuscript.shown_plainly
        printed: defaultdict[str, tuple[Block, ...]] = defaultdict(tuple)
        for block in shown:
            printed[block.item] += (block,)
        resume: dict[str, Any] = {"$schema": _SCHEMA, "basics": {"name": manuscript.metadata.author}}
        if plan := manuscript.plan:
            words = locale_of(plan.language)
            composer = ItemComposer(plan.variant, plan.language, plan.short, words, plan.counts)
            works = {work.key: work for work in manuscript.works}
            if manuscript.owner:
                resume["basics"] = Basics(manuscript.owner, composer, _summary(plan, printed)).of()
            resume |= Entries(composer, printed, works).of(plan)
        resume["meta"] = {"version": f"v{_VERSION}"}
        resume["sections"] = _sections(shown, plan)
        if plan:
            resume["meta"]["language"] = str(plan.language)
            _add_metrics(resume["sections"], plan, composer)
        return WrittenFile(json_lines(resume))

    def promises(self, manuscript: Manuscript) -> Promises:
        shown = manuscript.shown_plainly
        found = promises_of(shown, str)
        return replace(found, texts=(*_works(manuscript, shown), *found.texts))


def _works(manuscript: Manuscript, shown: tuple[Block, ...]) -> Iterator[PrintedText]:
    """Yield title, people and DOI of each work. They stand before the texts of `sections`."""
    works = {work.key: work for work in manuscript.works}
    places = {block.item: block for block in reversed(shown)}
    seen: set[str] = set()
    for item in manuscript.plan.walk() if manuscript.plan else ():
        if isinstance(item.content, Publication | Product) and item.content.key not in seen:
            seen.add(item.content.key)
            work = works[item.content.key]
            for text in (work.title, *map(str, work.authors), work.doi):
                if text.strip():
                    yield PrintedText(places[item.id].id, text, item.span)


def _summary(plan: Plan, printed: Mapping[str, tuple[Block, ...]]) -> str:
    """Return the paragraphs of the first section that introduces the person."""
    for section in plan.sections:
        if is_summary(section.id):
            blocks = (block.content for item in section.items for block in printed.get(item.id, ()))
            return "\n\n".join(plain(content.text) for content in blocks if isinstance(content, Paragraph))
    return ""


def _sections(shown: tuple[Block, ...], plan: Plan | None) -> list[dict[str, Any]]:
    """All printed texts: a list of lines below each heading; the first heading is the name. A chart also in numbers.

    With what cv.yaml says of the section, so that it can be imported: its kind, and by what its items are grouped.
    """
    sections: list[dict[str, Any]] = []
    planned = _planned(plan)
    last: PlannedSection | None = None
    for block in shown:
        texts = [text for one in block.texts if (text := plain(one).strip())]
        here = planned.get(block.item)
        level = block.content.level if isinstance(block.content, Heading) else ""
        if level or not sections or here is not last:
            known = _known(here) if here is not last or level == "section" else {}
            heading = {"title": " ".join(texts), "level": level} if level else {"title": ""}
            sections.append({**heading, **known, "lines": []})
        last = here
        if isinstance(block.content, Name | Header):
            sections[-1]["lines"] += texts
        elif texts and not level:
            sections[-1]["lines"].append(_line(block, texts))
        if isinstance(block.content, Chart):
            sections[-1]["chart"] = _numbers(block.content)
    return sections


def _add_metrics(sections: Iterable[dict[str, Any]], plan: Plan, composer: ItemComposer) -> None:
    """Metrics also as numbers, beside the line that says them."""
    for planned in plan.sections:
        metrics = planned.section.metrics if isinstance(planned.section, PublicationsSection) else None
        line = plain(metrics_of(planned, composer))
        found = next((one for one in sections if line in one["lines"] and "metrics" not in one), None) if line else None
        if metrics and found:
            found["metrics"] = {
                "line": line,
                **{_METRICS[name]: metrics.numbers[name] for name in planned.metrics},
                "source": plain(composer.text(metrics.source)),
                "date": end(dates_of_day(metrics.date)),
            }


def _planned(plan: Plan | None) -> Mapping[str, PlannedSection]:
    """The section of each item, and of itself, by id."""
    sections = plan.sections if plan else ()
    items: dict[str, PlannedSection] = {
        one.id: section for section in sections for item in section.items for one in walk_item(item)
    }
    return items | {section.id: section for section in sections}


def _known(section: PlannedSection | None) -> dict[str, str]:
    if section is None:
        return {}
    group_by = getattr(section.section, "group_by", None)
    return {"kind": str(section.section.kind), **({"groupBy": str(group_by)} if group_by else {})}


def _line(block: Block, texts: list[str]) -> str:
    """`3. Title, details, dates`, `Task: Frogs`."""
    match block.content:
        case Numbered() | FootnoteText():
            return " ".join(texts)
        case Entry(label=label) | Titled(label=label) if label:
            return f"{texts[0]} {', '.join(texts[1:])}"
        case Point() | Term() | Row():
            return ": ".join(texts)
        case _:
            return ", ".join(texts)


def _numbers(chart: Chart) -> dict[str, Any]:
    """`worksPerYear`: of each year with works, in all and by kind."""
    years = [
        {
            "year": chart.first + place,
            "works": total,
            "kinds": {plain(one.name): one.counts[place] for one in chart.series if one.name and one.counts[place]},
        }
        for place, total in enumerate(chart.totals)
        if total
    ]
    return {
        "worksPerYear": [{key: value for key, value in year.items() if value} for year in years],
        "remarks": [*map(plain, chart.remarks)],
    }
