"""Hostile texts in every format: another program reads each file, finds no error, and the same words in order."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import html5lib
import pybtex.database
import pytest
from markdown_it import MarkdownIt
from running import run_cvtex

from cvtex.diagnostics import Span
from cvtex.emit.blocks import Block, BlockContent, Heading, Point
from cvtex.emit.formats import FORMATS, PDF
from cvtex.emit.writer import Look, Manuscript, Metadata
from cvtex.text.richtext import plain
from cvtex.text.tex import read_tex
from cvtex.verify.readers import READERS
from cvtex.verify.text import broken_promises

# As YAML has them, and as they are printed.
TEXTS = [
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("]]> <![CDATA[ x ]]>", "]]> <![CDATA[ x ]]>"),
    ("&lt; &#38; &nosuch; &copy", "< & &nosuch; &copy"),
    ("'a' onload=x 'b", "‘a’ onload=x ’b"),
    (r"{{ 7*7 }} {% raw %} ${x} #{x}", "{{ 7*7 }} {% raw %} ${x} #{x}"),
    (r"C:\\\\dir %s %(x)s \\\\begin\\{x\\}", r"C:\dir %s %(x)s \begin{x}"),
    (r"# one", "# one"),
    (r"1. one", "1. one"),
    (r"--- | === | ~~~", "— | === | ~~~"),
    # Right-to-left runs, an override that nobody ends, isolates.
    (r"\u05e9\u05dc\u05d5\u05dd abc 123 \u0645\u0631\u062d\u0628\u0627", "שלום abc 123 مرحبا"),
    (r"abc \u202edcba", "abc dcba"),
    (r"\u2067x\u2069 \u200fy\u200e", "x y"),
    # Nothing to see: zero-width signs, a byte order mark, tags, joiners.
    (r"zero\u200bwidth\u2060 \ufeffmark a\U000e0041b", "zerowidth marka b".replace("a b", " ab")),
    ("e" + r"\u0301" * 40, "é" + "\u0301" * 39),
    # Line ends of Unicode, which are none in YAML.
    (r"a\u2028b\u2029c", "a b c"),
    (r"\ufffd \U0010fffd", "\ufffd \U0010fffd"),
]
CV = """\
owner: {name: "Anna <Heron>", contact: {website: "https://example.org/?a=1&b=<2>&c=\\"'"}}
bibliography: works.bib
sections:
  list: {kind: list, title: "T <b> & ]]>", items: ITEMS}
  works: {kind: publications, title: "</section>"}
variants:
  v: {title: "</title><script> ]]>"}
"""
BIB = rb"""@article{k<b>&;:]>, author={Heron, Anna and {</script>}}, year={2024}, journal={J \& \"{a} ]]>},
  volume={1]]>2}, url={https://example.org/{a}?x=%7B"<>}, doi={10.1000/<x>"&amp;]]>},
  title={<script> \{ \} \% # @article\{y\}, *a* [b](c) \char27 ^^1b CONTROLS}}"""
BIB = BIB.replace(b"CONTROLS", b"\x01\x1b\x7f \xc2\x85 \xef\xbf\xbe \xef\xbf\xbf")
TITLE = "<script> { } % # @article{y}, *a* [b](c) ^^1b"
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")


def in_html(data: bytes) -> str:
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(data)
    scripts = [script for script in page.iter("script") if script.get("type") == "application/ld+json"]
    assert all(json.loads(script.text or "") for script in scripts)
    return " ".join(page.itertext())


def in_docx(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def in_markdown(data: bytes) -> str:
    page = f"<!DOCTYPE html><meta charset=utf-8><title>.</title>{MarkdownIt().render(data.decode())}"
    return in_html(page.encode())


def in_json(data: bytes) -> str:
    return "\n".join(strings_of(json.loads(data)))


def strings_of(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inside for text in strings_of(one)]


def in_bibtex(data: bytes) -> str:
    entries = pybtex.database.parse_bytes(data, "bibtex").entries.values()
    return "\n".join(plain(read_tex(tex, Span("")).value) for entry in entries for tex in entry.fields.values())


# A format that is new needs a program of others that reads it.
READ_BY_OTHERS: dict[str, Callable[[bytes], str]] = {
    "html": in_html,
    "docx": in_docx,
    "md": in_markdown,
    "txt": bytes.decode,
    "json": in_json,
    "csl": in_json,
    "bib": in_bibtex,
}
WITHOUT_PAGES = [name for name in FORMATS if name != PDF]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    items = ", ".join(f'"{text}"' for text, _ in TEXTS)
    (folder / "cv.yaml").write_text(CV.replace("ITEMS", f"[{items}]"), encoding="utf-8")
    (folder / "works.bib").write_bytes(BIB)
    ran = run_cvtex(["build", "--format", ",".join(WITHOUT_PAGES)], folder)
    assert ran.exit_code == 0, ran.errors
    return folder / "build"


@pytest.mark.parametrize("name", WITHOUT_PAGES)
def test_other_programs_find_the_same_words(name: str, outputs: Path) -> None:
    found = words(READ_BY_OTHERS[name]((outputs / f"cv-v{FORMATS[name].suffix}").read_bytes()))
    place = 0
    for text in [TITLE] if FORMATS[name].has_works_only else [*(printed for _, printed in TEXTS), TITLE]:
        at = found.find(words(text), place)
        assert at >= 0, text
        place = at + len(words(text))
    assert "\x01" not in found
    assert "\x1b" not in found


# Fields that are read as numbers somewhere.
NUMBERS = (
    *("year", "month", "day", "endyear", "endmonth", "endday", "date", "origdate", "eventdate", "urldate", "volume"),
    *("volumes", "number", "issue", "pages", "pagetotal", "chapter", "edition", "part", "series", "isbn", "issn"),
    *("eprint", "doi", "citations", "author+an", "pubstate", "addendum", "note", "howpublished", "timestamp"),
)


@pytest.mark.parametrize(
    "digits",
    [
        pytest.param("9" * 5000, id="long"),
        pytest.param("²", id="raised"),
        pytest.param("٣" * 5000, id="arabic", marks=pytest.mark.slow),
    ],
)
def test_numbers_that_python_refuses_to_read(digits: str, tmp_path: Path) -> None:
    values = (digits, f"2020-{digits}", f"2020-01-{digits}", f"y{digits}", f"1 {digits} 2020", f"{digits}=self")
    (tmp_path / "cv.yaml").write_text(CV.replace("ITEMS", "[x]"), encoding="utf-8")
    (tmp_path / "works.bib").write_text(
        "".join(
            f"@article{{{field}-{place}, author = {{Heron, Anna}}, title = {{T}}, year = 2020, month = 1,"
            f" {field} = {{{value}}}}}\n"
            for field in NUMBERS
            for place, value in enumerate(values)
        ),
        encoding="utf-8",
    )
    ran = run_cvtex(["build", "--format", ",".join(WITHOUT_PAGES)], tmp_path)
    assert ran.exit_code == 0, ran.errors[-1000:]
    assert "Traceback" not in ran.errors


def words(text: str) -> str:
    """Without white space, and signs that nobody sees: formats need not keep those."""
    return "".join(INVISIBLE.sub("", text).split())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (r"a\x00b", "error: a backslash in this text produces a control character"),
        (r"a\x1bb", "error: a backslash in this text produces a control character"),
        (r"a\uffffb", "error: a backslash in this text produces a control character"),
        (r"a\ud800b", "error: unknown backslash escape in double quotes"),
    ],
)
def test_what_no_format_can_say_is_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(
        f'owner: {{name: A Heron}}\nsections: {{a: {{kind: text, text: "{text}"}}}}\n', encoding="utf-8"
    )
    ran = run_cvtex(["build", "--format", "txt"], tmp_path)
    assert (ran.exit_code, list(tmp_path.glob("build/*"))) == (1, [])
    assert message in ran.errors


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in WITHOUT_PAGES if not FORMATS[name].has_works_only])
def test_a_hundred_thousand_items(name: str) -> None:
    """If any step took longer for each item the more there are, this would take hours."""
    points = (Point((), (f"Item {number} & <b>",)) for number in range(100_000))
    contents: tuple[BlockContent, ...] = (Heading("section", ("Many",)), *points)
    blocks = tuple(Block(number, content, Span("cv.yaml")) for number, content in enumerate(contents, 1))
    manuscript = Manuscript(blocks, Metadata("T", "A"), Look("cvtex-look", 10, "a4", "en"))
    make = FORMATS[name].writer
    assert make
    data = make().write(manuscript).data
    promises = make().promises(manuscript)
    assert len(promises.texts) == 100_001
    assert [*broken_promises(READERS[name](data), ((one.text, one.span) for one in promises.texts), frozenset())] == []
