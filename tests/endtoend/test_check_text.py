"""`cvtex check --text`: streams and exit codes, for PDFs of cvtex and of other programs."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from running import run_cvtex, start_cvtex
from written_pdf import element, line, marked, written_pdf

from cvtex.pdf.facts import read_facts, read_structure_tree
from cvtex.pdf.file import PdfFile
from cvtex.pdf.foreign import ForeignFile
from cvtex.verify.read_text import read_text
from cvtex.verify.reading import tree_text
from cvtex.verify.rules import letters_of

TAGGED = written_pdf(
    [marked(0, "Ada Example", role="H1") + marked(1, "Hello.", 680)],
    tree="/K [30 0 R]",
    objects={30: element("Document", "[31 0 R 32 0 R]"), 31: element("H1", "0"), 32: element("P", "1")},
)
SHOWN = """\
-- page 1
Ada Example
Hello.
-- structure
Document
  H1: Ada Example
  P: Hello.
"""


def write(folder: Path, data: bytes) -> Path:
    (folder / "cv.pdf").write_bytes(data)
    return folder


def test_a_valid_pdf(tmp_path: Path) -> None:
    ran = run_cvtex(["check", "--text", "cv.pdf"], write(tmp_path, TAGGED))
    assert (0, SHOWN, "") == (ran.exit_code, ran.output, ran.errors)


def test_findings_go_to_standard_error_and_the_exit_code_is_0(tmp_path: Path) -> None:
    ran = run_cvtex(["check", "--text", "cv.pdf"], write(tmp_path, written_pdf([line("Hello.")], catalog="/Lang (en)")))
    assert 0 == ran.exit_code
    assert ran.errors.splitlines() == [
        "cvtex: warning: not tagged: a screen reader has to guess what is a heading, a list or a link",
        "cvtex: warning: viewers show the file's name instead of the title (DisplayDocTitle is not set)",
    ]


def test_a_broken_structure_tree_gives_exit_code_4(tmp_path: Path) -> None:
    broken = written_pdf([marked(0, "Hello.")], tree="/K [30 0 R]", objects={30: element("P", "[0 30 0 R]")})
    ran = run_cvtex(["check", "--text", "cv.pdf"], write(tmp_path, broken))
    assert 4 == ran.exit_code
    assert "cvtex: error: an element occurs in the structure tree more than once, or within itself\n" == ran.errors
    assert "P: Hello." in ran.output


def test_json_output(tmp_path: Path) -> None:
    ran = run_cvtex(["check", "--text", "--json", "cv.pdf"], write(tmp_path, TAGGED))
    assert (0, "") == (ran.exit_code, ran.errors)
    assert json.loads(ran.output) == {
        "title": "A letter",
        "shows_title": True,
        "language": "en",
        "page_count": 1,
        "pages": ["Ada Example\nHello."],
        "tree": {
            "role": "Document",
            "kids": [{"role": "H1", "kids": ["Ada Example "]}, {"role": "P", "kids": ["Hello."]}],
        },
        "tree_text": "Ada Example\nHello.",
        "fonts": [{"name": "Helvetica", "letters": 17, "unmapped": 0}],
        "links": [],
        "loose": [],
        "diagnostics": [],
    }


def test_characters_that_the_output_encoding_lacks_are_escaped(tmp_path: Path) -> None:
    data = written_pdf(["/Span << /ActualText <FEFF6F22> >> BDC " + line("x") + " EMC"])
    ran = start_cvtex(["check", "--text", "cv.pdf"], write(tmp_path, data), PYTHONIOENCODING="cp1252")
    assert (0, "\\u6f22") == (ran.exit_code, ran.output.splitlines()[1])


@pytest.mark.parametrize("more", [["--profile", "erc"], ["--variant", "full"]])
def test_text_cannot_be_combined_with_profile_or_variant(more: list[str], tmp_path: Path) -> None:
    ran = run_cvtex(["check", "--text", *more, "cv.pdf"], write(tmp_path, TAGGED))
    assert 2 == ran.exit_code
    assert "--text shows a PDF: it cannot be combined with --profile or --variant" in ran.errors


def test_a_file_that_is_not_a_pdf_and_a_missing_file(tmp_path: Path) -> None:
    assert 2 == run_cvtex(["check", "--text", "cv.pdf"], write(tmp_path, b"nothing")).exit_code
    assert 1 == run_cvtex(["check", "--text", "none.pdf"], tmp_path).exit_code


@pytest.mark.parametrize(
    "variant", ["full", *(pytest.param(name, marks=pytest.mark.long) for name in ("2page", "german"))]
)
@pytest.mark.slow
def test_the_sample_is_read_completely_and_without_findings(sample: Path, variant: str) -> None:
    pdf = sample / "build" / f"cv-{variant}.pdf"
    ran = run_cvtex(["check", "--text", pdf], sample)
    assert (0, "") == (ran.exit_code, ran.errors)
    assert "Dr. Sebastian Lapuschkin (" in ran.output.partition("-- structure")[2].replace("\n    :", "").replace(
        "[language en-GB]: ", ""
    )
    assert "\n    Link <https://scholar.google.com/citations?user=8YUW8QIAAA>: Google Scholar" in ran.output
    reading = read_text(pdf.read_bytes())
    assert reading.tree is not None
    text = tree_text(reading.tree)
    assert "\u00ad" not in text
    # The tree holds all text of the pages, except the running feet.
    lines = [letters_of(one) for page in reading.pages for one in page.split("\n")]
    assert [one for one in lines if one not in letters_of(text) and "SebastianLapuschkin" not in one] == []


@pytest.mark.slow
def test_both_parsers_read_the_same_in_the_sample(sample: Path) -> None:
    data = (sample / "build" / "cv-full.pdf").read_bytes()
    own, foreign = PdfFile(data), ForeignFile(data)
    assert read_facts(own) == read_facts(foreign)
    assert read_structure_tree(own) == read_structure_tree(foreign)


def test_a_pdf_as_tex_wrote_it(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(
        "owner: {name: Ada Example}\nsections: {a: {kind: text, title: About, text: Hello.}}\n",
        encoding="utf-8",
    )
    assert 0 == run_cvtex(["build", "--engine", "embedded", "--standard", "none"], tmp_path).exit_code
    ran = run_cvtex(["check", "--text", "build/cv-full.pdf"], tmp_path)
    assert ran.output.splitlines() == [
        "-- page 1",
        *("Ada Example", "About", "Hello.", "Ada Example 1"),
        "-- structure",
        "not tagged: there is no structure tree",
    ]
    assert "not tagged" in ran.errors.splitlines()[0]


HYPERREF = (
    r"""\documentclass{article}
\usepackage{hyperref}\hypersetup{pdftitle={A letter}}
\begin{document}
Difficult \href{https://example.org/}{links}, and a text that goes on """
    r"""for more than one line so that incomprehensibilities are divided.
\newpage $x \le \alpha$
\end{document}
"""
)

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"


def set_by_pdflatex(text: str, folder: Path) -> Path:
    program = shutil.which("pdflatex")
    assert program
    (folder / "letter.tex").write_text(text, encoding="utf-8")
    for _ in range(3):
        subprocess.run([program, "-interaction=batchmode", "letter.tex"], cwd=folder, capture_output=True, check=True)
    return folder / "letter.pdf"


@pytest.mark.texlive
def test_a_pdf_by_hyperref(tmp_path: Path) -> None:
    ran = run_cvtex(["check", "--text", set_by_pdflatex(HYPERREF, tmp_path)], tmp_path)
    assert 0 == ran.exit_code
    assert ran.output.splitlines()[1:3] == [
        "Difficult links, and a text that goes on for more than one line so that incom-",
        "prehensibilities are divided.",
    ]
    assert "x ≤ α" in ran.output
    assert "not tagged" in ran.errors
    assert "viewers show the file's name instead of the title" in ran.errors


def test_a_pdf_by_tagpdf(tmp_path: Path) -> None:
    """The PDF was made from the .tex file beside it, because a small TeX Live lacks the package tagpdf."""
    ran = run_cvtex(["check", "--text", DOCUMENTS / "pdf" / "tagpdf.pdf"], tmp_path)
    assert ran.output.partition("-- structure\n")[2].splitlines() == [
        "Document",
        "  H1: A title",
        "  P: Words on one page and on the next",
        "  H3: A jump",
        '  Figure [alternative "A black square"]',
    ]
    assert "a heading H3 follows H1: 'A jump'" in ran.errors
    assert "the document has no title" in ran.errors
