"""LaTeX CVs: nothing that a reader sees is skipped in silence, and no input is too much."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures import gradient, saved

from cvtex.importers.coverage import words_of
from cvtex.importers.imported import SourceFile
from cvtex.importers.importing import import_files
from cvtex.importers.latex import reader, scanner
from cvtex.importers.latex.document import import_latex
from cvtex.importers.latex.macros import MAX_EXPANSIONS

SOURCES = sorted((Path(__file__).parents[1] / "documents" / "imports" / "latex").glob("*/source.tex"))
SHARED = Path(__file__).parents[2].parent / "shared" / "users" / "existing-sources" / "moderncv.tex"
BEGIN, END = r"\documentclass{article}\begin{document}", r"\end{document}"
# Names of files, options, keys and links, in the sources of the documents.
UNSEEN = {
    "example",
    "http",
    "same",
    "label",
    "leftmargin",
    "short",
    "tabular",
    "address",
    "alert",
    "article",
    "company",
    "document",
    "email",
    "depth",
    "etc",
    "exit",
    "fill",
    "german",
    "github",
    "heading",
    "height",
    "https",
    "input",
    "javascript",
    "jpeg",
    "keyword",
    "lenaexample",
    "line",
    "long",
    "mailto",
    "minus",
    "mobile",
    "name",
    "none",
    "parts",
    "page",
    "passwd",
    "phone",
    "picture",
    "plus",
    "position",
    "source",
    "talk",
    "title",
    "type",
    "plain",
    "work",
    "works",
}
FRAGMENTS = [
    "{",
    "}",
    "[",
    "]",
    "&",
    "$",
    "#1",
    "%",
    "~",
    "\\\\",
    "\\",
    "\n\n",
    "\n",
    " ",
    "a",
    "Ada 2019",
    "2012--2015",
    r"\section{Education}",
    r"\textbf{x}",
    r"\hfill",
    r"\item",
    r"\begin{itemize}",
    r"\end{itemize}",
    r"\begin{tabular}{l}",
    r"\end{tabular}",
    r"\newcommand{\a}[1]{#1\a{#1}}",
    r"\a{x}",
    r"\def\b{\b\b}",
    r"\b",
    r"\let\c=\b",
    r"\c",
    r"\url{a_b%c}",
    r"\cventry{2019}{a}{b}{c}{d}{e}",
    r"\resumeSubheading{a}{b}{c}{2019}",
    r"\printbibliography[title={x}]",
    r"\verb|x{|",
    r"\begin{thebibliography}{9}\bibitem{a} A. Bee. On bees. Hive, 2019.",
    r"\(x\)",
    r"\[",
    r"\write18{x}",
    r"\catcode`\@=11",
    r"\name{A}{B}",
    r"\author{Ada}",
    r"\end{document}",
    r"\begin{document}",
    r"\quad|",
    "ada@example.org",
    r"\footnote{x}",
    r"\textit{y}",
]


def imported(tex: str, *, kind: str = "moderncv") -> str:
    """cv.yaml for a source, or "" if there is nothing in it."""
    source = SourceFile("cv.tex", tex.replace("article", kind, 1).encode())
    files = import_files([source], "latex").value
    return files.files["cv.yaml"].decode() if files else ""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.parent.name)
def test_every_word_that_is_seen_is_accounted_for(path: Path) -> None:
    def beside(name: str) -> bytes | None:
        return (path.parent / name).read_bytes() if (path.parent / name).is_file() else None

    found = import_latex(SourceFile(path.name, path.read_bytes(), beside)).value
    said = {word for one in found.said for word in words_of(one.text, {})}
    body = path.read_text(encoding="utf-8").partition(r"\begin{document}")[2]
    body = re.sub(r"(?<!\\)%.*|\\(?:begin|end)\{\w*\}|\\[A-Za-z@]+", " ", body)
    body = re.sub(r"\\.|[{}]", " ", re.sub(r"\\([\"'`^~=.])\s*", "", body))
    seen = {word for word in words_of(body, {}) if len(word) > 3 and word.isalpha()}
    assert {without_accents(one) for one in seen} - {without_accents(one) for one in said} - UNSEEN == set()


def without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30))
def test_any_tex_is_read(fragments: list[str]) -> None:
    imported(BEGIN + "".join(fragments) + END)
    imported("".join(fragments))


@pytest.mark.parametrize(
    ("tex", "message"),
    [
        (r"\def\a{\a\a}\a Hello", "expands to too much"),
        (r"\newcommand{\a}[1]{\a{#1#1}}\a{x} Hello", "expands to too much"),
        ("{" * 5000 + "Hello" + "}" * 5000, "nested more than"),
        (r"\begin{itemize}\item " * 200 + "Hello", "is not closed"),
        ("Hello }", "closes nothing"),
        (r"\write18{ls} Hello", "would run"),
        (r"\input{/etc/passwd} Hello", "outside the folder"),
        (r"Hello\\ " * 60, "more than 50 lines"),
        ("{}" * 500 + "Hello", "more than 900 commands"),
    ],
    ids=["loop", "growing", "deep", "environments", "brace", "write", "input", "lines", "groups"],
)
def test_what_is_too_much_is_told_with_its_place(tex: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_BLOCKS", 50)
    monkeypatch.setattr(scanner, "MAX_NODES", 900 if tex.startswith("{}") else 20_000)
    source = SourceFile("cv.tex", f"{BEGIN}{tex}{END}".encode())
    checked = import_latex(source)
    told = [*checked.diagnostics, *checked.value.guesses]
    assert any(message in one.message and one.span and one.span.file == "cv.tex" for one in told)


@pytest.mark.parametrize(("data", "is_taken"), [(saved(gradient(), "PNG"), True), (b"\x89PNG broken", False)])
def test_a_photograph_is_taken_along(data: bytes, is_taken: bool) -> None:
    tex = rb"\documentclass{moderncv}\name{Ada}{Example}\photo[64pt][0.4pt]{me}\begin{document}Hello\end{document}"
    files = import_files([SourceFile("cv.tex", tex, lambda name: data if name == "me.png" else None)]).value
    assert files is not None
    assert ("photo: me.png" in files.files["cv.yaml"].decode()) is is_taken
    assert files.files.get("me.png") == (data if is_taken else None)


def test_a_file_that_is_too_large_is_not_read() -> None:
    checked = import_latex(SourceFile("cv.tex", b"\\section{Education}" + b"word " * 2_000_000))
    assert [one.message for one in checked.diagnostics] == [
        "more than 500 kB of LaTeX are too much for a CV; cv.tex is not read"
    ]


def test_macros_are_bounded_in_number() -> None:
    checked = import_latex(SourceFile("cv.tex", (BEGIN + r"\def\a{x}" + r"\a " * (MAX_EXPANSIONS + 10) + END).encode()))
    assert any("expands to too much" in one.message for one in checked.value.guesses)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared inputs are not beside the project")
def test_a_shared_cv_is_placed() -> None:
    files = import_files([SourceFile("moderncv.tex", SHARED.read_bytes())]).value
    assert files is not None
    assert files.coverage.share == 1


def test_a_paragraph_longer_than_any_text_of_a_cv_is_told() -> None:
    source = f"\\begin{{document}}\n{'word ' * 12_000}\n\\end{{document}}".encode()
    read = import_files([SourceFile("cv.tex", source)])
    assert read.value is None
    assert "this text has 59,999 characters; at most 50,000 are read" in read.diagnostics[-1].message
