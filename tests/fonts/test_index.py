"""Where fonts are found, and which files are read again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from small_fonts import SERIF, small_font

from cvtex.cache.store import Cache
from cvtex.fonts import index
from cvtex.fonts.face import FontFile
from cvtex.fonts.index import read_library, with_system
from cvtex.fonts.library import FontLibrary
from cvtex.fonts.packages import package_of, remedy, substitute_for
from cvtex.fonts.sources import licence_beside, licence_in, package_files, system_files, system_folders
from cvtex.read.observed import ObservedFiles, is_unchanged


def put(path: Path, data: bytes | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(small_font() if data is None else data)
    return path


def families(library: FontLibrary) -> list[tuple[str, str, str]]:
    return [(face.family, face.source, face.package) for face in library.faces]


def library_of(
    cv: Path, *search_path: Path, cache: Path | None = None, files: ObservedFiles | None = None
) -> FontLibrary:
    return read_library(cv, files or ObservedFiles(), Cache(cache), [str(path) for path in search_path])


def test_the_folder_beside_the_cv_and_packages_of_pip(tmp_path: Path) -> None:
    put(tmp_path / "cv" / "fonts" / "more" / "Mine.OTF", small_font(SERIF))
    site = tmp_path / "site"
    put(site / "fontpkg_some" / "files" / "Some[wght].ttf")
    put(site / "rendercv_fonts" / "Some" / "Some.ttf")
    put(site / "other" / "Other.ttf")
    put(site / "fontpkg_some-1.0.dist-info" / "Not.ttf")
    assert families(library_of(tmp_path / "cv", site)) == [
        ("XCharter", "folder", ""),
        ("Source Sans 3", "package", "rendercv-fonts"),
        ("Source Sans 3", "package", "fontpkg-some"),
    ]


def test_a_package_counts_where_it_is_found_first(tmp_path: Path) -> None:
    first, second = put(tmp_path / "a" / "ziafont" / "A.ttf"), put(tmp_path / "b" / "ziafont" / "B.ttf")
    found = package_files(ObservedFiles(), [str(first.parents[1]), str(second.parents[1])])
    assert [font.path for font in found] == [str(first)]


def test_the_default_look_is_installed_with_the_extra_tex() -> None:
    library = read_library(Path(), ObservedFiles())
    assert all(library.instance(family, 700, is_italic=True) for family in ("XCharter", "Source Sans 3", "Arimo"))


def test_no_folder_and_no_packages(tmp_path: Path) -> None:
    assert library_of(tmp_path, tmp_path / "nothing").faces == ()


def test_a_font_that_is_added_is_a_change_that_a_build_sees(tmp_path: Path) -> None:
    files = ObservedFiles()
    library_of(tmp_path, files=files)
    assert all(is_unchanged(one) for one in files.dependencies)
    put(tmp_path / "fonts" / "New.ttf")
    assert not all(is_unchanged(one) for one in files.dependencies)
    files = ObservedFiles()
    library_of(tmp_path, files=files)
    assert all(is_unchanged(one) for one in files.dependencies)
    put(tmp_path / "fonts" / "New.ttf", small_font(SERIF))
    assert not all(is_unchanged(one) for one in files.dependencies)


def test_files_in_the_folder_that_are_not_fonts_are_reported(tmp_path: Path) -> None:
    put(tmp_path / "fonts" / "page.ttf", b"<!DOCTYPE html>")
    put(tmp_path / "fonts" / "web.woff2", b"wOF2")
    put(tmp_path / "fonts" / "readme.txt", b"")
    assert [one.message for one in library_of(tmp_path).diagnostics()] == [
        f"{tmp_path}/fonts/page.ttf is not a font",
        f"{tmp_path}/fonts/web.woff2 is a web font (WOFF), not an OpenType font",
    ]


def test_known_files_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """HarfBuzz is not imported; only a changed file is read again."""
    read: list[str] = []

    def noted(font: FontFile) -> bytes:
        read.append(font.path)
        return Path(font.path).read_bytes()

    monkeypatch.setattr(index, "_bytes", noted)
    site, cache = tmp_path / "site", tmp_path / "cache"
    a, b = put(site / "ziafont" / "a.ttf"), put(site / "ziafont" / "b.ttf", small_font(text="only these"))
    first = library_of(tmp_path, site, cache=cache)
    assert read == [str(a), str(b)]
    assert library_of(tmp_path, site, cache=cache) == first
    assert read == [str(a), str(b)]
    put(b, small_font(SERIF))
    assert [face.family for face in library_of(tmp_path, site, cache=cache).faces] == [
        "Source Sans 3",
        "XCharter",
    ]
    assert read == [str(a), str(b), str(b)]
    a.unlink()
    assert [face.family for face in library_of(tmp_path, site, cache=cache).faces] == ["XCharter"]


def test_a_warm_library_needs_no_harfbuzz(tmp_path: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from cvtex.cache.store import Cache
from cvtex.fonts.index import read_library
from cvtex.read.observed import ObservedFiles
for _ in range(2):
    read_library(Path(), ObservedFiles(), Cache(Path({str(tmp_path)!r})))
    print(sys.modules.pop("uharfbuzz", None) is not None)
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", "False"]


def test_the_system_s_fonts_come_last(tmp_path: Path) -> None:
    put(tmp_path / "share" / "fonts" / "truetype" / "a.ttf", small_font(SERIF))
    put(tmp_path / "cv" / "fonts" / "b.ttf")
    environment = {
        "XDG_DATA_DIRS": str(tmp_path / "share"),
        "FONTCONFIG_FILE": "/nothing",
        "XDG_DATA_HOME": "/nothing",
    }
    files = ObservedFiles()
    library = with_system(library_of(tmp_path / "cv"), files, environment)
    assert [(face.family, face.source) for face in library.faces] == [
        ("Source Sans 3", "folder"),
        ("XCharter", "system"),
    ]
    put(tmp_path / "share" / "fonts" / "truetype" / "new.ttf")
    assert not all(is_unchanged(one) for one in files.dependencies)


def test_folders_of_fontconfig(tmp_path: Path) -> None:
    configuration = put(
        tmp_path / "fonts.conf",
        b'<fontconfig><dir>/opt/fonts</dir><dir prefix="xdg">fonts</dir>'
        b"<dir>~/.fonts</dir><dir>relative</dir></fontconfig>",
    )
    environment = {"HOME": "/home/ada", "FONTCONFIG_FILE": str(configuration)}
    assert system_folders(ObservedFiles(), environment, "posix") == (
        "/home/ada/.local/share/fonts", "/home/ada/.fonts", "/usr/local/share/fonts", "/usr/share/fonts", "/opt/fonts",
    )  # fmt: skip


def test_folders_of_a_mac() -> None:
    assert system_folders(ObservedFiles(), {"HOME": "/Users/ada"}, "macos") == (
        "/Users/ada/Library/Fonts", "/Library/Fonts", "/System/Library/Fonts",
    )  # fmt: skip


def test_without_an_environment_the_usual_folders_count() -> None:
    assert {"/usr/local/share/fonts", "/usr/share/fonts"} <= set(system_folders(ObservedFiles(), {}, "posix"))


def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    put(tmp_path / "fonts" / "a.ttf")
    (tmp_path / "fonts" / "again").symlink_to(tmp_path / "fonts")
    environment = {"XDG_DATA_DIRS": str(tmp_path), "FONTCONFIG_FILE": "/nothing"}
    assert 1 <= len(system_files(ObservedFiles(), environment, "posix")) <= 10


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("This Font Software is licensed under the SIL Open Font License, Version 1.1.", "OFL-1.1"),
        ("https://openfontlicense.org", "OFL-1.1"),
        ("Licensed under the Apache License, Version 2.0", "Apache-2.0"),
        ("UBUNTU FONT LICENCE Version 1.0", "UFL-1.0"),
        ("Fonts are (c) Bitstream (see below). DejaVu changes are in public domain.", "Bitstream Vera"),
        ("Permission is hereby granted, free of charge, to any person obtaining a copy", ""),
        ("All rights reserved.", ""),
        ("", ""),
    ],
)
def test_licences(text: str, licence: str) -> None:
    assert licence_in(text) == licence


def test_a_licence_beside_a_font_that_names_none(tmp_path: Path) -> None:
    put(tmp_path / "LICENSE", b"Apache License, Version 2.0")
    put(tmp_path / "fontpkg_a" / "LICENSE", b"SIL OPEN FONT LICENSE Version 1.1")
    font = put(tmp_path / "fontpkg_a" / "files" / "a.ttf")
    inside = FontFile(str(font), "package", "fontpkg-a", 1, 1, str(tmp_path / "fontpkg_a"))
    outside = FontFile(str(font), "system", "", 1, 1)
    assert (licence_beside(inside), licence_beside(outside)) == ("OFL-1.1", "")


@pytest.mark.parametrize(
    ("family", "package"),
    [
        ("EB Garamond", "cvtex[tex]"),
        ("Noto Serif Hebrew", "cvtex[scripts]"),
        ("IBM Plex Serif", "fontpkg-ibm-plex-serif"),
        ("Übergrößé 2", ""),
        ("王", ""),
    ],
)
def test_the_package_that_may_have_a_family(family: str, package: str) -> None:
    assert package_of(family) == package


def test_a_family_as_wide_as_arial() -> None:
    assert (substitute_for("arial"), substitute_for("Lato")) == ("Arimo", "")


@pytest.mark.parametrize(
    ("character", "script", "installed", "said"),
    [
        ("α", "Grek", (), "pip install 'cvtex[tex]'"),
        ("א", "Hebr", (), "pip install 'cvtex[scripts]'"),
        ("😀", "Zyyy", (), "pip install 'cvtex[scripts]'"),
        ("⟵", "Zyyy", (), "pip install 'cvtex[tex]'"),
        ("Ꭰ", "Cher", (), "pip install 'weblate-fonts'"),
        ("א", "Hebr", ("manimgx-fonts",), "put a font that has it into the folder fonts/ beside the CV"),
        ("𐍐", "Perm", (), "put a font that has it into the folder fonts/ beside the CV"),
    ],
)
def test_what_brings_a_character(character: str, script: str, installed: tuple[str, ...], said: str) -> None:
    assert remedy(character, script, installed) == said
