"""The name of a profile is its file's, letter by letter, on every system."""

from __future__ import annotations

from pathlib import Path

from cvtex.read.observed import ObservedFiles
from cvtex.read.profile import read_profile


class _Folding(ObservedFiles):
    """A file system that compares names without case."""

    def has_file(self, path: Path) -> bool:
        return path.name.casefold() in {one.casefold() for one in self.names(path.parent, "")}


def test_case_is_compared_where_the_file_system_folds_it(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "ERC.yaml").write_text("title: Mine", encoding="utf-8")
    for files in (ObservedFiles(), _Folding()):
        mine, theirs = (read_profile(name, tmp_path, files).value for name in ("ERC", "erc"))
        assert mine is not None
        assert theirs is not None
        assert mine.span.file == (tmp_path / "profiles" / "ERC.yaml").as_posix()
        # The built-in one.
        assert theirs.span.file == "profiles/erc.yaml"
        (problem,) = read_profile("Erc", tmp_path, files).diagnostics
        assert problem.message == "unknown profile 'Erc'"
        assert problem.hint is not None
