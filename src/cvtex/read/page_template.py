"""Read a template of a web page: the files of `styles/html/NAME/`, and nothing outside of this folder."""

from __future__ import annotations

from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, did_you_mean, error
from cvtex.model.located import LocatedStr
from cvtex.model.page_template import MAIN_FILE, PageTemplate
from cvtex.read.spelling import spelled_among
from cvtex.read.style import StyleFolders

_PAGES: Final = "html"
# Fonts and pictures take some megabytes.
_MOST_BYTES: Final = 16_000_000
_MOST_FILES: Final = 200


def read_page_template(name: LocatedStr, folders: StyleFolders) -> Checked[PageTemplate | None]:
    known = page_templates(folders)
    spelled = spelled_among(name, known)
    if spelled not in known:
        hint = did_you_mean(name, known) or f"write it in the file {folders.shown}/{_PAGES}/{name}/{MAIN_FILE}"
        return Checked(None, (error(f"unknown template '{name}' of the web page", name.span, hint),))
    folder = next(
        found for one in folders.paths if folders.files.has_file((found := one / _PAGES / spelled) / MAIN_FILE)
    )
    shown = f"{folders.shown}/{_PAGES}/{name}"
    place = folders.files.place(folder)
    files: dict[str, bytes] = {}
    problems: list[Diagnostic] = []
    room = _MOST_BYTES
    for file in folders.files.names(folder, "")[:_MOST_FILES]:
        path = folder / file
        if not folders.files.has_file(path):
            continue
        if folders.files.place(path).parent != place:
            problems.append(error(f"{shown}/{file} lies outside of its folder", name.span, "copy the file there"))
            continue
        files[file] = folders.files.read_source(path, f"{shown}/{file}", room + 1)
        room -= len(files[file])
        if room < 0:
            limit = f"{_MOST_BYTES // 1_000_000} MB"
            return Checked(None, (error(f"the files of {shown} are larger than {limit}", name.span),))
    return Checked(None if problems else PageTemplate(shown, files), tuple(problems))


def page_templates(folders: StyleFolders) -> tuple[str, ...]:
    """The names of all templates."""
    return tuple(
        name
        for folder in folders.paths
        for name in folders.files.names(folder / _PAGES, "")
        if folders.files.has_file(folder / _PAGES / name / MAIN_FILE)
    )
