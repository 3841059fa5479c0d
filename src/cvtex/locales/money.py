"""Sums of money as text, with the separators and signs of a language, from CLDR through Babel."""

from __future__ import annotations

import copy
import re
from typing import Final

from cvtex.cache.memo import Memo, fresh
from cvtex.locales.cldr import cldr_of
from cvtex.model.amount import Money
from cvtex.value import canonical_bytes

_NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
# CLDR has this blank in a variant of its patterns, which Babel lacks: `CHF 500`, but `$500`.
_CODE_BEFORE_NUMBER: Final = re.compile(r"(?<=[^\W\d_])(?=\d)")


def money_text(money: Money, language: str, memo: Memo[str] = fresh) -> str:
    """1249871 USD -> `$1,249,871`. Cents are printed if they are written. `memo` avoids importing Babel."""
    return memo(canonical_bytes((language, money)).hex(), lambda: _money_text(money, language))


def _money_text(money: Money, language: str) -> str:
    from babel.numbers import get_decimal_symbol, get_group_symbol

    locale = cldr_of(language)
    whole, point, cents = money.number.partition(".")
    group = get_group_symbol(locale).replace("'", "’")
    number = f"{int(whole):,}".replace(",", group) + (get_decimal_symbol(locale) + cents if point else "")
    # Babel loses the apostrophes of Swiss numbers, so the pattern is applied to a single digit.
    pattern = copy.copy(locale.currency_formats["standard"])
    pattern.frac_prec = (0, 0)
    text = str(pattern.apply(1, locale, currency=money.currency, currency_digits=False)).replace("1", number)
    return _CODE_BEFORE_NUMBER.sub(_NO_BREAK_SPACE, text)
