"""Texts that nobody expects: signs of all languages that a text passes through, markup in markup, and long runs."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

# Values with a meaning to YAML, BibTeX, TeX, Markdown, HTML, JSON, paths, links, dates, names or a terminal.
TOKENS: Final = (
    *("", " ", "\t", "\n", "\n\n", "\\", "{", "}", "}{", "$", "$$", "%", "#", "&", "~", "^", "_", "*", "**", "`", "|"),
    *("[", "]", "](", "- ", ": ", "? ", "> ", "@", "!", "'", '"', "<", ">", "=", ",", ";", ", ", " and ", "//", ".."),
    *("null", "true", "no", "~", "---", "...", "%TAG", "!!python/object:os.system", "&a", "*a", "<<", "0x10", "1e999"),
    *("-1", "0", "9" * 50, "9" * 5000, "²", "NaN", ".inf", "1_000", "1,234.5", "٣", "２０１９", "½"),
    *(
        "0000",
        "0000-00-00",
        "2019-02-30",
        "2019-13",
        "99999",
        "2019 – 2018",
        "since",
        "– 2020",
        "present",
        "forthcoming",
    ),
    *("c. 1900", "-44", "2020/21", "WS 2020/21", "Spring", "2020-01-01/..", "31.12.2019", "12/31/2019"),
    *("a and b", "A, B, C, D", "and others", "others", "von der", "{von} Last, First", "Ada, Jr, X", "王 小明", "Ó"),
    *("ada@", "@a", "mailto:", "mailto:x?subject=%0a%0d", "http://", "https://a b", "https://[", "https://[::1]/"),
    *("https://x/%", "https://x/%zz", "https://x/%00", "https://user:pw@x/", "javascript:x", "file:///etc/passwd"),
    *("https://" + "x" * 300, "https://xn--/", "https://ü.example/ß?q=ä#é", "doi:10.1/", "10.1/<x>", "10.1000/a_b"),
    *("0000-0002-1825-0097", "978-3-16-148410-0", "2101.00001", "+49 (0)30 1234", "%s%d{0}{x}", "${HOME}", "../x"),
    *(
        "\\input{/etc/passwd}",
        "\\write18{ls}",
        "\\par",
        "\\\\",
        "\\'e",
        '\\"{\\i}',
        "\\emph{x}",
        "\\textbf{",
        "\\LaTeX",
    ),
    *(
        "\\verb|x|",
        "\\begin{x}",
        "\\end{x}",
        "\\def\\a{\\a}\\a",
        "\\relax",
        "^^5c",
        "\\special{x}",
        "\\footnote{x}",
        "\\$",
    ),
    *(
        "<b>",
        "</b",
        "<br>",
        "&lt;",
        "&#0;",
        "&nbsp;",
        "<script>",
        "<!--",
        "]]>",
        "<?xml",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
    ),
    *("\0", "\x07", "\x0c", "\x1b[31m", "\x7f", "\x85", "\r", "\r\n", "\x0b"),
    *("\u00a0", "\u00ad", "\u034f", "\u061c", "\u200b", "\u200d", "\u200e", "\u202e", "\u2028", "\u2029", "\u2060"),
    *("\ufeff", "\ufffd", "\uffff", "\ufdd0", "\ue000", "\ud800", "\U0001f468\u200d\U0001f469", "\U0001f1e9\U0001f1ea"),
    *("\U000e0041", "\U0010ffff", "e\u0301", "\u0301", "a" + "\u0301" * 40, "ﬁ", "ǆ", "İ", "ß", "𝔐", "ſ", "Å", "①"),
    *(
        "שלום",
        "العربية",
        "हिन्दी",
        "ไทย",
        "中文",
        "日本語",
        "한국어",
        "ქართული",
        "አማርኛ",
        "ᚠ",
        "𒀀",
        "☃",
        "👍🏽",
        "→",
        "∑",
    ),
)
WORDS: Final = (
    *("analysis", "of", "the", "frogs", "and", "ponds", "University", "Zürich", "Łódź", "naïve", "3", "2019", "10 %"),
    *("a", "I", "Dr.", "e.g.", "H2O", "p-value", "state-of-the-art", "A/B", "“quoted”", "it's", "—", "…", "C++", "№ 5"),
)
_MATH: Final = (
    *(
        "x",
        "1",
        "\\alpha",
        "+",
        "=",
        "\\leq",
        "\\sum",
        "\\int",
        "\\infty",
        "\\to",
        "\\ldots",
        "\\,",
        "\\quad",
        "\\;",
        "'",
    ),
    *(
        "\\mathbb{R}",
        "\\mathrm{d}",
        "\\text{if }",
        "\\unknown",
        "&",
        "\\\\",
        "\\hline",
        "%",
        "\\left(",
        "\\right)",
        "|",
    ),
    *("\\not=", "\\operatorname{tr}", "\\limits", "\\nolimits", "\\displaystyle", "\\hspace{1em}", "\\rule{1cm}{1cm}"),
)
_RANGES: Final = (
    *((0x00A1, 0x024F), (0x0300, 0x036F), (0x0370, 0x052F), (0x0590, 0x06FF), (0x0900, 0x0DFF), (0x0E00, 0x0FFF)),
    *((0x1000, 0x139F), (0x1680, 0x17FF), (0x2000, 0x206F), (0x2070, 0x2BFF), (0x3000, 0x30FF), (0x4E00, 0x9FFF)),
    *((0xAC00, 0xD7A3), (0xE000, 0xF8FF), (0xF900, 0xFFFF), (0x10000, 0x1FFFF), (0x1D400, 0x1D7FF), (0x1F300, 0x1FAFF)),
)
_LONGEST: Final = 3_000
# Now and then: what takes time by the square of a text's length shows.
_HUGE: Final = 200_000
_HOW_OFTEN_HUGE: Final = 0.03
_DEEPEST: Final = 60


def text(chance: Random, depth: int = 3) -> str:
    """A text as it may stand in any field."""
    make: Callable[[Random, int], str] = chance.choice(_KINDS)
    return make(chance, depth)


def token(chance: Random) -> str:
    return chance.choice(TOKENS)


def words(chance: Random, most: int = 12) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, most)))


def math(chance: Random, depth: int = 3) -> str:
    """What stands between two dollar signs."""
    if depth <= 0 or chance.random() < 0.3:
        return " ".join(chance.choice(_MATH) for _ in range(chance.randint(0, 5)))

    def inner() -> str:
        return math(chance, depth - 1)

    forms: tuple[Callable[[], str], ...] = (
        lambda: f"\\frac{{{inner()}}}{{{inner()}}}",
        lambda: f"{inner()}^{{{inner()}}}_{{{inner()}}}",
        lambda: f"\\sqrt[{inner()}]{{{inner()}}}",
        lambda: f"\\left({inner()}\\right]",
        lambda: (
            f"\\begin{{{chance.choice(('pmatrix', 'cases', 'aligned', 'x'))}}}{inner()} & {inner()}\\end{{pmatrix}}"
        ),
        lambda: f"\\hat{{{inner()}}}\\overline{{{inner()}}}\\underbrace{{{inner()}}}_{{{inner()}}}",
        lambda: f"{inner()} {inner()}",
        lambda: "x^{" * chance.randint(1, _DEEPEST) + inner(),
        lambda: " ".join([inner()] * chance.randint(1, 40)),
    )
    form: Callable[[], str] = chance.choice(forms)
    return form()


def _token(chance: Random, _: int) -> str:
    return token(chance)


def _words(chance: Random, _: int) -> str:
    return words(chance)


def _between_words(chance: Random, _: int) -> str:
    return "".join(
        (words(chance, 3), chance.choice(("", " ")), token(chance), chance.choice(("", " ")), words(chance, 3))
    )


def _tokens(chance: Random, _: int) -> str:
    return "".join(token(chance) for _ in range(chance.randint(2, 6)))


def _signs(chance: Random, _: int) -> str:
    first, last = chance.choice(_RANGES)
    signs = (chr(chance.randint(first, last)) for _ in range(chance.randint(1, 12)))
    return "".join(one for one in signs if not 0xD800 <= ord(one) < 0xE000)


def _run(chance: Random, _: int) -> str:
    sign = chance.choice(
        ("x", "!", "-", "_", ".", "(", "*", "[", "`", "$", "é", "中", "\u0301", "ab ", "a.", "\\", "<", "W")
    )
    if chance.random() < _HOW_OFTEN_HUGE:
        return sign * (_HUGE // len(sign))
    return sign * int(float(_LONGEST) ** chance.random())


def _formula(chance: Random, depth: int) -> str:
    return f"{words(chance, 2)} ${math(chance, depth)}${chance.choice(('', ' ', 'x'))}"


def _marked(chance: Random, depth: int) -> str:
    if depth <= 0:
        return words(chance, 3)
    inner = text(chance, depth - 1)
    before, after = chance.choice(
        (
            *(
                ("**", "**"),
                ("*", "*"),
                ("_", "_"),
                ("`", "`"),
                ("^", "^"),
                ("~", "~"),
                ("~~", "~~"),
                ("[", "](https://x.example/)"),
            ),
            *(
                ("[", "](mailto:a@b.example)"),
                ("<", ">"),
                ("\\emph{", "}"),
                ("{", "}"),
                ("“", "”"),
                ("$", "$"),
                ("(", ")"),
                ("!", "!"),
            ),
            *(
                ("# ", ""),
                ("- ", ""),
                ("> ", ""),
                ("| ", " |"),
                ("<i>", "</i>"),
                ("**a *b", ""),
                ("[^1]", ""),
                ("\\textcolor{red}{", "}"),
            ),
        )
    )
    times = chance.choice((1, 1, 1, 2, 3, chance.randint(1, _DEEPEST)))
    return before * times + inner + after * times


def _link(chance: Random, _: int) -> str:
    return f"[{token(chance)}]({chance.choice(('https://', 'mailto:', '', '#', 'doi:'))}{token(chance)})"


def _paragraphs(chance: Random, depth: int) -> str:
    return chance.choice(("\n\n", "\n", "\r\n", "\u2029")).join(
        text(chance, depth - 1) if depth > 0 else words(chance) for _ in range(chance.randint(1, 5))
    )


_KINDS: Final = (
    *(_token, _words, _words, _between_words, _between_words, _tokens, _signs, _run, _formula, _marked, _marked, _link),
    _paragraphs,
)
