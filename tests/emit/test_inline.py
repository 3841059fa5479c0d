"""Rich text -> LaTeX."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvtex.emit.latex.hyphenation import hyphenated
from cvtex.emit.latex.inline import InlineWriter
from cvtex.fonts.runs import Piece, Run
from cvtex.text.richtext import InLanguage, Inline, LineBreak, Link, Math, NoBreak, RichText, Styled

WRITTEN: list[tuple[RichText, str]] = [
    ((), ""),
    (("one", Styled("emphasis", (LineBreak(), "two"))), r"one\emph{\cvlinebreak{}two}"),
    # Each line is ordered by itself.
    (
        ("א", LineBreak(), "ב"),
        r"\cvrtl{\cvword{05D0}{\cvglyphs{א}{a}{\char0}}}\cvlinebreak{}\cvrtl{\cvword{05D1}{\cvglyphs{ב}{a}{\char0}}}",
    ),
    (("50 % & more",), r"50~\% \& more"),
    ((Styled("emphasis", ("a", Styled("strong", ("b",)))),), r"\emph{a\textbf{b}}"),
    ((Styled("owner", (NoBreak(("Example A",)),)),), r"\cvowner{\mbox{Example A}}"),
    ((Styled("code", ("x_1", " -- y")),), r"\cvcode{x\_1 -{}- y}"),
    ((Styled("superscript", ("2",)), Styled("subscript", ("3",))), r"\textsuperscript{2}\textsubscript{3}"),
    ((Styled("small-caps", ("R na",)),), r"\cvglyphs{R}{a}{\char0} \cvglyphs{na}{a}{\char0}"),
    ((Math(r"\alpha_1", "α₁"), " text"), r"\cvmath{03B12081}{\alpha_1} text"),
    ((Link("https://x.org/a_b", ("Slides & more",)),), r"\cvlink{https://x.org/a\_b}{Slides \& more}"),
    # An address that is shown as itself may break where addresses may.
    (
        (Link("https://x.org/a_b", ("x.org/a_b",)),),
        r"\cvlink{https://x.org/a\_b}{\cvaddress{x.org/\cvaddressbreak{}a\_\cvaddressbreak{}b}}",
    ),
    (
        (Link("https://x.org", (Styled("strong", ("bold",)), " link")),),
        r"\cvlink{https://x.org}{\textbf{bold} link}",
    ),
]


class OnePiece(dict[Run, tuple[Piece, ...]]):
    """Each run is the first slot of page a."""

    def __missing__(self, run: Run) -> tuple[Piece, ...]:
        return (Piece("a", 0, 0, len(run.text)),)


ONE_PIECE = OnePiece()


@pytest.mark.parametrize(("text", "tex"), WRITTEN)
def test_write(text: RichText, tex: str) -> None:
    assert InlineWriter(glyphs=ONE_PIECE).write(text) == tex


HYPHENATED = [
    # language   text                                  with soft hyphens as `|`
    ("en", "representation", "representation"),
    ("en-GB", "representation", "representation"),
    ("de", "Donaudampfschifffahrt, kurz", "Do|nau|dampf|schiff|fahrt, kurz"),
    ("de-AT", "Wissenschaft 2021", "Wis|sen|schaft 2021"),
    ("fr", "représentation", "re|pré|sen|ta|tion"),
    ("es", "presentación", "pre|sen|ta|ción"),
    ("it", "presentazione", "pre|sen|ta|zione"),
    ("de", "kurz und gut", "kurz und gut"),
    # Hungarian writes Ösz-sze-sen at a line's end, which would add a letter everywhere else.
    ("hu", "Összesen, meggyőződés", "Össze|sen, meg|győ|ző|dés"),
]


@pytest.mark.parametrize(("language", "text", "printed"), HYPHENATED)
def test_hyphens(language: str, text: str, printed: str) -> None:
    assert hyphenated(text, language).replace("\u00ad", "|") == printed


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.sampled_from(["de", "fr", "es", "it", "en"]))
def test_hyphenation_only_adds_soft_hyphens(text: str, language: str) -> None:
    assert hyphenated(text, language).replace("\u00ad", "") == text.replace("\u00ad", "")


NODES: st.SearchStrategy[Inline] = st.recursive(
    st.text(st.sampled_from("ab \\{}$%&#_^~"), max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        .map(tuple)
        .flatmap(
            lambda content: st.sampled_from(
                [
                    Styled("emphasis", content),
                    Styled("owner", content),
                    Link("https://x.org/%7B}", content),
                    NoBreak(content),
                ]
            )
        )
    ),
    max_leaves=6,
)


@given(st.lists(NODES, max_size=4).map(tuple))
def test_braces_are_balanced(text: RichText) -> None:
    depth = 0
    for brace in re.findall(r"(?<!\\)(?:\\\\)*([{}])", InlineWriter(glyphs=ONE_PIECE).write(text)):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0


def test_text_in_another_language_is_hyphenated_by_its_own_rules() -> None:
    text: RichText = ("Werkstatt ", InLanguage("en-GB", ("understandable",)))
    assert InlineWriter("de").write(text) == r"Werk\-statt \cvforeign{en-GB}{un\-der\-stand\-able}"
    assert (
        InlineWriter("en").write((InLanguage("de", ("Werkstatt",)), " understandable"))
        == r"\cvforeign{de}{Werk\-statt} understandable"
    )
