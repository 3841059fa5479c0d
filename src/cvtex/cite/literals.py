"""Fields that are read before a style sees them: lists of places and publishers, and the field `issue`."""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.cite.people import split_names
from cvtex.locales.locale import Locale
from cvtex.model.bibliography import Entry
from cvtex.text.richtext import RichText, merge_strings, plain

# biblatex's lists, under the names of the dialect.
_PLACES = frozenset({"address"})
_HOUSES = frozenset({"publisher"})
_BODIES = frozenset({"organization", "institution", "school"})
# Publishers whose own name has an `and`, which their authors rarely protect by braces.
_OWN_AND = frozenset(
    {
        "allen and unwin", "chapman and hall", "faber and faber", "funk and wagnalls", "harper and brothers",
        "harper and row", "hodder and stoughton", "john wiley and sons", "lawrence and wishart",
        "little, brown and company", "routledge and kegan paul",
        "rowman and littlefield", "simon and schuster", "taylor and francis", "thames and hudson",
        "vandenhoeck and ruprecht", "wiley and sons",
    }
)  # fmt: skip


def pieces_of(entry: Entry, name: str) -> list[str]:
    """The items of a list field as TeX; other fields are one piece.

    BibTeX knows no lists of bodies, and `Department of Physics and Astronomy` is one. So they are lists only in entries
    that are written for biblatex, with a `date`.
    """
    tex = entry.tex(name)
    is_list = name in _PLACES or name in _HOUSES or (name in _BODIES and "date" in entry.fields)
    if not is_list or " and " not in " ".join(tex.split()).casefold():
        return [tex]
    if " ".join(tex.split()).casefold().rstrip(".") in _OWN_AND:
        return [tex]
    return [piece for piece in split_names(tex) if piece] or [tex]


def listed(pieces: list[RichText], locale: Locale) -> RichText:
    """`Berlin and New York` in the CV's language; `and others` becomes `et al.`"""
    if plain(pieces[-1]) == "others" and len(pieces) > 1:
        return merge_strings((*_joined(pieces[:-1], [locale.comma] * len(pieces)), " ", locale.et_al))
    and_ = locale.separator_before(locale.and_, plain(pieces[-1]))
    return _joined(pieces, [*[locale.comma] * (len(pieces) - 2), and_])


def _joined(pieces: list[RichText], separators: list[str]) -> RichText:
    joined: list[RichText] = [pieces[0]]
    for separator, piece in zip(separators, pieces[1:], strict=False):
        joined += [(separator,), piece]
    return merge_strings(tuple(node for part in joined for node in part))


def with_issue(texts: Mapping[str, RichText]) -> Mapping[str, RichText]:
    """Biblatex's `issue` is the number where there is none; in words it is the season, `Spring`."""
    issue = texts.get("issue")
    if not issue:
        return texts
    has_number = any(character.isdecimal() for character in plain(issue))
    target = "number" if has_number or texts.get("month") else "month"
    if texts.get(target):
        return texts
    return {target: issue, **{name: text for name, text in texts.items() if name not in ("issue", target)}}
