"""The templates' language: Jinja2 without what could reach out of a template, break its texts' escapes, or not end.

Texts are escaped wherever they are printed. A template has no other functions than those of its page, no methods of
strings, and no way to print a text as markup. What it does is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any, Final, TypeAlias

from jinja2 import FunctionLoader, StrictUndefined, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.runtime import BlockReference, LoopContext, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from cvtex.value import Value

_FILTERS: Final = (
    "capitalize", "count", "d", "default", "e", "escape", "first", "int", "items", "last", "length", "list", "lower",
    "map", "reject", "rejectattr", "reverse", "round", "select", "selectattr", "sort", "string", "striptags", "title",
    "trim", "truncate", "unique", "upper", "urlencode",
)  # fmt: skip
# Sums and differences; text is joined by printing its parts.
_OPERATORS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "//": lambda left, right: left // right,
    "%": lambda left, right: left % right,
}
_MOST_RANGE: Final = 1_000
_MOST_NUMBER: Final = 10**9
_MOST_STEPS: Final = 20_000
_MOST_CHARACTERS: Final = 100_000_000
# All arguments of a macro, as a list or a dict.
_ARGUMENTS: Final = frozenset({"varargs", "kwargs"})
_LONGEST_FILE: Final = 1_000_000
# Where the start of a tag ends with `=`, a value without quotes would follow.
_UNQUOTED: Final = re.compile(r"<[^<>]*=\s*\Z")
_RAW: Final = re.compile(r"<(/?)(script|style)\b", re.IGNORECASE)
# What is printed any number of times.
_Printed: TypeAlias = nodes.Template | nodes.For | nodes.Macro | nodes.Block
_WITH_ATTRIBUTES: Final = (Value, LoopContext, BlockReference, TemplateReference)


class Sandbox(ImmutableSandboxedEnvironment):
    """Loads templates from `files` alone. `names`: what they can use."""

    intercepted_binops = frozenset((*_OPERATORS, "/", "**"))

    def __init__(self, files: Mapping[str, bytes], names: Mapping[str, Any]) -> None:
        def load(name: str) -> tuple[str, str, None] | None:
            return (_decoded(name, files[name]), name, None) if name in files else None

        super().__init__(
            loader=FunctionLoader(load),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=self._printed,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._steps, self._characters = 0, 0
        self.filters = {name: self._counted(self.filters[name]) for name in _FILTERS}
        self.filters["tojson"] = self._counted(_json)
        self.globals = {"range": _range, **names}

    def step(self, weight: int) -> Markup:
        """Count what is about to be printed; called where a template, a loop, a block or a macro begins."""
        self._steps += 1
        self._characters += weight
        if self._steps > _MOST_STEPS:
            raise SecurityError(f"the template takes more than {_MOST_STEPS:,} steps")
        self._check_length()
        return Markup("")

    def _printed(self, value: Any) -> Any:
        return self._weighed(value if isinstance(value, str) else str(value))

    def _weighed(self, value: Any) -> Any:
        if isinstance(value, str):
            self._characters += len(value)
            self._check_length()
        return value

    def _check_length(self) -> None:
        if self._characters > _MOST_CHARACTERS:
            raise SecurityError(f"the template prints more than {_MOST_CHARACTERS:,} characters")

    def _counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def counted(*values: Any, **named: Any) -> Any:
            return self._weighed(function(*values, **named))

        return counted

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002 - Jinja2's signature
        numbers = [one for one in (left, right) if isinstance(one, int) and abs(one) <= _MOST_NUMBER]
        if operator not in _OPERATORS or len(numbers) < 2:
            raise SecurityError(f"'{operator}' is not offered here, only + - * // % for whole numbers")
        return _OPERATORS[operator](left, right)

    def wrap_str_format(self, value: Any) -> None:
        """Offer no `format` of strings: its widths have no bounds."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return isinstance(obj, _WITH_ATTRIBUTES) and super().is_safe_attribute(obj, attr, value)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        self._check_places(source, name, filename)
        tree = super()._parse(source, name, filename)
        for kind, instead in _NOT_OFFERED.items():
            for node in tree.find_all(kind):
                raise TemplateSyntaxError(instead, node.lineno, name, filename)
        _check_lists(tree, name, filename)
        parts: list[_Printed] = [tree, *tree.find_all(nodes.For), *tree.find_all(nodes.Macro)]
        for node in (*parts, *tree.find_all(nodes.Block)):
            _count(node)
        return tree

    def _check_places(self, source: str, name: str | None, filename: str | None) -> None:
        """Refuse texts where their escapes would not hold: in values without quotes, and in scripts and styles."""
        raw, before, after = "", "", ""
        for line, kind, value in self.lex(source, name, filename):
            if kind == "data":
                for found in _RAW.finditer(value):
                    raw = "" if found[1] else found[2].lower()
                before = value
            elif kind == "variable_begin":
                if _UNQUOTED.search(before):
                    raise TemplateSyntaxError("the value of an attribute needs quotes", line, name, filename)
                before, after = "", ""
            elif kind == "variable_end":
                if raw and after != "tojson":
                    raise TemplateSyntaxError(f"a value in a {raw} needs |tojson", line, name, filename)
            elif kind == "name":
                after = value


_NOT_OFFERED: Final[Mapping[type[nodes.Node], str]] = {
    nodes.Concat: "'~' is not offered here: print one value after the other, {{ a }}{{ b }}",
    nodes.Slice: "slices are not offered here",
    nodes.EvalContextModifier: "texts are always escaped",
}


def _check_lists(tree: nodes.Template, name: str | None, filename: str | None) -> None:
    """Refuse lists of lists in variables. Each could hold the last one twice: some lines would print without an end."""
    for found in tree.find_all((nodes.List, nodes.Tuple, nodes.Dict)):
        is_target = isinstance(found, nodes.Tuple) and found.ctx != "load"
        if not is_target and next(found.find_all(nodes.Name), None) is not None:
            raise TemplateSyntaxError("a list or dict holds only texts and numbers", found.lineno, name, filename)
    for used in tree.find_all(nodes.Name):
        if used.name in _ARGUMENTS:
            raise TemplateSyntaxError(f"'{used.name}' is not offered here", used.lineno, name, filename)


def _count(node: _Printed) -> None:
    """Let a part of a template count its text each time it is printed."""
    weight = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
    step = nodes.EnvironmentAttribute("step")
    call = nodes.Output([nodes.Call(step, [nodes.Const(weight)], [], None, None)])
    node.body.insert(0, call.set_lineno(node.lineno or 1))


def _range(*numbers: int) -> range:
    found = range(*numbers)
    if len(found) > _MOST_RANGE:
        raise SecurityError(f"a range has at most {_MOST_RANGE:,} numbers")
    return found


def _json(value: Any) -> Markup:
    return htmlsafe_json_dumps(value)


def _decoded(name: str, data: bytes) -> str:
    if len(data) > _LONGEST_FILE:
        raise SecurityError(f"{name} is too long for a template")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise SecurityError(f"{name} is not UTF-8: byte {problem.start}") from problem


def lines_in(problem: BaseException, files: Mapping[str, bytes]) -> Iterator[tuple[str, int]]:
    """The places of an error, the innermost last: names of files, and lines."""
    trace = problem.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name in files:
            yield name, trace.tb_lineno
        trace = trace.tb_next
