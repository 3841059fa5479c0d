"""What a shell offers for the values of options and arguments: names from the CV in sight and of what is built in.

click calls these functions while a person types. They import little, print nothing, and have an answer for every file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from cvtex.read.outline import Outline

_MOST: Final = 1000
_MOST_FILES: Final = 10
_MOST_BIB_BYTES: Final = 3_000_000
_WIDEST_HELP: Final = 60
# A shell puts an answer into the command as it is: one that it would read as more than a word is not offered.
_PLAIN: Final = frozenset("-+._:/@%")


def complete_variant(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    return _offered(incomplete, _outline(ctx).variants)


def complete_item(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Sections, ids and citation keys; after `SECTION.`, the items of that section by place."""
    outline = _outline(ctx)
    if "." in incomplete and (items := _offered(incomplete, outline.items)):
        return items
    named = dict.fromkeys((*outline.named, *_citation_keys(_cv(ctx).parent, outline.bibliography)), "")
    return _offered(incomplete, {**named, **outline.sections})


def complete_profile(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    from cvtex.read.profile import profile_names

    return _offered(incomplete, profile_names(_cv(ctx).parent))


def complete_theme(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    from cvtex.read.style import style_folders

    return _offered(incomplete, style_folders(_cv(ctx).parent).themes)


def complete_source(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    from cvtex.importers.sources import SOURCES

    return _offered(incomplete, {name: source.name for name, source in SOURCES.items()})


def complete_editor(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    from cvtex.serve.editors import EDITORS

    return _offered(incomplete, tuple(EDITORS))


def complete_formats(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """One format more than there are before the last comma."""
    from cvtex.emit.formats import FORMATS

    before, comma, _last = incomplete.rpartition(",")
    values = (f"{before}{comma}{name}" for name in FORMATS if name not in before.split(","))
    return [value for value in values if value.startswith(incomplete)]


def _offered(incomplete: str, names: Iterable[str]) -> list[CompletionItem[str]]:
    """The names that begin with `incomplete`; the values of a mapping say what they are."""
    from click.shell_completion import CompletionItem

    helps = names if isinstance(names, Mapping) else {}
    return [CompletionItem(name, help=_help(helps.get(name, ""))) for name in _matching(incomplete, names)][:_MOST]


def _matching(incomplete: str, names: Iterable[str]) -> Iterator[str]:
    return (
        name
        for name in names
        if name.startswith(incomplete)
        and not name.startswith("-")
        and all(one.isalnum() or one in _PLAIN for one in name)
    )


def _help(text: str) -> str | None:
    from cvtex.diagnostics import printable

    return printable(" ".join(text.split()))[:_WIDEST_HELP] or None


def _cv(ctx: click.Context) -> Path:
    """The CV that the command names so far."""
    arguments = [one for one in ctx.command.params if isinstance(one, click.Argument)]
    # click assigns no argument while the last option lacks its value: they are left over.
    for argument, word in zip(arguments, ctx.args, strict=False):
        if argument.name == "cv":
            return _file(Path(argument.type.convert(word, argument, ctx)))
    cv = ctx.params.get("cv")
    # Of several CVs, the first.
    cv = cv[0] if isinstance(cv, tuple) and cv else cv
    return _file(cv) if isinstance(cv, Path) else Path("cv.yaml")


def _file(cv: Path) -> Path:
    return cv / "cv.yaml" if cv.is_dir() else cv


def _outline(ctx: click.Context) -> Outline:
    from cvtex.read.files import overlay_path
    from cvtex.read.outline import MOST_BYTES, outline

    cv = _cv(ctx)
    return outline(*(_head(path, MOST_BYTES + 1) for path in (cv, overlay_path(cv))))


def _citation_keys(folder: Path, names: Iterable[str]) -> Iterator[str]:
    from cvtex.read.outline import citation_keys

    for name in (*names,)[:_MOST_FILES]:
        yield from citation_keys(_head(folder / name, _MOST_BIB_BYTES))


def _head(path: Path, most: int) -> bytes:
    """The first bytes of a file; none if there is no such file."""
    # A NUL in a name raises ValueError. A pipe or a device would never end.
    with suppress(OSError, ValueError):
        if path.is_file():
            with path.open("rb") as file:
                return file.read(most)
    return b""
