"""Node -> text: in one or more languages, in full or short, in paragraphs or lines."""

from __future__ import annotations

from collections.abc import Callable

from cvtex.check.hard_breaks import text_with_breaks
from cvtex.check.report import Report
from cvtex.check.text_traps import report_traps
from cvtex.check.words import part_of_a_text, read_words, refuse
from cvtex.diagnostics import did_you_mean
from cvtex.locales.tags import LANGUAGE_TAG
from cvtex.model.located import LocatedStr
from cvtex.model.node import Mapping, Node, Scalar
from cvtex.model.text import ANY_LANGUAGE, Lines, Text
from cvtex.text.markup import read_lines, read_paragraphs
from cvtex.text.richtext import RichText

_Paragraphs = dict[str, tuple[RichText, ...]]
_ReadScalar = Callable[[Scalar, Report, str], tuple[RichText, ...]]


def read_text_leaf(node: Node, report: Report) -> Text | None:
    return _read_text(node, report, _paragraphs)


def read_text_in_lines(node: Node, report: Report) -> Lines | None:
    """Read a text whose line ends count, as in an address."""
    text = _read_text(node, report, _lines)
    return None if text is None else Lines(text.full, text.span, text.short, text.only)


def _read_text(node: Node, report: Report, read: _ReadScalar) -> Text | None:
    match node:
        case Scalar() if not node.is_null:
            return Text({ANY_LANGUAGE: read(node, report, report.language)}, node.span)
        case Mapping():
            return _read_text_mapping(node, report, read)
    refuse(node, "text", report)
    return None


TEXT_FIELDS = ("text", "short", "only")


def _read_text_mapping(node: Mapping, report: Report, read: _ReadScalar) -> Text | None:
    problems = len(report.diagnostics)
    full: _Paragraphs = {}
    short: _Paragraphs = {}
    only: tuple[LocatedStr, ...] = ()
    for key, value in node.items.items():
        if key == "text":
            full.update(_by_language(value, report, read))
        elif key == "short":
            short = _by_language(value, report, read)
        elif key == "only":
            only = read_words(value, report)
        elif LANGUAGE_TAG.fullmatch(key):
            if isinstance(value, Scalar) and not value.is_null:
                full[key] = read(value, report, key)
            else:
                refuse(value, "text", report)
        elif part := part_of_a_text(node, key, TEXT_FIELDS, is_text=len(node.items) == 1):
            report.error(part[0], node.keys[key], part[1])
        else:
            hint = did_you_mean(key, TEXT_FIELDS) or "fields of a text: text, short, only, or language tags such as en"
            report.error(f"unknown field '{key}' in a text", node.keys[key], hint)
    if not full:
        if len(report.diagnostics) == problems:
            report.error(
                "the text is missing",
                node.span,
                "add it under 'text', or under a language tag such as 'en'",
            )
        return None
    return Text(full, node.span, short, only)


def _by_language(node: Node, report: Report, read: _ReadScalar) -> _Paragraphs:
    if isinstance(node, Scalar) and not node.is_null:
        return {ANY_LANGUAGE: read(node, report, report.language)}
    if not isinstance(node, Mapping):
        refuse(node, "text", report)
        return {}
    result: _Paragraphs = {}
    for key, value in node.items.items():
        if part := part_of_a_text(node, key, (), is_text=False):
            report.error(part[0], node.keys[key], part[1])
        elif not LANGUAGE_TAG.fullmatch(key):
            report.error(f"'{key}' is not a language tag", node.keys[key], "language tags look like en, de or en-GB")
        elif isinstance(value, Scalar) and not value.is_null:
            result[key] = read(value, report, key)
        else:
            refuse(value, "text", report)
    return result


def _paragraphs(node: Scalar, report: Report, language: str) -> tuple[RichText, ...]:
    if not node.text.strip():
        report.warning("this text is empty: nothing is printed", node.span, "write it, or delete the field")
    report_traps(node, report)
    checked = read_paragraphs(text_with_breaks(node), node.place_of, report.markup, language)
    report.diagnostics += checked.diagnostics
    return checked.value


def _lines(node: Scalar, report: Report, language: str) -> tuple[RichText, ...]:
    report_traps(node, report)
    checked = read_lines(text_with_breaks(node), node.place_of, report.markup, language)
    report.diagnostics += checked.diagnostics
    return checked.value
