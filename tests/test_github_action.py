"""action.yml, its problem matcher and the example of a workflow, where there is no GitHub: bash runs the scripts."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from running import ROOT, run_cvtex

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
WORKFLOW = ROOT / "examples" / "github" / "cv.yml"
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"] if "run" in step}
MATCHERS = json.loads((ROOT / ".github" / "problem-matcher.json").read_text(encoding="utf-8"))["problemMatcher"]
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
needs_bash = pytest.mark.skipif(not shutil.which("bash") or os.name == "nt", reason="needs bash")

# Writes its arguments, one a line, and two files.
FAKE = """\
#!/bin/sh
printf '%s\\n' "$@" > arguments.txt
mkdir -p "${2#--output=}"
touch "${2#--output=}/cv-full.pdf" "${2#--output=}/cv-full.draft.pdf" "${2#--output=}/cv-full.html"
echo 'build/cv-full.pdf: 2 pages'
echo '::add-mask::a title'
exit ${FAKE_STATUS:-0}
"""


@dataclass
class Ran:
    exit_code: int
    log: str
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""


def run_step(name: str, folder: Path, inputs: dict[str, str], **environment: str) -> Ran:
    values = {f"inputs.{key}": one.get("default", "") for key, one in ACTION["inputs"].items()}
    values |= {f"inputs.{key}": value for key, value in inputs.items()}
    values |= {
        "steps.python.outputs.python-path": sys.executable,
        "steps.install.outputs.command": str(folder / "fake"),
    }
    (folder / "fake").write_text(FAKE, encoding="utf-8")
    (folder / "fake").chmod(0o755)
    (folder / "temporary").mkdir(exist_ok=True)
    files = {"GITHUB_OUTPUT": folder / "outputs", "GITHUB_STEP_SUMMARY": folder / "summary"}
    for file in files.values():
        file.write_text("", encoding="utf-8")
    step = STEPS[name]
    ran = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env={
            **os.environ,
            "GITHUB_ACTION_PATH": str(ROOT),
            "RUNNER_TEMP": str(folder / "temporary"),
            **{key: str(file) for key, file in files.items()},
            **{key: EXPRESSION.sub(lambda found: values[found[1]], one) for key, one in step["env"].items()},
            **environment,
        },
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return Ran(
        ran.returncode, ran.stdout + ran.stderr, outputs_of(folder / "outputs"), (folder / "summary").read_text()
    )


def outputs_of(file: Path) -> dict[str, str]:
    """The format of GitHub: `name=value`, or `name<<END`, lines, `END`."""
    found: dict[str, str] = {}
    lines = iter(file.read_text(encoding="utf-8").splitlines())
    for line in lines:
        name, mark, end = line.partition("<<")
        if mark:
            found[name] = "\n".join(iter(lambda: next(lines), end))
        else:
            name, _, found[name.partition("=")[0]] = line.partition("=")
    return found


def arguments(folder: Path) -> list[str]:
    return (folder / "arguments.txt").read_text(encoding="utf-8").splitlines()


def test_no_expression_stands_in_a_script() -> None:
    """GitHub would put the text of an input into the script before bash reads it."""
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    steps = [*ACTION["runs"]["steps"], *(step for job in workflow["jobs"].values() for step in job["steps"])]
    scripts = [step["run"] for step in steps if "run" in step]
    assert len(scripts) == 5
    assert [script for script in scripts if "${{" in script] == []


def test_other_actions_have_a_major_version() -> None:
    for text in (ROOT / "action.yml", WORKFLOW):
        used = re.findall(r"uses: (\S+)", text.read_text(encoding="utf-8"))
        assert used
        assert [one for one in used if not re.fullmatch(r"[\w-]+/[\w-]+@v\d+", one)] == []


def test_each_job_of_the_workflow_has_only_the_permissions_that_it_needs() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "build": {"contents": "read"},
        "release": {"contents": "write"},
        "pages": {"pages": "write", "id-token": "write"},
    }


def test_the_workflow_gives_only_inputs_that_exist() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    (step,) = (one for one in workflow["jobs"]["build"]["steps"] if "/cvtex@" in one.get("uses", ""))
    assert set(step["with"]) <= set(ACTION["inputs"])
    assert set(re.findall(r"steps\.cv\.outputs\.(\w+)", WORKFLOW.read_text(encoding="utf-8"))) <= set(ACTION["outputs"])


@needs_bash
def test_inputs_become_arguments(tmp_path: Path) -> None:
    inputs = {
        "cv": "my cv/$(touch broken).yaml",
        "variants": " full, 2page\n--all ;touch broken\n",
        "formats": "pdf,`touch broken`",
        "folder": "out put",
        "strict": "true",
        "args": '--report=a "b" $HOME.json\n\n--force\n',
    }
    ran = run_step("build", tmp_path, inputs)
    assert ran.exit_code == 0, ran.log
    assert arguments(tmp_path) == [
        "build",
        "--output=out put",
        "--variant=full",
        "--variant=2page",
        "--variant=--all ;touch broken",
        "--format=pdf,`touch broken`",
        "--strict",
        '--report=a "b" $HOME.json',
        "--force",
        "--",
        "my cv/$(touch broken).yaml",
    ]
    assert not (tmp_path / "broken").exists()
    assert ran.outputs == {"paths": "out put/cv-full.html\nout put/cv-full.pdf"}


@needs_bash
def test_without_inputs_every_variant_is_built(tmp_path: Path) -> None:
    ran = run_step("build", tmp_path, {})
    assert arguments(tmp_path) == ["build", "--output=build", "--all", "--", "cv.yaml"]
    assert ran.summary == "    build/cv-full.pdf: 2 pages\n    ::add-mask::a title\n"
    before, stop, rest = ran.log.partition("::stop-commands::")
    secret = rest.splitlines()[0]
    assert stop
    assert "::add-matcher::" in before
    printed, end, after = rest.partition(f"::{secret}::\n")
    assert "::add-mask::" in printed
    assert end
    assert after == "".join(f"::remove-matcher owner={one['owner']}::\n" for one in MATCHERS)


@needs_bash
def test_a_failed_build_fails_the_step(tmp_path: Path) -> None:
    ran = run_step("build", tmp_path, {}, FAKE_STATUS="4")
    assert ran.exit_code == 4
    assert ran.outputs == {}
    assert "::remove-matcher owner=cvtex::" in ran.log


@needs_bash
@pytest.mark.parametrize("name", ["extras", "version"])
@pytest.mark.parametrize("value", ["tex] @ https://example.org/x", "-r x", "tex\nkey=y", "$(touch broken)"])
def test_what_pip_would_read_otherwise_is_refused(tmp_path: Path, name: str, value: str) -> None:
    ran = run_step("pip", tmp_path, {name: value})
    assert (ran.exit_code, ran.outputs) == (1, {})
    assert ran.log.startswith(f"::error::{name} must be ")


@needs_bash
def test_the_key_of_pips_cache(tmp_path: Path) -> None:
    ran = run_step("pip", tmp_path, {"version": "1.2.0", "extras": "tex,scripts"})
    assert re.fullmatch(r"1\.2\.0-tex,scripts-[0-9a-f]{64}", ran.outputs["key"]), ran.log


def test_the_problem_matcher_reads_real_messages(tmp_path: Path) -> None:
    """A message with a place becomes an annotation there; one without is shown on its own."""
    folder = tmp_path / "my cv: 2"
    folder.mkdir()
    (folder / "cv.yaml").write_text(
        "owner: {name: Ada Example}\nbibliography: p.bib\nsections:\n  a: {kind: txet}\nvariants: {full: {}}\n",
        encoding="utf-8",
    )
    (folder / "p.bib").write_text("@article{a,\n title = {T\n}", encoding="utf-8")
    ran = run_cvtex(["check", str(folder)], tmp_path)
    assert ran.exit_code == 1
    placed, loose = (re.compile(one["pattern"][0]["regexp"]) for one in MATCHERS)
    assert [match.groups()[:4] for line in ran.errors.splitlines() if (match := placed.match(line))] == [
        (f"{folder.as_posix()}/cv.yaml", "4", "13", "error"),
        (f"{folder.as_posix()}/p.bib", "1", "1", "error"),
    ]
    ran = run_cvtex(["check", "nowhere.yaml"], tmp_path)
    assert [match[1] for line in ran.errors.splitlines() if (match := loose.match(line))] == ["error"]
    assert placed.match("C:\\cv\\cv.yaml:3:5: warning: a: b")
    assert not placed.match("   12 | dates: 10:30:15: error: x")


def test_vs_code_reads_messages_by_the_same_pattern() -> None:
    (task,) = json.loads((ROOT / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    assert task["problemMatcher"]["pattern"] == MATCHERS[0]["pattern"][0]


@pytest.mark.parametrize(
    ("schema", "file"), [("vendor.github-actions", "action.yml"), ("vendor.github-workflows", "examples/github/cv.yml")]
)
def test_the_files_obey_githubs_schemas(schema: str, file: str) -> None:
    program: Any = shutil.which("check-jsonschema")
    if not program:
        pytest.skip("needs check-jsonschema")
    ran = subprocess.run([program, "--builtin-schema", schema, ROOT / file], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.skipif(not shutil.which("actionlint"), reason="needs actionlint")
def test_actionlint_finds_nothing() -> None:
    ran = subprocess.run(["actionlint", WORKFLOW], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, b"")


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="needs shellcheck")
@pytest.mark.parametrize("name", STEPS)
def test_shellcheck_finds_nothing(name: str) -> None:
    ran = subprocess.run(
        ["shellcheck", "--shell", "bash", "-"], input=STEPS[name]["run"].encode(), capture_output=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (0, b"")
