"""Pictures with the facts read from them, and unusable pictures with their errors."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pictures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps

from cvtex.diagnostics import Span
from cvtex.model.located import LocatedStr
from cvtex.model.picture import UnusablePictureError
from cvtex.read import pictures as reading
from cvtex.read.pictures import read_bytes, read_picture

# kind, width, height, components, alpha
FACTS = {
    "rgb.png": ("png", 70, 90, 3, False),
    "grey.png": ("png", 70, 90, 1, False),
    "palette.png": ("png", 70, 90, 3, False),
    "black-and-white.png": ("png", 70, 90, 1, False),
    "alpha.png": ("png", 70, 90, 3, True),
    "grey-alpha.png": ("png", 70, 90, 1, True),
    "palette-transparent.png": ("png", 70, 90, 3, True),
    "grey-transparent.png": ("png", 70, 90, 1, True),
    "deep.png": ("png", 40, 50, 3, False),
    "deep-alpha.png": ("png", 40, 50, 3, True),
    "interlaced.png": ("png", 41, 53, 3, False),
    "interlaced-alpha.png": ("png", 41, 53, 3, True),
    "with-profile.png": ("png", 70, 90, 3, False),
    "rgb.jpg": ("jpeg", 70, 90, 3, False),
    "grey.jpg": ("jpeg", 70, 90, 1, False),
    "progressive.jpg": ("jpeg", 70, 90, 3, False),
    "with-profile.jpg": ("jpeg", 70, 90, 3, False),
    "turned.jpg": ("jpeg", 90, 70, 3, False),
}


@pytest.mark.parametrize("name", pictures.KINDS)
def test_facts_come_from_the_header(name: str) -> None:
    found = read_bytes(pictures.KINDS[name])
    assert (found.kind, found.width, found.height, found.components, found.has_alpha) == FACTS[name]
    assert not found.has_other_colours


@pytest.mark.parametrize("name", pictures.KINDS)
def test_printed_bytes_show_the_same_without_metadata(name: str) -> None:
    data = pictures.KINDS[name]
    printed = read_bytes(data).data
    if name != "turned.jpg":
        one, two = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(printed))
        assert one.convert("RGBA").tobytes() == two.convert("RGBA").tobytes()
    assert b"Secret Camera" not in printed
    assert b"iCCP" not in printed
    assert b"ICC_PROFILE" not in printed


def test_the_source_file_names_the_camera() -> None:
    assert b"Secret Camera" in pictures.KINDS["turned.jpg"]


@pytest.mark.parametrize("orientation", range(10))
def test_a_picture_is_printed_upright(orientation: int) -> None:
    """As Pillow turns it by Exif; 0 and 9 mean nothing."""
    data = pictures.turned(orientation)
    wanted = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    found = read_bytes(data)
    printed = Image.open(io.BytesIO(found.data))
    assert (found.width, found.height) == printed.size == wanted.size
    # JPEG loses a little each time.
    assert max(ImageChops.difference(wanted, printed).tobytes()) <= 8


def test_a_turned_picture_whose_pixels_cannot_be_decoded_is_damaged() -> None:
    data = pictures.turned(6)
    tables = data.index(b"\xff\xdb")
    length = 2 + int.from_bytes(data[tables + 2 : tables + 4])
    with pytest.raises(UnusablePictureError, match="is damaged: its pixels cannot be read"):
        read_bytes(data[:tables] + data[tables + length :])


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("name", ["sRGB", "another"])
def test_a_profile_of_other_colours_is_detected(kind: str, name: str) -> None:
    data = pictures.saved(pictures.gradient(), kind, icc_profile=pictures.profile(name))
    assert read_bytes(data).has_other_colours == (name == "another")


ROW = b"\0" + bytes(3 * 4)
HEADER = pictures.chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0))
UNUSABLE = {
    "text": (b"%PDF-1.7", "is neither PNG nor JPEG"),
    "gif": (pictures.saved(pictures.gradient(), "GIF"), "is neither PNG nor JPEG"),
    "nothing": (b"", "is neither PNG nor JPEG"),
    "cmyk": (pictures.saved(pictures.gradient(mode="CMYK"), "JPEG"), "has CMYK colours"),
    "wide": (pictures.png(10_001, 1, 8, 0, b"\0" + bytes(10_001)), "is too large: 10,001 x 1 pixels"),
    "half a png": (pictures.KINDS["rgb.png"][:-20], "is truncated"),
    "half a jpeg": (pictures.KINDS["rgb.jpg"][:-20], "is truncated"),
    "a bit flipped": (pictures.KINDS["rgb.png"].replace(b"IDAT", b"IDAT\1"), "is damaged at byte 33"),
    "no pixels": (
        b"\x89PNG\r\n\x1a\n" + HEADER + pictures.chunk(b"IEND", b""),
        "is damaged: it has no header or no pixels",
    ),
    "a row too few": (pictures.png(4, 4, 8, 2, ROW * 3), "is damaged: some of its pixels are missing"),
    "an invalid filter": (
        pictures.png(4, 4, 8, 2, ROW * 3 + b"\7" + ROW[1:]),
        "is damaged: its pixel data is malformed",
    ),
    "an invalid depth": (pictures.png(4, 4, 3, 2, ROW * 4), "is damaged: its header is malformed"),
    "no palette": (
        pictures.png(4, 4, 8, 3, (b"\0" + bytes(4)) * 4),
        "is damaged: its palette is missing or unexpected",
    ),
    "an unknown chunk": (
        pictures.png(4, 4, 8, 2, ROW * 4, more=pictures.chunk(b"NEED", b"")),
        "needs the unknown PNG chunk 'NEED'",
    ),
    "arithmetic": (
        pictures.KINDS["rgb.jpg"].replace(b"\xff\xc0", b"\xff\xc9"),
        "is a kind of JPEG that PDF does not support",
    ),
    "no frame": (b"\xff\xd8\xff\xd9", "is damaged: it has no header or no pixels"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNUSABLE)
def test_unusable_pictures_are_reported(name: str) -> None:
    data, message = UNUSABLE[name]
    with pytest.raises(UnusablePictureError) as caught:
        read_bytes(data)
    assert str(caught.value) == message


@given(st.sampled_from(sorted(pictures.KINDS)), st.integers(0, 1 << 16), st.binary(max_size=8))
def test_damage_anywhere_is_reported_or_harmless(name: str, place: int, new: bytes) -> None:
    data = pictures.KINDS[name]
    place %= len(data)
    for damaged in (data[:place], data[:place] + new + data[place + len(new) :]):
        try:
            assert read_bytes(damaged).width > 0
        except UnusablePictureError:
            continue


def messages(folder: Path, name: str) -> list[str]:
    found = read_picture(folder, LocatedStr(name, Span("cv.yaml", 3, 10, len(name))))
    assert (found.value is None) == (not found.ok)
    assert all(str(one.span) == "cv.yaml:3:10" for one in found.diagnostics)
    return [f"{one.severity}: {one.message}{f' ({one.hint})' if one.hint else ''}" for one in found.diagnostics]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cv = tmp_path / "cv"
    (cv / "pictures").mkdir(parents=True)
    (tmp_path / "outside.png").write_bytes(pictures.KINDS["rgb.png"])
    (cv / "portrait.jpeg").write_bytes(pictures.KINDS["rgb.jpg"])
    (cv / "pictures" / "me.png").write_bytes(pictures.KINDS["rgb.png"])
    (cv / "notes.txt").write_text("portrait", encoding="utf-8")
    return cv


def test_a_picture_in_the_folder_or_below_is_read(folder: Path) -> None:
    for name in ("portrait.jpeg", "pictures/me.png", "./portrait.jpeg"):
        assert messages(folder, name) == []
    found = read_picture(folder, LocatedStr("pictures/me.png", Span("cv.yaml"))).value
    assert found is not None
    assert (found.path, found.data) == (
        (folder / "pictures" / "me.png").as_posix(),
        pictures.KINDS["rgb.png"],
    )


def test_the_format_comes_from_the_content_not_the_name(folder: Path) -> None:
    (folder / "liar.png").write_bytes(pictures.KINDS["rgb.jpg"])
    found = read_picture(folder, LocatedStr("liar.png", Span("cv.yaml"))).value
    assert found is not None
    assert (found.picture.kind, found.picture.file) == ("jpeg", "cvtex-photo.jpg")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("portrait.jpg", "error: there is no picture 'portrait.jpg' (did you mean 'portrait.jpeg'?)"),
        ("pictures/mee.png", "error: there is no picture 'pictures/mee.png' (did you mean 'me.png'?)"),
        ("zzz", "error: there is no picture 'zzz' (paths are relative to cv.yaml)"),
        ("pictures", "error: 'pictures' is not a file"),
        (
            "C:me.png",
            "error: 'C:me.png' begins with 'C:', which is a drive on Windows (rename the picture, without the colon)",
        ),
        ("notes.txt", "error: the picture 'notes.txt' is neither PNG nor JPEG (save it as PNG or JPEG)"),
        *(
            (name, f"error: '{name}' is outside the folder of cv.yaml (use a picture in that folder or below)")
            for name in (
                "../outside.png",
                "pictures/../portrait.jpeg",
                "/etc/passwd",
                "C:\\me.png",
                "..\\me.png",
                "\\\\host\\me.png",
            )
        ),
    ],
)
def test_a_name_without_a_picture_is_reported(folder: Path, name: str, message: str) -> None:
    assert messages(folder, name) == [message]


def test_an_impossible_name_is_reported(folder: Path) -> None:
    (message,) = messages(folder, "a\0b")
    assert message.startswith("error: ")


def test_a_link_must_not_lead_out_of_the_folder(folder: Path) -> None:
    try:
        (folder / "out.png").symlink_to(folder.parent / "outside.png")
        (folder / "in.png").symlink_to(folder / "pictures" / "me.png")
        (folder / "far").symlink_to(folder.parent, target_is_directory=True)
        (folder / "round.png").symlink_to(folder / "round.png")
    except OSError:
        pytest.skip("no symbolic links here")
    assert messages(folder, "in.png") == []
    for name in ("out.png", "far/outside.png"):
        assert messages(folder, name) == [
            f"error: '{name}' is a link to a file outside the folder of cv.yaml (copy the picture into that folder)"
        ]
    (message,) = messages(folder, "round.png")
    assert message.startswith("error: ")


def test_a_file_that_is_too_large_is_not_read_to_its_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 1_000_000)
    (folder / "large.png").write_bytes(bytes(1_000_001))
    assert messages(folder, "large.png") == [
        "error: the picture 'large.png' is larger than 1 MB (scale it down: 1,000 pixels on a side are plenty)"
    ]


def test_unexpected_print_results_are_warnings(folder: Path) -> None:
    (folder / "wide.jpg").write_bytes(
        pictures.saved(pictures.gradient(), "JPEG", icc_profile=pictures.profile("another"))
    )
    wide = "the picture 'wide.jpg' has a colour profile other than sRGB: its colours will be a little off"
    assert messages(folder, "wide.jpg") == [f"warning: {wide} (convert it to sRGB)"]
