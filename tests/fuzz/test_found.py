"""Inputs that were at fault once, stored by the fuzzer, run as it runs them; and the fuzzer's own parts."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from bibliographies import mutated as mutated_bib
from cases import Case, Fault, document, read_document
from lines import mutated_bytes, mutated_text
from making import as_tree
from minimising import minimised
from packages import mutated_font, mutated_pdf, mutated_picture, mutated_xml, mutated_zip
from running import Ran
from targets import TARGETS
from trees import mutated
from verdicts import run_faults

# These run TeX, or several commands.
SLOW = ("build", "other-commands", "fonts", "pictures-in-a-pdf", "import-and-build")
FOUND = [
    pytest.param(path, id=path.stem, marks=[pytest.mark.slow] if path.stem.startswith(SLOW) else [])
    for path in sorted((Path(__file__).parent / "found").glob("*.txt"))
]


@pytest.mark.parametrize("path", FOUND)
def test_what_was_found_is_mended(path: Path, tmp_path: Path) -> None:
    case, _ = read_document(path.read_text(encoding="utf-8"))
    case.write(tmp_path)
    assert [*TARGETS[case.target].run(case, tmp_path)] == []


@pytest.mark.parametrize("data", [b"", b"a\n", b"a", b"---- b\n", b"\xff\n", "é\r\n".encode(), b"\x1b\n"])
def test_a_document_returns_every_byte(data: bytes) -> None:
    case = Case("check", {"a b.yaml": data, "b": b"x\n"}, ("x",))
    assert read_document(document(case, Fault("some\nkind"))) == (case, "some kind")


def test_equal_chances_give_equal_changes() -> None:
    for mutate, data in (
        (mutated_text, "a: b\nc: d\n"),
        (mutated_bytes, b"abcdefgh"),
        (mutated_bib, "@a{b, c = {d}}\n@e{f, g = 1}\n"),
        (mutated_xml, "<a b='c'><d>e</d></a>"),
        (mutated, {"a": ["b", {"c": "d"}]}),
        *((one, b"") for one in (mutated_zip, mutated_pdf, mutated_picture, mutated_font)),
    ):
        made = [[mutate(Random(f"{seed}"), data) for seed in range(50)] for _ in range(2)]  # type: ignore[operator]
        assert made[0] == made[1]
        assert not data or any(one != data for one in made[0])


@pytest.mark.parametrize(
    ("given", "tree"),
    [
        (b"a: &x [1]\nb: *x\n", {"a": ["1"], "b": ["1"]}),
        (b"a: [\n", None),
        # Ten to the ninth parts: nobody must walk through them.
        (
            b"".join(b"b%d: &a%d [%s]\n" % (n, n, b"[1]" if not n else b"*a%d, " % (n - 1) * 10) for n in range(10)),
            None,
        ),
        (b"a: &a [*a]\n", None),
    ],
)
def test_what_is_changed_as_a_tree(given: bytes, tree: object) -> None:
    assert as_tree(given) == tree


def test_a_case_is_made_as_small_as_its_fault_allows() -> None:
    lines = [b"line %d\n" % number for number in range(40)]
    case = Case("check", {"cv.yaml": b"".join(lines), "a.bib": b"@a{b}\n"})
    smallest = minimised(case, lambda one: b"7" in one.files["cv.yaml"] and b"3" in one.files["cv.yaml"])
    assert {*smallest.files} == {"cv.yaml"}
    assert sorted(smallest.files["cv.yaml"].decode()) == ["3", "7"]


@pytest.mark.parametrize(
    ("code", "errors", "kind"),
    [
        (0, "", ""),
        (1, "cv.yaml:2:1: error: no\n    2 | b\n      | ^\n", ""),
        (70, 'Traceback\n  File "/x/cvtex/a/b.py", line 3, in c\nKeyError: 1\n', "traceback: KeyError in a/b.py:c"),
        (3, "cv.yaml:1:1: error: 'x' is 7\n", "exit code 3: '…' is N"),
        (1, "", "exit code 1 without a word"),
        (1, "cvtex: error: no 7\n", "no place: no N"),
        (1, "cv.yaml:9:1: error: no\n", "place outside of the file: no"),
        (1, "b.bib:1:1: error: no\n", "place in no file: no"),
        (1, "cv.yaml:1:1: error: TeX cannot set this: x\n", "raw TeX: TeX cannot set this: x"),
    ],
)
def test_what_counts_as_a_fault(code: int, errors: str, kind: str) -> None:
    found = run_faults(Ran(code, "", errors), (0, 1), {"cv.yaml": b"a\nb\n"})
    assert [one.kind for one in found] == ([kind] if kind else [])
