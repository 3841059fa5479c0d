"""What commands print about hostile files: lines of text that control no terminal, and JSON that has them as texts."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from attacks import ATTACKS, CANARY_WORD, CONTROLS, Attack, placed
from running import ROOT, run_cvtex

from cvtex.diagnostics import Sources, Span, error, render
from cvtex.reports.as_json import text_of

TEXTS = [one.text for one in (*ATTACKS, *CONTROLS)]
BIB = "".join(
    f"@article{{k{number}, author = {{Heron, Ada and {text}}}, title = {{{text}}}, journal = {{{text}}},"
    f" year = {{{text}}}, doi = {{{text}}}, url = {{{text}}}, keywords = {{{text}}}}}\n"
    for number, text in enumerate(TEXTS)
)
CV = """\
owner: {name: Ada Heron}
bibliography: works.bib
sections: {works: {kind: publications, title: Works, groups: [{title: "<b> ##[error]x", types: [article]}, {title: B}]}}
variants: {v: {pages: 1}}
"""
FORGED = "other.yaml:1:2: error: forged"
# What GitHub, and an editor, take for a message.
PLACED, LOOSE = (
    re.compile(one["pattern"][0]["regexp"])
    for one in json.loads((ROOT / ".github" / "problem-matcher.json").read_bytes())["problemMatcher"]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("messages")
    (found / "canary").write_text(CANARY_WORD, encoding="utf-8")
    (found / "cv.yaml").write_text(CV, encoding="utf-8")
    # Braces without others cost entries, and have messages.
    (found / "works.bib").write_text(placed(BIB, found / "canary"), encoding="utf-8")
    (found / "sound.bib").write_text(
        "".join(part + "\n" for part in BIB.split("\n") if part.count("{") == part.count("}")), encoding="utf-8"
    )
    (found / "sound.yaml").write_text(CV.replace("works.bib", "sound.bib"), encoding="utf-8")
    return found


@pytest.mark.parametrize(
    "command",
    [
        "check",
        "check sound.yaml",
        "check --json",
        "publications",
        "publications sound.yaml",
        "publications sound.yaml --json",
        pytest.param("explain k3 sound.yaml", marks=pytest.mark.slow),
        "build sound.yaml --format txt --report report.json",
    ],
)
def test_messages_are_text(command: str, folder: Path) -> None:
    ran = run_cvtex(command.split(), folder)
    assert ran.exit_code in (0, 1, 2, 4), ran.errors
    for printed in (ran.output, ran.errors):
        assert controls_of(printed) == []
        assert CANARY_WORD not in printed
    if "--json" in command:
        json.loads(ran.output)
    if "report.json" in command and ran.exit_code == 0:
        assert json.loads((folder / "report.json").read_bytes())


def test_no_text_forges_a_message(folder: Path) -> None:
    """Each line that a problem matcher reads is about a problem that there is."""
    told = json.loads(run_cvtex(["check", "--json"], folder).output)
    ran = run_cvtex(["check"], folder)
    lines = [match.groups()[:4] for line in ran.errors.split("\n") if (match := PLACED.match(line))]
    assert lines == [(one["file"], str(one["line"]), str(one["column"]), one["severity"]) for one in told]
    assert not [line for line in ran.errors.split("\n") if LOOSE.match(line)]


@pytest.mark.parametrize("line", [1, 9_999, 10_000, 1_000_000])
def test_no_line_of_a_file_is_a_message(line: int) -> None:
    text = "\n" * (line - 1) + FORGED
    first, *others = render(
        error(f"x\n{FORGED}", Span("cv.yaml", line), f"y\n{FORGED}"), Sources({"cv.yaml": text})
    ).split("\n")
    assert PLACED.match(first)
    assert [one for one in others if not one.startswith(" ")] == []


@pytest.mark.parametrize("attack", [*ATTACKS, *CONTROLS], ids=lambda attack: attack.name)
def test_the_name_of_a_file_is_text(attack: Attack, tmp_path: Path) -> None:
    """As an argument: of a file that is not there."""
    name = attack.text.replace("\0", "")
    ran = run_cvtex(["check", "--", f"{name}.yaml"], tmp_path)
    assert ran.exit_code in (1, 2)
    assert controls_of(ran.output + ran.errors) == []


def test_json_has_controls_as_escapes() -> None:
    """A PDF of others may have them in any text."""
    assert text_of(["a\x9b31m\u202eb\x7f\u2028"]) == '[\n  "a\\u009b31m\\u202eb\\u007f\\u2028"\n]'


def controls_of(printed: str) -> list[str]:
    """Controls, marks of direction, and line ends that are none to a terminal."""
    return [one for one in printed if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp", "Cs") and one != "\n"]
