"""The environment variables of TeX."""

from pathlib import Path

from cvtex.typeset.environment import tex_environment


def environment_of(**given: str) -> dict[str, str]:
    return tex_environment(given, 1_700_000_000, Path("/job/temporary"), Path("/job/empty"))


def test_the_users_search_paths_and_configuration_are_left_out():
    given = dict.fromkeys(("TEXINPUTS", "TEXMFCNF", "TEXMFHOME", "TEXFONTMAPS", "openin_any", "LD_PRELOAD"), "mine")
    assert "mine" not in environment_of(**given).values()


def test_the_users_trees_are_replaced_by_an_empty_folder():
    child = environment_of(HOME="/home/ada", TEXMFVAR="/home/ada/var")
    assert {name: child[name] for name in ("HOME", "TEXMFHOME", "TEXMFCONFIG", "TEXMFVAR")} == {
        "HOME": "/home/ada",
        "TEXMFHOME": str(Path("/job/empty")),
        "TEXMFCONFIG": str(Path("/job/empty")),
        "TEXMFVAR": str(Path("/job/empty")),
    }


def test_tex_is_confined_and_gets_the_given_time():
    child = environment_of(shell_escape="t", openout_any="a", SOURCE_DATE_EPOCH="1")
    assert {name: child[name] for name in ("openin_any", "openout_any", "shell_escape", "SOURCE_DATE_EPOCH")} == {
        "openin_any": "p",
        "openout_any": "p",
        "shell_escape": "f",
        "SOURCE_DATE_EPOCH": "1700000000",
    }
