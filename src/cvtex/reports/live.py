"""Build result -> what the page of `cvtex watch --serve` shows of it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath

from cvtex.build.results import BuildResult
from cvtex.diagnostics import Diagnostic, Sources, Span, excerpt, in_order
from cvtex.model.exclusion import NoRoom, message_of
from cvtex.model.plan import LeftOut
from cvtex.reports.summary import fills, sections, shortened, without_room
from cvtex.serve.editors import address
from cvtex.serve.state import Count, Figures, Omitted, Place, Problem, ShownFile
from cvtex.value import Value


class Editor(Value):
    """Where links to sources lead. `template`: of `serve.editors`; `folder`: to which names of files are relative."""

    template: str
    folder: PurePath

    def place(self, span: Span) -> Place:
        file = (self.folder / span.file).as_posix()
        return Place(str(span), address(self.template, file, span.line, span.column))


def problems_of(diagnostics: Iterable[Diagnostic], sources: Sources, editor: Editor) -> tuple[Problem, ...]:
    """Diagnostics -> problems in order, errors before warnings."""
    found = sorted(in_order(diagnostics), key=lambda one: not one.is_error)
    return tuple(_problem(one, sources, editor) for one in found)


def _problem(one: Diagnostic, sources: Sources, editor: Editor) -> Problem:
    if one.span is None:
        return Problem(one.severity, one.message, one.hint)
    return Problem(one.severity, one.message, one.hint, editor.place(one.span), excerpt(one.span, sources))


def shown_file(name: str, format_: str, data: bytes, assets: Mapping[str, bytes]) -> ShownFile:
    return ShownFile(name, format_, data, hashlib.sha256(data).hexdigest()[:20], assets)


def figures_of(built: BuildResult, files: tuple[ShownFile, ...], made: tuple[str, float], editor: Editor) -> Figures:
    """A good build -> its files and figures. `made`: at which time of day, and in how many seconds."""
    by_rule = (
        () if built.plan is None else (left for left in built.plan.left_out if not isinstance(left.reason, NoRoom))
    )
    return Figures(
        time=made[0],
        seconds=made[1],
        files=files,
        pages=built.facts.sizes if built.facts else (),
        fills=fills(built),
        counts=tuple(Count(one.title, one.printed, one.possible) for one in sections(built)),
        shortened=shortened(built),
        without_room=tuple(_omitted(without_room(built), editor)),
        by_rule=tuple(_omitted(by_rule, editor)),
    )


def _omitted(items: Iterable[LeftOut], editor: Editor) -> Iterator[Omitted]:
    for left in items:
        yield Omitted(left.name, message_of(left.reason), editor.place(left.span))
