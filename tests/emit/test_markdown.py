"""Markdown that says nothing but the text: signs of its own are escaped, and every text comes back."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cvtex.diagnostics import Span
from cvtex.emit.blocks import Block, BlockContent, Heading, Numbered, Paragraph, Point, Titled
from cvtex.emit.markdown.inline import markdown
from cvtex.emit.markdown.writer import MarkdownWriter
from cvtex.emit.writer import Look, Manuscript, Metadata
from cvtex.text.richtext import LineBreak, Link, RichText, Styled
from cvtex.verify.markdown import read_markdown
from cvtex.verify.text import broken_promises

HERE = Span("cv.yaml")


def written(*contents: BlockContent) -> tuple[str, Manuscript]:
    blocks = tuple(Block(number, content, HERE) for number, content in enumerate(contents, 1))
    manuscript = Manuscript(blocks, Metadata("T", "A"), Look("cvtex-look", 10, "a4", "en"))
    return MarkdownWriter().write(manuscript).data.decode(), manuscript


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (("2 * 3 * 4 and a_b_c",), r"2 \* 3 \* 4 and a\_b\_c"),
        (("<script>alert(1)</script>",), r"\<script\>alert(1)\</script\>"),
        (("[a](b) & &copy; AT&T",), r"\[a\](b) & \&copy; AT\&T"),
        (("in", Styled("emphasis", ("side",)), " and ", Styled("emphasis", ("out",))), "in<em>side</em> and _out_"),
        (
            (Styled("owner", ("Heron A",)), ", and ", Styled("strong", ("(x)",))),
            "**Heron A**, and <strong>(x)</strong>",
        ),
        ((Styled("code", ("a `tick` b",)), ""), "``a `tick` b``"),
        (("10", Styled("superscript", ("6",))), "10<sup>6</sup>"),
        ((Link("https://x.org/a b?c=1&copy=2", ("here",)),), r"[here](<https://x.org/a%20b?c=1\&copy=2>)"),
        ((Styled("strong", ("a ", Styled("strong", ("b",)))),), "**a b**"),
    ],
    ids=str,
)
def test_inline(text: RichText, expected: str) -> None:
    assert markdown(text) == expected


def test_starts_of_lines_are_no_blocks() -> None:
    starts = ["# one", "- two", "+ three", "4. four", "5) five", "> six", "=== seven", "    eight", "--- nine", "10."]
    text, _ = written(*(Paragraph((one, LineBreak(), one)) for one in starts))
    assert text.startswith("\\# one\\\n\\# one\n\n\\- two\\\n\\- two\n")
    found = read_markdown(text.encode())
    assert found.problems == ()
    assert [line for line in found.text.split("\n") if line] == [one.strip() for one in starts for _ in "12"]


def test_lists() -> None:
    text, _ = written(
        Heading("section", ("Works #",)),
        Numbered(("7.",), ("Seven",)),
        Numbered(("8.",), ("Eight",)),
        Numbered(("3.",), ("Three",)),
        Titled(("Title",), ("2020",), ("Details",), ()),
        Point((), ("Below",)),
        Point(("Label",), ("Further below",), depth=1),
    )
    assert (
        text
        == """\
# Works \\#

7. Seven
8. Eight

3\\. Three

- **Title**, 2020\\
  Details
  - Below
    - **Label**: Further below
"""
    )


SIGNS = st.text(st.sampled_from("*_`~[]()<>&#+-=.!\\|:;'\"$^{}/ a1é漢\u00a0"), max_size=8) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=6
)


def texts(inner: st.SearchStrategy[RichText]) -> st.SearchStrategy[RichText]:
    styles = st.sampled_from(["emphasis", "strong", "owner", "superscript", "note", "small-caps"])
    return st.lists(
        SIGNS
        | st.builds(Styled, styles, inner)
        | st.builds(lambda text: Styled("code", (text,)), SIGNS)
        | st.builds(Link, st.just("https://x.org/(a)?b=1&c=<d>"), st.just(("link",))),
        max_size=4,
    ).map(tuple)


RICH = texts(st.builds(lambda text: (text,), SIGNS) | texts(st.builds(lambda text: (text,), SIGNS)))


@given(RICH, RICH)
@example((Styled("emphasis", ("a", Styled("strong", ("b",)))),), ("*",))
@example(("a\\",), ("b",))
@example((), ("Look!", Link("https://x.org/(a)?b=1&c=<d>", ("link",))))
@example((Styled("code", ("1",)), Styled("code", ("1",))), (Styled("code", ("\x1b",)),))
def test_every_text_comes_back(first: RichText, second: RichText) -> None:
    label: RichText = ("Label",)
    text, manuscript = written(
        Paragraph((*first, "x", LineBreak(), *second, "y")),
        Heading("section", first),
        Point(label, second),
        Numbered(("1.",), first),
        Titled(first, second, (), second),
    )
    promises = MarkdownWriter().promises(manuscript)
    own = [(one.text, one.span) for one in promises.own_names if one.text.strip()]
    found = read_markdown(text.encode())
    texts = ((one.text, one.span) for one in promises.texts)
    assert [*broken_promises(found, texts, promises.links, own)] == [], text
