"""Names that a CV or a funder's profile gives to files: each output lies in the folder for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attacks import ATTACKS, placed
from running import run_cvtex

PROFILE = 'title: T\nfunder: F\nversion: "1"\nchecked: 2024-01-01\nnotes: [x]\nsource: [x]\n'
NAMES = (
    "../../owned",
    "/CANARY/owned",
    "a/b",
    "a\\b",
    "..",
    ".",
    ".owned",
    "C:owned",
    "//host/x",
    "{family}/../../owned",
)


@pytest.mark.parametrize("name", [*NAMES, *(one.text for one in ATTACKS)])
def test_a_profile_names_no_path(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "cv"
    (folder / "profiles").mkdir(parents=True)
    name = placed(name, tmp_path / "canary")
    (folder / "profiles" / "mine.yaml").write_text(
        PROFILE + json.dumps({"file": {"name": name}})[1:-1], encoding="utf-8"
    )
    (folder / "cv.yaml").write_text(
        "owner: {name: Ada Heron}\nsections: {a: {kind: text, title: T, text: Words}}\n"
        "variants: {v: {profile: mine, formats: [txt]}}\n",
        encoding="utf-8",
    )
    assert_kept_in(folder, tmp_path)


@pytest.mark.parametrize("name", [*NAMES, *(one.text for one in ATTACKS)])
def test_a_variant_is_no_path(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "cv"
    folder.mkdir(parents=True)
    cv = {"owner": {"name": "Ada Heron"}, "sections": {}, "variants": {placed(name, tmp_path): {"formats": ["txt"]}}}
    (folder / "cv.yaml").write_text(json.dumps(cv), encoding="utf-8")
    assert_kept_in(folder, tmp_path)


def assert_kept_in(folder: Path, root: Path) -> None:
    before = {path for path in root.rglob("*") if path.is_file()}
    ran = run_cvtex(["build"], folder)
    assert ran.exit_code in (0, 1), ran.errors
    new = {path for path in root.rglob("*") if path.is_file()} - before
    assert {path.parent for path in new} <= {folder / "build"}
    assert bool(new) == (ran.exit_code == 0)
    assert not [path.name for path in new if path.name.startswith(".")]
