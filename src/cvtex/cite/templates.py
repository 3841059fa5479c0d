"""The words of the template language in which bibliography styles are written.

pybtex's own (`join`, `optional`, `first_of`, `tag`, `href`) and those that read an entry. A node raises `FieldIsMissing`
where its field is absent or empty, and `optional` swallows that. Nodes that put signs around or between parts put none
where there are no parts, so that no combination of fields leaves empty brackets or a comma on its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pybtex import richtext as pybtex_text
from pybtex.style.template import FieldIsMissing, first_of, href, join, node, optional, tag

from cvtex.cite.backend import to_pybtex
from cvtex.cite.people import Person
from cvtex.richtext import Link, RichText, plain

__all__ = [
    "FieldIsMissing",
    "capitalised",
    "edition",
    "editors",
    "emphasised",
    "enclosed",
    "eprint",
    "field",
    "first_of",
    "fixed",
    "href",
    "join",
    "labelled",
    "link_list",
    "names",
    "node",
    "optional",
    "page_range",
    "pages_with_word",
    "quoted",
    "sentences",
    "tag",
    "title",
]


@node  # type: ignore[untyped-decorator]
def field(children: Any, context: Any, name: str) -> Any:
    """The entry's field as rich text."""
    text: RichText = context["entry"].texts.get(name, ())
    if not text:
        raise FieldIsMissing(name, context["entry"])
    return to_pybtex(text)


@node  # type: ignore[untyped-decorator]
def title(children: Any, context: Any, name: str = "title") -> Any:
    """A title with its subtitle after a colon, or after the title's own last mark.

    A period at the end, which some programs add, is left to the style.
    """
    main = field(name).format_data(context)
    if main.endswith(".") and not main.endswith(".."):
        main = main[:-1]
    subtitle = optional[field(name.removesuffix("title") + "subtitle")].format_data(context)
    separator = " " if main.endswith((":", "?", "!", "–", "—")) else ": "
    return join(separator)[main, subtitle].format_data(context)


@node  # type: ignore[untyped-decorator]
def page_range(children: Any, context: Any, dash: str = "–") -> Any:
    """Pages with one typographic dash for each run of hyphens between two numbers."""
    pages = plain(context["entry"].texts.get("pages", ()))
    if not pages:
        raise FieldIsMissing("pages", context["entry"])
    return pybtex_text.Text(_RANGE.sub(dash, pages))


# A single hyphen may belong to a page's name (`S-12`); between two numbers it is a range.
_RANGE = re.compile(r"\s*(?:--+|–|—|(?<=\d)-(?=\d))\s*")


@node  # type: ignore[untyped-decorator]
def pages_with_word(children: Any, context: Any) -> Any:
    """`pp. 3–9`, `p. 3`."""
    pages = page_range.format_data(context)
    word = "pages" if re.search(r"[–,;]", str(pages)) else "one_page"
    return join("\N{NO-BREAK SPACE}")[fixed(word), pages].format_data(context)


@node  # type: ignore[untyped-decorator]
def edition(children: Any, context: Any) -> Any:
    """`2nd ed.` of `2`; an edition in words stays as it is, with the abbreviation if it lacks one."""
    words = context["style"].words
    text = plain(context["entry"].texts.get("edition", ()))
    if not text:
        raise FieldIsMissing("edition", context["entry"])
    number = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th|\.)?", text)
    if number:
        return pybtex_text.Text(f"{words.ordinal(int(number[1]))} {words.edition}")
    return pybtex_text.Text(text if re.search(r"\bed|[aA]ufl|éd", text) else f"{text} {words.edition}")


@node  # type: ignore[untyped-decorator]
def eprint(children: Any, context: Any) -> Any:
    """`arXiv:2101.00001 [cs.LG]`, linked."""
    entry = context["entry"]
    number = field("eprint").format_data(context)
    link: tuple[Link, ...] = entry.links.get("eprint", ())
    linked = pybtex_text.HRef(link[0].url, number) if link else number
    return join(" ")[
        join(":")[optional[field("archiveprefix")], linked], enclosed("[", "]")[optional[field("primaryclass")]]
    ].format_data(context)


@node  # type: ignore[untyped-decorator]
def sentences(children: Any, context: Any, end: str = "") -> Any:
    """Parts with `. ` between them; a part that ends in a mark of its own gets no second one.

    With `end`, the last one has it, too. Nothing stands after an address: it would be read as a part of it.
    """
    parts = [part for part in (child.format_data(context) for child in children) if part]
    if not parts:
        return pybtex_text.Text()
    last = _ended(parts[-1], end) if end else parts[-1]
    return join(" ")[[*(_ended(part) for part in parts[:-1]), last]].format_data(context)


def _ended(part: Any, end: str = ".") -> Any:
    return part if _ends_in_address(part) else part.add_period(end)


def _ends_in_address(part: Any) -> bool:
    while isinstance(part, pybtex_text.BaseMultipartText) and not isinstance(part, pybtex_text.HRef) and part.parts:
        part = part.parts[-1]
    return isinstance(part, pybtex_text.HRef) and "/" in str(part) and str(part) in part.url


@node  # type: ignore[untyped-decorator]
def enclosed(children: Any, context: Any, opening: str = "(", closing: str = ")", sep: str = ", ") -> Any:
    """The parts that there are, separated, between brackets; without any, nothing."""
    inside = join(sep)[children].format_data(context)
    return pybtex_text.Text(opening, inside, closing) if inside else pybtex_text.Text()


@node  # type: ignore[untyped-decorator]
def labelled(children: Any, context: Any, word: str, sep: str = " ") -> Any:
    """A fixed word before its parts: `In: Journal`; without any, nothing."""
    inside = join[children].format_data(context)
    return pybtex_text.Text(fixed(word).format_data(context), sep, inside) if inside else pybtex_text.Text()


@node  # type: ignore[untyped-decorator]
def capitalised(children: Any, context: Any) -> Any:
    """The first letter large, all others as they are."""
    text = join[children].format_data(context)
    return pybtex_text.Text(text[:1].upper(), text[1:])


@node  # type: ignore[untyped-decorator]
def names(
    children: Any,
    context: Any,
    role: str,
    sep: str = ", ",
    two: str | None = None,
    last: str | None = None,
    form: Callable[[Person], str] | None = None,
) -> Any:
    """The people of a role as the style prints a name, the owner in a role of its own.

    `two` stands between two names, `last` before the last of more; both are ` and ` in the CV's language where they are
    not given. `form` prints a name where the style's own is not wanted. Order and number are the work's: nobody is
    moved or left out.
    """
    style, entry = context["style"], context["entry"]
    people = entry.people.get(role)
    if people is None or not people.persons:
        raise FieldIsMissing(role, entry)
    and_ = f" {style.words.and_} "
    printed = [
        _name((form or style.name)(person), (role, i) in entry.owner) for i, person in enumerate(people.persons)
    ]
    if people.et_al:
        return pybtex_text.Text(join(sep)[printed].format_data(context), sep, style.words.et_al)
    return join(sep, sep2=and_ if two is None else two, last_sep=and_ if last is None else last)[printed].format_data(
        context
    )


def _name(printed: str, is_owner: bool) -> Any:
    name = pybtex_text.Tag("no-break", printed)
    return pybtex_text.Tag("owner", name) if is_owner else name


@node  # type: ignore[untyped-decorator]
def editors(children: Any, context: Any, **kwargs: Any) -> Any:
    """The editors with `ed.` or `eds.` after them, in brackets."""
    people = context["entry"].people.get("editor")
    if people is None or not people.persons:
        raise FieldIsMissing("editor", context["entry"])
    word = "editor" if len(people.persons) == 1 and not people.et_al else "editors"
    word_form = capitalised[fixed(word)] if context["style"].capital_editors else fixed(word)
    return join(" ")[names("editor", **kwargs), enclosed[word_form]].format_data(context)


@node  # type: ignore[untyped-decorator]
def fixed(children: Any, context: Any, word: str) -> Any:
    """A fixed word in the CV's language: an attribute of `cvtex.words.Words`."""
    return pybtex_text.Text(getattr(context["style"].words, word))


@node  # type: ignore[untyped-decorator]
def quoted(children: Any, context: Any) -> Any:
    """In the CV's language's quotation marks."""
    return enclosed(*context["style"].words.quotes, sep="")[children].format_data(context)


@node  # type: ignore[untyped-decorator]
def emphasised(children: Any, context: Any) -> Any:
    return pybtex_text.Tag("em", join[children].format_data(context))


@node  # type: ignore[untyped-decorator]
def link_list(
    children: Any, context: Any, fields: tuple[str, ...] = ("url", "code"), sep: str = " | ", in_full: bool = False
) -> Any:
    """The web addresses of these fields, each as itself: a reader on paper needs to see it.

    Shown without the scheme, or `in_full`.
    """
    links: list[Link] = [link for name in fields for link in context["entry"].links.get(name, ())]
    if not links:
        raise FieldIsMissing("url", context["entry"])
    shown = [Link(link.url, (link.url,)) if in_full else link for link in dict.fromkeys(links)]
    return join(sep)[[to_pybtex((link,)) for link in shown]].format_data(context)
