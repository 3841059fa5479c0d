"""Template nodes for the end of a reference: identifiers, access, links, and fields not printed before."""

from __future__ import annotations

import re
from typing import Any

from pybtex import richtext as pybtex_text
from pybtex.style.template import FieldIsMissing, node

from cvtex.cite.links import LINK_FIELDS
from cvtex.cite.parts import (
    archive_of,
    field,
    numbered,
    optional_field,
    page_total,
    plain_field,
    repeats_publisher,
    sentence_field,
)
from cvtex.cite.punctuation import (
    NOTHING,
    capitalised,
    enclosed,
    formatted,
    join,
    joined,
    labelled,
    listed,
    optional,
    sentences,
)
from cvtex.text.richtext import Link, links, plain


@node  # type: ignore[untyped-decorator]
def eprint(children: Any, context: Any) -> Any:
    """Print `arXiv:2101.00001 [cs.LG]`, linked.

    If the number stands elsewhere (volume `abs/2101.00001`, journal `arXiv preprint arXiv:2101.00001`), print nothing;
    if the DOI has it, print only the archive.
    """
    entry = context["entry"]
    number = optional_field("eprint").format_data(context)
    if not number:
        raise FieldIsMissing("eprint", entry)
    if any(str(number) in plain(entry.texts.get(name, ())) for name in ("volume", "journal", "howpublished", "note")):
        return NOTHING
    archive = archive_of(entry)
    link = entry.links.get("eprint", ())
    if archive and not link and str(number) in plain(entry.texts.get("doi", ())):
        return joined([archive])
    linked = pybtex_text.HRef(link[0].url, number) if link else number
    return join(" ")[
        joined([archive, linked] if archive else [linked], ":"),
        enclosed("[", "]")[optional_field("primaryclass")],
    ].format_data(context)


@node  # type: ignore[untyped-decorator]
def identifiers(children: Any, context: Any) -> Any:
    """Print ISBN (of books only), PMID and PMCID, each as a sentence."""
    entry = context["entry"]
    parts: list[Any] = []
    if entry.type in ("book", "proceedings", "manual", "booklet", "periodical", "inbook"):
        parts += [joined(["ISBN", isbn], " ")] if (isbn := plain_field(context, "isbn").removeprefix("ISBN ")) else []
    for name in ("pmid", "pmcid"):
        text = plain_field(context, name)
        if text:
            link = entry.links.get(name, ())
            number = f"PMC{text}" if name == "pmcid" and text.isdecimal() else text
            parts.append(joined([name.upper(), pybtex_text.HRef(link[0].url, number) if link else number], ": "))
    return sentences[parts].format_data(context)


_IS_OPEN = frozenset({"true", "yes", "1", "open", "gold", "green", "hybrid", "bronze", "diamond", "platinum"})
_OPEN_KEYWORD = re.compile(
    r"(?:^|[,;])\s*(?:(?:gold|green|diamond)\W)?(?:open\W?access|oa)\s*(?:$|[,;])", re.IGNORECASE
)


@node  # type: ignore[untyped-decorator]
def open_access(children: Any, context: Any) -> Any:
    """Print `open access` if a field or keyword says so and no note already does."""
    texts = context["entry"].texts
    marks = {plain(texts.get(name, ())).strip().lower().removesuffix(" open access") for name in ("oa", "openaccess")}
    is_open = bool(marks & _IS_OPEN) or bool(_OPEN_KEYWORD.search(plain(texts.get("keywords", ()))))
    word = context["style"].locale.open_access
    notes = " ".join(plain(texts.get(name, ())) for name in ("note", "addendum")).lower()
    return capitalised[word if is_open and word.lower() not in notes else ""].format_data(context)


@node  # type: ignore[untyped-decorator]
def remaining(children: Any, context: Any) -> Any:
    """Print fields that the template has not printed, as sentences."""
    entry, style, printed = context["entry"], context["style"], context["printed"]
    parts: list[Any] = [
        capitalised[labelled(word)[style.running_names(role)]]
        for role, word in (("editor", "edited_by"), ("translator", "translated_by"))
        if role not in printed and role in entry.people and entry.people[role].persons
    ]
    if "booktitle" not in entry.texts and "journal" not in entry.texts:
        # The occasion of a talk or poster.
        parts.append(join(", ")[optional_field("eventtitle"), optional_field("venue")])
    if "chapter" not in printed and "chapter" in entry.texts:
        parts.append(numbered("chapter", "chapter", capital=True))
    if "version" not in printed and "version" in entry.texts:
        parts.append(capitalised[labelled("version")[field("version")]])
    if not {"pages", "pagetotal"} & printed:
        parts.append(page_total)
    others = ["issue", "titleaddon", *([] if repeats_publisher(entry) else ["howpublished"]), "holder"]
    parts += [sentence_field(name) for name in others if name not in printed and name in entry.texts]
    if "eprint" not in printed and "eprint" in entry.texts:
        parts.append(optional[eprint])
    return sentences[parts].format_data(context)


@node  # type: ignore[untyped-decorator]
def link_list(
    children: Any,
    context: Any,
    sep: str = " ",
    bare: tuple[str, ...] = ("doi", "url"),
    in_full: tuple[str, ...] = ("doi", "url"),
    doi_word: str = "",
    url_word: str = "",
    before_url: Any = "",
) -> Any:
    """Print all web addresses of an entry as text, because a reader on paper needs to see them.

    - Addresses of the fields `bare` have no label, and those of `in_full` keep their scheme.
    - All others have a label in the CV's language: `Code: github.com/...`.
    - `doi_word` stands before a DOI without an address: `doi: 10.1000/1`.
    - `url_word` names the word to print before the address of `url`, `before_url` is a node to print before that word.
    - Addresses that a note already links to are omitted.
    """
    entry, style = context["entry"], context["style"]
    linked = {link.url for name in ("howpublished", "note", "addendum") for link in links(entry.texts.get(name, ()))}
    parts: list[Any] = []
    dois: Any = NOTHING
    for name in ("doi", "url", *(other for other in LINK_FIELDS if other != "url")):
        found = [link for link in entry.links.get(name, ()) if link.url not in linked]
        if not found:
            continue
        if name == "doi" and doi_word:
            dois = joined([_doi(link, doi_word) for link in found], sep)
        elif name in bare:
            addresses = [_address(link, name in in_full) for link in found]
            before = formatted([before_url], context) if name == "url" else ()
            word = [style.fixed_word(url_word)] if url_word and name == "url" else []
            parts += [joined([*(_introducing(text) for text in before), *word, addresses[0]], " "), *addresses[1:]]
        else:
            label = f"{style.locale.links[name]}{style.locale.colon}"
            parts.append(joined([label, *(_address(link, False) for link in found)], " "))
    if dois:
        # Unlike a whole address, it bears a period.
        parts = [pybtex_text.Text(dois, "."), *parts] if parts else [dois]
    if not parts:
        raise FieldIsMissing("url", entry)
    return joined(parts, sep)


def _introducing(text: Any) -> Any:
    """`Accessed May 3, 2020.` is a sentence, and `Retrieved May 3, 2020, from` is the beginning of one."""
    return text if str(text).endswith((" from", ".")) else pybtex_text.Text(text, ".")


def _doi(link: Link, word: str) -> Any:
    return pybtex_text.Text(word, pybtex_text.HRef(link.url, plain(link.content).removeprefix("doi.org/")))


@node  # type: ignore[untyped-decorator]
def with_links(children: Any, context: Any, further: Any, links: Any, after: Any = "") -> Any:
    """Print a work, details of it, and links. Links follow the work after a comma, and details in a sentence.

    `after` is a sentence after the links.
    """
    main = list(formatted(children, context))
    details = further.format_data(context)
    entry_links = context["entry"].links
    addresses = optional[links].format_data(context)
    last = join[after].format_data(context)
    if addresses and last:
        addresses = pybtex_text.Text(addresses, ". ", last)
    is_own = entry_links.get("doi") or entry_links.get("url")
    if details or not addresses or not main or not is_own:
        return sentences(end=".")[[*main, details, addresses]].format_data(context)
    work = sentences[main].format_data(context)
    return sentences(end=".")[listed[work, addresses]].format_data(context)


def _address(link: Link, in_full: bool) -> Any:
    return pybtex_text.HRef(link.url, link.url if in_full else plain(link.content))
