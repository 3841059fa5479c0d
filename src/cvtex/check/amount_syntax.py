"""Text -> money: `1249871 USD`, `USD 1249871.50`."""

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
    return Money(match["number"] or match["after"], currency) if currency in CURRENCIES else None
