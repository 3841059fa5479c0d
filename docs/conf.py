"""Sphinx: docs/*.md -> build/site, with `make site`. A link that leads nowhere is an error."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

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
