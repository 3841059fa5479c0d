"""Web pages in the look of a template: what it can use, where its errors are, and what it cannot do."""

from __future__ import annotations

import html5lib
import pytest

from cvtex.diagnostics import Span
from cvtex.emit.blocks import Block, Heading, Name, Paragraph
from cvtex.emit.html.writer import HtmlWriter
from cvtex.emit.writer import Look, Manuscript, Metadata, WrittenFile
from cvtex.model.design import BASE
from cvtex.model.page_template import PageTemplate
from cvtex.value import replace
from cvtex.verify.html import read_html

SPAN = Span("cv.yaml", 1, 1)
TEXT = "</script><b>\"' & {{ header }}"
BLOCKS = (
    Block(1, Name((), ("Ada",), ()), SPAN),
    Block(2, Heading("section", ("One",)), SPAN, "one"),
    Block(3, Paragraph((TEXT,)), SPAN, "one"),
    Block(4, Heading("section", ("Two",)), SPAN, "two"),
)
MANUSCRIPT = Manuscript(BLOCKS, Metadata(TEXT, "Ada"), Look("cvtex-look", 10.5, "a4", "en", design=BASE))


def written(page: str, assets: str = "", **files: bytes) -> WrittenFile:
    named = {name.replace("_", "."): data for name, data in files.items()}
    template = PageTemplate("styles/html/mine", {"page.html": page.encode(), **named})
    return HtmlWriter().write(replace(MANUSCRIPT, template=template, assets=assets))


def shown(body: str, **files: bytes) -> str:
    """The page that a template makes below what it must print."""
    found = written("{{ header }}{{ main }}=====" + body, "", **files)
    assert found.diagnostics == ()
    return found.data.decode().partition("=====")[2]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ author }}, {{ language }}", "Ada, en"),
        ("{{ title }}", "&lt;/script&gt;&lt;b&gt;&#34;&#39; &amp; {{ header }}"),
        ('<p title="{{ title|upper }}">', '<p title="&lt;/SCRIPT&gt;&lt;B&gt;&#34;&#39; &amp; {{ HEADER }}">'),
        (
            "<script>const title = {{ title|tojson }}</script>",
            '<script>const title = "\\u003c/script\\u003e\\u003cb\\u003e\\"\\u0027 \\u0026 {{ header }}"</script>',
        ),
        ("{% for one in sections %}{{ loop.index }} {{ one.id }} {{ one.title }}|{% endfor %}", "1 one One|2 two Two|"),
        ("{% include 'other.html' %}", "Ada!"),
        ("{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}{{ bold(author) }}", "<b>Ada</b>"),
        ("{{ file('look.css') }}", "data:text/css;base64,cHt9"),
        ("{% if footer %}{{ footer }}{% else %}no works{% endif %}", "no works"),
    ],
)
def test_what_a_template_prints(template: str, expected: str) -> None:
    assert shown(template, other_html=b"{{ author }}!", look_css=b"p{}") == expected


def test_a_template_may_build_on_another() -> None:
    page = "{% extends 'base.html' %}{% block top %}Mine{% endblock %}"
    found = written(page, base_html=b"{% block top %}{% endblock %}{{ header }}{{ main }}")
    assert (found.diagnostics, found.data[:4]) == ((), b"Mine")


def test_the_page_is_read_back_like_any() -> None:
    page = written("<html><head>{{ meta }}{{ style }}</head><body>{{ header }}{{ main }}</body></html>").data
    found = read_html(page)
    assert (found.problems, "".join(found.text.split())) == ((), f"AdaOne{''.join(TEXT.split())}Two")


def test_files_lie_in_the_folder_that_the_page_loads_them_from() -> None:
    page = "{{ header }}{{ main }}<link rel=stylesheet href=\"{{ file('look.css') }}\">"
    found = written(page, "cv_files", look_css=b"p{}", unused_js=b"")
    [name] = found.assets
    assert found.assets[name] == b"p{}"
    assert f'href="./cv_files/{name}"' in found.data.decode()


ERRORS = [
    ("{{ heder }}", "'heder' is undefined", "did you mean 'header'?"),
    ("{% for %}", "Expected an expression, got 'end of statement block'", ""),
    ("{{ title|safe }}", "No filter named 'safe'.", ""),
    ("{{ file('lok.css') }}", "there is no file 'lok.css' in styles/html/mine", "did you mean 'look.css'?"),
    ("{% include '../../cv.yaml' %}", "there is no file '../../cv.yaml' in styles/html/mine", ""),
    ("{{ file('page.html') }}", "no page loads a file like 'page.html'", ""),
    ("{% include 'binary.html' %}", "binary.html is not UTF-8: byte 1", ""),
    ("{% include 'page.html' %}", "the template calls itself without an end", ""),
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "the template calls itself without an end", ""),
    ("{{ 1 / 0 }}", "'/' is not offered here, only + - * // % for whole numbers", ""),
    ("{{ 1 // 0 }}", "division by zero", ""),
    ("{{ main * 1000 }}", "'*' is not offered here, only + - * // % for whole numbers", ""),
    ("{{ main ~ main }}", "'~' is not offered here: print one value after the other, {{ a }}{{ b }}", ""),
    ("{{ title.__class__.__mro__ }}", "access to attribute '__class__' of 'str' object is unsafe.", ""),
    ("{{ title.format(1) }}", "access to attribute 'format' of 'str' object is unsafe.", ""),
    ("{{ file.__globals__ }}", "access to attribute '__globals__' of 'function' object is unsafe.", ""),
    ("{% for n in range(100000) %}{% endfor %}", "a range has at most 1,000 numbers", ""),
    (
        "{% for a in range(999) %}{% for b in range(999) %}{% endfor %}{% endfor %}",
        "the template takes more than 20,000 steps",
        "",
    ),
    (
        "{% macro d(s) %}{{ s }}{{ s }}{% endmacro %}" + "{{ " + "d(" * 40 + "main" + ")" * 40 + " }}",
        "the template prints more than 100,000,000 characters",
        "",
    ),
    ("{% autoescape false %}{{ title }}{% endautoescape %}", "texts are always escaped", ""),
    ("<p title={{ title }}>", "the value of an attribute needs quotes", ""),
    ("<script>let a = '{{ title }}'</script>", "a value in a script needs |tojson", ""),
    ("<style>p { color: {{ title }} }</style>", "a value in a style needs |tojson", ""),
    ("{% set a = [1] %}{% set b = [a, a] %}", "a list or dict holds only texts and numbers", ""),
    ("{% macro m() %}{{ m(varargs, varargs) }}{% endmacro %}", "'varargs' is not offered here", ""),
    ("{{ lipsum() }}", "'lipsum' is undefined", ""),
]


@pytest.mark.parametrize(("template", "message", "hint"), ERRORS, ids=[template[:40] for template, *_ in ERRORS])
def test_an_error_has_its_line(template: str, message: str, hint: str) -> None:
    found = written("{{ header }}\n{{ main }}\n" + template, look_css=b"", binary_html=b"a\xff")
    [problem] = found.diagnostics
    assert problem.message.startswith(message)
    assert problem.hint == hint
    assert str(problem.span) == "styles/html/mine/page.html:3:1"


def test_an_error_of_an_included_file_is_there() -> None:
    [problem] = written("{{ header }}{{ main }}{% include 'other.html' %}", other_html=b"\n\n{{ nothing }}").diagnostics
    assert (problem.message, str(problem.span)) == ("'nothing' is undefined", "styles/html/mine/other.html:3:1")


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ main }}", "the template does not print {{ header }}"),
        ("{{ header }}", "the template does not print the section 'One' in its order"),
        ("{{ main }}{{ header }}", "the template does not print the section 'One' in its order"),
        ("{{ header }}{{ sections[0].html }}", "the template does not print the section 'Two' in its order"),
    ],
)
def test_a_template_must_print_the_whole_cv(template: str, message: str) -> None:
    assert [problem.message for problem in written(template).diagnostics] == [message]


@pytest.mark.parametrize(
    ("link", "is_sound"),
    [
        ("https://example.org", True),
        ("cv.pdf", True),
        ("#content", True),
        ("JavaScript:alert(1)", False),
        ("data:text/html,x", False),
    ],
)
def test_links_of_a_template_lead_to_pages_and_files(link: str, is_sound: bool) -> None:
    page = written('{{ header }}{{ main }}<footer><a href="' + link + '">x</a></footer>').data
    assert (read_html(page).problems == ()) == is_sound
    html5lib.HTMLParser().parse(page.decode())
