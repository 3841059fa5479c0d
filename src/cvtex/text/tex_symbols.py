r"""What TeX's commands stand for: accents, letters, signs and math symbols as Unicode characters.

Sources: LaTeX's encodings T1 and TS1 (the `\text...` names), and unicode-math for what a math symbol is in Unicode.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "h": "\u0309", "r": "\u030a", "H": "\u030b", "v": "\u030c", "G": "\u030f", "f": "\u0311",
    "d": "\u0323", "textcommabelow": "\u0326", "c": "\u0327", "k": "\u0328", "b": "\u0331", "t": "\u0361",
}  # fmt: skip
# What an accent prints over nothing: `\~{}` is how a tilde is written.
_SPACING = {
    "`": "`", "'": "´", "^": "^", "~": "~", "=": "¯", "u": "˘", ".": "˙", '"': "¨", "r": "˚", "H": "˝", "v": "ˇ",
    "c": "¸", "k": "˛",
}  # fmt: skip

_TEXT = {
    "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "ss": "ß", "SS": "ẞ", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "ng": "ŋ", "NG": "Ŋ", "ij": "ij", "IJ": "IJ", "ohorn": "ơ", "OHORN": "Ơ", "uhorn": "ư", "UHORN": "Ư",
    "S": "§", "P": "¶", "dag": "†", "ddag": "‡", "copyright": "©", "pounds": "£", "euro": "€", "EUR": "€",
    "ldots": "…", "dots": "…", "textellipsis": "…", "slash": "/", "hyphen": "-", "ndash": "–", "mdash": "—",
    "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "BibTeX": "BibTeX", "XeTeX": "XeTeX", "LuaTeX": "LuaTeX",
    "lq": "‘", "rq": "’", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»", "flq": "‹",
    "frq": "›", "quotedblbase": "„", "quotesinglbase": "‚", "guillemotleft": "«", "guillemotright": "»",
    "guillemetleft": "«", "guillemetright": "»", "guilsinglleft": "‹", "guilsinglright": "›",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "textquotesingle": "'", "textquotedbl": '"', "quotes": '"', "textexclamdown": "¡", "textquestiondown": "¿",
    "textendash": "–", "textemdash": "—", "textasciitilde": "~", "textasciicircum": "^", "textasciimacron": "¯",
    "textasciiacute": "´", "textasciidieresis": "¨", "textasciigrave": "`", "textbackslash": "\\", "textbar": "|",
    "textless": "<", "textgreater": ">", "textunderscore": "_", "textdollar": "$", "textsterling": "£",
    "textyen": "¥", "yen": "¥", "circledR": "®", "checkmark": "✓", "textcent": "¢", "texteuro": "€", "textcurrency": "¤", "textnumero": "№", "textperthousand": "‰",
    "textbraceleft": "{", "textbraceright": "}", "textbullet": "•", "textperiodcentered": "·", "textmiddledot": "·",
    "textregistered": "®", "textcopyright": "©", "texttrademark": "™", "textservicemark": "℠", "textsection": "§",
    "textparagraph": "¶", "textdagger": "†", "textdaggerdbl": "‡", "textdegree": "°", "textcelsius": "℃",
    "textmu": "µ", "textohm": "Ω", "textmho": "℧", "texttimes": "×", "textdiv": "÷", "textpm": "±", "textminus": "−",
    "textlnot": "¬", "textordfeminine": "ª", "textordmasculine": "º", "textonesuperior": "¹", "texttwosuperior": "²",
    "textthreesuperior": "³", "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾",
    "textbrokenbar": "¦", "textleftarrow": "←", "textrightarrow": "→", "textuparrow": "↑", "textdownarrow": "↓",
    "textasteriskcentered": "∗", "textsurd": "√", "textfractionsolidus": "⁄", "textvisiblespace": "␣",
    "lt": "<", "gt": ">", "degree": "°", "arcsec": "″", "arcmin": "′", "arcdeg": "°", "micro": "µ",
    "cyrchar": "", "CYRA": "А", "CYRM": "М",
    "space": " ", "quad": " ", "qquad": " ", "newline": " ", "linebreak": " ", "par": " ", "enspace": " ",
    "thinspace": "\u202f", "nobreakspace": "\u00a0", "nobreakdash": "",
}  # fmt: skip

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ",
    "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_RELATIONS = {
    "sim": "∼", "simeq": "≃", "approx": "≈", "cong": "≅", "equiv": "≡", "propto": "∝", "le": "≤", "leq": "≤",
    "ge": "≥", "geq": "≥", "ll": "≪", "gg": "≫", "ne": "≠", "neq": "≠", "lesssim": "≲",
    "gtrsim": "≳", "leqslant": "⩽", "geqslant": "⩾", "subset": "⊂", "supset": "⊃", "subseteq": "⊆", "supseteq": "⊇",
    "in": "∈", "notin": "∉", "ni": "∋", "perp": "⊥", "parallel": "∥", "mid": "∣", "to": "→", "rightarrow": "→",
    "leftarrow": "←", "gets": "←", "leftrightarrow": "↔", "longrightarrow": "⟶", "longleftarrow": "⟵",
    "Rightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "mapsto": "↦", "hookrightarrow": "↪",
    "uparrow": "↑", "downarrow": "↓", "rightleftharpoons": "⇌", "vdash": "⊢", "models": "⊨", "prec": "≺", "succ": "≻",
}  # fmt: skip
_OPERATORS = {
    "pm": "±", "mp": "∓", "times": "×", "div": "÷", "cdot": "⋅", "ast": "∗", "star": "⋆", "circ": "∘", "bullet": "•",
    "oplus": "⊕", "ominus": "⊖", "otimes": "⊗", "odot": "⊙", "cup": "∪", "cap": "∩", "setminus": "∖", "wedge": "∧",
    "vee": "∨", "land": "∧", "lor": "∨", "dagger": "†", "ddagger": "‡", "amalg": "⨿", "wr": "≀", "rtimes": "⋊",
    "ltimes": "⋉",
}  # fmt: skip
_ORDINARY = {
    "infty": "∞", "partial": "∂", "nabla": "∇", "ell": "ℓ", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ",
    "forall": "∀", "exists": "∃", "neg": "¬", "lnot": "¬", "emptyset": "∅", "varnothing": "∅", "prime": "′",
    "angle": "∠", "triangle": "△", "Box": "□", "square": "□", "diamond": "⋄", "surd": "√", "top": "⊤", "bot": "⊥",
    "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "vert": "|", "Vert": "‖",
    "lbrace": "{", "rbrace": "}", "backslash": "\\", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "sum": "∑",
    "prod": "∏", "int": "∫", "oint": "∮", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁", "bigotimes": "⨂",
    "clubsuit": "♣", "diamondsuit": "♢", "heartsuit": "♡", "spadesuit": "♠", "flat": "♭", "natural": "♮", "sharp": "♯",
}  # fmt: skip

COMBINING: Mapping[str, str] = MappingProxyType(_COMBINING)
SPACING: Mapping[str, str] = MappingProxyType(_SPACING)
TEXT: Mapping[str, str] = MappingProxyType(_TEXT)
GREEK: Mapping[str, str] = MappingProxyType(_GREEK)
RELATIONS: Mapping[str, str] = MappingProxyType(_RELATIONS)
OPERATORS: Mapping[str, str] = MappingProxyType(_OPERATORS)
ORDINARY: Mapping[str, str] = MappingProxyType(_ORDINARY)
MATH: Mapping[str, str] = MappingProxyType({**_GREEK, **_RELATIONS, **_OPERATORS, **_ORDINARY})
FUNCTIONS = frozenset(
    {"arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "csc", "deg", "det", "dim", "exp", "gcd", "hom", "inf",
     "ker", "lim", "ln", "log", "max", "min", "Pr", "sec", "sin", "sinh", "sup", "tan", "tanh"}
)  # fmt: skip


def accented(accent: str, base: str) -> str:
    """`base` with the accent (a key of COMBINING) on its first letter; not yet normalised."""
    if not base or not base[0].isalpha():
        return SPACING.get(accent, "") + base
    # The dotless letters exist for TeX's sake: Unicode puts accents on the dotted ones.
    letter = {"ı": "i", "ȷ": "j"}.get(base[0], base[0]) if accent not in "ckdb" else base[0]
    return letter + COMBINING[accent] + base[1:]
