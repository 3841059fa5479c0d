"""The files of the variants of one CV."""

from __future__ import annotations

import click
import pytest

from cvtex.cli.one_build import refuse_one_file_for_two


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CV_Heron", "CV_Heron"),
        ("CV_Heron", "cv_heron"),
        ("CV_Gr\N{LATIN SMALL LETTER U WITH DIAERESIS}n", "CV_Gru\N{COMBINING DIAERESIS}n"),
    ],
)
def test_two_variants_do_not_write_one_file(one: str, other: str) -> None:
    with pytest.raises(click.UsageError, match=f"the variants 'a' and 'b' would both write {other}: build one of them"):
        refuse_one_file_for_two([("a", one, ()), ("b", other, ())])
    refuse_one_file_for_two([("a", one, ["pdf"]), ("b", other, ["txt", "md"])])
    refuse_one_file_for_two([("a", f"build/{one}", ()), ("b", f"build/{other}-b", ())])
