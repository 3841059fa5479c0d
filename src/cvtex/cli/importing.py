"""`cvtex import`: what people have -> a CV, with a list of what found no place, built and compared."""

from __future__ import annotations

import io
import logging
import os
import re
import shlex
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import click

from cvtex.cli.arguments import check_is_text
from cvtex.cli.completing import complete_source
from cvtex.cli.output import Exit, NotWritten, print_diagnostics
from cvtex.diagnostics import Sources, counted, printable

if TYPE_CHECKING:
    from cvtex.importers.imported import SourceFile
    from cvtex.importers.importing import ImportedFiles
    from cvtex.importers.references.confirming import LookedUp

_ORCID: Final = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?")
# The most time that a record may take.
_SECONDS: Final = 120
MAX_BYTES: Final = 100_000_000
_MOST_SHOWN: Final = 20_000_000
_SCHEMA: Final = "cv.schema.json"
_CV: Final = "cv.yaml"
# What the only variant of a new CV becomes.
_PDF: Final = "build/cv-full.pdf"
# Texts that a summary names before it only counts.
_LISTED: Final = 12


class _Kind(click.types.StringParamType):
    """A kind of source. A wrong one is answered with the one that is meant."""

    name = "kind"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from cvtex.diagnostics import did_you_mean
        from cvtex.importers.sources import SOURCES

        if value not in SOURCES:
            self.fail(
                f"unknown kind '{value}' ({did_you_mean(value, SOURCES) or 'one of ' + ', '.join(SOURCES)})", param, ctx
            )
        return value


class _SourceName(click.Path):
    """A file, or the ORCID iD of a record that is to be fetched."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, exists=True, dir_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from cvtex.check.contact import orcid_check_digit

        found = _ORCID.fullmatch(str(value))
        if found is None or Path(value).exists():
            return super().convert(value, param, ctx)
        if orcid_check_digit(found[1]) != found[1][-1]:
            self.fail(f"the check digit of the ORCID iD '{found[1]}' does not match (look for a typo)", param, ctx)
        return found[1]


@click.command(name="import", short_help="Turn what you have into a CV.")
@click.argument("sources", nargs=-1, required=True, type=_SourceName())
@click.option("--into", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="Write the CV here.")
@click.option(
    "--as",
    "kind",
    type=_Kind(),
    metavar="KIND",
    shell_complete=complete_source,
    help="Read the sources as this; else their content tells.",
)
@click.option("--name", default="", help="Your name, whatever the sources say: 'Given Family'.")
@click.option("--merge", is_flag=True, help="Write nothing; show what the CV in FOLDER lacks, as a patch.")
@click.option("--online", is_flag=True, help="Fetch the record of an ORCID iD; ask Crossref for pasted references.")
def import_(
    sources: tuple[Path | str, ...], into: Path, kind: str | None, name: str, merge: bool, online: bool
) -> None:
    """Turn SOURCES into FOLDER/cv.yaml and FOLDER/publications.bib, and build it.

    Each word of the sources is in these files or in FOLDER/unplaced.md. No file is written over.
    """
    from cvtex.importers.importing import import_files

    # pypdf tells its own readers what is wrong with a PDF.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    _check_name(name)
    if merge and not (into / _CV).is_file():
        raise click.UsageError(f"there is no {into / _CV} to merge with (leave out --merge, and it will be written)")
    paths = [one for one in sources if isinstance(one, Path)]
    names = _names(paths)
    read = [_source(one, names[one]) if isinstance(one, Path) else _fetched(one, online=online) for one in sources]
    checked = import_files(read, kind or "", name, _SCHEMA, _look_up if online else None)
    # Of Word documents and PDFs, there are no lines to show; of huge files, they would take a gigabyte.
    shown = (source for source in read if b"\0" not in source.data and len(source.data) <= _MOST_SHOWN)
    texts = {source.name: source.data.decode(errors="replace") for source in shown}
    print_diagnostics(checked.diagnostics, Sources(texts))
    if checked.value is None:
        sys.exit(Exit.DOCUMENT_HAS_ERRORS)
    if merge:
        sys.exit(_propose(into, checked.value))
    if not checked.value.has_name:
        _refuse_nameless(checked.value)
    _write(into, checked.value.files)
    _print_found(checked.value)
    sys.exit(_build(into, checked.value))


def _check_name(name: str) -> None:
    from cvtex.text.names import read_name

    check_is_text("--name", name)
    if name and not ((read := read_name(name)) and read.family):
        raise click.BadParameter("write 'Given Family' or 'Family, Given'", param_hint="--name")


def _refuse_nameless(found: ImportedFiles) -> None:
    """A CV without a name would be of no use, and with a wrong one, none of the works would be its owner's."""
    from cvtex.diagnostics import error
    from cvtex.importers.likely_owner import likely_owner

    likely = likely_owner(found.imported.works, found.imported.bibliographies)
    if likely:
        of = f"of {likely.works} of {counted(likely.all_works, 'work')}"
        hint = f"give it, perhaps --name '{likely.name}', who is an author {of}"
    else:
        hint = "give it: --name 'Given Family'"
    print_diagnostics([error("no source has your name; nothing was written", hint=hint)], Sources())
    sys.exit(Exit.DOCUMENT_HAS_ERRORS)


def _names(paths: Sequence[Path]) -> Mapping[Path, str]:
    """Names for messages: of the file, or with its folder where two have one name."""
    counts = Counter(path.name for path in paths)
    return {path: path.name if counts[path.name] == 1 else path.as_posix() for path in paths}


def _fetched(orcid: str, *, online: bool) -> SourceFile:
    from cvtex.cli.sync import bases, open_client
    from cvtex.online.services import orcid_record

    if not online:
        raise click.UsageError(f"{orcid} is no file; --online fetches this record from ORCID")
    fetched = orcid_record(open_client("", offline=False, seconds=_SECONDS), orcid, bases())
    if fetched.source is None:
        click.echo(printable(f"cvtex: {fetched.problem}"), err=True)
        sys.exit(Exit.NO_ANSWER)
    if fetched.problem:
        click.echo(printable(f"cvtex: {fetched.problem}"), err=True)
    return fetched.source


def _look_up(dois: tuple[str, ...], references: tuple[str, ...]) -> LookedUp:
    from cvtex.cli.sync import bases, open_client
    from cvtex.online.services import works_of_references

    client = open_client("", offline=False, seconds=_SECONDS)
    answer, problem = works_of_references(client, dois, references, bases())
    if problem:
        click.echo(printable(f"cvtex: {problem}"), err=True)
    click.echo(f"  {counted(len(dois) + len(references), 'reference')} looked up at Crossref")
    return answer


def _source(path: Path, name: str) -> SourceFile:
    from cvtex.importers.imported import SourceFile

    def beside(name: str) -> bytes | None:
        there = PurePosixPath(name)
        if there.is_absolute() or ".." in there.parts or ":" in name or "\\" in name:
            return None
        found = path.parent / name
        is_inside = found.resolve().is_relative_to(path.parent.resolve())
        return _read(found) if is_inside and found.is_file() else None

    return SourceFile(name, _read(path), beside)


def _read(path: Path) -> bytes:
    from cvtex.files.reading import read_regular

    try:
        if path.stat().st_size > MAX_BYTES:
            raise click.FileError(str(path), f"the file is larger than {MAX_BYTES // 1_000_000} MB")
        return read_regular(path)
    except OSError as problem:
        raise click.FileError(str(path), str(problem.strerror)) from problem


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    from cvtex.check.json_schema import schema_text
    from cvtex.files.replacement import replace_file
    from cvtex.read.style import built_in_themes

    # Links that lead nowhere count, too.
    present = [name for name in (*files, _PDF) if os.path.lexists(folder / name)]
    if present:
        raise click.UsageError(
            f"{folder / present[0]} already exists; nothing was written"
            " (name another folder, or see what the CV in it lacks with --merge)"
        )
    schema = {} if os.path.lexists(folder / _SCHEMA) else {_SCHEMA: schema_text(built_in_themes()).encode()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in {**files, **schema}.items():
            replace_file(folder / name, data)
            if name in files:
                click.echo(folder / name)
    except OSError as problem:
        raise NotWritten(problem.filename or folder, problem) from problem


def _propose(folder: Path, found: ImportedFiles) -> int:
    """Print a patch with what the CV lacks; on standard error, how many words have a place then."""
    from cvtex.build import loading
    from cvtex.diagnostics import has_errors
    from cvtex.importers.proposal import CvFiles, proposed
    from cvtex.read.sources import read_bibliography_sources

    loaded = loading.load(folder / _CV)
    if has_errors(loaded.diagnostics) or loaded.cv is None:
        print_diagnostics(loaded.diagnostics, loaded.sources)
        return Exit.DOCUMENT_HAS_ERRORS
    bibliographies = read_bibliography_sources(loaded.folder, loaded.cv.bibliography).value
    present = CvFiles(_read(folder / _CV), bibliographies)
    proposal = proposed(present, found.imported, found.repeated)
    print_diagnostics(proposal.diagnostics, Sources())
    if proposal.value is None:
        return Exit.DOCUMENT_HAS_ERRORS
    changed = {
        Path(name) if name in bibliographies else folder / name: one for name, one in proposal.value.files.items()
    }
    command = _print_patch(folder, changed)
    covered = proposal.value.coverage
    # The patch alone goes to standard output.
    share = f"{covered.share:.1%} of {counted(covered.words, 'word')} of the sources"
    click.echo(
        printable(f"{share} are in the CV" + (f" with this patch; to apply it: {command}" if changed else "")), err=True
    )
    if photo := proposal.value.photo:
        click.echo(
            printable(f"  the photograph {photo} is no part of a patch: copy it, and write 'photo: {photo}'"), err=True
        )
    for one in covered.missing:
        click.echo(printable(f"  not in it: {one.said.span}: {' '.join(one.words)}"), err=True)
    return Exit.OK


def _print_patch(folder: Path, files: Mapping[Path, bytes]) -> str:
    """Print what changes, byte by byte, but to a terminal as text that controls nothing -> the command to apply it.

    patch refuses names that are absolute or lead upwards, so that they are relative to a folder.
    """
    from cvtex.files.patch import patch_of

    base = Path.cwd()
    if not all(path.resolve().is_relative_to(base) for path in files):
        base = folder.resolve()
    patches = []
    for path, new in files.items():
        place = path.resolve()
        name = (place.relative_to(base) if place.is_relative_to(base) else place).as_posix()
        if not place.is_relative_to(base):
            click.echo(printable(f"cvtex: warning: patch does not change {name}, which is elsewhere"), err=True)
        patches.append(patch_of(name, _read(path) if path.is_file() else None, new))
    text = "".join(patches)
    if sys.stdout.isatty():
        text = "".join(f"{printable(line)}\n" for line in text.split("\n")[:-1])
    elif isinstance(sys.stdout, io.TextIOWrapper):
        # The encoding of a terminal, line ends of Windows, or a letter that is replaced, and the patch does not fit.
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
    sys.stdout.write(text)
    sys.stdout.flush()
    return "patch -p0" if base == Path.cwd() else f"patch -p0 -d {shlex.quote(base.as_posix())}"


def _print_found(found: ImportedFiles) -> None:
    from cvtex.importers.joined_sections import items_of, title_of

    for name, kind in found.kinds.items():
        click.echo(printable(f"  {name} is {kind}"))
    for section in found.imported.sections:
        title = f"{title} ({section.kind})" if (title := title_of(section)) else section.kind
        number = sum(1 for _ in items_of(section))
        click.echo(printable(f"  {title}: {counted(number, 'item')}" if number else f"  {title}"))
    if found.imported.works:
        click.echo(f"  {counted(len(found.imported.works), 'work')}")
    lost = sum(len(one.words) for one in found.coverage.missing)
    click.echo(f"  {found.coverage.share:.1%} of {counted(found.coverage.words, 'word')} found a place")
    if lost:
        click.echo(f"  {counted(lost, 'word')} did not: see unplaced.md")


def _build(folder: Path, found: ImportedFiles) -> int:
    """Build the CV and say which words of the sources its PDF has."""
    from cvtex.build.stopwatch import UNMEASURED
    from cvtex.cli.output import print_once, rendered
    from cvtex.cli.variants import BuildOptions, build_variants, write_variant
    from cvtex.importers.importing import compared
    from cvtex.verify.read_text import read_text
    from cvtex.verify.reading import reading_lines

    options = BuildOptions(cv=folder / _CV, output=folder / "build", formats=("pdf",))
    loaded = options.load(UNMEASURED)
    printed: set[str] = set()
    print_once(rendered(loaded.diagnostics, loaded.sources), printed)
    if not loaded.ok or loaded.cv is None:
        return Exit.DOCUMENT_HAS_ERRORS
    name = next(iter(loaded.cv.variants))
    with build_variants(loaded, {name: UNMEASURED}, options) as results:
        built = next(results)
    print_once(rendered(built.diagnostics, loaded.sources), printed)
    outcome = write_variant(loaded, name, built, options)
    outcome.print()
    if built.pdf is not None:
        covered = compared(found.said, reading_lines(read_text(built.pdf)), found.imported.language)
        click.echo(f"  the PDF has {covered.share:.1%} of the words of the sources")
        for one in covered.missing[:_LISTED]:
            click.echo(printable(f"  not in it: {one.said.span}: {' '.join(one.words)}"))
        if (more := len(covered.missing) - _LISTED) > 0:
            click.echo(f"  and {counted(more, 'more text')}")
    return outcome.exit_code
