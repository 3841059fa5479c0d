"""Fingerprints are equal for equal values in every process, and different for different values."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cvtex.cache import fingerprint as module
from cvtex.cache.fingerprint import fingerprint
from cvtex.diagnostics import Span
from cvtex.fit.problem import AmountLimit, Option
from cvtex.model.located import LocatedStr

OPTION = 'Option("", (), (), frozenset({"equal", "student", "corresponding"}), {"b": 2, "a": 1})'
PROGRAM = f"""
from cvtex.cache.fingerprint import fingerprint
from cvtex.fit.problem import Option
print(fingerprint({OPTION}))
"""


def test_sets_and_mappings_have_the_same_fingerprint_in_every_process() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("0", "1", "2", "3")
    }
    assert found == {fingerprint(eval(OPTION, {"Option": Option}))}


def test_equal_values_have_equal_fingerprints() -> None:
    assert fingerprint(("a", 1)) == fingerprint(["a", 1]) == fingerprint((LocatedStr("a", Span("cv.yaml", 3)), 1))
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})


def test_different_values_have_different_fingerprints() -> None:
    values = (
        "1",
        1,
        1.5,
        None,
        True,
        b"1",
        (),
        ("1",),
        (("1",),),
        {"1": 1},
        AmountLimit("1"),
        AmountLimit("1", 1),
        AmountLimit("2"),
        "\udcff",
        ("\udcff",),
    )
    assert len({fingerprint(value) for value in values}) == len(values)


@pytest.mark.parametrize("value", [{1: 2}, frozenset({AmountLimit("a"), AmountLimit("b")}), object()])
def test_values_without_an_order_are_refused(value: object) -> None:
    with pytest.raises(TypeError):
        fingerprint(value)


def test_source_files_count_by_size_and_time(tmp_path: Path) -> None:
    (tmp_path / "below" / "__pycache__").mkdir(parents=True)
    for name in ("a.py", "below/b.py", "below/__pycache__/b.pyc"):
        (tmp_path / name).write_bytes(b"1")
        os.utime(tmp_path / name, (1, 1))
    found = sorted(module._source_files(str(tmp_path)))
    assert [Path(path).name for path, _, _ in found] == ["a.py", "b.py"]
    (tmp_path / "a.py").touch()
    assert sorted(module._source_files(str(tmp_path))) != sorted(module._source_files(str(tmp_path))), (
        "changed just now: known by nothing"
    )
    os.utime(tmp_path / "a.py", (time.time() - 60,) * 2)
    assert sorted(module._source_files(str(tmp_path))) not in (found, [])


def test_the_fingerprint_of_the_program_depends_on_its_files(monkeypatch: pytest.MonkeyPatch) -> None:
    before = module.program()
    monkeypatch.setattr(module, "_source_files", lambda _: iter([("cvtex/paper.py", 1, 1)]))
    assert module.program.__wrapped__() != before
