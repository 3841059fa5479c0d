r"""Math as a .bib file has it: what becomes text, what stays math, and what is refused."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from examples import times
from hypothesis import given
from hypothesis import strategies as st

from cvtex.text.math import FormulaPart, check_math, formula, formula_parts, math_text, read_math
from cvtex.text.math_reader import ACCENTS, ALPHABETS, COMMANDS, ESCAPED, SPACES
from cvtex.text.richtext import Inline, Math, RichText, Styled


def up(*content: Inline) -> Styled:
    return Styled("superscript", content)


def down(*content: Inline) -> Styled:
    return Styled("subscript", content)


X = Styled("emphasis", ("x",))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"^{13}", (up("13"),)),
        ("_2", (down("2"),)),
        ("_{1-x}", (down("1−", X),)),
        (r"_{\rm J}", (down("J"),)),
        (r"^{-1}", (up("−1"),)),
        (r"^{{\ensuremath{-}}1}", (up("−1"),)),
        (r"^\dagger", (up("†"),)),
        (r"_4\cdot", (down("4"), "·")),
        (r"^\circ", ("°",)),
        (r"\,^{\circ}", ("\u202f°",)),
        (r"\alpha", ("α",)),
        ("α", ("α",)),
        (r"\sim", ("∼",)),
        (r"\sim 20\%", ("∼20%",)),
        (r"600 \times 400", ("600 × 400",)),
        ("-5", ("−5",)),
        ("1{,}000", ("1,000",)),
        (r"\mathrm{km}", ("km",)),
        (r"\text{a b}", ("a b",)),
        ("<", ("<",)),
        (r"5^{\prime\prime}", ("5′′",)),
    ],
)
def test_simple_math_becomes_text(source: str, text: RichText) -> None:
    assert read_math(source) == (text, "")


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("x", "x"),
        ("x^23_a", "x^{2}3_{a}"),
        (r"\alpha b", r"\alpha b"),
        (r"\beta-\sigma", r"\beta-\sigma"),
        (r"M_\odot", r"M_{\odot}"),
        (r"\rm L_\odot", r"\mathrm{L_{\odot}}"),
        (r"\dot M \propto Q_\mathrm{0,pil}^{1/2}", r"\dot{M}\propto Q_{\mathrm{0,pil}}^{1/2}"),
        (r"\frac12", r"\frac{1}{2}"),
        (r"\dfrac{a}{b}", r"\frac{a}{b}"),
        (r"\sqrt[3]{x}", r"\sqrt[{3}]{x}"),
        (r"\left( x \right.", "(x"),
        (r"x''^2", "x''^{2}"),
        (r"\bold{Z}/p", r"\mathbf{Z}/p"),
        (r"x \text{ if } y", r"x\mathrm{~if~}y"),
        (r"a \not\in b", r"a\not\in b"),
        ("α x", r"\alpha x"),
        (r"x \lt y", "x<y"),
        (r"x\degree", r"x^{\circ}"),
        (r"\log x", r"\log x"),
        (r"{x^2}^3", "{x^{2}}^{3}"),
    ],
)
def test_math_is_rewritten(source: str, written: str) -> None:
    assert read_math(source) == ((formula(written),), "")


# Text fonts lack these signs or print them differently.
@pytest.mark.parametrize(
    "source",
    [r"_{\odot}", r"^{\ast}", "^{*}", r"^{\star}", r"\aleph_{1}", r"\lesssim5", r"\langle111\rangle",
     r"\rightleftharpoons", r"\hbar", r"\emptyset", r"\phi", r"\|", r"\mathcal{L}"],
)  # fmt: skip
def test_signs_that_text_lacks_stay_math(source: str) -> None:
    assert read_math(source) == ((formula(source),), "")


@pytest.mark.parametrize(
    ("source", "written"),
    [
        (r"\mathcal{AB}", r"\mathcal{AB}"),
        (r"\mathcal{Abc1}", r"{\mathcal{A}bc1}"),
        (r"\mathscr{L}_1", r"\mathscr{L}_{1}"),
        (r"\mathcal{\tilde{A}}", r"\mathcal{\tilde{A}}"),
        (r"{\cal O}(n)", r"\mathcal{O}(n)"),
    ],
)
def test_only_capitals_are_set_in_an_alphabet_without_other_letters(source: str, written: str) -> None:
    assert read_math(source)[0] == (formula(written),)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (r"\input{x}", r"\input is not supported in math"),
        (r"\def\x{1}", r"\def is not supported in math"),
        ("x^a^b", "a symbol has two superscripts or two subscripts"),
        ("x_a_b", "a symbol has two superscripts or two subscripts"),
        ("x^2'", "a symbol has two superscripts or two subscripts"),
        ("{x", "a brace is not closed"),
        ("x}", "unmatched closing brace"),
        ("x^", "an argument is missing"),
        (r"\frac{1}", "an argument is missing"),
        ("a % b", "'%' is not supported in math"),
        ("a & b", "'&' is not supported in math"),
        ("a # b", "'#' is not supported in math"),
        ("é", "'é' is not supported in math"),
        (r"\text{$x$}", r"\text may hold plain text only"),
        (r"\not x", r"\not must be followed by a relation"),
        ("x" * 1001, "longer than 1000 characters"),
        ("{" * 20 + "x" + "}" * 20, "braces are nested too deeply"),
        (r"\hat" * 20 + "x", "commands are nested too deeply"),
    ],
)
def test_refused(source: str, problem: str) -> None:
    assert read_math(source) == ((), problem)
    assert check_math(source) == problem


@pytest.mark.parametrize(
    ("source", "text"),
    [
        # Scripts: as Unicode has them, as a sign alone, or after ^ and _.
        ("x_1^2", "x₁²"),
        (r"\sum_{i=1}^n x_i", "∑ᵢ₌₁ⁿ xᵢ"),
        (r"M_\odot", "M⊙"),
        (r"C^\ast", "C∗"),
        (r"A^\perp", "A⊥"),
        ("x''^2", "x′′²"),
        (r"90^\circ x", "90°x"),
        (r"L^\infty(\Omega)", "L^∞(Ω)"),
        (r"T_{\rm eff}", "T_eff"),
        ("T_{eff}R", "T_eff R"),
        ("x_{a,b}", "x_(a,b)"),
        ("x^{y^2}", "x^(y²)"),
        (r"\lim_{n\to\infty} a_n", "lim_(n→∞) aₙ"),
        # Spaces where TeX sets them.
        ("a+b=-c", "a + b = −c"),
        (r"x \mapsto y", "x ↦ y"),
        (r"f:X\to Y", "f : X → Y"),
        ("f(x,y)", "f(x, y)"),
        (r"1,5\%", "1,5%"),
        ("p{=}x", "p=x"),
        (r"n\log n", "n log n"),
        (r"\sin(x)", "sin(x)"),
        (r"\int f\,dx", "∫ f dx"),
        (r"\lesssim 5", "≲ 5"),
        (r"\langle 111 \rangle", "⟨111⟩"),
        (r"x \text{ if } y", "x if y"),
        # Parentheses in place of bars.
        (r"\frac{a}{b}", "a/b"),
        (r"\frac{a+b}{2\pi}", "(a + b)/(2π)"),
        (r"\frac12 x", "1/2 x"),
        (r"\sqrt{2}\,\mu m", "√2 μm"),
        (r"\sqrt{x^2+y^2}", "√(x² + y²)"),
        (r"\sqrt{x^2}", "√(x²)"),
        (r"\sqrt[3]{2}", "∛2"),
        (r"\sqrt[n]{ab}", "ⁿ√(ab)"),
        # Accents and alphabets.
        (r"\dot{M}", "Ṁ"),
        (r"\overline{AB}", "ĀB\u0304"),
        (r"a\not\in b", "a ∉ b"),
        (r"\mathbb{R}^d", "ℝᵈ"),
        (r"\mathbb{A}", "𝔸"),
        (r"\mathfrak{g}", "𝔤"),
        (r"\mathcal{O}(n)", "𝒪(n)"),
        (r"\mathscr{L}", "ℒ"),
        (r"\mathbf{x}^T", "xᵀ"),
        # Unicode signs, and an unknown command.
        ("∑_{i} ∆", "∑ᵢ Δ"),
        (r"\foo{x}^2", "x2"),
    ],
)
def test_one_line_of_text(source: str, text: str) -> None:
    assert math_text(source) == text


LONG = r"\|u\|_{L^2} + \|v\|_{H^1} \leq C(\alpha,\beta) \|f\|_{L^2}, a_1, a_2, \ldots"


def test_a_long_formula_has_parts() -> None:
    assert formula_parts(formula(LONG)) == (
        FormulaPart(r"\|u\|_{L^{2}}+", "‖u‖_(L²) +", "med"),
        FormulaPart(r"\|v\|_{H^{1}}\leq", "‖v‖_(H¹) ≤", "thick"),
        FormulaPart(r"C(\alpha,\beta)\|f\|_{L^{2}},", "C(α, β)‖f‖_(L²),", "thin"),
        FormulaPart("a_{1},", "a₁,", "thin"),
        FormulaPart("a_{2},", "a₂,", "thin"),
        FormulaPart(r"\ldots", "…"),
    )


@pytest.mark.parametrize("source", ["a+b=c", "x" * 50, "(" + "x" * 50, r"\frac{a+b}{c}" * 6])
def test_a_formula_that_is_short_or_unbreakable_is_one_part(source: str) -> None:
    found = formula(source)
    assert formula_parts(found) == (FormulaPart(source, found.text),)


WORDS = [
    "x", "1", "23", "{", "}", "^", "_", "'", " ", "[", "]", "+", "-", "=", "α", "%", "#", "&", "~", "\\", "\\,", "\\%",
    "\\{", "\\~",
    *(f"\\{name} " for name in (
        "alpha", "frac", "sqrt", "not", "in", "rm", "mathrm", "text", "hat", "left", "right", "circ", "prime", "input",
        "ensuremath", "quad", "log",
    )),
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=25).map("".join))
@times(10)
def test_math_holds_allowed_commands_only(source: str) -> None:
    text, problem = read_math(source)
    assert bool(text) != bool(problem) or not problem
    for node in text:
        if not isinstance(node, Math):
            continue
        assert set(re.findall(r"\\([A-Za-z]+)", node.tex)) <= COMMANDS
        assert set(re.findall(r"\\([^A-Za-z])", node.tex)) <= set(",;:>! %&#_{}|")
        bare = re.sub(r"\\([A-Za-z]+|.)", "", node.tex)
        assert not set(bare) & set("\\$%#&")
        assert bare.isascii()
        depths = [bare[: i + 1].count("{") - bare[: i + 1].count("}") for i in range(len(bare))]
        assert min(depths, default=0) >= 0
        assert not depths or depths[-1] == 0
        # Reading the result again changes nothing.
        assert read_math(node.tex) == ((node,), "")
        assert " ".join(part.text for part in formula_parts(node)) == node.text


@pytest.mark.texlive
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not here")
def test_latex_with_amssymb_sets_every_formula(tmp_path: Path) -> None:
    words = [
        *"x12{}^_'[]+-=()/,.<>|~",
        *(f"\\{name} " for name in (*COMMANDS, *ALPHABETS, *ESCAPED, *SPACES, "left", "AA")),
    ]
    choice = random.Random(1)
    drawn = ["".join(choice.choices(words, k=choice.randint(1, 10))) for _ in range(8000)]
    each = [f"x\\{name} y" for name in COMMANDS] + [f"\\{name}{{x}}y" for name in (*ACCENTS, *ALPHABETS)]
    formulas = {node.tex for source in (*each, *drawn) for node in read_math(source)[0] if isinstance(node, Math)}
    assert len(formulas) > 800
    body = "\n\n".join(f"${formula}$" for formula in sorted(formulas))
    head = "\\documentclass{article}\n\\usepackage{amssymb,mathrsfs}"
    source = f"{head}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    (tmp_path / "m.tex").write_text(source, encoding="utf-8")
    run = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-no-shell-escape", "m.tex"],
        cwd=tmp_path, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    log = (tmp_path / "m.log").read_text(encoding="latin-1")
    assert re.findall(r"^! .*", log, re.MULTILINE) == []
    assert run.returncode == 0


def test_a_formula_that_grows_when_it_is_written_is_still_divided() -> None:
    (written,) = read_math(r"\int_0^1" * 110)[0]
    assert isinstance(written, Math)
    assert len(written.tex) > 1000
    assert len(formula_parts(written)) > 20
