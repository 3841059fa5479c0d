"""Template nodes that print a field: titles, pages, dates, publishers.

A node raises `FieldIsMissing` if its field is absent or empty; `optional` catches it. Each node records its fields in
the context's `printed`, so that `details.remaining` can print the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pybtex import richtext as pybtex_text
from pybtex.style.template import FieldIsMissing, node

from cvtex.cite.abbreviations import ends_in_abbreviation
from cvtex.cite.backend import to_pybtex
from cvtex.cite.date_texts import month_or_season, years_text
from cvtex.cite.pages import Shortening, normal_pages
from cvtex.cite.publication_status import status_key
from cvtex.cite.punctuation import NOTHING, capitalised, formatted, join, joined
from cvtex.locales.locale import WorkKind
from cvtex.model.bibliography import PublicationStatus
from cvtex.text.richtext import RichText, links, plain

_NO_BREAK = "\N{NO-BREAK SPACE}"


def plain_field(context: Any, name: str) -> str:
    """Return the field's text, and record the field as printed unless it is empty."""
    text = plain(context["entry"].texts.get(name, ()))
    if text:
        context["printed"].add(name)
    return text


@node  # type: ignore[untyped-decorator]
def field(children: Any, context: Any, name: str) -> Any:
    """Print a field as rich text."""
    text = context["entry"].texts.get(name)
    if not text:
        raise FieldIsMissing(name, context["entry"])
    context["printed"].add(name)
    return as_pybtex(text)


def as_pybtex(text: RichText) -> Any:
    """Convert to pybtex's text. Most fields are one string, for which pybtex has a lighter type."""
    return pybtex_text.String(text[0]) if len(text) == 1 and isinstance(text[0], str) else to_pybtex(text)


@node  # type: ignore[untyped-decorator]
def optional_field(children: Any, context: Any, name: str) -> Any:
    """Print a field or nothing: `optional[field(name)]`."""
    text = context["entry"].texts.get(name)
    if not text:
        return NOTHING
    context["printed"].add(name)
    return as_pybtex(text)


@node  # type: ignore[untyped-decorator]
def sentence_field(children: Any, context: Any, name: str) -> Any:
    """Print a field or nothing, as a sentence."""
    return capitalised[optional_field(name)].format_data(context)


@node  # type: ignore[untyped-decorator]
def present(children: Any, context: Any, name: str) -> Any:
    """Print the parts only if the entry has the field."""
    return joined(list(formatted(children, context))) if context["entry"].texts.get(name) else NOTHING


@node  # type: ignore[untyped-decorator]
def title(children: Any, context: Any, name: str = "title") -> Any:
    """Print a title and its subtitle after a colon, or after the title's own final mark.

    A final period, which some programs add, is removed: the style decides on it. That of an abbreviation stays.
    """
    main = field(name).format_data(context)
    text = str(main)
    if text.endswith(".") and not text.endswith("..") and not ends_in_abbreviation(text, is_name=name != "title"):
        main = main[:-1]
    subtitle = optional_field(name.removesuffix("title") + "subtitle").format_data(context)
    if not subtitle:
        return main
    return joined([main, subtitle], " " if main.endswith((":", "?", "!", "–", "—")) else ": ")


@node  # type: ignore[untyped-decorator]
def page_range(children: Any, context: Any, dash: str = "–", short: Shortening = "", article: str = "") -> Any:
    """Print pages with typographic dashes, or else the article number.

    `short` shortens the last page of a range of two numbers. `article` names a word to print before an article number.
    """
    pages = "" if is_total(context["entry"]) else plain_field(context, "pages")
    if not pages and "eid" not in context["printed"]:
        pages = plain_field(context, "eid")
    if not pages:
        raise FieldIsMissing("pages", context["entry"])
    if article and is_article_number(pages, context):
        return _with_word(context["style"].fixed_word(article).capitalize(), pages)
    return pybtex_text.String(normal_pages(pages, dash, short))


# Article numbers, used by publishers without pages: 119504, e0130140, dyac078.
_ARTICLE_NUMBER = re.compile(r"[^\s–,;:]{5,}|[A-Za-z][^\s–,;:]*\d[^\s–,;:]{3,}")


_PAGE_NUMBER = re.compile(r"\d|\b[ivxlcIVXLC]+\b|\b[A-Za-z]\b")


def is_article_number(pages: str, context: Any) -> bool:
    return bool(_ARTICLE_NUMBER.fullmatch(normal_pages(pages))) or not context["entry"].texts.get("pages")


@node  # type: ignore[untyped-decorator]
def pages_with_word(
    children: Any, context: Any, one: str = "one_page", many: str = "pages", article: str = "", **kwargs: Any
) -> Any:
    """Print `pp. 3–9`, `p. 3`; or an article number, with a word only if `article` names one."""
    pages = str(page_range(**kwargs).format_data(context))
    word = many if re.search(r"[–,;]|\d-\d", pages) else one
    word = article if is_article_number(pages, context) else word
    if not _PAGE_NUMBER.search(pages):
        # `Epub ahead of print`
        word = ""
    return _with_word(context["style"].fixed_word(word), pages) if word else pybtex_text.String(pages)


@node  # type: ignore[untyped-decorator]
def edition(children: Any, context: Any) -> Any:
    """Print `2nd ed.` for `2`. An edition in words is kept; the abbreviation is added if it is missing."""
    locale, form = context["style"].locale, context["style"].fixed_word("edition")
    text = plain_field(context, "edition")
    if not text:
        raise FieldIsMissing("edition", context["entry"])
    number = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th|\.)?", text)
    if number:
        return pybtex_text.String(form.format(locale.ordinal_of(int(number[1]))))
    own_word = re.escape(locale.edition.replace("{}", "").strip(" ."))
    has_word = re.search(rf"\bed|[aA]ufl|éd|(?<![A-Za-z]){own_word}", text)
    return pybtex_text.String(text if has_word else form.format(text))


@node  # type: ignore[untyped-decorator]
def numbered(children: Any, context: Any, word: str, name: str, capital: bool = False) -> Any:
    """Print a word before a field: `vol. 3`, or `Vol. 3` with `capital`. A field with its own word gets none."""
    text = optional_field(name).format_data(context)
    if not text or not re.match(r"[IVXLCM]+\b|[A-Za-z]{0,2}\d", str(text)):
        return text
    printed = context["style"].fixed_word(word)
    return _with_word(printed[:1].upper() + printed[1:] if capital else printed, text)


def _with_word(word: str, number: Any) -> Any:
    """Join to `vol. 3`, or to `3. köt.` if the word has a placeholder."""
    before, place, after = word.partition("{}")
    return pybtex_text.Text(before, number, after) if place else pybtex_text.Text(word, _NO_BREAK, number)


@node  # type: ignore[untyped-decorator]
def page_total(children: Any, context: Any) -> Any:
    """Print how many pages a whole work has: `288 pp.`

    That is `pagetotal`, in styles that print it, or a single number in `pages`. A text with a word of its own is kept.
    """
    texts, style = context["entry"].texts, context["style"]
    if is_total(context["entry"]):
        total = plain_field(context, "pages")
    elif style.prints_page_totals and texts.get("pagetotal"):
        total = plain_field(context, "pagetotal")
    else:
        return NOTHING
    return pybtex_text.String(
        style.fixed_word("total_pages").format(total) if _NUMBER_OF_PAGES.fullmatch(total) else total
    )


_WHOLE = frozenset({"book", "proceedings", "manual", "booklet", "phdthesis", "mastersthesis", "techreport"})
_NUMBER_OF_PAGES = re.compile(r"(?:[ivxlcIVXLC]+ *[,+] *|\d+ *\+ *)?\d+")
_TOTAL = re.compile(rf"{_NUMBER_OF_PAGES.pattern}(?:\s*[^\W\d_]+\.?)?")


def is_total(entry: Any) -> bool:
    """Whether `pages` says how many pages a work has, not which."""
    return entry.type in _WHOLE and bool(_TOTAL.fullmatch(plain(entry.texts.get("pages", ()))))


_PUBLISHERS = ("publisher", "organization", "institution", "school")


@node  # type: ignore[untyped-decorator]
def publisher(children: Any, context: Any, of: tuple[str, ...] = _PUBLISHERS) -> Any:
    """Print publisher, organization, institution and school, without duplicates, and without what is said elsewhere:
    an archive beside its number, and in some styles an author.
    """
    found: dict[str, Any] = {}
    omitted = {archive_of(context["entry"]).casefold(), context["style"].publishing_author(context["entry"]).casefold()}
    for name in of:
        text = optional_field(name).format_data(context)
        if text and (said := str(text).casefold()) not in omitted:
            found.setdefault(said, text)
    return joined(list(found.values()), ", ")


@node  # type: ignore[untyped-decorator]
def howpublished(children: Any, context: Any) -> Any:
    """Print `howpublished` unless it has an address: addresses are printed at the end, where nothing follows them.

    It is not printed either if the publisher, journal or archive says the same.
    """
    is_address = any(links(context["entry"].texts.get("howpublished", ())))
    if is_address or repeats_publisher(context["entry"]):
        return NOTHING
    return optional_field("howpublished").format_data(context)


def repeats_publisher(entry: Any) -> bool:
    """Whether `howpublished` names only what another field names."""
    said = {plain(entry.texts.get(name, ())).casefold() for name in (*_PUBLISHERS, "journal")}
    return plain(entry.texts.get("howpublished", ())).casefold() in {*said, archive_of(entry).casefold()}


_ARCHIVES = {
    "arxiv": "arXiv", "biorxiv": "bioRxiv", "medrxiv": "medRxiv", "chemrxiv": "ChemRxiv", "psyarxiv": "PsyArXiv",
    "pubmed": "PMID", "pmc": "PMCID", "hal": "HAL", "ssrn": "SSRN", "osf": "OSF", "jstor": "JSTOR",
}  # fmt: skip


@node  # type: ignore[untyped-decorator]
def imprint(children: Any, context: Any, *, place_first: bool = True) -> Any:
    """Print `Berlin: Springer, printed by hand`, or `Springer, Berlin, printed by hand`.

    Without a publisher, the place is the occasion's: `Poster, Berlin`.
    """
    texts, place = context["entry"].texts, optional_field("address")
    if not any(texts.get(name) for name in _PUBLISHERS):
        return join(", ")[howpublished, place].format_data(context)
    colon = f"{context['style'].locale.colon} "
    published = join(colon)[place, publisher] if place_first else join(", ")[publisher, place]
    return join(", ")[published, howpublished].format_data(context)


def archive_of(entry: Any) -> str:
    """The name of the archive of an `eprint`, or ""."""
    name = plain(entry.texts.get("archiveprefix", ())) if entry.texts.get("eprint") else ""
    return _ARCHIVES.get(name.lower(), name)


_KINDS: Mapping[str, WorkKind] = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master's thesis",
    "techreport": "Technical report",
    "software": "Computer software",
    "dataset": "Data set",
}


@node  # type: ignore[untyped-decorator]
def kind(children: Any, context: Any) -> Any:
    """Print the kind of work in words: the field `type`, or else by entry type; or nothing."""
    entry, style = context["entry"], context["style"]
    text = optional_field("type").format_data(context)
    word = str(text).replace("’", "'") if text else _KINDS.get(entry.type, "")
    return pybtex_text.String(style.kind_word(word)) if word in style.locale.kinds else text


@node  # type: ignore[untyped-decorator]
def kind_and_number(children: Any, context: Any) -> Any:
    """Print `Technical report TR-5`. A number that begins with the kind, in any of its words, needs no other."""
    word, number = kind.format_data(context), optional_field("number").format_data(context)
    if word and number and _begins_with_kind(str(number), str(word), context["style"]):
        return number
    return join(" ")[word, number].format_data(context)


def _begins_with_kind(number: str, word: str, style: Any) -> bool:
    kinds = style.locale.kinds
    words = [text for name in kinds if style.kind_word(name) == word for text in (name, kinds[name])]
    return number.casefold().startswith(tuple(text.casefold() for text in (word, *words)))


@node  # type: ignore[untyped-decorator]
def year(children: Any, context: Any) -> Any:
    """Print the year or years, or the status that replaces them: `in press`."""
    text = optional_field("year").format_data(context)
    if not text:
        raise FieldIsMissing("year", context["entry"])
    key = status_key(str(text))
    if key:
        return _status_text(key, text, context)
    start, end = str(text), plain(context["entry"].texts.get("endyear", ()))
    printed = years_text(start, end, context["style"].locale)
    return text if printed == start else pybtex_text.String(printed)


@node  # type: ignore[untyped-decorator]
def month(children: Any, context: Any, period: bool = False) -> Any:
    """Print the short names of the months, or the field's text. With `period`, English abbreviations get one."""
    text = plain_field(context, "month")
    if not text:
        raise FieldIsMissing("month", context["entry"])
    locale, texts = context["style"].locale, context["entry"].texts
    end, end_year = plain(texts.get("endmonth", ())), plain(texts.get("endyear", ()))
    if end_year not in ("", plain(texts.get("year", ()))):
        raise FieldIsMissing("month", context["entry"])
    months = [month_or_season(one, locale, period=period) for one in (text, end) if one]
    return pybtex_text.String("–".join(dict.fromkeys(months)))


@node  # type: ignore[untyped-decorator]
def status(children: Any, context: Any) -> Any:
    """Print the publication status (`in press`), unless the year already says it; or nothing."""
    entry = context["entry"]
    text = optional_field("pubstate").format_data(context) or optional_field("status").format_data(context)
    key = status_key(str(text))
    if key and key == status_key(plain(entry.texts.get("year", ()))):
        return NOTHING
    if entry.type == "patent":
        return context["style"].locale.patent_status.get(str(text).lower(), text)
    return _status_text(key, text, context)


def _status_text(key: PublicationStatus | None, text: Any, context: Any) -> Any:
    return context["style"].locale.status[key] if key else text
