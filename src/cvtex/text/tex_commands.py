r"""TeX commands that are understood in running text, by what is done with them. Symbols stand in `tex_symbols`."""

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
        **dict.fromkeys(("texttt", "path"), "code"),
        **dict.fromkeys(("textsuperscript", "mkbibsuperscript"), "superscript"),
        **dict.fromkeys(("textsubscript", "mkbibsubscript"), "subscript"),
    }
)

# `{\em ...}`: up to the end of the group. None goes back to upright text, or changes what a CV's theme decides.
DECLARATIONS: Mapping[str, Style | None] = MappingProxyType(
    {
        **dict.fromkeys(("em", "it", "sl", "itshape", "slshape"), "emphasis"),
        **dict.fromkeys(("bf", "bfseries"), "strong"),
        **dict.fromkeys(("sc", "scshape"), "small-caps"),
        **dict.fromkeys(("tt", "ttfamily"), "code"),
        **dict.fromkeys(("rm", "sf", "normalfont", "upshape", "rmfamily", "sffamily", "mdseries"), None),
    }
)

# Commands that change nothing here; what they hold is read as if they were not there.
TRANSPARENT = frozenset(
    {
        "textrm", "textup", "textmd", "textsf", "textnormal", "text", "mbox", "hbox", "fbox", "underline",
        "uline", "uppercase", "lowercase", "MakeUppercase", "MakeLowercase", "MakeTextUppercase",
        "MakeTextLowercase", "NoCaseChange", "autocap", "relax", "protect", "noindent", "leavevmode", "unskip",
        "ignorespaces", "null", "tiny", "scriptsize", "footnotesize", "small", "normalsize", "large", "Large",
        "LARGE", "huge", "Huge", "mathrm", "mathit", "mathbf", "mathsf", "mathtt", "mathcal", "mathbb",
        "displaystyle", "boldmath", "fi", "textlatin", "mathscr", "mathfrak",
    }
)  # fmt: skip

# Commands of packages, with the number of their arguments.
PACKAGE_COMMANDS: Mapping[str, int] = MappingProxyType(
    {
        "SI": 2,
        "qty": 2,
        "si": 1,
        "unit": 1,
        "num": 1,
        "ang": 1,
        "ce": 1,
        "foreignlanguage": 2,
        "texorpdfstring": 2,
    }
)

# `{\noopsort{1973b}}1973` sorts by what is not printed.
IGNORED_WITH_ARGUMENT = frozenset(
    {
        "noopsort",
        "SortNoop",
        "phantom",
        "vphantom",
        "hphantom",
        "vspace",
        "hspace",
        "color",
        "textcolor",
        "selectlanguage",
    }
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
