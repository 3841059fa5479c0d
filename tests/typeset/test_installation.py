"""Which families a TeX installation lacks, by one answer of its kpsewhich."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from cvtex.typeset.engine import Engine
from cvtex.typeset.installation import lacking_families

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell stands in for kpsewhich")

CHARTER = "echo /texmf/tex/latex/base/t1bch.fd"
SOURCE_SANS = "echo /texmf/tex/latex/sourcesanspro/T1SourceSansPro-TLF.fd"


@pytest.mark.parametrize(
    ("answer", "lacking"),
    [
        (f"{CHARTER}\n{SOURCE_SANS}", set()),
        (f"{CHARTER}\nexit 1", {"sourcesans"}),
        (f"{SOURCE_SANS}\nexit 1", {"charter"}),
        ("exit 1", {"charter", "sourcesans"}),
        # A broken kpsewhich says nothing that counts: cvtex makes the families itself.
        (f"{CHARTER}\n{SOURCE_SANS}\nexit 2", {"charter", "sourcesans"}),
        (f"{CHARTER}\n{SOURCE_SANS}\nkill -9 $$", {"charter", "sourcesans"}),
    ],
)
def test_families_are_asked_for_at_once(answer: str, lacking: set[str], tmp_path: Path) -> None:
    program = tmp_path / "kpsewhich"
    program.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n{answer}\n')
    program.chmod(0o755)
    assert lacking_families(Engine("pdflatex", tmp_path / "pdflatex"), os.environ) == lacking
    assert (tmp_path / "asked").read_text() == "t1bch.fd T1SourceSansPro-TLF.fd\n"


def test_without_kpsewhich_nothing_is_known_to_be_missing(tmp_path: Path) -> None:
    assert lacking_families(Engine("pdflatex", tmp_path / "pdflatex"), os.environ) == set()
