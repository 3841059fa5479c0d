"""`cvtex themes`, and `cvtex new --theme`."""

from __future__ import annotations

from pathlib import Path

from running import run_cvtex

CV = """\
owner: {name: Ada Example}
sections: {s: {kind: list, title: T, items: [a]}}
theme: modern
variants: {full: {}, short: {design: {theme: mine}}, plain: {theme: classic}}
"""


def with_theme(folder: Path, text: str) -> Path:
    (folder / "cv.yaml").write_text(CV, encoding="utf-8")
    (folder / "styles" / "themes").mkdir(parents=True)
    (folder / "styles" / "themes" / "mine.yaml").write_text(text, encoding="utf-8")
    return folder


def test_each_theme_has_a_line_and_those_in_use_a_star(tmp_path: Path) -> None:
    ran = run_cvtex(["themes"], with_theme(tmp_path, "description: My own look\ntheme: modern\n"))
    lines = {line[2:].split()[0]: line for line in ran.output.splitlines()}
    assert (ran.exit_code, ran.errors) == (0, "")
    assert {name for name, line in lines.items() if line.startswith("* ")} == {"classic", "mine", "modern"}
    assert " ".join(lines["mine"].split()) == "* mine My own look (styles/themes/mine.yaml) [short]"
    assert lines["classic"].endswith(" [plain]")
    assert all(len(line.split()) > 3 for line in lines.values()), "each has a description"


def test_a_broken_theme_is_listed_with_what_is_wrong(tmp_path: Path) -> None:
    ran = run_cvtex(["themes"], with_theme(tmp_path, "theme: modernn\n"))
    assert ran.exit_code == 1
    assert "styles/themes/mine.yaml:1:8: error: unknown theme 'modernn' (did you mean 'modern'?)" in ran.errors
    assert "mine" in ran.output


def test_without_a_cv_the_built_in_themes_are_listed(tmp_path: Path) -> None:
    ran = run_cvtex(["themes"], tmp_path)
    assert (ran.exit_code, ran.errors) == (0, "")
    assert "classic" in ran.output
    assert "*" not in ran.output


def test_a_new_cv_has_the_theme(tmp_path: Path) -> None:
    assert run_cvtex(["new", "mine", "--name", "Ada Example", "--theme", "modern"], tmp_path).exit_code == 0
    assert "\n  theme: modern\n" in (tmp_path / "mine" / "cv.yaml").read_text(encoding="utf-8")
    assert "* modern" in run_cvtex(["themes", "mine"], tmp_path).output


def test_a_new_cv_with_an_unknown_theme_is_not_written(tmp_path: Path) -> None:
    ran = run_cvtex(["new", "mine", "--name", "Ada Example", "--theme", "moderm"], tmp_path)
    assert "unknown theme 'moderm' (did you mean 'modern'?)" in ran.errors
    assert not (tmp_path / "mine").exists()
