"""The CVs below a folder: sorted, not in what programs write, and an end in spite of links."""

from __future__ import annotations

from pathlib import Path

from cvtex.files.cv_search import find_cvs

FOUND = ["a/b/cv.yaml", "a/cv.yaml", "c/cv.yaml"]
SKIPPED = [
    ".git/cv.yaml",
    "a/build/cv.yaml",
    "a/node_modules/x/cv.yaml",
    "env/lib/cv.yaml",
    "out/cv.yaml",
    "c/other.yaml",
]


def test_find_cvs(tmp_path: Path) -> None:
    for name in (*FOUND, *SKIPPED, "env/pyvenv.cfg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    problems: list[OSError] = []
    found = find_cvs(tmp_path, "cv.yaml", tmp_path / "out", problems.append)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in found) == FOUND
    found = find_cvs(tmp_path / "nowhere", "cv.yaml", tmp_path, problems.append)
    assert (list(found), [type(one) for one in problems]) == ([], [FileNotFoundError])
