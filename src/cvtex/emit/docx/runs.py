"""Rich text -> runs of a paragraph: pieces of text that look alike."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final, Literal, assert_never

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from cvtex.emit.docx.elements import R, add, add_text, printed
from cvtex.emit.docx.languages import add_language
from cvtex.text.richtext import Footnote, InLanguage, LineBreak, Link, Math, NoBreak, RichText, Style, Styled
from cvtex.text.scripts.bidi import has_right_to_left, levels
from cvtex.text.web_address import encoded_url
from cvtex.value import Value, replace

NO_BREAK_SPACE: Final = "\u00a0"


class Form(Value):
    """What a run looks like, and its language, "" for the document's. `is_aside`: it is a date, a place or a label.

    `is_on_band`: the background has the colour of links.
    """

    is_strong: bool = False
    is_emphasised: bool = False
    is_underlined: bool = False
    is_code: bool = False
    has_small_capitals: bool = False
    height: Literal["", "superscript", "subscript"] = ""
    is_link: bool = False
    is_aside: bool = False
    is_on_band: bool = False
    is_unbroken: bool = False
    language: str = ""


PLAIN: Final = Form()
STRONG: Final = Form(is_strong=True)
EMPHASISED: Final = Form(is_emphasised=True)


class RunWriter:
    """Writes the runs of one part of the file, to which the targets of their links belong."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._targets: dict[str, str] = {}

    def write(self, parent: Any, text: RichText, form: Form = PLAIN) -> None:
        for node in text:
            match node:
                case str():
                    self._text(parent, node, form)
                case Styled("page" | "pages" as style):
                    field = add(parent, "fldSimple", instr="PAGE" if style == "page" else "NUMPAGES")
                    self.write(field, node.content, form)
                case Styled(style, content):
                    self.write(parent, content, _styled(style, form))
                case Link(url, content):
                    self._link(parent, url, content, form)
                case Math():
                    self._text(parent, node.text, form)
                case NoBreak(content):
                    self.write(parent, content, replace(form, is_unbroken=True))
                case InLanguage(language, content):
                    self.write(parent, content, replace(form, language=language))
                case LineBreak():
                    add(add(parent, "r"), "br")
                case Footnote():
                    raise AssertionError("footnotes are replaced by their signs when blocks are composed")
                case _:
                    assert_never(node)

    def _link(self, parent: Any, url: str, content: RichText, form: Form) -> None:
        target = encoded_url(url)
        if target not in self._targets:
            # Its own search for an equal target would compare with all others.
            self._targets[target] = number = f"link{len(self._targets) + 1}"
            self._part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, target, number, is_external=True)
        link = add(parent, "hyperlink")
        link.set(R + "id", self._targets[target])
        self.write(link, content, replace(form, is_link=True))

    @staticmethod
    def _text(parent: Any, text: str, form: Form) -> None:
        shown = printed(text)
        if form.is_unbroken:
            shown = shown.replace(" ", NO_BREAK_SPACE)
        for piece, is_right_to_left in _directions(shown):
            run = add(parent, "r")
            _add_properties(run, form, is_right_to_left=is_right_to_left)
            add_text(run, piece)


def _directions(text: str) -> Iterator[tuple[str, bool]]:
    """Split text into pieces of one direction. Numbers among right-to-left words belong to these."""
    if not has_right_to_left(text):
        if text:
            yield text, False
        return
    for is_right_to_left, pairs in groupby(zip(text, levels(text), strict=True), key=lambda pair: pair[1] > 0):
        yield "".join(character for character, _ in pairs), is_right_to_left


def _styled(style: Style, form: Form) -> Form:
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
        case "equal" | "trainee" | "page" | "pages":
            return form
        case _:
            assert_never(style)


def _style(form: Form) -> str:
    """A run has one style of characters."""
    if form.is_link:
        return "BandHyperlink" if form.is_on_band else "Hyperlink"
    return "HTMLCode" if form.is_code else "Aside" if form.is_aside else ""


def _add_properties(run: Any, form: Form, *, is_right_to_left: bool) -> None:
    if form == PLAIN and not is_right_to_left:
        return
    properties = add(run, "rPr")
    if style := _style(form):
        add(properties, "rStyle", val=style)
    if form.is_strong:
        add(properties, "b")
        add(properties, "bCs")
    if form.is_emphasised:
        add(properties, "i")
        add(properties, "iCs")
    if form.has_small_capitals:
        add(properties, "smallCaps")
    if form.is_underlined:
        add(properties, "u", val="single")
    if form.height:
        add(properties, "vertAlign", val=form.height)
    if is_right_to_left:
        add(properties, "rtl")
    if form.language:
        add_language(properties, form.language)
