"""Contact details -> the same with each profile as a name on its network; problems of addresses."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from cvtex.check.report import Report
from cvtex.model.items import Referee
from cvtex.model.located import LocatedStr
from cvtex.model.people import Contact, Email
from cvtex.text.networks import NETWORKS
from cvtex.text.richtext import Link, plain
from cvtex.text.web_address import is_email
from cvtex.value import replace

_BETWEEN: Final = re.compile(r"[\s,;/|&·]+")
_ADDRESS: Final = re.compile(r"[^@]+@[^@]+")


def check_contact(contact: Contact, report: Report) -> Contact:
    for email in contact.email:
        _check_email(email, report)
    names = {network: _name(network, getattr(contact, network), report) for network in NETWORKS}
    return replace(contact, **names)


def check_referee(person: Referee, report: Report) -> None:
    """Report what is no e-mail address. Several in one line are read, and are links."""
    for paragraphs in person.email.full.values() if person.email else ():
        if not any(isinstance(part, Link) for paragraph in paragraphs for part in paragraph):
            assert person.email is not None
            text = " ".join(map(plain, paragraphs))
            message = f"'{text}' is not an e-mail address, and is printed without a link"
            report.warning(message, person.email.span, "write it as ada@example.org")


def _check_email(email: Email, report: Report) -> None:
    for paragraphs in email.email.full.values():
        text = " ".join(map(plain, paragraphs)).removeprefix("mailto:")
        if is_email(text):
            continue
        if several := _several(text):
            first, second = several
            hint = f"give a list: email: [{first}, {second}]"
            report.error("expected one e-mail address, found several", email.span, hint)
        else:
            hint = "write it as ada@example.org; a word before it is its label: {label: Office, email: ada@example.org}"
            report.warning(f"'{text}' is not an e-mail address, and is printed without a link", email.span, hint)


def _several(text: str) -> tuple[str, str] | None:
    """Two addresses with at most a word between them."""
    words = [word.strip("<>()") for word in _BETWEEN.split(text)]
    places = [place for place, word in enumerate(words) if _ADDRESS.fullmatch(word)]
    close = ((words[one], words[other]) for one, other in pairwise(places) if other - one <= 2)
    return next(close, None)


def _name(network: str, written: LocatedStr | None, report: Report) -> LocatedStr | None:
    """Return the name on a network, as written or from the address of its profile."""
    if written is None:
        return None
    name = NETWORKS[network].read(written)
    if name is None:
        title = NETWORKS[network].title
        if network == "orcid":
            report.error(f"'{written}' is not an ORCID iD", written.span, "an ORCID iD looks like 0000-0002-1825-0097")
        else:
            report.error(f"'{written}' is not a profile on {title}", written.span, NETWORKS[network].hint)
        return None
    if network == "orcid":
        name = name.upper()
        if orcid_check_digit(name) != name[-1]:
            report.error(f"the check digit of the ORCID iD '{name}' does not match", written.span, "look for a typo")
    return LocatedStr(name, written.span)


def orcid_check_digit(orcid: str) -> str:
    """ISO 7064 MOD 11-2, as ORCID uses it."""
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    result = (12 - total % 11) % 11
    return "X" if result == 10 else str(result)
