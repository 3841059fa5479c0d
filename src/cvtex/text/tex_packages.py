r"""Arguments of mhchem's `\ce` and of siunitx's commands -> rich text.

`\ce{2H2 + O2 -> 2H2O}` -> 2H₂ + O₂ → 2H₂O, `\SI{1.5e3}{\micro\metre\per\second}` -> 1.5 × 10³ µm s⁻¹.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from cvtex.text.richtext import Inline, RichText, Style, Styled, merge_strings

_ARROWS = {"<=>": "⇌", "<->": "↔", "->": "→", "<-": "←"}
_PART = re.compile(
    r"(?P<arrow><=>|<->|->|<-)"
    r"|(?P<mark>[\^_])(?:\{(?P<group>[^{}]*)\}|(?P<script>[0-9]*[+-]|[0-9]+|[A-Za-z*']))"
    # A count of atoms follows a letter or a bracket. A charge ends a word.
    r"|(?<=[A-Za-z)\]])(?P<count>[0-9]+)"
    r"|(?<=[A-Za-z0-9)\]])(?P<charge>[+-])(?=[\s,;)\]]|$)"
    r"|\$(?P<math>[^$]*)\$"
    r"|(?P<dot>(?<=[A-Za-z0-9)\]])\s*[*.]\s*(?=[0-9A-Z]))"
    r"|(?P<bond>(?<=[A-Za-z0-9)\]])#(?=[A-Za-z(\[]))"
    r"|[{}]"
)
_SCRIPTS: dict[str, Style] = {"^": "superscript", "_": "subscript"}


def read_chemistry(source: str, read: Callable[[str], RichText]) -> RichText:
    """`SO4^2-`, `^{13}C` -> rich text. `read` reads the TeX between formulas."""
    result: list[RichText] = []
    end = 0
    for part in _PART.finditer(source):
        result.append(read(source[end : part.start()]))
        end = part.end()
        if part["arrow"]:
            result.append((_ARROWS[part["arrow"]],))
        elif part["mark"]:
            script = part["group"] if part["group"] is not None else part["script"]
            result.append((Styled(_SCRIPTS[part["mark"]], (script.replace("-", "−"),)),))
        elif part["count"]:
            result.append((Styled("subscript", (part["count"],)),))
        elif part["charge"]:
            result.append((Styled("superscript", (part["charge"].replace("-", "−"),)),))
        elif part["math"]:
            result.append(read(f"${part['math']}$"))
        elif part["dot"]:
            result.append(("·",))
        elif part["bond"]:
            result.append(("≡",))
    result.append(read(source[end:]))
    return merge_strings(tuple(node for piece in result for node in piece))


_PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "quecto": "q", "ronto": "r", "yocto": "y", "zepto": "z", "atto": "a", "femto": "f", "pico": "p", "nano": "n",
        "micro": "µ", "milli": "m", "centi": "c", "deci": "d", "deca": "da", "deka": "da", "hecto": "h", "kilo": "k",
        "mega": "M", "giga": "G", "tera": "T", "peta": "P", "exa": "E", "zetta": "Z", "yotta": "Y", "ronna": "R",
        "quetta": "Q",
    }
)  # fmt: skip
_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "ampere": "A", "candela": "cd", "kelvin": "K", "kilogram": "kg", "gram": "g", "meter": "m", "metre": "m",
        "mole": "mol", "second": "s", "becquerel": "Bq", "celsius": "°C", "degreeCelsius": "°C", "coulomb": "C",
        "farad": "F", "gray": "Gy", "hertz": "Hz", "henry": "H", "joule": "J", "katal": "kat", "lumen": "lm",
        "lux": "lx", "newton": "N", "ohm": "Ω", "pascal": "Pa", "radian": "rad", "siemens": "S", "sievert": "Sv",
        "steradian": "sr", "tesla": "T", "volt": "V", "watt": "W", "weber": "Wb", "astronomicalunit": "au", "bel": "B",
        "dalton": "Da", "day": "d", "decibel": "dB", "degree": "°", "electronvolt": "eV", "hectare": "ha", "hour": "h",
        "liter": "L", "litre": "L", "arcminute": "′", "minute": "min", "arcsecond": "″", "neper": "Np", "tonne": "t",
        "angstrom": "Å", "bar": "bar", "barn": "b", "percent": "%", "parsec": "pc", "lightyear": "ly", "byte": "B",
        "bit": "bit", "atomicmassunit": "u", "year": "a",
        # Abbreviations defined by siunitx.
        "m": "m", "s": "s", "g": "g",
        "um": "µm", "nm": "nm", "mm": "mm", "cm": "cm", "km": "km", "kHz": "kHz", "MHz": "MHz", "GHz": "GHz",
        "THz": "THz", "Hz": "Hz", "eV": "eV", "keV": "keV", "MeV": "MeV", "GeV": "GeV", "TeV": "TeV", "ns": "ns",
        "us": "µs", "ms": "ms", "kg": "kg", "mg": "mg", "ug": "µg", "K": "K", "mL": "mL", "uL": "µL", "kPa": "kPa",
        "MPa": "MPa", "GPa": "GPa", "kV": "kV", "mV": "mV",
    }
)  # fmt: skip
_POWERS: Mapping[str, str] = MappingProxyType({"squared": "2", "cubed": "3"})
_POWERS_BEFORE: Mapping[str, str] = MappingProxyType({"square": "2", "cubic": "3"})
_UNIT_PART = re.compile(r"\\([A-Za-z]+)\s*(?:\{([^{}]*)\})?|\^\s*(?:\{([^{}]*)\}|(.))|([.~]|\\,)|([^\\^.~\s{}]+)")
_NUMBER = re.compile(r"([+-]?[0-9 .,()]*)(?:[eEdD]([+-]?[0-9]+))?")
# siunitx does not print a space before these.
_GLUED = ("°", "′", "″")


def read_number(source: str) -> RichText:
    r"""`1.5e3`, `-4 \pm 1` or `10x20` -> rich text. Anything else is returned unchanged."""
    source = re.sub(r"(?>(?<!\s)\s+|)(?:\\pm|\+-|±)\s*", " ± ", source.strip())
    source = re.sub(r"(?<=[0-9])\s*+x\s*(?=[0-9])", " × ", source)
    result: list[Inline] = []
    for word in re.split(r"( [±×] )", source):
        number = _NUMBER.fullmatch(word)
        if number is None or number[2] is None:
            result.append(word.replace("-", "−") if number else word)
            continue
        mantissa = number[1].replace("-", "−")
        result += [
            f"{mantissa} × 10" if mantissa else "10",
            Styled("superscript", (number[2].removeprefix("+").replace("-", "−"),)),
        ]
    return merge_strings(tuple(result))


def read_unit(source: str) -> RichText | None:
    r"""`\kilo\metre\per\second\squared` or `km.s^{-2}` -> rich text; None for an unknown unit."""
    units: list[list[str]] = []
    prefix, power, sign = "", "", ""
    for part in _UNIT_PART.finditer(source):
        name, argument, group, single, separator, letters = part.groups()
        if separator:
            continue
        if name is None and letters is None:
            if units:
                units[-1][1] = (group or single).replace("-", "−")
        elif letters is not None or name in _UNITS:
            units.append([prefix + (letters or _UNITS[name]), sign + (power or ("1" if sign else ""))])
            prefix, power, sign = "", "", ""
        elif name in _PREFIXES:
            prefix = _PREFIXES[name]
        elif name == "per":
            sign = "−"
        elif name in _POWERS_BEFORE:
            power = _POWERS_BEFORE[name]
        elif units and (name in _POWERS or name == "tothe"):
            units[-1][1] = units[-1][1].removesuffix("1") + (_POWERS.get(name) or argument or "")
        else:
            return None
    result: list[Inline] = []
    for place, (unit, exponent) in enumerate(units):
        result.append(("\N{NARROW NO-BREAK SPACE}" if place else "") + unit)
        if exponent:
            result.append(Styled("superscript", (exponent,)))
    return merge_strings(tuple(result))


def read_numbers(numbers: Iterable[str], separator: str) -> RichText:
    """Join the numbers of a range or list."""
    result: list[Inline] = []
    for number in numbers:
        result += [*([separator] if result else []), *read_number(number)]
    return merge_strings(tuple(result))


def read_quantity(number: str, unit: str) -> RichText | None:
    """Join a number and its unit with a space that does not break."""
    return read_quantities([number], "", unit)


def read_quantities(numbers: Iterable[str], separator: str, unit: str) -> RichText | None:
    """`1–5 GHz`: a range or list of numbers with one unit; None for an unknown unit."""
    units = read_unit(unit)
    if units is None:
        return None
    is_glued = isinstance(units[0], str) and units[0] in _GLUED if units else True
    return merge_strings((*read_numbers(numbers, separator), "" if is_glued else "\N{NARROW NO-BREAK SPACE}", *units))
