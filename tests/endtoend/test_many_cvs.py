"""Several CVs in one command: a line for each, messages with paths, a summary, and the highest exit code."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from running import ROOT, run_cvtex

CV = """\
owner: {name: Ada Example}
sections: {profile: {kind: text, title: Profile, text: Some words.}}
"""
WITH_A_STYLE = """\
owner: {name: Ada Example}
bibliography: [a.bib]
references: mine
sections: {works: {kind: publications, title: Works}}
"""
DEPARTMENT = ROOT / "examples" / "department"


def write(folder: Path, *names: str, text: str = CV) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def test_each_cv_has_a_line_and_its_messages_a_path(tmp_path: Path) -> None:
    write(tmp_path, "b/cv.yaml", text=CV + "variants: {short: {}, full: {}}\n")
    write(tmp_path, "a/cv.yaml", "c/cv.yaml")
    write(tmp_path, "d/cv.yaml", text=CV + "wrong: 1\n")
    ran = run_cvtex(["build", "--jobs", "1", "-V", "full", "--format", "txt", "a", "b", "a/cv.yaml", "d"], tmp_path)
    assert ran.output.splitlines() == [
        "build/a/cv-full.txt",
        "build/b/cv-full.txt",
        "d/cv.yaml: with errors (exit code 1)",
        "3 CVs: 2 built, 1 with errors (exit code 1)",
    ]
    assert ran.errors.startswith("d/cv.yaml:3:1: error: unknown field 'wrong'\n")
    assert ran.errors.endswith("\ncvtex: exit code 1: d/cv.yaml\n")
    assert ran.exit_code == 1

    rules = tmp_path / "rules.d"
    again = run_cvtex(["build", "-r", "-V", "short", "--format", "txt", "--depfile", rules, "."], tmp_path)
    assert sorted(again.output.splitlines()[:-1]) == [
        "a/cv.yaml: refused (exit code 2)",
        "build/b/cv-short.txt",
        "c/cv.yaml: refused (exit code 2)",
        "d/cv.yaml: refused (exit code 2)",
    ]
    assert "a/cv.yaml: Invalid value for --variant: no variant 'short' (variants: full)\n" in again.errors
    assert (again.exit_code, rules.exists()) == (2, False)


def test_consent_is_asked_for_at_the_end(tmp_path: Path) -> None:
    write(tmp_path, "a/cv.yaml", text=WITH_A_STYLE)
    write(tmp_path, "a/a.bib", text="@misc{one, author = {Ada Example}, title = {First}, year = 2020}\n")
    write(tmp_path, "a/styles/bibliography/mine.py", text="never run")
    write(tmp_path, "b/cv.yaml")
    ran = run_cvtex(["build", "--recursive", "--format", "txt"], tmp_path)
    assert ran.errors.endswith(
        "cvtex: exit code 1: a/cv.yaml\n"
        "cvtex: their styles may not run: a/cv.yaml\n"
        "  hint: read the styles, then name these CVs with --trust-styles\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a", "b", "--report", "r.json"], "--report needs a single CV"),
        (["-r", "--trust-styles"], "--trust-styles needs the names of the CVs whose styles may run, not --recursive"),
        (["a/cv.yaml", "a/cv.yml"], "the files of a/cv.yaml and a/cv.yml would have one name, build/a/cv-..."),
        (["-r", "empty"], "no cv.yaml below empty"),
        (["a", "../b"], "../b/cv.yaml is not below this folder (build from a folder above them"),
        (["-r", "none"], "none is not a folder"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(arguments: list[str], message: str, tmp_path: Path) -> None:
    write(tmp_path, "here/a/cv.yaml", "here/a/cv.yml", "b/cv.yaml")
    (tmp_path / "here" / "empty").mkdir()
    ran = run_cvtex(["build", *arguments], tmp_path / "here")
    assert (ran.exit_code, ran.output) == (2, "")
    assert message in ran.errors.replace("\\", "/")


def test_two_cvs_with_the_file_name_of_a_funder_are_not_both_built(tmp_path: Path) -> None:
    """Their names are known only when they are read."""
    profile = "name: mine\nfunder: Mine\ntitle: Mine\nversion: 1\nchecked: 2026-01-01\nsource: https://a.example\n"
    write(tmp_path, "a/profiles/mine.yaml", text=f"{profile}file: {{name: 'CV_{{family}}'}}\n")
    write(tmp_path, "a/x.yaml", "a/y.yaml", text=CV + "variants: {full: {profile: mine}}\n")
    ran = run_cvtex(["build", "--jobs", "1", "--format", "txt", "a/x.yaml", "a/y.yaml"], tmp_path)
    assert "a/y.yaml: writes build/a/CV_Example, as a/x.yaml does" in ran.errors, ran.errors


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("snakemake") is None, reason="no Snakemake")
def test_snakemake_builds_a_department(tmp_path: Path) -> None:
    shutil.copytree(DEPARTMENT, tmp_path, dirs_exist_ok=True)
    subprocess.run([sys.executable, "people.py", "people", "3"], cwd=tmp_path, check=True)
    program = Path(sys.executable).with_name("cvtex")
    command = ["snakemake", "--cores", "2", "--config", f"cvtex={program}"]
    subprocess.run(command, cwd=tmp_path, check=True)
    assert len(list(tmp_path.glob("build/*/cv-full.pdf"))) == 3
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert "Nothing to be done" in again.stderr


def test_the_department_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        subprocess.run([sys.executable, DEPARTMENT / "people.py", name, "20"], cwd=tmp_path, check=True)
    one, two = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("one", "two")
    )
    assert one == two
    assert len(re.findall(rb"name: ", b"".join(one.values()))) == 20


def test_the_files_of_a_profile_and_of_a_theme_are_named_with_their_folders(tmp_path: Path) -> None:
    """Many CVs may have one of the same name."""
    write(tmp_path, "a/cv.yaml", text=CV + "variants: {full: {profile: mine}}\n")
    write(tmp_path, "a/profiles/mine.yaml", text="funder: Mine\n")
    write(tmp_path, "b/cv.yaml", text=CV + "theme: mine\n")
    write(tmp_path, "b/styles/themes/mine.yaml", text="theme: modernn\n")
    write(tmp_path, "c/cv.yaml", text=CV + "theme: mine\n")
    write(tmp_path, "c/styles/themes/cvtex-mine.sty", text="\\RequirePackage{cvtex-look}\n\\oops\n")
    ran = run_cvtex(["check", "a", "b"], tmp_path)
    assert "a/profiles/mine.yaml:1:1: error: 'title' is missing\n    1 | funder: Mine\n      | ^\n" in ran.errors
    assert "b/styles/themes/mine.yaml:1:8: error: unknown theme 'modernn'" in ran.errors
    assert "    1 | theme: modernn\n      |        ^^^^^^^\n" in ran.errors
    ran = run_cvtex(["build", "--engine", "embedded", "c", "b"], tmp_path)
    assert "c/styles/themes/cvtex-mine.sty:2:1: error: TeX cannot read the theme: Undefined control" in ran.errors
    assert "    2 | \\oops\n      | ^\n" in ran.errors


def test_check(tmp_path: Path) -> None:
    write(tmp_path, "a/cv.yaml", "b/cv.yaml")
    write(tmp_path, "c/cv.yaml", text=CV + "wrong: 1\n")
    ran = run_cvtex(["check", "--recursive", "--jobs", "1"], tmp_path)
    assert ran.output.splitlines() == [
        "a/cv.yaml: no problems",
        "b/cv.yaml: no problems",
        "c/cv.yaml: with errors (exit code 1)",
        "3 CVs: 2 without errors, 1 with errors (exit code 1)",
    ]
    assert ran.errors.startswith("c/cv.yaml:3:1: error: unknown field 'wrong'\n")
    assert ran.errors.endswith("\ncvtex: exit code 1: c/cv.yaml\n")
    assert ran.exit_code == 1

    # A CV from elsewhere, which has no files to be placed, and one list of JSON.
    again = run_cvtex(["check", "--json", "../c", "../a"], tmp_path / "b")
    assert [(one["file"], one["line"]) for one in json.loads(again.output)] == [("../c/cv.yaml", 3)]
    assert "2 CVs: 1 without errors, 1 with errors (exit code 1)\n" in again.errors


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a", "b", "--text"], "--text needs a single PDF"),
        (["-r", "--profile", "erc"], "--profile needs a single PDF"),
        (["-r", "--trust-styles"], "--trust-styles needs the names of the CVs whose styles may run, not --recursive"),
        (["-r"], "no cv.yaml below ."),
    ],
)
def test_what_check_refuses(arguments: list[str], message: str, tmp_path: Path) -> None:
    ran = run_cvtex(["check", *arguments], tmp_path)
    assert (ran.exit_code, ran.output) == (2, "")
    assert message in ran.errors


def test_a_fault_of_the_machine_costs_no_other_cv(tmp_path: Path) -> None:
    write(tmp_path, "a/cv.yaml", "b/cv.yaml")
    write(tmp_path, "build/a", text="a file where a folder must be")
    ran = run_cvtex(["build", "--jobs", "1", "--format", "txt", "a", "b"], tmp_path)
    assert ran.output.splitlines() == [
        "a/cv.yaml: stopped by a fault of the machine (exit code 74)",
        "build/b/cv-full.txt",
        "2 CVs: 1 built, 1 stopped by a fault of the machine (exit code 74)",
    ]
    assert "a/cv.yaml: cannot write 'build/a': this is not a folder\n" in ran.errors
    assert ran.exit_code == 74


@pytest.mark.skipif(sys.platform == "win32", reason="a console's Ctrl-C cannot be sent to a single process")
def test_ctrl_c_ends_all_and_says_what_was_done(tmp_path: Path) -> None:
    write(tmp_path, "people/a/cv.yaml", text=CV + "variants: {full: {formats: [txt]}}\n")
    # TeX never ends on its own, so that the signal cannot come after it.
    endless = "\\ProvidesPackage{cvtex-endless}\n\\def\\again{\\again}\\again\n"
    for name in "bcd":
        write(tmp_path, f"people/{name}/cv.yaml", text=CV + "theme: endless\n")
        write(tmp_path, f"people/{name}/styles/themes/cvtex-endless.sty", text=endless)
        write(tmp_path, f"build/{name}/cv-full.pdf", text="the last good PDF")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "cvtex", "build", "--jobs", "2", "--engine", "embedded", "--recursive", "people"],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    first = process.stdout.readline()
    deadline = time.monotonic() + 60
    while len(list(temporary.iterdir())) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    running = with_environment(f"TMPDIR={temporary}")
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)

    assert process.returncode == 130
    assert (first + output).splitlines() == ["build/a/cv-full.txt", "interrupted after 1 of 4 CVs: 1 built"]
    assert errors.strip() == ""
    assert [(tmp_path / "build" / name / "cv-full.pdf").read_text() for name in "bcd"] == ["the last good PDF"] * 3
    assert list(temporary.iterdir()) == []
    if sys.platform == "linux":
        # This one, two workers, and what TeX they run.
        assert len(running) >= 3
        assert with_environment(f"TMPDIR={temporary}") == set()


def with_environment(wanted: str) -> set[str]:
    """Running processes that were started with this variable."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if wanted in path.read_bytes().decode("utf-8", "replace").split("\0"):
                found.add(path.parent.name)
    return found
