"""Bytes of any PDF -> its reading: the text of the pages in the order of the structure tree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple, assert_never

from cvtex.pdf.facts import (
    ContentReference,
    ElementFacts,
    Link,
    ObjectReference,
    PdfFacts,
    StructureElement,
    StructureKid,
    StructureTree,
    read_facts,
    read_structure_tree,
)
from cvtex.pdf.foreign import ForeignFile
from cvtex.value import Value
from cvtex.verify.page_text import ContentOwner, PagesText, PageText, read_page_texts
from cvtex.verify.reading import Branch, FontLetters, Reading, UntaggedText, Words


def read_text(data: bytes) -> Reading:
    """Raises UnreadablePdfError if the file is not a PDF, or needs a password."""
    pages, file = read_page_texts(data), ForeignFile(data)
    return assembled(pages, read_facts(file), read_structure_tree(file), file.damage)


class _Key(NamedTuple):
    page: int
    number: int
    is_in_form: bool


class _Placed(Value):
    """A piece with its index among all pieces of the document."""

    text: str
    place: int


def assembled(
    pages: PagesText, facts: PdfFacts, structure: StructureTree | None, damage: tuple[str, ...] = ()
) -> Reading:
    held = tuple(_flat(structure.kids)) if structure else ()
    references = tuple(kid for kid in held if isinstance(kid, ContentReference))
    tree = None
    if structure is not None:
        damage += structure.damage
        links = {link.number: link for link in facts.links if link.number}
        builder = _Builder(_contents(pages.pages), references, links, is_spaced=_writes_spaces(pages.pages))
        kids = builder.kids(structure.kids)
        tree = kids[0] if len(kids) == 1 and isinstance(kids[0], Branch) else Branch("StructTreeRoot", kids=kids)
        if builder.is_doubled:
            damage += ("content of the pages occurs in the structure tree more than once",)
    return Reading(
        pages=tuple(page.text for page in pages.pages),
        page_count=pages.page_count,
        title=facts.title.strip(),
        shows_title=facts.shows_title,
        language=facts.language,
        tree=tree,
        fonts=tuple(_fonts(pages.pages)),
        links=facts.links,
        linked=frozenset(kid.number for kid in held if isinstance(kid, ObjectReference)),
        untagged=tuple(_untagged(pages.pages, references)) if tree else (),
        untagged_drawings=tuple(
            (page.number, page.untagged_drawings) for page in pages.pages if tree and page.untagged_drawings
        ),
        damage=(
            *(f"page {page.number} cannot be read ({page.damage})" for page in pages.pages if page.damage),
            *damage,
        ),
        is_cut=pages.is_cut,
    )


def _contents(pages: Iterable[PageText]) -> Mapping[_Key, list[_Placed]]:
    found: dict[_Key, list[_Placed]] = {}
    place = 0
    for page in pages:
        # A gap in the numbers: text does not continue on the next page.
        place += 1
        for piece in page.pieces:
            place += 1
            if piece.owner.number is not None and not piece.owner.is_artifact:
                key = _Key(page.number, piece.owner.number, piece.owner.is_in_form)
                found.setdefault(key, []).append(_Placed(piece.text, place))
    return found


def _flat(kids: Iterable[StructureKid]) -> Iterator[StructureKid]:
    for kid in kids:
        yield kid
        if isinstance(kid, StructureElement):
            yield from _flat(kid.kids)


def _streams(references: Iterable[ContentReference]) -> Mapping[int, frozenset[int]]:
    """The forms of each page to which the tree refers."""
    found: dict[int, set[int]] = {}
    for one in references:
        if one.stream is not None:
            found.setdefault(one.page, set()).add(one.stream)
    return {page: frozenset(streams) for page, streams in found.items()}


def _key(reference: ContentReference, streams: Mapping[int, frozenset[int]]) -> _Key | None:
    """None if unknown: PDFium does not report an object's form, so several forms on a page are ambiguous."""
    if reference.stream is not None and len(streams[reference.page]) > 1:
        return None
    return _Key(reference.page, reference.number, reference.stream is not None)


class _Builder:
    """Build the tree in reading order."""

    def __init__(
        self,
        contents: Mapping[_Key, list[_Placed]],
        references: Iterable[ContentReference],
        links: Mapping[int, Link],
        *,
        is_spaced: bool,
    ) -> None:
        self._contents = contents
        self._streams = _streams(references)
        self._links = links
        self._is_spaced = is_spaced
        self._last = _Placed("", -1)
        self._taken: set[_Key] = set()
        self.is_doubled = False

    def kids(self, kids: Iterable[StructureKid]) -> tuple[Branch | Words, ...]:
        built: list[Branch | Words] = []
        texts: list[str] = []
        for kid in kids:
            match kid:
                case ContentReference():
                    texts += self._texts(kid)
                case StructureElement():
                    built += self._words(texts)
                    texts = []
                    built.append(self._branch(kid))
                case ObjectReference():
                    pass
                case _:
                    assert_never(kid)
        return (*built, *self._words(texts))

    def _branch(self, element: StructureElement) -> Branch:
        links = [
            self._links[one.number]
            for one in element.kids
            if isinstance(one, ObjectReference) and one.number in self._links
        ]
        facts = {name: getattr(element, name) for name in ElementFacts.__struct_fields__}
        return Branch(
            **facts,
            addresses=tuple(dict.fromkeys(link.address for link in links if link.address)),
            descriptions=tuple(dict.fromkeys(link.description for link in links if link.description)),
            kids=self.kids(element.kids),
        )

    def _texts(self, reference: ContentReference) -> Iterator[str]:
        key = _key(reference, self._streams)
        if key in self._taken:
            self.is_doubled = True
            return
        if key is not None:
            self._taken.add(key)
        for placed in self._contents.get(key, ()) if key else ():
            if placed.place != self._last.place + 1 and self._last.text and not self._last.text.endswith("\n"):
                # Other text comes between, such as a footer.
                yield "\n"
            yield placed.text
            self._last = placed

    def _words(self, texts: list[str]) -> Iterator[Words]:
        text = without_line_ends("".join(texts), is_spaced=self._is_spaced)
        if text:
            yield Words(text)


_WIDE: Final = "\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uff60"
_LINE_END: Final = re.compile(r"(?<=[^\n])\n(?=[^\n])")
# Line ends in text without a space.
_WITHIN_WORD: Final = re.compile(rf"(?<=[\u00ad\u200b])\n|(?<=\w[-\u2010])\n(?=\w)|(?<=[{_WIDE}])\n(?=[{_WIDE}])")
_WITHIN_ADDRESS: Final = re.compile(r"(?<=[-\u2010\u2013\u2014/?&=_#%~+@])\n|(?<=[.:])\n(?=[a-z0-9])")


def _writes_spaces(pages: Iterable[PageText]) -> bool:
    """Whether the file contains a space at line ends between words."""
    written = bare = 0
    for page in pages:
        for piece in page.pieces:
            if piece.owner.is_artifact or piece.owner == ContentOwner():
                continue
            for match in _LINE_END.finditer(piece.text):
                before = piece.text[match.start() - 1]
                written += before == " "
                bare += before.isalnum()
    return written > bare


def without_line_ends(text: str, *, is_spaced: bool) -> str:
    """Replace line ends by spaces, or remove them within words. `is_spaced`: the file has spaces between words."""
    text = _WITHIN_WORD.sub("", text)
    if is_spaced:
        text = _WITHIN_ADDRESS.sub("", text)
    return re.sub(r"(?<! ) *+\n[ \n]*+", " ", text)


def _fonts(pages: Iterable[PageText]) -> Iterator[FontLetters]:
    letters: Counter[str] = Counter()
    unmapped: Counter[str] = Counter()
    for page in pages:
        letters.update(page.letters)
        unmapped.update(page.unmapped)
    for name in sorted(letters):
        yield FontLetters(name, letters[name], unmapped[name])


def _untagged(pages: Iterable[PageText], references: Iterable[ContentReference]) -> Iterator[UntaggedText]:
    references = tuple(references)
    streams = _streams(references)
    held = {_key(one, streams) for one in references}
    for page in pages:
        found = []
        for piece in page.pieces:
            number, is_in_form, is_artifact = piece.owner
            is_unknown = is_in_form and len(streams.get(page.number, ())) > 1
            if is_artifact or is_unknown or not piece.text.strip(" \n\u00ad"):
                continue
            if number is None or _Key(page.number, number, is_in_form) not in held:
                found.append(UntaggedText(page.number, " ".join(piece.text.split()), number is not None))
        yield from found
