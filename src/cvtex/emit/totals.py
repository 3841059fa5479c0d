"""Grants -> the sum of their amounts, by currency. There is no sum if an amount does not say which number it is."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from cvtex.emit.items import ItemComposer
from cvtex.model import items
from cvtex.model.amount import Amount, Money
from cvtex.text.richtext import RichText, join


def total_of(grants: Iterable[items.Grant], composer: ItemComposer) -> RichText:
    """`Total: $1,249,871 and €300,000 (own share ...)`; () if there is nothing to add up.

    Pending grants do not count, unless all of them are. The shares are added up if every grant with an amount has one.
    """
    every = tuple(grants)
    awarded = tuple(grant for grant in every if grant.status != "pending") or every
    funded = [grant for grant in awarded if grant.amount is not None]
    amounts = _sums([grant.amount for grant in funded], composer)
    if not amounts:
        return ()
    shares = _sums([grant.share for grant in funded], composer)
    inside = composer.detail("share", shares)
    return composer.detail("total", join([amounts, ("(", *inside, ")") if inside else ()], (" ",)))


def _sums(amounts: Iterable[Amount | None], composer: ItemComposer) -> RichText:
    """The sums by currency, in the order of appearance; () if one of them is missing or no number."""
    sums: dict[str, Decimal] = {}
    for amount in amounts:
        if amount is None or amount.number is None:
            return ()
        money = amount.number
        sums[money.currency] = sums.get(money.currency, Decimal(0)) + Decimal(money.number)
    texts = [composer.money(Money(_digits(total), currency)) for currency, total in sums.items()]
    return (composer.words.listed(texts),) if texts else ()


def _digits(total: Decimal) -> str:
    """Cents are printed if there are any."""
    return str(total.to_integral_value()) if total == total.to_integral_value() else f"{total:.2f}"
