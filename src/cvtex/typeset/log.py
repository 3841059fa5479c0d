r"""Log of a TeX run -> messages: errors, missing characters, boxes that do not fit, requests for another run.

TeX's log has no grammar. The patterns follow the code of pdfTeX; comments cite the sections of "TeX: The Program"
(tex.web). Lines must not be broken, which `max_print_line` in the environment of the run ensures.
"""

import re
from collections.abc import Iterator
from typing import Final, Literal

from cvtex.value import Value

MessageKind = Literal["error", "missing-character", "overfull", "underfull", "rerun", "warning"]


class TexMessage(Value):
    """A message in the log.

    `line`: input line, or the first one of a paragraph; None if TeX does not report it. `file`: input file of an error,
    if TeX named it. `character`: the missing character, if known; 8-bit fonts know slots only. `amount_pt`: the excess
    of a box in TeX points (72.27 to the inch).
    """

    kind: MessageKind
    text: str
    line: int | None = None
    character: str | None = None
    amount_pt: float | None = None
    file: str | None = None


# Section 73: print_err begins with "! " or, with -file-line-error, with file and line. The file must have an extension,
# so that running text with colons is not an error. pdfTeX's own errors have no space after the mark.
_ERROR: Final = re.compile(r"(?:(?P<file>(?:[A-Za-z]:)?[^:]+\.[A-Za-z]+):(?P<line>\d{1,9}): *|! ?)(?P<text>.*)")
# Sections 311 to 317: the last line of the context is the line of the file.
_CONTEXT_LINE: Final = re.compile(r"l\.(\d{1,9}) ")
_CONTEXT_LINES_READ: Final = 60
# Section 336 (check_outer_validity): the file ended where an \if began.
_SKIPPED: Final = re.compile(r"all text was ignored after line (\d{1,9})$")
# Section 1335 (final_cleanup): an unclosed group or conditional. TeX ends with exit code 0.
_UNCLOSED: Final = re.compile(r" ?\((\\end occurred .*)\)$")
_LAST_CONTROL_SEQUENCE: Final = re.compile(r"(\\(?:[A-Za-z@_:]+|.)) *$")
_ERROR_NAMED: Final = re.compile(r"(LaTeX|Package|Class|Module)\b[^:]*? Error: ")
_WARNING: Final = re.compile(r"((?:LaTeX|Package|Class|Module)\b[^:]*? Warning): *(.*)")
# pdfTeX's own warnings have another form: "pdfTeX warning (ext4): ...".
_PDFTEX_WARNING: Final = re.compile(r"(pdfTeX warning *(?:\([^)]*\))?): *(.*)")
_INPUT_LINE: Final = re.compile(r" on input line (\d{1,9})\.?$")
# latex.ltx, \GenericError and \GenericWarning: continuation lines are indented by the length of the name.
_CONTINUATION: Final = re.compile(r"(?:\([\w.@-]+\)| ) {9,}(\S.*)")

# Section 581 (char_warning). The slot follows since TeX Live 2021, as ("E9).
_MISSING: Final = re.compile(r'Missing character: There is no (?P<shown>.+?)(?: \("[0-9A-F]{1,2}\))? in font .*')
# utf8.def: the same problem, if LaTeX has no definition of the character.
_UNDECLARED: Final = re.compile(r"Unicode character .*\(U\+(?P<unicode>[0-9A-F]{1,6})\)")

# Sections 660, 663, 666 (hpack) and 674, 675, 677 (vpack).
_BOX: Final = re.compile(
    r"(?P<how>Overfull|Underfull) \\[hv]box \((?:(?P<amount>\d{1,9}(?:\.\d+)?)pt too (?:wide|high)|badness \d+)\)"
    r"(?: in (?:paragraph|alignment) at lines (?P<first>\d{1,9})--\d+| detected at line (?P<only>\d{1,9})|"
    r" has occurred while \\output is active)?"
)
# Section 176 (short_display) prints a font change as its LaTeX name, such as \T1/lmr/m/n/10, and a box as [].
_SHOWN_FONT_OR_BOX: Final = re.compile(r"\\[A-Z]+\d*/\S+ ?|\[\]")


def read_log(text: str) -> tuple[TexMessage, ...]:
    """Log -> its distinct messages in order.

    The two lines with which TeX gives up after a reported error are skipped.
    """
    return tuple(dict.fromkeys(_messages(text.split("\n"))))


def _messages(lines: list[str]) -> Iterator[TexMessage]:
    failed = False
    for number, line in enumerate(lines):
        if match := _MISSING.match(line):
            yield _missing_character(match)
        elif match := _ERROR.match(line):
            message = _error(match, lines, number)
            # Section 93 (fatal_error), and pdftexdir/utils.c.
            gives_up = match["text"].startswith("Emergency stop") or "==> Fatal error" in match["text"]
            if message and not (failed and gives_up):
                failed = True
                yield message
        elif match := _BOX.match(line):
            yield _box(match, lines, number)
        elif match := _WARNING.match(line) or _PDFTEX_WARNING.match(line):
            yield _warning(match, lines, number)
        elif match := _UNCLOSED.match(line):
            yield TexMessage("warning", match[1])


def _error(match: re.Match[str], lines: list[str], number: int) -> TexMessage | None:
    text = match["text"].strip()
    if _ERROR_NAMED.match(text):
        text = _joined(text, lines, number)
    text = text.removesuffix(".")
    if not text:
        return None
    file, line = match["file"], int(match["line"]) if match["line"] else None
    if line is None:
        file, line = _place(lines, number)
    if line is None and (skipped := _SKIPPED.search(text)):
        line = int(skipped[1])
    if missing := _MISSING.match(text):
        return _missing_character(missing, line, file)
    if undeclared := _UNDECLARED.search(text):
        return TexMessage("missing-character", text, line, _character(undeclared["unicode"]), file=file)
    if text == "Undefined control sequence" and (name := _LAST_CONTROL_SEQUENCE.search(_line(lines, number + 1))):
        text = f"{text}: {name[1]}"
    elif text == "Emergency stop" and _line(lines, number + 1).startswith("<*>"):
        # Section 360: with -halt-on-error, TeX does not print the help that explains this.
        text = f"{text}: no \\end{{document}} was found"
    return TexMessage("error", text, line, file=file)


def _place(lines: list[str], number: int) -> tuple[str | None, int | None]:
    """Error without a position -> file and line from the stop that follows it, or from its context."""
    for line in lines[number + 1 : number + 1 + _CONTEXT_LINES_READ]:
        if (match := _ERROR.match(line)) and match["line"]:
            return match["file"], int(match["line"])
        if match := _CONTEXT_LINE.match(line):
            return None, int(match[1])
    return None, None


def _missing_character(match: re.Match[str], line: int | None = None, file: str | None = None) -> TexMessage:
    shown = match["shown"]
    # A slot is the character only if TeX prints it as such, not as ^^e9 or as a stray byte.
    character = shown if len(shown) == 1 and shown != "\N{REPLACEMENT CHARACTER}" else None
    return TexMessage("missing-character", match[0].rstrip("!."), line, character, file=file)


def _box(match: re.Match[str], lines: list[str], number: int) -> TexMessage:
    text = match[0].partition(")")[0] + ")"
    if shown := " ".join(_SHOWN_FONT_OR_BOX.sub("", _line(lines, number + 1)).split()):
        text = f"{text}: {shown}"
    line = match["first"] or match["only"]
    return TexMessage(
        "overfull" if match["how"] == "Overfull" else "underfull",
        text,
        line=int(line) if line else None,
        amount_pt=float(match["amount"]) if match["amount"] else None,
    )


def _warning(match: re.Match[str], lines: list[str], number: int) -> TexMessage:
    text = f"{match[1]}: {_joined(match[2], lines, number)}"
    line = _INPUT_LINE.search(text)
    kind: MessageKind = "rerun" if re.search(r"\bRerun\b", text) else "warning"
    return TexMessage(kind, _INPUT_LINE.sub("", text).removesuffix("."), int(line[1]) if line else None)


def _joined(first: str, lines: list[str], number: int) -> str:
    """First line of a LaTeX message -> the whole message on one line."""
    parts = [first.strip()]
    for line in lines[number + 1 :]:
        match = _CONTINUATION.match(line)
        if match is None:
            break
        parts.append(match[1].strip())
    return " ".join(parts)


def _line(lines: list[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _character(code: str) -> str | None:
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else None
