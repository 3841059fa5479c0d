"""Reports on the engines."""

import pytest

from cvtex.typeset.doctor import describe_engines, engine_version
from cvtex.typeset.engine import find_engine


def test_a_report_has_the_version_and_missing_files(any_tex):
    reports = describe_engines(("article.cls", "no-such-style.sty"), any_tex.environment)
    (report,) = [report for report in reports if report.name == any_tex.engine.name]
    assert report.engine == any_tex.engine
    assert "TeX" in report.version
    assert (report.missing_files, report.reason) == (("no-such-style.sty",), "")


def test_a_missing_engine_is_reported_with_a_remedy():
    reports = {report.name: report for report in describe_engines((), {"PATH": ""})}
    assert list(reports) == ["embedded", "pdflatex"]
    assert reports["pdflatex"].reason == "no pdflatex on PATH"
    assert reports["pdflatex"].remedy


def test_an_engine_that_does_not_work_is_reported(program):
    path = program("pdflatex", "echo broken; exit 1")
    (report,) = [report for report in describe_engines((), {"PATH": path}) if report.name == "pdflatex"]
    assert report.reason == "TeX wrote no log; it printed: broken"
    assert report.remedy


def test_the_version_is_the_first_line(any_tex):
    assert "TeX" in engine_version(any_tex.engine, any_tex.environment)


@pytest.mark.parametrize("script", ["exit 1", "while true; do echo TeX; done"])
def test_a_program_that_prints_no_version_has_none(program, script):
    path = program("pdflatex", script)
    engine = find_engine("pdflatex", {"PATH": path})
    assert engine is not None
    assert engine_version(engine, {"PATH": path}) == ""
