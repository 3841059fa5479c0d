"""Messages of a TeX run -> diagnostics about the author's files."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cvtex.diagnostics import Diagnostic, Sources, Span, error, warning
from cvtex.typeset.faults import KEEP
from cvtex.typeset.log import TexMessage

# Half a point in the margin is invisible. TeX's own \hfuzz is 0.1 pt.
VISIBLE_OVERFULL_PT = 0.5
# Only lines of the document's own file lead to the author's source; lines of a theme do not.
JOB_NAME = "cv"
# Warnings that a theme addresses to the author of the CV, with \cvwarn.
_FOR_THE_AUTHOR = "Package cvtex-author Warning: "
# What TeX says of texts that exceed its bounds -> what is wrong, and the cure.
_PLAIN = {
    "capacity exceeded": ("this text is too long for TeX's memory", "divide it: it is too long for one paragraph"),
    "Dimension too large": ("this text is wider or higher than TeX can measure: 5.7 m", "shorten or divide it"),
}
# What TeX says may repeat the text: letters of it in a message.
_MOST_WORDS = 200
# Number of source lines after the beginning of an item that are searched for a character.
_ITEM_LINES = 40


def tex_problems(
    messages: Iterable[TexMessage],
    place: Callable[[int], Span | None],
    sources: Sources,
    theme: str | None = None,
) -> tuple[Diagnostic, ...]:
    """Messages -> diagnostics. Drops underfull boxes and packages' warnings.

    `place`: line of the .tex -> source. `theme`: file of the CV's own theme.
    """

    def source(message: TexMessage) -> Span | None:
        is_document = message.file is None or message.file.endswith(f"{JOB_NAME}.tex")
        return place(message.line) if message.line and is_document else None

    def problem(message: TexMessage) -> Diagnostic | None:
        span = source(message)
        if theme and message.kind == "error" and message.file and span is None:
            return _problem_of_theme(message, theme)
        return _problem(message, span, sources)

    found = map(problem, messages)
    return tuple(dict.fromkeys(diagnostic for diagnostic in found if diagnostic is not None))


def _problem_of_theme(message: TexMessage, theme: str) -> Diagnostic:
    """The error for one in a theme, or in what the document does before its first item."""
    is_inside = (message.file or "").rpartition("/")[2] == theme.rpartition("/")[2]
    text = message.text.removeprefix("LaTeX Error: ")
    hint = (
        "install the package, or do without it; 'cvtex doctor' shows the TeX in use"
        if text.endswith("not found")
        else r"check its braces and commands; it must load cvtex-look or cvtex: \RequirePackage{cvtex-look}"
    )
    place = Span(theme, message.line if is_inside and message.line else 1)
    return error(f"TeX cannot read the theme: {text}", place, hint)


def endless_theme(reason: str, theme: str) -> Diagnostic:
    """The error for a run that was stopped, with a theme of the CV's own: the program's own themes end."""
    return error(
        reason, Span(theme, 1, 1), r"the theme may not end: look for \loop, and for macros that call themselves"
    )


def _problem(message: TexMessage, span: Span | None, sources: Sources) -> Diagnostic | None:
    match message.kind:
        case "error":
            where = f"{message.file}:{message.line}: " if message.file and span is None else ""
            for sign, (problem, cure) in _PLAIN.items():
                if sign in message.text:
                    return error(f"{where}{problem}", span, cure)
            words = _quoted(message.text)
            if span is None:
                return error(f"{where}TeX says {words}", None, KEEP)
            hint = f"look at its math, and at your own theme if you have one; TeX says {words}; {KEEP}"
            return error("TeX cannot set this text", span, hint)
        case "missing-character":
            return missing_character(message.character or "?", span, sources)
        case "overfull" if (message.amount_pt or 0) > VISIBLE_OVERFULL_PT:
            return warning(
                f"a line runs {message.amount_pt:.1f} pt into the margin",
                span,
                "shorten or split a long word",
            )
        case "warning" if message.text.startswith(_FOR_THE_AUTHOR):
            return warning(message.text.removeprefix(_FOR_THE_AUTHOR), span)
    return None


def _quoted(words: str) -> str:
    shown = words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}…"
    return "'" + shown.replace("'", "’") + "'"


def missing_character(character: str, span: Span | None, sources: Sources) -> Diagnostic:
    """The error for a character that no font has, at its own position if it is found in the item's source."""
    code = f"U+{ord(character):04X}" if len(character) == 1 else "unknown"
    hint = "replace or remove it: there are fonts for Latin and Greek letters and common symbols"
    return error(f"no font for the character {character} ({code})", _place_of(character, span, sources), hint)


def _place_of(character: str, span: Span | None, sources: Sources) -> Span | None:
    return span and (sources.find(character, span, span.line + _ITEM_LINES) or span)
