"""Links under a funder's rules: allowed, with printed addresses, or none."""

from __future__ import annotations

import pytest

from cvtex.diagnostics import Span
from cvtex.emit.blocks import Block, Paragraph
from cvtex.emit.web_links import with_links
from cvtex.model.layout import PrintedLinks
from cvtex.text.richtext import InLanguage, Link, RichText, Styled, plain

SITE = Link("https://example.org/tools/", ("our tools",))


@pytest.mark.parametrize(
    ("links", "argument", "expected", "linked"),
    [
        ("allowed", (SITE,), "our tools", True),
        ("visible", (SITE, "."), "our tools (example.org/tools).", True),
        ("visible", (Link("https://example.org/a", ("example.org/a",)),), "example.org/a", True),
        ("visible", (Link("https://doi.org/10.1000/1", ("doi.org/10.1000/1",)),), "doi.org/10.1000/1", True),
        ("visible", (Link("mailto:ada@example.org", ("ada@example.org",)),), "ada@example.org", True),
        ("visible", (Styled("emphasis", ("in ", SITE)),), "in our tools (example.org/tools)", True),
        ("printed", (SITE, "."), "our tools (example.org/tools).", False),
        ("none", (InLanguage("de", ("siehe ", SITE)),), "siehe our tools", False),
    ],
)
def test_links_are_kept_printed_or_removed(
    links: PrintedLinks, argument: RichText, expected: str, linked: bool
) -> None:
    block = Block(1, Paragraph(argument), Span("cv.yaml"))
    (changed,) = with_links([block], links)
    assert plain(changed.texts[0]) == expected
    assert ("Link(" in repr(changed)) is linked
