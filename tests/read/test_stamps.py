"""Stamps of paths, which change with each save."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cvtex.read.observed import stamps


def test_a_save_changes_the_stamp_of_its_file_alone(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("1")
    two.write_text("2")
    before = stamps((str(one), str(two)))
    (tmp_path / "new").write_text("1")
    (tmp_path / "new").replace(one)
    after = stamps((str(one), str(two)))
    assert before[str(one)] != after[str(one)]
    assert before[str(two)] == after[str(two)]


def test_a_new_name_changes_the_stamp_of_its_folder(tmp_path: Path) -> None:
    os.utime(tmp_path, ns=(0, 0))
    before = stamps((str(tmp_path),))
    (tmp_path / "new").touch()
    assert before != stamps((str(tmp_path),))


def test_a_missing_file_has_no_stamp(tmp_path: Path) -> None:
    for path in (str(tmp_path / "no folder" / "missing"), "a name with \0"):
        assert {path: None} == stamps((path,))


@pytest.mark.skipif(os.name != "posix", reason="links need a privilege on Windows")
def test_stamps_follow_links(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("1")
    link.symlink_to(target)
    before = stamps((str(link),))
    target.write_text("12")
    assert before != stamps((str(link),))
