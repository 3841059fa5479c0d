"""Glyphs, transliterations or boxes for characters that the text fonts of a variant lack; with warnings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from cvtex.build.typefaces import FontShelf
from cvtex.cache.fingerprint import fingerprint
from cvtex.cache.fingerprint import library as library_state
from cvtex.cache.memo import Memo, fresh
from cvtex.diagnostics import Diagnostic, Sources, Span, error, warning
from cvtex.emit.blocks import Block, Paragraph, map_texts
from cvtex.emit.latex.characters import LAST_RESORT, private_characters, settable_with
from cvtex.emit.latex.glyphs import letters_of, stretches
from cvtex.emit.latex.inline import InlineWriter
from cvtex.fonts.library import FontLibrary
from cvtex.fonts.packages import remedy
from cvtex.fonts.runs import MOST_SIGNS, DocumentFonts, Piece, Run
from cvtex.fonts.text_families import TextFamilies
from cvtex.model.running import RunningLines
from cvtex.text.richtext import RichText, map_strings, strings
from cvtex.text.scripts.clusters import clusters
from cvtex.text.scripts.unicode_script import script_of
from cvtex.text.unicode import transliterated
from cvtex.value import replace

# Characters named in a warning.
_NAMED: Final = 12
# How many lines from an item's first line to search for one of its characters.
_ITEM_LINES: Final = 40


NO_GLYPHS: Final[Mapping[Run, tuple[Piece, ...]]] = MappingProxyType({})


class RunCollector(dict[Run, tuple[Piece, ...]]):
    """Collects the runs that a writer looks up, and returns no glyphs for them."""

    def __missing__(self, run: Run) -> tuple[Piece, ...]:
        self[run] = ()
        return ()


class FontFallback:
    """Finds or makes glyphs for what the text fonts of a variant lack, in one build."""

    def __init__(self, families: TextFamilies, language: str, shelf: FontShelf) -> None:
        self._families = families
        # A plain string, without the span of a `LocatedStr`.
        self._language = str.__str__(language)
        self._shelf = shelf
        self.settable = settable_with(families.characters)
        self._known = DocumentFonts()
        self._missing: dict[str, str] = {}
        self._asked: set[str] = set()
        self._alphabets: set[str] = set()
        self._needs_system = False
        self._examined: tuple[Block, ...] = ()

    def writer(self, hyphens: Memo[str] = fresh, glyphs: Mapping[Run, tuple[Piece, ...]] = NO_GLYPHS) -> InlineWriter:
        """Make a writer for blocks that `printable` returned."""
        return InlineWriter(
            self._language,
            hyphens=hyphens,
            settable=self.settable,
            glyphs=glyphs,
            alphabets=frozenset(self._alphabets),
        )

    def printable(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """Transliterate the characters that no font has, where they have a transliteration."""
        whole = tuple(blocks)
        self._look_for(whole)
        replaced = {cluster: letters for cluster, letters in self._missing.items() if letters}
        if not replaced:
            return whole
        pattern = re.compile("|".join(re.escape(cluster) for cluster in sorted(replaced, key=len, reverse=True)))

        def change(text: str) -> str:
            return pattern.sub(lambda match: replaced[match[0]], text)

        return tuple(
            replace(block, content=map_texts(block.content, partial(map_strings, change=change, with_code=True)))
            for block in whole
        )

    def printable_lines(self, running: RunningLines) -> RunningLines:
        """The same for the lines at the foot and the top of pages."""

        def changed(part: RichText) -> RichText:
            (block,) = self.printable([Block(0, Paragraph(part), Span(""))])
            return block.texts[0]

        return RunningLines(running.head.map(changed), running.foot.map(changed))

    def problems(self, blocks: Iterable[Block], sources: Sources) -> tuple[Diagnostic, ...]:
        """Warn of each text with characters that no font has, and of each private-use character.

        `blocks`: as composed, before `printable`.
        """
        whole = tuple(blocks)
        private = tuple(_private(one, span, sources) for one, span in private_characters(whole).items())
        self._look_for(whole)
        if len(self._asked) > MOST_SIGNS:
            message = f"the text fonts lack more than {MOST_SIGNS:,} different characters"
            return (*private, error(message, whole[0].span, "split the document, or print less"))
        if not self._missing:
            return private
        by_place: dict[Span, dict[str, None]] = {}
        for block in whole:
            found = [cluster for cluster in self._foreign(block) if cluster in self._missing]
            if found:
                by_place.setdefault(block.span, {}).update(dict.fromkeys(found))
        installed = self._library.packages
        return private + tuple(
            _missing(tuple(found), self._missing, span, sources, installed) for span, found in by_place.items()
        )

    def glyphs(self, runs: Iterable[Run]) -> DocumentFonts:
        """Make the fonts for runs that the text fonts lack. Raises DocumentFontsError."""
        wanted = tuple(runs)
        known = [run for run, _ in self._known.runs]
        if not set(wanted) <= set(known):
            self._known = self._made(tuple(dict.fromkeys((*known, *wanted))))
        return self._known

    def _made(self, runs: tuple[Run, ...]) -> DocumentFonts:
        key = library_state("uharfbuzz"), self._families.role_fonts, self._language, runs, self.identity

        def make() -> DocumentFonts:
            # Imported here because HarfBuzz is slow to import and most documents do not need it.
            from cvtex.fonts.document_fonts import make_fonts

            # Files are named by content, so that PDFs do not depend on the machine or the version of cvtex.
            tag = fingerprint((self._families.role_fonts, self._language, runs))[:6]
            return make_fonts(runs, self._library, self._families.role_fonts, self._language, tag)

        return self._shelf.cache.memo("glyphs", key, DocumentFonts, make)

    @property
    def identity(self) -> tuple[tuple[str, int, int, int], ...]:
        """Identities of the font files that glyphs may come from; empty if no glyphs are needed."""
        faces = self._library.faces if self._asked or self._alphabets else ()
        return tuple(face.identity for face in faces)

    @property
    def _library(self) -> FontLibrary:
        return self._shelf.full_library if self._needs_system else self._shelf.library

    def _foreign(self, block: Block) -> Iterator[str]:
        for text in self._texts(block):
            for stretch in stretches(text, self.settable):
                if stretch.is_foreign:
                    yield from clusters(stretch.text)

    def _texts(self, block: Block) -> Iterator[str]:
        for text in block.texts:
            if set().union(*strings(text)) - self.settable:
                yield from strings(text)

    def _look_for(self, blocks: Iterable[Block]) -> None:
        """Find the clusters without a font, and their replacements: letters, or "" for a box."""
        whole = tuple(blocks)
        # A variant without a limit prints the very blocks that were checked.
        if whole is self._examined:
            return
        self._examined = whole
        letters = {letter for block in whole for text in block.texts for letter in letters_of(text)}
        if letters - self._alphabets:
            self._alphabets |= letters - set(self._without_font(letters))
        new = {cluster for block in whole for cluster in self._foreign(block)} - self._asked
        if not new:
            return
        self._asked |= new
        missing = self._without_font(new)
        if missing and not self._needs_system:
            self._needs_system = True
            missing = self._without_font(new)
        # Transliterate only into letters that the text fonts have.
        self.settable |= LAST_RESORT.intersection(missing)
        for cluster in set(missing) - self.settable:
            latin = transliterated(cluster)
            self._missing[cluster] = latin if latin and set(latin) <= self.settable else ""

    def _without_font(self, new: set[str]) -> list[str]:
        from cvtex.fonts.choosing import FontChooser

        chooser = FontChooser(self._library, self._families.role_fonts, self._language)
        return sorted(cluster for cluster in new if chooser.families(cluster) is None)


def _private(character: str, span: Span, sources: Sources) -> Diagnostic:
    """Warn of a private-use code, which often comes with text copied from a PDF or word processor."""
    place = sources.find(character, span, span.line + _ITEM_LINES) or span
    message = f"the private character U+{ord(character):04X} is not printed"
    return warning(message, place, "delete it, or write the intended character")


def _missing(
    found: tuple[str, ...],
    instead: Mapping[str, str],
    span: Span,
    sources: Sources,
    installed: frozenset[str],
) -> Diagnostic:
    characters = tuple(dict.fromkeys(character for cluster in found for character in cluster))
    named = ", ".join(f"{_shown(character)} (U+{ord(character):04X})" for character in characters[:_NAMED])
    more = f" and {len(characters) - _NAMED} more" if len(characters) > _NAMED else ""
    ways = {bool(instead[cluster]) for cluster in found}
    printed = (
        "in Latin letters"
        if ways == {True}
        else "as boxes with their codes"
        if ways == {False}
        else "in Latin letters or as boxes"
    )
    hint = " and ".join(dict.fromkeys(remedy(character, script_of(character), installed) for character in characters))
    place = sources.find(found[0], span, span.line + _ITEM_LINES) or span
    return warning(f"no font has {named}{more}: printed {printed}", place, hint)


def _shown(character: str) -> str:
    """Show a combining mark on a dotted circle, and describe what is invisible."""
    category = unicodedata.category(character)
    if category.startswith("M"):
        return f"\N{DOTTED CIRCLE}{character}"
    return character if category[0] not in "CZ" else "a character"
