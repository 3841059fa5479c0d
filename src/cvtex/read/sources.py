"""cv.yaml, its private overlay and its bibliography files -> values with positions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cvtex.bibliography import Bibliography
from cvtex.diagnostics import Checked, Diagnostic
from cvtex.model.cv import FileName
from cvtex.node import Node, overlay
from cvtex.read.bib import read_bibliography_files
from cvtex.read.encoding import decode
from cvtex.read.files import read_file
from cvtex.read.observed import ObservedFiles
from cvtex.read.yaml import read_yaml
from cvtex.value import Value, field


class CvSource(Value):
    """The merged tree of cv.yaml and its overlay; `texts` holds each file's text by the name that spans use."""

    node: Node | None
    texts: dict[str, str] = field(default_factory=dict)


def overlay_path(cv: Path) -> Path:
    """`cv.yaml` -> `cv.private.yaml`."""
    return cv.with_name(f"{cv.stem}.private{cv.suffix}")


def read_cv_source(path: Path, files: ObservedFiles | None = None) -> Checked[CvSource]:
    files = files or ObservedFiles()
    paths = [path]
    if files.has_file(overlay_path(path)):
        paths.append(overlay_path(path))
    node: Node | None = None
    texts: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    for file in paths:
        data = read_file(file, files=files)
        diagnostics += data.diagnostics
        if data.value is None:
            continue
        name = file.as_posix()
        texts[name] = data.value.decode("utf-8-sig", errors="replace")
        checked = read_yaml(name, data.value)
        diagnostics += checked.diagnostics
        if checked.value is not None:
            node = checked.value if node is None else overlay(node, checked.value)
    return Checked(CvSource(node, texts), tuple(diagnostics))


class BibliographySource(Value):
    bibliography: Bibliography
    texts: dict[str, str]


def read_bibliographies(
    folder: Path, names: Iterable[FileName], files: ObservedFiles | None = None
) -> Checked[BibliographySource]:
    """The files, in order, as one bibliography. Paths are relative to cv.yaml's folder."""
    files = files or ObservedFiles()
    found: dict[str, bytes] = {}
    diagnostics: list[Diagnostic] = []
    for name in names:
        path = folder / name.path
        data = read_file(path, name.span, files)
        diagnostics += data.diagnostics
        if data.value is not None:
            found[path.as_posix()] = data.value
    checked = read_bibliography_files(found.items())
    texts = {name: decode(name, data).value for name, data in found.items()}
    return Checked(BibliographySource(checked.value, texts), (*diagnostics, *checked.diagnostics))
