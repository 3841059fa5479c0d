"""Sphinx: docs/*.md -> build/site, with `make site`. A link that leads nowhere is an error."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx

_VERSION: Final = Path(__file__).parents[1] / "src" / "cvtex" / "__init__.py"
_FOUND: Final = re.search(r'__version__ = "(.+)"', _VERSION.read_text(encoding="utf-8"))
assert _FOUND

project = "cvtex"
version = release = _FOUND[1]
html_title = "cvtex"

extensions = ["myst_parser"]
# A part of docs/reference.md.
exclude_patterns = ["reference-values.md"]
# Headings have the anchors that GitHub gives them, where these pages are read too.
myst_heading_anchors = 4
nitpicky = True
highlight_language = "none"
# What is printed for `"quoted"` is shown as it is printed.
smartquotes = False

html_theme = "furo"
# Nothing comes from elsewhere: system fonts, no scripts of others; the search needs no server.
html_theme_options: dict[str, object] = {"footer_icons": []}
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False


def _complete(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: object) -> None:  # noqa: ARG001
    """Add what WCAG asks for: blocks of code that scroll can be reached by keys, headings have a level."""
    context["body"] = context.get("body", "").replace("<pre>", '<pre tabindex="0">')
    contents = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = contents.replace('role="heading"', 'role="heading" aria-level="2"')


def setup(app: Sphinx) -> None:
    # After Furo, which makes the list of contents.
    app.connect("html-page-context", _complete, priority=900)
