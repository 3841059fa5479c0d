"""cv.yaml and its private overlay -> a tree with positions; its bibliography files -> bytes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from cvtex.diagnostics import Checked, Diagnostic, error
from cvtex.model.cv import FileName
from cvtex.model.node import Node, overlay
from cvtex.read.encoding import decode
from cvtex.read.files import overlay_path, read_file
from cvtex.read.observed import ObservedFiles
from cvtex.read.spelling import spelled_path
from cvtex.read.yaml import read_yaml

_MOST_NAMES = 5
_START = "start a CV with `cvtex new FOLDER --name 'Ada Example'`"
_OF_A_PDF = "a finished PDF is checked by `cvtex check --profile NAME` or `--text`"
# Files that are easily given in place of a CV, and would be full of errors as YAML.
_OTHER_FORMATS: Final = {
    ".tex": "LaTeX",
    ".bib": "a bibliography",
    ".md": "Markdown",
    ".pdf": "a PDF",
    ".docx": "a Word document",
}
_BIBLIOGRAPHIES: Final = (".bib", ".bibtex", ".biblatex")


def _cure(path: Path, files: ObservedFiles) -> str:
    """What to do if there is no such cv.yaml."""
    if not path.suffix and files.has_file(path.with_name("cv.yaml")):
        return f"a variant of cv.yaml is named with -V: -V {path.name}"
    if others := [
        name for suffix in (".yaml", ".yml") for name in files.names(path.parent, suffix) if ".private." not in name
    ]:
        return f"name the file of the CV: {', '.join(others[:_MOST_NAMES])}"
    return f"{_START}, or name the folder of yours"


def read_cv_source(
    path: Path, files: ObservedFiles | None = None, *, with_overlay: bool = True
) -> Checked[Node | None]:
    """The merged tree of cv.yaml and its overlay.

    The overlay is no CV of its own: what it lacks is no error where cv.yaml cannot be read.
    """
    files = files or ObservedFiles()
    paths = [path]
    if with_overlay and files.has_file(overlay_path(path)):
        paths.append(overlay_path(path))
    node: Node | None = None
    diagnostics: list[Diagnostic] = []
    for file in paths:
        data = read_file(file, files=files, cure=_cure)
        diagnostics += data.diagnostics
        if data.value is None:
            continue
        name = file.as_posix()
        files.texts[name] = data.value.decode("utf-8-sig", errors="replace")
        if format_ := _OTHER_FORMATS.get(file.suffix.lower()):
            cure = _OF_A_PDF if file.suffix.lower() == ".pdf" else _START
            diagnostics.append(error(f"'{name}' is {format_}, but a CV is a YAML file", None, cure))
            continue
        checked = read_yaml(name, data.value)
        diagnostics += checked.diagnostics
        if checked.value is None:
            continue
        if node is not None:
            node = overlay(node, checked.value)
        elif file == path:
            node = checked.value
    return Checked(node, tuple(diagnostics))


def read_bibliography_sources(
    folder: Path, names: Iterable[FileName], files: ObservedFiles | None = None
) -> Checked[dict[str, bytes]]:
    """Read .bib files, with paths relative to cv.yaml's folder -> their bytes by the name used in spans, in order.

    A file named twice is read once.

    A file elsewhere is read only if it is called .bib: messages print lines of what they are about, and a stranger's CV
    may name any file.
    """
    files = files or ObservedFiles()
    found: dict[str, bytes] = {}
    diagnostics: list[Diagnostic] = []
    for name in names:
        path = spelled_path(folder, name.path, files)
        if problem := _is_of_others(path, folder, name, files):
            diagnostics.append(problem)
            continue
        data = read_file(path, name.span, files)
        diagnostics += data.diagnostics
        if data.value is not None:
            found[path.as_posix()] = data.value
    files.texts.update((name, decode(name, data).value) for name, data in found.items())
    return Checked(found, tuple(diagnostics))


def _is_of_others(path: Path, folder: Path, name: FileName, files: ObservedFiles) -> Diagnostic | None:
    """Report a file outside of the folder, as it is named or where a link leads, that is not called a bibliography."""
    try:
        place = files.place(path)
        if place.suffix.lower() in _BIBLIOGRAPHIES or place.is_relative_to(files.place(folder)):
            return None
    except (OSError, ValueError, RuntimeError):
        # What cannot be found has an error of its own when it is read.
        return None
    hint = "name a .bib file, or copy it into the folder of cv.yaml"
    return error(f"'{name.path}' is outside the folder of cv.yaml, and is no .bib file", name.span, hint)
