"""Escaping: the TeX prints exactly the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cvtex.emit.latex import escaping
from cvtex.text.web_address import encoded_url

# Characters special to TeX, parts of ligatures, invisible characters, and any other character.
SIGNS = "\\{}$&#%_~^\"`'’‘-,<>!?\u00a0\u202f\u2009\u2010\u2011\u2212\u00ad\u200b\n\ta A"
TEXTS = st.lists(st.sampled_from(SIGNS) | st.characters(codec="utf-8")).map("".join)

TEXT_EXAMPLES = [
    # as written                 as TeX
    ("R&D: 50 % of $5", r"R\&D: 50 \% of \$5"),
    ("C#, a_b, {x}", r"C\#, a\_b, \{x\}"),
    (r"\input{x}", r"\textbackslash{}input\{x\}"),
    ("~user ^2", r"\textasciitilde{}user \textasciicircum{}2"),
    ('"quoted"', r"\textquotedbl{}quoted\textquotedbl{}"),
    ("it's", "it’s"),
    ("a ` b", r"a ‘ b"),
    ("Dr.\u00a0X, 5\u202fkg", r"Dr.~X, 5\,kg"),
    ("Müller – „gut“ …", "Müller – „gut“ …"),
    ("漢字", "漢字"),
    ("−5", "$-$5"),
    ("soft\u00adhyphen", r"soft\-hyphen"),
    ("soft\u00ad hyphen", "soft hyphen"),
    ("no\u200bblank", r"no\cvbreak{}blank"),
    ("one\ntwo\tthree", "one two three"),
    # Pairs that form a ligature, such as a dash or a quotation mark, stay pairs.
    ("--verbose", "-{}-verbose"),
    ("---", "-{}-{}-"),
    ("\u2010\u2010", "-{}-"),
    ("1,,2", "1,{},2"),
    ("a << b >> c", "a <{}< b >{}> c"),
    ("x''", "x’{}’"),
    ("‘‘x", "‘{}‘x"),
    ("!‘ ?‘", "!{}‘ ?{}‘"),
    # Joiners and directional marks are invisible, and occur in names.
    ("a\u200db\u202ec\ufeff", "abc"),
    ("bell\x07", "bell"),
]


@pytest.mark.parametrize(("written", "tex"), TEXT_EXAMPLES)
def test_text(written: str, tex: str) -> None:
    assert escaping.text(written) == tex


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("it's `so`", "it’s ‘so‘"),
        ("a\u2010b\u2011c", "a-b-c"),
        ("a\u200db\ue5f8", "ab"),
        ("R&D −5 %", "R&D −5 %"),
        ("dif\u00adfer\u200bent", "different"),
        ("ﬁne, aﬄict", "fine, afflict"),
    ],
)
def test_extracted_text(written: str, read: str) -> None:
    assert escaping.extracted_text(written) == read


ESCAPES = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textquotedbl{}": '"',
    r"\enspace{}": "\u2002",
    r"\quad{}": "\u2003",
    r"\cvbreak{}": "\u200b",
    r"\mbox{-}": "\u2011",
    "$-$": "\u2212",
    r"\{": "{",
    r"\}": "}",
    r"\$": "$",
    r"\&": "&",
    r"\#": "#",
    r"\%": "%",
    r"\_": "_",
    r"\,": "\u2009",
    r"\-": "\u00ad",
    "{}": "",
    "~": "\u00a0",
}
ESCAPE = re.compile("|".join(map(re.escape, ESCAPES)))
# What text() loses: typewriter characters get one typographic form, and invisible characters are dropped.
CHANGES = str.maketrans(
    {
        "'": "’",
        "`": "‘",
        "\u202f": "\u2009",
        "\u200a": "\u2009",
        "\u2010": "-",
        **dict.fromkeys("\n\t\u2028\u2029", " "),
    }
)
INVISIBLE = re.compile(
    r"\u00ad+(?=\s)|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0e\ufe0f\ue000-\uf8ff]"
)


@given(TEXTS)
@example("\\textbackslash{}")
@example("$-$")
def test_text_can_be_read_back(written: str) -> None:
    tex = escaping.text(written)
    assert ESCAPE.sub(lambda match: ESCAPES[match[0]], tex) == INVISIBLE.sub("", written).translate(CHANGES)


@given(TEXTS)
def test_special_characters_occur_only_in_escapes(written: str) -> None:
    bare = ESCAPE.sub("", escaping.text(written))
    assert set(bare) & set('\\{}$&#%_~^"`\n\t') == set()


@given(TEXTS)
def test_no_pair_forms_a_ligature(written: str) -> None:
    # In the order of the ligature tables of T1 fonts (Cork encoding).
    assert re.findall(r"--|,,|<<|>>|’’|‘‘|[!?]‘", escaping.text(written)) == []


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n")))
def test_text_never_starts_a_line(written: str) -> None:
    """Comments in the .tex name the source, and text must not forge one."""
    assert len(re.split(r"[\r\n]", escaping.text(written))) == 1


URL_EXAMPLES = [
    # as written                                     in the PDF                                        as TeX
    ("https://x.org/a_b?c=d&e#f", "https://x.org/a_b?c=d&e#f", r"https://x.org/a\_b?c=d\&e\#f"),
    ("https://x.org/~u/100%25", "https://x.org/~u/100%25", r"https://x.org/\textasciitilde{}u/100\%25"),
    ("https://x.org/Straße", "https://x.org/Stra%C3%9Fe", r"https://x.org/Stra\%C3\%9Fe"),
    (r"https://x.org/{a}^\b", "https://x.org/%7Ba%7D%5E%5Cb", r"https://x.org/\%7Ba\%7D\%5E\%5Cb"),
    ("https://x.org/a b$", "https://x.org/a%20b%24", r"https://x.org/a\%20b\%24"),
    ("mailto:a.b@x.org", "mailto:a.b@x.org", "mailto:a.b@x.org"),
]


@pytest.mark.parametrize(("written", "encoded", "tex"), URL_EXAMPLES)
def test_url(written: str, encoded: str, tex: str) -> None:
    assert (encoded_url(written), escaping.url(written)) == (encoded, tex)


@given(TEXTS)
def test_an_address_is_ascii_without_special_characters(written: str) -> None:
    tex = escaping.url(written)
    assert tex.isascii()
    assert set(ESCAPE.sub("", tex)) & set('\\{}$&#%_~^"` \n\t') == set()
    assert ESCAPE.sub(lambda match: ESCAPES[match[0]], tex) == encoded_url(written)


@given(TEXTS)
def test_encoding_an_address_twice_changes_nothing(written: str) -> None:
    once = encoded_url(written)
    assert encoded_url(once) == once


PDF_STRINGS = [
    ("Ada Example", "(Ada Example)"),
    ("", "()"),
    ("Café", "<FEFF00430061006600E9>"),
    ("(a)", "<FEFF002800610029>"),
    ("100%", "<FEFF0031003000300025>"),
    ("𝔸", "<FEFFD835DD38>"),
]


@pytest.mark.parametrize(("string", "tex"), PDF_STRINGS)
def test_pdf_string(string: str, tex: str) -> None:
    assert escaping.pdf_string(string) == tex


@given(TEXTS)
def test_a_pdf_string_can_be_read_back_and_harms_neither_tex_nor_pdf(string: str) -> None:
    tex = escaping.pdf_string(string)
    assert re.fullmatch(r"\([A-Za-z0-9 .,:;/+*=@!?'-]*\)|<(?:[0-9A-F]{4})*>", tex)
    read = tex[1:-1] if tex.startswith("(") else bytes.fromhex(tex[1:-1]).decode("utf-16")
    assert read == string


@pytest.mark.parametrize(
    ("written", "tex"),
    [
        (escaping.math("x", "x"), r"\cvmath{0078}{x}"),
        (escaping.math("a+", "a +", "med"), r"\cvmathpart{00610020002B}{a+}{med}"),
        # PDFium extracts no characters beyond U+FFFF.
        (escaping.math(r"\mathfrak{g}", "𝔤"), r"\cvmath{0067}{\mathfrak{g}}"),
    ],
)
def test_math(written: escaping.Latex, tex: str) -> None:
    assert written == tex


def test_a_command_is_its_name_with_each_argument_in_braces() -> None:
    assert (
        escaping.command("cvrole", escaping.text("50 %"), escaping.math("x^2", "x²"))
        == r"\cvrole{50 \%}{\cvmath{007800B2}{x^2}}"
    )


@given(st.text(st.sampled_from("aZ0 .:;()/=+*@,-Àſ–—“”'`<>!?\N{NO-BREAK SPACE}_%"), max_size=30))
def test_the_fast_path_gives_the_same_result(written: str) -> None:
    """Plain text skips escaping."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cvtex.emit.latex.escaping._PLAIN", re.compile(r"(?!)"))
        slowly = escaping.text(written), escaping.extracted_text(written)
    assert (escaping.text(written), escaping.extracted_text(written)) == slowly
