"""Bounds on what an author gives: the table in ARCHITECTURE.md names them, and texts within them take linear time."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from cvtex.check import date_syntax
from cvtex.check.cv import check_cv
from cvtex.check.work import identity_of
from cvtex.cite.dialect import normalise
from cvtex.cite.people import read_people
from cvtex.cli import cli
from cvtex.cli import main as run_command_line
from cvtex.cli.output import MOST_SHOWN, rendered
from cvtex.diagnostics import Sources, Span, error, warning
from cvtex.importers.documents.dating import is_date
from cvtex.importers.documents.words import Words
from cvtex.importers.imported import SourceFile
from cvtex.importers.latex.document import import_latex
from cvtex.importers.references.pasted import import_pasted
from cvtex.importers.resumes.markdown_text import without_html
from cvtex.model.bibliography import Entry, Field
from cvtex.read import bib, yaml
from cvtex.read.bib import read_bibliography
from cvtex.read.yaml import read_yaml
from cvtex.text.markup import read_paragraphs
from cvtex.text.names import read_name
from cvtex.text.richtext import Styled, plain
from cvtex.text.tex import read_tex
from cvtex.text.tex_packages import read_number

ARCHITECTURE = Path(__file__).resolve().parents[1] / "ARCHITECTURE.md"
ROW = re.compile(
    r"^\| [^|]+ \| (?P<most>[\d,]+) \| `(?P<module>[\w/]+)\.py` `(?P<name>[A-Z_]+)` \| [^|]+ \|$", re.MULTILINE
)


def test_the_table_of_bounds_names_the_constants() -> None:
    rows = list(ROW.finditer(ARCHITECTURE.read_text(encoding="utf-8")))
    assert len(rows) > 20
    for row in rows:
        constant = getattr(import_module(f"cvtex.{row['module'].replace('/', '.')}"), row["name"])
        assert f"{constant:,}" == row["most"], row[0]


def test_a_long_text_is_an_error_at_its_place() -> None:
    source = f"owner:\n  name: {'a' * (yaml.MAX_TEXT + 1)}\n"
    (problem,) = read_yaml("cv.yaml", source.encode()).diagnostics
    assert f"{problem.span}: {problem.message} ({problem.hint})" == (
        "cv.yaml:2:9: this text has 50,001 characters; at most 50,000 are read"
        " (divide it among several items or sections)"
    )


@pytest.mark.parametrize(
    ("name", "most"), [("note", bib.MAX_TEXT), ("author", bib.MAX_FIELD), ("abstract", bib.MAX_FIELD)]
)
def test_a_long_field_is_left_out(name: str, most: int) -> None:
    read = read_bibliography("p.bib", f"@misc{{k, title = {{A}},\n {name} = {{{'a' * (most + 1)}}}}}".encode())
    assert ["title"] == list(read.value.entries[0].fields)
    assert [f"p.bib:2:2: '{name}' of 'k' has more than {most:,} characters, and is left out"] == [
        f"{one.span}: {one.message}" for one in read.diagnostics
    ]
    fits = read_bibliography("p.bib", f"@misc{{k, {name} = {{{'a' * most}}}}}".encode())
    assert [name] == list(fits.value.entries[0].fields)
    assert not fits.diagnostics


def test_printed_fields_have_a_bound_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bib, "MAX_TEXTS", 6)
    read = read_bibliography(
        "p.bib", b"@misc{a, title={123456}, abstract={1}}\n@misc{b, title={1}, author={B}}\n@misc{c, title={1}}"
    )
    assert ["a", "b"] == [entry.key for entry in read.value.entries]
    (problem,) = read.diagnostics
    assert ("p.bib:2:1", True, "export only the publications of the CV") == (
        str(problem.span),
        problem.is_error,
        problem.hint,
    )


def test_entries_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bib, "MAX_ENTRIES", 2)
    read = read_bibliography(
        "p.bib", b"@misc{a, title={A}}\n@misc{b, title={B}}\n@misc{c, title={C}}\n@misc{d, title={D}}"
    )
    assert ["a", "b"] == [entry.key for entry in read.value.entries]
    assert ["p.bib:3:1: more than 2 entries: the bibliography is not read beyond this one"] == [
        f"{one.span}: {one.message}" for one in read.diagnostics
    ]


def test_a_large_bibliography_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bib, "MAX_BYTES", 10)
    read = read_bibliography("p.bib", b"@misc{a, title={A}}")
    assert [(True, "export only the publications of the CV, or divide the file")] == [
        (one.is_error, one.hint) for one in read.diagnostics
    ]


@pytest.mark.parametrize(
    ("field", "most", "cure"),
    [
        ("variants", 100, "divide the CV among several files"),
        ("sections", 500, "make them groups or items of fewer sections"),
    ],
)
def test_names_that_are_compared_are_few(field: str, most: int, cure: str) -> None:
    source = f"owner: {{name: Ada Example}}\n{field}:\n" + "".join(f"  n{number}: {{}}\n" for number in range(most + 9))
    node = read_yaml("cv.yaml", source.encode()).value
    assert node is not None
    assert [f"cv.yaml:{most + 3}:3: more than {most} {field}, beginning with 'n{most}' ({cure})"] == [
        f"{one.span}: {one.message} ({one.hint})" for one in check_cv(node).diagnostics
    ]


def test_a_message_repeats_no_more_than_its_ends() -> None:
    problem = error(f"'{'a' * 5_000}' is not a date", None, "b" * 5_000)
    assert f"'{'a' * 499}…{'a' * 485}' is not a date" == problem.message
    assert f"{'b' * 500}…{'b' * 500}" == problem.hint


def test_the_first_problems_are_printed_and_the_rest_counted() -> None:
    problems = [warning("w", Span("cv.yaml", line)) for line in range(1, MOST_SHOWN + 1)]
    lines = rendered([*problems, error("e", Span("cv.yaml", 5_000))], Sources())
    assert ["cv.yaml:999:1: warning: w", "cv.yaml:5000:1: error: e"] == list(lines[-3:-1])
    assert "cvtex: and 1 problem more: correct these first" == lines[-1]


@pytest.mark.parametrize("problem", [MemoryError, RecursionError])
def test_no_memory_is_no_traceback(
    problem: type[Exception], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: object) -> None:
        raise problem

    monkeypatch.setattr(cli, "main", fail)
    with pytest.raises(SystemExit) as ended:
        run_command_line()
    assert 1 == ended.value.code
    assert capsys.readouterr().err.startswith("cvtex: error: the input takes ")


def test_a_text_that_may_be_a_date_is_refused_without_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    def advice(*_: object) -> str:
        raise AssertionError

    monkeypatch.setattr(date_syntax, "advice", advice)
    assert [False, False, True] == [is_date(text) for text in ("paragraph 12345 of a text", "2001 of all", "May 2001")]


def _place(_: str) -> Span:
    return Span("cv.yaml")


def _read_latex(text: str) -> object:
    return import_latex(
        SourceFile("cv.tex", f"\\documentclass{{article}}\\begin{{document}}{text}\\end{{document}}".encode())
    )


def _check_email(text: str) -> object:
    email = json.dumps(text, ensure_ascii=False)
    source = f"owner: {{name: Ada Example, contact: {{email: {email}}}}}\nsections: {{}}\nvariants: {{a: {{}}}}\n"
    node = read_yaml("cv.yaml", source.encode()).value
    assert node is not None
    return check_cv(node)


READERS: dict[str, Callable[[str], object]] = {
    "text": lambda text: read_paragraphs(text, _place),
    "TeX": lambda text: read_tex(text, Span("p.bib")),
    "name": read_name,
    "people": read_people,
    "YAML": lambda text: read_yaml("cv.yaml", f"a: {text}".encode()),
    "references": lambda text: import_pasted(SourceFile("p.txt", text.encode())),
    "LaTeX": _read_latex,
    "field": lambda text: read_bibliography("p.bib", f"@misc{{k, title={{{text}}}}}".encode()),
}
# Each has a shape of its own.
PARTICULAR: dict[str, Callable[[str], object]] = {
    "e-mail": _check_email,
    "arXiv": lambda text: identity_of(
        Entry("k", "misc", {"howpublished": Field(text, Span("p.bib"))}, Span("p.bib")),
    ),
    "number": lambda text: normalise(
        read_bibliography("p.bib", f"@article{{k, journal={{A}}, volume={{a{text[::2]}b}}}}".encode()).value
    ),
    "number in TeX": lambda text: read_number(f"1{text}a"),
    "HTML": lambda text: without_html(f"a{text}b<br>"),
    # Each sign in a style of its own, as Word writes what was edited often.
    "styled words": lambda text: Words(
        tuple(Styled("strong", (sign,)) if at % 2 else sign for at, sign in enumerate(text)), Span("cv.docx")
    ).pieces(re.compile(r",\s")),
    "conditions": lambda text: _read_latex(text + text.replace("\\iftrue", "\\fi")),
}
SHAPES = (
    *("a", " ", "{", "}", "*", "**a *b", "_a *", "[", "[a](", "(", "$", "$a ", "\\", "\\emph{", '"', "'", ",", "a, "),
    *(
        " and ",
        "\u0301",
        "王",
        "א(",
        "👩\u200d",
        "1",
        "http://a",
        "www.a",
        "@",
        "a@b.",
        "-",
        "\n",
        "a\n\n",
        "`",
        "``` ",
    ),
    *(
        "<",
        "<b>",
        "&amp;",
        "~a",
        "^a",
        "^[",
        "==a",
        "![",
        "doi:10.1234/<",
        "\\[a",
        "a\\'",
        "\\(",
        "%",
        "#",
        "|",
        "*a: &",
    ),
)
FEW = {
    "text": ("$a ", "**a *b", "a"),
    "TeX": ("{", "$a "),
    "name": ("a ",),
    "people": (" and ",),
    "e-mail": ("王",),
    "arXiv": ("arxiv",),
    "number": (" ",),
    "number in TeX": (" ",),
    "HTML": (" ",),
    "references": (" ",),
    "LaTeX": ("\\if",),
    "styled words": ("a, ", "(a, "),
    "conditions": ("\\iftrue ",),
}


@pytest.mark.parametrize(("start", "end"), [("**", "**"), ("*a ", "*"), ("_a **b ", "**_")])
def test_deep_markup_is_printed_without_it(start: str, end: str) -> None:
    read = read_paragraphs(f"{start * 1_000}c{end * 1_000}", _place)
    assert ["more than 20 levels of markup: those within are printed without it"] == [
        one.message for one in read.diagnostics
    ]
    (text,) = read.value
    assert f"{start * 1_000}c".replace("*", "").replace("_", "") == plain(text)


def _is_linear(read: Callable[[str], object], shape: str) -> None:
    def seconds(size: int) -> float:
        text = shape * (size // len(shape))
        start = time.process_time()
        read(text)
        return time.process_time() - start

    # Quadratic time would be 64 times as long. Other processes make any one measure longer, so three may try.
    assert any(seconds(16_000) < 30 * max(seconds(2_000), 0.004) for _ in range(3))


@pytest.mark.parametrize(("kind", "shape"), [(kind, shape) for kind, shapes in FEW.items() for shape in shapes])
def test_a_text_takes_linear_time(kind: str, shape: str) -> None:
    _is_linear((READERS | PARTICULAR)[kind], shape)


@pytest.mark.slow
@pytest.mark.parametrize("kind", READERS)
def test_texts_of_any_shape_take_linear_time(kind: str) -> None:
    for shape in SHAPES:
        _is_linear(READERS[kind], shape)
