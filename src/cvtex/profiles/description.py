"""Describe a profile for people: its rules, their source and their age. Pure: `today` is (year, month, day)."""

from __future__ import annotations

from collections.abc import Iterator

from cvtex.diagnostics import counted
from cvtex.model.profile import CountRule, Part, Profile, Source

# Funders change their rules every year.
_OLD_MONTHS = 12

Day = tuple[int, int, int]


def profile_summary(profile: Profile, today: Day) -> str:
    """`ERC ..., 4 pages (Work Programme 2027), checked 2026-11-22, today`."""
    size = f"form: {profile.form}" if profile.form else _pages(profile)
    return f"{profile.title}: {size} ({profile.version}), {_age(profile, today)}"


def _pages(profile: Profile) -> str:
    if profile.pages is None:
        return "no page limit"
    pages = counted(profile.pages.most, "page")
    return f"about {pages}" if profile.pages.indicative else pages


def _age(profile: Profile, today: Day) -> str:
    """Months since the rules were compared with their source, with a warning if they may be outdated."""
    year, month, day = profile.checked.last_day
    months = (today[0] - year) * 12 + today[1] - month - (today[2] < day)
    age = "less than a month ago" if months < 1 else f"{counted(months, 'month')} ago"
    warning = "; check whether they still apply" if months >= _OLD_MONTHS else ""
    return f"checked {profile.checked}, {age}{warning}"


def profile_lines(profile: Profile, today: Day) -> list[str]:
    """Title, version and sources, then the rules, each with its places in the sources."""
    numbered = list(enumerate(profile.source, 1))
    return [
        profile.title,
        f"  {profile.funder}; {profile.version}; {_age(profile, today)} ({profile.certainty})",
        *(f"  [{number}] {_source(source, profile)}" for number, source in numbered),
        "",
        *(line for rule, text in _rules(profile) for line in (text, *_places(rule, profile))),
        *(f"note: {note}" for note in profile.notes),
    ]


def _source(source: Source, profile: Profile) -> str:
    compared, certainty = source.compared or profile.checked, source.certainty or profile.certainty
    return f"{source.document}; compared {compared}; {certainty}"


def _places(rule: str, profile: Profile) -> Iterator[str]:
    """Yield the places of a rule. A rule such as `parts.honors` that has none of its own has those of `parts`."""
    field = rule.partition(".")[0]
    for name in (rule, field):
        found = [(number, one.rules[name]) for number, one in enumerate(profile.source, 1) if name in one.rules]
        if found:
            yield from (f"    [{number}] {place}" for number, place in found)
            return


def unsourced_rules(profile: Profile) -> list[str]:
    """The rules that no source names."""
    return [rule for rule, _ in _rules(profile) if not any(_places(rule, profile))]


def _rules(profile: Profile) -> Iterator[tuple[str, str]]:
    """Yield each rule: its name as in `Source.rules`, and a line about it."""
    if profile.form:
        yield "form", f"form: {profile.form}; cvtex writes texts to paste into it instead of a PDF"
    if profile.pages:
        yield "pages", f"pages: {_pages(profile)}{' (advice)' if profile.pages.indicative else ''}"
    if profile.paper:
        yield "paper", f"paper: {' or '.join(profile.paper)}"
    if profile.fonts:
        others = " or others" if profile.fonts.others else ""
        yield "fonts", f"fonts: {', '.join(profile.fonts.families)}{others}"
    yield from _type(profile)
    if profile.margins:
        margins = profile.margins
        empty = ", nothing in them" if margins.empty else ""
        sides = f"left {margins.left}, right {margins.right}, top {margins.top}, bottom {margins.bottom}"
        yield "margins", f"margins: {sides}{empty}"
    yield from ((f"counts.{rule.name}", _count(rule)) for rule in profile.counts)
    for name, part in profile.parts.items():
        yield f"parts.{name}", f"part {name}: {_part(part)}"
    if profile.only_parts:
        yield "only_parts", "nothing outside these parts"
    for required in profile.requires:
        where = f" in {', '.join(required.kinds)}" if required.kinds else ""
        yield "requires", f"required: {required.field}{where}{'' if required.strict else ' (advice)'}"
    yield from ((f"forbidden.{rule.name}", f"forbidden: {rule.name}") for rule in profile.forbidden)
    for name, words, rule in (
        ("links", "links", profile.links),
        ("head_and_foot", "head and foot", profile.head_and_foot),
        ("photograph", "photograph", profile.photograph),
    ):
        if rule != "allowed":
            yield name, f"{words}: {rule}"
    yield from (("file", line) for line in _file(profile))


def _type(profile: Profile) -> Iterator[tuple[str, str]]:
    if size := profile.size:
        other = f", other {size.other:g} bp" if size.other is not None else ""
        own = "".join(f", {name} {least:g} bp" for name, least in size.families.items())
        yield "size", f"size: text at least {size.text:g} bp{other}{own}"
    if profile.line_spacing:
        yield "line_spacing", f"line spacing: at least {profile.line_spacing:g}"
    if profile.lines_per_inch:
        yield "lines_per_inch", f"lines per inch: at most {profile.lines_per_inch:g}"
    if profile.characters_per_inch:
        yield "characters_per_inch", f"characters per inch: at most {profile.characters_per_inch:g}"


def _count(rule: CountRule) -> str:
    least = f"at least {rule.least}" if rule.least else ""
    most = f"at most {rule.most}" if rule.most is not None else ""
    return f"{' and '.join(filter(None, (least, most)))} {rule.name}"


def _part(part: Part) -> str:
    rules = [str(part.title)]
    if part.least_words and part.most_words:
        rules.append(f"{part.least_words} to {part.most_words} words")
    elif part.least_words:
        rules.append(f"at least {part.least_words} words")
    elif part.most_words:
        rules.append(f"at most {part.most_words} words")
    if part.most_characters:
        rules.append(f"at most {part.most_characters} characters with spaces")
    if part.item_characters:
        rules.append(f"each contribution at most {part.item_characters} characters")
    if part.item_products:
        rules.append(f"each contribution at most {part.item_products} works")
    if part.table:
        rules.append(f"a table: {', '.join(str(row.label) for row in part.table)}")
    if part.required:
        rules.append("required")
    if part.advice:
        rules.append(part.advice)
    return "; ".join(rules)


def _file(profile: Profile) -> Iterator[str]:
    if rule := profile.file:
        if rule.name:
            yield f"file: {rule.name}"
        if rule.most_characters:
            yield f"file name: at most {rule.most_characters} characters"
        if rule.most_megabytes:
            yield f"file: at most {rule.most_megabytes:g} MB"
