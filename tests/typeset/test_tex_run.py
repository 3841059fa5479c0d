"""One run of TeX: its results, its end, and what it leaves behind."""

from pathlib import Path

import pytest

from cvtex.typeset import run as run_module
from cvtex.typeset.log import TexMessage, read_log
from cvtex.typeset.run import TexJob
from cvtex.value import replace

HELLO = r"""
\documentclass{article}
\usepackage{lmodern}
\begin{document}
Hello
\end{document}
"""


def document(body: str) -> str:
    return HELLO.replace("Hello", body)


def test_a_document_becomes_a_pdf(any_tex, temporary_files):
    run = any_tex.run(HELLO)
    assert (run.exit_code, run.timed_out, run.reason) == (0, False, "")
    assert run.pdf is not None
    assert run.pdf.startswith(b"%PDF-")
    assert "Output written on cv.pdf (1 page" in run.log
    assert read_log(run.log) == ()
    assert list(temporary_files.iterdir()) == []


def test_the_same_document_and_time_give_the_same_bytes(any_tex):
    first, second = any_tex.run(HELLO), any_tex.run(HELLO)
    assert first.pdf == second.pdf is not None


def test_the_time_of_the_document_is_the_given_one(any_tex):
    run = any_tex.run(document(r"\wlog{It is \the\year.}"), epoch=0)
    assert "It is 1970." in run.log


def test_resources_are_beside_the_document(any_tex):
    run = any_tex.run(
        HELLO.replace("lmodern", "cvtex-plain"),
        **{"cvtex-plain_sty": rb"\RequirePackage{lmodern}\wlog{own style}"},
    )
    assert run.exit_code == 0
    assert "own style" in run.log


def test_lines_of_the_log_are_not_broken(any_tex):
    long = "x" * 700
    assert long in any_tex.run(document(rf"\wlog{{{long}}}")).log


def test_an_error_is_read_from_the_log_and_there_is_no_pdf(any_tex):
    run = any_tex.run("\\documentclass{article}\n\\begin{document}\n\\oops\n\\end{document}\n")
    assert run.exit_code == 1
    assert run.pdf is None
    assert read_log(run.log) == (TexMessage("error", r"Undefined control sequence: \oops", 3, file="./cv.tex"),)


def test_a_document_without_pages_has_no_pdf_and_no_error(any_tex):
    run = any_tex.run(document(""))
    assert (run.exit_code, run.pdf) == (0, None)


def test_a_character_that_pdftex_does_not_know_is_named(embedded):
    (message,) = read_log(embedded.run(document("漢")).log)
    assert (message.kind, message.character, message.line) == ("missing-character", "漢", 5)


def test_a_line_that_is_too_wide_is_named(any_tex):
    run = any_tex.run(document(r"\noindent\rule{\dimexpr\hsize+20pt}{1pt}\par"))
    (message,) = read_log(run.log)
    assert (message.kind, message.line, message.amount_pt) == ("overfull", 5, 20.0)


ENDLESS = {
    "a loop": r"\loop\iftrue\repeat",
    "pages": r"\loop\iftrue\setbox0\hbox{x}\shipout\box0\repeat",
    "the log": r"\loop\iftrue\wlog{again and again}\repeat",
}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(body, id=name, marks=() if name == "the log" else pytest.mark.slow)
        for name, body in ENDLESS.items()
    ],
)
def test_an_endless_run_is_stopped(embedded, temporary_files, body):
    run = embedded.run(document(body), time_limit=1.0)
    assert run.reason == "TeX was stopped after 1 s"
    assert (run.pdf, run.exit_code, run.timed_out) == (None, None, True)
    assert 1.0 <= run.seconds < 5.0
    assert list(temporary_files.iterdir()) == []


def test_every_engine_is_stopped(any_tex, temporary_files):
    run = any_tex.run(document(ENDLESS["a loop"]), time_limit=1.0)
    assert run.timed_out
    assert list(temporary_files.iterdir()) == []


def test_a_document_that_writes_without_end_is_stopped_before_its_time_limit(embedded, temporary_files, monkeypatch):
    monkeypatch.setattr(run_module, "WRITTEN_BYTES", 5 * 1024**2)
    run = embedded.run(document(ENDLESS["the log"]), time_limit=30.0)
    assert run.reason == "TeX was stopped because it wrote more than 5 MB"
    assert (run.pdf, run.exit_code, run.timed_out) == (None, None, False)
    assert list(temporary_files.iterdir()) == []


def test_the_end_of_a_huge_log_is_read(embedded, monkeypatch):
    monkeypatch.setattr(run_module, "_LOG_BYTES", 1000)
    run = embedded.run(document(r"\count0=0 \loop\advance\count0 by 1 \wlog{line \the\count0}\ifnum\count0<999\repeat"))
    assert len(run.log) <= 1000
    assert "PDF statistics" in run.log or "No pages of output" in run.log


def test_an_engine_that_cannot_be_started_is_a_reason(embedded, tmp_path, temporary_files):
    embedded.engine = replace(embedded.engine, executable=tmp_path / "nothing")
    run = embedded.run(HELLO)
    assert run.reason.startswith("TeX could not be started: ")
    assert (run.pdf, run.log, run.exit_code) == (None, "", None)
    assert list(temporary_files.iterdir()) == []


def test_a_tex_without_its_format_is_a_reason(embedded, program):
    path = program("pdflatex", "echo \"I can't find the format file \\`pdflatex.fmt'!\"; exit 1")
    embedded.engine = replace(embedded.engine, executable=Path(path, "pdflatex"))
    run = embedded.run(HELLO)
    assert run.reason == "TeX wrote no log; it printed: I can't find the format file `pdflatex.fmt'!"


@pytest.mark.parametrize("jobname", ["", "a b", "../cv", "-cv", "&cv", "cv\n", "\u00e9"])
def test_a_job_name_is_plain(jobname):
    with pytest.raises(ValueError, match="job name"):
        TexJob(HELLO, {}, jobname)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x.sty", "a/b.sty", "a\\b.sty", "C:x", "-x", ".x", "cv.tex", "CV.log"]
)
def test_a_resource_has_a_plain_name_and_replaces_no_file_of_the_job(name):
    with pytest.raises(ValueError, match="name of a resource"):
        TexJob(HELLO, {name: b""}, "cv")
