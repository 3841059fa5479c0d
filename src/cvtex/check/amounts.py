"""Node -> amount: money in one of the forms of `amount_syntax`, or a text."""

from __future__ import annotations

from cvtex.check.amount_syntax import CURRENCIES, CURRENCY_SIGNS, NUMBER, read_money, read_typed, with_cents
from cvtex.check.report import Report
from cvtex.check.texts import read_text_leaf
from cvtex.check.words import read_string
from cvtex.diagnostics import did_you_mean
from cvtex.model.amount import Amount, Money
from cvtex.model.node import Mapping, Node, Scalar
from cvtex.model.text import Text
from cvtex.text.richtext import plain

_AMOUNT_HINT = "write digits without separators, such as 1249871 or 1249871.50"


def read_amount(node: Node, report: Report) -> Amount | None:
    """Read money, or any text."""
    if isinstance(node, Mapping) and {"value", "currency"} & node.items.keys():
        money = _read_money_mapping(node, report)
        return None if money is None else Amount(money=money)
    if isinstance(node, Scalar) and not node.is_null and (money := read_money(node.text)):
        return Amount(money=money)
    text = read_text_leaf(node, report)
    return None if text is None else Amount(text, typed=_typed(text))


def _typed(text: Text) -> Money | None:
    """The money that a text states in each of its languages."""
    found = {read_typed("".join(map(plain, paragraphs))) for paragraphs in text.full.values()}
    return found.pop() if len(found) == 1 else None


def _read_money_mapping(node: Mapping, report: Report) -> Money | None:
    parts = {"value": "", "currency": ""}
    for key, child in node.items.items():
        if key not in parts:
            hint = did_you_mean(key, parts) or "an amount has the fields value and currency"
            report.error(f"unknown field '{key}' in an amount", node.keys[key], hint)
            continue
        text = read_string(child, report)
        if text is None:
            return None
        parts[key] = text
        if key == "value" and not NUMBER.fullmatch(text):
            report.error(f"'{text}' is not a number", child.span, _AMOUNT_HINT)
            return None
        if key == "currency" and text not in CURRENCIES:
            code = CURRENCY_SIGNS.get(text)
            hint = f"write {code}" if code else did_you_mean(text.upper(), CURRENCIES)
            hint = hint or "write a code of three letters, such as USD, EUR or GBP"
            report.error(f"unknown currency '{text}'", child.span, hint)
            return None
    for key, value in parts.items():
        if not value:
            report.error(f"'{key}' is missing in an amount", node.span, "such as {value: 1249871, currency: USD}")
            return None
    return Money(with_cents(parts["value"]), parts["currency"])
