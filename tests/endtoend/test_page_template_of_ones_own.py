"""The template of docs/web.md, beside a CV: it makes the page, and its errors are told like any."""

from __future__ import annotations

from pathlib import Path

from page_template import with_documented_template
from running import run_cvtex


def test_a_template_and_its_errors(tmp_path: Path) -> None:
    template = with_documented_template(tmp_path)
    page = tmp_path / "build" / "cv-full.html"
    command = ["build", "--format", "html"]
    ran = run_cvtex(command, tmp_path)
    assert (ran.exit_code, ran.errors) == (0, "")
    assert '<a href="cv.pdf">PDF</a>' in page.read_text(encoding="utf-8")

    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("{{ main }}", "{{ mian }}"), encoding="utf-8")
    ran = run_cvtex(command, tmp_path)
    assert ran.exit_code == 1
    assert "styles/html/mine/page.html:18:1: error: 'mian' is undefined (did you mean 'main'?)\n   18 | " in ran.errors
    assert "cvtex: keeping the previous" in ran.errors

    template.unlink()
    ran = run_cvtex(command, tmp_path)
    assert "error: unknown template 'mine' of the web page" in ran.errors
    assert "write it in the file styles/html/mine/page.html" in ran.errors
