"""Text -> money: `1249871 USD`, `USD 1249871.50`; and what a typed sum states, such as `$1,249,871`."""

from __future__ import annotations

import re
from typing import Final

from cvtex.model.amount import Money

# ISO 4217, without funds, metals and codes for tests; with those that the euro has replaced.
CURRENCIES: Final = frozenset(
    re.findall(
        "[A-Z]{3}",
        """
        AED AFN ALL AMD ANG AOA ARS ATS AUD AWG AZN BAM BBD BDT BEF BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
        BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CYP CZK DEM DJF DKK DOP DZD EEK EGP ERN ESP ETB EUR FIM FJD FKP
        FRF GBP GEL GHS GIP GMD GNF GRD GTQ GYD HKD HNL HRK HTG HUF IDR IEP ILS INR IQD IRR ISK ITL JMD JOD JPY
        KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LUF LVL LYD MAD MDL MGA MKD MMK MNT MOP MRU
        MTL MUR MVR MWK MXN MYR MZN NAD NGN NIO NLG NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PTE PYG QAR RON RSD
        RUB RWF SAR SBD SCR SDG SEK SGD SHP SIT SKK SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD
        TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL
        """,
    )
)
# Signs of one currency alone: a dollar may be that of many countries.
CURRENCY_SIGNS: Final = {"€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₪": "ILS"}
NUMBER: Final = re.compile(r"\d{1,15}(?:\.\d{1,2})?")
_MONEY: Final = re.compile(
    rf"(?P<number>{NUMBER.pattern}) ?(?P<currency>[A-Z]{{3}})|(?P<before>[A-Z]{{3}}) ?(?P<after>{NUMBER.pattern})"
)


def read_money(text: str) -> Money | None:
    """None for any other text, which is printed as typed: `$1.2 M`, `1.249.871 EUR`, `half a post`."""
    match = _MONEY.fullmatch(text.strip())
    if match is None:
        return None
    currency = match["currency"] or match["before"]
    return Money(with_cents(match["number"] or match["after"]), currency) if currency in CURRENCIES else None


def with_cents(number: str) -> str:
    """`12.5` -> 12.50"""
    return f"{number}0" if number[-2:-1] == "." else number


# A dollar sign alone may be any of them: such sums are added up under the sign.
_SIGNS: Final = {**CURRENCY_SIGNS, "US$": "USD"}
_OTHER_SIGNS: Final = frozenset({"$", "C$", "CA$", "A$", "AU$", "NZ$", "HK$", "S$", "R$"})
# Thousands are separated throughout, by one sign. Cents follow another sign, or no separator at all.
_GROUPED: Final = re.compile(
    r"(?P<whole>\d{1,3}(?:(?P<group>[,.' ’\u00a0\u2009\u202f])\d{3}(?:(?P=group)\d{3}){0,4})?|\d{1,15})"
    r"(?:(?P<point>[.,])(?P<cents>\d{2}))?"
)
_TYPED: Final = re.compile(
    r"(?P<before>[A-Z]{0,3}[^\w\s.,'’-]?)[ \u00a0\u202f]?(?P<number>\d[\d,.' ’\u00a0\u2009\u202f]{0,30})"
    r"(?P<after>[A-Z]{0,3}[^\w\s.,'’-]?)"
)


def read_typed(text: str) -> Money | None:
    """`$1,249,871`, `1.249.871,50 €` -> money; None for what is not one sum for certain, such as `$1.2 M`."""
    match = _TYPED.fullmatch(text.strip())
    if match is None or bool(match["before"]) == bool(match["after"]):
        return None
    currency = _currency(match["before"] or match["after"])
    number = _GROUPED.fullmatch(match["number"].strip())
    if currency is None or number is None or (number["point"] and number["point"] == number["group"]):
        return None
    whole = re.sub(r"\D", "", number["whole"])
    return Money(f"{whole}.{number['cents']}" if number["cents"] else whole, currency)


def _currency(written: str) -> str | None:
    if written in _SIGNS:
        return _SIGNS[written]
    return written if written in CURRENCIES or written in _OTHER_SIGNS else None
