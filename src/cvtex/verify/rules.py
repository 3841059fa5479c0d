"""A finished PDF x what was asked for -> broken promises."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from cvtex.diagnostics import Diagnostic, Span, error, warning
from cvtex.pdf.facts import Font
from cvtex.text.scripts.line_breaks import without_gaps
from cvtex.text.unicode import without_ignorable
from cvtex.value import Value
from cvtex.verify.finished import FinishedPdf


class Phrase(Value):
    """Text of a block (by its place, from 0) that must be found in it, behind those before it; `words` as `words_of`
    has it.
    """

    block: int
    text: str
    span: Span
    words: str


class Expectation(Value):
    """What a build asked for. `structure` is a role for each block. `max_pages` is None where there is no limit; `size`
    is in bp.

    `figures` are the pictures, by the texts that stand for them.
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
    is_for_press: bool
    phrases: tuple[Phrase, ...]
    figures: tuple[str, ...] = ()


def broken_promises(pdf: FinishedPdf, expected: Expectation) -> tuple[Diagnostic, ...]:
    """One error for each promise that the PDF does not keep, and warnings for what a reader of its text will miss."""
    return (
        *_pages(pdf, expected),
        *(_boxes(pdf) if expected.is_for_press else ()),
        *font_problems(pdf.facts.fonts, mute=error),
        *_metadata(pdf, expected),
        *_links(pdf, expected),
        *_outline(pdf, expected),
        *(_structure if expected.is_tagged else _blocks)(pdf, expected),
        *_pictures(pdf, expected),
        *_phrases(pdf, expected),
    )


# pdfTeX rounds lengths to 5 digits after the point, TeX to 1/65536 pt; a page may be off by less than this, in bp.
_SIZE_TOLERANCE = 0.1


def _pages(pdf: FinishedPdf, expected: Expectation) -> list[Diagnostic]:
    found = []
    if expected.max_pages is not None and pdf.pages > expected.max_pages:
        found.append(error(f"the PDF has {pdf.pages} pages, the limit is {expected.max_pages}"))
    odd = {
        number: size
        for number, size in enumerate(pdf.sizes, 1)
        if any(abs(is_ - want) > _SIZE_TOLERANCE for is_, want in zip(size, expected.size, strict=True))
    }
    if odd:
        number, (width, height) = next(iter(odd.items()))
        wanted = f"{expected.size[0]:g} x {expected.size[1]:g} bp"
        found.append(error(f"{len(odd)} pages are not {wanted}; page {number} is {width:.1f} x {height:.1f} bp"))
    return found


def _boxes(pdf: FinishedPdf) -> list[Diagnostic]:
    """A press cuts where the trim box says."""
    bare = [number for number, boxes in enumerate(pdf.boxes, 1) if len(boxes) < 2]
    return [error(f"page {bare[0]} lacks its trim box or its crop box")] if bare else []


def font_problems(fonts: Iterable[Font], mute: Callable[[str], Diagnostic]) -> Iterator[Diagnostic]:
    """`mute` makes the problem of a font from which no text can be copied."""
    for font in fonts:
        if not font.is_embedded:
            yield error(f"the font {font.name} is not embedded")
        elif not font.has_unicode:
            yield mute(f"the font {font.name} does not say which characters it has (ToUnicode)")


def _metadata(pdf: FinishedPdf, expected: Expectation) -> list[Diagnostic]:
    pairs = (
        ("title", pdf.facts.title, expected.title),
        ("author", pdf.facts.author, expected.author),
        ("language", pdf.facts.language, expected.language),
    )
    return [error(f"the PDF's {what} is '{is_}', not '{want}'") for what, is_, want in pairs if is_ != want]


def _links(pdf: FinishedPdf, expected: Expectation) -> list[Diagnostic]:
    there = frozenset(link.address for link in pdf.facts.links if link.address)
    missing = [error(f"the PDF has no link to {url}") for url in sorted(expected.links - there)]
    foreign = [error(f"the PDF has an unknown link to {url}") for url in sorted(there - expected.links)]
    return missing + foreign


def _outline(pdf: FinishedPdf, expected: Expectation) -> list[Diagnostic]:
    if pdf.outline == expected.outline:
        return []
    missing = [title for title in expected.outline if title not in pdf.outline]
    return [error(f"the PDF's outline lacks {missing[0]}" if missing else "the PDF's outline is in another order")]


def _blocks(pdf: FinishedPdf, expected: Expectation) -> list[Diagnostic]:
    """Each block begins and ends once, in order."""
    wanted = [(kind, number) for number in range(1, len(expected.structure) + 1) for kind in ("begin", "end")]
    seen = [(mark.kind, mark.block) for mark in pdf.marks]
    if seen == wanted:
        return []
    counts = Counter(seen)
    lost = sorted({number for kind, number in wanted if counts[(kind, number)] != 1})
    if lost:
        return [error(f"{len(lost)} blocks are not on the pages exactly once, the first one is number {lost[0]}")]
    return [error("the blocks stand on the pages in another order than in the document")]


def _structure(pdf: FinishedPdf, expected: Expectation) -> list[Diagnostic]:
    """Each block is in the structure tree once, in order, and each content of the pages in the tree, in order."""
    found = pdf.tagged
    if found is None:
        return [error("the PDF is not tagged")]
    if len(found.roles) != len(expected.structure):
        return [error(f"the structure tree has {len(found.roles)} blocks, the document {len(expected.structure)}")]
    if found.roles != expected.structure:
        return [error("the blocks of the structure tree have other roles than those of the document")]
    if found.contents != found.on_pages:
        return [error("the structure tree does not hold what is on the pages, once and in order")]
    return []


def _pictures(pdf: FinishedPdf, expected: Expectation) -> list[Diagnostic]:
    """Those that were asked for and no other, each with the text that stands for it."""
    if pdf.pictures != len(expected.figures):
        return [error(f"the PDF shows {pdf.pictures} pictures, not {len(expected.figures)}")]
    if pdf.tagged and pdf.tagged.figures != expected.figures:
        return [error("the pictures of the structure tree do not have the texts that stand for them")]
    return []


def _phrases(pdf: FinishedPdf, expected: Expectation) -> list[Diagnostic]:
    """Each block says all that it should, in order; with a structure word by word, without one letter by letter."""
    torn = list(_missing(pdf, expected, words_of, lambda phrase: phrase.words)) if expected.is_tagged else []
    if expected.is_tagged and not torn:
        # Whose words are there, has its letters there.
        return []
    lost = dict.fromkeys(_missing(pdf, expected, letters_of, lambda phrase: letters_of(phrase.text)))
    return [
        *(error(f"the text '{phrase.text}' is not found in the PDF", phrase.span) for phrase in lost),
        *(
            warning(f"in the PDF's text the words of '{phrase.text}' are not apart as here", phrase.span)
            for phrase in torn
            if phrase not in lost
        ),
    ]


def _missing(
    pdf: FinishedPdf, expected: Expectation, fold: Callable[[str], str], folded: Callable[[Phrase], str]
) -> Iterator[Phrase]:
    """Those that are not found in their block, behind what was found before."""
    texts = [fold(text) for text in pdf.texts]
    places = [0] * len(texts)
    for phrase in expected.phrases:
        text = folded(phrase)
        place = texts[phrase.block].find(text, places[phrase.block]) if phrase.block < len(texts) else -1
        if place < 0:
            yield phrase
        else:
            places[phrase.block] = place + len(text)


# A line may end here.
_PLACES = re.compile("[\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}]\\s*")


def words_of(text: str) -> str:
    """Words, one space apart, in one form of Unicode (NFKC: a ligature is its letters).

    What stands beside a sign of Chinese or Japanese is apart from it by a gap, with or without a blank.
    """
    normal = unicodedata.normalize("NFKC", without_gaps(without_ignorable(_PLACES.sub("", text))))
    return " ".join(normal.split())


_NO_LETTER = re.compile(r"[\W_]+")


def letters_of(text: str) -> str:
    """Letters and digits alone: TeX writes no spaces, divides words by hyphens, and puts accents beside letters."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NO_LETTER.sub("", text)
