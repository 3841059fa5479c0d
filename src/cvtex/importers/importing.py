"""Sources -> the files of a CV: cv.yaml, publications.bib, the photograph and the list of what found no place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from pathlib import PurePosixPath
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, Span, error, has_errors, warning
from cvtex.emit.markdown.escaping import escape, escape_end_of_heading
from cvtex.files.system import portable_name
from cvtex.importers.bib_file import written_works
from cvtex.importers.clean_text import clean_text
from cvtex.importers.coverage import Coverage, coverage, equal_words, words_of
from cvtex.importers.cv_file import CvFile
from cvtex.importers.encodings import in_utf8, western
from cvtex.importers.imported import Imported, ImportedFile, ImportedSection, Said, SourceFile
from cvtex.importers.joined_sections import items_of
from cvtex.importers.merging import merged
from cvtex.importers.references.confirming import LookUp
from cvtex.importers.references.pasted import import_pasted
from cvtex.importers.refused_parts import refused_parts, without_refused
from cvtex.importers.sound_values import with_sound_values
from cvtex.importers.sources import SOURCES, recognised, too_large, unreadable
from cvtex.importers.works.bib import texts_of_bib
from cvtex.locales.months import month_beginnings
from cvtex.model.node import Mapping as MappingNode
from cvtex.model.node import Node, Scalar
from cvtex.model.node import Sequence as SequenceNode
from cvtex.model.picture import UnusablePictureError
from cvtex.read.pictures import read_bytes as picture_of
from cvtex.read.yaml import MAX_BYTES as MAX_CV
from cvtex.read.yaml import read_yaml
from cvtex.text.web_address import decode_doi, is_doi, link_target, without_scheme
from cvtex.value import Value, field, replace

BIBLIOGRAPHY: Final = "publications.bib"
CV: Final = "cv.yaml"
UNPLACED: Final = "unplaced.md"
# Files of a source keep their names, but not these.
_OTHERS: Final = (CV, UNPLACED, "cv.private.yaml", "cv.schema.json")
_MOST_BLANKS: Final = 1_000
# Works of a lifetime with their abstracts are a tenth of it.
MAX_TEXT: Final = 10_000_000
# Ten times what the longest lists of works have.
MAX_ITEMS: Final = 50_000
# One for the head, one for the sections, and one to see that nothing is left.
_MOST_ROUNDS: Final = 3


class ImportedFiles(Value):
    """`files`: contents by name. `imported`: what they were written from.

    `repeated`: texts that other texts say. `kinds`: what each source is, by its name.
    """

    files: Mapping[str, bytes]
    coverage: Coverage
    imported: Imported
    repeated: tuple[str, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    has_name: bool = True

    @property
    def said(self) -> tuple[Said, ...]:
        """Every text of the sources, for the comparison with the PDF."""
        return self.imported.said


def import_files(
    sources: Sequence[SourceFile], kind: str = "", owner: str = "", schema: str = "", look_up: LookUp | None = None
) -> Checked[ImportedFiles | None]:
    """`kind`: of the sources, if it is not to be recognised. `owner`: the name, whatever the sources say.

    `look_up`: asks a service for works that somebody typed.

    Nothing is imported if a source has an error: what could not be read would be missing.
    """
    found: list[Imported] = []
    kinds: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    for given in sources:
        source = replace(given, data=in_utf8(given.data))
        name = kind or _kind(source, diagnostics)
        if not name:
            continue
        kinds[source.name] = SOURCES[name].name
        if problem := too_large(name, source.data):
            diagnostics.append(error(problem, Span(source.name)))
            continue
        # XML says itself how it is encoded.
        if SOURCES[name].is_utf8 and not source.data[:_MOST_BLANKS].lstrip().startswith(b"<"):
            data = western(source.name, source.data)
            source = replace(source, data=data.value)
            diagnostics += data.diagnostics
        checked = import_pasted(source, look_up) if name == "pasted" else SOURCES[name].importer()(source)
        diagnostics += [*checked.diagnostics, *checked.value.guesses]
        if problem := _too_much(checked.value):
            diagnostics.append(error(problem, Span(source.name)))
        elif not _has_something(checked.value) and not has_errors(checked.diagnostics):
            diagnostics.append(error("there is nothing in it that a CV has", Span(source.name)))
        found.append(checked.value)
    if has_errors(diagnostics) or not found:
        return Checked(None, tuple(diagnostics))
    together = merged([_with_sound_photo(one, diagnostics) for one in found])
    written = _written(together.imported, together.repeated, owner, schema, sources)
    value = replace(written.value, kinds=kinds) if written.value else None
    return Checked(value, (*diagnostics, *together.guesses, *written.diagnostics))


def _kind(source: SourceFile, diagnostics: list[Diagnostic]) -> str:
    """What the source is; "" with an error if it cannot be read."""
    if problem := unreadable(source.data):
        diagnostics.append(error(problem[0], Span(source.name), problem[1]))
        return ""
    if name := recognised(source.data):
        return name
    known = ", ".join(one.name for one in SOURCES.values())
    diagnostics.append(error("no known format of a CV or of works", Span(source.name), f"known are {known}"))
    return ""


def _with_sound_photo(imported: Imported, diagnostics: list[Diagnostic]) -> Imported:
    """Without a photograph that no PDF can have."""
    if imported.photo is None:
        return imported
    try:
        picture_of(imported.photo.data)
    except UnusablePictureError as problem:
        message = f"the photograph '{imported.photo.name}' {problem}; it is left out"
        diagnostics.append(warning(message, imported.said[0].span if imported.said else None))
        return replace(imported, photo=None)
    return imported


def _too_much(imported: Imported) -> str:
    if sum(len(one.text) for one in imported.said) > MAX_TEXT:
        return f"it has more text than a CV: over {MAX_TEXT} characters"
    items = sum(1 for section in imported.sections for _ in items_of(section))
    for number, what in ((items, "items"), (len(imported.works), "works")):
        if number > MAX_ITEMS:
            return f"it has more {what} than a CV: over {MAX_ITEMS}"
    return ""


def _has_something(imported: Imported) -> bool:
    return bool(imported.sections or imported.works or imported.owner or imported.bibliographies)


def _written(
    imported: Imported, repeated: tuple[str, ...], owner: str, schema: str, sources: Iterable[SourceFile]
) -> Checked[ImportedFiles | None]:
    imported = with_sound_values(imported)
    works = written_works(imported.works)
    bibliographies = _named_apart(imported.bibliographies)
    if works:
        bibliographies = {**bibliographies, _free_name(BIBLIOGRAPHY, bibliographies): works.encode()}
    if photo := imported.photo:
        photo = replace(photo, name=_free_name(portable_name(photo.name), (*_OTHERS, *bibliographies)))
        imported = replace(imported, photo=photo, owner={**imported.owner, "photo": photo.name})
    if bibliographies and not any(section.kind == "publications" for section in imported.sections):
        origin = imported.works[0].span if imported.works else Span(imported.bibliographies[0].name)
        publications = ImportedSection("publications", "Publications", origin)
        imported = replace(imported, sections=(*imported.sections, publications))
    file = CvFile(schema, tuple(bibliographies))
    remark = f"imported from {', '.join(one.name for one in sources)}"
    guesses: list[Diagnostic] = []
    cv = file.written(_named(imported, owner), imported.sections, remark)
    if len(cv.encode()) > MAX_CV:
        message = f"it has more text than a CV: over {MAX_CV // 1_000_000} MB"
        return Checked(None, (error(message, imported.said[0].span if imported.said else None),))
    for rounds_left in reversed(range(_MOST_ROUNDS + 1)):
        refused = refused_parts(cv)
        if not refused.sections and not refused.has_head:
            break
        if not rounds_left:
            # Such as a text that is too long for any field.
            place = imported.sections[refused.sections[0]].origin if refused.sections else None
            reason = refused.reasons[0] if refused.reasons else "its head has errors"
            hint = "divide or mend it in the source, and import that"
            return Checked(None, (error(f"no CV can be made of this: {reason}", place, hint),))
        imported, more = without_refused(imported, refused)
        guesses += more
        cv = file.written(_named(imported, owner), imported.sections, remark)
    joints = (one.joints for one in imported.works)
    bib_texts = (text for name, data in bibliographies.items() for text in texts_of_bib(name, data))
    covered = coverage(imported.said, (*texts_of_cv(cv), *bib_texts, *joints, *repeated), month_beginnings())
    files = {CV: cv.encode(), **bibliographies}
    if imported.photo:
        files[imported.photo.name] = imported.photo.data
    if covered.missing:
        files[UNPLACED] = unplaced(covered).encode()
    has_name = bool(owner or imported.owner.get("name"))
    return Checked(ImportedFiles(files, covered, imported, repeated, has_name=has_name), tuple(guesses))


def texts_of_cv(cv: str) -> Iterator[str]:
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
    """Files by name, which every system takes. Two of one name stay two, unless they are the same."""
    named: dict[str, bytes] = {}
    for one in files:
        name = portable_name(one.name)
        if named.get(name) != one.data:
            named[_free_name(name, (*_OTHERS, *named))] = one.data
    return named


def _free_name(name: str, taken: Iterable[str]) -> str:
    # Windows and macOS take names for one that differ only in case.
    folded = {one.casefold() for one in taken}
    path = PurePosixPath(name)
    numbered = (str(path.with_name(f"{path.stem}-{number}{path.suffix}")) for number in count(2))
    return next(one for one in chain((name,), numbered) if one.casefold() not in folded)


def _named(imported: Imported, owner: str) -> Imported:
    if owner or not imported.owner.get("name"):
        others = {name: tree for name, tree in imported.owner.items() if name != "name"}
        return replace(imported, owner={"name": owner or "Given Family", **others})
    return imported


def unplaced(covered: Coverage) -> str:
    """The list of texts that have words without a place; source by source."""
    lines = [
        "# Texts without a place",
        "",
        "cv.yaml and the .bib files lack these words of the sources. If only some words of a text are missing, they",
        "stand before it in bold.",
    ]
    file = ""
    for one in covered.missing:
        if one.said.span.file != file:
            file = one.said.span.file
            lines += ["", f"## {escape_end_of_heading(escape(_line(file)))}", ""]
        text = _line(one.said.text)
        words = " ".join(one.words)
        part = f"**{escape(words)}** in: " if len(one.words) < len(words_of(text, month_beginnings())) else ""
        lines.append(f"- line {one.said.span.line}: {part}{escape(text)}")
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())


def compared(said: Iterable[Said], printed: Iterable[str], language: str = "en") -> Coverage:
    """The words of the sources against the lines that a program reads in the PDF.

    A PDF has initials for given names and an address without `https://`, its own word for "now", and none of the data
    that no CV prints. `language`: of the CV.
    """
    shown = (replace(one, text=_as_printed(one.text)) for one in said if one.kind != "data")
    return coverage(shown, printed, equal_words([language or "en"]), initials=True)


def _as_printed(text: str) -> str:
    if not (address := link_target(text.strip())) or " " in text.strip():
        return text
    doi = decode_doi(address)
    return doi if is_doi(doi) else without_scheme(address).removeprefix("www.")
