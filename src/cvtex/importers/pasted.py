"""Publications pasted as text, one a line or a paragraph -> works; what is no work is an item of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, Span, error, warning
from cvtex.importers.imported import Imported, ImportedSection, ImportedWork, Said, SourceFile
from cvtex.importers.placing import is_title, type_of_title
from cvtex.importers.typed_works import typed_work
from cvtex.importers.words import Words

MAX_BYTES: Final = 5_000_000
_YEAR: Final = re.compile(rb"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|[Ii]n press|[Ff]orthcoming")
_LABEL: Final = re.compile(r"^\s*(?:[•·*–-]|\[[A-Z]{0,3}\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)])\s+")
_LONGEST_HEADING: Final = 40
# What a sure reading leaves at most, in parts of the reference.
_SURE: Final = 0.15


def looks_pasted(data: bytes) -> bool:
    """Whether at least half of the lines, or of the paragraphs, name a year and are long enough for a reference."""
    if b"\0" in data or re.match(rb"\s*[<{\[\\%@](?!\d)", data):
        return False
    for separator in (rb"\r?\n", rb"\r?\n\s*\r?\n"):
        parts = [one for one in re.split(separator, data) if one.strip()]
        fitting = [one for one in parts if len(one) > 30 and _YEAR.search(one)]
        if fitting and 2 * len(fitting) >= len(parts):
            return True
    return False


def import_pasted(source: SourceFile) -> Checked[Imported]:
    if len(source.data) > MAX_BYTES:
        message = f"more than {MAX_BYTES // 1_000_000} MB are too many publications; nothing is read"
        return Checked(Imported(()), (error(message, Span(source.name)),))
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = source.data.decode("latin-1")
    works: list[ImportedWork] = []
    others: list[Said] = []
    said: list[Said] = []
    guesses: list[Diagnostic] = []
    kind: str | None = None
    for one, span in _references(text, source.name):
        plain = Said(_LABEL.sub("", one, count=1), span)
        # A heading, too: it is listed, since the works alone say what kind they are.
        said.append(plain)
        if is_title(one.strip(" :#")) or (
            type_of_title(one) and len(one) < 40 and ": " not in one and not any(map(str.isdigit, one))
        ):
            kind = type_of_title(one)
            continue
        work = typed_work(Words((plain.text,), span), kind)
        if work is None:
            others.append(plain)
            guesses.append(warning("no authors, year and title can be told here; it became an item of a list", span))
            continue
        works.append(work)
        note = work.fields.get("note")
        left = note.text if isinstance(note, Said) else note or ""
        if work.type == "misc" or len(left) > _SURE * len(plain.text):
            doubt = f"'{left}' stands in its note" if left else "no journal, book or publisher was found"
            guesses.append(warning(f"this reference is not read for sure: {doubt}", span))
    sections = ()
    if others:
        items = tuple({"text": one} for one in others)
        sections = (
            *((ImportedSection("publications", "Publications", works[0].span),) if works else ()),
            ImportedSection("list", "Further Publications" if works else "Publications", others[0].span, items),
        )
    return Checked(Imported(tuple(said), sections=sections, works=tuple(works), guesses=tuple(guesses)))


def _is_heading(line: str) -> bool:
    is_short = len(line) < _LONGEST_HEADING and ": " not in line and not any(map(str.isdigit, line))
    return is_title(line.strip(" :#")) or (is_short and type_of_title(line) is not None)


def _references(text: str, file: str) -> Iterator[tuple[str, Span]]:
    """Paragraphs if blank lines part them or lines are broken, else lines; and where each begins."""
    lines = text.splitlines()
    filled = [one for one in lines if one.strip()]
    years = sum(bool(_YEAR.search(one.encode())) for one in filled)
    is_by_line = 2 * years > len(filled)
    if any(_LABEL.match(one) for one in filled[:1]):
        # A label begins a reference.
        is_by_line = all(_LABEL.match(one) for one in filled)
    found: list[str] = []
    start = 0
    for number, line in enumerate(lines, 1):
        begins = is_by_line or bool(_LABEL.match(line))
        if found and (not line.strip() or begins):
            yield " ".join(found), Span(file, start)
            found = []
        if line.strip():
            start = start if found else number
            found.append(line.strip())
    if found:
        yield " ".join(found), Span(file, start)
