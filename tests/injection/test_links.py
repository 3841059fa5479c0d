"""Addresses that try to be something else: in each format, a link leads to the web or a mailbox, or is text."""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html5lib
import pytest
from markdown_it import MarkdownIt
from running import run_cvtex

from cvtex.text.markup import check_url

# With the place that each leads to; "" if it is refused, and printed as text where there is markup.
ADDRESSES = {
    "https://h.example/%0d%0aX": "https",
    "https://user:word@h.example/": "https",
    "https://h.example\\@evil.example/": "https",
    "https://h.example/<script>\"'": "https",
    "https://h.example/)\\(x)": "https",
    "https://h.example/{x}%00": "https",
    "https://h.example/\u202egpj": "https",
    "https://[::1]:99999/": "https",
    "HTTPS://h.example/": "https",
    "mailto:a@b.example?subject=%0a&attach=/etc/passwd": "mailto",
    "https://h.example/a\nb": "",
    "https://h.example/a b": "",
    "https://h.example/a\u00a0b": "",
    "java\nscript:alert(1)": "",
    "javascript://h.example/%0aalert(1)": "",
    "JaVaScRiPt:alert(1)": "",
    "\u00a0javascript:alert(1)": "",
    "vbscript:x": "",
    "data:text/html;base64,PHNjcmlwdD4=": "",
    "file:///etc/passwd": "",
    "//evil.example/": "",
    "\\\\evil.example\\x": "",
    "/etc/passwd": "",
    "ms-word:ofe|u|https://evil.example/x.docx": "",
    "blob:https://h.example/x": "",
    "view-source:https://h.example/": "",
}
OF_BIB = {"http", "https", "ftp"}


@pytest.mark.parametrize(("address", "scheme"), ADDRESSES.items())
def test_an_address_of_a_cv(address: str, scheme: str) -> None:
    problem = check_url(address)
    assert (problem is None) == bool(scheme)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("links")
    sound = [address for address, scheme in ADDRESSES.items() if scheme]
    # As a target of a link in a text, what is no address is an error.
    texts = [f"See {one} now" for one in ADDRESSES if one.isprintable()]
    items = [{"title": f"Prize {number}", "date": "2019", "url": one} for number, one in enumerate(sound)]
    cv = {
        "owner": {"name": "Ada Heron", "contact": {"website": sound}},
        "bibliography": "works.bib",
        "sections": {
            "a": {"kind": "awards", "title": "A", "items": items},
            "b": {"kind": "list", "title": "B", "items": texts},
            "c": {"kind": "publications", "title": "C"},
        },
    }
    (folder / "cv.yaml").write_text(json.dumps(cv), encoding="utf-8")
    names = ("url", "code", "data", "slides", "video", "preprint", "doi", "eprint", "howpublished", "note")
    entries = [
        f"@misc{{k{number}, author = {{Heron, Ada}}, title = {{Work {number}}}, year = 2019,"
        + ",".join(f"{name} = {{{one}}}" for name in names)
        + "}\n"
        for number, one in enumerate(ADDRESSES)
    ]
    (folder / "works.bib").write_text("".join(entries), encoding="utf-8")
    ran = run_cvtex(["build", "--format", "html,md,txt,json,csl,docx"], folder)
    assert ran.exit_code == 0, [line for line in ran.errors.splitlines() if " error: " in line]
    return folder / "build"


def assert_harmless(targets: Iterator[str]) -> None:
    found = [*targets]
    assert len(found) > 10
    for target in found:
        assert urlsplit(target).scheme.lower() in OF_BIB | {"mailto"}, target
        assert not re.search(r"[\s\x00-\x1f\x7f-\x9f\u202e]", target), target


def elements_with(html: str) -> Iterator[str]:
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    for element in page.iter():
        for name in ("href", "src", "action", "formaction"):
            target = element.get(name, "")
            # What is within the page, and the .bib file to take along.
            if target and not target.startswith("#") and "download" not in element.attrib:
                yield target


def test_in_html(built: Path) -> None:
    assert_harmless(elements_with((built / "cv-full.html").read_text(encoding="utf-8")))


def test_in_markdown(built: Path) -> None:
    written = MarkdownIt().render((built / "cv-full.md").read_text(encoding="utf-8"))
    assert_harmless(elements_with(f"<!DOCTYPE html><title>.</title>{written}"))


def test_in_word(built: Path) -> None:
    with zipfile.ZipFile(built / "cv-full.docx") as package:
        relations = package.read("word/_rels/document.xml.rels").decode()
    tags = re.findall(r"<Relationship [^>]*External[^>]*>", relations)
    assert_harmless(re.search(r'Target="([^"]*)"', tag)[1] for tag in tags)  # type: ignore[index]


@pytest.mark.parametrize("suffix", [".json", ".csl.json"])
def test_in_json(suffix: str, built: Path) -> None:
    assert_harmless(addresses_of(json.loads((built / f"cv-full{suffix}").read_bytes())))


def addresses_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (one for key, one in value.items() if key in ("url", "URL") and isinstance(one, str))
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from addresses_of(one)


def test_in_text(built: Path) -> None:
    """It has no links, and no sign that hides where an address leads."""
    text = (built / "cv-full.txt").read_text(encoding="utf-8")
    assert not [one for one in text if unicodedata.category(one) in ("Cc", "Cf") and one != "\n"]
