r"""Conditions in LaTeX: which branch of `\ifthenelse`, `\ifstrempty`, `\ifx` and the like is printed.

Flags are those that the file sets itself. Where a test cannot be decided without TeX, both branches are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cvtex.importers.latex.macros import Macros, Stream
from cvtex.importers.latex.scanner import Control, Environment, Group, Node, Parameter, Raw, Sign, Text
from cvtex.value import Struct, field

# A test of one argument or several, before two branches.
_EMPTY: Final = frozenset({"ifstrempty", "ifblank", "IfBlankTF", "@ifempty", "ifempty", "IfNoValueTF"})
_FULL: Final = frozenset({"notblank", "ifnotempty", "@ifnotempty", "IfValueTF"})
_SAME: Final = frozenset({"ifstrequal", "ifdefstring", "ifdefstrequal", "ifcsstring"})
_VOID: Final = frozenset({"ifdefempty", "ifdefvoid"})
_DEFINED: Final = frozenset({"ifdef", "ifcsdef", "ifdefmacro"})
_UNDEFINED: Final = frozenset({"ifundef", "ifcsundef", "@ifundefined"})
_FLAGGED: Final = frozenset({"ifbool", "iftoggle", "IfBooleanTF"})
_UNFLAGGED: Final = frozenset({"notbool", "nottoggle"})
_LANGUAGE: Final = frozenset({"iflanguage", "IfLanguageName"})
_ONE_BRANCH: Final[Mapping[str, str]] = {
    "IfNoValueT": "IfNoValueTF", "IfValueT": "IfValueTF", "IfBooleanT": "IfBooleanTF", "IfBlankT": "IfBlankTF",
    "IfNoValueF": "IfNoValueTF", "IfValueF": "IfValueTF", "IfBooleanF": "IfBooleanTF", "IfBlankF": "IfBlankTF",
}  # fmt: skip
_NEW: Final = frozenset({"newboolean", "provideboolean", "newbool", "providebool", "newtoggle", "providetoggle"})
_SET: Final = frozenset({"setboolean", "setbool", "settoggle"})
_TRUE: Final = frozenset({"booltrue", "toggletrue"})
_FALSE: Final = frozenset({"boolfalse", "togglefalse"})
# What pdfTeX would answer.
_ENGINE: Final[Mapping[str, bool]] = {
    "iftrue": True, "iffalse": False, "ifpdf": True, "ifpdftex": True, "ifPDFTeX": True, "ifxetex": False,
    "ifXeTeX": False, "ifluatex": False, "ifLuaTeX": False, "iftutex": False, "ifTUTeX": False,
    "ifxetexorluatex": False, "ifmmode": False, "ifvmode": False, "ifhmode": True, "ifinner": False,
}  # fmt: skip
_COMPARING: Final = frozenset({"ifx", "if", "ifcat"})
_UNDECIDED: Final = frozenset({"ifnum", "ifdim", "ifodd", "ifcase"})
_OF_TEX: Final = _ENGINE.keys() | _COMPARING | _UNDECIDED | {"ifdefined", "ifcsname"}
_EMPTY_NAMES: Final = frozenset({"empty", "@empty", "relax"})
_MOST_STEPS: Final = 50
_MOST_TESTED: Final = 12
# Each search for a `\fi` that is not there goes through all that follows, and what is in a condition is searched again
# for each condition within it.
MAX_UNCLOSED: Final = 100
MAX_LEVELS: Final = 50
# More than any test has, apart from blanks.
_MOST_OF_TEST: Final = 200


class Conditions(Struct):
    """`language`: the one that babel has, by its name there, if known."""

    macros: Macros
    flags: dict[str, bool] = field(default_factory=dict)
    language: str = ""
    unclosed: int = 0

    def decide(self, name: str, stream: Stream) -> bool:
        """Read a condition and put the branch that is printed in front of the stream; False if it is none."""
        if name in self.macros.commands:
            return False
        return self._set(name, stream) or self._with_branches(name, stream) or self._of_tex(name, stream)

    # Flags.

    def _set(self, name: str, stream: Stream) -> bool:
        if name == "newif":
            new = next((one.name for one in stream.argument() or () if isinstance(one, Control)), "")
            self.flags.setdefault(new.removeprefix("if"), False)
        elif name in _NEW:
            self.flags.setdefault(self._text(stream.argument()), False)
        elif name in _SET:
            flag, value = self._text(stream.argument()), self._text(stream.argument())
            self.flags[flag] = value == "true"
        elif name in _TRUE | _FALSE:
            self.flags[self._text(stream.argument())] = name in _TRUE
        elif name.removesuffix("true") in self.flags and name.endswith("true"):
            self.flags[name.removesuffix("true")] = True
        elif name.removesuffix("false") in self.flags and name.endswith("false"):
            self.flags[name.removesuffix("false")] = False
        else:
            return False
        return True

    # Branches in braces.

    def _with_branches(self, name: str, stream: Stream) -> bool:
        if name in _ONE_BRANCH:
            answer = self._answer(_ONE_BRANCH[name], stream)
            branch = stream.argument() or ()
            if answer is None or answer == name.endswith("T"):
                stream.push((Group(branch, branch[0].at),) if branch else ())
            return True
        if name not in _EMPTY | _FULL | _SAME | _VOID | _DEFINED | _UNDEFINED | _FLAGGED | _UNFLAGGED | _LANGUAGE | {
            "ifthenelse", "@ifstar", "@ifnextchar", "ifnextchar",
        }:  # fmt: skip
            return False
        answer = self._answer(name, stream)
        yes, no = stream.argument() or (), stream.argument() or ()
        stream.push((*yes, *no) if answer is None else yes if answer else no)
        return True

    def _answer(self, name: str, stream: Stream) -> bool | None:
        if name == "@ifstar":
            return stream.star()
        if name in ("@ifnextchar", "ifnextchar"):
            wanted = self._text(stream.argument())
            found = stream.peek()
            return isinstance(found, Sign | Text) and self._text((found,)).startswith(wanted)
        tested = stream.argument() or ()
        text = self._text(tested)
        if name in _EMPTY | _FULL:
            return (not text) == (name in _EMPTY)
        if name in _SAME:
            return text == self._text(stream.argument())
        if name in _VOID:
            return not text or text.strip("\\ ") in _EMPTY_NAMES
        if name in _DEFINED | _UNDEFINED:
            return self._is_defined(tested) == (name in _DEFINED)
        if name == "IfBooleanTF":
            return text in ("*", "true")
        if name in _FLAGGED | _UNFLAGGED:
            return None if text not in self.flags else self.flags[text] == (name in _FLAGGED)
        if name in _LANGUAGE:
            return text == self.language if self.language else None
        return self._of_ifthen([*tested])

    def _is_defined(self, tested: tuple[Node, ...]) -> bool:
        names = [one.name for one in tested if isinstance(one, Control)] or [self._text(tested)]
        return names[0] in self.macros.commands

    def _of_ifthen(self, nodes: list[Node]) -> bool | None:
        r"""`\equal{a}{b} \AND \NOT \boolean{c}`, from the left."""
        stream = Stream(nodes)
        result: bool | None = None
        operator, is_negated = "", False
        for _ in range(_MOST_TESTED):
            stream.skip_blanks(over_paragraphs=True)
            if not stream:
                return result
            node = stream.next()
            if not isinstance(node, Control):
                return None
            if node.name.lower() == "not":
                is_negated = not is_negated
                continue
            if node.name.lower() in ("and", "or"):
                operator = node.name.lower()
                continue
            one = self._term(node.name, stream)
            if one is None:
                return None
            one, is_negated = one != is_negated, False
            result = one if result is None else (result and one) if operator == "and" else (result or one)
        return None

    def _term(self, name: str, stream: Stream) -> bool | None:
        if name == "equal":
            return self._text(stream.argument()) == self._text(stream.argument())
        if name == "boolean":
            return self.flags.get(self._text(stream.argument()))
        if name == "isundefined":
            return not self._is_defined(stream.argument() or ())
        return None

    # `\if... \else ... \fi`

    def _of_tex(self, name: str, stream: Stream) -> bool:
        flag = name.removeprefix("if")
        is_flag = name.startswith("if") and flag in self.flags
        if (not is_flag and name not in _OF_TEX) or self.unclosed >= MAX_UNCLOSED:
            return False
        held = stream.pending[-_MOST_OF_TEST:]
        below = len(stream.pending) - len(held)
        answer = self.flags[flag] if is_flag else self._compared(name, stream)
        branches = self._split(stream)
        if branches is None:
            self.unclosed += 1
            stream.pending[below:] = held
            return False
        yes, no = branches
        stream.push((*yes, *no) if answer is None else yes if answer else no)
        return True

    def _compared(self, name: str, stream: Stream) -> bool | None:
        if name in _ENGINE:
            return _ENGINE[name]
        if name == "ifdefined":
            return self._is_defined(stream.argument() or ())
        if name not in _COMPARING:
            self._skip_test(stream)
            return None
        first = stream.argument() or ()
        second = stream.argument() or ()
        if self._text(second) == r"\detokenize":
            second = stream.argument() or ()
        # `\ifx&#1&`, `\if\relax\detokenize{#1}\relax`: whether the argument in between is empty.
        following = stream.peek()
        if following is not None and first and self._source((following,)) == self._source(first):
            stream.next()
            return not self._text(second)
        texts = [self._text(one) for one in (first, second)]
        empty = ["" if one.strip("\\ ") in _EMPTY_NAMES else one for one in texts]
        return empty[0] == empty[1]

    def _skip_test(self, stream: Stream) -> None:
        r"""`\value{page}=1`: up to a number or a register behind a sign of comparison."""
        has_sign = False
        for _ in range(_MOST_STEPS):
            node = stream.peek()
            if node is None or (isinstance(node, Sign) and node.sign == "\n"):
                return
            stream.next()
            if isinstance(node, Text) and (place := max(map(node.text.find, "<>="))) >= 0:
                rest = node.text[place + 1 :].lstrip()
                digits = rest.lstrip("-0123456789.")
                if digits != rest:
                    stream.push((Text(digits, node.at),))
                    return
                has_sign = True
            elif has_sign and not (isinstance(node, Text) and not node.text.strip()):
                return

    def _split(self, stream: Stream) -> tuple[tuple[Node, ...], tuple[Node, ...]] | None:
        r"""Both branches; None if no `\fi` ends them, or too many conditions are within them."""
        depth, middle = 0, None
        nodes = stream.pending
        for place in range(len(nodes) - 1, -1, -1):
            node = nodes[place]
            if not isinstance(node, Control):
                continue
            if node.name in _OF_TEX or (node.name.startswith("if") and node.name[2:] in self.flags):
                depth += 1
                if depth > MAX_LEVELS:
                    return None
            elif node.name == "fi" and depth:
                depth -= 1
            elif node.name == "else" and not depth and middle is None:
                middle = place
            elif node.name == "fi":
                yes = nodes[(place if middle is None else middle) + 1 :]
                no = [] if middle is None else nodes[place + 1 : middle]
                del nodes[place:]
                return tuple(yes[::-1]), tuple(no[::-1])
        return None

    # What nodes say.

    def _text(self, nodes: tuple[Node, ...] | None, depth: int = 0) -> str:
        """The text that is compared: macros without arguments are replaced, braces and blanks at the edges left out."""
        parts: list[str] = []
        for node in nodes or ():
            match node:
                case Text(text):
                    parts.append(text)
                case Group(content) | Environment(_, content):
                    parts.append(self._text(content, depth) if depth < _MOST_TESTED else "")
                case Control(name):
                    macro = self.macros.commands.get(name)
                    is_plain = macro is not None and not macro.parameters and depth < _MOST_TESTED
                    parts.append(self._text(macro.body, depth + 1) if macro and is_plain else f"\\{name}")
                case Sign(sign) | Raw(sign):
                    parts.append(sign)
                case Parameter(number):
                    parts.append(f"#{number}")
        return "".join(parts).strip()

    def _source(self, nodes: tuple[Node, ...]) -> str:
        return self._text(nodes, _MOST_TESTED)
