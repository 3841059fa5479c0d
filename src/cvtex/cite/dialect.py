"""The dialects of BibTeX, biblatex and other programs -> the one dialect that bibliography styles read.

Types and field names are classic BibTeX's where they exist: `journal`, `year`, `month`, `day`, `address`, `school`,
`institution`, `archiveprefix`, `primaryclass`. Everything else keeps biblatex's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cvtex.cache.memo import Memo, fresh
from cvtex.cite.dates import Months, normal_dates
from cvtex.cite.field_names import FieldNames
from cvtex.cite.inheritance import inherit
from cvtex.cite.name_separators import with_and
from cvtex.cite.publication_status import StatusWords, normal_status, stale_remark, status_words
from cvtex.diagnostics import Checked, Diagnostic, did_you_mean, warning
from cvtex.locales.months import CalendarNames
from cvtex.model.bibliography import HELPER_TYPES, Bibliography, Entry, Field
from cvtex.text.tex import tex_to_plain
from cvtex.text.web_address import decode_address, decode_addresses, link_target, read_doi
from cvtex.value import replace

TYPES = frozenset(
    {
        "article", "book", "inbook", "incollection", "inproceedings", "proceedings", "manual", "booklet",
        "mastersthesis", "phdthesis", "techreport", "unpublished", "misc", "online", "software", "dataset",
        "patent", "periodical",
    }
)  # fmt: skip
"""The entry types that styles must handle."""

_TYPES: Mapping[str, str] = {
    "conference": "inproceedings",
    **dict.fromkeys(("electronic", "www", "webpage", "website"), "online"),
    **dict.fromkeys(("report", "techrep"), "techreport"),
    **dict.fromkeys(("mvbook", "collection", "mvcollection", "reference", "mvreference", "ebook"), "book"),
    "mvproceedings": "proceedings",
    **dict.fromkeys(("bookinbook", "suppbook"), "inbook"),
    **dict.fromkeys(("suppcollection", "inreference"), "incollection"),
    **dict.fromkeys(("suppperiodical", "review"), "article"),
    "data": "dataset",
    **dict.fromkeys(("phdthesis", "dissertation"), "phdthesis"),
    **dict.fromkeys(("mathesis", "bathesis", "bachelorsthesis"), "mastersthesis"),
    **dict.fromkeys(
        ("artwork", "audio", "bibnote", "commentary", "image", "jurisdiction", "legislation", "legal", "letter",
         "movie", "music", "other", "performance", "preprint", "presentation", "standard", "video"),
        "misc",
    ),
}  # fmt: skip
_LESSER_THESIS = re.compile(r"master|magist|diplom|bachelor|licen|\b(?:ma|ba|msc|bsc)\b|^[mb]athesis$", re.IGNORECASE)

# biblatex's keys for the `type` field, which its styles translate.
_TYPE_WORDS: Mapping[str, str] = {
    "phdthesis": "PhD thesis", "mathesis": "Master's thesis", "bathesis": "Bachelor's thesis",
    "candthesis": "Candidate thesis", "techreport": "Technical report", "resreport": "Research report",
    "software": "Computer software", "patent": "Patent", "patentde": "German patent", "patenteu": "European patent",
    "patentfr": "French patent", "patentuk": "British patent", "patentus": "U.S. patent", "patreq": "Patent request",
    "patreqde": "German patent request", "patreqeu": "European patent request", "patreqfr": "French patent request",
    "patrequk": "British patent request", "patrequs": "U.S. patent request",
}  # fmt: skip

_NAMES: Mapping[str, str] = {
    "journaltitle": "journal", "location": "address", "eprinttype": "archiveprefix", "eprintclass": "primaryclass",
    "arxivid": "eprint", "keyword": "keywords", "organisation": "organization",
    "lastchecked": "urldate", "lastaccessed": "urldate", "accessed": "urldate",
}  # fmt: skip
_ARXIV = re.compile(
    r"(?:(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|(?:https?://doi\.org/)?10\.48550/arxiv\."
    r"|arxiv(?:e-prints?|preprint)?[:,]*)?",
    re.IGNORECASE,
)
_ARXIV_ID = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d+)?(?:\s*[\[(]([\w.-]+)[\])])?(?:\.pdf)?/?")
_NAME_FIELDS = frozenset({"author", "editor", "translator", "bookauthor"})
# What people and programs write for a number that they do not know.
_NUMBERS = ("volume", "number", "issue", "pages", "eid")
_UNKNOWN = re.compile(r"[-–—?.~\s]*|n\.?\s?/?\s?a\.?|n\.?\s?p\.?|tb[ad]|none|null|nan|unknown|undefined", re.IGNORECASE)
# Words before a number, which styles print themselves.
_WORD_BEFORE: Mapping[str, re.Pattern[str]] = {
    "volume": re.compile(r"(?<!\s)\s*+(?:vol(?:ume)?|bd|band|t(?:ome|omo)?)\b\.?[\s~]*+(?=\d)", re.IGNORECASE),
    "number": re.compile(
        r"(?<!\s)\s*+(?:no|nr|num(?:ber)?|issue|iss|heft|n[.]?\s?[º°])\b\.?[\s~]*+(?=\d)", re.IGNORECASE
    ),
}
# Fields after which a comma or semicolon is left over from a reference. The style sets its own.
_PUNCTUATED = frozenset(
    {"title", "subtitle", "journal", "booktitle", "series", "publisher", "address", "school", "institution",
     "organization", "volume", "number", "pages", "edition", "howpublished", "year"}
)  # fmt: skip
_REFERENCE_AT_END = re.compile(r"&#?\w{1,10};$")
_ISBN = re.compile(r"^ISBN(?:-?1[03])?\s*:?\s*(?=\d)", re.IGNORECASE)


# Families that are no type of the dialect.
_FAMILIES: Mapping[str, str] = {"phdthesis": "thesis", "mastersthesis": "thesis", "techreport": "report"}


KNOWN_TYPES: frozenset[str] = TYPES | HELPER_TYPES | _TYPES.keys() | set(_FAMILIES.values())
"""The entry types of BibTeX and biblatex, and what other programs write."""


def normalise(
    bibliography: Bibliography,
    languages: Iterable[str] = (),
    calendar: Memo[CalendarNames] = fresh,
    own_types: Iterable[str] = (),
) -> Checked[Bibliography]:
    """Convert entries to the styles' dialect and resolve `crossref` and `xdata`.

    `languages`: those of the CV, in which entries may state a publication status such as `im Druck`, and months.
    `own_types`: types that the CV names, which are no misspellings.

    No field is lost: it keeps its name if the dialect has no other name for it, or if that name is taken; but a number
    that is `n/a`, `tbd` or `--` counts as absent. An unknown type becomes `misc`, with a warning.
    """
    inherited = inherit(bibliography.entries)
    diagnostics = list(inherited.diagnostics)
    unknown = {type_.lower() for type_ in own_types}
    tags = tuple(languages)
    words, months = status_words(tags), Months(tags, calendar)
    names = FieldNames()
    entries = tuple(_normal(entry, words, months, unknown, names, diagnostics) for entry in inherited.value)
    return Checked(Bibliography(entries, bibliography.unreadable), tuple(diagnostics))


def _normal(
    entry: Entry,
    words: StatusWords,
    months: Months,
    unknown: set[str],
    names: FieldNames,
    diagnostics: list[Diagnostic],
) -> Entry:
    kind = _type(entry, unknown, diagnostics)
    fields = dict(entry.fields)
    for name, classic in _NAMES.items():
        _rename(fields, name, classic)
    for name, meant in names.misspelt(fields).items():
        if _NAMES.get(meant) not in fields:
            diagnostics.append(warning(f"unknown field '{name}'", fields[name].span, f"did you mean '{meant}'?"))
    if fields.keys() & {"title", "booktitle"}:
        # The title of a work in several volumes, which stands where a series does.
        _rename(fields, "maintitle", "series")
    if kind in ("phdthesis", "mastersthesis"):
        _rename(fields, "institution", "school")
    elif kind == "techreport":
        _rename(fields, "school", "institution")
    for name in _NUMBERS:
        if (
            name in fields
            and not fields[name].tex[:1].isdecimal()
            and _UNKNOWN.fullmatch(fields[name].tex.strip("{} "))
        ):
            del fields[name]
    if "journal" in fields:
        for name, word in _WORD_BEFORE.items():
            if name in fields and not fields[name].tex[:1].isdecimal():
                fields[name] = _with_tex(fields[name], word.sub("", fields[name].tex, count=1))
    for name in _PUNCTUATED & fields.keys():
        field = fields[name]
        if field.tex.endswith((",", ";")) and not _REFERENCE_AT_END.search(field.tex):
            fields[name] = replace(field, tex=field.tex.rstrip(" \t\n,;"))
    fields, status = normal_status(fields, words)
    if remark := stale_remark(fields, words):
        said = tex_to_plain(fields[remark].tex)
        message = f"'{entry.key}' has a year and its pages or volume, but its {remark} says '{said}'"
        diagnostics.append(warning(message, fields[remark].span, "delete what is no longer true"))
    for name in _NAME_FIELDS & fields.keys():
        fields[name] = _normal_names(entry, fields[name], diagnostics)
    fields |= normal_dates(replace(entry, fields=fields), months, diagnostics)
    _normal_eprint(fields)
    _normal_type_words(fields)
    if "pmid" in fields and (number := re.search(r"\d+", fields["pmid"].tex)):
        fields["pmid"] = _with_tex(fields["pmid"], number[0])
    if "isbn" in fields:
        fields["isbn"] = _with_tex(fields["isbn"], _ISBN.sub("", fields["isbn"].tex.strip()))
    for name, field in fields.items():
        if name == "doi":
            fields[name] = _normal_doi(entry, field, diagnostics)
        elif name.endswith("url") or name == "code":
            fields[name] = _normal_address(name, field, diagnostics)
    types = frozenset({kind, entry.type, _FAMILIES.get(kind, kind)})
    return replace(entry, type=kind, fields=fields, types=types, status=status)


def _type(entry: Entry, unknown: set[str], diagnostics: list[Diagnostic]) -> str:
    if entry.type in TYPES or entry.type in HELPER_TYPES:
        return entry.type
    if entry.type == "thesis":
        return "mastersthesis" if _LESSER_THESIS.search(tex_to_plain(entry.tex("type"))) else "phdthesis"
    if entry.type in _TYPES:
        return _TYPES[entry.type]
    if entry.type not in unknown:
        unknown.add(entry.type)
        hint = did_you_mean(entry.type, TYPES | _TYPES.keys())
        diagnostics.append(warning(f"unknown entry type '@{entry.type}' is printed as '@misc'", entry.span, hint))
    return "misc"


def _rename(fields: dict[str, Field], name: str, classic: str) -> None:
    taken = fields.get(classic)
    if name in fields and (taken is None or not taken.tex.strip()):
        fields[classic] = fields.pop(name)


def _normal_eprint(fields: dict[str, Field]) -> None:
    """`arXiv:1501.00001v2 [cs.LG]` or the paper's address -> number, archive and class. Another address is a `url`."""
    eprint = fields.get("eprint")
    if eprint is None:
        return
    address = decode_address(eprint.tex)
    bare = _ARXIV.sub("", address, count=1)
    found = _ARXIV_ID.fullmatch(bare)
    archive = tex_to_plain(fields["archiveprefix"].tex).lower() if "archiveprefix" in fields else ""
    if found is None and not archive and address.startswith(("https://", "http://")):
        # Some publishers export the address of their PDF.
        del fields["eprint"]
        url = f"{fields['url'].tex} {address}" if "url" in fields else address
        fields["url"] = Field(url, eprint.span)
    if found is None or archive not in ("", "arxiv"):
        return
    fields["eprint"] = Field(found[1] + (found[2] or ""), eprint.span)
    if not archive:
        fields["archiveprefix"] = Field("arXiv", eprint.span)
    if found[3] and "primaryclass" not in fields:
        fields["primaryclass"] = Field(found[3], eprint.span)


def _normal_type_words(fields: dict[str, Field]) -> None:
    kind = fields.get("type")
    if kind and kind.tex.strip().lower() in _TYPE_WORDS:
        fields["type"] = Field(_TYPE_WORDS[kind.tex.strip().lower()], kind.span)


def _with_tex(field: Field, tex: str) -> Field:
    """The field with this value; places within it are known only if it is the old one."""
    return field if tex == field.tex else Field(tex, field.span)


def _normal_names(entry: Entry, field: Field, diagnostics: list[Diagnostic]) -> Field:
    names = with_and(field.tex)
    if names.problem:
        diagnostics.append(warning(f"'{entry.key}': {names.problem}", field.span, names.hint))
    return _with_tex(field, names.tex)


def _normal_doi(entry: Entry, field: Field, diagnostics: list[Diagnostic]) -> Field:
    read = read_doi(field.tex)
    if read.problem:
        hint = "write it as 10.1000/xyz" if not read.doi else ""
        diagnostics.append(warning(f"'{entry.key}': {read.problem}", field.span, hint))
    return _with_tex(field, read.doi) if read.doi else field


def _normal_address(name: str, field: Field, diagnostics: list[Diagnostic]) -> Field:
    """Remove TeX from addresses and separate them by one space. A line break inside an address is dropped."""
    addresses = decode_addresses(field.tex)
    targets = [link_target(one.address) for one in addresses]
    if name == "url" and addresses and not all(targets):
        bad = addresses[targets.index("")].address.replace("%20", " ")
        hint = "start the address with https://, http://, ftp:// or mailto:"
        diagnostics.append(warning(f"'{bad}' is not a web address", field.span, hint))
    if not all(targets):
        return field
    for one in addresses:
        if one.has_blank:
            diagnostics.append(warning(f"the address contains a space; it is read as {one.address}", field.span))
        if one.remark:
            message = f"'{one.remark}' is not part of the address; it is left out"
            diagnostics.append(warning(message, field.span, "move it to 'note' or 'urldate'"))
    return Field(" ".join(targets), field.span)
