"""Sums of money in several languages, and what counts as one."""

from __future__ import annotations

import pytest

from cvtex.check.amount_syntax import read_money
from cvtex.locales.locale import languages
from cvtex.locales.money import money_text
from cvtex.model.amount import Money


@pytest.mark.parametrize(
    ("language", "dollars", "euros", "francs"),
    [
        ("en-US", "$1,249,871", "€412,300.50", "CHF 900"),
        ("en-GB", "US$1,249,871", "€412,300.50", "CHF 900"),
        ("de", "1.249.871 $", "412.300,50 €", "900 CHF"),
        ("de-CH", "$ 1’249’871", "EUR 412’300.50", "CHF 900"),
        ("fr", "1\u202f249\u202f871 $US", "412\u202f300,50 €", "900 CHF"),
        ("pl", "1 249 871 USD", "412 300,50 €", "900 CHF"),
        ("ja", "$1,249,871", "€412,300.50", "CHF 900"),
    ],
)
def test_money_is_written_as_the_language_does(language: str, dollars: str, euros: str, francs: str) -> None:
    sums = Money("1249871", "USD"), Money("412300.50", "EUR"), Money("900", "CHF")
    texts = [money_text(one, language) for one in sums]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts] == [dollars, euros, francs]
    assert not any(" " in text for text in texts)


def test_every_language_writes_all_digits() -> None:
    for language in languages():
        text = money_text(Money("1234567.89", "SEK"), language)
        assert "".join(filter(str.isdigit, text)) == "123456789", language


def test_money_is_remembered() -> None:
    made: dict[str, str] = {}

    def memo(key: str, make: object) -> str:
        return made.setdefault(key, make() if callable(make) else "")

    assert money_text(Money("1", "EUR"), "en", memo) == money_text(Money("1", "EUR"), "en", memo) == "€1"
    assert len(made) == 1


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("1249871 USD", Money("1249871", "USD")),
        ("USD 1249871", Money("1249871", "USD")),
        ("12.5EUR", Money("12.50", "EUR")),
        ("12.50 EUR", Money("12.50", "EUR")),
        # Is this twelve thousand, or twelve?
        ("12.345 EUR", None),
        ("1,249,871 USD", None),
        ("$5", None),
        ("3 PIS", None),
        ("100 usd", None),
        ("5 EUR a year", None),
        ("9" * 16 + " EUR", None),
    ],
)
def test_other_texts_are_no_money(text: str, money: Money | None) -> None:
    assert read_money(text) == money
