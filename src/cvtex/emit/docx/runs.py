"""Rich text -> runs of a paragraph: pieces of text that look alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final, Literal, assert_never
from unicodedata import bidirectional

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from cvtex.emit.docx.elements import R, add, add_text, printed
from cvtex.emit.docx.fonts import WordFonts
from cvtex.emit.docx.languages import add_language
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
    plain,
)
from cvtex.text.scripts.bidi import has_right_to_left, levels
from cvtex.text.web_address import encoded_url
from cvtex.value import Value, replace

NO_BREAK_SPACE: Final = "\u00a0"
_LEFT_TO_RIGHT_MARK: Final = "\u200e"
_STRONG: Final = frozenset({"L", "R", "AL"})
# Letters of scripts that have no italic.
_EAST_ASIAN: Final = re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]")


class Form(Value):
    """What a run looks like, and its language, "" for the document's.

    `style`: of dates and places, or of what stands beside the name. `is_on_band`: the background has the colour of
    links.
    """

    is_strong: bool = False
    is_emphasised: bool = False
    is_underlined: bool = False
    is_code: bool = False
    has_small_capitals: bool = False
    height: Literal["", "superscript", "subscript"] = ""
    is_link: bool = False
    is_on_band: bool = False
    is_unbroken: bool = False
    style: Literal["", "Aside", "NameTitle", "NameRemark"] = ""
    language: str = ""


PLAIN: Final = Form()
STRONG: Final = Form(is_strong=True)
EMPHASISED: Final = Form(is_emphasised=True)
_WITHOUT_PROPERTIES: Final = (PLAIN, Form(is_unbroken=True))


class RunWriter:
    """Writes the runs of one part of the file, to which the targets of their links belong."""

    def __init__(self, part: Part, fonts: WordFonts) -> None:
        self._part = part
        self._fonts = fonts
        self._targets: dict[str, str] = {}
        # Of the text being written: whether each character runs from right to left; () if none does.
        self._directions: tuple[bool, ...] = ()
        self._place = 0
        self._is_from_right = False
        self._is_composed = False
        # The paragraph, if its last text had right-to-left letters.
        self._with_right_to_left: Any = None

    def write(
        self,
        parent: Any,
        text: RichText,
        form: Form = PLAIN,
        *,
        is_from_right: bool = False,
        is_composed: bool = False,
    ) -> None:
        """`is_from_right`: the paragraph runs from right to left. `is_composed`: the text consists of pieces, such as
        names and titles in a reference: each is ordered separately.
        """
        whole = printed(plain(text))
        self._directions = (
            _directions(text, is_from_right=is_from_right, is_composed=is_composed) if has_right_to_left(whole) else ()
        )
        self._is_composed = is_composed
        self._is_from_right = is_from_right
        self._place = 0
        if self._with_right_to_left is parent and whole and not (whole[0].isalpha() or is_from_right):
            self._end_right_to_left(parent)
        self._with_right_to_left = parent if self._directions else None
        self._write(parent, text, form)

    def _end_right_to_left(self, parent: Any) -> None:
        """Else numbers would belong to the text before them."""
        add_text(add(parent, "r"), _LEFT_TO_RIGHT_MARK)

    def _write(self, parent: Any, text: RichText, form: Form) -> None:
        for node in text:
            match node:
                case str():
                    self._text(parent, node, form)
                case Styled("page" | "pages" as style):
                    field = add(parent, "fldSimple", instr="PAGE" if style == "page" else "NUMPAGES")
                    self._write(field, node.content, form)
                case Styled(style, content):
                    self._write(parent, content, _styled(style, content, form))
                case Link(url, content):
                    self._link(parent, url, content, form)
                case Math():
                    self._text(parent, node.text, form)
                case NoBreak(content):
                    self._write(parent, content, replace(form, is_unbroken=True))
                case InLanguage(language, content):
                    self._write(parent, content, replace(form, language=language))
                case LineBreak():
                    add(add(parent, "r"), "br")
                    self._place += 1
                case Footnote():
                    raise AssertionError("footnotes are replaced by their signs when blocks are composed")
                case _:
                    assert_never(node)
            if not self._is_from_right and _is_apart(node, is_composed=self._is_composed):
                self._end_right_to_left(parent)

    def _link(self, parent: Any, url: str, content: RichText, form: Form) -> None:
        target = encoded_url(url)
        if target not in self._targets:
            # Its own search for an equal target would compare with all others.
            self._targets[target] = number = f"link{len(self._targets) + 1}"
            self._part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, target, number, is_external=True)
        link = add(parent, "hyperlink")
        link.set(R + "id", self._targets[target])
        self._write(link, content, replace(form, is_link=True))

    def _text(self, parent: Any, text: str, form: Form) -> None:
        shown = printed(text)
        if form.is_unbroken:
            shown = shown.replace(" ", NO_BREAK_SPACE)
        for piece, script in self._pieces(shown):
            run = add(parent, "r")
            self._add_properties(run, form, script)
            add_text(run, piece)

    def _pieces(self, text: str) -> Iterator[tuple[str, _Script]]:
        """Split text by direction and script."""
        directions = self._directions[self._place : self._place + len(text)]
        self._place += len(text)
        if not (directions or _EAST_ASIAN.search(text)):
            if text:
                yield text, ""
            return
        scripts = (
            _script(character, is_rtl)
            for character, is_rtl in zip(text, directions or (False,) * len(text), strict=True)
        )
        for script, pairs in groupby(zip(text, scripts, strict=True), key=lambda pair: pair[1]):
            yield "".join(character for character, _ in pairs), script

    def _add_properties(self, run: Any, form: Form, script: _Script) -> None:
        if form in _WITHOUT_PROPERTIES and not script:
            return
        properties = add(run, "rPr")
        if style := _style(form):
            add(properties, "rStyle", val=style)
        east_asian = self._fonts.east_asian(form.language) if form.language else ""
        if east_asian:
            add(properties, "rFonts", eastAsia=east_asian)
        if form.is_strong:
            add(properties, "b")
            add(properties, "bCs")
        if script or form.is_emphasised:
            # Also where the paragraph is slanted.
            off = {"val": "0"} if script else {}
            add(properties, "i", **off)
            add(properties, "iCs", **off)
        if form.has_small_capitals:
            add(properties, "smallCaps")
        if form.is_underlined:
            add(properties, "u", val="single")
        if form.height:
            add(properties, "vertAlign", val=form.height)
        if script == "right-to-left":
            add(properties, "rtl")
        if form.language:
            add_language(properties, form.language)


_Script = Literal["", "right-to-left", "east-asian"]


def _script(character: str, is_from_right: bool) -> _Script:
    return "right-to-left" if is_from_right else "east-asian" if _EAST_ASIAN.match(character) else ""


def starts_from_right(text: RichText) -> bool:
    """Whether the first letter is of a script that runs from right to left."""
    string = plain(text)
    if not has_right_to_left(string):
        return False
    kinds = (bidirectional(character) for character in string)
    return next((kind for kind in kinds if kind in _STRONG), "L") != "L"


def _is_apart(node: Inline, *, is_composed: bool) -> bool:
    """Whether a node has right-to-left letters and an order of its own: a name, or a piece of a composed text."""
    match node:
        case NoBreak(content):
            return has_right_to_left(plain(content))
        case Styled(_, content) | Link(_, content):
            return is_composed and has_right_to_left(plain(content))
        case _:
            return False


def _with_marks(text: RichText, *, is_composed: bool) -> str:
    """What the paragraph will hold, with a mark after each part that has an order of its own."""
    pieces = []
    for node in text:
        match node:
            case str() | Math() | LineBreak():
                pieces.append(printed(plain((node,))))
            case Footnote():
                raise AssertionError("footnotes are replaced by their signs when blocks are composed")
            case Styled() | Link() | NoBreak() | InLanguage():
                pieces.append(_with_marks(node.content, is_composed=is_composed))
            case _:
                assert_never(node)
        if _is_apart(node, is_composed=is_composed):
            pieces.append(_LEFT_TO_RIGHT_MARK)
    return "".join(pieces)


def _directions(text: RichText, *, is_from_right: bool, is_composed: bool) -> tuple[bool, ...]:
    """Whether each character runs from right to left. Numbers among right-to-left words belong to these.

    `is_from_right`: the paragraph does. Then everything does but Latin words, with the signs between them.
    """
    if not is_from_right:
        marked = _with_marks(text, is_composed=is_composed)
        return tuple(
            level > 0
            for character, level in zip(marked, levels(marked), strict=True)
            if character != _LEFT_TO_RIGHT_MARK
        )
    whole = printed(plain(text))
    result = [True] * len(whole)
    # After the last Latin letter or number, if no other letter followed.
    end: int | None = None
    for at, character in enumerate(whole):
        kind = bidirectional(character)
        if kind == "L" or (kind == "EN" and end is not None):
            end = at if end is None else end
            result[end : at + 1] = [False] * (at + 1 - end)
            end = at + 1
        elif kind in _STRONG:
            end = None
    return tuple(result)


def _styled(style: Style, content: RichText, form: Form) -> Form:
    match style:
        case "emphasis":
            return replace(form, is_emphasised=True)
        case "strong" | "owner":
            return replace(form, is_strong=True)
        case "student":
            return replace(form, is_underlined=True)
        case "code":
            return replace(form, is_code=True)
        case "small-caps":
            return replace(form, has_small_capitals=True)
        case "superscript" | "subscript":
            return replace(form, height=style)
        case "corresponding" | "note":
            return replace(form, height="superscript")
        case "trainee":
            # An asterisk is a raised character.
            return replace(form, height="superscript") if plain(content).strip("*") else form
        case "equal" | "page" | "pages":
            return form
        case _:
            assert_never(style)


def _style(form: Form) -> str:
    """A run has one style of characters."""
    if form.is_link:
        return "BandHyperlink" if form.is_on_band else "Hyperlink"
    return "HTMLCode" if form.is_code else form.style
