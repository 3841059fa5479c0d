"""Node -> Cv: the schema first, then rules that relate fields to each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, get_args

from cvtex.cache.memo import Memo, fresh
from cvtex.check.contact import check_contact, check_referee
from cvtex.check.date_words import date_words
from cvtex.check.design import with_short_forms
from cvtex.check.empty_sections import check_empty
from cvtex.check.foreign import file_of_another_tool
from cvtex.check.item_groups import check_groups
from cvtex.check.report import Report
from cvtex.check.structure import structure
from cvtex.diagnostics import Checked, Diagnostic, Span, did_you_mean, error
from cvtex.locales.cldr import nearest_language
from cvtex.locales.locale import LocaleError, is_known_language, languages
from cvtex.locales.months import CalendarNames
from cvtex.model.cv import ENGLISH, Cv
from cvtex.model.items import ItemBase, Referee
from cvtex.model.located import LocatedStr
from cvtex.model.node import Mapping, Node, Scalar
from cvtex.model.people import MARK_SIGNS, MOST_TRAINEE_CLASSES, AuthorMark, Owner
from cvtex.model.sections import CitationMetrics, PublicationsSection
from cvtex.model.text import Text
from cvtex.model.variant import Variant
from cvtex.model.walk import walk
from cvtex.text.markup import Markup
from cvtex.value import replace

_SEPARATORS = frozenset(",;.:'\"()[]{}")
_FILE_NAME = re.compile(r"[\w][\w.+-]*")


def check_cv(node: Node, markup: Memo[Markup] = fresh, calendar: Memo[CalendarNames] = fresh) -> Checked[Cv | None]:
    try:
        words = date_words(languages_written(node), calendar)
    except LocaleError as problem:
        return Checked(None, (error(str(problem), node.span),))
    if foreign := file_of_another_tool(node):
        return Checked(None, (foreign,))
    report = Report(markup=markup, date_words=words, language=next(iter(languages_written(node)), ENGLISH))
    if excess := _excess(node):
        return Checked(None, (excess,))
    cv = structure(node, Cv, report)
    if cv is None:
        return Checked(None, tuple(report.diagnostics))
    if not cv.variants:
        cv = replace(cv, variants={"full": Variant(span=cv.span)})
    if cv.owner.contact:
        cv = replace(cv, owner=replace(cv.owner, contact=check_contact(cv.owner.contact, report)))
    cv = with_short_forms(cv, node, report)
    _check_variants(cv, node, report)
    values = tuple(walk(cv))
    _check_marks(values, tuple({**cv.variants, **dict.fromkeys(_names(node, "variants"))}), report)
    _check_ids(values, report)
    for value in values:
        if isinstance(value, Referee):
            check_referee(value, report)
        if isinstance(value, CitationMetrics):
            _check_metrics(value, report)
    check_groups(cv, report)
    check_empty(cv, report)
    _check_languages(cv, values, report)
    _check_trainees(cv.owner, node, report)
    return Checked(cv, tuple(report.diagnostics))


def _check_names(cv: Cv, report: Report) -> None:
    """The names of two variants' files must differ, also where a file system folds case and accents."""
    taken: dict[str, str] = {}
    for name, variant in cv.variants.items():
        other = taken.setdefault(unicodedata.normalize("NFKC", name).casefold(), name)
        if other != name:
            message = f"the variants '{other}' and '{name}' would write one file where names are compared without case"
            report.error(message, variant.span, "give one of them another name")


MOST_VARIANTS: Final = 100
MOST_SECTIONS: Final = 500
"""Each variant and each section is compared with the others by name."""


def _excess(node: Node) -> Diagnostic | None:
    """Report the first variant or section beyond the most that a CV may have."""
    for field, most, cure in (
        ("variants", MOST_VARIANTS, "divide the CV among several files"),
        ("sections", MOST_SECTIONS, "make them groups or items of fewer sections"),
    ):
        found = node.items.get(field) if isinstance(node, Mapping) else None
        if isinstance(found, Mapping) and len(found.items) > most:
            first = list(found.items)[most]
            return error(f"more than {most} {field}, beginning with '{first}'", found.keys[first], cure)
    return None


def _check_variants(cv: Cv, node: Node, report: Report) -> None:
    _check_names(cv, report)
    sections = _names(node, "sections")
    for name, variant in cv.variants.items():
        if not _FILE_NAME.fullmatch(name):
            hint = "it is part of the PDF's file name: use letters, digits, _ . + -"
            report.error(f"'{name}' is not a valid variant name", variant.span, hint)
        seen: set[str] = set()
        for view in variant.sections or ():
            if view.section not in sections:
                hint = did_you_mean(view.section, sections) or f"sections: {', '.join(sections)}"
                report.error(f"unknown section '{view.section}'", view.section.span, hint)
            elif view.section in seen and not isinstance(cv.sections.get(view.section), PublicationsSection):
                report.error(f"section '{view.section}' is listed twice", view.section.span)
            seen.add(view.section)
            if view.max is not None and view.min is not None and view.min > view.max:
                report.error(f"min ({view.min}) is greater than max ({view.max})", view.span)
        if variant.pages == 0:
            report.error("pages must be at least 1", span_at(node, "variants", name, "pages"))
        if variant.max_authors == 0:
            report.error("max_authors must be at least 1", span_at(node, "variants", name, "max_authors"))
    dated: dict[tuple[str, ...], bool] = {("last_updated",): cv.last_updated}
    dated |= {("variants", name, "last_updated"): bool(variant.last_updated) for name, variant in cv.variants.items()}
    for path, is_printed in dated.items():
        if is_printed and cv.date is None:
            report.error("last_updated needs the date of the CV", span_at(node, *path), "add it: date: 2026-11-30")
    if cv.max_authors == 0:
        report.error("max_authors must be at least 1", span_at(node, "max_authors"))


def _names(node: Node, field: str) -> tuple[str, ...]:
    """The keys under `field` in the file, including those whose values have errors and are missing from the `Cv`."""
    found = node.items.get(field) if isinstance(node, Mapping) else None
    return tuple(found.items) if isinstance(found, Mapping) else ()


def _check_marks(values: Iterable[object], variants: tuple[str, ...], report: Report) -> None:
    """Every `only` must name variants."""
    for value in values:
        for name in getattr(value, "only", ()):
            if name not in variants:
                hint = did_you_mean(name, variants) or f"variants: {', '.join(variants)}"
                report.error(f"unknown variant '{name}'", name.span, hint)


def _check_ids(values: Iterable[object], report: Report) -> None:
    """An id must be unique. `check_citations` checks `requires`, which may also name citation keys."""
    seen: set[str] = set()
    for item in values:
        if isinstance(item, ItemBase) and item.id is not None:
            if item.id in seen:
                report.error(f"two items have the id '{item.id}'", item.id.span)
            seen.add(item.id)


def _check_metrics(metrics: CitationMetrics, report: Report) -> None:
    # A number that cannot be read has an error of its own, which comes after it.
    errors = (one.span for one in report.diagnostics if one.is_error)
    if not metrics.numbers and not any(span and span > metrics.span for span in errors):
        report.error("these metrics have no number", metrics.span, "add citations or h_index")
    least = (metrics.h_index or 0) ** 2
    if metrics.citations is not None and metrics.citations < least:
        message = f"an h-index of {metrics.h_index} takes at least {least} citations, not {metrics.citations}"
        report.warning(message, metrics.span, "count both on the same day, from the same source")


# Names and titles in these languages are printed, but pages are laid out from left to right.
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})


def _check_languages(cv: Cv, values: Iterable[object], report: Report) -> None:
    wanted = tuple(_languages(cv))
    for tag in wanted:
        if not is_known_language(tag):
            message, hint = (
                f"unknown language '{tag}'",
                f"languages: {', '.join(languages())}, also with a region such as en-GB",
            )
            if is_known_language(_as_tag(tag)):
                hint = f"write {_as_tag(tag)}"
            elif tag.replace("_", "-").partition("-")[0].casefold() in _RIGHT_TO_LEFT:
                message = f"a CV in '{tag}' is not supported yet: it is written from right to left"
                hint = f"choose another language for the CV (names and titles may stay as they are); {hint}"
            elif near := nearest_language(tag):
                hint = f"did you mean '{near}'?"
            report.error(message, tag.span, hint)
    for text in values:
        if isinstance(text, Text):
            for tag in sorted(set(wanted)):
                if not text.has_language(tag):
                    report.warning(
                        f"this text is missing in '{tag}'",
                        text.span,
                        f"its '{next(iter(text.full))}' version is printed instead",
                    )
                elif not text.has_language(tag, short=True):
                    hint = f"its '{next(iter(text.short))}' version is printed instead"
                    report.warning(f"this text's short form is missing in '{tag}'", text.span, hint)


def _as_tag(written: str) -> str:
    """`DE_ch` -> de-CH"""
    language, *rest = written.replace("_", "-").split("-")
    return "-".join([language.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def languages_written(node: Node) -> tuple[str, ...]:
    """The languages of the CV and its variants, read from the unchecked file."""
    variants = node.items.get("variants") if isinstance(node, Mapping) else None
    holders = (node, *(variants.items.values() if isinstance(variants, Mapping) else ()))
    found = (holder.items.get("language") for holder in holders if isinstance(holder, Mapping))
    return tuple(dict.fromkeys(one.text.strip() for one in found if isinstance(one, Scalar)))


def _languages(cv: Cv) -> Iterator[LocatedStr]:
    yield cv.language
    yield from (variant.language for variant in cv.variants.values() if variant.language)


def _is_sign(mark: str) -> bool:
    """Whether it can stand after a name: one or two characters of punctuation or symbols (Unicode's P and S)."""
    return 1 <= len(mark) <= 2 and all(unicodedata.category(one)[0] in "PS" and one not in _SEPARATORS for one in mark)


def _check_trainees(owner: Owner, node: Node, report: Report) -> None:
    """Signs of trainees must differ, and be signs: a letter would belong to the name."""
    taken = {sign: mark for mark, sign in MARK_SIGNS.items()}
    for name, one in owner.trainees.items():
        if name in (*get_args(AuthorMark), "self"):
            report.error(f"'{name}' has another meaning at names in a .bib file", one.span, "choose another name")
        if one.mark is None:
            continue
        if not _is_sign(one.mark):
            hint = "signs are one or two characters such as ‡, §, ¶, # or **; no letters, digits, spaces or commas"
            report.error(f"'{one.mark}' is not a sign", one.mark.span, hint)
        elif one.mark in taken:
            hint = "leave out `mark` for a sign that is free"
            report.error(f"the sign '{one.mark}' stands for '{taken[one.mark]}' already", one.mark.span, hint)
        taken.setdefault(str(one.mark), name)
    if len(owner.trainees) > MOST_TRAINEE_CLASSES:
        message = f"at most {MOST_TRAINEE_CLASSES} classes of trainees can be told apart"
        report.error(message, span_at(node, "owner", "trainees"), "join some of them")
    for meaning in owner.marks.values():
        if meaning not in owner.known_marks:
            hint = did_you_mean(meaning, owner.known_marks) or f"one of {', '.join(owner.known_marks)}"
            report.error(f"unknown value '{meaning}'", meaning.span, hint)


def span_at(node: Node, *path: str) -> Span:
    """The place of the value under `path`, or of the last part of the path that exists."""
    for key in path:
        if not isinstance(node, Mapping) or key not in node.items:
            break
        node = node.items[key]
    return node.span
