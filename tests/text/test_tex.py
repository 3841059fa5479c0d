r"""TeX of .bib fields -> rich text."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import pytest
from examples import times
from hypothesis import given
from hypothesis import strategies as st

from cvtex.diagnostics import Span
from cvtex.text.math import check_math
from cvtex.text.richtext import LineBreak, Link, Math, RichText, Styled, plain
from cvtex.text.tex import read_tex, tex_to_plain
from cvtex.text.tex_commands import COMBINING, TEXT

HERE = Span("p.bib", 7, 11)


def rich(tex: str) -> RichText:
    return read_tex(tex, HERE).value


def said(tex: str) -> list[str]:
    return [f"{d.span.line}:{d.span.column}: {d.message}" for d in read_tex(tex, HERE).diagnostics if d.span]


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\"o \"{o} {\"o} {\"{o}} \" o", "ö ö ö ö ö"),
        (
            r"\'e \`e \^e \~n \=a \.z \u g \v{c} \v c \H{o} \r{a} \k a \c{c} \c c \d{s} \b{l}",
            "é è ê ñ ā ż ğ č č ő å ą ç ç ṣ ḻ",
        ),
        (r"\'{\i} {\'\i} \'\i{} \^{\j} \c{\i} \'\i n", "í í í ĵ ı̧ ín"),
        (r"\'{\^a} \'{\AE} \'\ae{} \t{oo}", "ấ Ǽ ǽ o͡o"),
        (r"\aa \AA\o\O\l\L\ss\ae\oe{}x \i", "åÅøØłŁßæœx ı"),
        (r"{\AA}ngstr{\"o}m, Mu{\v{z}}i{\'c}, Galv{\'a}n, \v Sim\'anek", "Ångström, Mužić, Galván, Šimánek"),
        (r"\~{} \^{} \'{}", "~ ^ ´"),
        ("A\u030angstro\u0308m", "Ångström"),
        (r"So{$\not$}rensen, Pakul{$\not$}a, Y{\ensuremath{\alpha}}", "Sørensen, Pakuła, Yα"),
    ],
)
def test_letters(tex: str, text: str) -> None:
    assert rich(tex) == (text,)
    assert said(tex) == []


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("``a'' `b' don't ,,c``", "“a” ‘b’ don’t „c“"),
        ("1--2 --- x-y", "1–2 — x-y"),
        ("J.~S. Bach", "J.\N{NO-BREAK SPACE}S. Bach"),
        (r"5\,km", "5\N{NARROW NO-BREAK SPACE}km"),
        (r"\& \% \$ \# \_ \{ \}", "& % $ # _ { }"),
        ("100% & more, #1 a_b x^2", "100% & more, #1 a_b x^2"),
        (r"\enquote{a \enquote{b} c} \mkbibquote{d}", "“a ‘b’ c” “d”"),
        (r"\LaTeX\ and \TeX{} \ldots", "LaTeX and TeX …"),
        (r"\copyright\pounds\S\texttrademark\textdegree\textendash\textasciitilde\slash", "©£§™°–~/"),
        ("  a\n  b\\\\c\\newline d ", "a b c d"),
        (r"{T}he {{\relax DNA}} \mbox{of} \textrm{it}", "The DNA of it"),
        (r"{\noopsort{1973b}}1973 \vphantom{x}y", "1973 y"),
        (
            r"{\apj} and \mnras",
            "The Astrophysical Journal and Monthly Notices of the Royal Astronomical Society",
        ),
        ("cost $5 and $7 each", "cost $5 and $7 each"),
        ("&amp; \\&amp; &lt; &#233; &eacute; &nonsense; AT&T", "& & < é é &nonsense; AT&T"),
    ],
)
def test_text(tex: str, text: str) -> None:
    assert rich(tex) == (text,)
    assert said(tex) == []


EM: Final = "emphasis"
STRONG: Final = "strong"


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"a \emph{b} {\em c} {\it d} \textit{e}",
         ("a ", Styled(EM, ("b",)), " ", Styled(EM, ("c",)), " ", Styled(EM, ("d",)), " ", Styled(EM, ("e",)))),
        (r"{a \bf b \rm c} d", ("a ", Styled(STRONG, ("b ",)), "c d")),
        (r"\textbf{a \emph{b}}", (Styled(STRONG, ("a ", Styled(EM, ("b",)))),)),
        (r"\emph a\textsc{B}", (Styled(EM, ("a",)), Styled("small-caps", ("B",)))),
        (r"\texttt{a--b''}", (Styled("code", ("a--b''",)),)),
        (r"a\textsuperscript{2}\textsubscript{i}", ("a", Styled("superscript", ("2",)), Styled("subscript", ("i",)))),
        (r"\emph{}x", ("x",)),
        ("<i>E. coli</i> in H<sub>2</sub>O", (Styled(EM, ("E. coli",)), " in H", Styled("subscript", ("2",)), "O")),
        ("$<$i$>$x$<$/i$>$ &lt;b&gt;y&lt;/b&gt;", (Styled(EM, ("x",)), " ", Styled(STRONG, ("y",)))),
        (r"<i>a \textbf{b}</i>", (Styled(EM, ("a ", Styled(STRONG, ("b",)))),)),
        ('<span class="nocase">a</span><br/>b <i>c', ("a b c",)),
        (r"$\less$em$\greater$x$\less$/em$\greater$ {\textless}b{\textgreater}y{\textless}/b{\textgreater}",
         (Styled(EM, ("x",)), " ", Styled(STRONG, ("y",)))),
        ("&amp;lt;i&amp;gt;x&amp;lt;/i&amp;gt; {\\&} y{\\&}amp;z", (Styled(EM, ("x",)), " & y&z")),
        ("<jats:italic>x</jats:italic> <jats:sc>y</jats:sc> <jats:named-content a='b'>z</jats:named-content>",
         (Styled(EM, ("x",)), " ", Styled("small-caps", ("y",)), " z")),
        ("<scp>l</scp>-Lysin, CO<inf>2</inf>, < i>x</i>",
         (Styled("small-caps", ("l",)), "-Lysin, CO", Styled("subscript", ("2",)), ", ", Styled(EM, ("x",)))),
        ("<formula><mml:math><mml:msub><mml:mi>H</mml:mi><mml:mn>2</mml:mn></mml:msub></mml:math></formula>O",
         ("H", Styled("subscript", ("2",)), "O")),
        ('<inline-formula> <tex-math notation="LaTeX">$\\beta$ </tex-math></inline-formula>-decay', ("β-decay",)),
        ('<a href="https://x.org/a--b">x</a> of <ASTROBJ>51 Peg b</ASTROBJ>', ("x of 51 Peg b",)),
        (r"a <alternatives><tex-math>$\beta$</tex-math><mml:math><mml:mi>β</mml:mi></mml:math></alternatives> b",
         ("a β b",)),
        ("<math><semantics><mi>β</mi><annotation encoding='x'>beta</annotation></semantics></math> c", ("β c",)),
        ("<alternatives><math><mi>β</mi></math> never closed", ("β never closed",)),
        ("a < b > c, Vector<int> and <100>", ("a < b > c, Vector<int> and <100>",)),
        (r"Al\$\_2\$O\$\_3\$ and Si\_\{2\}O, Fe_{3}", (
            "Al", Styled("subscript", ("2",)), "O", Styled("subscript", ("3",)), " and Si", Styled("subscript", ("2",)),
            "O, Fe", Styled("subscript", ("3",)))),
        (r"\{\vphantom\}{{GaN}}\vphantom\{\} (1\textbackslash{}times1), Garc\’ia, Jur\v{s}\textbackslash.enas",
         ("GaN (1×1), García, Juršėnas",)),
        (r"\verb|a_b\c| and \verb*+x+ \verb{y}", (Styled("code", ("a_b\\c",)), " and ", Styled("code", ("x",)), " ",
         Styled("code", ("y",)))),
        ('\\char"41\\char66 \\char\'103 \\symbol{68}', ("ABCD",)),
        (r"\textcolor[rgb]{1,0,0}{Red} \colorbox{red}{Box} \raisebox{1pt}[2pt]{up} {\fontsize{8}{9}\selectfont x}",
         ("Red Box up x",)),
        (r"\$5 and \$7 of my\_file \{x\}", ("$5 and $7 of my_file {x}",)),
    ],
)  # fmt: skip
def test_styles(tex: str, text: RichText) -> None:
    assert rich(tex) == text
    assert said(tex) == []


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\url{https://x.org/~a\_b\%20c}", (Link("https://x.org/~a_b%20c", ("https://x.org/~a_b%20c",)),)),
        (
            r"\href{https://x.org/a#b}{the \emph{page}}",
            (Link("https://x.org/a#b", ("the ", Styled(EM, ("page",)))),),
        ),
        (
            "see https://x.org/~me/a--b.",
            ("see ", Link("https://x.org/~me/a--b", ("https://x.org/~me/a--b",)), "."),
        ),
        ("(http://x.org)", ("(", Link("http://x.org", ("http://x.org",)), ")")),
        (r"\href{www.x.org}{x}", (Link("https://www.x.org", ("x",)),)),
        (r"\doi{10.1/a\_b}", (Link("https://doi.org/10.1/a_b", ("10.1/a_b",)),)),
        ("http:// is no address", ("http:// is no address",)),
    ],
)
def test_links(tex: str, text: RichText) -> None:
    assert rich(tex) == text
    assert said(tex) == []


@pytest.mark.parametrize(
    ("tex", "text", "message"),
    [
        (r"{\myname{Ginsburg}}", "Ginsburg", r"7:12: unknown macro \myname; its argument is printed as text"),
        ("a\n \\foo{b}", "a b", r"8:2: unknown macro \foo; its argument is printed as text"),
        (r"\foo b", "b", r"7:11: unknown macro \foo is left out"),
        (r"a\char b", "ab", r"7:12: \char has no code of a character; it is left out"),
        (r"a\char0 b", "ab", r"7:12: \char: 0 is not a printed character; it is left out"),
        (r"\input{/etc/passwd}", "/etc/passwd", r"7:11: unknown macro \input; its argument is printed as text"),
        (r"a\footnote{See b.} c", "a c", r"7:12: \footnote and its text are left out"),
        (r"\begin{x}a\end{x}", "a", "7:11: the environment 'x' is printed as text"),
        ("{a", "a", "7:11: a brace is not closed"),
        ("a}b", "ab", "7:12: unmatched closing brace"),
        ("a $ b", "a $ b", "7:13: unpaired dollar sign; it is printed as it stands"),
        (r"$\foo{x}$", "x", r"7:12: the math '\foo{x}' is printed as text: \foo is not supported in math"),
        (r"a\+b", "a+b", r"7:12: unknown macro '\+'; it is printed as '+'"),
        ("a\\", "a", "7:12: the text ends with a backslash"),
        (r"\href{javascript:alert(1)}{a}", "a",
         "7:11: 'javascript:alert(1)' is not a web address; it is printed without a link"),
        (r"\url{https://x.org/a b}", "https://x.org/a%20b",
         "7:11: the address contains a space; it is read as https://x.org/a%20b"),
        (r"\(x", "x", r"7:11: '\(' has no '\)'"),
    ],
)  # fmt: skip
def test_unknown_tex_is_printed_as_text_and_reported(tex: str, text: str, message: str) -> None:
    assert plain(rich(tex)) == text
    assert said(tex) == [message]


def test_a_macro_is_reported_once_per_field() -> None:
    assert len(said(r"\a{x} \a{y} \bb{z}")) == 2


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\SI{5}{\micro\metre} long", "5 µm long"),
        (r"\SI[mode=text]{1.5e-3}{\metre\per\second\squared}", "1.5 × 10<−3> m s<−2>"),
        (r"\qty{5 \pm 1}{km.s^{-1}}", "5 ± 1 km s<−1>"),
        (r"\SI{5}{\degree}, \ang{45}, \num{1e6}", "5°, 45°, 1 × 10<6>"),
        (r"\si{\square\kilo\metre}", "km<2>"),
        (r"\ce{H2SO4}", "H<2>SO<4>"),
        (r"\ce{SO4^2-}, \ce{Na+}, \ce{Fe^{3+}}", "SO<4><2−>, Na<+>, Fe<3+>"),
        (r"\ce{2H2 + O2 -> 2H2O}", "2H<2> + O<2> → 2H<2>O"),
        (r"\ce{CuSO4.5H2O} and \ce{^{13}CO2}", "CuSO<4>·5H<2>O and <13>CO<2>"),
        (r"In der \foreignlanguage{german}{Stra{\ss}e}", "In der Straße"),
        (r"Robotics{\ifmmode---\else\textemdash\fi}A", "Robotics—A"),
        (r"\texorpdfstring{$^{13}$C}{13C} for \yen6", "<13>C for ¥6"),
        (
            r"\SIrange{1}{5}{\giga\hertz}, \numrange{2}{3}, \SIlist{1;2}{\m}, \numlist{4;5}",
            "1–5 GHz, 2–3, 1, 2 m, 4, 5",
        ),
        (r"\ch{H2O}, \isotope[14]{C}, \textbeta-carotene, {\upmu}m", "H<2>O, <14>C, β-carotene, μm"),
        (r"\begin{otherlanguage}{german}Haus\end{otherlanguage} \bibinfo{title}{X} {\texttildelow}5", "Haus X ~5"),
    ],
)
def test_macros_of_packages(tex: str, text: str) -> None:
    """Raised and lowered text in angle brackets."""
    nodes = [
        node if isinstance(node, str) else f"<{plain(node.content)}>"
        for node in rich(tex)
        if not isinstance(node, Math | LineBreak)
    ]
    assert "".join(nodes).replace("\N{NARROW NO-BREAK SPACE}", " ") == text
    assert said(tex) == []


def test_an_unknown_unit_is_printed_by_name() -> None:
    assert rich(r"\SI{5}{\furlong}") == ("5 furlong",)
    assert said(r"\SI{5}{\furlong}") == ["7:11: \\SI has an unknown unit; its name is printed"]


def test_plain_text_of_names() -> None:
    assert tex_to_plain(r"{\student{\"Otter}}, $x_1^2$ \href{https://x.org}{J.}") == "Ötter, x₁² J."


WORDS = [
    "a", "Ü", " ", "\n", "{", "}", "\\", "$", "%", "~", "-", "`", "'", "^", "_", "&", "#", "<i>", "</i>", "<sub>", "1",
    "(", ")", "https://x.org/", "&amp;",
    *(f"\\{name}" for name in (
        *COMBINING, "emph", "it", "bf", "url", "href", "ensuremath", "frac", "alpha", "input", "write18", "enquote",
        "texttt", "mathrm", "left", "not", "sqrt", "catcode", "(", ")", "\\",
    )),
]  # fmt: skip
TEX = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)


def every_math(text: RichText) -> list[str]:
    found = []
    for node in text:
        if isinstance(node, Math):
            found.append(node.tex)
        elif isinstance(node, Styled | Link):
            found += every_math(node.content)
    return found


@given(TEX)
@times(5)
def test_nothing_of_tex_is_left_outside_of_checked_math(tex: str) -> None:
    text = rich(tex)
    assert "\\" not in tex_to_plain(tex)
    for math in every_math(text):
        assert check_math(math) is None
    outside = plain(tuple(node for node in text if not isinstance(node, Math)))
    assert "\\" not in re.sub("|".join(map(re.escape, every_math(text))) or "(?!)", "", outside)


@given(st.one_of(st.text(max_size=80), st.text("\\{}$~`'-<>&;,?!:^_%#|()[]1abé \n", max_size=80)))
@times(3)
def test_any_text_is_read(tex: str) -> None:
    rich(tex)


@given(
    st.text(
        st.characters(exclude_characters="\\{}$~`'-&<,?!:", exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"]),
        max_size=60,
    )
)
def test_text_without_specials_is_itself(text: str) -> None:
    assert plain(rich(text)) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "piece",
    [
        "{",
        r"\emph{",
        r"\emph",
        r"\it\bf",
        r"{\it <i>",
        "\\'",
        r"\ensuremath{\foo ",
        r"\enquote{",
        "<i>",
        r"\url{",
    ],
)
def test_depth_is_bounded(piece: str) -> None:
    plain(rich(piece * 5_000 + "x"))
    tex_to_plain(piece * 5_000 + "x")


@pytest.mark.parametrize("name", sorted(TEXT))
def test_every_symbol_is_a_character_of_its_own(name: str) -> None:
    assert tex_to_plain(f"x\\{name}{{}}y") == unicodedata.normalize("NFC", f"x{TEXT[name]}y")


@given(st.text(st.characters(codec="ascii"), max_size=60))
@times(3)
def test_bare_text_is_read_as_other_text_is(tex: str) -> None:
    """There is a short way for text that has nothing to understand."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cvtex.text.tex._is_bare", lambda _: False)
        text, printed = rich(tex), tex_to_plain(tex)
    assert (rich(tex), tex_to_plain(tex)) == (text, printed)
