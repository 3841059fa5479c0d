"""Paper follows the region of the language."""

import pytest

from cvtex.locales.paper import paper_of

PAPERS = [("en", "a4"), ("en-US", "letter"), ("en-GB", "a4"), ("fr-CA", "letter"), ("es-MX", "letter"), ("de", "a4"),
          ("zh-Hant", "a4"), ("sr-Latn-US", "letter")]  # fmt: skip


@pytest.mark.parametrize(("tag", "paper"), PAPERS)
def test_paper_of(tag: str, paper: str) -> None:
    assert paper_of(tag) == paper
