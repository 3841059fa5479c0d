"""A document and its commands as PyLaTeX objects.

All text is `Latex` already, so PyLaTeX escapes nothing. PyLaTeX's own commands turn their arguments into lists of
objects first, which is much slower, and a bibliography has a thousand commands.
"""

from __future__ import annotations

from pylatex import Document, NoEscape
from pylatex.base_classes import CommandBase, LatexObject

from cvtex.diagnostics import Span
from cvtex.emit.latex import escaping
from cvtex.emit.latex.escaping import Latex


class ThemeCommand(CommandBase):  # type: ignore[misc]  # PyLaTeX has no types
    """A command with mandatory arguments only."""

    options = extra_arguments = None
    _repr_attributes_override = ("latex_name", "arguments")

    def __init__(self, name: str, *arguments: Latex) -> None:
        self.latex_name = name
        self.arguments = arguments

    def dumps(self) -> NoEscape:
        return NoEscape(escaping.command(self.latex_name, *self.arguments))


class Definition(ThemeCommand):
    """A parameter that is defined before the theme is loaded."""

    def __init__(self, name: str, value: Latex) -> None:
        super().__init__("newcommand", escaping.command(name), value)


class SourceLine(LatexObject):  # type: ignore[misc]
    """A comment with the source of the lines that follow."""

    def __init__(self, span: Span) -> None:
        self.span = span

    def dumps(self) -> NoEscape:
        return NoEscape(escaping.comment(str(self.span)))


class CvDocument(Document):  # type: ignore[misc]
    # PyLaTeX ends each line with a comment sign; here each line is a separate command.
    content_separator = "\n"

    def __init__(self) -> None:
        super().__init__(
            documentclass="article",
            document_options=[],
            fontenc=None,
            inputenc=None,
            lmodern=False,
            textcomp=False,
            page_numbers=True,
            indent=True,
        )
        # PyLaTeX always loads lastpage, which needs a second pass.
        self.packages.clear()
