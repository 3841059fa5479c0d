"""styles/README.md is the contract for themes of one's own: it names every hook, and its themes build."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pictures import gradient, saved
from running import ROOT, run_cvtex

from cvtex.examples import BIBLIOGRAPHY, example_of, kinds

README = (ROOT / "styles" / "README.md").read_text(encoding="utf-8")
THEMES = ROOT / "styles" / "themes"
BASE = "".join((THEMES / name).read_text(encoding="utf-8") for name in ("cvtex.sty", "cvtex-chart.def"))
FILES = dict(re.findall(r"<!-- (styles/\S+) -->\n```\w+\n(.*?)```", README, re.DOTALL))
CV = """\
owner:
  name: Anna Heron
  headline: Queen of the pond
  photo: ada.png
  contact: {email: ada@example.org, phone: +49 30 1234}
theme: THEME
date: 2025-06
bibliography: publications.bib
sections:
"""


def test_every_hook_is_described_and_demanded() -> None:
    hooks = {*re.findall(r"\\(cvset[a-z]+)(?=[{}\\])", BASE), "cvaside"}
    described = {*re.findall(r"`\\(cv[a-z]+)`", README.partition("### Hooks")[2].partition("### Lines")[0])}
    assert hooks - described == set()
    demanded = BASE.partition(r"\cv@hooks{")[2].partition("}")[0]
    defined = {*re.findall(r"\\newcommand\*?\\(cvset[a-z]+)", BASE)}
    assert {f"cv{name}" for name in re.sub(r"[%\s]", "", demanded).split(",")} == hooks - defined


def test_every_form_is_described_and_demanded() -> None:
    forms = {*re.findall(r"@block\{#1\}\{([a-z]+)\}", BASE)}
    defined = {*re.findall(r"^\\cvform\{([a-z]+)\}", BASE, re.MULTILINE)}
    demanded = re.sub(r"[%\s]", "", BASE.partition(r"\cv@formnames{")[2].partition("}")[0]).split(",")
    gaps = README.partition("### Gaps")[2].partition("### Fonts")[0]
    assert forms - defined == {*demanded}
    assert {form for form in forms if f"`{form}`" not in gaps} == set()


@pytest.mark.parametrize("theme", [pytest.param("mine", marks=pytest.mark.slow), "scratch"])
def test_the_themes_of_the_contract_print_every_kind_of_block(theme: str, tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    examples = "\n".join(example_of(kind) for kind in kinds())
    sections = re.sub(r"^(?=.)", "  ", examples, flags=re.MULTILINE)
    (tmp_path / "cv.yaml").write_text(CV.replace("THEME", theme) + sections, encoding="utf-8")
    (tmp_path / "publications.bib").write_bytes(BIBLIOGRAPHY.read_bytes())
    (tmp_path / "ada.png").write_bytes(saved(gradient(), "PNG"))
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert (ran.exit_code, ran.errors) == (0, "")


def test_a_theme_that_lacks_hooks_is_told_all_of_them(tmp_path: Path) -> None:
    file = "styles/themes/cvtex-scratch.sty"
    theme = FILES[file].replace(r"\newcommand\cvsetrole", r"\newcommand\cvsetrule")
    theme = theme.replace(r"\cvform{entry}", r"\cvform{enrty}").replace(r"\textbf{#1}}}", r"\color{cvgreen}#1}}")
    theme = theme.replace(r"\definecolor{cvlink}", r"\definecolor{link}")
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(theme, encoding="utf-8")
    (tmp_path / "cv.yaml").write_text("owner: {name: Ada}\ntheme: scratch\nsections: {}\n", encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert ran.exit_code == 1
    assert ran.errors == (
        f"{file}:1:1: error: the theme does not define \\cvform{{entry}}, \\cvsetrole, \\definecolor{{cvlink}}\n"
        "    1 | \\ProvidesPackage{cvtex-scratch}\n"
        "      | ^\n"
        "  hint: define them, or load cvtex-look before your own definitions: \\RequirePackage{cvtex-look}\n"
    )


def test_an_unknown_colour_is_told_by_name(tmp_path: Path) -> None:
    file = tmp_path / "styles" / "themes" / "cvtex-own.sty"
    file.parent.mkdir(parents=True)
    look = r"\renewcommand\cvsetname[3]{\cvlines{\noindent\color{cvgreen}#2}}"
    file.write_text(f"\\RequirePackage{{cvtex-classic}}\n{look}\n", encoding="utf-8")
    (tmp_path / "cv.yaml").write_text("owner: {name: Ada}\ntheme: own\nsections: {}\n", encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert ran.exit_code == 1
    assert r"cvtex-own.sty:1:1: error: the theme does not define \definecolor{cvgreen}" in ran.errors
