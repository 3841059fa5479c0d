"""Two consecutive shows -> what separates them."""

from __future__ import annotations

import pytest

from cvtex.finish.joints import space_after, spaced
from cvtex.finish.words import Between, Joint, Shown, as_one, between, drawn_text, joints_of, without_false_blanks
from cvtex.model.element import Element
from cvtex.pdf.content import Show
from cvtex.value import replace


def shown(text: str, left: float, baseline: float, page: int = 0) -> Shown:
    show = Show(0, 0, (text.encode("utf-8"),), (text,), "F1", b"10", 10, left, left + 5 * len(text), baseline)
    return Shown(show, page)


@pytest.mark.parametrize(
    ("one", "two", "text", "expected"),
    [
        # On one line: the gap decides, not a kern; an exponent is no new line.
        (shown("See", 0, 100), shown("this", 17.5, 100), "See this", "space"),
        (shown("A", 0, 100), shown("V", 4.2, 100), "AV", "nothing"),
        (shown("x", 0, 100), shown("2", 5.3, 103.6), "x2", "nothing"),
        # On the next line, or page.
        (shown("least,", 0, 100), shown("so", 0, 87), "at least, so", "space"),
        (shown("charac-", 0, 100), shown("terization", 0, 87), "a characterization of", "soft hyphen"),
        (
            shown("charac-", 0, 100),
            shown("terization", 0, 700, page=1),
            "a characterization of",
            "soft hyphen",
        ),
        (shown("human-", 0, 100), shown("understandable", 0, 87), "human-understandable", "break"),
        (shown("pre-", 0, 100), shown("and", 0, 87), "pre- and postdoctoral", "space"),
        (shown("github.com/", 0, 100), shown("ada", 0, 87), "github.com/ada", "break"),
        # The text may also contain the letters of short words joined.
        (shown("a", 0, 100), shown("b", 0, 87), "ab and a b", "space"),
        (shown("end ", 0, 100), shown("next", 0, 87), "end next", "nothing"),
    ],
)
def test_between(one: Shown, two: Shown, text: str, expected: Between) -> None:
    begins_line = two.show.baseline < one.show.baseline - 5 or two.page != one.page
    assert between(one, two, text, one.show.right, begins_line=begins_line) == expected


ROLE = Element("P", "Student of 20 toads 2011", texts=("Student of 20 toads", "2011"))
PRIZE = Element(
    "LI", "3. 2020 prizes details of toads α 2020", "entry", texts=("3.", "2020 prizes", "details of toads α", "2020")
)


@pytest.mark.parametrize(
    ("element", "words", "text"),
    [
        (ROLE, ["Student", "of", "20", "toads", "2011"], "Student of 20 toads 2011"),
        (ROLE, ["2011", "Student", "of", "20", "toads"], "2011 Student of 20 toads"),
        (ROLE, ["2011", "Stu-", "dent", "of", "20", "toads"], "2011 Student of 20 toads"),
        # What is not found keeps the order of the document.
        (ROLE, ["2012", "Student", "of"], "Student of 20 toads 2011"),
        (
            PRIZE,
            ["2020", "3.", "2020", "prizes", "details", "of", "toads", "α"],
            "2020 3. 2020 prizes details of toads α",
        ),
        # A sign is shown as another letter, so that the beginnings of the parts decide.
        (
            PRIZE,
            ["3.", "2020", "prizes", "2020", "details", "of", "toads", "a"],
            "3. 2020 prizes 2020 details of toads α",
        ),
        (Element("P", "One text"), ["text", "One"], "One text"),
    ],
)
def test_the_text_of_a_block_in_the_order_in_which_its_parts_are_drawn(
    element: Element, words: list[str], text: str
) -> None:
    assert drawn_text(element, [shown(word, 10 * place, 100) for place, word in enumerate(words)]) == text


def test_an_accent_ends_before_its_letter() -> None:
    letter, accent, next_ = numbered(shown("m", 0, 100), shown("'", 0, 100), shown("n", 5, 100))
    narrow = replace(accent, show=replace(accent.show, right=2.0))
    assert joints_of([("m'n", (letter, narrow, next_))]) == {}
    assert between(narrow, next_, "m'n", narrow.show.right, begins_line=False) == "space"


def test_shows_with_a_text_of_their_own_are_one() -> None:
    """A formula with a raised sum sign and a wide accent has the position of its first show."""
    row, sign, accent, end = (
        one.show
        for one in numbered(shown("....", 0, 100), shown("S", 0, 108), shown("^", 18, 100), shown(".", 15, 100))
    )
    one = as_one((row, sign, accent, end), "∑x̂")
    assert (one.words, one.left, one.right, one.baseline, one.start) == (("∑x̂",), 0, 20, 100, 3)
    found = joints_of([("∑x̂ is", (Shown(one, 0), Shown(replace(shown("is", 22.5, 100).show, start=4), 0)))])
    assert found == {(0, 3): Joint("space", 0.25)}


def test_joints_tell_gaps_and_ends_of_lines() -> None:
    shows = numbered(shown("Head", 0, 100), shown("2021", 100, 100), shown("and-", 0, 87), shown("so", 0, 74))
    found = joints_of([("Head 2021 and-so", shows)])
    assert found == {(0, 0): Joint("space", 8.0), (0, 1): Joint("space"), (0, 2): Joint("break")}


def test_a_word_may_be_shown_in_parts() -> None:
    """After letters in a made font, the hyphen is in another font."""
    shows = numbered(shown("ab", 0, 100), shown("-", 10, 100), shown("Z", 0, 87))
    assert joints_of([("ab- Z", shows)]) == {(0, 1): Joint("space")}
    assert joints_of([("abZ", shows)]) == {(0, 1): Joint("soft hyphen")}
    assert joints_of([("ab-Z", shows)]) == {(0, 1): Joint("break")}


@pytest.mark.parametrize(
    ("text", "before", "after", "kinds"),
    [
        ("漢a", "漢", "a", []),
        ("漢 a", "漢", "a", ["space"]),
        # If the text contains both, the context decides.
        ("第漢a 漢 a", "第漢", "a", []),
        ("漢 a第漢a", "漢", "a第", ["space"]),
        ("🧣a", "🧣", "a", []),
    ],
)
def test_a_gap_beside_an_east_asian_sign_may_be_no_blank(text: str, before: str, after: str, kinds: list[str]) -> None:
    shows = numbered(wide(before, 0), wide(after, 10 * len(before) + 2.5))
    assert [joint.kind for joint in joints_of([(text, shows)]).values()] == kinds


def wide(text: str, left: float) -> Shown:
    return Shown(Show(0, 0, (text.encode(),), (text,), "F1", b"10", 10, left, left + 10 * len(text), 100), 0)


def test_gaps_within_a_show_may_be_no_blanks() -> None:
    """TeX may show text with glue in it by one operator."""
    parts = (b"a", -150.0, b"b", -300.0, b"c", -150.0, b"d")
    show = replace(shown("abcd", 0, 100).show, parts=parts, words=("漢", "字", "仮", "名"))
    found = without_false_blanks([("漢字 仮名", (Shown(show, 2),))])
    assert {place: (one.words, one.closed) for place, one in found.items()} == {
        (2, 0): (("漢字", "仮名"), frozenset({0, 2}))
    }
    assert spaced(found[2, 0]) == b"[<61>-150 <62>]TJ " + space_after("F1", b"10", 0.3) + b"[-300 <63>-150 <64>]TJ "


@pytest.mark.parametrize(("text", "words"), [("漢 字 仮 名", ("漢", "字", "仮", "名")), ("abcd", ("a", "b", "c", "d"))])
def test_blanks_that_the_text_has_and_gaps_between_letters_stay(text: str, words: tuple[str, ...]) -> None:
    show = replace(shown("abcd", 0, 100).show, words=words)
    assert without_false_blanks([(text, (Shown(show, 2),))]) == {}


@pytest.mark.parametrize("text", ["Dr. محمد", "Dr.\N{NO-BREAK SPACE}محمد", "Dr.\N{THIN SPACE}محمد"])
def test_a_word_from_right_to_left_is_apart_where_the_text_has_any_blank(text: str) -> None:
    title, name = numbered(shown("Dr.", 0, 100), shown("محمد", 20, 100))
    assert joints_of([(text, (title, replace(name, is_moved=True)))]) == {(0, 0): Joint("space")}


def test_joiners_are_shown_and_not_read() -> None:
    name, title = numbered(shown("من\N{ZERO WIDTH NON-JOINER}", 0, 100), shown("ب", 20, 100))
    assert joints_of([("من ب", (name, replace(title, is_moved=True)))]) == {(0, 0): Joint("space")}


def numbered(*shows: Shown) -> tuple[Shown, ...]:
    return tuple(replace(each, show=replace(each.show, start=place)) for place, each in enumerate(shows))
