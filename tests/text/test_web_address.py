"""Web addresses and DOIs as programs write them."""

from __future__ import annotations

import time

import pytest

from cvtex.text.web_address import (
    DecodedAddress,
    decode_addresses,
    decode_doi,
    doi_address,
    is_email,
    link_target,
    read_doi,
    without_scheme,
)


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


@pytest.mark.parametrize(
    ("tex", "doi"),
    [
        ("10.1000/xyz", "10.1000/xyz"),
        ("10.1000/xyz.", "10.1000/xyz"),
        ("10.1000%2Fxyz", "10.1000/xyz"),
        ("https://doi.org/10.1000%2fxyz", "10.1000/xyz"),
        ("$10.1000/xyz$", "10.1000/xyz"),
        (r"10.1000/37:10{$\langle$}1055::AID{$\rangle$}3.0", "10.1000/37:10<1055::AID>3.0"),
        (r"10.1000/a\{b\}", "10.1000/a{b}"),
        ("(10.1000/xyz)", "10.1000/xyz"),
        ("10.1000/(ISSN)1234-5678(199907)12", "10.1000/(ISSN)1234-5678(199907)12"),
        ("doi:10.1000/xyz", "10.1000/xyz"),
        ("DOI 10.1000/xyz", "10.1000/xyz"),
        ("doi: https://doi.org/10.1000/xyz", "10.1000/xyz"),
        ("http://dx.doi.org/10.1000/xyz", "10.1000/xyz"),
        ("https://www.doi.org/10.1000/xyz", "10.1000/xyz"),
        ("doi.org/10.1000/xyz", "10.1000/xyz"),
        ("https://doi-org.library.example/10.1000/xyz", "10.1000/xyz"),
        ("https://publisher.example/doi/abs/10.1000/xyz?download=true", "10.1000/xyz"),
        (r"\url{https://doi.org/10.1000/xyz}", "10.1000/xyz"),
        (r"\doi{10.1000/xyz}", "10.1000/xyz"),
        (r"\href{https://doi.org/10.1000/a\_b}{10.1000/a\_b}", "10.1000/a_b"),
        (r"\href{http://dx.doi.org/10.1000/xyz}{\nolinkurl{doi:10.1000/xyz}}", "10.1000/xyz"),
        (r"10.1000/a\_b", "10.1000/a_b"),
        (r"10.1000/a{\_}b", "10.1000/a_b"),
        (r"10.1000/a$\_$b", "10.1000/a_b"),
        (r"10.1000/a\textunderscore{}b", "10.1000/a_b"),
        ("10.1000/1{$<$}2:3{$>$}4", "10.1000/1<2:3>4"),
        ("10.1000/1$<$2:3$>$4", "10.1000/1<2:3>4"),
        (r"10.1000/1{\textless}2:3{\textgreater}4", "10.1000/1<2:3>4"),
        (r"10.1000/1\textless 2:3\textgreater 4", "10.1000/1<2:3>4"),
        (r"10.1000/1$\less$2:3$\greater$4", "10.1000/1<2:3>4"),
        (r"10.1000/1$\lt$2:3$\gt$4", "10.1000/1<2:3>4"),
        ("10.1000/1&lt;2:3&gt;4", "10.1000/1<2:3>4"),
        ("10.1000/1&amp;lt;2:3&amp;gt;4", "10.1000/1<2:3>4"),
        (r"10.1000/1\&lt;2:3\&gt;4", "10.1000/1<2:3>4"),
        ("10.1000/1%3C2:3%3E4", "10.1000/1<2:3>4"),
        (r"https://doi.org/10.1000/1\%3C2:3\%3E4", "10.1000/1<2:3>4"),
        ("10.1000/1[2]3", "10.1000/1[2]3"),
        ("10.1000/1{[}2{]}3", "10.1000/1[2]3"),
        (r"10.1000/1\#2\&3", "10.1000/1#2&3"),
        ("10.1000/\n  xyz", "10.1000/xyz"),
        ("10.1000/xyz, https://doi.org/10.1000/XYZ", "10.1000/xyz"),
        ("arXiv:2101.00001", "10.48550/arXiv.2101.00001"),
        ("10/abc12", "10/abc12"),
        ("10.1000.10/123", "10.1000.10/123"),
    ],
)
def test_dois(tex: str, doi: str) -> None:
    read = read_doi(tex)
    assert (read.doi, read.problem) == (doi, "")


@pytest.mark.parametrize(
    ("tex", "doi", "problem"),
    [
        ("not a doi", "", "'not a doi' is not a DOI"),
        ("https://example.org/x", "", "'https://example.org/x' is not a DOI"),
        ("10.1000", "", "'10.1000' is not a DOI"),
        ("10.1000/", "", "'10.1000/' is not a DOI"),
        (r"10.1000/a.\ldots", "10.1000/a.ldots", r"unknown macro \ldots in the DOI; it is read as 10.1000/a.ldots"),
        ("10.1000/a, 10.1000/b", "10.1000/a", "a DOI was expected, not 2; only 10.1000/a is linked"),
        ("10.1000/a and 10.1000/b", "10.1000/a", "a DOI was expected, not 2; only 10.1000/a is linked"),
        ("10.1000/a\n10.1000/b;10.1000/c", "10.1000/a", "a DOI was expected, not 3; only 10.1000/a is linked"),
        ("https://doi.org/10.1000/a doi:10.1000/b", "10.1000/a", "a DOI was expected, not 2; only 10.1000/a is linked"),
        ("10.1000/ab cd", "10.1000/abcd", "the DOI contains a space; it is read as 10.1000/abcd"),
        ("10.1000/ab (early view)", "10.1000/ab", "'(early view)' is not part of the DOI; it is left out"),
    ],
)
def test_doubtful_dois(tex: str, doi: str, problem: str) -> None:
    read = read_doi(tex)
    assert (read.doi, read.problem) == (doi, problem)


def test_the_address_of_a_doi_is_encoded_once() -> None:
    assert doi_address(decode_doi("https://doi.org/10.1000/1%3C2%3E3")) == "https://doi.org/10.1000/1%3C2%3E3"
    assert link_target("10.1000/xyz") == "https://doi.org/10.1000/xyz"
    assert link_target("doi:10.1000/xyz") == "https://doi.org/10.1000/xyz"


@pytest.mark.parametrize(
    ("tex", "addresses"),
    [
        (r"\url{https://x.org/a\_b}", [DecodedAddress("https://x.org/a_b")]),
        ("<https://x.org/a>", [DecodedAddress("https://x.org/a")]),
        (r"https://x.org/a\{b\}", [DecodedAddress("https://x.org/a%7Bb%7D")]),
        (r"\href{https://x.org/a}{the paper}", [DecodedAddress("https://x.org/a")]),
        ("https://x.org/?a=1&amp;b=2", [DecodedAddress("https://x.org/?a=1&b=2")]),
        ("https://x.org/?a=1&copy=2", [DecodedAddress("https://x.org/?a=1&copy=2")]),
        ("https://x.org/a\n   b", [DecodedAddress("https://x.org/ab")]),
        ("https://x.org\nhttps://y.org", [DecodedAddress("https://x.org"), DecodedAddress("https://y.org")]),
        ("https://x.org, https://y.org;", [DecodedAddress("https://x.org"), DecodedAddress("https://y.org")]),
        ("https://x.org/my paper.pdf", [DecodedAddress("https://x.org/my%20paper.pdf", "", True)]),
        (r"\url{https://x.org/my paper.pdf}", [DecodedAddress("https://x.org/my%20paper.pdf", "", True)]),
        ("https://x.org/a (accessed 2020)", [DecodedAddress("https://x.org/a", "(accessed 2020)")]),
        ("https://x.org/a, last visited in May", [DecodedAddress("https://x.org/a", "last visited in May")]),
        ("www.x.org; www.y.org", [DecodedAddress("www.x.org"), DecodedAddress("www.y.org")]),
        ("", []),
    ],
)
def test_addresses(tex: str, addresses: list[DecodedAddress]) -> None:
    assert decode_addresses(tex) == addresses


@pytest.mark.parametrize(
    "piece",
    [
        " ",
        ", ",
        " and ",
        "\n",
        "$ ",
        r"\href{",
        r"\href{{}",
        "arXiv:",
        "10.1000/) ",
        "10/",
        "&amp;",
        "(",
        ")",
        "https://a ",
    ],
)
def test_any_field_takes_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        for text in (piece * count, "10.1000/x" + piece * count + "y"):
            read_doi(text)
            decode_addresses(text)
        return time.process_time() - start

    assert seconds(32_000) < 64 * max(seconds(2_000), 0.004)


@pytest.mark.parametrize("text", ["ada@example.org", "ada.b+c_d@mail.cs.example.org", "änne@bücher.example", "a@x.io"])
def test_mail_addresses(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize(
    "text",
    [
        *("ada@example", "ada@example..org", "ada@example.org.", "ada@.org", "ada@@example.org", "ada.example.org"),
        *("ada@example,org", "Ada ada@example.org", "ada@example.o", "@example.org", f"ada@{'a.' * 500}org"),
    ],
)
def test_what_is_not_a_mail_address(text: str) -> None:
    assert not is_email(text)
