"""A page of a PDF -> a picture."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from served_states import pdf_of

from cvtex.pdf.values import UnreadablePdfError
from cvtex.serve.drawing import draw, png


@pytest.mark.parametrize(("width", "expected"), [(300, (300, 600)), (201, (201, 402))])
def test_a_page_is_drawn_as_wide_as_asked(width: int, expected: tuple[int, int]) -> None:
    bitmap = draw(pdf_of((50, 50), (100, 200)), 2, width)
    assert bitmap is not None
    with Image.open(io.BytesIO(png(bitmap))) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", expected)
        assert picture.getcolors() == [(expected[0] * expected[1], (255, 255, 255))]


def test_a_long_page_is_drawn_smaller() -> None:
    bitmap = draw(pdf_of((10, 10_000)), 1, 1000)
    assert bitmap is not None
    assert (bitmap.width, len(bitmap.rows)) == (4, 4000)


@pytest.mark.parametrize("page", [0, -1, 2])
def test_a_page_that_is_not_there(page: int) -> None:
    assert draw(pdf_of((100, 100)), page, 200) is None


def test_a_file_that_is_no_pdf() -> None:
    with pytest.raises(UnreadablePdfError):
        draw(b"%PDF-1.7 good", 1, 200)
