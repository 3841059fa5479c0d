"""Rich text -> one or more lines of CommonMark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, TypeAlias, assert_never

from cvtex.emit.markdown.escaping import code_span, escape, escape_destination, extracted
from cvtex.text.richtext import (
    Footnote,
    InLanguage,
    LineBreak,
    Link,
    Math,
    NoBreak,
    RichText,
    Styled,
    plain,
)
from cvtex.text.web_address import encoded_url
from cvtex.value import Value

Face: TypeAlias = Literal["strong", "em"]
_SIGNS: Final[dict[Face, str]] = {"strong": "**", "em": "_"}
# A line break that the author made.
HARD_BREAK: Final = "\\\n"
_OPENING: Final = frozenset(' ("“‘«')
_CLOSING: Final = frozenset(' .,;:)"”’»!?')


class Mark(Value):
    """Where text in a face begins or ends."""

    face: Face
    is_end: bool


class Code(Value):
    """Code, whose backticks must not touch those of other code."""

    text: str


Piece: TypeAlias = str | Mark | Code


def markdown(text: RichText, *, face: Face | None = None, line_break: str = HARD_BREAK) -> str:
    """Rich text -> CommonMark; `face`: of the whole text."""
    pieces = list(_pieces(text, frozenset((face,)) if face else frozenset(), line_break))
    if face and extracted(plain(text)).strip():
        pieces = [Mark(face, is_end=False), *pieces, Mark(face, is_end=True)]
    return _resolved([piece for piece in pieces if piece != ""])


def _pieces(text: RichText, faces: frozenset[Face], line_break: str) -> Iterator[Piece]:
    for node in text:
        match node:
            case str():
                yield escape(node)
            case Math():
                yield escape(node.text)
            case LineBreak():
                yield line_break
            case Styled("code", content):
                code = extracted(plain(content))
                yield Code(code) if code.strip() else code
            case Styled("superscript" | "note", content):
                yield from ("<sup>", *_pieces(content, faces, line_break), "</sup>")
            case Styled("subscript", content):
                yield from ("<sub>", *_pieces(content, faces, line_break), "</sub>")
            case Styled("strong" | "owner", content):
                yield from _faced("strong", content, faces, line_break)
            case Styled("emphasis", content):
                yield from _faced("em", content, faces, line_break)
            case Link(url, content):
                yield from ("[", *_pieces(content, faces, line_break))
                yield f"](<{escape_destination(encoded_url(url))}>)"
            case Styled() | NoBreak() | InLanguage() | Footnote():
                yield from _pieces(node.content, faces, line_break)
            case _:
                assert_never(node)


def _faced(face: Face, content: RichText, faces: frozenset[Face], line_break: str) -> Iterator[Piece]:
    if face in faces or not extracted(plain(content)).strip():
        yield from _pieces(content, faces, line_break)
        return
    yield Mark(face, is_end=False)
    yield from _pieces(content, faces | {face}, line_break)
    yield Mark(face, is_end=True)


def _resolved(pieces: Sequence[Piece]) -> str:
    """Write each mark as a sign of CommonMark where that is one for certain, else as a tag of HTML."""
    open_marks: list[tuple[int, Mark]] = []
    written: list[str] = [""] * len(pieces)
    for place, piece in enumerate(pieces):
        if isinstance(piece, str):
            written[place] = piece
            continue
        if isinstance(piece, Code):
            is_apart = not (place and isinstance(pieces[place - 1], Code))
            written[place] = code_span(piece.text) if is_apart else f"<code>{escape(piece.text)}</code>"
            continue
        if not piece.is_end:
            open_marks.append((place, piece))
            continue
        start, _ = open_marks.pop()
        is_plain = _may_open(pieces, start) and _may_close(pieces, place)
        sign = _SIGNS[piece.face]
        written[start] = sign if is_plain else f"<{piece.face}>"
        written[place] = sign if is_plain else f"</{piece.face}>"
    return "".join(written)


def _may_open(pieces: Sequence[Piece], place: int) -> bool:
    before, after = _neighbour(pieces, place - 1), _neighbour(pieces, place + 1)
    return (before == "" or before[-1] in _OPENING) and after != "" and after[0].isalnum()


def _may_close(pieces: Sequence[Piece], place: int) -> bool:
    before, after = _neighbour(pieces, place - 1), _neighbour(pieces, place + 1)
    return before != "" and before[-1].isalnum() and (after == "" or after[0] in _CLOSING)


def _neighbour(pieces: Sequence[Piece], place: int) -> str:
    """The text beside a mark; "" at the ends. Another mark is none that a sign may stand beside."""
    if not 0 <= place < len(pieces):
        return ""
    piece = pieces[place]
    return piece if isinstance(piece, str) else "\0"
