"""Attacks as the texts of sources of every kind: what an import writes of them is a CV without errors, and text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest
import yaml
from attacks import ATTACKS, CANARY_WORD, CONTROLS, placed, stands_in_bib
from every_field import every_entry
from markdown_it import MarkdownIt
from pictures import gradient, saved
from running import run_cvtex

from cvtex.diagnostics import Span
from cvtex.importers.coverage import coverage
from cvtex.importers.imported import Said, SourceFile
from cvtex.importers.importing import import_files, unplaced
from cvtex.importers.sources import SOURCES

DOCUMENTS = Path(__file__).parents[1] / "documents" / "imports"
TEXTS = [one.text for one in (*ATTACKS, *CONTROLS)]


AS_TEXT = (".json", ".xml", ".ris", ".nbib", ".yaml", ".md")


def sources() -> Iterator[Any]:
    """The largest sample of each kind that has one of text."""
    for kind in sorted(SOURCES):
        found = [
            path
            for path in (DOCUMENTS / kind).glob("*/source.*")
            if path.suffix in (".json", ".xml", ".ris", ".nbib", ".yaml", ".md")
        ]
        if found:
            path = max(found, key=lambda one: (one.stat().st_size, one.as_posix()))
            yield pytest.param(path, kind, id=kind)


class Attacked:
    """Puts the next attack behind each text."""

    def __init__(self, canary: Path) -> None:
        self._texts = [placed(text, canary) for text in TEXTS]
        self._next = 0

    def text(self, text: str) -> str:
        self._next += 1
        return f"{text} {self._texts[self._next % len(self._texts)]}"

    def read(self, path: Path) -> bytes:
        match path.suffix:
            case ".json":
                return json.dumps(self.value(json.loads(path.read_bytes()))).encode()
            case ".yaml":
                return json.dumps(self.value(yaml.safe_load(path.read_bytes())), default=str).encode()
            case ".xml":
                return self.xml(path.read_bytes())
            case _:
                return self.lines(path.read_bytes())

    def value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self.value(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.value(one) for one in value]
        return self.text(value) if isinstance(value, str) and " " in value else value

    def xml(self, data: bytes) -> bytes:
        tree = ET.fromstring(data)
        for element in tree.iter():
            if element.text and " " in element.text.strip():
                element.text = "".join(one for one in self.text(element.text) if one.isprintable())
        return ET.tostring(tree)

    def lines(self, data: bytes) -> bytes:
        lines = data.decode().splitlines()
        return "\n".join(self.text(line) if line.count(" ") > 4 else line for line in lines).encode()


@pytest.mark.slow
@pytest.mark.parametrize(("path", "kind"), [*sources()])
def test_attacks_become_text(path: Path, kind: str, tmp_path: Path) -> None:
    (tmp_path / "canary").write_text(CANARY_WORD, encoding="utf-8")
    data = Attacked(tmp_path / "canary").read(path)
    found = import_files([SourceFile(path.name, data)], kind, "Ada Heron")
    if found.value is None:
        assert found.diagnostics
        return
    for name, written in found.value.files.items():
        (tmp_path / name).write_bytes(written)
    ran = run_cvtex(["build", "--format", "html,txt"], tmp_path)
    assert ran.exit_code == 0, ran.errors
    (page,) = tmp_path.glob("build/*.html")
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.read_bytes())
    for element in tree.iter():
        assert element.tag not in ("iframe", "object", "svg", "form", "base"), element.tag
        assert not [key for key in element.attrib if key.startswith("on")]
        # The .bib file to take along is in the page itself.
        schemes = ("", "http", "https", "mailto", "ftp", *(("data",) if "download" in element.attrib else ()))
        assert urlsplit(element.get("href", "")).scheme in schemes, element.attrib
    assert not any(CANARY_WORD.encode() in file.read_bytes() for file in tmp_path.glob("build/*"))


def test_a_bibliography_of_attacks(tmp_path: Path) -> None:
    texts = [text for text in TEXTS if stands_in_bib(text)]
    found = import_files([SourceFile("works.bib", every_entry(texts).encode())], "bib", owner="Ada Heron")
    assert found.value is not None, found.diagnostics


def test_what_has_no_place_is_text(tmp_path: Path) -> None:
    said = [Said(placed(text, tmp_path), Span(f"{text} #", 1)) for text in TEXTS]
    # Half a text is missing, too.
    said += [Said(f"frogs {text}", one.span) for one, text in zip(said, TEXTS, strict=True)]
    report = unplaced(coverage(said, ["frogs"], {}))
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        f"<!DOCTYPE html><title>.</title>{MarkdownIt().render(report)}"
    )
    allowed = {"html", "head", "title", "body", "h1", "h2", "ul", "li", "p", "strong"}
    assert {element.tag for element in page.iter()} <= allowed
    assert [element.attrib for element in page.iter() if element.attrib] == []
    shown = "".join(page.itertext())
    assert shown.count("<script>alert(1)</script>") == 4
    assert not {*"\0\x07\x1b\x9b"} & {*report}


def test_no_file_that_a_source_names_takes_the_place_of_another() -> None:
    bib, picture = b"@misc{a, title = {Frogs}}", saved(gradient(), "PNG")
    beside = {"cv.yaml": picture, "cv.schema.json": bib, "unplaced.md": bib.replace(b"Frogs", b"Newts")}
    tex = rb"""\documentclass{moderncv}\name{Ada}{Heron}\photo{cv.yaml}
\addbibresource{cv.schema.json}\addbibresource{unplaced.md}
\begin{document}\section{Toads}\end{document}"""
    found = import_files([SourceFile("cv.tex", tex, beside.get)]).value
    assert found is not None
    assert {name for name, data in found.files.items() if data not in beside.values()} == {"cv.yaml", "unplaced.md"}
    assert found.files["cv-2.yaml"] == picture
    assert b"photo: cv-2.yaml" in found.files["cv.yaml"]
