"""`cvtex build --timings` prints a line for each stage to standard error and changes nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from running import run_cvtex

COMMON = ["read", "check"]
STAGES = ["read", "select", "cite", "emit", "typeset", "finish", "verify", "write"]


CV = """\
owner: {name: Ada Example}
sections: {a: {kind: text, title: {en: A text, de: Ein Text}, text: a}}
variants: {full: {}, german: {language: de}}
"""


@pytest.mark.slow
def test_each_stage_is_listed_for_each_variant_in_order(tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(CV, encoding="utf-8")
    command = ["build", "--engine", "embedded", "--force", "-V", "german", "-V", "full"]
    ran = run_cvtex([*command, "--timings"], tmp_path)
    assert 0 == ran.exit_code
    lines = re.findall(r"^(\w+) +(\w*) +\d+\.\d ms$", ran.errors, re.MULTILINE)
    assert len(ran.errors.splitlines()) == len(lines)
    listed: dict[str, list[str]] = {}
    for stage, variant in lines:
        listed.setdefault(variant, []).append(stage)
    assert {"": COMMON, "german": STAGES, "full": STAGES} == listed
    assert ["", "german", "full"] == list(listed)

    plain = run_cvtex(command, tmp_path)
    assert ("", ran.output) == (plain.errors, plain.output)
