"""The words of the template language in which bibliography styles are written.

pybtex's own (`join`, `optional`, `words`, `sentence`, `first_of`, `tag`, `href`) and those that read an entry. A node
raises `FieldIsMissing` where its field is absent or empty, and `optional` swallows that.
"""

from __future__ import annotations

import re
from typing import Any

from pybtex import richtext as pybtex_text
from pybtex.style.template import FieldIsMissing, first_of, href, join, node, optional, sentence, tag, words

from cvtex.cite.backend import to_pybtex
from cvtex.cite.people import Person
from cvtex.richtext import Link, RichText, plain

__all__ = [
    "FieldIsMissing",
    "editors",
    "emphasised",
    "field",
    "first_of",
    "fixed",
    "href",
    "join",
    "link_list",
    "names",
    "node",
    "optional",
    "page_range",
    "quoted",
    "sentence",
    "sentences",
    "tag",
    "words",
    "year",
]


@node  # type: ignore[untyped-decorator]
def field(children: Any, context: Any, name: str) -> Any:
    """The entry's field as rich text."""
    text: RichText = context["entry"].texts.get(name, ())
    if not text:
        raise FieldIsMissing(name, context["entry"])
    return to_pybtex(text)


@node  # type: ignore[untyped-decorator]
def year(children: Any, context: Any) -> Any:
    """The year, or the status that stands in its place (`in press`)."""
    return field("year").format_data(context)


@node  # type: ignore[untyped-decorator]
def page_range(children: Any, context: Any, dash: str = "–") -> Any:
    """Pages with one typographic dash for each run of hyphens between two numbers."""
    pages = plain(context["entry"].texts.get("pages", ()))
    if not pages:
        raise FieldIsMissing("pages", context["entry"])
    return pybtex_text.Text(_with_dashes(pages, dash))


# A single hyphen may belong to a page's name (`S-12`); between two numbers it is a range.
_RANGE = re.compile(r"\s*(?:--+|–|—|(?<=\d)-(?=\d))\s*")


def _with_dashes(pages: str, dash: str) -> str:
    return _RANGE.sub(dash, pages)


@node  # type: ignore[untyped-decorator]
def sentences(children: Any, context: Any) -> Any:
    """Parts with `. ` between them; a part that ends in a mark of its own gets no second one, the last one none."""
    parts = [part for part in (child.format_data(context) for child in children) if part]
    return join(" ")[[part.add_period() for part in parts[:-1]] + parts[-1:]].format_data(context)


@node  # type: ignore[untyped-decorator]
def names(children: Any, context: Any, role: str, sep: str = ", ", last_sep: str | None = None) -> Any:
    """The people of a role as the style prints a name, the owner in a role of its own.

    `last_sep` defaults to ` and ` in the CV's language. Order and number are the work's: nobody is moved or left out.
    """
    style, entry = context["style"], context["entry"]
    people = entry.people.get(role)
    if people is None or not people.persons:
        raise FieldIsMissing(role, entry)
    last = f" {style.words.and_} " if last_sep is None else last_sep
    printed = [_name(style, person, (role, i) in entry.owner) for i, person in enumerate(people.persons)]
    if people.et_al:
        return pybtex_text.Text(join(sep=sep)[printed].format_data(context), sep, style.words.et_al)
    return join(sep=sep, last_sep=last, sep2=last)[printed].format_data(context)


def _name(style: Any, person: Person, is_owner: bool) -> Any:
    name = pybtex_text.Tag("no-break", style.name(person))
    return pybtex_text.Tag("owner", name) if is_owner else name


@node  # type: ignore[untyped-decorator]
def editors(children: Any, context: Any, **kwargs: Any) -> Any:
    """The editors with `ed.` or `eds.` after them, in brackets."""
    people = context["entry"].people.get("editor")
    if people is None or not people.persons:
        raise FieldIsMissing("editor", context["entry"])
    words_ = context["style"].words
    word = words_.editor if len(people.persons) == 1 and not people.et_al else words_.editors
    return pybtex_text.Text(names("editor", **kwargs).format_data(context), f" ({word})")


@node  # type: ignore[untyped-decorator]
def fixed(children: Any, context: Any, word: str) -> Any:
    """A fixed word in the CV's language: an attribute of `cvtex.words.Words`."""
    return pybtex_text.Text(getattr(context["style"].words, word))


@node  # type: ignore[untyped-decorator]
def quoted(children: Any, context: Any) -> Any:
    """In the CV's language's quotation marks."""
    opening, closing = context["style"].words.quotes
    return pybtex_text.Text(opening, join[children].format_data(context), closing)


@node  # type: ignore[untyped-decorator]
def emphasised(children: Any, context: Any) -> Any:
    return pybtex_text.Tag("em", join[children].format_data(context))


@node  # type: ignore[untyped-decorator]
def link_list(children: Any, context: Any, sep: str = " | ") -> Any:
    """The entry's web addresses, each as itself without the scheme: a reader on paper needs to see it."""
    links: tuple[Link, ...] = context["entry"].links
    if not links:
        raise FieldIsMissing("url", context["entry"])
    return join(sep)[[to_pybtex((link,)) for link in links]].format_data(context)
