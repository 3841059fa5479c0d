"""Rich text -> LaTeX."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import assert_never

from cvtex.cache.memo import Memo, fresh
from cvtex.emit.latex import escaping
from cvtex.emit.latex.bidirectional import signs_of, write_bidirectional
from cvtex.emit.latex.breaks import (
    address_parts,
    breakable_anywhere,
    fits_in_line,
    is_too_long,
    may_be_too_long,
    pieces,
    with_kept_signs,
    with_loosened_blanks,
)
from cvtex.emit.latex.characters import settable_with
from cvtex.emit.latex.escaping import Latex
from cvtex.emit.latex.glyphs import latex_of_text, latex_of_word, with_glyph_letters
from cvtex.emit.latex.hyphenation import hyphenated
from cvtex.fonts.runs import Piece, Run
from cvtex.text.math import formula_parts
from cvtex.text.richtext import (
    Footnote,
    InLanguage,
    Inline,
    LineBreak,
    Link,
    Math,
    NoBreak,
    RichText,
    Style,
    Styled,
    map_strings,
    plain,
)
from cvtex.text.scripts.bidi import has_right_to_left
from cvtex.value import Value, field, replace


class InlineWriter(Value):
    """`document`: language tag of the document; `language`: that of a part in another language.

    `hyphens`: memo of hyphenated words. `settable`: the characters of the text fonts; `glyphs`: generated glyphs for
    runs of others. `alphabets`: the letters of mathematical alphabets that a font has.
    `is_one_direction`: the text has one direction. `is_right_to_left`: it is a right-to-left word. `is_aside`: it is in
    a side column. `is_one_line`: it is never broken into lines. `is_before_space`: a space follows the text.
    """

    document: str = "en"
    language: str = ""
    hyphens: Memo[str] = fresh
    settable: frozenset[str] = settable_with(None)
    glyphs: Mapping[Run, tuple[Piece, ...]] = field(default_factory=dict)
    alphabets: frozenset[str] = frozenset()
    is_right_to_left: bool = False
    is_one_direction: bool = False
    is_one_line: bool = False
    is_aside: bool = False
    is_before_space: bool = False

    def write_paragraph(self, text: RichText) -> Latex:
        """Write text that an author wrote as a whole: bidirectional ordering applies to all of it."""
        if has_right_to_left(signs_of(text)):
            return write_bidirectional(map_strings(text, self._loosened), self._part)
        return self.write(text)

    def write(self, text: RichText) -> Latex:
        """Write text composed of pieces, such as names and titles in a reference: each is ordered separately."""
        # A right-to-left word is printed in the order of the page.
        if self.is_right_to_left:
            return escaping.concatenate([self._node(node) for node in reversed(text)])
        if len(text) == 1:
            return self._node(text[0])
        shown = plain(text)
        if self.is_one_direction or not has_right_to_left(shown):
            written = [self._node(node) for node in text]
            return escaping.concatenate(
                self._with_breaks(text, written)
                if may_be_too_long(shown, is_aside=self.is_aside) and not self.is_one_line
                else written
            )
        following = [*map(_begins_with_space, text[1:]), self.is_before_space]
        return escaping.concatenate(
            [
                replace(self, is_before_space=is_before_space).write((node,))
                for node, is_before_space in zip(text, following, strict=True)
            ]
        )

    @staticmethod
    def _with_breaks(text: RichText, written: list[Latex]) -> Iterator[Latex]:
        """Lines may end between nodes that no blank separates, as a last resort."""
        before = " "
        for node, tex in zip(text, written, strict=True):
            shown = plain((node,))
            if not before[-1:].isspace() and not shown[:1].isspace():
                yield escaping.ANYWHERE
            yield tex
            before = shown

    def _node(self, node: Inline) -> Latex:
        match node:
            case str():
                return self.text(node) if self.is_right_to_left else self._words(node)
            case Styled(style, content):
                return self._styled(style, content)
            case Link(url, content):
                return escaping.command("cvlink", escaping.url(url), self._link_text(url, content))
            case Math():
                return escaping.concatenate(
                    escaping.math(self._math(piece.tex), piece.text, piece.gap) for piece in formula_parts(node)
                )
            case LineBreak():
                return Latex(r"\cvlinebreak{}")
            case Footnote():
                raise AssertionError("footnotes are replaced by their signs when blocks are composed")
            case NoBreak(content):
                written = self.write(content)
                # A box that is wider than a line would stand over the margin.
                fits = fits_in_line(plain(content), is_aside=self.is_aside)
                return escaping.command("mbox", written) if fits else written
            case InLanguage(language, content):
                written = replace(self, language=language).write(content)
                return escaping.command("cvforeign", escaping.text(language), written)
            case _:
                assert_never(node)

    def _styled(self, style: Style, content: RichText) -> Latex:
        match style:
            case "code":
                return escaping.command("cvcode", self._broken(self._loosened(plain(content)), is_code=True))
            case "small-caps":
                return self._broken(self._hyphenate(self._loosened(plain(content))), is_small_caps=True)
            case "emphasis":
                name = "emph"
            case "strong":
                name = "textbf"
            case "superscript" | "subscript":
                name = f"text{style}"
            case "note":
                name = "textsuperscript"
            case "owner" | "equal" | "corresponding" | "student":
                name = f"cv{style}"
            case "page":
                name = "cvpagenumber"
            case "pages":
                return self.write(content)
            case "trainee":
                # An asterisk is a raised character.
                name = "cvtrainee" if plain(content).strip("*") else "cvequal"
            case _:
                assert_never(style)
        return escaping.command(name, self.write(content))

    def text(self, string: str, *, is_small_caps: bool = False) -> Latex:
        """Write running text without markup."""
        language = str.__str__(self.language or self.document)
        if self.is_right_to_left:
            return latex_of_word(string, language, self.glyphs)
        if not self.is_one_direction and has_right_to_left(string):
            return write_bidirectional((string,), self._part, is_before_space=self.is_before_space)
        return latex_of_text(string, language, self.settable, self.glyphs, is_small_caps=is_small_caps)

    def _part(self, text: RichText, *, is_right_to_left: bool) -> Latex:
        return replace(self, is_right_to_left=is_right_to_left, is_one_direction=True).write(text)

    def _math(self, tex: str) -> str:
        return with_glyph_letters(tex, self.alphabets, self.document, self.glyphs)

    def _words(self, string: str) -> Latex:
        """Write words: hyphenated, except addresses."""
        string = self._loosened(with_kept_signs(string))
        if not self.is_one_direction and has_right_to_left(string):
            return self.text(self._hyphenate(string))
        parts = [
            self._address(piece.text) if piece.is_address else self._broken(self._hyphenate(piece.text))
            for piece in pieces(string)
        ]
        return parts[0] if len(parts) == 1 else escaping.concatenate(parts)

    def _address(self, address: str) -> Latex:
        parts = map(self._broken, address_parts(address, is_aside=self.is_aside))
        return escaping.command("cvaddress", Latex(r"\cvaddressbreak{}".join(parts)))

    def _broken(self, string: str, *, is_code: bool = False, is_small_caps: bool = False) -> Latex:
        """Write a string that may hold a word that is too long for a line."""
        write = partial(self.text, is_small_caps=is_small_caps)
        if is_too_long(string, is_code=is_code, is_aside=self.is_aside) and not has_right_to_left(string):
            return breakable_anywhere(string, write, is_code=is_code, is_aside=self.is_aside)
        return write(string)

    def _loosened(self, text: str) -> str:
        return with_loosened_blanks(text, is_aside=self.is_aside)

    def _hyphenate(self, text: str) -> str:
        if self.is_one_line:
            return text
        return hyphenated(text, self.language or self.document, self.document, self.hyphens)

    def _link_text(self, url: str, content: RichText) -> Latex:
        """Write the text of a link. An address that is shown as itself may break where addresses may."""
        shown = plain(content)
        return self._address(shown) if shown in url and not has_right_to_left(shown) else self.write(content)


def _begins_with_space(node: Inline) -> bool:
    return not isinstance(node, LineBreak) and plain((node,))[:1].isspace()
