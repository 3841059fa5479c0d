"""Patches as text, and as patch applies them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from cvtex.files.patch import patch_of

OLD = b"owner:\n  name: Ada\nsections: {}"
NEW = b"owner:\n  name: Ada\n  title: Dr\nsections: {}"
PATCH = """\
--- my cv.yaml\t
+++ my cv.yaml\t
@@ -1,3 +1,4 @@
 owner:
   name: Ada
+  title: Dr
 sections: {}
\\ No newline at end of file
"""


def test_a_patch() -> None:
    assert patch_of("my cv.yaml", OLD, NEW) == PATCH
    assert patch_of("cv.yaml", OLD, OLD) == ""
    assert patch_of("cv.yaml", None, b"a\n") == "--- /dev/null\n+++ cv.yaml\n@@ -0,0 +1 @@\n+a\n"
    assert patch_of('a"b\\c\n--- x', None, b"a\n").splitlines()[1] == r'+++ "a\042b\134c\012--- x"'


LINES = (
    b"tab\there", b"no\xc2\xa0break", b"Latin\xe9-1", b"carriage return\r", b"a\rb", b"form\ffeed", b"\x1b[31mred",
    b"line\xe2\x80\xa8separator", b"\xef\xbb\xbfmark", b"joined\xe2\x80\x8dsigns", b"-- ../x", b"++ ../x",
    b"@@ -1 +1 @@", b"\\ No newline at end of file", b"", b" ", b"diff --git a/x b/x",
)  # fmt: skip


@pytest.mark.skipif(shutil.which("patch") is None or os.name == "nt", reason="needs patch, and names of any signs")
@pytest.mark.parametrize(
    "name", ["cv.yaml", "my cv.yaml", "tab\there", 'quo"te', "back\\slash", "line\nend", "-p1", "é"]
)
def test_patch_applies_it(name: str, tmp_path: Path) -> None:
    added = [line for each in LINES for line in (each, b"new " + each)]
    for old, new in (
        (b"\n".join(LINES), b"\n".join(added)),
        (b"\n".join(LINES) + b"\n", b"\n".join(added) + b"\n"),
        (b"", b"a\n"),
        (None, b"a\n"),
    ):
        file = tmp_path / name
        file.unlink(missing_ok=True)
        if old is not None:
            file.write_bytes(old)
        made = patch_of(name, old, new).encode("utf-8", "surrogateescape")
        done = subprocess.run(["patch", "-p0"], cwd=tmp_path, input=made, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout
        assert file.read_bytes() == new
        assert [one.name for one in tmp_path.iterdir()] == [name]
