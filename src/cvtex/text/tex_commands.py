r"""Tables of the TeX commands that are understood: styles, packages, accents, and symbols as Unicode characters.

Sources: LaTeX's encodings T1 and TS1 (the `\text...` names), and unicode-math for math symbols.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cvtex.text.richtext import Style

# `\emph{...}`
STYLE_COMMANDS: Mapping[str, Style] = MappingProxyType(
    {
        **dict.fromkeys(("emph", "textit", "textsl", "mkbibemph", "mkbibitalic"), "emphasis"),
        **dict.fromkeys(("textbf", "mkbibbold"), "strong"),
        "textsc": "small-caps",
        **dict.fromkeys(("texttt", "path", "code", "lstinline"), "code"),
        **dict.fromkeys(("textsuperscript", "mkbibsuperscript"), "superscript"),
        **dict.fromkeys(("textsubscript", "mkbibsubscript"), "subscript"),
    }
)

# `{\em ...}`, up to the end of the group. None: ends other styles, or changes something that the theme decides.
DECLARATIONS: Mapping[str, Style | None] = MappingProxyType(
    {
        **dict.fromkeys(("em", "it", "sl", "itshape", "slshape"), "emphasis"),
        **dict.fromkeys(("bf", "bfseries"), "strong"),
        **dict.fromkeys(("sc", "scshape"), "small-caps"),
        **dict.fromkeys(("tt", "ttfamily"), "code"),
        **dict.fromkeys(("rm", "sf", "normalfont", "upshape", "rmfamily", "sffamily", "mdseries"), None),
    }
)

# Commands without effect: their arguments are read as if the command were absent.
TRANSPARENT = frozenset(
    {
        "textrm", "textup", "textmd", "textsf", "textnormal", "text", "mbox", "hbox", "fbox", "underline",
        "uline", "uppercase", "lowercase", "MakeUppercase", "MakeLowercase", "MakeTextUppercase",
        "MakeTextLowercase", "NoCaseChange", "autocap", "relax", "protect", "noindent", "leavevmode", "unskip",
        "ignorespaces", "null", "tiny", "scriptsize", "footnotesize", "small", "normalsize", "large", "Large",
        "LARGE", "huge", "Huge", "mathrm", "mathit", "mathbf", "mathsf", "mathtt", "mathcal", "mathbb",
        "displaystyle", "boldmath", "fi", "textlatin", "mathscr", "mathfrak", "sout", "hl", "st", "textls", "pkg",
        "proglang", "ac", "acs", "acl", "gls", "nolinebreak", "allowbreak", "hfill", "selectfont", "xspace", "newblock",
        "centering", "strut", "textgreek", "textgerman", "textenglish", "textfrench", "textspanish", "textitalian",
        "textrussian", "textcyrillic", "bibnamefont", "bibfnamefont", "bibinitperiod", "mathring", "ensurelanguage",
    }
)  # fmt: skip

# Commands of packages -> the number of their arguments.
PACKAGE_COMMANDS: Mapping[str, int] = MappingProxyType(
    {
        "SI": 2,
        "qty": 2,
        "si": 1,
        "unit": 1,
        "num": 1,
        "ang": 1,
        "SIrange": 3,
        "qtyrange": 3,
        "SIlist": 2,
        "qtylist": 2,
        "numrange": 2,
        "numlist": 1,
        "ce": 1,
        "ch": 1,
        "cf": 1,
        "chem": 1,
        "isotope": 1,
        "foreignlanguage": 2,
        "texorpdfstring": 2,
    }
)

# Dropped with their options and this number of arguments: `{\noopsort{1973b}}1973` prints 1973, `\textcolor{red}{A}` A.
IGNORED_ARGUMENTS: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("fontsize", "fcolorbox", "resizebox", "setlength", "addtolength", "rule"), 2),
        **dict.fromkeys(
            (
                "noopsort", "SortNoop", "phantom", "vphantom", "hphantom", "vspace", "hspace", "color", "textcolor",
                "selectlanguage", "label", "index", "fontencoding", "fontfamily", "fontseries", "fontshape",
                "bibinfo", "bibfield", "colorbox", "raisebox", "rotatebox", "scalebox", "parbox",
            ),
            1,
        ),
    }
)  # fmt: skip

# Dropped with their argument, and reported: they would run into the text.
LEFT_OUT = frozenset({"thanks", "footnote", "footnotemark", "footnotetext", "cite", "citep", "citet", "ref"})

# `\begin{otherlanguage}{german}`: environments without effect -> the number of their arguments.
ENVIRONMENTS: Mapping[str, int] = MappingProxyType(
    {"otherlanguage": 1, "otherlanguage*": 1, "CJK": 2, "CJK*": 2, "center": 0, "flushleft": 0, "sloppypar": 0}
)

# Characters after a backslash, other than accents.
CONTROL_SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        **{character: character for character in "&%$#_{}"},
        **dict.fromkeys(("\\", " ", "\n", "\t", ";", ":", ">"), " "),
        **dict.fromkeys(("!", "/", "-", "@", ")", "]"), ""),
        ",": "\N{NARROW NO-BREAK SPACE}",
        "|": "‖",
    }
)


_COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "h": "\u0309", "r": "\u030a", "H": "\u030b", "v": "\u030c", "G": "\u030f", "f": "\u0311",
    "d": "\u0323", "textcommabelow": "\u0326", "cb": "\u0326", "c": "\u0327", "k": "\u0328", "b": "\u0331",
    "t": "\u0361",
}  # fmt: skip
# Accents without a base letter: `\~{}` is a tilde.
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
    "textless": "<", "textgreater": ">", "textunderscore": "_", "textdollar": "$", "textsterling": "£", "textyen": "¥",
    "yen": "¥", "circledR": "®", "checkmark": "✓", "textcent": "¢", "texteuro": "€", "textcurrency": "¤",
    "textnumero": "№", "textperthousand": "‰", "textbraceleft": "{", "textbraceright": "}", "textbullet": "•",
    "textperiodcentered": "·", "textmiddledot": "·", "textregistered": "®", "textcopyright": "©", "texttrademark": "™",
    "textservicemark": "℠", "textsection": "§", "textparagraph": "¶", "textdagger": "†", "textdaggerdbl": "‡",
    "textdegree": "°", "textcelsius": "℃", "textmu": "µ", "textohm": "Ω", "textmho": "℧", "texttimes": "×",
    "textdiv": "÷", "textpm": "±", "textminus": "−", "textlnot": "¬", "textordfeminine": "ª", "textordmasculine": "º",
    "textonesuperior": "¹", "texttwosuperior": "²", "textthreesuperior": "³", "textonehalf": "½", "textonequarter": "¼",
    "textthreequarters": "¾", "textbrokenbar": "¦", "textleftarrow": "←", "textrightarrow": "→", "textuparrow": "↑",
    "textdownarrow": "↓", "textasteriskcentered": "∗", "textsurd": "√", "textfractionsolidus": "⁄",
    "textvisiblespace": "␣", "texttildelow": "~", "XeLaTeX": "XeLaTeX", "LuaLaTeX": "LuaLaTeX", "pdfLaTeX": "pdfLaTeX",
    "AmS": "AMS", "ohm": "Ω", "celsius": "°C", "degreeCelsius": "°C", "angstrom": "Å", "percent": "%",
    "lt": "<", "gt": ">", "degree": "°", "arcsec": "″", "arcmin": "′", "arcdeg": "°",
    "micro": "µ", "cyrchar": "", "CYRA": "А", "CYRM": "М", "space": " ", "quad": " ", "qquad": " ", "newline": " ",
    "linebreak": " ", "par": " ", "enspace": " ", "thinspace": "\u202f", "nobreakspace": "\u00a0", "nobreakdash": "",
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
TEXT: Mapping[str, str] = MappingProxyType(
    # The packages textgreek and upgreek.
    {f"{package}{name}": sign for package in ("text", "up") for name, sign in _GREEK.items()} | _TEXT
)
GREEK: Mapping[str, str] = MappingProxyType(_GREEK)
RELATIONS: Mapping[str, str] = MappingProxyType(_RELATIONS)
OPERATORS: Mapping[str, str] = MappingProxyType(_OPERATORS)
ORDINARY: Mapping[str, str] = MappingProxyType(_ORDINARY)
MATH: Mapping[str, str] = MappingProxyType({**_GREEK, **_RELATIONS, **_OPERATORS, **_ORDINARY})
FUNCTIONS = frozenset(
    {"arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "csc", "deg", "det", "dim", "exp", "gcd", "hom", "inf",
     "ker", "lim", "ln", "log", "max", "min", "Pr", "sec", "sin", "sinh", "sup", "tan", "tanh"}
)  # fmt: skip
KNOWN_COMMANDS: frozenset[str] = frozenset(
    {"begin", "end", "url", "href", "doi", "nolinkurl", "verb", "char", "symbol", "ensuremath", "enquote", "input"}
).union(
    COMBINING, TEXT, MATH, STYLE_COMMANDS, DECLARATIONS, TRANSPARENT, IGNORED_ARGUMENTS, LEFT_OUT, PACKAGE_COMMANDS
)  # fmt: skip
"""Commands with a meaning that a preamble does not change."""


def accented(accent: str, base: str) -> str:
    """Put an accent (a key of COMBINING) on the first letter of `base`. The result is not normalised."""
    if not base or not base[0].isalpha():
        return SPACING.get(accent, "") + base
    # TeX puts accents on dotless letters, Unicode on dotted ones.
    letter = {"ı": "i", "ȷ": "j"}.get(base[0], base[0]) if accent not in "ckdb" else base[0]
    return letter + COMBINING[accent] + base[1:]
