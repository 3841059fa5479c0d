"""Whether the period at the end of a text belongs to an abbreviation: `Toads of the U.S.`"""

from __future__ import annotations

import re

# Words that end names and titles, in the languages of most publications. `no`, `am` and the like are words as well.
_ABBREVIATIONS = frozenset(
    {
        "abh", "acad", "ag", "al", "ann", "apr", "assoc", "aufl", "av", "bd", "biol", "bros", "bull", "bzw",
        "ca", "chem", "cie", "co", "coll", "comput", "conf", "corp", "dept", "dr", "déc", "ebd", "ecc", "econ",
        "eds", "eng", "esq", "etc", "fasc", "ff", "ft", "geb", "ges", "gest", "gmbh", "hg", "hist", "hrsg",
        "inc", "inst", "int", "intl", "jg", "jh", "jhd", "jr", "lett", "ling", "lit", "llc", "ltd", "mag",
        "math", "mbh", "med", "mt", "natl", "nr", "philos", "phys", "plc", "pol", "proc", "prof", "psychol",
        "pty", "quart", "res", "rev", "sa", "sci", "sig", "sigg", "sitzungsber", "soc", "sr", "st", "ste",
        "stud", "suppl", "symp", "technol", "trans", "univ", "usw", "verf", "vf", "vgl", "vol", "vs", "vv",
        "zs", "ztschr", "éd",
    }
)  # fmt: skip
_LAST_WORD = re.compile(r"(?P<word>[^\s.]+)\.$")
_WITH_PERIODS = re.compile(r"(?:^|[\s(\[–—/-])(?:[^\W\d_]{1,3}\.-?\s?){2,}$")


def ends_in_abbreviation(text: str, *, is_name: bool = False) -> bool:
    """`is_name`: of a book or a conference, in which one abbreviated word follows another: `Proc. Int. Conf.`"""
    end = text[-60:]
    last = _LAST_WORD.search(end)
    if last is None:
        return False
    if last["word"].casefold() in _ABBREVIATIONS or _WITH_PERIODS.search(end):
        return True
    return is_name and any(word.endswith(".") and not word[:-1].isdecimal() for word in end.split()[:-1])
