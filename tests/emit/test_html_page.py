"""A web page: what each kind of block becomes, and what no text can do to the page."""

from __future__ import annotations

import re
from base64 import b64encode
from pathlib import Path
from typing import get_args

import html5lib
import pytest
from blocks_document import blocks_of, read_document
from hypothesis import given
from hypothesis import strategies as st

from cvtex.diagnostics import Span
from cvtex.emit.blocks import (
    Block,
    BlockContent,
    Cards,
    Contact,
    Entry,
    FootnoteText,
    Header,
    Heading,
    Headline,
    Name,
    Note,
    Numbered,
    Organisation,
    Paragraph,
    Point,
    Portrait,
    Role,
    Row,
    Term,
    Titled,
)
from cvtex.emit.html.writer import HtmlWriter
from cvtex.emit.writer import Look, Manuscript, Metadata
from cvtex.model.colour import Colour
from cvtex.model.design import BASE, Fonts, merged
from cvtex.model.located import built_in
from cvtex.model.picture import Picture
from cvtex.text.math import formula
from cvtex.text.richtext import InLanguage, LineBreak, Link, Math, NoBreak, RichText, Style, Styled
from cvtex.value import replace
from cvtex.verify.html import read_html
from cvtex.verify.text import broken_promises

FORMS = sorted((Path(__file__).parents[1] / "documents" / "blocks").glob("*.txt"))
SPAN = Span("cv.yaml", 1, 1)
LOOK = Look("cvtex-look", 10.5, "a4", "en", design=BASE)
PHOTO = Picture("png", 3, 4, 3, data=b"PNG")


def manuscript(*contents: BlockContent, look: Look = LOOK) -> Manuscript:
    blocks = tuple(Block(number, content, SPAN, "item") for number, content in enumerate(contents, 1))
    return Manuscript(blocks, Metadata("Ada – CV", "Ada"), look)


def written(*contents: BlockContent, look: Look = LOOK) -> str:
    return HtmlWriter().write(manuscript(*contents, look=look)).data.decode()


def main_of(page: str) -> str:
    """The markup of what is below the head of the page, without line ends."""
    return page.partition('<main id="content">')[2].partition("</main>")[0].replace("\n", "")


def problems(one: Manuscript) -> list[str]:
    """The promises that a page breaks, if its own reader and a parser by the standard read it."""
    page = HtmlWriter().write(one).data
    promises = HtmlWriter().promises(one)
    found = read_html(page)
    expected = [(text.text, text.span) for text in promises.texts]
    own_names = [(name.text, name.span) for name in promises.own_names]
    broken = [str(problem) for problem in broken_promises(found, expected, promises.links, own_names)]
    parser = html5lib.HTMLParser()
    tree = parser.parse(page.decode())
    broken += [str(error) for error in parser.errors]
    # Nothing stands in the page but what the blocks say.
    if "".join(found.text.split()) != "".join("".join(text for text, _ in expected).split()):
        broken.append("the page has other words than the blocks")
    names = [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
    broken += [f"{name} is the name of two elements" for name in names if names.count(name) > 1]
    targets = [element.attrib.get("href", "") for element in tree.iter() if str(element.tag).endswith("}a")]
    return broken + [f"{link} leads nowhere" for link in targets if link.startswith("#") and link[1:] not in names]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_word_of_every_form_of_block_is_read_back(path: Path) -> None:
    document = read_document(path.read_text(encoding="utf-8"))
    for variant in document.blocks:
        look = replace(LOOK, photo=PHOTO)
        assert problems(Manuscript(blocks_of(document, variant), Metadata("Ada – CV", "Ada"), look)) == []


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([Paragraph(("A", LineBreak(), "B"))], "<p>A<br>B</p>"),
        ([Note(("A",))], '<p class="note">A</p>'),
        (
            [Role(("Professor",), ("2020",)), Point((), ("One",)), Point(("L",), ("Two",))],
            (
                '<p class="role"><span class="text">Professor</span> <span class="dates">2020</span> </p>'
                '<ul class="point" role="list"><li><span>One</span></li>'
                '<li><span class="label-of-point">L</span><span>Two</span></li></ul>'
            ),
        ),
        (
            [Point((), ("One",)), Point((), ("Below",), depth=1), Point((), ("Two",))],
            (
                '<ul class="point" role="list"><li><span>One</span>'
                '<ul class="point" role="list"><li><span>Below</span></li></ul></li>'
                "<li><span>Two</span></li></ul>"
            ),
        ),
        (
            [Numbered(("J1",), ("A",)), Numbered((), ("B",), is_aligned=True), Numbered((), ("C",))],
            (
                '<ol class="numbered" role="list">'
                '<li><span class="label">J1</span><span class="text">A</span></li>'
                '<li><span class="text">B</span></li>'
                '<li class="unlabelled"><span class="text">C</span></li></ol>'
            ),
        ),
        (
            [Titled(("Prize",), ("2020",), ("Place",), ()), Point((), ("Below",))],
            (
                '<ul class="entry" role="list"><li><div class="title"><span class="head">Prize</span>'
                ' <span class="dates">2020</span> </div><div class="below"><span>Place</span> </div>'
                '<ul class="point" role="list"><li><span>Below</span></li></ul></li></ul>'
            ),
        ),
        (
            [Row(("Name",), ("Ada",)), Row(("Born",), ("1815",))],
            (
                '<table><tbody><tr><th scope="row">Name</th><td>Ada</td></tr>'
                '<tr><th scope="row">Born</th><td>1815</td></tr></tbody></table>'
            ),
        ),
        ([Term(("TeX",), ("good",))], '<dl class="term"><div><dt>TeX</dt><dd>good</dd></div></dl>'),
        (
            [Cards(((("Bea",), ("Rome",)), (("Cy",),)))],
            (
                '<div class="cards"><p class="card"><span>Bea</span><span>Rome</span></p>'
                '<p class="card"><span>Cy</span></p></div>'
            ),
        ),
    ],
    ids=lambda value: type(value[0]).__name__ if isinstance(value, list) else "",
)
def test_what_a_block_becomes(blocks: list[BlockContent], expected: str) -> None:
    assert main_of(written(*blocks)) == expected


def test_parts_and_sections_stand_in_one_another_with_headings_in_order() -> None:
    page = main_of(
        written(
            Name((), ("Ada",), ()),
            Heading("part", ("Part",)),
            Heading("section", ("One",)),
            Heading("group", ("Group",)),
            Heading("section", ("Two",)),
        )
    )
    assert page.endswith(
        '<section aria-labelledby="item"><h2 id="item">Part</h2>'
        '<section aria-labelledby="block-3"><h3 id="block-3">One</h3><h4>Group</h4></section>'
        '<section aria-labelledby="block-5"><h3 id="block-5">Two</h3></section></section>'
    )


def test_the_head_of_the_page_says_who_it_is() -> None:
    name, headline = Name(("Prof.",), ("Ada",), ("(she)",)), Headline(("Counts",))
    contact = Contact(((Link("mailto:ada@x.org", ("ada@x.org",)),), (Link("https://x.org", ("x.org",)),)), ("", ""))
    blocks = (Block(1, Header(name, headline, contact, ("Ada at a desk",)), SPAN),)
    look = replace(LOOK, photo=PHOTO)
    page = HtmlWriter().write(Manuscript(blocks, Metadata("Ada – CV", "Ada"), look)).data.decode()
    head = page.partition('<header class="h-card">')[2].partition("</header>")[0].replace("\n", "")
    assert head == (
        '<div class="head-of-page"><div class="who">'
        '<h1><span class="p-honorific-prefix">Prof.</span> <span class="p-name">Ada</span>'
        ' <span class="remark">(she)</span> </h1><p class="headline p-note">Counts</p>'
        '<ul class="contact" role="list"><li><a class="u-email" href="mailto:ada@x.org">ada@x.org</a></li>'
        '<li><a class="u-url" href="https://x.org">x.org</a></li></ul></div>'
        '<img class="u-photo" src="data:image/png;base64,UE5H" alt="Ada at a desk"></div>'
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (("a<b> & \"c\" 'd'",), "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;"),
        (("<script>alert(1)</script>]]>",), "&lt;script&gt;alert(1)&lt;/script&gt;]]&gt;"),
        (("a\0b\x1bc\ud800d\ufffee\u202ef",), "abcdef"),
        ((Styled("owner", ("A",)), Styled("corresponding", ("†",))), '<strong class="owner">A</strong><sup>†</sup>'),
        ((Math("x^2", "x²"),), '<span class="whole"><em>x</em><sup>2</sup></span>'),
        ((NoBreak(("10 m",)),), '<span class="whole">10 m</span>'),
        ((InLanguage("de", ("Löwe",)), " x"), '<span lang="de">Löwe</span> x'),
        ((Link("https://x.org/ä?a=b&c", ("x",)),), '<a href="https://x.org/%C3%A4?a=b&amp;c">x</a>'),
        ((Link("doi:10.1000/a", ("x",)),), '<a href="https://doi.org/10.1000/a">x</a>'),
        ((Link("javascript:alert(1)", ("x",)),), "x"),
        ((Link("data:text/html,x", ("x",)),), "x"),
        ((Link("ftp://x.org/a", ("x",)),), "x"),
        ((Link("https://x.org", ("x ", Link("https://y.org", ("y",)))),), '<a href="https://x.org">x y</a>'),
    ],
)
def test_texts_and_links(text: RichText, expected: str) -> None:
    assert main_of(written(Paragraph(text))) == f"<p>{expected}</p>"
    assert problems(manuscript(Paragraph(text))) == []


def test_text_from_right_to_left() -> None:
    paragraph = Paragraph(("عنوان: A \u202e!",))
    assert main_of(written(paragraph)) == '<p dir="auto">عنوان: A !</p>'


def test_a_reference_keeps_its_order_whichever_script_it_begins_with() -> None:
    reference = Numbered(("1.",), (NoBreak(("כהן מ",)), " (2020). ", Styled("emphasis", ("תרביץ",)), " 12"))
    page = main_of(written(reference))
    assert '<span class="text" dir="ltr"><span class="whole" dir="auto">כהן מ</span> (2020). ' in page
    assert '<em dir="auto">תרביץ</em> 12' in page


def test_a_text_in_another_language_says_so() -> None:
    assert main_of(written(Paragraph((InLanguage("de", ("Löwe",)),)))) == (
        '<p lang="de"><span lang="de">Löwe</span></p>'
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x.org/a/b", "x.org/<wbr>a/<wbr>b"),
        ("https://x.org/a/", "https://x.org/<wbr>a/"),
        ("a and/or b", "a and/or b"),
    ],
)
def test_an_address_may_break_after_its_slashes(text: str, expected: str) -> None:
    page = main_of(written(Paragraph((Link("https://x.org", (text,)),))))
    assert page == f'<p><a href="https://x.org">{expected}</a></p>'


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("E = mc^2", '<span class="whole"><em>E</em> = <em>m</em><em>c</em><sup>2</sup></span>'),
        (
            r"x_{i+1}^2 < \alpha",
            '<span class="whole"><em>x</em><sub><em>i</em>+1</sub><sup>2</sup> &lt; <em>α</em></span>',
        ),
        (r"\frac{a}{b}", "a/b"),
    ],
)
def test_formulas_have_real_scripts(tex: str, expected: str) -> None:
    one = manuscript(Paragraph((formula(tex),)))
    assert main_of(HtmlWriter().write(one).data.decode()) == f"<p>{expected}</p>"
    assert problems(one) == []


def test_footnotes_and_their_signs_are_linked_with_each_other() -> None:
    sign = Paragraph(("A", Styled("note", ("1",))))
    note = FootnoteText(("1",), ("Note",))
    one = manuscript(sign, note, sign, note)
    assert problems(one) == []
    page = main_of(HtmlWriter().write(one).data.decode())
    assert '<sup><a id="sign-2-1" href="#note-2-1" role="doc-noteref">1</a></sup>' in page
    assert '<li><a id="note-2-1" href="#sign-2-1" class="label">1</a><span class="text">Note</span></li>' in page


def test_what_a_page_loads_can_lie_in_a_folder_beside_it() -> None:
    look = replace(LOOK, photo=PHOTO)
    one = replace(manuscript(Portrait(("Ada",)), look=look), bibtex=b"@misc{x}", assets="100% me: #1_files")
    page = HtmlWriter().write(one)
    assert [name.partition("-")[0] for name in page.assets] == ["photo", "style", "publications"]
    assert sorted(re.findall(r'(?:src|href)="(\./[^"]+)"', page.data.decode())) == sorted(
        f"./100%25%20me%3A%20%231_files/{name}" for name in page.assets
    )
    assert b"<style" not in page.data
    assert [data for name, data in page.assets.items() if "style" not in name] == [b"PNG", b"@misc{x}"]
    alone = HtmlWriter().write(replace(one, assets=""))
    assert alone.assets == {}
    data = b64encode(b"@misc{x}").decode()
    assert f'<a href="data:application/x-bibtex;base64,{data}" download="publications.bib">BibTeX</a>' in (
        alone.data.decode()
    )


HOSTILE = "</title></style></script><script>alert(1)</script>]]>--><!--\0\x1b\u202e\ud83d\ufffe\"' & אבג"


def test_no_text_becomes_markup_anywhere() -> None:
    text: RichText = (HOSTILE, Styled("note", ("1",)), Link(f"https://x.org/{HOSTILE}", (HOSTILE,)))
    contents: list[BlockContent] = [
        Header(Name(text, text, text), Headline(text), Contact((text, text), ("", "")), (HOSTILE,)),
        Heading("section", (HOSTILE,)),
        Organisation((HOSTILE,), (HOSTILE,)),
        Role((HOSTILE,), (HOSTILE,)),
        Point((HOSTILE,), (HOSTILE,), depth=2),
        Numbered((HOSTILE,), (HOSTILE, InLanguage('de" onload="x', (HOSTILE,)))),
        Entry((HOSTILE,), (HOSTILE,), (HOSTILE,), (HOSTILE,)),
        Titled((HOSTILE,), (HOSTILE,), (HOSTILE,), (HOSTILE,), (HOSTILE,)),
        Cards((((HOSTILE,), (HOSTILE,)),)),
        Row((HOSTILE,), (HOSTILE,)),
        Term((HOSTILE,), (HOSTILE,)),
        Portrait((HOSTILE,)),
    ]
    design = merged(
        BASE,
        replace(BASE, fonts=Fonts(text=built_in(HOSTILE)), accent=Colour("FFFF00", "yellow", SPAN), headings="band"),
    )
    blocks = tuple(Block(i, content, SPAN, 'x" y') for i, content in enumerate(contents, 1))
    one = Manuscript(blocks, Metadata(HOSTILE, HOSTILE, (HOSTILE,)), replace(LOOK, photo=PHOTO, design=design))
    page = HtmlWriter().write(one).data
    tree = html5lib.HTMLParser(strict=False).parse(page.decode(), scripting=True)
    scripts = [element for element in tree.iter() if str(element.tag).endswith("}script")]
    assert not any("alert" in (element.text or "") and element.attrib == {} for element in scripts)
    assert not any(name.startswith("on") for element in tree.iter() for name in element.attrib)
    found = read_html(page)
    assert found.problems == ()
    assert found.text.count("<script>alert(1)</script>]]>") >= 24


SIGNS = st.text(st.sampled_from("<>&\"'=/!-]#;a1é漢א\u00a0\0\t\n\x1b\u202e"), max_size=8) | st.text(max_size=6)


def texts(inner: st.SearchStrategy[RichText]) -> st.SearchStrategy[RichText]:
    styles = st.sampled_from(sorted(set(get_args(Style)) - {"note"}))
    addresses = st.sampled_from(["https://x.org/(a)?b=1&c=<d>", "mailto:a@x.org", "doi:10.1000/<a>", "ftp://x.org/"])
    return st.lists(
        SIGNS
        | st.builds(Styled, styles, inner)
        | st.builds(Link, addresses | SIGNS, inner)
        | st.builds(Math, SIGNS, SIGNS)
        | st.builds(NoBreak, inner)
        | st.builds(InLanguage, st.sampled_from(["de", "ar"]), inner)
        | st.builds(LineBreak),
        max_size=4,
    ).map(tuple)


RICH = texts(texts(st.builds(lambda text: (text,), SIGNS)))


@given(RICH, RICH)
def test_every_text_comes_back(first: RichText, second: RichText) -> None:
    blocks: list[BlockContent] = [
        Heading("section", first),
        Paragraph(second),
        Point(first, second),
        Numbered(first, second),
        Titled(first, second, first, second),
        Row(first, second),
        Term(first, second),
        Organisation(first, second),
        Cards(((first, second),)),
    ]
    assert problems(manuscript(*blocks)) == []


@pytest.mark.long
def test_ten_thousand_items() -> None:
    contents = [Numbered((f"{n}.",), (f"Work {n}",)) for n in range(10_000)]
    assert problems_of_many(manuscript(*contents)) == ()


def problems_of_many(one: Manuscript) -> tuple[str, ...]:
    found = read_html(HtmlWriter().write(one).data)
    expected = [(text.text, text.span) for text in HtmlWriter().promises(one).texts]
    return (*found.problems, *map(str, broken_promises(found, expected, frozenset())))
