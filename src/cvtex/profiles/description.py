"""Describe a profile for people: its rules, their source and their age. Pure: `today` is (year, month, day)."""

from __future__ import annotations

from collections.abc import Iterator

from cvtex.diagnostics import counted
from cvtex.model.profile import CountRule, Part, Profile

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
    """Title, version and source, then one rule per line."""
    return [
        profile.title,
        f"  {profile.funder}; {profile.version}; {_age(profile, today)} ({profile.certainty})",
        *(f"  source: {source}" for source in profile.source),
        "",
        *_rules(profile),
        *(f"note: {note}" for note in profile.notes),
    ]


def _rules(profile: Profile) -> Iterator[str]:
    if profile.form:
        yield f"form: {profile.form}; cvtex writes texts to paste into it instead of a PDF"
    if profile.pages:
        yield f"pages: {_pages(profile)}{' (advice)' if profile.pages.indicative else ''}"
    if profile.paper:
        yield f"paper: {' or '.join(profile.paper)}"
    if profile.fonts:
        yield f"fonts: {', '.join(profile.fonts.families)}{' or others' if profile.fonts.others else ''}"
    yield from _type(profile)
    if profile.margins:
        margins = profile.margins
        empty = ", nothing in them" if margins.empty else ""
        yield f"margins: left {margins.left}, right {margins.right}, top {margins.top}, bottom {margins.bottom}{empty}"
    yield from (_count(rule) for rule in profile.counts)
    for name, part in profile.parts.items():
        yield f"part {name}: {_part(part)}"
    if profile.only_parts:
        yield "nothing outside these parts"
    for required in profile.requires:
        where = f" in {', '.join(required.kinds)}" if required.kinds else ""
        yield f"required: {required.field}{where}{'' if required.strict else ' (advice)'}"
    yield from (f"forbidden: {rule.name}" for rule in profile.forbidden)
    for what, rule in (
        ("links", profile.links),
        ("head and foot", profile.head_and_foot),
        ("photograph", profile.photograph),
    ):
        if rule != "allowed":
            yield f"{what}: {rule}"
    yield from _file(profile)


def _type(profile: Profile) -> Iterator[str]:
    if size := profile.size:
        other = f", other {size.other:g} bp" if size.other is not None else ""
        own = "".join(f", {name} {least:g} bp" for name, least in size.families.items())
        yield f"size: text at least {size.text:g} bp{other}{own}"
    if profile.line_spacing:
        yield f"line spacing: at least {profile.line_spacing:g}"
    if profile.lines_per_inch:
        yield f"lines per inch: at most {profile.lines_per_inch:g}"
    if profile.characters_per_inch:
        yield f"characters per inch: at most {profile.characters_per_inch:g}"


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
