"""A CV as Markdown or as plain text -> sections, the owner, works and the photograph.

CommonMark's blocks, with tables. In plain text, lines are lines of the page, unless they are as long as a paragraph's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING, Final

from cvtex.diagnostics import Checked, Span, error
from cvtex.importers.documents.arranging import Arrangement
from cvtex.importers.documents.blocks import Row
from cvtex.importers.documents.contact_details import ContactDetails
from cvtex.importers.documents.dating import years_of
from cvtex.importers.documents.letters import Letters, rich_text
from cvtex.importers.documents.paragraphs import Content, Paragraph, blocks_of
from cvtex.importers.documents.placing import is_title, kind_of_title
from cvtex.importers.documents.words import Words, joined_words
from cvtex.importers.imported import Imported, ImportedFile, Said, SourceFile
from cvtex.text.richtext import Footnote, RichText, plain
from cvtex.value import replace

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

MAX_BYTES: Final = 2_000_000
MAX_LINES: Final = 10_000
# The parser takes time by the square of a paragraph's signs.
MAX_MARKUP: Final = 10_000
_MOST_TITLES: Final = 2
# Shorter lines are not broken by the width of a page.
_WIDTH: Final = 60
_LONGEST_HEADING: Final = 120
_FRONT: Final = re.compile(r"\ufeff?---[ \t]*\r?\n(.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
# Title, authors and date of pandoc.
_PANDOC_FRONT: Final = re.compile(r"\ufeff?((?:%[^\n]*\n){1,2}%[^\n]*)(?:\n|$)")
_FRONT_LINE: Final = re.compile(r"[ \t]*(?:-[ \t]+)?(?:([\w-]+):[ \t]*)?([^\n]*)")
_NAMES: Final = frozenset({"name", "author", "title"})
_GAP: Final = re.compile(r"\t+|[ \u00a0]{3,}")
_BULLET: Final = re.compile(r"^(?:[•·▪◦‣●○■–—-]|\d{1,3}[.)])[ \t\u00a0]+")
_SEPARATOR: Final = re.compile(r"\s[•|·]\s|\t|\s{3,}")
_MARKS: Final = " \t\xa0#*_=-"
_NOTE: Final = re.compile(r"^\[\^([\w-]{1,40})\]:[ \t]*(.*(?:\n(?:[ \t]+\S.*))*)\n?", re.MULTILINE)
_NOTE_SIGN: Final = re.compile(r"\[\^([\w-]{1,40})\]")
_TAG: Final = re.compile(r"<(?:/?[A-Za-z][^<>]{0,1000}|!--.{0,10000}?--)>", re.DOTALL)
_BREAK: Final = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]{0,1000}>", re.IGNORECASE)
_PICTURES: Final = {b"\x89PNG": ".png", b"\xff\xd8": ".jpg"}


def looks_like_cv(data: bytes) -> bool:
    """Whether it is text with the titles of several sections of a CV in lines of their own."""
    if b"\0" in data:
        return False
    lines = (line.lstrip(_MARKS).rstrip(f"{_MARKS}:") for line in data.decode("utf-8", "replace").splitlines())
    kinds = {kind_of_title(line) for line in lines if 1 < len(line) <= _LONGEST_HEADING and is_title(line)}
    return len(kinds - {None}) >= _MOST_TITLES


def import_markdown(source: SourceFile) -> Checked[Imported]:
    if len(source.data) > MAX_BYTES or source.data.count(b"\n") > MAX_LINES:
        message = (
            f"more than {MAX_LINES:,} lines or {MAX_BYTES // 1_000_000} MB are too much text for a CV; nothing is read"
        )
        return Checked(Imported(()), (error(message, Span(source.name)),))
    reader = _Reader(source)
    contents = reader.contents()
    arrangement = Arrangement(ContactDetails(), source.name)
    sections = arrangement.sections(blocks_of(contents))
    return Checked(
        Imported(
            tuple(reader.said),
            owner=arrangement.details.tree(),
            language=arrangement.language if arrangement.language != "en" else "",
            sections=sections,
            works=tuple(arrangement.works),
            photo=reader.photo,
            guesses=tuple(dict.fromkeys(arrangement.diagnostics)),
        )
    )


class _Reader:
    """`said`: the text of every line, in order. `photo`: the first picture that is beside the source."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.said: list[Said] = []
        self.photo: ImportedFile | None = None
        self.notes: dict[str, RichText] = {}

    def contents(self) -> list[Content]:
        text = self.source.data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        front = _FRONT.match(text) or _PANDOC_FRONT.match(text)
        found: list[Content] = list(self._front(front[1])) if front else []
        # Lines keep their numbers.
        body = "\n" * front[0].count("\n") + text[front.end() :] if front else text
        for note in _NOTE.finditer(body):
            said = Said(" ".join(note[2].split()), self._span(body.count("\n", 0, note.start()) + 1))
            self.notes[note[1]] = (said.text,)
            self.said.append(said)
        body = _NOTE.sub(lambda note: "\n" * note[0].count("\n"), body)
        found += self._blocks(_parsed(body))
        return _with_name_first(_joined(found))

    def _front(self, text: str) -> Iterator[Content]:
        """Of the lines above the text, only a name is the CV's; the others are listed as what no CV prints."""
        for number, line in enumerate(text.split("\n"), 1 if text.startswith("%") else 2):
            match = _FRONT_LINE.fullmatch(line.replace("%", "title:", 1) if line.startswith("%") else line)
            value = match[2].strip().strip("'\"").strip() if match else ""
            if not match or not value:
                continue
            said = Said(value, self._span(number))
            is_name = match[1] in _NAMES and not any(map(str.isdigit, value)) and not is_title(value)
            self.said.append(said if is_name else replace(said, kind="data"))
            if is_name:
                yield Paragraph(((Words((value,), said.span),),), level=0)

    def _blocks(self, tokens: list[Token]) -> Iterator[Content]:
        depth = -1
        level: int | None = None
        row: list[Words] | None = None
        is_header = False
        for token in tokens:
            start = token.map[0] + 1 if token.map else 1
            match token.type:
                case "bullet_list_open" | "ordered_list_open":
                    depth += 1
                case "bullet_list_close" | "ordered_list_close":
                    depth -= 1
                case "heading_open":
                    level = int(token.tag[1:])
                case "heading_close":
                    level = None
                case "thead_open" | "thead_close":
                    is_header = token.nesting > 0
                case "tr_open":
                    row = []
                case "tr_close":
                    if row and not (is_header and self._are_labels(row)):
                        yield Row(tuple(row))
                    row = None
                case "inline" if row is not None:
                    row += [one for cells in self._lines(token, start) for one in cells][:1] or []
                case "inline":
                    yield from self._paragraphs(self._lines(token, start), token.content, level, depth)
                case "fence" | "html_block":
                    text = token.content if token.type == "fence" else _without_tags(token.content)
                    lines = [(number, line) for number, line in enumerate(text.split("\n"), start) if line.strip()]
                    cells = [self._cells([Letters(line.strip())], number) for number, line in lines]
                    yield from self._paragraphs(cells, "", None, depth)
                case _:
                    pass

    def _are_labels(self, row: list[Words]) -> bool:
        """Whether the head of a table says what stands in its columns: no CV prints that."""
        if any(any(map(str.isdigit, one.plain)) for one in row):
            return False
        said = [replace(one, kind="data") for one in self.said[-len(row) :]]
        self.said[-len(row) :] = said
        return True

    def _paragraphs(
        self, lines: list[tuple[Words, ...]], written: str, level: int | None, depth: int
    ) -> Iterator[Paragraph]:
        """One paragraph, or those that begin with a bullet that is no Markdown."""
        lines = [line for line in lines if any(line)]
        if level is not None and (len(lines) > 1 or len(written) > _LONGEST_HEADING):
            # Text above a rule.
            level = None
        pending: list[tuple[Words, ...]] = []
        is_item = False
        # Lines that all name a year are entries of their own.
        are_apart = level is None and all(any(years_of(cell.plain) for cell in line) for line in lines)
        for line in lines:
            bullet = _BULLET.match(line[0].plain) if level is None else None
            # A short line is not broken: what follows is no part of the item.
            is_after = is_item and bool(pending) and _length(pending[-1]) < _WIDTH
            if pending and (bullet or are_apart or is_after or _is_title_line(line) or _is_title_line(pending[-1])):
                yield _paragraph(pending, level, depth + is_item)
                pending, is_item = [], is_item and not is_after
            is_item |= bullet is not None
            pending.append((line[0].part(bullet.end()), *line[1:]) if bullet else line)
        if pending:
            yield _paragraph(pending, level, depth + is_item)

    def _lines(self, token: Token, start: int) -> list[tuple[Words, ...]]:
        """The lines of a paragraph, each with its cells. Lines that a page's width has broken are one."""
        lines: list[list[Letters]] = [[]]
        breaks: list[bool] = []
        look = Letters("")
        addresses: list[str] = []
        for one in token.children or ():
            match one.type:
                case "text" | "text_special" | "code_inline":
                    lines[-1] += self._letters(one.content, look)
                case "softbreak" | "hardbreak":
                    breaks.append(one.type == "hardbreak")
                    lines.append([])
                case "html_inline":
                    if _BREAK.fullmatch(one.content):
                        breaks.append(True)
                        lines.append([])
                case "strong_open" | "strong_close":
                    look = replace(look, is_bold=one.nesting > 0)
                case "em_open" | "em_close":
                    look = replace(look, is_italic=one.nesting > 0)
                case "link_open":
                    addresses.append(str(one.attrs.get("href", "")))
                    look = replace(look, url=addresses[-1])
                case "link_close":
                    self._said_address(lines[-1], addresses.pop(), start + len(breaks))
                    look = replace(look, url="")
                case "image":
                    self._picture(str(one.attrs.get("src", "")), one.content, start + len(breaks))
                case _:
                    pass
        shown = ["".join(one.text for one in line) for line in lines]
        is_prose = all(len(one) >= _WIDTH and not _SEPARATOR.search(one) for one in shown[:-1])
        is_prose = is_prose and not all(map(years_of, shown))
        whole: list[tuple[int, list[Letters]]] = [(start, lines[0])]
        for number, (line, is_hard) in enumerate(zip(lines[1:], breaks, strict=True), start + 1):
            if is_hard or not is_prose:
                whole.append((number, line))
            else:
                whole[-1][1].extend((Letters(" "), *line))
        return [self._cells(line, number) for number, line in whole]

    def _letters(self, text: str, look: Letters) -> Iterator[Letters]:
        """A text with the notes to which it refers."""
        pieces = _NOTE_SIGN.split(text)
        for number, piece in enumerate(pieces):
            if not number % 2:
                yield replace(look, text=piece)
            elif piece in self.notes:
                yield replace(look, text="", note=(Footnote(self.notes.pop(piece)),))
            else:
                yield replace(look, text=f"[^{piece}]")

    def _cells(self, letters: Iterable[Letters], number: int) -> tuple[Words, ...]:
        words = Words(rich_text(letters), self._span(number))
        if not words:
            return ()
        words = words.without_icon()
        self.said.append(Said(_BULLET.sub("", words.plain), words.span))
        return words.pieces(_GAP)

    def _said_address(self, letters: list[Letters], address: str, number: int) -> None:
        """An address behind other words is a text of its own."""
        shown = "".join(one.text for one in letters if one.url)
        if address and address.removeprefix("mailto:") not in shown and shown not in address:
            self.said.append(Said(address.removeprefix("mailto:"), self._span(number)))

    def _picture(self, path: str, alternative: str, number: int) -> None:
        if alternative.strip():
            self.said.append(Said(alternative, self._span(number), kind="data"))
        data = self.source.beside(path) if path and self.photo is None and "://" not in path else None
        ending = next((ending for start, ending in _PICTURES.items() if data and data.startswith(start)), None)
        if data and ending:
            self.photo = ImportedFile(f"photo{ending}", data)

    def _span(self, number: int) -> Span:
        return Span(self.source.name, number)


def _parsed(text: str) -> list[Token]:
    from markdown_it import MarkdownIt

    # Indented text is text: nobody writes code in a CV.
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 50}).enable("table").disable(["code", "reference"])
    parser.core.ruler.at("inline", _read_inline)
    return parser.parse(text)


def _read_inline(state: StateCore) -> None:
    """Read the markup of each paragraph; a longer one than people write is plain text."""
    from markdown_it.token import Token

    for token in state.tokens:
        if token.type != "inline":
            continue
        if len(token.content) <= MAX_MARKUP:
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
            continue
        lines = [Token("text", "", 0, content=line) for line in token.content.split("\n")]
        token.children = [one for line in lines for one in (Token("softbreak", "br", 0), line)][1:]


def _without_tags(html: str) -> str:
    """HTML -> its lines, as many as it has."""
    return unescape(_TAG.sub(" ", _BREAK.sub("\n", html)))


def _length(line: tuple[Words, ...]) -> int:
    return sum(len(cell.plain) for cell in line)


def _is_title_line(line: tuple[Words, ...]) -> bool:
    return len(line) == 1 and is_title(line[0].plain)


def _paragraph(lines: list[tuple[Words, ...]], level: int | None, depth: int) -> Paragraph:
    first = lines[0][0]
    look = first.style or ("capitals" if first.plain.isupper() else None)
    return Paragraph(
        tuple(lines), level, depth if depth >= 0 and level is None else None, look, size=1.0 if look else 0.0
    )


def _joined(contents: Iterable[Content]) -> list[Content]:
    """A paragraph that ends with a comma goes on in the next one."""
    found: list[Content] = []
    for one in contents:
        last = found[-1] if found else None
        if (
            isinstance(one, Paragraph)
            and isinstance(last, Paragraph)
            and one.level is None
            and (one.depth, last.level) == (last.depth, None)
            and last.words.plain.rstrip().endswith(",")
        ):
            line = joined_words(" ", (*last.lines[-1], *one.lines[0]))
            assert line
            found[-1] = replace(last, lines=(*last.lines[:-1], (line,), *one.lines[1:]))
        else:
            found.append(one)
    return found


def _with_name_first(contents: list[Content]) -> list[Content]:
    """The only heading of the first level is the document's, if it is no section."""
    first = [n for n, one in enumerate(contents) if isinstance(one, Paragraph) and one.level == 1]
    if len(first) == 1 and not any(isinstance(one, Paragraph) and one.level == 0 for one in contents):
        number = first[0]
        heading = contents[number]
        if isinstance(heading, Paragraph) and not is_title(plain(heading.words.text)):
            return [*contents[:number], replace(heading, level=0), *contents[number + 1 :]]
    return contents
