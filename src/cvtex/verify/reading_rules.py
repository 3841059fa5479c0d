"""A reading -> findings: what programs and screen readers cannot read in the file."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

from cvtex.diagnostics import Diagnostic, counted, error, warning
from cvtex.verify.reading import Branch, Reading, branches, squeezed, tree_text

_EXCERPT: Final = 40
_LISTED: Final = 5
_WITHIN: Final = "to a place in the document"
# Longer than any word of a language with spaces between words.
_LONGEST_WORD: Final = 60
_LETTERS: Final = 0.9
_NO_SPACES: Final = (
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "BOPOMOFO",
    "HANGUL",
    "THAI",
    "LAO",
    "KHMER",
    "MYANMAR",
    "TIBETAN",
    "JAVANESE",
    "BALINESE",
)
_HEADING: Final = re.compile(r"H([1-9]\d?)")


def findings(reading: Reading) -> tuple[Diagnostic, ...]:
    """Errors for unreadable parts, warnings for everything else."""
    return (
        *(error(message) for message in reading.damage),
        *_cut(reading),
        *_document(reading),
        *_fonts(reading),
        *_characters(reading),
        *_run_together(reading),
        *_tree(reading),
    )


def _cut(reading: Reading) -> Iterator[Diagnostic]:
    if reading.is_cut:
        yield warning(f"the file is too large: only {len(reading.pages)} of {reading.page_count} pages were read")


def _document(reading: Reading) -> Iterator[Diagnostic]:
    if reading.tree is None:
        yield warning("not tagged: a screen reader has to guess what is a heading, a list or a link")
    if not reading.language:
        yield warning("the document does not state its language: screen readers read it aloud in their own")
    if not reading.title:
        yield warning("the document has no title")
    elif not reading.shows_title:
        yield warning("viewers show the file's name instead of the title", hint="DisplayDocTitle is not set")
    if reading.pages and not any(text.strip() for text in reading.pages):
        yield warning("no page has any text: programs that read the file get nothing")


def _fonts(reading: Reading) -> Iterator[Diagnostic]:
    for font in reading.fonts:
        if font.unmapped:
            name = f"the font {font.name}" if font.name else "a font without a name"
            number = f"{font.unmapped} of {font.letters} characters in {name}"
            yield warning(f"{number} have no Unicode: programs have to guess their text")


def _characters(reading: Reading) -> Iterator[Diagnostic]:
    """Report characters that have no meaning outside one font."""
    found: Counter[str] = Counter()
    first = 0
    for page, text in enumerate(reading.pages, 1):
        here = Counter(
            one for one in text if one == "\ufffd" or (one != "\n" and unicodedata.category(one) in ("Co", "Cc", "Cn"))
        )
        first = first or (page if here else 0)
        found += here
    if found:
        listed = ", ".join(f"U+{ord(character):04X}" for character in sorted(found)[:_LISTED])
        more = ", ..." if len(found) > _LISTED else ""
        number = counted(found.total(), "character")
        yield warning(f"{number} without meaning to other programs ({listed}{more}): first on page {first}")


def _run_together(reading: Reading) -> Iterator[Diagnostic]:
    for page, text in enumerate(reading.pages, 1):
        long = [word for word in text.split() if len(word) >= _LONGEST_WORD and _are_words(word)]
        if long:
            yield warning(f"page {page}: words run together: '{_excerpt(long[0])}'{_others(len(long))}")


def _are_words(text: str) -> bool:
    """False for addresses and for scripts without spaces."""
    if re.search(r"[/@\\]|www\.", text):
        return False
    letters = [character for character in text if character.isalpha()]
    spaced = [character for character in letters if not unicodedata.name(character, "").startswith(_NO_SPACES)]
    return len(spaced) >= _LETTERS * len(text)


def _tree(reading: Reading) -> Iterator[Diagnostic]:
    tree = reading.tree
    if tree is None:
        return
    yield from _headings(tree)
    bare = [one for one in branches(tree) if one.role == "Figure" and not (one.alternative or one.actual or "").strip()]
    if bare:
        yield warning(f"{counted(len(bare), 'figure')} without alternative text")
    yield from _links(reading, tree)
    for is_marked, message in (
        (False, "text is neither in an element nor an artifact: screen readers skip it"),
        (True, "text is marked, but missing from the structure tree"),
    ):
        texts = [one for one in reading.untagged if one.is_marked == is_marked]
        if texts:
            yield warning(f"{message}: page {texts[0].page}, '{_excerpt(texts[0].text)}'{_others(len(texts))}")
    if reading.untagged_drawings:
        page, _ = reading.untagged_drawings[0]
        count = sum(number for _, number in reading.untagged_drawings)
        yield warning(f"{counted(count, 'drawing')} neither in an element nor an artifact: first on page {page}")
    if not tree_text(tree) and any(text.strip() for text in reading.pages):
        yield warning("the structure tree has no text")


def _headings(tree: Branch) -> Iterator[Diagnostic]:
    last = 0
    for branch in branches(tree):
        match = _HEADING.fullmatch(branch.role)
        if match is None:
            continue
        level = int(match[1])
        if level > last + 1:
            problem = f"a heading H{level} follows H{last}" if last else f"the first heading is H{level}"
            yield warning(f"{problem}: '{_excerpt(tree_text(branch))}'")
        last = level


def _links(reading: Reading, tree: Branch) -> Iterator[Diagnostic]:
    outside = [link for link in reading.links if link.number not in reading.linked]
    if outside:
        first = outside[0]
        yield warning(
            f"a link is not in the structure tree: page {first.page}, {first.address or _WITHIN}{_others(len(outside))}"
        )
    silent = [
        branch
        for branch in branches(tree)
        if branch.role == "Link" and not tree_text(branch) and not any(map(squeezed, branch.descriptions))
    ]
    if silent:
        yield warning(f"a link has no text: {' '.join(silent[0].addresses) or _WITHIN}{_others(len(silent))}")


def _others(count: int) -> str:
    return f" (and {count - 1} more)" if count > 1 else ""


def _excerpt(text: str) -> str:
    text = squeezed(text)
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
