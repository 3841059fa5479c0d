"""Malicious PDFs: cycles, deep nesting and objects of the wrong type cause a message, never a traceback."""

from __future__ import annotations

import random
import zlib

import pytest
from written_pdf import FIRST_PAGE, element, line, marked, stream_object, written_pdf

from cvtex.pdf import facts
from cvtex.pdf.values import UnreadablePdfError
from cvtex.verify import page_text
from cvtex.verify.read_text import read_text
from cvtex.verify.reading import Reading, branches, reading_lines, tree_text
from cvtex.verify.reading_rules import findings

STREAM = marked(0, "Some words") + marked(1, "and more", 680)


def errors(data: bytes) -> list[str]:
    reading = read_text(data)
    assert all(list(reading_lines(reading)))
    return [one.message for one in findings(reading) if one.is_error]


def tagged(objects: dict[int, str], tree: str = "/K 30 0 R") -> bytes:
    return written_pdf([STREAM], tree=tree, objects=objects)


def test_an_element_within_itself() -> None:
    data = tagged({30: element("Document", "[31 0 R]"), 31: element("P", "[0 30 0 R 31 0 R 1]")})
    assert errors(data) == ["an element occurs in the structure tree more than once, or within itself"]
    tree = read_text(data).tree
    assert tree is not None
    assert tree_text(tree) == "Some words and more"


def test_elements_that_double_at_each_level() -> None:
    """2 to the 40th elements, if read without a check for repeats."""
    levels = {number: element("Sect", f"[{number + 1} 0 R {number + 1} 0 R]") for number in range(30, 70)}
    data = tagged({**levels, 70: element("P", "[0 1]")})
    assert errors(data) == ["an element occurs in the structure tree more than once, or within itself"]


def test_a_tree_that_is_deeper_than_any_document() -> None:
    levels = {number: element("Sect", f"{number + 1} 0 R") for number in range(100, 3100)}
    data = tagged(
        {
            30: element("Document", "[31 0 R 100 0 R]"),
            31: element("P", "[0 1]"),
            **levels,
            3100: element("P", "0"),
        }
    )
    assert errors(data) == ["the structure tree is deeper than 100 levels"]
    reading = read_text(data)
    assert reading.tree is not None
    assert len(list(branches(reading.tree))) == 101


def test_a_list_of_kids_within_a_list_without_end() -> None:
    assert errors(tagged({30: element("P", "31 0 R"), 31: "[31 0 R]"})) == [
        "the structure tree holds an object that is not a structure element"
    ]


def test_content_that_two_elements_claim() -> None:
    data = tagged({30: element("Document", "[31 0 R 32 0 R]"), 31: element("P", "[0 1]"), 32: element("P", "[1 1]")})
    assert errors(data) == ["content of the pages occurs in the structure tree more than once"]


def test_more_elements_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """All elements share one list of kids."""
    monkeypatch.setattr(facts, "MOST_ELEMENTS", 10)
    objects = {number: element("P", "31 0 R") for number in range(100, 130)}
    objects |= {
        30: element("Document", "31 0 R"),
        31: "[" + " ".join(f"{number} 0 R" for number in range(100, 130)) + "]",
    }
    assert errors(tagged(objects)) == ["the structure tree has more than 10 elements"]


def test_more_words_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "MOST_LETTERS", 10)
    assert errors(tagged({30: element("P", "[0 1]", "/ActualText (ten words or more)")})) == [
        "the attributes in the structure tree have more than 10 characters"
    ]


@pytest.mark.parametrize("limit", ["characters", "objects"])
def test_more_characters_and_objects_than_are_read(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = written_pdf([line("abc") for _ in range(5)])
    assert read_text(data).is_cut is False
    room = page_text.Room(characters=7) if limit == "characters" else page_text.Room(objects=3)
    monkeypatch.setattr(page_text, "Room", lambda: room)
    reading = read_text(data)
    assert (reading.is_cut, len(reading.pages), reading.page_count) == (True, 3, 5)
    assert "the file is too large: only 3 of 5 pages were read" in [one.message for one in findings(reading)]


WRONG = [
    (
        {30: element("P", "[(text) /Name 1.5 null << >> 99 0 R]")},
        "the structure tree holds an object that is not a structure element",
    ),
    ({30: element("P", "0", page=None)}, "the structure tree refers to content on no page"),
    ({30: element("P", "<< /Type /MCR /MCID (x) >>")}, "the structure tree refers to content on no page"),
    ({30: element("P", "<< /Type /OBJR /Obj 7 >>")}, None),
    ({30: element("P", "-5")}, None),
    ({30: element("P", "99999999999999999999")}, None),
    ({30: "<< /S 5 /K 0 /Alt [1] /Lang 7 /ActualText << >> /NS 7 /Pg 10 0 R >>"}, None),
    ({30: "<< /S /P /K [0 1] /Pg 10 0 R /NS << /RoleMapNS << /P [] >> >> >>"}, None),
    (
        {
            30: element("P", "[0 1]"),
            10: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1 1] /Contents 7 /Annots 5 >>",
        },
        None,
    ),
    (
        {
            30: element("P", "[0 1]"),
            10: "<< /Type /Page /Parent 2 0 R /Annots [1 null << >> 30 0 R 99 0 R] /MediaBox [0 0 9 9] >>",
        },
        None,
    ),
    ({2: "<< /Type /Pages /Count 1000000000 /Kids [10 0 R 2 0 R] >>", 30: element("P", "0")}, None),
]


@pytest.mark.parametrize(
    ("objects", "message"), WRONG, ids=[str(next(iter(objects.items())))[:50] for objects, _ in WRONG]
)
def test_objects_that_are_not_what_they_should_be(objects: dict[int, str], message: str | None) -> None:
    try:
        found = errors(tagged(objects))
    except UnreadablePdfError:
        return
    if message:
        assert message in found


@pytest.mark.parametrize(
    "tree",
    [
        "/K null",
        "/K []",
        "/K 99 0 R",
        "/K (x)",
        "/K 4 0 R",
        "/RoleMap [1] /K 30 0 R",
        "/RoleMap << /A /B /B /A >> /K 30 0 R",
    ],
)
def test_roots_of_trees(tree: str) -> None:
    errors(tagged({30: element("A", "[0 1]")}, tree))


def test_streams_that_are_broken_or_without_end() -> None:
    for stream in (
        "BT /F 12 Tf (never closed",
        "q " * 100_000,
        "/P << /MCID 0 >> BDC " * 5_000 + line("deep"),
        "\x00\xff" * 500,
    ):
        errors(written_pdf([stream], tree="/K 30 0 R", objects={30: element("P", "0")}))
    form = stream_object(
        "/X Do " + line("again"),
        "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
        " /Resources << /Font << /F 3 0 R >> /XObject << /X 90 0 R >> >>",
    )
    errors(written_pdf(["/X Do"], objects={90: form}))


def test_a_stream_that_cannot_be_decompressed() -> None:
    squeezed = zlib.compress(STREAM.encode())[:-9].decode("latin-1")
    errors(
        written_pdf(
            [""],
            objects={20: stream_object(squeezed, "/Filter /FlateDecode"), 30: element("P", "0")},
            tree="/K 30 0 R",
        )
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a PDF",
        b"%PDF-1.7\n%%EOF",
        b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF",
    ],
)
def test_a_file_that_is_not_a_pdf(data: bytes) -> None:
    with pytest.raises(UnreadablePdfError):
        read_text(data)


def test_bytes_changed_by_chance() -> None:
    sound = tagged(
        {
            30: element("Document", "[31 0 R]"),
            31: element("P", "[0 1]", "/Alt (x) /Lang (en)", page=FIRST_PAGE),
        }
    )
    chance = random.Random(7)
    read = 0
    for _ in range(300):
        changed = bytearray(sound)
        for _ in range(chance.randint(1, 6)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        try:
            reading: Reading = read_text(bytes(changed))
        except UnreadablePdfError:
            continue
        read += 1
        list(reading_lines(reading))
        findings(reading)
    assert read > 100
