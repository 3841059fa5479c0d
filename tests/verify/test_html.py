"""What a reader finds in an HTML page."""

from __future__ import annotations

import pytest

from cvtex.verify.html import read_html

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Not read</title><style>p { color: red }</style></head>
<body>
<a class="skip" href="#content">Skip</a>
<nav><a href="#one">One</a></nav>
<main id="content">
<h2 id="one">One</h2>
<ol><li><span>1.</span> <strong>A. Example</strong> and B. &lt;Other&gt;<br>H<sub>2</sub>O</li></ol>
<p><a href="https://example.org/a?b=c&amp;d=e">a link</a>, <sup><a href="#note">1</a></sup></p>
</main>
</body>
</html>
"""


def test_text_links_and_bold_names() -> None:
    found = read_html(PAGE.encode())
    lines = [line.strip() for line in found.text.split("\n") if line.strip()]
    assert lines == ["One", "1. A. Example and B. <Other>", "H2O", "a link, 1"]
    assert found.links == frozenset({"https://example.org/a?b=c&d=e"})
    assert found.bold == ("A. Example",)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("<p>A <em>B</p>", "the element p ends where it is not open"),
        ("<p>A</p></p>", "the element p ends where it is not open"),
        ("<main><p>A</p>", "the element main has no end"),
    ],
)
def test_elements_that_are_not_closed(page: str, problem: str) -> None:
    assert problem in read_html(page.encode()).problems


@pytest.mark.parametrize(
    "around",
    ["<div hidden>{}</div>", "<template>{}</template>", "<noscript>{}</noscript>", "<textarea>{}</textarea>",
     "<dialog>{}</dialog>", "<!-- {} -->"],
)  # fmt: skip
def test_what_browsers_do_not_show_is_not_there(around: str) -> None:
    assert "hidden words" not in read_html(around.format("<p>hidden words</p>").encode()).text
