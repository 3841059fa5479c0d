"""PDFs -> CVs. The pages are made here: texts in a font of every viewer, at their places."""

from __future__ import annotations

import io
import zlib

import pypdf
import pytest

from cvtex.diagnostics import Checked
from cvtex.importers.imported import SourceFile
from cvtex.importers.importing import ImportedFiles, import_files

# (left, height, size, text); a text with an asterisk before it is bold.
Text = tuple[float, float, float, str]


def pdf(*pages: list[Text]) -> bytes:
    objects = [
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    first = len(objects) + 2
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    for number, texts in enumerate(pages):
        content = b"".join(shown(*one) for one in texts)
        objects += [
            b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 595 842]"
            b" /Resources << /Font << /F1 1 0 R /F2 2 0 R >> >> /Contents %d 0 R >>" % (first + 2 * number + 1),
            b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content),
        ]
    objects.append(b"<< /Type /Catalog /Pages 3 0 R >>")
    file = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return file + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, size - 1, len(file)
    )  # fmt: skip


def shown(left: float, height: float, size: float, text: str) -> bytes:
    font = b"F2" if text.startswith("*") else b"F1"
    escaped = text.removeprefix("*").replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET\n" % (font, size, left, height, escaped)


def imported(data: bytes) -> Checked[ImportedFiles | None]:
    return import_files([SourceFile("cv.pdf", data)])


def cv_of(*pages: list[Text]) -> tuple[str, list[str]]:
    """The CV, and the texts that have no place in it."""
    read = imported(pdf(*pages))
    assert read.value is not None, read.diagnostics
    return read.value.files["cv.yaml"].decode(), [one.said.text for one in read.value.coverage.missing]


HEAD: list[Text] = [(72, 780, 22, "Ada Lovelace"), (72, 760, 10, "ada@engines.example | +44 20 0000 0000")]


def test_the_largest_text_at_the_top_is_the_name_and_bold_titles_show_what_headings_look_like() -> None:
    cv, missing = cv_of(
        [
            *HEAD,
            (72, 720, 13, "*Education"),
            (72, 700, 10, "*PhD in Physics"),
            (480, 700, 10, "2015 - 2019"),
            (72, 687, 10, "University of London"),
            (72, 650, 13, "*Avalanches"),
            (72, 630, 10, "Seen from afar, with some care."),
            (72, 600, 13, "*Languages"),
            (72, 580, 10, "English: native"),
        ]
    )
    assert "  name: Ada Lovelace\n" in cv
    assert "email: ada@engines.example" in cv
    assert "      - institution: University of London\n        degrees:\n          - degree: PhD in Physics\n" in cv
    assert "dates: 2015 - 2019" in cv
    assert "title: Avalanches" in cv
    assert "language: English\n        level: native" in cv
    assert missing == []


def test_lines_are_joined_where_the_next_word_had_no_room_and_hyphens_go() -> None:
    cv, _ = cv_of(
        [
            *HEAD,
            (72, 720, 13, "*Profile"),
            (72, 700, 10, "I build engines that weave numbers as looms weave flowers, with cards and preci-"),
            (72, 688, 10, "sion. My interest lies in the question of what an engine may be told to do."),
        ]
    )  # fmt: skip
    assert "precision. My interest lies" in " ".join(cv.split())


def test_bullets_are_lists_by_their_places() -> None:
    cv, _ = cv_of(
        [
            *HEAD,
            (72, 720, 13, "*Experience"),
            (72, 700, 10, "*Engineer"),
            (480, 700, 10, "2019"),
            (72, 687, 10, "Example Institute"),
            (84, 674, 10, "\u2022 Built engines"),
            (100, 661, 10, "\u2022 Of brass"),
            (84, 648, 10, "\u2022 Sold looms"),
        ]
    )
    assert (
        "            points:\n"
        "              - text: Built engines\n"
        "                points:\n"
        "                  - Of brass\n"
        "              - Sold looms\n"
    ) in cv


def test_columns_are_read_one_after_the_other() -> None:
    left: list[Text] = [(40, 720, 13, "*Skills")]
    left += [(40, 700 - 17 * number, 10, f"Skill {number}: good") for number in range(8)]
    right: list[Text] = [(300, 720, 13, "*Awards")]
    right += [(300, 703 - 29 * number, 10, f"201{number} Medal for engine {number}") for number in range(8)]
    cv, missing = cv_of([*HEAD, *left, *right])
    assert "name: Skill 7\n        text: good" in cv
    assert "title: Medal for engine 7\n        date: 2017" in cv
    assert missing == []


def test_heads_and_feet_of_pages_are_no_items_but_are_counted() -> None:
    pages: list[list[Text]] = [
        [(72, 700, 13, "*Profile"), (72, 680, 10, "I build engines."), (280, 30, 9, "Page 1 of 2")],
        [(72, 700, 10, "They weave numbers."), (280, 30, 9, "Page 2 of 2")],
    ]
    cv, missing = cv_of([*HEAD, *pages[0]], pages[1])
    assert "Page" not in cv
    assert missing == ["Page 1 of 2", "Page 2 of 2"]


def bomb() -> bytes:
    """A stream of 450 MB in 450 kB: one part of it, packed by itself, again and again. It has no end."""
    packer = zlib.compressobj(9)
    first = packer.compress(b" " * 15_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b" " * 15_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = first + again * 29
    stream = b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(packed), packed)
    return pdf(HEAD).replace(b"%%EOF", b"9 0 obj\n" + stream + b"\nendobj\n%%EOF")


def encrypted() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(HEAD)))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"%PDF-1.7 and nothing more", "this PDF cannot be read: ", "open it in a viewer and print it anew"),
        (encrypted(), "this PDF cannot be read: it needs a password", "save it without a password"),
        (pdf([]), "this PDF has no text", "let a program recognise its text first (OCR)"),
        (bomb(), "its streams have more than 400 MB, too much for a CV", ""),
        (pdf(*[[]] * 301), "301 pages are too many for a CV", ""),
    ],
    ids=["broken", "password", "picture", "bomb", "pages"],
)
def test_what_cannot_be_read_is_told(data: bytes, message: str, hint: str) -> None:
    read = imported(data)
    assert read.value is None
    (diagnostic,) = read.diagnostics
    assert diagnostic.message.startswith(message)
    assert diagnostic.hint == hint


def test_titles_in_the_margin_stand_above_the_text_beside_them() -> None:
    text = "I build engines that weave numbers as looms weave flowers, with cards and no haste."
    cv, missing = cv_of(
        [
            *HEAD,
            (72, 681, 8, "Research"),
            (72, 671, 8, "interests"),
            (150, 680, 10, text),
            (72, 650, 8, "Education"),
            (150, 650, 10, "*PhD in Physics, University of London"),
            (500, 650, 10, "2019"),
            (72, 600, 8, "Awards"),
            (150, 600, 10, "Prize for a long title that needs most of the room of a line, as prizes do"),
            (500, 600, 10, "2018"),
            (150, 585, 10, "Medal of the looms, for numbers that were woven well and on time"),
            (500, 585, 10, "2017"),
        ]
    )
    assert [line for line in cv.splitlines() if line.startswith("    title:")] == [
        "    title: Research interests",
        "    title: Education",
        "    title: Awards",
    ]
    assert text in " ".join(cv.split())
    assert missing == []


def test_labels_beside_the_text_are_no_titles_in_the_margin() -> None:
    cv, _ = cv_of(
        [
            *HEAD,
            (72, 700, 13, "*Skills"),
            (72, 680, 10, "Languages"),
            (150, 680, 10, "English, which is native, French and enough Italian for the opera"),
            (72, 665, 10, "Software"),
            (150, 665, 10, "Tables of numbers, engines of several kinds, looms of every colour"),
            (72, 650, 10, "Teaching"),
            (150, 650, 10, "Everything that a machine can be told, and some things that it cannot"),
            (72, 620, 13, "*Awards"),
            (72, 600, 10, "2017"),
            (150, 600, 10, "Medal of the looms, for numbers that were woven well and on time"),
        ]
    )
    assert [line for line in cv.splitlines() if line.startswith("    title:")] == [
        "    title: Skills",
        "    title: Awards",
    ]
