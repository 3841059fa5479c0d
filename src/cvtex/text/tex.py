r"""TeX of a .bib field -> rich text. TeX is data: no macro is ever run.

Understands accents, symbols, quotation marks, dashes, some commands for styles and links, journal macros, inline math,
and HTML left by other programs. An unknown macro is reported, and its argument is read as text.
"""

from __future__ import annotations

import re
import unicodedata

from cvtex.diagnostics import Checked, Span
from cvtex.text.escaped_tex import unescaped
from cvtex.text.html import read_html
from cvtex.text.journal_macros import ASTRONOMY
from cvtex.text.math import read_math, without_math
from cvtex.text.richtext import (
    Inline,
    Link,
    RichText,
    Style,
    Styled,
    fold_whitespace,
    map_strings,
    merge_strings,
    plain,
)
from cvtex.text.tex_commands import (
    COMBINING,
    CONTROL_SYMBOLS,
    DECLARATIONS,
    ENVIRONMENTS,
    IGNORED_ARGUMENTS,
    LEFT_OUT,
    MATH,
    PACKAGE_COMMANDS,
    SPACING,
    STYLE_COMMANDS,
    TEXT,
    TRANSPARENT,
    accented,
)
from cvtex.text.tex_packages import (
    read_chemistry,
    read_number,
    read_numbers,
    read_quantities,
    read_quantity,
    read_unit,
)
from cvtex.text.tex_source import OPTION, TexSource
from cvtex.text.unicode import composed
from cvtex.text.web_address import decode_address, decode_addresses, decode_doi, doi_address, link_target

# Characters with a meaning in TeX or HTML. Pairs of characters are searched for separately, which is faster than one
# pattern with alternatives.
_SPECIAL = re.compile(r"[\\{}$~`'&<]")
_SLASHED = {"o\u0338": "ø", "O\u0338": "Ø", "l\u0338": "ł", "L\u0338": "Ł"}


def read_tex(tex: str, span: Span) -> Checked[RichText]:
    """TeX -> rich text in composed form (NFC) with folded whitespace.

    `span`: the position of the first character, from which warnings are located.
    """
    if _is_bare(tex):
        bare = " ".join(tex.split())
        return Checked((bare,) if bare else ())
    if _is_plain(tex):
        return Checked(_finish((tex,)))
    reader = _TexReader(unescaped(tex), span)
    return Checked(_finish(reader.read()), tuple(reader.diagnostics))


def tex_to_plain(tex: str) -> str:
    """TeX -> plain text, for names and keywords."""
    return " ".join(tex.split()) if _is_bare(tex) else plain(without_math(read_tex(tex, Span("")).value))


def _is_bare(tex: str) -> bool:
    """Whether the text needs neither parsing nor composing. True of most fields."""
    return tex.isascii() and _is_plain(tex)


def _is_plain(tex: str) -> bool:
    return not _SPECIAL.search(tex) and "--" not in tex and ",," not in tex and "://" not in tex


def _finish(text: RichText) -> RichText:
    text = read_html(merge_strings(text))
    return fold_whitespace(map_strings(text, _compose))


def _compose(string: str) -> str:
    text = composed(string)
    if "\u0338" in text:
        # Some programs export a slashed letter as the letter and `$\not$`.
        for pair, letter in _SLASHED.items():
            text = text.replace(pair, letter)
    return text


MAX_DEPTH = 20

_PLAIN = re.compile(r"[^\\{}$~`',?!:-]+")
_WORD = re.compile(r"([A-Za-z]+)\*?[ \t\n]*")
_URL = re.compile(r"https?://(?:[^\s{}\\<>\"$^`]|\\[&%#_~$])+")
_URL_START = re.compile(r"https?(?=://)")
_MATH = re.compile(r"\$\$(?P<display>(?:[^$\\]|\\.)+)\$\$|\$(?P<inline>(?:[^$\\]|\\.)+)\$", re.DOTALL)
_PRICE = re.compile(r"\$\d[^\\^_{}=$]*\$")
_LIGATURES = {
    "---": "—", "--": "–", "-": "-", "``": "“", "`": "‘", "''": "”", "'": "’", ",,": "„", ",": ",", "?`": "¿", "?": "?",
    "!`": "¡", "!": "!", ":": ":",
}  # fmt: skip
_LIGATURE = re.compile("|".join(map(re.escape, _LIGATURES)))
# Accents that a word processor made of `\\'`.
_TYPOGRAPHIC_ACCENTS = {"’": "'", "´": "'", "‘": "`", "“": '"', "”": '"'}
_BRANCH = re.compile(r"\\(?:else|fi)(?![A-Za-z])[ \t\n]*")


class _TexReader(TexSource):
    """Reads commands, groups, quotation marks and math, and knows what they mean."""

    def __init__(self, tex: str, span: Span) -> None:
        super().__init__(tex, span)
        self.unpaired: set[str] = set()
        self.quotes = 0
        self.is_code = False

    def read(self, depth: int = 0) -> RichText:
        result: list[Inline] = []
        while self.position < self.limit:
            result += self._sequence(depth)
            if self.position < self.limit:
                self._warn("unmatched closing brace", self.position)
                self.position += 1
        return tuple(result)

    def _sequence(self, depth: int) -> RichText:
        """Read up to the closing brace, which is not consumed, or to the limit."""
        result: list[Inline] = []
        declared: list[tuple[Style, int]] = []
        while self.position < self.limit:
            match self.tex[self.position]:
                case "}":
                    break
                case "{" if self._opens_script(result):
                    result += self._script(result, depth)
                case "{":
                    result += self._group(depth)
                case "\\":
                    self._command(result, declared, depth)
                case "$":
                    result += self._dollar(depth)
                case "~":
                    self.position += 1
                    result.append("\N{NO-BREAK SPACE}")
                case _:
                    result += self._text()
        return _apply(result, declared)

    def _text(self) -> RichText:
        if self.is_code:
            self.position += 1
            return (self.tex[self.position - 1],)
        run = _PLAIN.match(self.tex, self.position, self.limit)
        if run is None:
            ligature = _LIGATURE.match(self.tex, self.position, self.limit)
            self.position = ligature.end() if ligature else self.position + 1
            return (_LIGATURES[ligature[0]] if ligature else "",)
        # The run stops at the colon of an address.
        start = _URL_START.search(self.tex, run.start(), min(run.end() + 3, self.limit))
        if start is None or self.tex[: start.start()].endswith(('="', "='")):
            # After an equals sign and a quotation mark, it is the address in a tag: <a href="...">.
            self.position = run.end()
            return (run[0],)
        before = self.tex[run.start() : start.start()]
        address = _URL.match(self.tex, start.start(), self.limit)
        shown = address[0].rstrip(".,;:!?'") if address else ""
        if shown.endswith(")") and "(" not in shown:
            shown = shown.rstrip(").,;:!?'")
        url = decode_address(shown)
        if not link_target(url):
            self.position = run.end()
            return (run[0],)
        self.position = start.start() + len(shown)
        return before, Link(url, (url,))

    def _group(self, depth: int) -> RichText:
        opening = self.position
        if depth >= MAX_DEPTH:
            self._warn(
                f"braces are nested more than {MAX_DEPTH} deep; the inner text is printed without styles",
                opening,
            )
            return (re.sub(r"\\[A-Za-z]+|[\\{}$]", "", self._argument_source()),)
        self.position += 1
        content = self._sequence(depth + 1)
        if self.position >= self.limit:
            self._warn("a brace is not closed", opening)
        self.position += 1
        return content

    def _opens_script(self, before: list[Inline]) -> bool:
        """Whether a brace follows a `_` or `^` outside math: `Al_{x}Ga`."""
        start = self.position
        return (
            start > 0
            and self.tex[start - 1] in "_^"
            and self.tex[start - 2 : start - 1] != "\\"
            and not self.is_code
            and bool(before)
            and isinstance(before[-1], str)
            and before[-1].endswith(self.tex[start - 1])
        )

    def _script(self, before: list[Inline], depth: int) -> RichText:
        start = self.position
        last = before.pop()
        source = f"{self.tex[start - 1]}{{{self._argument_source()}}}"
        return str(last)[:-1], *self._math(source, start, self.position, depth)

    def _argument(self, depth: int) -> RichText:
        """Read an argument like TeX: a group, a command, or one character."""
        self._skip_blanks()
        if self.position >= self.limit or self.tex[self.position] == "}":
            return ()
        match self.tex[self.position]:
            case "{":
                return self._group(depth)
            case "\\" if depth < MAX_DEPTH:
                result: list[Inline] = []
                self._command(result, [], depth + 1)
                return tuple(result)
            case "$":
                return self._dollar(depth)
            case character:
                self.position += 1
                return (character if character != "\\" else "",)

    def _command(self, result: list[Inline], declared: list[tuple[Style, int]], depth: int) -> None:
        start = self.position
        self.position += 1
        word = _WORD.match(self.tex, self.position, self.limit)
        if word is None:
            result += self._control_symbol(depth)
            return
        self.position = word.end()
        name = word[1]
        if name in DECLARATIONS:
            style = DECLARATIONS[name]
            if style is None:
                result[:] = _apply(result, declared)
                declared.clear()
            elif style not in [name for name, _ in declared]:
                declared.append((style, len(result)))
        else:
            result += self._control_word(name, start, depth)

    def _control_word(self, name: str, start: int, depth: int) -> RichText:
        if name in COMBINING:
            return self._accent(name, depth)
        if name in TEXT or name in MATH:
            return (TEXT.get(name) or MATH.get(name, ""),)
        if name in STYLE_COMMANDS:
            return self._styled(name, depth)
        if name in ASTRONOMY:
            return (ASTRONOMY[name],)
        if name in TRANSPARENT:
            return ()
        if name in IGNORED_ARGUMENTS:
            for _ in range(IGNORED_ARGUMENTS[name]):
                self._skip_options()
                self._argument_source()
            self._skip_options()
            return ()
        if name in LEFT_OUT:
            self._warn(f"\\{name} and its text are left out", start, len(name) + 1)
            self._argument_source()
            return ()
        if name in ("begin", "end"):
            return self._environment(name, start)
        if name in ("enquote", "mkbibquote", "textquote", "blockquote"):
            return self._quotation(depth)
        if name in ("url", "nolinkurl", "href", "doi"):
            return self._link(name, start, depth)
        if name in PACKAGE_COMMANDS:
            return self._package_command(name, start, depth)
        if name == "ifmmode":
            # Running text is not math: skip the branch before `\\else`.
            branch = _BRANCH.search(self.tex, self.position, self.limit)
            self.position = branch.end() if branch else self.position
            return ()
        if name == "ensuremath":
            begin = self.position
            return self._math(self._argument_source(), begin, self.position, depth)
        if name == "verb":
            return self._verbatim()
        if name in ("char", "symbol"):
            return self._character_code(name, start)
        has_argument = self.tex.startswith(("{", "["), self.position)
        outcome = "; its argument is printed as text" if has_argument else " is left out"
        self._warn(f"unknown macro \\{name}{outcome}", start, len(name) + 1)
        return ()

    def _environment(self, name: str, start: int) -> RichText:
        r"""Skip `\begin{...}` with its arguments, or `\end{...}`."""
        environment = self._argument_source()
        if environment not in ENVIRONMENTS:
            self._warn(f"the environment '{environment}' is printed as text", start, len(name) + 1)
        for _ in range(ENVIRONMENTS.get(environment, 0) if name == "begin" else 0):
            self._argument_source()
        return ()

    def _package_command(self, name: str, start: int, depth: int) -> RichText:
        """Read a command of siunitx, mhchem, babel or hyperref."""
        option = OPTION.match(self.tex, self.position, self.limit)
        self.position = option.end() if option else self.position
        arguments = [self._argument_source() for _ in range(PACKAGE_COMMANDS[name])]
        match name:
            case "ce" | "ch" | "cf" | "chem":
                return read_chemistry(arguments[0], lambda source: self._inner(source, depth))
            case "foreignlanguage":
                return self._inner(arguments[1], depth)
            case "texorpdfstring":
                return self._inner(arguments[0], depth)
            case "isotope":
                number = option[0][1:-1] if option else ""
                return (Styled("superscript", (number,)) if number else "", *self._inner(arguments[0], depth))
            case "num":
                return read_number(arguments[0])
            case "numlist":
                return read_numbers(arguments[0].split(";"), ", ")
            case "numrange":
                return read_numbers(arguments, "–")
            case "ang":
                return (*read_number(arguments[0].partition(";")[0]), "°")
            case "si" | "unit":
                text = read_unit(arguments[0])
            case "SIrange" | "qtyrange":
                text = read_quantities(arguments[:2], "–", arguments[2])
            case "SIlist" | "qtylist":
                text = read_quantities(arguments[0].split(";"), ", ", arguments[1])
            case _:
                text = read_quantity(*arguments)
        if text is None:
            self._warn(f"\\{name} has an unknown unit; its name is printed", start, len(name) + 1)
            return (re.sub(r"\\([A-Za-z]+)|[\\{}$]", r" \1", " ".join(arguments)),)
        return text

    def _inner(self, source: str, depth: int) -> RichText:
        """Read TeX in an argument."""
        if depth >= MAX_DEPTH:
            return (re.sub(r"\\[A-Za-z]+|[\\{}$]", "", source),)
        reader = _TexReader(source, self.span)
        text = reader.read(depth + 1)
        for diagnostic in reader.diagnostics:
            self._warn(diagnostic.message, self.position - 1)
        return text

    def _control_symbol(self, depth: int) -> RichText:
        symbol = self.tex[self.position : self.position + 1] if self.position < self.limit else ""
        symbol = _TYPOGRAPHIC_ACCENTS.get(symbol, symbol)
        self.position += 1
        if symbol in COMBINING and symbol:
            return self._accent(symbol, depth)
        if symbol in CONTROL_SYMBOLS:
            return (CONTROL_SYMBOLS[symbol],)
        if symbol in ("(", "["):
            return self._delimited_math({"(": "\\)", "[": "\\]"}[symbol], depth)
        if not symbol:
            self._warn("the text ends with a backslash", self.limit - 1)
            return ()
        self._warn(f"unknown macro '\\{symbol}'; it is printed as '{symbol}'", self.position - 2, 2)
        return (symbol,)

    def _accent(self, accent: str, depth: int) -> RichText:
        if accent == "^" and self.tex.startswith("^", self.position):
            return (SPACING["^"],)
        base = plain(merge_strings(without_math(self._argument(depth))))
        return (unicodedata.normalize("NFC", accented(accent, base)),)

    def _styled(self, name: str, depth: int) -> RichText:
        style = STYLE_COMMANDS[name]
        was_code, self.is_code = self.is_code, self.is_code or style == "code"
        content = merge_strings(self._argument(depth))
        self.is_code = was_code
        return (Styled(style, content),) if content else ()

    def _quotation(self, depth: int) -> RichText:
        left, right = "“”" if self.quotes % 2 == 0 else "‘’"
        self.quotes += 1
        content = self._argument(depth)
        self.quotes -= 1
        return left, *content, right

    def _link(self, name: str, start: int, depth: int) -> RichText:
        source = self._argument_source()
        if name == "doi":
            doi = decode_doi(source)
            return (Link(doi_address(doi), (doi,)),)
        decoded = decode_addresses(source)
        address = decoded[0].address if len(decoded) == 1 and decoded[0].has_blank else decode_address(source)
        if "%20" in address and "%20" not in source:
            self._warn(f"the address contains a space; it is read as {address}", start, len(name) + 1)
        content = merge_strings(self._argument(depth)) if name == "href" else (address,)
        target = link_target(address)
        if target and content:
            return (Link(target, content),)
        if address and name != "nolinkurl":
            self._warn(f"'{address}' is not a web address; it is printed without a link", start, len(name) + 1)
        return content

    def _dollar(self, depth: int) -> RichText:
        start = self.position
        math = _MATH.match(self.tex, start, self.limit)
        if math is None or self._is_price(math):
            self.position = start + 1
            if math is None and not self.tex[start + 1 : start + 2].isdigit():
                self._warn("unpaired dollar sign; it is printed as it stands", start)
            return ("$",)
        self.position = math.end()
        group = "display" if math["display"] else "inline"
        return self._math(math[group], math.start(group), math.end(group), depth, closing=math.end())

    def _is_price(self, math: re.Match[str]) -> bool:
        """`$5 and $7`: the second dollar starts an amount, so neither delimits math."""
        after = self.tex[math.end() : math.end() + 1]
        return bool(_PRICE.fullmatch(math[0])) and (math[0][-2].isspace() or after.isdigit())

    def _delimited_math(self, end: str, depth: int) -> RichText:
        start = self.position
        stop = self.tex.find(end, start, self.limit) if end not in self.unpaired else -1
        if stop < 0:
            self.unpaired.add(end)
            self._warn(f"'{self.tex[start - 2 : start]}' has no '{end}'", start - 2, 2)
            return ()
        return self._math(self.tex[start:stop], start, stop, depth, closing=stop + 2)

    def _math(self, source: str, start: int, stop: int, depth: int, closing: int | None = None) -> RichText:
        self.position = stop if closing is None else closing
        text, problem = read_math(source)
        if not problem:
            return text
        shown = source if len(source) <= 40 else f"{source[:40]}…"
        self._warn(f"the math '{shown.strip()}' is printed as text: {problem}", start, len(shown))
        if depth >= MAX_DEPTH:
            return (re.sub(r"\\[A-Za-z]+|[\\{}$]", "", source),)
        return _TexReader(source, self.span).read(depth + 1)


def _apply(result: list[Inline], declared: list[tuple[Style, int]]) -> RichText:
    """Apply each declared style from its start to the end of the group."""
    for style, start in reversed(declared):
        content = merge_strings(tuple(result[start:]))
        result[start:] = [Styled(style, content)] if content else []
    return tuple(result)
