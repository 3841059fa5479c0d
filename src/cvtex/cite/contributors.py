"""Template nodes that print people: all of them, or the first ones and the owner.

The order is the work's. If an author limit omits people, an ellipsis stands in their place, and the owner's position
and the number of people are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pybtex import richtext as pybtex_text
from pybtex.style.template import FieldIsMissing, node

from cvtex.cite.people import Person
from cvtex.cite.punctuation import enclosed, join, joined, labelled, optional
from cvtex.locales.locale import Locale
from cvtex.model.people import MARK_SIGNS
from cvtex.value import Value


class NameSeparators(Value):
    """Separators: between names of a longer list, between two, before the last of a longer list, before `et al.`."""

    many: str
    two: str
    last: str
    others: str


class ListedPeople(Value):
    """All people of a role as pybtex rich text with their marks. `owners` are positions from 0."""

    names: tuple[Any, ...]
    owners: frozenset[int]
    et_al: bool


def listed_people(
    entry: Any,
    role: str,
    style: Any,
    form: Callable[[Person], str],
    first: Callable[[Person], str] | None = None,
) -> ListedPeople:
    """Format the people of a `CitedEntry` with `form`, and the first one with `first`.

    A name in Chinese, Japanese or Korean script is printed whole in every style, family name first.
    """
    people = entry.people[role]
    owners = frozenset(position for where, position in entry.owner if where == role)
    names = []
    for position, person in enumerate(people.persons):
        whole = str(person) if person.whole else ""
        printed = whole or (first if first and position == 0 else form)(person)
        name = pybtex_text.Tag("no-break", printed) if style.keeps_names_together else pybtex_text.String(printed)
        names.append(_marked(name, position in owners, entry.marks.get((role, position), frozenset()), entry.signs))
    return ListedPeople(tuple(names), owners, people.et_al)


class _Sign(pybtex_text.Tag):  # type: ignore[misc]  # pybtex has no types
    """A sign after a name. Its text is empty, so that `Example, A.*` still counts as ending in a period."""

    def __str__(self) -> str:
        return ""


class _Ellipsis(pybtex_text.Tag):  # type: ignore[misc]
    """An ellipsis at the end of a list. It counts as a period, so that none is added."""

    def __str__(self) -> str:
        return "."


def _marked(name: Any, is_owner: bool, marks: frozenset[str], signs: Mapping[str, str]) -> Any:
    if is_owner:
        name = pybtex_text.Tag("owner", name)
    if "student" in marks:
        name = pybtex_text.Tag("student", name)
    printed: list[Any] = []
    for mark, sign in signs.items():
        if mark in marks:
            # A comma before the sign of a trainee, so that signs of two characters are not taken for two signs.
            printed += [_Sign("sup", ",")] if printed and mark not in MARK_SIGNS else []
            printed.append(_Sign(mark if mark in MARK_SIGNS else "trainee", sign))
    return pybtex_text.Text(name, *printed) if printed else name


def name_list(
    people: ListedPeople, shown: Sequence[int], et_al: bool, separators: NameSeparators, locale: Locale
) -> Any:
    """Print the names at the positions `shown`: `A, B and C`, or `A, B, et al.`"""
    names = [people.names[position] for position in shown]
    if et_al:
        return pybtex_text.Text(joined(names, separators.many), separators.others, locale.et_al)
    last = str(names[-1]) if names else ""
    return joined(
        names,
        separators.many,
        locale.separator_before(separators.two, last),
        locale.separator_before(separators.last, last),
    )


def shortened_list(people: ListedPeople, limit: int, separators: NameSeparators, locale: Locale) -> Any:
    """Print the first names up to a limit of at least 1, and the owner.

    With a limit of 2 and S the owner: `A, S, … (140 authors)`, `A, B, S, … (140 authors)`,
    `A, B, … S (17th of 140) …`. The length of a list that ends in `and others` is unknown: `A, S, et al.`,
    `A, B, … S (17th of 140+), et al.`
    """
    everybody = range(len(people.names))
    shown = [position for position in everybody if position < limit or position in people.owners]
    if len(shown) == len(everybody):
        return name_list(people, shown, people.et_al, separators, locale)
    total = f"{len(everybody)}+" if people.et_al else str(len(everybody))
    unbroken = next(i for i in everybody if i not in shown)
    parts: list[Any] = [joined([people.names[i] for i in shown if i < unbroken], separators.many)]
    for before, position in zip([unbroken - 1, *shown[unbroken:]], shown[unbroken:], strict=False):
        gap = "" if position == before + 1 else "… "
        place = _in_brackets(locale.position_of(position + 1, total))
        parts += [separators.many if before < unbroken else " ", gap, people.names[position], place]
    if people.et_al:
        parts += [separators.others, locale.et_al]
    elif shown[-1] < unbroken:
        parts += [separators.many, "…", _in_brackets(locale.in_total.format(total))]
    elif shown[-1] < everybody[-1]:
        parts += [" ", _Ellipsis("no-break", "…")]
    return pybtex_text.Text(*parts)


def list_with_last(people: ListedPeople, longest: int, separators: NameSeparators, locale: Locale) -> Any:
    """Print a list of more than `longest` names as the APA does: the first ones, an ellipsis and the last one.

    The owner is named between ellipses: `A, B, . . . S, . . . Z`.
    """
    count = len(people.names)
    if count <= longest:
        return name_list(people, range(count), people.et_al, separators, locale)
    first = longest - 1
    parts: list[Any] = [joined(list(people.names[:first]), separators.many), separators.many]
    shown = [position for position in range(first, count) if position in people.owners or position == count - 1]
    for before, position in zip([first - 1, *shown], shown, strict=False):
        gap = "" if position == before + 1 else _SPACED_ELLIPSIS
        parts += [gap, people.names[position], separators.many]
    return pybtex_text.Text(*parts[:-1], *([separators.others, locale.et_al] if people.et_al else []))


_SPACED_ELLIPSIS = ".\N{NO-BREAK SPACE}.\N{NO-BREAK SPACE}. "


def _in_brackets(text: str) -> Any:
    return pybtex_text.Text(" ", pybtex_text.Tag("no-break", f"({text})"))


def with_collaborations(people: Any, collaborations: tuple[str, ...], locale: Locale) -> Any:
    """`A, B and C for the X Collaboration`."""
    if not collaborations:
        return people
    template = locale.for_collaboration if len(collaborations) == 1 else locale.for_collaborations
    return pybtex_text.Text(people, " ", template.format(locale.listed(collaborations)))


@node  # type: ignore[untyped-decorator]
def names(
    children: Any,
    context: Any,
    role: str,
    sep: str = ", ",
    two: str | None = None,
    last: str | None = None,
    others: str | None = None,
    form: Callable[[Person], str] | None = None,
    first: Callable[[Person], str] | None = None,
) -> Any:
    """Print the people of a role, with the owner marked.

    - `two` separates two names, `last` precedes the last of more. Both default to ` and ` in the CV's language.
    - `others` precedes `et al.` and defaults to `sep`.
    - `form` replaces the style's `name`; `first` replaces it for the first person only.

    The order never changes. Only authors are omitted, beyond `ReferenceStyle.max_authors`.
    """
    style, entry = context["style"], context["entry"]
    people = entry.people.get(role)
    if people is None or not people.persons:
        raise FieldIsMissing(role, entry)
    context["printed"].add(role)
    # Some languages have no word before the last name.
    and_ = sep if style.locale.and_ == style.locale.comma else style.locale.and_
    separators = NameSeparators(
        sep, and_ if two is None else two, and_ if last is None else last, sep if others is None else others
    )
    listed = listed_people(entry, role, style, form or style.name, first)
    if style.max_authors and role == "author":
        text = shortened_list(listed, style.max_authors, separators, style.locale)
    elif style.longest_list and role == "author":
        text = list_with_last(listed, style.longest_list, separators, style.locale)
    else:
        text = name_list(listed, range(len(listed.names)), listed.et_al, separators, style.locale)
    return with_collaborations(text, entry.collaborations, style.locale) if role == "author" else text


@node  # type: ignore[untyped-decorator]
def editor_word(children: Any, context: Any, one: str = "editor", many: str = "editors", period: bool = True) -> Any:
    """Print `ed.` or `eds.` by their number. Without `period`, English prints `eds`, which ends like the full word."""
    people = context["entry"].people.get("editor")
    if people is None or not people.persons:
        raise FieldIsMissing("editor", context["entry"])
    is_one = len(people.persons) == 1 and not people.et_al
    word = context["style"].fixed_word(one if is_one else many)
    if context["style"].capital_editors:
        word = word[:1].upper() + word[1:]
    keeps_period = period or is_one or context["style"].locale.language != "en"
    return pybtex_text.String(word if keeps_period else word.rstrip("."))


@node  # type: ignore[untyped-decorator]
def translator_word(children: Any, context: Any, one: str = "full_translator", many: str = "full_translators") -> Any:
    """Print `translator` or `translators` by their number."""
    people = context["entry"].people["translator"]
    is_one = len(people.persons) == 1 and not people.et_al
    return pybtex_text.String(context["style"].fixed_word(one if is_one else many))


@node  # type: ignore[untyped-decorator]
def others(children: Any, context: Any, role: str, **kwargs: Any) -> Any:
    """Print the people of a role unless they head the reference."""
    if role in context["printed"]:
        raise FieldIsMissing(role, context["entry"])
    return names(role, **kwargs).format_data(context)


@node  # type: ignore[untyped-decorator]
def in_book(children: Any, context: Any, colon: bool = False) -> Any:
    """Print `in` before a book, and its authors, if the part is by others: `In Bea Other, *Toads*`."""
    authors = optional[context["style"].running_names("bookauthor")]
    return labelled("in_", colon=colon)[join(", ")[[authors, *children]]].format_data(context)


@node  # type: ignore[untyped-decorator]
def editors(children: Any, context: Any, **kwargs: Any) -> Any:
    """Print the editors, followed by `(ed.)` or `(eds.)`."""
    return join(" ")[names("editor", **kwargs), enclosed[editor_word]].format_data(context)
