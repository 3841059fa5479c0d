"""Sources with values that nobody expects, files that are cut off, and files made to do harm.

Whatever is in a source, importing it raises nothing, and what it writes has no errors.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cvtex.check.cv import check_cv
from cvtex.importers.imported import SourceFile
from cvtex.importers.importing import ImportedFiles, import_files
from cvtex.importers.sources import SOURCES, recognised
from cvtex.read.bib import read_bibliography
from cvtex.read.yaml import read_yaml

DOCUMENTS = Path(__file__).parents[1] / "documents" / "imports"
STRUCTURED = sorted({*SOURCES} & {"json-resume", "rendercv", "orcid", "csl-json", "crossref", "openalex", "datacite",
                                  "ris", "nbib", "endnote", "yamlresume", "europass"})  # fmt: skip
SAMPLES = {kind: sorted((DOCUMENTS / kind).glob("*/source.*")) for kind in STRUCTURED}
# Signs and words of YAML, Markdown, TeX, HTML, and of dates, names and addresses.
HOSTILE = st.one_of(
    st.sampled_from([
        "", " ", "\0", "\x1b[31m", "\n", "\\", "{", "}", "}{", "$", "%", "#", "&", "~", "^", "_", "*", "**", "`",
        "[", "](", "- ", ": ", "? ", "| ", "> ", "@", "!", "'", '"', "<", "<b>", "</b", "&lt;", "&#0;", "$x",
        "\\write18{ls}", "\\input{/etc/passwd}",
        "^[x]", "[a](javascript:x)", "[a](b)", "<javascript:x>", "null", "true", "---",
        "...", "%TAG",
        "\ud800", "\ufeff", "\u202e", "\u2028", "1e999", "-1", "9" * 50, "9" * 5000, "²",
        "0000-00-00", "2019-02-30", "99999",
        "2019 – 2018", "a and b", "A, B, C, D", "ada@", "http://", "https://a b", "https://[", "javascript:x",
        "mailto:", "10.1/", "x" * 3000, "٣", "２０１９", "é", "𝔐",
    ]),
    st.text(max_size=20),
)  # fmt: skip


def no_errors(found: ImportedFiles | None) -> None:
    if found is None:
        return
    node = read_yaml("cv.yaml", found.files["cv.yaml"])
    assert [one for one in node.diagnostics if one.is_error] == []
    assert node.value is not None
    assert [one for one in check_cv(node.value).diagnostics if one.is_error] == []
    if bib := found.files.get("publications.bib"):
        assert [one for one in read_bibliography("publications.bib", bib).diagnostics if one.is_error] == []


def texts_of(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from texts_of(value, (*path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from texts_of(value, (*path, index))
    yield path


def with_value(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copy = dict(tree) if isinstance(tree, dict) else list(tree)
    copy[path[0]] = with_value(tree[path[0]], path[1:], value)
    return copy


def changed(data: st.DataObject, path: Path) -> bytes:
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".json":
        tree = json.loads(text)
        for _ in range(data.draw(st.integers(1, 3))):
            where = data.draw(st.sampled_from([*texts_of(tree)]))
            tree = with_value(
                tree, where, data.draw(HOSTILE | st.sampled_from([None, [], {}, 7, [[]], {"value": "x"}]))
            )
        return json.dumps(tree).encode()
    # Any run of letters and digits is a value.
    words = [*re.finditer(r"(?<=[>:\- ])[^<>:\n]{2,}", text)]
    if words:
        word = data.draw(st.sampled_from(words))
        text = text[: word.start()] + data.draw(HOSTILE) + text[word.end() :]
    return text.encode(errors="replace")


@pytest.mark.slow
@pytest.mark.parametrize("kind", STRUCTURED)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_value_gives_a_cv_without_errors(kind: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(SAMPLES[kind]))
    no_errors(import_files([SourceFile(path.name, changed(data, path))], kind).value)


@pytest.mark.parametrize(
    "digits",
    [
        pytest.param("9" * 5000, id="long"),
        pytest.param("²", id="raised"),
        pytest.param("٣" * 5000, id="arabic", marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("kind", STRUCTURED)
def test_numbers_that_python_refuses_to_read(kind: str, digits: str) -> None:
    changed_files = 0
    for path in SAMPLES[kind]:
        text = path.read_text(encoding="utf-8", errors="replace")
        # Numbers of JSON become strings.
        hostile = re.sub(r"(?<=[:\[,] )\d+\b", f'"{digits}"', text) if path.suffix == ".json" else text
        hostile = re.sub(r"(?<![\w.])\d+(?![\w.])", digits, hostile)
        changed_files += digits in hostile
        no_errors(import_files([SourceFile(path.name, hostile.encode())], kind).value)
    assert changed_files


@pytest.mark.parametrize("kind", STRUCTURED)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_file_that_is_cut_off_is_told(kind: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(SAMPLES[kind]))
    whole = path.read_bytes()
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    found = import_files([SourceFile(path.name, cut)], kind)
    no_errors(found.value)
    assert found.value is not None or found.diagnostics


@pytest.mark.parametrize("kind", SOURCES)
@settings(max_examples=20, deadline=None)
@given(data=st.binary(max_size=300))
def test_bytes_of_any_kind_are_told(kind: str, data: bytes) -> None:
    found = import_files([SourceFile("source", data)], kind)
    no_errors(found.value)
    assert found.value is not None or found.diagnostics


BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<xml><records><record><ref-type name="Book">1</ref-type><titles><title>&b;</title></titles></record></records></xml>"""
OUTSIDE = BOMB.replace(b'<!ENTITY a "aaaaaaaaaa">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')


@pytest.mark.parametrize(
    ("kind", "data", "message"),
    [
        ("endnote", BOMB, "source:2:27: XML with entities of its own is not read"),
        ("europass", OUTSIDE, "source:2:54: XML with entities of its own is not read"),
        ("orcid", b"<a>" * 200, "source:1:304: it is nested more than 100 deep"),
        ("orcid", b"<a><b></a>", "source:1:9: this is no XML: mismatched tag"),
        ("json-resume", b"[" * 5_000, "source:1:102: this is no JSON: it is nested more than 100 deep"),
        ("json-resume", b'{"basics":\n {"name": "Ada" "label": 1}}', "source:2:17: this is no JSON: ',' is missing"),
        (
            "csl-json",
            b'[{"id": "a',
            "source:1:9: this is no JSON: a text in quotes does not end, or has a wrong escape",
        ),
        ("csl-json", b"[1, 2]", "source:1:1: there is nothing in it that a CV has"),
        ("ris", b"", "source:1:1: there is nothing in it that a CV has"),
        ("", b"Dear Sir or Madam", "source:1:1: no known format of a CV or of works"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(kind: str, data: bytes, message: str) -> None:
    found = import_files([SourceFile("source", data)], kind)
    assert found.value is None
    assert [f"{one.span}: {one.message}" for one in found.diagnostics] == [message]


def test_the_number_of_values_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cvtex.importers.located_json.MAX_VALUES", 10)
    monkeypatch.setattr("cvtex.importers.located_xml.MAX_VALUES", 10)
    for kind, data in (("csl-json", b"[" + b"1," * 20 + b"1]"), ("endnote", b"<xml>" + b"<a/>" * 20 + b"</xml>")):
        (message,) = import_files([SourceFile("source", data)], kind).diagnostics
        assert "more than 10 values" in message.message


def test_the_length_of_the_text_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cvtex.importers.importing.MAX_TEXT", 10)
    found = import_files([SourceFile("source", b'{"basics": {"name": "Ada Marsh", "label": "Zoologist"}}')])
    assert found.value is None
    assert [one.message for one in found.diagnostics] == ["it has more text than a CV: over 10 characters"]


@pytest.mark.parametrize("kind", [name for name, one in SOURCES.items() if one.by_line])
@pytest.mark.parametrize("bound", ["MAX_LINES", "MAX_LINE", "MAX_BYTES_BY_LINE"])
def test_lines_are_bounded(kind: str, bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"cvtex.importers.sources.{bound}", 9)
    found = import_files([SourceFile("source", b"TY  - JOUR\n" * 20)], kind)
    assert found.value is None
    assert [one.is_error for one in found.diagnostics] == [True]


def test_a_picture_that_no_page_can_have_is_left_out() -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\xff\xff" * 2 + b"\x08\x02\0\0\0" + b"\0" * 40
    resume = b'{"basics": {"name": "Ada Marsh", "image": "me.png"}}'
    found = import_files([SourceFile("source", resume, lambda _: picture)])
    assert found.value is not None
    assert {*found.value.files} == {"cv.yaml"}
    assert "photo" not in found.value.files["cv.yaml"].decode()
    assert [(one.severity, "it is left out" in one.message) for one in found.diagnostics] == [("warning", True)]


def pdf_of(*objects: bytes) -> bytes:
    data, table = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for number, one in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    size = len(objects) + 1
    trailer = b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF" % (size, len(data))
    return data + b"xref\n0 %d\n" % size + table + trailer


def stream(entries: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >> stream\n%s\nendstream" % (entries, len(data), data)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"


def page(resources: bytes) -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << %s >> /Contents 4 0 R >>" % resources


def test_pages_that_unpack_to_gigabytes_are_refused() -> None:
    packed = zlib.compress(b"(a) Tj " * 10_000_000)
    data = pdf_of(*CATALOG, page(b""), stream(b"/Filter /FlateDecode", packed))
    (message,) = import_files([SourceFile("source", data)]).diagnostics
    assert "too much for a CV" in message.message


def test_forms_within_forms_count_as_often_as_they_are_shown() -> None:
    content = b"/X Do " * 10
    forms = [stream(FORM + b" /Resources << /XObject << /X %d 0 R >> >>" % number, content) for number in range(6, 14)]
    data = pdf_of(*CATALOG, page(b"/XObject << /X 5 0 R >>"), stream(b"", content), *forms, stream(FORM, b"0 g"))
    (message,) = import_files([SourceFile("source", data)]).diagnostics
    assert "too much for a CV" in message.message


def test_a_form_that_shows_itself_ends() -> None:
    own = stream(FORM + b" /Resources << /XObject << /X 5 0 R >> >>", b"/X Do")
    data = pdf_of(*CATALOG, page(b"/XObject << /X 5 0 R >>"), stream(b"", b"/X Do"), own)
    assert [one.message for one in import_files([SourceFile("source", data)]).diagnostics] == ["this PDF has no text"]


PERSON = '{"basics": {"name": "Zoë Müller"}}'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_in_all_its_encodings(encoding: str) -> None:
    found = import_files([SourceFile("source", PERSON.encode(encoding))])
    assert found.diagnostics == ()
    assert found.value is not None
    assert "name: Zoë Müller" in found.value.files["cv.yaml"].decode()


def test_xml_in_utf_16_is_read() -> None:
    text = (DOCUMENTS / "orcid/record-as-xml/source.xml").read_text(encoding="utf-8").replace("UTF-8", "UTF-16")
    found = import_files([SourceFile("source", text.encode("utf-16"))])
    assert found.value is not None
    assert "given: Ada" in found.value.files["cv.yaml"].decode()


def test_xml_that_names_its_encoding_is_read_in_it() -> None:
    text = (DOCUMENTS / "orcid/record-as-xml/source.xml").read_text(encoding="utf-8").replace("UTF-8", "ISO-8859-1")
    found = import_files([SourceFile("source", text.replace("Ada", "Zoë").encode("latin-1"))])
    assert found.diagnostics == ()
    assert found.value is not None
    assert "given: Zoë" in found.value.files["cv.yaml"].decode()


def test_western_letters_are_read_with_a_warning() -> None:
    found = import_files([SourceFile("source", PERSON.encode("latin-1"))])
    assert [(str(one.span), one.severity) for one in found.diagnostics] == [("source:1:24", "warning")]
    assert found.value is not None
    assert "name: Zoë Müller" in found.value.files["cv.yaml"].decode()


@pytest.mark.parametrize(
    "path", [path for paths in SAMPLES.values() for path in paths], ids=lambda path: path.parent.name
)
def test_content_tells_the_kind(path: Path) -> None:
    assert recognised(path.read_bytes()) == path.parents[1].name


@pytest.mark.parametrize(
    "text", ["{", "[", "@", "a\n", "\n", " ", "cv:\n", "content:\n ", "TY", "<record>", "\\section", "% @a\n"]
)
def test_recognition_ends(text: str) -> None:
    """Patterns take time in proportion to the text: one that does not would hang here."""
    assert recognised((text * 100_000).encode()) in {None, *SOURCES}
