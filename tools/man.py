"""Write docs/man/cvtex.1, the manual page, from the commands and their options.

make reference
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from textwrap import wrap
from typing import Final

import click

from cvtex import __version__
from cvtex.cli import cli
from cvtex.cli.output import Exit

PAGE: Final = Path(__file__).parents[1] / "docs" / "man" / "cvtex.1"

# Of the release.
_DATE: Final = "2026-11-26"
_SUMMARY: Final = "compile an academic CV and a bibliography to print-ready PDFs"
_DESCRIPTION: Final = (
    "A command reads a CV, the file cv.yaml or the one that is named, and the .bib files that it names. It prints"
    " results to standard output, and errors and warnings to standard error, as FILE:LINE:COLUMN: MESSAGE."
)
_EXIT: Final = {
    Exit.OK: "Done.",
    Exit.DOCUMENT_HAS_ERRORS: "The documents have errors.",
    Exit.USAGE: "The command line is wrong.",
    Exit.TEX_FAILED: "TeX is missing or failed.",
    Exit.LIMIT_BROKEN: (
        "A limit or a rule of a funder cannot be kept, a theme of your own spoils the PDF, or its "
        "structure cannot be read."
    ),
    Exit.NO_ANSWER: "No service answers.",
    Exit.BUG: "A bug in cvtex.",
    Exit.MACHINE_FAILED: "A file or standard output cannot be written, such as on a full disk.",
    Exit.INTERRUPTED: "Interrupted by Ctrl-C or a signal.",
    Exit.OUTPUT_CLOSED: "Nobody reads standard output any more; the rest was not built.",
}
_FILES: Final = {
    "cv.yaml": "The CV.",
    "cv.private.yaml": "Private values, merged over those of cv.yaml.",
    "styles/, profiles/, fonts/": "Themes and bibliography styles, funders' rules, and fonts, beside cv.yaml.",
    "build/": "What was built.",
    "cv.schema.json": "The schema of cv.yaml, for editors; written by cvtex new and cvtex schema.",
}
_ENVIRONMENT: Final = {
    "SOURCE_DATE_EPOCH": "The date in PDFs, in seconds since 1970, in place of the CV's date.",
    "XDG_CACHE_HOME": "Where Linux keeps caches; cvtex doctor prints the folder that is used.",
    "ADS_API_TOKEN": "The token with which cvtex sync asks ADS.",
    "PATH": "Where pdflatex is looked for.",
}
_EXAMPLES: Final = {
    "cvtex new my-cv --name 'Ada Example' --bib publications.bib": "Start a CV.",
    "cvtex build --all --format pdf,html": "Build each variant as a PDF and as a web page.",
    "cvtex build --recursive people": "Build each CV below a folder, on all cores.",
    "cvtex watch -V 2page": "Build a variant whenever a source file is saved.",
    "cvtex check --profile erc cv.pdf": "Check a PDF of any program against a funder's rules.",
}
# Words of a usage line or an option in capitals stand for what the reader writes.
_PLACEHOLDER: Final = re.compile(r"\b[A-Z]{2,}\b")


def page() -> str:
    """The manual page, in the macros of man(7)."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    context = click.Context(cli, info_name="cvtex")
    yield '.\\" Written by tools/man.py.'
    yield f'.TH CVTEX 1 {_DATE} "cvtex {__version__}" "User Commands"'
    yield from (".SH NAME", f"cvtex \\- {_SUMMARY}")
    yield from (".SH SYNOPSIS", ".B cvtex", _marked("COMMAND [OPTIONS] [ARGUMENTS]"))
    yield from (".SH DESCRIPTION", _prose(cli.help or ""), ".PP", _prose(_DESCRIPTION))
    yield ".SH COMMANDS"
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        yield from _command(name, command)
    yield ".SH OPTIONS"
    yield from _term(_bold("-h, --help"), "Print what a command does, and its options.")
    yield from _term(_bold("--version"), "Print the version.")
    yield ".SH EXIT STATUS"
    for code in Exit:
        yield from _term(_bold(str(int(code))), _EXIT[code])
    for title, entries in (("ENVIRONMENT", _ENVIRONMENT), ("FILES", _FILES), ("EXAMPLES", _EXAMPLES)):
        yield f".SH {title}"
        for name, text in entries.items():
            yield from _term(_bold(name), text)
    yield from (".SH SEE ALSO", ".BR make (1),", ".BR pdflatex (1)")


def _command(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=name)
    pieces = " ".join(command.collect_usage_pieces(context))
    yield from (f".SS cvtex {_text(name)}", f".B cvtex {_text(name)}", _marked(pieces), ".PP")
    for number, paragraph in enumerate(cleandoc(command.help or "").split("\n\n")):
        yield from (".PP",) if number else ()
        if paragraph.startswith("\b"):
            yield from (".nf", *map(_text, paragraph.split("\n")[1:]), ".fi")
        else:
            yield _prose(paragraph)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield from _term(_option(parameter), (parameter.help or "") + _default(parameter))


def _option(option: click.Option) -> str:
    names = ", ".join(_bold(name) for name in option.opts)
    return names if option.is_flag else f"{names} {_marked(_value(option))}"


def _value(option: click.Option) -> str:
    if option.metavar:
        return option.metavar
    return "|".join(option.type.choices) if isinstance(option.type, click.Choice) else option.type.name.upper()


def _default(option: click.Option) -> str:
    match option.show_default:
        case str(words):
            return f" Default: {words}."
        case True:
            return f" Default: {option.default}."
        case _:
            return ""


def _term(term: str, text: str) -> Iterator[str]:
    yield from (".TP", term, _prose(text))


def _prose(text: str) -> str:
    """Text -> lines of a usual width."""
    lines = wrap(" ".join(text.split()), 72, break_long_words=False, break_on_hyphens=False)
    return "\n".join(map(_text, lines))


def _bold(text: str) -> str:
    return f"\\fB{_text(text)}\\fR"


def _marked(text: str) -> str:
    return _PLACEHOLDER.sub(r"\\fI\g<0>\\fR", _text(text))


def _text(text: str) -> str:
    """Escape what roff reads as more than itself: backslashes, hyphens, quotes, and a dot that begins a line."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return f"\\&{escaped}" if escaped.startswith(".") else escaped


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
