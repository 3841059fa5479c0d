"""Every command that math may hold is known to the themes, with the small TeX, too."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import run_cvtex

from cvtex.notation.math import check_math
from cvtex.notation.math_commands import ACCENTS, COMMANDS

WITH_ARGUMENT = {*ACCENTS, "sqrt", "not"}


def formula(command: str) -> str:
    if command == "frac":
        return r"\frac{a}{b}"
    if command == "not":
        return r"a \not= b"
    if command in WITH_ARGUMENT or command.startswith("math"):
        return rf"\{command}{{x}}"
    return rf"a \{command} b"


@pytest.mark.parametrize("theme", ["classic", pytest.param("modern", marks=pytest.mark.slow)])
def test_every_command_of_math_is_set(theme: str, tmp_path: Path) -> None:
    formulas = [formula(command) for command in sorted(COMMANDS) if check_math(formula(command)) is None]
    assert len(formulas) > 180
    items = "".join(f"      - 'x ${formula_}$ y'\n" for formula_ in formulas)
    text = f"owner: {{name: Ada Example}}\ntheme: {theme}\nsections:\n  list:\n    kind: list\n    items:\n{items}"
    (tmp_path / "cv.yaml").write_text(text, encoding="utf-8")
    ran = run_cvtex(["build", "--engine", "embedded"], tmp_path)
    assert (0, "") == (ran.exit_code, ran.errors)
