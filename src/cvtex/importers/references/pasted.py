"""Publications pasted as text, one a line or a paragraph -> works; what is no work is an item of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, Span, error, warning
from cvtex.importers.documents.placing import is_title, type_of_title
from cvtex.importers.documents.words import Words
from cvtex.importers.imported import Imported, ImportedSection, ImportedWork, Said, SourceFile
from cvtex.importers.references.confirming import Confirmed, LookUp, confirmed
from cvtex.importers.references.names import names_at_start
from cvtex.importers.references.works import LABEL, author_text, typed_work
from cvtex.text.richtext import RichText, Styled
from cvtex.value import Value, replace

# A life's work is a tenth of it.
MAX_BYTES: Final = 2_000_000
MAX_LINES: Final = 10_000
_YEAR: Final = re.compile(rb"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|[Ii]n press|[Ff]orthcoming|[Ss]ubmitted")
_BULLET: Final = re.compile(r"^\s*[•·*▪◦–-]\s+")
_ONLY_YEAR: Final = re.compile(r"\s*+[#*]*+\s*+((?:19|20)\d\d)\s*+[:*]*+\s*+")
# Authors who are those of the reference before.
_SAME_AUTHORS: Final = re.compile(r"^(?:[—―]{2,}|[–-]{3,}|_{3,})[.,]\s+(?=\S)")
# Below a heading, or between parts.
_RULE: Final = re.compile(r"\s*([-=~_*])\1{2,}\s*")
_MARKDOWN: Final = re.compile(r"(\*\*|__|\*|_)(?=\S)(.{1,200}?)(?<=\S)\1(?!\w)")
_TITLE: Final = 40
# What a sure reading leaves at most, in parts of the reference.
_SURE: Final = 0.15


class Reference(Value):
    """A reference as it stands there. `heading`: the one above it; `kind`, `year`: what it says."""

    text: str
    span: Span
    kind: str | None = None
    year: str = ""
    heading: Said | None = None


def looks_pasted(data: bytes) -> bool:
    """Whether at least half of the lines, or of the paragraphs, name a year and are long enough for a reference."""
    if b"\0" in data or re.match(rb"\s*[<{\[\\%@](?!\d)", data):
        return False
    for separator in (rb"\r?\n", rb"\r?\n\s*\r?\n"):
        parts = [one for one in re.split(separator, data) if one.strip()]
        fitting = [one for one in parts if len(one) > 30 and _YEAR.search(one)]
        if fitting and 2 * len(fitting) >= len(parts):
            return True
    lines = [one for one in data.decode(errors="replace").splitlines() if one.strip()]
    return any(map(_ONLY_YEAR.fullmatch, lines)) and _is_by_line(
        [one for one in lines if not _ONLY_YEAR.fullmatch(one)]
    )


def import_pasted(source: SourceFile, look_up: LookUp | None = None) -> Checked[Imported]:
    """`look_up`: asks a service what it knows of the references."""
    if len(source.data) > MAX_BYTES or source.data.count(b"\n") > MAX_LINES:
        message = (
            f"more than {MAX_LINES} lines or {MAX_BYTES // 1_000_000} MB are too many publications; nothing is read"
        )
        return Checked(Imported(()), (error(message, Span(source.name)),))
    said: list[Said] = []
    read: list[tuple[Said, ImportedWork | None]] = []
    authors = ""
    for one in references(source):
        plain = Said(_plain(one.text), one.span)
        said += [one.heading] if one.heading and one.heading not in said else []
        said.append(plain)
        text = _SAME_AUTHORS.sub(f"{authors} ".replace("\\", "") if authors else "", plain.text)
        authors = author_text(text) or authors
        work = typed_work(Words(_rich(text if text != plain.text else one.text), one.span), one.kind, one.year)
        if work and one.heading:
            work = replace(work, fields={**work.fields, "keywords": one.heading})
        read.append((plain, work))
    results = confirmed(look_up, read) if look_up else [Confirmed(work) for _, work in read]
    works = tuple(result.work for result in results if result.work)
    others = tuple(plain for (plain, _), result in zip(read, results, strict=True) if not result.work)
    guesses: list[Diagnostic] = []
    for (plain, _), result in zip(read, results, strict=True):
        if guess := _guess(plain, result):
            guesses.append(guess)
        guesses += result.doubts
    return Checked(Imported(tuple(said), sections=_sections(works, others), works=works, guesses=tuple(guesses)))


def _guess(text: Said, found: Confirmed) -> Diagnostic | None:
    if found.work is None:
        return warning("no authors, year and title can be told here; it became an item of a list", text.span)
    doubt = "" if found.is_known else doubt_of(found.work, text.text)
    return warning(f"this reference is not read for sure: {doubt}", text.span) if doubt else None


def _sections(works: tuple[ImportedWork, ...], others: tuple[Said, ...]) -> tuple[ImportedSection, ...]:
    if not others:
        return ()
    items = tuple({"text": one} for one in others)
    title = "Further Publications" if works else "Publications"
    further = ImportedSection("list", title, others[0].span, items)
    return (ImportedSection("publications", "Publications", works[0].span), further) if works else (further,)


def doubt_of(work: ImportedWork, text: str) -> str:
    """Why a reading may be wrong; "" if it is sure."""
    note = work.fields.get("note", "")
    left = note.text if isinstance(note, Said) else note
    if len(left) > _SURE * len(text):
        return f"'{left}' stands in its note"
    is_bare = work.type == "misc" and "eprint" not in work.fields and "pubstate" not in work.fields
    return "no journal, book or publisher was found" if is_bare else ""


def references(source: SourceFile) -> Iterator[Reference]:
    """The references, without their numbers; headings say of which kind or year those below them are."""
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = source.data.decode("latin-1")
    kind: str | None = None
    year = ""
    heading: Said | None = None
    for one, span in _paragraphs(text, source.name):
        if only := _ONLY_YEAR.fullmatch(one):
            year = only[1]
        elif _is_heading(one):
            kind = type_of_title(one)
            # A work tells by this keyword where it stood.
            heading = Said(one.strip(" :#*").replace(",", " "), span, kind="data")
        else:
            cells = _of_cells(one)
            yield Reference(LABEL.sub("", _BULLET.sub("", cells, count=1), count=1), span, kind, year, heading)


def _is_heading(text: str) -> bool:
    is_of_kind = (
        bool(type_of_title(text)) and len(text) < _TITLE and ": " not in text and not any(map(str.isdigit, text))
    )
    return is_of_kind or is_title(text.strip(" :#"))


def _of_cells(line: str) -> str:
    """A row of a table with a cell for the year -> `authors (year). title. journal, numbers`."""
    cells = [one.strip() for one in line.split("\t") if one.strip()]
    years = [one for one in cells if _ONLY_YEAR.fullmatch(one)]
    if len(cells) < 4 or len(years) != 1:
        return " ".join(line.split())
    authors, title, *rest = [one for one in cells if one is not years[0]]
    return f"{authors} ({years[0]}). {title}. {', '.join(rest)}"


def _paragraphs(text: str, file: str) -> Iterator[tuple[str, Span]]:
    """Lines if each is a reference, else paragraphs, or what stands between labels; and where each begins."""
    lines = ["" if _RULE.fullmatch(one) else one for one in text.splitlines()]
    filled = [one for one in lines if one.strip() and not _ONLY_YEAR.fullmatch(one) and not _is_heading(one)]
    is_by_line = _is_by_line(filled)
    if any(map(_has_label, filled[:1])):
        # A label begins a reference.
        is_by_line = all(map(_has_label, filled))
    found = ""
    start = 0
    for number, line in enumerate(lines, 1):
        is_alone = bool(_ONLY_YEAR.fullmatch(line)) or (bool(line.strip()) and _is_heading(line))
        if found and (not line.strip() or is_by_line or is_alone or _has_label(line)):
            yield found, Span(file, start)
            found = ""
        if is_alone:
            yield line.strip(), Span(file, number)
        elif line.strip():
            start = start if found else number
            found = _continued(found, line.strip()) if found else line.strip()
    if found:
        yield found, Span(file, start)


def _is_by_line(lines: list[str]) -> bool:
    years = sum(bool(_YEAR.search(one.encode(errors="replace"))) for one in lines)
    names = sum(bool(names_at_start(LABEL.sub("", _BULLET.sub("", _plain(one))))) for one in lines)
    return 2 * years > len(lines) or (len(lines) > 1 and names == len(lines))


def _has_label(line: str) -> bool:
    return bool(_BULLET.match(line) or LABEL.match(line))


def _continued(text: str, line: str) -> str:
    """A line that was broken: within a word, within an address, or between words."""
    last = text.rsplit(maxsplit=1)[-1]
    if text.endswith(("-", "\u00ad")) and text[-2:-1].islower() and line[:1].islower():
        return text[:-1] + line
    if last.endswith("/") and re.match(r"(?:https?:|doi:|10\.)|.*doi\.org", last):
        return text + line
    return f"{text} {line}"


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\2", text)


def _rich(text: str) -> RichText:
    """Markdown's emphasis, with which some lists mark journals and their owner."""
    parts: list[str | Styled] = []
    place = 0
    for found in _MARKDOWN.finditer(text):
        parts += [text[place : found.start()], Styled("strong" if len(found[1]) == 2 else "emphasis", (found[2],))]
        place = found.end()
    return (*parts, text[place:])
