"""Web addresses shortened for print."""

import pytest

from cvtex.text.web_address import without_scheme


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.org/a/", "example.org/a"),
        ("HTTP://example.org", "example.org"),
        ("ftp://example.org/a", "example.org/a"),
        ("mailto:ada@example.org", "ada@example.org"),
        ("example.org/https://x", "example.org/https://x"),
    ],
)
def test_without_scheme(address: str, shown: str) -> None:
    assert without_scheme(address) == shown
