"""Only right-to-left words move in the stream."""

from __future__ import annotations

from cvtex.finish.read_page import in_reading_order


def word(number: int, text: str) -> bytes:
    return b"/CVT <</N %d/T <%s>>> DP\nBT\n/F1 10 Tf 1 %d Td [(%s)]TJ\nET\n/CVU MP\n" % (
        number, text.encode("utf-16-be").hex().upper().encode(), number, text.encode(),
    )  # fmt: skip


BEFORE, BETWEEN, AFTER = b"BT (Names:) Tj ET\n", b"/CVL MP\n", b"BT (end) Tj ET\n"


def test_neighbours_stand_in_the_order_in_which_they_are_read() -> None:
    assert in_reading_order(BEFORE + word(3, "c") + word(2, "b") + word(1, "a") + AFTER) == (
        BEFORE + word(1, "a") + word(2, "b") + word(3, "c") + AFTER
    )


def test_numbers_are_compared_as_numbers() -> None:
    assert in_reading_order(word(10, "b") + word(9, "a")) == word(9, "a") + word(10, "b")


def test_what_stands_between_words_keeps_them_apart() -> None:
    stream = word(2, "b") + BETWEEN + word(1, "a")
    assert in_reading_order(stream) == stream


def test_a_stream_without_such_words_is_as_it_was() -> None:
    assert in_reading_order(BEFORE + BETWEEN + AFTER) == BEFORE + BETWEEN + AFTER
