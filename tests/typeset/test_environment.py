"""What TeX gets to know of the user's environment."""

import os
from pathlib import Path

from cvtex.typeset.environment import tex_environment

EXECUTABLE = Path("/opt/tex/bin/pdflatex")


def environment_of(family: str, **given: str) -> dict[str, str]:
    return tex_environment(
        given, EXECUTABLE, family, 1_700_000_000, Path("/job/temporary"), Path("/job/empty")
    )


def test_the_users_search_paths_and_configuration_are_left_out():
    given = dict.fromkeys(
        ("TEXINPUTS", "TEXMFCNF", "TEXMFHOME", "TEXFONTMAPS", "openin_any", "LD_PRELOAD"), "mine"
    )
    assert "mine" not in environment_of("pdftex", **given).values()


def test_only_luatex_keeps_its_cache_of_fonts():
    given = {"HOME": "/home/ada", "TEXMFVAR": "/home/ada/var", "TEXMFCACHE": "/home/ada/cache"}
    families = {family: environment_of(family, **given) for family in ("pdftex", "xetex", "luatex")}
    assert {
        family: (child.get("TEXMFVAR"), child.get("TEXMFCACHE")) for family, child in families.items()
    } == {
        "pdftex": ("/job/empty", None),
        "xetex": ("/job/empty", None),
        "luatex": ("/home/ada/var", "/home/ada/cache"),
    }


def test_luatex_uses_its_default_cache_below_home():
    assert "TEXMFVAR" not in environment_of("luatex", HOME="/home/ada")


def test_luatex_without_a_home_keeps_its_cache_in_the_temporary_folder():
    assert environment_of("luatex")["TEXMFVAR"] == str(Path("/job/temporary"))


def test_programs_beside_the_engine_are_found_first():
    expected = os.pathsep.join((str(EXECUTABLE.parent), "/usr/bin"))
    assert environment_of("xetex", PATH="/usr/bin")["PATH"] == expected


def test_tex_is_confined_and_believes_in_the_given_time():
    child = environment_of("pdftex", shell_escape="t", openout_any="a", SOURCE_DATE_EPOCH="1")
    assert {
        name: child[name] for name in ("openin_any", "openout_any", "shell_escape", "SOURCE_DATE_EPOCH")
    } == {
        "openin_any": "p",
        "openout_any": "p",
        "shell_escape": "f",
        "SOURCE_DATE_EPOCH": "1700000000",
    }
