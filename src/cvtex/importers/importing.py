"""Sources -> the files of a CV: cv.yaml, publications.bib, the photograph and the list of what found no place."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import PurePosixPath
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, Span, error
from cvtex.importers.bib_file import written_works
from cvtex.importers.coverage import Coverage, coverage
from cvtex.importers.cv_file import CvFile
from cvtex.importers.encodings import in_utf8, western
from cvtex.importers.imported import Imported, ImportedFile, ImportedSection, Said, SourceFile
from cvtex.importers.merging import merged
from cvtex.importers.refused_parts import refused_parts, without_refused
from cvtex.importers.sound_values import with_sound_values
from cvtex.importers.sources import SOURCES, recognised
from cvtex.locales.months import month_beginnings
from cvtex.model.node import Mapping as MappingNode
from cvtex.model.node import Node, Scalar
from cvtex.model.node import Sequence as SequenceNode
from cvtex.read.yaml import read_yaml
from cvtex.text.web_address import decode_doi, is_doi, link_target, without_scheme
from cvtex.value import Value, replace

BIBLIOGRAPHY: Final = "publications.bib"
CV: Final = "cv.yaml"
UNPLACED: Final = "unplaced.md"
_MOST_BLANKS: Final = 1_000
# Works of a lifetime with their abstracts are a tenth of it.
MAX_TEXT: Final = 10_000_000
# One for the head, one for the sections, and one to see that nothing is left.
_MOST_ROUNDS: Final = 3


class ImportedFiles(Value):
    """`files`: contents by name. `said`: every text of the sources, for the comparison with the PDF."""

    files: Mapping[str, bytes]
    coverage: Coverage
    said: tuple[Said, ...]
    sections: tuple[ImportedSection, ...] = ()
    works: int = 0


def import_files(
    sources: Sequence[SourceFile], kind: str = "", owner: str = "", schema: str = ""
) -> Checked[ImportedFiles | None]:
    """`kind`: of the sources, if it is not to be recognised. `owner`: the name, if no source has it."""
    found: list[Imported] = []
    diagnostics: list[Diagnostic] = []
    for given in sources:
        source = replace(given, data=in_utf8(given.data))
        name = kind or recognised(source.data)
        if name is None:
            known = ", ".join(one.name for one in SOURCES.values())
            diagnostics.append(error("no known format of a CV or of works", Span(source.name), f"known are {known}"))
            continue
        # XML says itself how it is encoded.
        if SOURCES[name].is_utf8 and not source.data[:_MOST_BLANKS].lstrip().startswith(b"<"):
            data = western(source.name, source.data)
            source = replace(source, data=data.value)
            diagnostics += data.diagnostics
        checked = SOURCES[name].importer()(source)
        diagnostics += [*checked.diagnostics, *checked.value.guesses]
        if sum(len(one.text) for one in checked.value.said) > MAX_TEXT:
            diagnostics.append(error(f"it has more text than a CV: over {MAX_TEXT} characters", Span(source.name)))
            continue
        found.append(checked.value)
    if not any(one.sections or one.works or one.owner or one.bibliographies for one in found):
        if not diagnostics:
            diagnostics += [error("there is nothing in it that a CV has", Span(one.name)) for one in sources]
        return Checked(None, tuple(diagnostics))
    together = merged(found)
    written = _written(together.imported, together.repeated, owner, schema, sources)
    return Checked(written.value, (*diagnostics, *written.diagnostics))


def _written(
    imported: Imported, repeated: Iterable[str], owner: str, schema: str, sources: Iterable[SourceFile]
) -> Checked[ImportedFiles | None]:
    imported = with_sound_values(imported)
    if imported.photo:
        imported = replace(imported, owner={**imported.owner, "photo": imported.photo.name})
    works = written_works(imported.works)
    bibliographies = _named_apart(imported.bibliographies)
    if works:
        bibliographies = {**bibliographies, _free_name(BIBLIOGRAPHY, bibliographies): works.encode()}
    if bibliographies and not any(section.kind == "publications" for section in imported.sections):
        origin = imported.works[0].span if imported.works else Span(imported.bibliographies[0].name)
        publications = ImportedSection("publications", "Publications", origin)
        imported = replace(imported, sections=(*imported.sections, publications))
    file = CvFile(schema, tuple(bibliographies))
    remark = f"imported from {', '.join(one.name for one in sources)}"
    guesses: list[Diagnostic] = []
    cv = file.written(_named(imported, owner), imported.sections, remark)
    for _ in range(_MOST_ROUNDS):
        refused = refused_parts(cv)
        if not refused.sections and not refused.has_head:
            break
        imported, more = without_refused(imported, refused)
        guesses += more
        cv = file.written(_named(imported, owner), imported.sections, remark)
    joints = (one.joints for one in imported.works)
    covered = coverage(imported.said, (*_texts_of(cv), works, *joints, *repeated), month_beginnings())
    files = {CV: cv.encode(), **bibliographies}
    if imported.photo:
        files[imported.photo.name] = imported.photo.data
    if covered.missing:
        files[UNPLACED] = _unplaced(covered).encode()
    written = ImportedFiles(files, covered, imported.said, imported.sections, len(imported.works))
    return Checked(written, tuple(guesses))


def _texts_of(cv: str) -> Iterator[str]:
    """The texts of cv.yaml as YAML reads them, and the names of fields, which say what a text is."""
    pending: list[Node | None] = [read_yaml(CV, cv.encode()).value]
    while pending:
        match pending.pop():
            case None:
                pass
            case Scalar(text):
                yield text
            case SequenceNode(items):
                pending.extend(reversed(items))
            case MappingNode(items):
                yield " ".join(items)
                pending.extend(reversed([*items.values()]))


def _named_apart(files: Iterable[ImportedFile]) -> Mapping[str, bytes]:
    """Files by name. Two of one name stay two, unless they are the same."""
    named: dict[str, bytes] = {}
    for one in files:
        if named.get(one.name) != one.data:
            named[_free_name(one.name, named)] = one.data
    return named


def _free_name(name: str, taken: Container[str]) -> str:
    if name not in taken:
        return name
    path = PurePosixPath(name)
    names = (str(path.with_name(f"{path.stem}-{number}{path.suffix}")) for number in count(2))
    return next(one for one in names if one not in taken)


def _named(imported: Imported, owner: str) -> Imported:
    if owner or not imported.owner.get("name"):
        return replace(imported, owner={**imported.owner, "name": owner or "Given Family"})
    return imported


def _unplaced(covered: Coverage) -> str:
    lines = [
        "# Texts without a place",
        "",
        "The words in brackets are those that neither cv.yaml nor the .bib file has.",
        "",
    ]
    for one in covered.missing:
        text = " ".join(one.said.text.split())
        lines.append(f"- {one.said.span.file}, line {one.said.span.line}: {text} [{' '.join(one.words)}]")
    return "\n".join(lines) + "\n"


def compared(said: Iterable[Said], printed: Iterable[str]) -> Coverage:
    """The words of the sources against the lines that a program reads in the PDF.

    A PDF has initials for given names and an address without `https://`, and none of the data that no CV prints.
    """
    shown = (replace(one, text=_as_printed(one.text)) for one in said if one.kind != "data")
    return coverage(shown, printed, month_beginnings(), initials=True)


def _as_printed(text: str) -> str:
    if not (address := link_target(text.strip())) or " " in text.strip():
        return text
    doi = decode_doi(address)
    return doi if is_doi(doi) else without_scheme(address).removeprefix("www.")
