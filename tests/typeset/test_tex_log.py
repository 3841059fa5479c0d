"""Log -> messages."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.typeset.log import TexMessage, read_log


def messages_of(log: str) -> tuple[TexMessage, ...]:
    return read_log(dedent(log))


ERRORS = {
    "an undefined command": (
        r"""
        LaTeX Font Info:    ... okay on input line 2.
        ./cv.tex:12: Undefined control sequence.
        l.12 hello \undefinedthing
                                   there
        Here is how much of TeX's memory you used:
         414 strings out of 476002
        ./cv.tex:12:  ==> Fatal error occurred, no output PDF file produced!
        """,
        TexMessage("error", r"Undefined control sequence: \undefinedthing", 12, file="./cv.tex"),
    ),
    "an undefined command inside a macro: the innermost context comes first": (
        r"""
        ./cv.tex:4: Undefined control sequence.
        \cvfoo #1->before \oops
                                #1
        l.4 hello \cvfoo{abc}
                              there
        """,
        TexMessage("error", r"Undefined control sequence: \oops", 4, file="./cv.tex"),
    ),
    "an error of a theme": (
        r"""
        /usr/share/texmf/tex/cvtex.sty:40: Missing number, treated as zero.
        """,
        TexMessage("error", "Missing number, treated as zero", 40, file="/usr/share/texmf/tex/cvtex.sty"),
    ),
    "a drive letter of Windows": (
        r"""
        C:/cv/cv.tex:3: Too many }'s.
        l.3 hello }
                    there $ x
        """,
        TexMessage("error", "Too many }'s", 3, file="C:/cv/cv.tex"),
    ),
    "an error of LaTeX before the file is named again; the stop names it": (
        r"""

        ! LaTeX Error: File `notthere.sty' not found.

        Type X to quit or <RETURN> to proceed,
        or enter new name. (Default extension: sty)

        Enter file name:
        ./cv.tex:3: Emergency stop.
        <read *>

        l.3 \begin
                  {document}^^M
        Here is how much of TeX's memory you used:
         228 strings out of 476002
        ./cv.tex:3:  ==> Fatal error occurred, no output PDF file produced!
        """,
        TexMessage("error", "LaTeX Error: File `notthere.sty' not found", 3, file="./cv.tex"),
    ),
    "an error of a package, over two lines": (
        r"""

        ./cv.tex:3: Package foo Error: bad
        (foo)                thing.

        See the foo package documentation for explanation.
        Type  H <return>  for immediate help.
         ->\errmessage  Package foo Error: bad\MessageBreak thing.
        l.3 \PackageError{foo}{bad\MessageBreak thing}{help}
        """,
        TexMessage("error", "Package foo Error: bad thing", 3, file="./cv.tex"),
    ),
    "no end of the document": (
        """
        ! Emergency stop.
        <*> cv.tex

        !  ==> Fatal error occurred, no output PDF file produced!
        """,
        TexMessage("error", r"Emergency stop: no \end{document} was found"),
    ),
    "a macro without end": (
        r"""
        ./cv.tex:3: TeX capacity exceeded, sorry [input stack size=10000].
        \a ->\a
                \a
        l.3 \def\a{\a\a}\a
        ./cv.tex:3:  ==> Fatal error occurred, no output PDF file produced!
        """,
        TexMessage("error", "TeX capacity exceeded, sorry [input stack size=10000]", 3, file="./cv.tex"),
    ),
    "a conditional without end": (
        r"""
        ! Incomplete \ifx; all text was ignored after line 4.
        <inserted text>
                        \fi
        <*> cv.tex
        """,
        TexMessage("error", r"Incomplete \ifx; all text was ignored after line 4", 4),
    ),
    "pdfTeX in its own words": (
        """
        !pdfTeX error: pdflatex (file cmbx10.pfb): cannot open Type 1 font file for reading
         ==> Fatal error occurred, no output PDF file produced!
        """,
        TexMessage("error", "pdfTeX error: pdflatex (file cmbx10.pfb): cannot open Type 1 font file for reading"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("log", "expected"), ERRORS.values(), ids=ERRORS)
def test_an_error_is_read_with_its_line(log, expected):
    assert messages_of(log) == (expected,)


MISSING = {
    "pdfTeX, a slot shown as a stray byte": (
        """
        ./cv.tex:4: Missing character: There is no \ufffd ("C8) in font cmr10.
        l.4 hello \\char200
        """,
        TexMessage(
            "missing-character",
            'Missing character: There is no \ufffd ("C8) in font cmr10',
            4,
            file="./cv.tex",
        ),
    ),
    "pdfTeX, a slot shown with carets": (
        'Missing character: There is no ^^e9 ("E9) in font cmr10!',
        TexMessage("missing-character", 'Missing character: There is no ^^e9 ("E9) in font cmr10'),
    ),
    "pdfTeX without a code": (
        "Missing character: There is no a in font ts1-lmr10!",
        TexMessage("missing-character", "Missing character: There is no a in font ts1-lmr10", character="a"),
    ),
    "pdfTeX without a code, a slot shown as a stray byte": (
        "Missing character: There is no \ufffd in font ts1-lmr10!",
        TexMessage("missing-character", "Missing character: There is no \ufffd in font ts1-lmr10"),
    ),
    "LaTeX, which has no definition for the character": (
        r"""

        ./cv.tex:3: LaTeX Error: Unicode character 漢 (U+6F22)
                       not set up for use with LaTeX.

        See the LaTeX manual or LaTeX Companion for explanation.
        Type  H <return>  for immediate help.
         ...string \u8:漢 \relax \MessageBreak not set up for use with LaTeX.
        l.3 hello 漢
        ./cv.tex:3:  ==> Fatal error occurred, no output PDF file produced!
        """,
        TexMessage(
            "missing-character",
            "LaTeX Error: Unicode character 漢 (U+6F22) not set up for use with LaTeX",
            3,
            "漢",
            file="./cv.tex",
        ),
    ),
}


@pytest.mark.parametrize(("log", "expected"), MISSING.values(), ids=MISSING)
def test_a_missing_character_is_read_with_its_code_point(log, expected):
    assert messages_of(log) == (expected,)


BOXES = {
    "a paragraph": (
        r"""
        Overfull \hbox (12.3pt too wide) in paragraph at lines 10--11
        []\T1/lmr/m/n/10 Lorem \T1/lmr/bx/n/10 ipsum
         []
        """,
        TexMessage("overfull", r"Overfull \hbox (12.3pt too wide): Lorem ipsum", 10, amount_pt=12.3),
    ),
    "a table": (
        r"""
        Overfull \hbox (559.05pt too wide) in alignment at lines 3--4
         [] []
        """,
        TexMessage("overfull", r"Overfull \hbox (559.05pt too wide)", 3, amount_pt=559.05),
    ),
    "a box": (
        r"""
        Overfull \hbox (44.72235pt too wide) detected at line 5
        \OT1/cmr/m/n/10 Toolong text
         []
        """,
        TexMessage("overfull", r"Overfull \hbox (44.72235pt too wide): Toolong text", 5, amount_pt=44.72235),
    ),
    "a page": (
        r"""
        Overfull \vbox (450.0pt too high) has occurred while \output is active []
        """,
        TexMessage("overfull", r"Overfull \vbox (450.0pt too high)", amount_pt=450.0),
    ),
    "a box of lines": (
        r"""
        Overfull \vbox (30.30554pt too high) detected at line 9
         []
        """,
        TexMessage("overfull", r"Overfull \vbox (30.30554pt too high)", 9, amount_pt=30.30554),
    ),
    "too little in it": (
        r"""
        Underfull \hbox (badness 10000) detected at line 7
        \OT1/cmr/m/n/10 Short
         []
        """,
        TexMessage("underfull", r"Underfull \hbox (badness 10000): Short", 7),
    ),
}


@pytest.mark.parametrize(("log", "expected"), BOXES.values(), ids=BOXES)
def test_a_box_is_read_with_its_line_and_its_excess(log, expected):
    assert messages_of(log) == (expected,)


WARNINGS = {
    "LaTeX": (
        """
        LaTeX Warning: Reference `x' on page 1 undefined on input line 4.

        """,
        TexMessage("warning", "LaTeX Warning: Reference `x' on page 1 undefined", 4),
    ),
    "LaTeX, on fonts": (
        """
        LaTeX Font Warning: Font shape `T1/xyz/m/n' undefined
        (Font)              using `T1/cmr/m/n' instead on input line 3.
        """,
        TexMessage("warning", "LaTeX Font Warning: Font shape `T1/xyz/m/n' undefined using `T1/cmr/m/n' instead", 3),
    ),
    "a package, over two lines": (
        """
        Package foo Warning: a
        (foo)                b on input line 7.

        """,
        TexMessage("warning", "Package foo Warning: a b", 7),
    ),
    "pdfTeX": (
        """
        pdfTeX warning (ext4): destination with the same identifier (name{a}) has been already used, duplicate ignored
        <argument> ...ish_box: \\cs_set_eq:NN
        """,
        TexMessage(
            "warning",
            "pdfTeX warning (ext4): destination with the same identifier (name{a}) has been already used, "
            "duplicate ignored",
        ),
    ),
    "a conditional that is still open at the end": (
        r"""
        (\end occurred when \iftrue on line 3 was incomplete)
        """,
        TexMessage("warning", r"\end occurred when \iftrue on line 3 was incomplete"),
    ),
    "a request for another run": (
        """
        LaTeX Warning: Label(s) may have changed. Rerun to get cross-references right.

        """,
        TexMessage("rerun", "LaTeX Warning: Label(s) may have changed. Rerun to get cross-references right"),
    ),
    "a request in the second line": (
        """
        Package rerunfilecheck Warning: File `cv.out' has changed.
        (rerunfilecheck)                Rerun to get outlines right
        """,
        TexMessage("rerun", "Package rerunfilecheck Warning: File `cv.out' has changed. Rerun to get outlines right"),
    ),
}


@pytest.mark.parametrize(("log", "expected"), WARNINGS.values(), ids=WARNINGS)
def test_a_warning_is_read_whole(log, expected):
    assert messages_of(log) == (expected,)


def test_a_sound_run_has_no_messages():
    assert not messages_of(
        r"""
        This is pdfTeX, Version 3.141592653-2.6-1.40.26 (TeX Live 2024) (preloaded format=pdflatex)
         file:line:error style messages enabled.
        **cv.tex
        (./cv.tex
        LaTeX2e <2023-11-01> patch level 1
        LaTeX Font Info:    Checking defaults for OML/cmm/m/it on input line 2.
        LaTeX Font Info:    ... okay on input line 2.
        Package microtype Info: Character protrusion enabled (level 2).
        (microtype)             Using default protrusion set.
        CVTEX block 7 point 917504 196608
        [1{/usr/share/texmf/pdftex.map}] (./cv.aux) )
        Output written on cv.pdf (1 page, 26657 bytes).
        """
    )


def test_messages_are_in_order_and_distinct():
    log = dedent(
        r"""
        Missing character: There is no a ("61) in font lmr!
        Missing character: There is no b ("62) in font lmr!
        Missing character: There is no a ("61) in font lmr!
        ./cv.tex:12: Undefined control sequence.
        l.12 \x
        """
    )
    assert [message.character or message.line for message in read_log(log)] == ["a", "b", 12]


def test_giving_up_is_reported_if_nothing_else_was():
    log = "./cv.tex:3:  ==> Fatal error occurred, no output PDF file produced!"
    assert [message.kind for message in read_log(log)] == ["error"]


def test_a_document_without_end_is_an_error_though_a_character_is_missing_too():
    log = 'Missing character: There is no a ("61) in font lmr!\n! Emergency stop.\n<*> cv.tex\n'
    assert [message.kind for message in read_log(log)] == ["missing-character", "error"]


@pytest.mark.parametrize("code", ["D800", "110000", "FFFFFF"])
def test_an_invalid_code_point_gives_no_character(code):
    (message,) = read_log(f"! LaTeX Error: Unicode character x (U+{code}) not set up for use with LaTeX.")
    assert (message.kind, message.character) == ("missing-character", None)


log_pieces = st.sampled_from(
    [
        "./cv.tex:1: ", "! ", "LaTeX Error: ", "Package a Error: ", "LaTeX Warning: ", "Undefined control sequence.",
        "Emergency stop.", "==> Fatal error", "Missing character: There is no ", ' ("', "(U+", ")", " in font x!",
        "\n", r"Overfull \hbox (", "pt too wide)", " in paragraph at lines 1--2", "(a)                ", "l.3 ", "\\",
        "9" * 30,
    ]
)  # fmt: skip


@given(st.lists(log_pieces | st.text(max_size=8)).map("".join))
def test_any_text_is_read_and_no_message_is_empty(log):
    for message in read_log(log):
        assert message.text.strip()
        assert message.line is None or message.line >= 0
