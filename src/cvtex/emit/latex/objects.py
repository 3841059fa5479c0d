"""A document and its commands as PyLaTeX objects.

All text in them is `Latex` already, so that PyLaTeX escapes nothing. Its own commands turn their arguments into lists
of objects before they are written, which takes ten times as long; a bibliography has a thousand of them.
"""

from __future__ import annotations

from pylatex import Document, NoEscape
from pylatex.base_classes import CommandBase, LatexObject

from cvtex.diagnostics import Span
from cvtex.emit.latex import escaping
from cvtex.emit.latex.escaping import Latex


class ThemeCommand(CommandBase):  # type: ignore[misc]  # PyLaTeX has no types
    """A command of the theme or of LaTeX, with mandatory arguments only."""

    options = extra_arguments = None
    _repr_attributes_override = ("latex_name", "arguments")

    def __init__(self, name: str, *arguments: Latex) -> None:
        self.latex_name = name
        self.arguments = arguments

    def dumps(self) -> NoEscape:
        return NoEscape(escaping.command(self.latex_name, *self.arguments))


class Definition(ThemeCommand):
    """What the document sets before it loads the theme."""

    def __init__(self, name: str, value: Latex) -> None:
        super().__init__("newcommand", escaping.command(name), value)


class SourceLine(LatexObject):  # type: ignore[misc]
    """A comment that says where the following lines come from."""

    def __init__(self, span: Span) -> None:
        self.span = span

    def dumps(self) -> NoEscape:
        return NoEscape(f"% {self.span}")


class CvDocument(Document):  # type: ignore[misc]
    # PyLaTeX puts a comment sign after each line; here each line is a command of its own.
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
