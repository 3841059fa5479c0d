"""Messages of a TeX run -> diagnostics about the author's files."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cvtex.diagnostics import Diagnostic, Sources, Span, error, warning
from cvtex.typeset.log import TexMessage

# Half a point in the margin is invisible. TeX's own \hfuzz is 0.1 pt.
VISIBLE_OVERFULL_PT = 0.5
# Only lines of the document's own file lead to the author's source; lines of a theme do not.
JOB_NAME = "cv"
# Warnings that a theme addresses to the author of the CV, with \cvwarn.
_FOR_THE_AUTHOR = "Package cvtex-author Warning: "
# Number of source lines after the beginning of an item that are searched for a character.
_ITEM_LINES = 40


def tex_problems(
    messages: Iterable[TexMessage], place: Callable[[int], Span | None], sources: Sources
) -> tuple[Diagnostic, ...]:
    """Messages -> diagnostics. `place`: line of the .tex -> source. Drops underfull boxes and packages' warnings."""

    def source(message: TexMessage) -> Span | None:
        is_document = message.file is None or message.file.endswith(f"{JOB_NAME}.tex")
        return place(message.line) if message.line and is_document else None

    found = (_problem(message, source(message), sources) for message in messages)
    return tuple(dict.fromkeys(diagnostic for diagnostic in found if diagnostic is not None))


def _problem(message: TexMessage, span: Span | None, sources: Sources) -> Diagnostic | None:
    match message.kind:
        case "error":
            where = f"{message.file}:{message.line}: " if message.file and span is None else ""
            is_full = "capacity exceeded" in message.text
            hint = (
                "divide the text: it is too long for one paragraph"
                if is_full
                else "check the math in it, and your local theme"
            )
            return error(f"TeX cannot set this: {where}{message.text}", span, hint)
        case "missing-character":
            return missing_character(message.character or "?", span, sources)
        case "overfull" if (message.amount_pt or 0) > VISIBLE_OVERFULL_PT:
            return warning(
                f"a line runs {message.amount_pt:.1f} pt into the margin",
                span,
                "shorten or split a long word",
            )
        case "warning" if message.text.startswith(_FOR_THE_AUTHOR):
            return warning(message.text.removeprefix(_FOR_THE_AUTHOR))
    return None


def missing_character(character: str, span: Span | None, sources: Sources) -> Diagnostic:
    """The error for a character that no font has, at its own position if it is found in the item's source."""
    code = f"U+{ord(character):04X}" if len(character) == 1 else "unknown"
    hint = "replace or remove it: there are fonts for Latin and Greek letters and common symbols"
    return error(f"no font for the character {character} ({code})", _place_of(character, span, sources), hint)


def _place_of(character: str, span: Span | None, sources: Sources) -> Span | None:
    return span and (sources.find(character, span, span.line + _ITEM_LINES) or span)
