"""Where addresses and very long words may break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.emit.latex import escaping
from cvtex.emit.latex.breaks import address_parts, breakable_anywhere, is_too_long, pieces, with_last_word
from cvtex.emit.latex.escaping import Latex
from cvtex.emit.latex.inline import InlineWriter
from cvtex.text.math import read_math
from cvtex.text.richtext import Math, NoBreak, RichText, Styled

PIECES = [
    # a text, and its addresses
    ("see https://x.org/a-b, or (www.y.org).", ["https://x.org/a-b,", "www.y.org)."]),
    ("mail a.b@x.org; doi:10.1000/x 10.1000/182", ["a.b@x.org;", "doi:10.1000/x", "10.1000/182"]),
    ("at example.org/a and x.y.edu/b", ["example.org/a", "x.y.edu/b"]),
    ("and/or 1/2 @home x@y B.Sc e.g./i.e. a@b@c", []),
]


@pytest.mark.parametrize(("text", "addresses"), PIECES)
def test_addresses_in_a_text(text: str, addresses: list[str]) -> None:
    assert [piece.text for piece in pieces(text) if piece.is_address] == addresses
    assert "".join(piece.text for piece in pieces(text)) == text


PARTS = [
    ("github.com/a-b/c_d", "github.com/|a-|b/|c_|d"),
    ("x.org//y", "x.org//|y"),
    ("x.org/", "x.org/"),
    ("a-b@x-y.org", "a-b@x-y.org"),
    ("a.very.long.name@department.institute.university.example.org", None),
    ("10.1000/(SICI)1234-5678(19990101)", "10.1000/|(SICI)1234-|5678(19990101)"),
]


@pytest.mark.parametrize(("address", "parts"), PARTS)
def test_an_address_breaks_after_its_signs(address: str, parts: str | None) -> None:
    found = address_parts(address)
    assert "".join(found) == address
    assert len(found) > 5 if parts is None else "|".join(found) == parts


def test_a_very_long_word_breaks_anywhere() -> None:
    word = "ab&" * 20
    assert is_too_long(word)
    assert not is_too_long("a-b" * 40)
    assert is_too_long("a-b" * 40, is_code=True)
    written = breakable_anywhere(f"A {word}.", escaping.text)
    assert written.replace(r"\cvany{}", "") == rf"A {'ab' + chr(92) + '&'}" + r"ab\&" * 19 + "."
    assert written.count(r"\cvany{}") == 60
    longest = max(map(len, breakable_anywhere("x" * 9000, escaping.text).split("%\n")))
    assert longest < 20_000


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (("é" * 40,), 40),
        (("\N{HORIZONTAL ELLIPSIS}" * 99,), 99),
        # Rather than in a word, lines end after signs.
        (("<u></u>" * 9,), 10),
        ((Styled("code", ("é-" * 20,)),), 40),
        # No blank separates the parts of a text.
        ((Styled("emphasis", ("a" * 20,)), Styled("strong", ("b" * 20,))), 2),
        ((Math("x", "𝑥"),) * 50, 50),
        # Lines end between Chinese characters anyway.
        (("a" * 36,), 1),
    ],
)
def test_whatever_is_wider_than_a_line_is_broken(text: RichText, pieces: int) -> None:
    assert InlineWriter("de").write(text).count(r"\cvany{}") == pieces - 1


def test_a_formula_without_operators_is_broken_as_a_last_resort() -> None:
    (formula,) = read_math("x" * 100)[0]
    assert InlineWriter("en").write((formula,)).count(r"\cvany{}") == 12
    (formula,) = read_math("x" * 30)[0]
    assert r"\cvany" not in InlineWriter("en").write((formula,))
    assert read_math(rf"\frac{{{'x' * 90}}}{{b}}") == (
        (),
        "a part of it is wider than a line: more than 80 characters",
    )


def test_addresses_are_not_hyphenated() -> None:
    writer = InlineWriter("de")
    assert writer.write(("Werkstatt werkstatt@werkstatt.de",)) == r"Werk\-statt \cvaddress{werkstatt@werkstatt.de}"
    assert writer.write((Styled("code", ("x" * 40,)),)).startswith(r"\cvcode{x\cvany{}x")


@given(st.text(st.sampled_from("ab/.-_@:%&{}\\ ~(\n"), max_size=60) | st.text(max_size=200))
def test_breaks_change_no_text(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text)) == text
    assert "".join(part for piece in pieces(text) for part in address_parts(piece.text)) == text


LONG = "Extended the limits of what can be explained to people, year after year, "
LAST_WORDS = [
    ("for science.", r"for\cvlast{}science."),
    (r"for Wis\-sen\-schaft", r"for\cvlast{}Wis\-sen\-schaft"),
    # Long words may stand alone, and ends with markup are left as they are.
    ("by incomprehensibilities", "by incomprehensibilities"),
    (r"in \emph{Nature Reviews}", r"in \emph{Nature Reviews}"),
    (r"by Smith~\&\ Sons", r"by Smith~\&\ Sons"),
]


@pytest.mark.parametrize(("end", "written"), LAST_WORDS)
def test_a_short_last_word_should_not_stand_alone(end: str, written: str) -> None:
    assert with_last_word(Latex(LONG + end)) == LONG + written
    assert with_last_word(Latex(end)) == end


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Learning 2 – Theory", "Learning 2~– Theory"),
        ("a — b – c", "a~— b~– c"),
        ("2019–2021, x-y, – at the beginning", "2019–2021, x-y,~– at the beginning"),
        ("– first", "– first"),
        ("99.97 % of 20 €, 3 m", r"99.97~\% of 20~€, 3 m"),
    ],
)
def test_no_line_begins_with_a_dash_or_a_sign_of_a_unit(text: str, written: str) -> None:
    assert InlineWriter().write((text,)) == Latex(written)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (("Jan\u00a0van\u00a0Heron",), "Jan~van~Heron"),
        (("Jan\u00a0van\u00a0Heron" * 3,), "Jan van Heron" * 3),
        (("and Jan\u202fHeron, " * 9,), r"and Jan\,Heron, " * 9),
        (("1\u2009000" * 9,), "1 000" * 9),
        ((Styled("code", ("a\u00a0b" * 19,)),), rf"\cvcode{{{'a b' * 19}}}"),
        ((NoBreak(("Jan van Heron",)),), r"\mbox{Jan van Heron}"),
        ((NoBreak(("Jan van Heron " * 3,)),), "Jan van Heron " * 3),
    ],
)
def test_blanks_at_which_no_line_ends_are_kept_where_a_line_has_room(text: RichText, written: str) -> None:
    assert InlineWriter().write_paragraph(text) == written
