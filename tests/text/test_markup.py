"""The inline markup of cv.yaml -> rich text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cvtex.diagnostics import Span
from cvtex.text.markup import check_url, read_lines, read_markup, read_paragraphs
from cvtex.text.richtext import Footnote, Inline, LineBreak, Link, Math, RichText, Styled, plain

PLACE = Span("cv.yaml")


def place(_: str) -> Span:
    return PLACE


def web(address: str) -> Link:
    return Link(address, (address,))


def raised(*content: Inline) -> Styled:
    return Styled("superscript", content)


MARKUP: list[tuple[str, RichText]] = [
    ("", ()),
    ("plain", ("plain",)),
    ("*big*", (Styled("emphasis", ("big",)),)),
    (
        "a _big_ **strong** word",
        ("a ", Styled("emphasis", ("big",)), " ", Styled("strong", ("strong",)), " word"),
    ),
    ("***both***", (Styled("emphasis", (Styled("strong", ("both",)),)),)),
    ("snake_case_name", ("snake_case_name",)),
    ("2 * 3 * 4", ("2 * 3 * 4",)),
    ("*open", ("*open",)),
    ("`code_x`", (Styled("code", ("code_x",)),)),
    ("[a *b*](https://x.org)", (Link("https://x.org", ("a ", Styled("emphasis", ("b",)))),)),
    ("<https://x.org/a_b>", (Link("https://x.org/a_b", ("https://x.org/a_b",)),)),
    ("<ada@x.org>", (Link("mailto:ada@x.org", ("ada@x.org",)),)),
    (r"\*not big\*", ("*not big*",)),
    ("&amp; &copy;", ("& ©",)),
    ("AT&T", ("AT&T",)),
    # Addresses.
    ("https://x.org/a--b_c", (web("https://x.org/a--b_c"),)),
    ("(see www.x.org/~a/~b).", ("(see ", Link("https://www.x.org/~a/~b", ("www.x.org/~a/~b",)), ").")),
    ("https://x.org/A_(b)), or", (web("https://x.org/A_(b)"), "), or")),
    (r"https://x.org/a\_b", (web("https://x.org/a_b"),)),
    ("*at https://x.org*", (Styled("emphasis", ("at ", web("https://x.org"))),)),
    ("[https://x.org](https://x.org)", (web("https://x.org"),)),
    ("a_b.c@x.org's", (Link("mailto:a_b.c@x.org", ("a_b.c@x.org",)), "’s")),
    ("doi:10.1000/a(b)c.", (Link("https://doi.org/10.1000/a(b)c", ("doi:10.1000/a(b)c",)), ".")),
    ("DOI: 10.1000/x", (Link("https://doi.org/10.1000/x", ("DOI: 10.1000/x",)),)),
    ("`https://x.org` a@b http:// e.g. https://", (Styled("code", ("https://x.org",)), " a@b http:// e.g. https://")),
    # Raised and lowered text as in pandoc.
    ("x^2^, H~2~O", ("x", raised("2"), ", H", Styled("subscript", ("2",)), "O")),
    ("10^-3^ and x^*n*^", ("10", raised("−3"), " and x", raised(Styled("emphasis", ("n",))))),
    (r"x^a\ b^ 2\^n x^2", ("x", raised("a\u00a0b"), " 2^n x^2")),
    ("5 m^2/s^2, ^a b^, ~5 km, ~6 km", ("5 m^2/s^2, ^a b^, ~5 km, ~6 km",)),
    # Footnotes.
    ("A^[a *note*] b", ("A", Footnote(("a ", Styled("emphasis", ("note",)))), " b")),
    ("^[[a](https://x.org), b]", (Footnote((Link("https://x.org", ("a",)), ", b")),)),
    (
        "doi:10.1000/(S)1(1):1<1::A>3.0;2-X.",
        (Link("https://doi.org/10.1000/(S)1(1):1<1::A>3.0;2-X", ("doi:10.1000/(S)1(1):1<1::A>3.0;2-X",)), "."),
    ),
    # Typewriter signs become typographic ones, except in code, math and addresses.
    ("2019--2021 --- it's ... the Joneses' house", ("2019–2021 — it’s … the Joneses’ house",)),
    ("`a--b` -- $a--b$", (Styled("code", ("a--b",)), " – ", Math("a--b", "a − −b"))),
    ("see https://x.org/a--b -- it's", ("see ", web("https://x.org/a--b"), " – it’s")),
    ("'quoted'", ("‘quoted’",)),
    ("the 'Best *Toad*' prize ('x')", ("the ‘Best ", Styled("emphasis", ("Toad",)), "’ prize (‘x’)")),
    ("'the Joneses' house' in the '90s", ("‘the Joneses’ house’ in the ’90s",)),
    ("'all boys' schools", ("‘all boys’ schools",)),
    ("rock 'n' roll, 's-Hertogenbosch, 5', '", ("rock ’n’ roll, ’s-Hertogenbosch, 5’, '",)),
    ("'`it's`' l'homme", ("‘", Styled("code", ("it's",)), "’ l’homme")),
    # Line ends and blanks.
    ("one\n  two\t three ", ("one two three",)),
    ("no\u00a0break  here", ("no\u00a0break here",)),
    # Line breaks.
    ("one\\\ntwo", ("one", LineBreak(), "two")),
    ("one  \n  two\nthree ", ("one", LineBreak(), "two three")),
    ("*one\\ \ntwo*", (Styled("emphasis", ("one", LineBreak(), "two")),)),
    ("one\\\n\\\n two\\\n", ("one", LineBreak(), "two")),
    ("C:\\", ("C:\\",)),
    # Math as in pandoc: prices stay prices.
    ("$x^2$", (Math("x^{2}", "x²"),)),
    ("$\\alpha$-helix", ("α-helix",)),
    ("from $5 to $6", ("from $5 to $6",)),
    ("$ x$", ("$ x$",)),
    ("$x $", ("$x $",)),
    ("$x$5", ("$x$5",)),
    (r"\$5 and \$6", ("$5 and $6",)),
    ("*a $x^*$ b*", (Styled("emphasis", ("a ", Math("x^{*}", "x∗"), " b")),)),
    ("$x_1$ and $x_2$", (Math("x_{1}", "x₁"), " and ", Math("x_{2}", "x₂"))),
    ("US$", ("US$",)),
]


@pytest.mark.parametrize(("written", "text"), MARKUP)
def test_markup(written: str, text: RichText) -> None:
    checked = read_markup(written, place)
    assert (checked.value, checked.diagnostics) == (text, ())


QUOTES = [
    ("en", "‘Toad’"),
    ("de-AT", "‚Toad‘"),
    ("de-CH", "‹Toad›"),
    ("sv", "’Toad’"),
    ("fr", "‘Toad’"),
]


@pytest.mark.parametrize(("language", "quoted"), QUOTES)
def test_single_quotation_marks_of_languages(language: str, quoted: str) -> None:
    assert read_markup("'Toad'", place, language=language).value == (quoted,)


UNKNOWN = [
    # written, printed, the pieces warned of
    (r"a \textbf{strong} \LaTeX, C:\Users\me", r"a \textbf{strong} \LaTeX, C:\Users\me", [r"\textbf", r"\LaTeX"]),
    (r"G\"odel \\ x", r'G"odel \ x', [r"G\"o", r"\\"]),
    (r"a[^1], \[^1]", "a[^1], [^1]", ["[^1]"]),
    ("<b>no HTML</b>, 1<a>2 AT&T", "<b>no HTML</b>, 1<a>2 AT&T", ["<b>", "</b>", "<a>"]),
    ("a![no image](https://x.org/i.png)!", "a!no image!", ["!["]),
    ("~~old~~ ==new== [@key] 1 == 2 ~~ 3", "~~old~~ ==new== [@key] 1 == 2 ~~ 3", ["~~", "==", "[@key]"]),
    ("a^[] b ^[open", "a^[] b ^[open", ["^["]),
    ("a^[no ^[note] in a note]", "a", ["^["]),
    ("**half of it, 5 ** 3", "**half of it, 5 ** 3", ["**"]),
    ("[a][b], [1] and [2]", "[a][b], [1] and [2]", ["[b]"]),
    ("[a]: https://x.org", "[a]: https://x.org", ["[a]: "]),
    ("[Small]{.smallcaps} {b}", "[Small]{.smallcaps} {b}", ["]{.smallcaps}"]),
    ("10^{-3} m, H_{2}O, a_b", "10^{-3} m, H_{2}O, a_b", ["^{-3}", "_{2}"]),
    ("Dr.~Toad, Fig~3, 5~km, 月~金", "Dr.~Toad, Fig~3, 5~km, 月~金", ["~"]),
    (
        r"\"Uber M\'{e} \~{n} a\~n \"Open\" access",
        '"Uber M’{e} ~{n} a~n "Open" access',
        [r"\"U", r"M\'{e}", r"\~{n}", r"a\~n"],
    ),
    (r"10\,000, Prof.\ Toad et al.\@ a@b", r"10,000, Prof.\ Toad et al.@ a@b", [r"\,", r"\ ", r"\@"]),
    (r"\(x^2\) \[y = 1\] \[sic\]", "(x^2) [y = 1] [sic]", [r"\(x^2\)", r"\[y = 1\]"]),
]


@pytest.mark.parametrize(("written", "printed", "pieces"), UNKNOWN)
def test_unknown_markup_is_printed_with_a_warning(written: str, printed: str, pieces: list[str]) -> None:
    checked = read_markup(written, Span)
    assert plain(checked.value) == printed
    assert sorted({d.span.file for d in checked.diagnostics if d.span}) == sorted(pieces)
    assert all(d.hint and not d.is_error for d in checked.diagnostics)


PARAGRAPHS: list[tuple[str, tuple[RichText, ...]]] = [
    ("one\ntwo", (("one two",),)),
    ("one\n\ntwo\n \n\nthree\n", (("one",), ("two",), ("three",))),
    ("*one\n\ntwo*", (("*one",), ("two*",))),
    ("", ()),
    (" \n \n ", ()),
]


@pytest.mark.parametrize(("written", "paragraphs"), PARAGRAPHS)
def test_paragraphs(written: str, paragraphs: tuple[RichText, ...]) -> None:
    assert read_paragraphs(written, place).value == paragraphs


def test_lines_of_an_address() -> None:
    written = "Institute of Ponds\n\n  1 *Reed* Street\\\nMarshton\n"
    broken = (
        "Institute of Ponds",
        LineBreak(),
        "1 ",
        Styled("emphasis", ("Reed",)),
        " Street",
        LineBreak(),
        "Marshton",
    )
    assert read_lines(written, place).value == (broken,)


ADDRESSES = [
    # address                       hint, or None if valid
    ("https://x.org", None),
    ("http://x.org/a_b?c#d", None),
    ("mailto:ada@x.org", None),
    ("https://[::1]/", None),
    ("https://müller.example", None),
    ("x.org/page", "write https://x.org/page"),
    ("www.x.org", "write https://www.x.org"),
    ("ftp://x.org", "start it with https://, http:// or mailto:"),
    ("javascript:alert(1)", "start it with https://, http:// or mailto:"),
    ("file:///etc/passwd", "start it with https://, http:// or mailto:"),
    ("https://", "start it with https://, http:// or mailto:"),
    ("https://x.org/a b", "start it with https://, http:// or mailto:"),
    ("http://[", "start it with https://, http:// or mailto:"),
    ("http://]", "start it with https://, http:// or mailto:"),
    ("http://a\u2100b.org", "start it with https://, http:// or mailto:"),
    ("", "start it with https://, http:// or mailto:"),
]


@pytest.mark.parametrize(("address", "hint"), ADDRESSES)
def test_addresses(address: str, hint: str | None) -> None:
    problem = check_url(address, PLACE)
    assert (problem.hint if problem else None) == hint


SIGNS = "ab *_`[]()<>\\$&;!#.:/@'\"-\n\t0\u00a0^~=w"
ANY = st.lists(st.sampled_from(SIGNS) | st.characters(), max_size=40).map("".join)


@given(ANY)
@example("[a](http://])")
@example("<http://a\u2100b.org>")
@example("&#0; &#xD800;")
def test_any_text_is_read(written: str) -> None:
    checked = read_paragraphs(written, place)
    assert all(d.span is not None for d in checked.diagnostics)
    for paragraph in checked.value:
        assert plain(paragraph).strip() or any(isinstance(node, Link) for node in paragraph)


@given(st.lists(st.text("abcÄ,;:.!?()–’", min_size=1), min_size=1).map(" ".join))
def test_text_without_markup_stays_as_it_is(written: str) -> None:
    assert read_markup(written, place).value == (written.replace("...", "…"),)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (r"about 5\,km", [r"'\,' is a space of TeX, and is not read"]),
        (r"$5 and 3\,m", [r"'\,' is a space of TeX, and is not read"]),
        (r"*emphasis on $f\,x$* and 3\,m", [r"'\,' is a space of TeX, and is not read"]),
        (r"$\int f\,dx$, on (M$_\odot$)", []),
        (r"a note^[with $\int f\,dx$ in it]", []),
        (r"the code `f\,x` and `\\`", []),
    ],
)
def test_a_backslash_is_no_mistake_in_a_formula_or_in_code(text: str, messages: list[str]) -> None:
    assert [problem.message for problem in read_paragraphs(text, lambda _: Span("cv.yaml")).diagnostics] == messages
