"""The nodes of the template language that name people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pybtex import richtext as pybtex_text
from pybtex.style.template import FieldIsMissing, node

from cvtex.cite.name_list import NameSeparators, listed_people, name_list, shortened_list, with_collaborations
from cvtex.cite.people import Person
from cvtex.cite.punctuation import enclosed, join


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
    """The people of a role as the style prints a name, the owner in a role of its own.

    `two` stands between two names, `last` before the last of more, `others` before `et al.`; the first two are ` and `
    in the CV's language where they are not given, the third is `sep`. `form` prints a name where the style's own is not
    wanted, `first` the first one of them. Nobody is moved, nor any but authors left out, beyond
    `ReferenceStyle.max_authors`.
    """
    style, entry = context["style"], context["entry"]
    people = entry.people.get(role)
    if people is None or not people.persons:
        raise FieldIsMissing(role, entry)
    context["printed"].add(role)
    # Some languages have no word there.
    and_ = sep if style.locale.and_ == style.locale.comma else style.locale.and_
    separators = NameSeparators(
        sep, and_ if two is None else two, and_ if last is None else last, sep if others is None else others
    )
    listed = listed_people(entry, role, style, form or style.name, first)
    if style.max_authors and role == "author":
        text = shortened_list(listed, style.max_authors, separators, style.locale)
    else:
        text = name_list(listed, range(len(listed.names)), listed.et_al, separators, style.locale)
    return with_collaborations(text, entry.collaborations, style.locale) if role == "author" else text


@node  # type: ignore[untyped-decorator]
def editor_word(children: Any, context: Any, one: str = "editor", many: str = "editors", period: bool = True) -> Any:
    """`ed.` or `eds.`, by their number; without a `period`, in English `ed` or `eds`."""
    people = context["entry"].people.get("editor")
    if people is None or not people.persons:
        raise FieldIsMissing("editor", context["entry"])
    word = context["style"].fixed_word(one if len(people.persons) == 1 and not people.et_al else many)
    if context["style"].capital_editors:
        word = word[:1].upper() + word[1:]
    return pybtex_text.String(word if period or context["style"].locale.language != "en" else word.rstrip("."))


@node  # type: ignore[untyped-decorator]
def editors(children: Any, context: Any, **kwargs: Any) -> Any:
    """The editors with `ed.` or `eds.` after them, in brackets."""
    return join(" ")[names("editor", **kwargs), enclosed[editor_word]].format_data(context)
