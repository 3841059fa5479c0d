"""The same attacks in every text field that the model knows, and in every field of a .bib file, in each format.

Each file is read by a program of others, and holds nothing that an attack brought; but every field that prints words
prints an attack as words.
"""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pybtex.database
import pypdf
import pytest
from attacks import ATTACKS, CANARY_WORD, Attack, placed, stands_in_bib
from every_field import AttackedCv, every_entry, mark_at
from markdown_it import MarkdownIt
from private_values import bytes_of
from running import run_cvtex

from cvtex.emit.formats import FORMATS

PLAIN = Attack("plain", "words")
NAME = mark_at(("owner", "name"))
# What rich text may become in a page.
INLINE = {"a", "br", "code", "em", "span", "strong", "sub", "sup", "wbr", "section", "ol", "li"}
SCHEMES = {"http", "https", "mailto", "ftp", ""}


class Built:
    """A CV with attacks in all of its fields, in all formats."""

    def __init__(self, folder: Path, attacks: tuple[Attack, ...]) -> None:
        folder.mkdir()
        (folder / "canary.tex").write_text(CANARY_WORD, encoding="utf-8")
        self.attacks = attacks
        texts = [placed(one.text, folder / "canary") for one in attacks]
        self.words = [{letters(placed(text, folder / "canary")) for text in one.words} for one in attacks]
        in_bib = [text for text in texts if stands_in_bib(text)]
        self.cv = AttackedCv(folder / "cv", texts, every_entry(in_bib or ["words"]))
        options = ["--engine", "embedded", "--keep-tex", "--assets", "--format", ",".join(FORMATS)]
        self.ran = run_cvtex(["build", *options], folder / "cv")
        # Words that are too long for their place are another matter: the PDF is then a draft, which is searched.
        assert self.ran.exit_code in (0, 1), [line for line in self.ran.errors.splitlines() if " error: " in line]
        assert not list(folder.rglob("owned*"))

    def file(self, suffix: str) -> Path:
        draft = self.cv.folder / "build" / f"cv-v.draft{suffix}"
        return draft if draft.exists() else draft.with_name(f"cv-v{suffix}")

    def data(self, suffix: str) -> bytes:
        return self.file(suffix).read_bytes()


def letters(text: str) -> str:
    """Letters and figures alone: formats differ in signs, spaces and line ends."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).casefold()


def in_html(built: Built, plain: Built) -> str:
    page, other = (page_of(one.data(".html")) for one in (built, plain))
    known = {(name, key) for name, key, _ in attributes(other)}
    for name, key, value in attributes(page):
        assert (name, key) in known or name in INLINE, (name, key, value)
        assert not key.startswith("on"), (name, key)
        if key in ("href", "src", "action"):
            assert urlsplit(value).scheme in {*SCHEMES, "data" if key == "src" else ""}, value
        if key in ("class", "rel", "role", "type", "style"):
            assert (name, key, value) in {*attributes(other)} or name in INLINE, (name, key, value)
    names = {element.tag for element in other.iter()}
    assert {element.tag for element in page.iter()} <= names | INLINE
    for name in ("script", "style", "link", "base", "iframe", "meta"):
        assert len([*page.iter(name)]) == len([*other.iter(name)]), name
    assert all(json.loads(one.text or "") for one in page.iter("script"))
    return "".join(page.itertext())


def page_of(data: bytes) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(data)


def attributes(page: Any) -> Iterator[tuple[str, str, str]]:
    for element in page.iter():
        for key, value in element.attrib.items():
            yield element.tag, key, value


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def in_docx(built: Built, plain: Built) -> str:
    with zipfile.ZipFile(built.file(".docx")) as package, zipfile.ZipFile(plain.file(".docx")) as other:
        assert {*package.namelist()} <= {*other.namelist()}
        parts = {name: package.read(name) for name in package.namelist()}
        trees = {name: ET.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
        known = {element.tag for name in trees for element in ET.fromstring(other.read(name)).iter()}
    for name, tree in trees.items():
        for element in tree.iter():
            assert element.tag in known or element.tag.startswith(W), (name, element.tag)
            for key, value in element.attrib.items():
                if key == f"{W}instr":
                    assert value.split()[0] in ("PAGE", "NUMPAGES"), value
            if element.tag == f"{W}instrText":
                assert (element.text or "").split()[0] in ("PAGE", "NUMPAGES"), element.text
            if element.get("TargetMode") == "External":
                assert urlsplit(element.get("Target", "")).scheme in SCHEMES - {""}, element.attrib
    return "".join(text for name in sorted(trees) for text in trees[name].itertext())


def in_pdf(built: Built, _: Built) -> str:
    reader = pypdf.PdfReader(built.file(".pdf"))
    numbers = {*reader.xref_objStm, *(number for found in reader.xref.values() for number in found)} - {0}
    for number in numbers:
        for key, value in pairs(reader.get_object(number)):
            assert key not in ("/JS", "/AA", "/EmbeddedFile", "/EmbeddedFiles", "/Launch", "/XFA"), value
            # A number is the flags of an annotation; anything else would name a file.
            assert key != "/F" or isinstance(value, int), value
            if key == "/URI":
                assert urlsplit(str(value)).scheme in SCHEMES - {""}, value
            if key == "/S":
                assert value not in ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/Named"), value
    return "".join(page.extract_text() for page in reader.pages)


def pairs(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield key, one
            yield from pairs(one)
    elif isinstance(value, list):
        for one in value:
            yield from pairs(one)


# Commands that stand for signs, and those of rich text and of words that need care.
SIGNS = {
    "textbackslash", "textasciitilde", "textasciicircum", "textquotedbl", "{", "}", "$", "&", "#", "%", "_", ",", "-",
    "cvlink", "cvaddress", "cvaddressbreak", "cvbreak", "cvcode", "cvlinebreak", "cvmath", "cvmathpart", "emph", "mbox",
    "textbf", "textsubscript", "textsuperscript", "cvforeign", "cvglyphs", "cvany", "enspace", "quad", "cvglyph",
}  # fmt: skip
_TOKEN = re.compile(r"\\([A-Za-z@]+|.)|(%)[^\n]*|(\^\^)", re.DOTALL)


def in_tex(built: Built, plain: Built) -> str:
    """Read as TeX reads it: commands, comments, and doubled circumflexes, which name other characters."""
    text, other = (one.data(".tex").decode() for one in (built, plain))
    known = {match[1] for match in _TOKEN.finditer(other)} | SIGNS
    depth = 0
    for match in _TOKEN.finditer(text):
        assert match[3] is None, text[match.start() - 40 : match.end() + 40]
        if match[2]:
            before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            after = text[match.end(2) : text.find("\n", match.end())]
            assert not after or not before, (before, after)
        # The program's own macros begin so, and no attack does.
        elif match[1] not in known and not match[1].startswith("cv"):
            raise AssertionError(text[match.start() - 40 : match.end() + 40])
    for sign in re.sub(r"\\.|%[^\n]*", "", text):
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    # The words are those of the PDF.
    return ""


def in_markdown(built: Built, _: Built) -> str:
    page = page_of(
        b"<!DOCTYPE html><meta charset=utf-8><title>.</title>"
        + MarkdownIt().render(built.data(".md").decode()).encode()
    )
    known = {*INLINE, "html", "head", "meta", "title", "body", "h1", "h2", "h3", "h4", "h5", "p", "ul", "hr", "table",
             "thead", "tbody", "tr", "td", "th", "img"}  # fmt: skip
    for element in page.iter():
        assert element.tag in known, element.tag
        assert {*element.attrib} <= {"href", "charset", "start", "src", "alt", "id"}, element.attrib
        assert urlsplit(element.get("href", "")).scheme in SCHEMES, element.attrib
        assert urlsplit(element.get("src", "")).scheme == "", element.attrib
    return "".join(page.itertext())


def in_json(suffix: str) -> Callable[[Built, Built], str]:
    def read(built: Built, plain: Built) -> str:
        found, other = (json.loads(one.data(suffix)) for one in (built, plain))
        assert {key for key, _ in pairs(found)} <= {key for key, _ in pairs(other)}
        return "\n".join(strings(found))

    return read


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(one)


def in_text(built: Built, _: Built) -> str:
    text = built.data(".txt").decode()
    assert all(one.isprintable() or one in "\n " for one in text)
    return text


def in_bibtex(built: Built, plain: Built) -> str:
    found, other = (pybtex.database.parse_bytes(one.data(".bib"), "bibtex").entries for one in (built, plain))
    assert {*found} == {*other}
    return "\n".join(str(value) for entry in found.values() for value in entry.fields.values())


READERS: dict[str, Callable[[Built, Built], str]] = {
    ".pdf": in_pdf,
    ".tex": in_tex,
    ".html": in_html,
    ".docx": in_docx,
    ".md": in_markdown,
    ".txt": in_text,
    ".json": in_json(".json"),
    ".csl.json": in_json(".csl.json"),
    ".bib": in_bibtex,
}
# They hold words in other places than a page, and no line of theirs is broken or composed.
WORD_FOR_WORD = (".html", ".docx", ".md", ".txt")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("plain") / "one", (PLAIN,))


def check(built: Built, plain: Built) -> None:
    for suffix, read in READERS.items():
        found, usual = letters(read(built, plain)), letters(read(plain, plain))
        for mark in built.cv.marks.keys() & plain.cv.marks.keys():
            if mark in usual:
                assert mark in found, (suffix, mark)
            if suffix in WORD_FOR_WORD and f"words{mark}" in usual:
                number = built.cv.marks[mark]
                # A name with a comma is printed in its usual order.
                name = {letters(built.attacks[number].text.rpartition(",")[2])} if mark == NAME else set()
                assert any(words + mark in found for words in built.words[number] | name), (
                    suffix, built.attacks[number]
                )  # fmt: skip
    for file in (built.cv.folder / "build").rglob("*"):
        if file.is_file():
            assert not any(CANARY_WORD.encode() in data for data in bytes_of(file)), file
    assert_harmless(built.ran.errors + built.ran.output)


def assert_harmless(printed: str) -> None:
    """A terminal shows it as lines of text."""
    assert all(one.isprintable() or one == "\n" for one in printed)
    assert CANARY_WORD not in printed


@pytest.mark.slow
def test_attacks_in_turn(tmp_path: Path, plain: Built) -> None:
    check(Built(tmp_path / "attacked", ATTACKS), plain)


@pytest.mark.long
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_one_attack_everywhere(attack: Attack, tmp_path: Path, plain: Built) -> None:
    check(Built(tmp_path / "attacked", (attack,)), plain)
