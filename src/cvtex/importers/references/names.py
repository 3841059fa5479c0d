"""The names at the beginning of a reference typed by hand -> names as BibTeX has them, and where they end.

Each grammar is one way to write a name. That which takes most of the text counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from cvtex.value import Value

# Python's patterns know no upper case beyond ASCII: letters that are not small in Latin, Greek or Cyrillic, nor Han.
UPPER: Final = r"[^\W\d_a-zß-öø-ÿα-ωа-яёђ-џ\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_PARTICLE: Final = (
    r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]el|[Dd]ella|[Dd]i|[Dd]a|[Dd]os|[Dd]u|[Ll]a|[Ll]e|[Ee]l|[Aa]l|bin|ibn|[Tt]er"
    r"|[Tt]en|[Zz]u|[Zz]ur|af|av|'t)\s+|[Dd]['’]|[Aa]l-|[Ee]l-)"
)
# Words with which titles begin, and no names.
_NO_NAME: Final = (
    r"(?!(?:Jr|Sr|II|III|IV|The|An|On|Der|Die|Das|Les|Une|Los|Las|Über|Towards?|Introduction|Handbook|Proceedings|Proc|Notes"
    r"|Journal|Reviewer|University)\b)"
)
_WORD: Final = rf"{_NO_NAME}{UPPER}[\w’'‐-]{{0,30}}"
_FAMILY: Final = rf"{_PARTICLE}{{0,3}}{_WORD}(?: {_PARTICLE}{{0,3}}{_WORD}){{0,2}}"
_DOTTED: Final = rf"(?:{UPPER}[a-z]?\.[ -]?){{0,3}}{UPPER}[a-z]?\."
_INITIALS: Final = rf"{UPPER}(?:\.?[ -]?{UPPER}){{0,3}}(?:\.|(?![\w’'-]))"
_BARE: Final = (
    rf"(?:{UPPER}{{1,4}}|{UPPER}(?: {UPPER}){{1,2}}|{UPPER}-[^\W\d_](?: {UPPER})?)(?![\w’'-])(?! {UPPER}[a-z])"
)
_GIVEN: Final = rf"{_NO_NAME}(?:{UPPER}[\w’'-]{{1,30}}|{_DOTTED}|{UPPER}(?= ))"
_SUFFIX: Final = r"(?:,? (?:Jr|Sr|II|III|IV)\b\.?)?"
_HAN: Final = r"[\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff\uac00-\ud7af]"
# Signs of equal contribution and of affiliations behind a name.
_MARKS: Final = r"(?:\s?[*†‡§¶#¹²³⁰⁴-⁹]+)?"
_AND: Final = r"(?:and|und|et|y|e|og|och|en|i|и)"
_OR: Final = rf"\s*(?:;\s*(?:{_AND}\s+|&\s*)?|/\s*|&\s*|,\s*&\s*|,\s*{_AND}\s+|(?<=[\s.]){_AND}\s+)"
_ANY: Final = rf"(?:{_OR}|,\s*(?:(?:\.\s?){{3}}|…)\s*|\s*(?:\.\s?){{3}}\s*|,\s*)"
_OTHERS: Final = (
    rf"(?P<others>,?\s*(?:;\s*)?(?:{_AND}\s+|&\s*)?(?:et\s+al\b\.?|u\.\s?a\.|others\b|и др\.|(?:,\s*)?等))?"
)
_PUBLISHED: Final = (
    r"\(?(?:1[5-9]|20)\d\d|\((?i:in press|forthcoming|submitted|accepted|to appear|in preparation|n\.d\.)"
)
# Two hundred names, and no words that nobody writes.
_MOST_TEXT: Final = 5_000
_LONG_WORD: Final = re.compile(r"(?:(?![\u3040-\uffff])\S){80}")
# What follows the last name.
_END: Final = (
    rf"(?=\s*[.:：]\s+(?=\S)|(?<=\.)\s+(?={UPPER}|\d|\()|[,.:]?\s*(?=[“\"„«‘'「『»])|[,.:]?\s*(?={_PUBLISHED})"
    rf"|,\s+(?={UPPER}|\d|[Ii]n\b))"
)
_LAST_INITIAL: Final = re.compile(rf"(?<![^ .-])({UPPER})$")
_TOGETHER: Final = re.compile(rf"(?<!\w){UPPER}{{2,4}}(?=[,.:;]|\s|$)")
# A name that is not one of a person.
_GROUP: Final = re.compile(
    rf"{UPPER}[^.:;,(]{{3,80}}\b(?:Group|Collaboration|Consortium|Team|Investigators|Network|Committee|Initiative)"
    r"(?=[.:(,]|\s\()"
)


class NameList(Value):
    """`names`: as BibTeX writes them. `end`: the place after them. `is_sure`: no other text looks like it.

    `initials`: those that were written together, such as `MF`.
    """

    names: tuple[str, ...]
    end: int
    is_sure: bool
    initials: tuple[str, ...] = ()


class _Grammar(Value):
    first: re.Pattern[str]
    start: re.Pattern[str]
    whole: re.Pattern[str]
    name: re.Pattern[str]
    write: Callable[[str], str]
    is_sure: bool = True


def names_at_start(text: str) -> NameList | None:
    text = text[:_MOST_TEXT]
    if _LONG_WORD.search(text):
        return None
    if group := _GROUP.match(text):
        return NameList((f"{{{group[0]}}}",), group.end(), is_sure=True)
    best: NameList | None = None
    for grammar in _GRAMMARS:
        found = grammar.start.match(text)
        if found is None or (best and not grammar.is_sure):
            continue
        names = _names(grammar, found)
        if names and (best is None or found.end() > best.end):
            initials = tuple(_TOGETHER.findall(found[0]))
            best = NameList(names, found.end(), grammar.is_sure or len(names) > 1, initials)
    return best


def people(text: str) -> tuple[str, ...]:
    """A text that has nothing but names, such as editors; none if it has more."""
    text = re.sub(r"^(?:by|von|par|por|de)\s+", "", text.strip(" ,;:"))
    for candidate in (text, text.rstrip("."), f"{text}."):
        for grammar in _GRAMMARS:
            if found := grammar.whole.fullmatch(candidate):
                return _names(grammar, found)
    return ()


def _names(grammar: _Grammar, found: re.Match[str]) -> tuple[str, ...]:
    names = []
    text = found["names"]
    place = 0
    pattern = grammar.first
    while one := pattern.search(text, place):
        names.append(grammar.write(re.sub(r"[*†‡§¶#¹²³⁰⁴-⁹]+", "", one[0]).strip(" ,;")))
        place, pattern = one.end(), grammar.name
    return (*names, *(("others",) if found["others"] else ()))


def _inverted(name: str) -> str:
    family, _, given = name.partition(",")
    suffix = re.search(r",? (Jr|Sr|II|III|IV)\b\.?$", given)
    if suffix:
        return f"{_cased(family)}, {suffix[1]}, {given[: suffix.start()].strip()}"
    # `Lovelace, A` at the end of a list is `Lovelace, A.`
    given = _LAST_INITIAL.sub(r"\1.", given.strip())
    return f"{_cased(family)}, {given}"


def _cased(family: str) -> str:
    """`GARCÍA PÉREZ` -> `García Pérez`: capitals are the style's."""
    is_style = len(family) > 3 and family.isupper()
    return re.sub(r"[^\W\d_]+", lambda one: one[0].capitalize(), family) if is_style else family


def _with_bare_initials(name: str) -> str:
    """`Lovelace A B` or `Lovelace AB` -> `Lovelace, A. B.`; `Müller K-R` -> `Müller, K.-R.`"""
    family, initials = re.fullmatch(rf"(.+?) ({_BARE}|{_DOTTED}){_SUFFIX}", name).groups()  # type: ignore[union-attr]
    stopped = re.sub(r"([^\W\d_])\.? ?", r"\1.", initials)
    apart = re.sub(r"(?<=[.])(?=[^\W\d_])", " ", stopped)
    return f"{_cased(family)}, {apart}"


def _in_order(name: str) -> str:
    if found := _SEVERAL.fullmatch(name):
        return f"{found[2]}, {found[1].strip()}"
    # DBLP numbers people of one name.
    return re.sub(r" \d{4}$", "", re.sub(rf"({UPPER}\.)(?={UPPER}[^.\s])", r"\1 ", name))


# `R. Ferreira da Silva`: what follows initials is the family name.
_SEVERAL: Final = re.compile(rf"({_DOTTED}) ?([^.]+ [^.]+)")


def _unchanged(name: str) -> str:
    return name


def _grammar(
    name: str, write: Callable[[str], str], separator: str = _ANY, first: str = "", *, is_sure: bool = True
) -> _Grammar:
    first = first or name
    # A name is taken in one way only, so that no list takes longer than it is long.
    whole = rf"(?P<names>(?>{first}){_MARKS}(?:(?>{separator})(?>{name}){_MARKS}){{0,200}}){_OTHERS}"
    return _Grammar(
        re.compile(first),
        re.compile(whole + _END),
        re.compile(whole),
        re.compile(name),
        write,
        is_sure,
    )


_FULL: Final = rf"{_GIVEN}(?: (?:{_GIVEN}|{_PARTICLE}+(?={UPPER}))){{0,3}} {_PARTICLE}{{0,2}}{_WORD}(?: 0\d{{3}})?"


# `Ada Lovelace, Mary Somerville` are two people.
_INVERTED_FAMILY: Final = rf"(?:{_PARTICLE}{{0,3}}{_WORD}|{UPPER}{{2,}}(?:[ -]{UPPER}{{2,}}){{0,2}})"
_INVERTED: Final = (
    rf"(?:{_INVERTED_FAMILY}, {_GIVEN}(?: {_GIVEN}){{0,3}}|{_FAMILY}, {_GIVEN}(?: {_DOTTED})?(?! {UPPER}))"
)


def _first_inverted(name: str) -> str:
    return _inverted(name) if ", " in name else _in_order(name)


_GRAMMARS: Final = (
    _grammar(rf"{_FAMILY}, ?{_INITIALS}{_SUFFIX}", _inverted),
    _grammar(rf"{_FAMILY} {_BARE}{_SUFFIX}", _with_bare_initials),
    _grammar(rf"{_FAMILY} {_DOTTED}", _with_bare_initials),
    _grammar(rf"{_DOTTED} ?{_FAMILY}{_SUFFIX}", _in_order),
    _grammar(_INVERTED, _inverted, _OR),
    _grammar(_FULL, _first_inverted, first=_INVERTED),
    _grammar(rf"(?:{_DOTTED} ?{_FAMILY}|{_FULL})", _first_inverted, first=rf"{_FAMILY}, ?{_INITIALS}"),
    _grammar(_FULL, _in_order, is_sure=False),
    _grammar(rf"{_HAN}{{2,6}}", _unchanged, r"\s*[,，、・;；]\s*"),
)
