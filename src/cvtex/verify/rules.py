"""A final PDF, the build's expectation -> failures."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, pairwise
from typing import Final

from cvtex.diagnostics import Diagnostic, Span, counted, error, warning
from cvtex.model.running import RunningLines
from cvtex.pdf.facts import Font
from cvtex.text.drawn_parts import drawn_order
from cvtex.text.scripts.line_breaks import without_gaps
from cvtex.text.unicode import without_ignorable
from cvtex.value import Value, field
from cvtex.verify.finished import FinishedPdf
from cvtex.verify.running_lines import missing_lines
from cvtex.verify.sight import FOOT, HEAD, visible_problems


class Phrase(Value):
    """Text that block number `block` (from 0) must contain, after others of its part. `words`: by `words_of`."""

    block: int
    text: str
    span: Span
    words: str
    part: int = 0


class Expectation(Value):
    """What a build requires of its PDF.

    `max_pages`: None for no limit. `size`: of the pages in bp. `structure`: the role of each block. `figures`: the
    alternative texts of the pictures; as many as `charts` are drawn with rules. `beside`: numbers (from 1) of the
    blocks in a column beside the others, which are drawn before, after or between those. `heads`: numbers of headings,
    and of notes and charts below them. `running`: the lines at the foot and the top of pages; the name at the left of
    the foot may be missing if it `is_name_optional`. `link_places`, `outline_places`: where links and the titles of
    the outline are written.
    """

    max_pages: int | None
    size: tuple[float, float]
    title: str
    author: str
    language: str
    links: frozenset[str]
    outline: tuple[str, ...]
    structure: tuple[str, ...]
    is_tagged: bool
    needs_print_boxes: bool
    phrases: tuple[Phrase, ...]
    figures: tuple[str, ...] = ()
    charts: int = 0
    beside: frozenset[int] = frozenset()
    heads: frozenset[int] = frozenset()
    running: RunningLines = RunningLines()
    is_name_optional: bool = False
    link_places: Mapping[str, Span] = field(default_factory=dict)
    outline_places: tuple[Span, ...] = ()


def failed_expectations(pdf: FinishedPdf, expected: Expectation) -> tuple[Diagnostic, ...]:
    """Report each broken promise as an error, and words that text extraction splits differently as warnings."""
    return (
        *_sizes(pdf, expected),
        *(_boxes(pdf) if expected.needs_print_boxes else ()),
        *font_problems(pdf.facts.fonts, missing_unicode=error),
        *_metadata(pdf, expected),
        *_links(pdf, expected),
        *_outline(pdf, expected),
        *(_structure if expected.is_tagged else _blocks)(pdf, expected),
        *_pictures(pdf, expected),
        *_phrases(pdf, expected),
        *_question_marks(pdf, expected),
        *_lone_headings(pdf, expected),
        *visible_problems(pdf.lines, pdf.sizes, _places(expected)),
        *missing_lines(pdf.asides, expected.running, letters_of, is_name_optional=expected.is_name_optional),
    )


def _places(expected: Expectation) -> dict[int, Span]:
    """The place of each block by its number, and of the lines at the foot and at the top of pages."""
    lines = ((FOOT, expected.running.foot.span), (HEAD, expected.running.head.span))
    return {phrase.block + 1: phrase.span for phrase in expected.phrases} | {
        number: span for number, span in lines if span
    }


# In bp: pdfTeX rounds lengths to 5 decimals, TeX to 1/65536 pt.
_SIZE_TOLERANCE = 0.1


def exceeded_limit(pdf: FinishedPdf, expected: Expectation) -> tuple[Diagnostic, ...]:
    if expected.max_pages is None or pdf.pages <= expected.max_pages:
        return ()
    return (error(f"the PDF has {pdf.pages} pages, the limit is {expected.max_pages}"),)


def _sizes(pdf: FinishedPdf, expected: Expectation) -> list[Diagnostic]:
    odd = {
        number: size
        for number, size in enumerate(pdf.sizes, 1)
        if any(abs(is_ - want) > _SIZE_TOLERANCE for is_, want in zip(size, expected.size, strict=True))
    }
    if odd:
        number, (width, height) = next(iter(odd.items()))
        wanted = f"{expected.size[0]:g} x {expected.size[1]:g} bp"
        message = f"{counted(len(odd), 'page')} of the wrong size"
        return [error(f"{message}: page {number} is {width:.1f} x {height:.1f} bp, not {wanted}")]
    return []


def _boxes(pdf: FinishedPdf) -> list[Diagnostic]:
    """Printers cut at the trim box."""
    bare = [number for number, boxes in enumerate(pdf.boxes, 1) if len(boxes) < 2]
    return [error(f"page {bare[0]} has no trim box or no crop box")] if bare else []


def font_problems(fonts: Iterable[Font], missing_unicode: Callable[[str], Diagnostic]) -> Iterator[Diagnostic]:
    """`missing_unicode`: error or warning, for fonts without a ToUnicode map."""
    for font in fonts:
        if not font.is_embedded:
            yield error(f"the font {font.name} is not embedded")
        elif not font.has_unicode:
            yield missing_unicode(f"text in the font {font.name} cannot be copied: it has no ToUnicode map")


def _metadata(pdf: FinishedPdf, expected: Expectation) -> list[Diagnostic]:
    pairs = (
        ("title", pdf.facts.title, expected.title),
        ("author", pdf.facts.author, expected.author),
        ("language", pdf.facts.language, expected.language),
    )
    return [error(f"the PDF's {what} is '{is_}', not '{want}'") for what, is_, want in pairs if is_ != want]


def _links(pdf: FinishedPdf, expected: Expectation) -> list[Diagnostic]:
    links = frozenset(link.address for link in pdf.facts.links if link.address)
    places = expected.link_places
    missing = [error(f"the PDF has no link to {url}", places.get(url)) for url in sorted(expected.links - links)]
    unexpected = [error(f"the PDF has an unexpected link to {url}") for url in sorted(links - expected.links)]
    return missing + unexpected


def _outline(pdf: FinishedPdf, expected: Expectation) -> list[Diagnostic]:
    if pdf.outline == expected.outline:
        return []
    places = dict(zip(reversed(expected.outline), reversed(expected.outline_places), strict=False))
    for title in expected.outline:
        if title not in pdf.outline:
            return [error(f"the PDF's outline lacks '{title}'", places.get(title))]
    return [error("the PDF's outline is in the wrong order")]


def _blocks(pdf: FinishedPdf, expected: Expectation) -> list[Diagnostic]:
    """Each block must begin and end once, and those of each column in order."""
    wanted = [(kind, number) for number in range(1, len(expected.structure) + 1) for kind in ("begin", "end")]
    seen = [(mark.kind, mark.block) for mark in pdf.marks]
    counts = Counter(seen)
    lost = sorted({number for kind, number in wanted if counts[(kind, number)] != 1})
    if lost:
        return [error(f"{counted(len(lost), 'block')} missing or repeated on the pages: the first is number {lost[0]}")]
    return _order([(block, kind) for kind, block in seen], expected)


def _order(drawn: Sequence[tuple[int, str]], expected: Expectation) -> list[Diagnostic]:
    """The blocks of each column must be drawn in the document's order."""
    beside = [one for one in drawn if one[0] in expected.beside]
    others = [one for one in drawn if one[0] not in expected.beside]
    if beside == sorted(beside) and others == sorted(others):
        return []
    return [error("the blocks are on the pages in the wrong order")]


def _structure(pdf: FinishedPdf, expected: Expectation) -> list[Diagnostic]:
    """The tree must contain each block in the document's order, and all marked content of the pages, each once."""
    found = pdf.tagged
    if found is None:
        return [error("the PDF is not tagged")]
    if len(found.roles) != len(expected.structure):
        return [error(f"the structure tree has {counted(len(found.roles), 'block')}, not {len(expected.structure)}")]
    if found.roles != expected.structure:
        return [error("blocks in the structure tree have the wrong roles")]
    if sorted(found.contents) != sorted(found.on_pages):
        return [error("the structure tree does not contain the content of the pages once")]
    return _order([(block, "") for block in found.drawn], expected)


def _pictures(pdf: FinishedPdf, expected: Expectation) -> list[Diagnostic]:
    """The PDF must show the expected pictures and no others, with their alternative texts."""
    pictures = len(expected.figures) - expected.charts
    if pdf.pictures != pictures:
        return [error(f"the PDF shows {counted(pdf.pictures, 'picture')}, not {pictures}")]
    if pdf.tagged and pdf.tagged.figures != expected.figures:
        return [error("pictures in the structure tree have the wrong alternative texts")]
    return []


def _phrases(pdf: FinishedPdf, expected: Expectation) -> list[Diagnostic]:
    """Each block must contain its parts, in any order: word by word if tagged, else letter by letter."""
    changed = list(_missing(pdf, expected, words_of, lambda phrase: phrase.words)) if expected.is_tagged else []
    if expected.is_tagged and not changed:
        # If all words are found, so are their letters.
        return []
    missing = dict.fromkeys(_missing(pdf, expected, letters_of, lambda phrase: letters_of(phrase.text)))
    return [
        *(error(f"the text '{_quoted(phrase)}' is missing from the PDF", phrase.span) for phrase in missing),
        *(
            warning(f"the PDF's text separates the words of '{_quoted(phrase)}' differently", phrase.span)
            for phrase in changed
            if phrase not in missing
        ),
    ]


def _quoted(phrase: Phrase) -> str:
    return " ".join(phrase.text.split())


def _missing(
    pdf: FinishedPdf, expected: Expectation, fold: Callable[[str], str], folded: Callable[[Phrase], str]
) -> Iterator[Phrase]:
    """Phrases that their block lacks: each part is found once, apart from the others, with its phrases in order."""
    for block, phrases in groupby(expected.phrases, lambda phrase: phrase.block):
        shown = fold(pdf.texts[block]) if block < len(pdf.texts) else ""
        parts = [tuple(part) for _, part in groupby(phrases, lambda phrase: phrase.part)]
        texts = [tuple(map(folded, part)) for part in parts]
        found = drawn_order(shown, texts)
        if len(found) < len(parts):
            for number in sorted({*range(len(parts))} - {*found}):
                yield from _missing_in(shown, parts[number], texts[number])


def _missing_in(shown: str, part: tuple[Phrase, ...], texts: tuple[str, ...]) -> tuple[Phrase, ...]:
    """The phrases of a missing part that are not shown after the ones before them."""
    missing = []
    place = 0
    for phrase, text in zip(part, texts, strict=True):
        found = shown.find(text, place)
        if found < 0:
            missing.append(phrase)
        else:
            place = found + len(text)
    # All are shown, but as the text of other parts.
    return tuple(missing) or part


_UNKNOWN: Final = "??"


def _question_marks(pdf: FinishedPdf, expected: Expectation) -> Iterator[Diagnostic]:
    """LaTeX prints two question marks for a number that it does not know. An author's own are expected."""
    written: Counter[int] = Counter()
    for phrase in expected.phrases:
        written[phrase.block] += phrase.text.count(_UNKNOWN)
    in_blocks = (
        pdf.page_of(block + 1) for block, text in enumerate(pdf.texts) if text.count(_UNKNOWN) > written[block]
    )
    asides = (
        page
        for page, text in enumerate(pdf.asides, 1)
        if text.count(_UNKNOWN) > " ".join(chain(*expected.running.on_page(page, pdf.pages))).count(_UNKNOWN)
    )
    for page in sorted({*asides, *(page for page in in_blocks if page)})[:1]:
        yield error(
            f"page {page} prints '??' in place of a number", None, "does a local theme use references or totals?"
        )


def _lone_headings(pdf: FinishedPdf, expected: Expectation) -> Iterator[Diagnostic]:
    """No page may end with a heading whose items are on the next one."""
    numbers = range(1, len(expected.structure) + 1)
    columns = (
        [number for number in numbers if number not in expected.beside],
        [number for number in numbers if number in expected.beside],
    )
    for column in columns:
        heading = 0
        for one, two in pairwise(column):
            role, next_role = expected.structure[one - 1], expected.structure[two - 1]
            heading = one if role in _HEADINGS else heading
            if one not in expected.heads or not heading:
                continue
            is_above = next_role not in _HEADINGS or next_role > expected.structure[heading - 1]
            page, next_page = pdf.page_of(one), pdf.page_of(two)
            if is_above and page is not None and next_page is not None and page < next_page:
                title = next((phrase for phrase in expected.phrases if phrase.block == heading - 1), None)
                yield error(
                    f"page {page} ends with the heading '{_quoted(title) if title else ''}', without an item below it",
                    title.span if title else None,
                    r"does a local theme break pages, or give \cvform of headings no gap after them?",
                )
                return


_HEADINGS: Final = frozenset({"H1", "H2", "H3", "H4"})

# Where a line may end, with the line end.
_PLACES = re.compile("[\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}]\\s*")


def words_of(text: str) -> str:
    """Normalise to words with one space between them, in NFKC (ligatures become letters).

    Spaces beside Chinese and Japanese characters are removed, since a gap there may or may not be a space.
    """
    normal = unicodedata.normalize("NFKC", without_gaps(without_ignorable(_PLACES.sub("", text))))
    return " ".join(normal.split())


_NO_LETTER = re.compile(r"[\W_]+")


def letters_of(text: str) -> str:
    """Only letters and digits: TeX writes no spaces, hyphenates words, and puts accents beside letters."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NO_LETTER.sub("", text)
