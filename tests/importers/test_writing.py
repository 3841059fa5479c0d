"""What importers write is read back as it was: texts, trees, works."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cvtex.diagnostics import Span
from cvtex.importers.bib_file import written_works
from cvtex.importers.cv_file import CvFile
from cvtex.importers.imported import Imported, ImportedSection, ImportedWork, Said
from cvtex.importers.located_json import read_json
from cvtex.model.node import Mapping, Node, Scalar, Sequence
from cvtex.read.bib import read_bibliography
from cvtex.read.yaml import read_yaml
from cvtex.text.markup import read_markup
from cvtex.text.richtext import plain
from cvtex.text.tex import tex_to_plain
from cvtex.text.typography import typographic
from cvtex.text.written_markup import literal

HERE = Span("source.json", 3)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Cf"]), min_size=1).filter(str.strip)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def plain_tree(node: Node) -> Any:
    match node:
        case Scalar():
            return node.text if node.quoted else json.loads(node.text)
        case Sequence():
            return [plain_tree(one) for one in node.items]
        case Mapping():
            return {name: plain_tree(one) for name, one in node.items.items()}


@given(JSON, st.sampled_from([None, 2]))
def test_json_is_read_as_the_standard_library_reads_it(value: Any, indent: int | None) -> None:
    read = read_json("a.json", json.dumps(value, indent=indent).encode())
    assert read.diagnostics == ()
    assert read.value is not None
    assert plain_tree(read.value) == value


@given(TEXTS)
def test_plain_text_is_printed_as_it_is(text: str) -> None:
    text = " ".join(text.split())
    read = read_markup(literal(text), lambda _: HERE)
    # Quotation marks and dashes become typographic ones in any text.
    signs = str.maketrans("", "", "'‘’‚‛–—-….")
    assert plain(read.value).translate(signs).split() == typographic(text).translate(signs).split()


@given(TEXTS, TEXTS)
def test_cv_yaml_is_read_back(title: str, text: str) -> None:
    section = ImportedSection("list", Said(title, HERE), HERE, items=({"text": Said(text, HERE, is_markup=True)},))
    written = CvFile("cv.schema.json").written(Imported((), owner={"name": "Ada Example"}), [section], "from a test")
    read = read_yaml("cv.yaml", written.encode())
    assert read.diagnostics == ()
    assert isinstance(read.value, Mapping)
    (found,) = plain_mapping(read.value.items["sections"]).values()
    assert " ".join(found["items"][0]["text"].split()) == " ".join(text.split())


def plain_mapping(node: Node) -> Any:
    match node:
        case Scalar(text):
            return text
        case Sequence(items):
            return [plain_mapping(one) for one in items]
        case Mapping(items):
            return {name: plain_mapping(one) for name, one in items.items()}


@given(TEXTS)
def test_a_work_is_read_back(title: str) -> None:
    written = written_works([ImportedWork("article", {"title": Said(title, HERE), "year": "2019"}, HERE)])
    read = read_bibliography("p.bib", written.encode())
    assert read.diagnostics == ()
    (entry,) = read.value.entries.values() if hasattr(read.value.entries, "values") else read.value.entries
    signs = str.maketrans("", "", "'‘’`´\"“”–—-….")
    assert tex_to_plain(entry.tex("title")).translate(signs).split() == title.translate(signs).split()
