"""Font files of any kind -> faces; other files -> why they cannot be used."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_fonts import PACKAGES, SERIF, collection_of, place_of, small_font, with_bytes, without_table

from cvtex.fonts.face import Face, FontFile, covers
from cvtex.fonts.reading import faces_of

FONT = small_font()


def read(data: bytes) -> tuple[Face, ...]:
    return faces_of(data, FontFile("/fonts/some.ttf", "folder", "", len(data), 1))


def the_face(data: bytes) -> Face:
    (face,) = read(data)
    return face


def of_package(name: str) -> Face:
    return the_face(next(PACKAGES.glob(f"*/**/{name}")).read_bytes())


def test_a_static_font() -> None:
    face = the_face(FONT)
    assert (face.family, face.style, face.weights, face.is_italic, face.kind) == (
        "Source Sans 3", "Regular", (400, 400), False, "sans",
    )  # fmt: skip
    assert (face.characters, face.x_height, face.licence, face.problem) == (
        ((32, 32), (73, 73), (97, 99), (120, 120), (0x3B1, 0x3B3)), 486, "", "",
    )  # fmt: skip


def test_outlines_of_postscript() -> None:
    face = the_face(small_font(SERIF))
    assert (face.family, face.kind, face.problem) == ("XCharter", "serif", "")


@pytest.mark.parametrize(
    ("name", "family", "weights", "is_italic", "kind"),
    [
        ("EBGaramond-BoldItalic.ttf", "EB Garamond", (700, 700), True, "serif"),
        ("Arimo[[]wght[]].ttf", "Arimo", (400, 700), False, "sans"),
        ("Fontin-Regular.otf", "Fontin", (500, 500), False, "serif"),
        ("Poppins-Italic.ttf", "Poppins", (400, 400), True, "sans"),
        ("NotoSansSC-Bold.ttf", "Noto Sans SC", (700, 700), False, "sans"),
    ],
)
def test_fonts_of_packages(name: str, family: str, weights: tuple[int, int], is_italic: bool, kind: str) -> None:
    face = of_package(name)
    assert (face.family, face.weights, face.is_italic, face.kind, face.problem) == (
        family,
        weights,
        is_italic,
        kind,
        "",
    )


def test_the_licence_that_a_font_names() -> None:
    assert (of_package("Roboto-Bold.ttf").licence, of_package("EBGaramond-Bold.ttf").licence) == (
        "Apache-2.0",
        "OFL-1.1",
    )


def test_a_collection_has_several_faces() -> None:
    faces = read(collection_of(FONT, small_font(SERIF)))
    assert [(face.index, face.family, face.problem) for face in faces] == [
        (0, "Source Sans 3", ""),
        (1, "XCharter", ""),
    ]


def test_a_collection_that_claims_thousands_of_faces_is_bounded() -> None:
    assert len(read(collection_of(*[FONT] * 100))) == 64


def test_monospaced() -> None:
    assert the_face(with_bytes(FONT, "post", 12, b"\0\0\0\1")).kind == "mono"


def test_what_a_private_area_has_is_no_character() -> None:
    private = next(PACKAGES.glob("rendercv_fonts/Font Awesome 7/*Brands*.otf")).read_bytes()
    assert not covers(the_face(private), "\uf09b")


@pytest.mark.parametrize(
    ("rights", "problem"),
    [
        (0x0000, ""),
        (0x0002, "forbids embedding (OS/2 fsType)"),
        (0x0004, ""),
        (0x0008, ""),
        (0x000A, ""),
        (0x0100, "forbids embedding a subset (OS/2 fsType)"),
        (0x0200, "forbids embedding (OS/2 fsType)"),
    ],
)
def test_the_right_to_embed(rights: int, problem: str) -> None:
    assert the_face(with_bytes(FONT, "OS/2", 8, struct.pack(">H", rights))).problem == problem


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is not a font"),
        (b"\0", "is not a font"),
        (b"<!DOCTYPE html>", "is not a font"),
        (b"%!PS-AdobeFont-1.0: Utopia", "is not a font"),
        (b"wOFF\0\1\0\0" + FONT, "is a web font (WOFF), not an OpenType font"),
        (b"wOF2" + FONT, "is a web font (WOFF), not an OpenType font"),
        (b"\0\1\0\0", "is damaged"),
        (b"OTTO" + b"\xff" * 100, "is damaged"),
        (b"ttcf" + b"\xff" * 100, "is damaged"),
        (FONT[:200], "is damaged"),
        (FONT[:-100], "is damaged"),
        (without_table(FONT, "head"), "is damaged"),
        (without_table(FONT, "cmap"), "is damaged"),
        (without_table(FONT, "glyf"), "has no outlines"),
    ],
)
def test_what_cannot_be_used_says_why(data: bytes, problem: str) -> None:
    assert {face.problem for face in read(data)} == {problem}


def test_glyphs_without_any_outline() -> None:
    _, _, length = place_of(FONT, "loca")
    assert the_face(with_bytes(FONT, "loca", 0, b"\0" * length)).problem == "has no outlines"


def test_a_huge_file_is_not_read() -> None:
    assert the_face(b"\0\1\0\0" + bytes(64_000_000)).problem == "is larger than 64 MB"


def test_a_name_that_would_steer_the_terminal() -> None:
    _, start, length = place_of(FONT, "name")
    names = FONT[start : start + length].replace(
        "Source Sans 3".encode("utf-16-be"), "Sou\x1b[31m\0ns 3".encode("utf-16-be")
    )
    face = the_face(FONT[:start] + names + FONT[start + length :])
    assert face.family == "Sou [31m ns 3"


@given(st.binary(max_size=300))
def test_no_bytes_are_an_exception(data: bytes) -> None:
    for start in (b"", b"\0\1\0\0", b"OTTO", b"ttcf\0\1\0\0"):
        assert all(face.problem for face in read(start + data))


@given(
    st.sampled_from([FONT, small_font(SERIF), collection_of(FONT, FONT)]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=40),
    st.floats(0.5, 1),
)
def test_no_damage_is_an_exception(font: bytes, changes: list[tuple[float, int]], end: float) -> None:
    data = bytearray(font)
    for place, byte in changes:
        data[int(place * len(data))] = byte
    for face in read(bytes(data[: int(end * len(data))])):
        assert face.weights[0] <= face.weights[1]
        assert 0 <= face.x_height < 2000
        assert list(face.characters) == sorted(face.characters)


@given(st.data())
def test_no_damaged_directory_is_an_exception(data: st.DataObject) -> None:
    """Most of the structure is in the first bytes."""
    font = bytearray(data.draw(st.sampled_from([FONT, small_font(SERIF)])))
    for _ in range(data.draw(st.integers(1, 8))):
        font[data.draw(st.integers(0, 400))] = data.draw(st.integers(0, 255))
    read(bytes(font))


def test_an_axis_with_a_damaged_name_makes_no_axis() -> None:
    variable = small_font(next(PACKAGES.glob("fontpkg_arimo/files/Arimo[[]*")))
    assert the_face(variable).weights == (400, 700)
    assert the_face(with_bytes(variable, "fvar", 16, b"\xff\xff\xff\xff")).weights == (400, 400)


def test_the_source_of_a_font(tmp_path: Path) -> None:
    face = the_face(FONT)
    assert (face.path, face.source, face.size, face.mtime_ns) == ("/fonts/some.ttf", "folder", len(FONT), 1)
