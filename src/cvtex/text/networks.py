"""Profiles on the web: a name on a network, or the address of the profile -> the name, and the address that it has.

`NETWORKS` is a table. To add a network, add a line there and a field of the same name to `model.people.Contact`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Final
from urllib.parse import parse_qs, urlsplit

from cvtex.value import Value, field

_WORD: Final = r"[A-Za-z0-9_.-]{1,64}"
_HOST: Final = r"(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}"
# Pages in one language or for one kind of device, as in de.linkedin.com.
_SUBDOMAIN: Final = re.compile(r"(?:www|m|mobile|[a-z]{2})\.", re.IGNORECASE)
_SCHEME: Final = re.compile(r"https?://", re.IGNORECASE)
_LONGEST: Final = 300
_PART: Final = re.compile(r"\{(\w+)\}")


class Network(Value, dict=True):
    """`parts`: the pattern of each part of a name. `name` and `address` are templates of the parts.

    `others`: further addresses of the same profile. `shown`: what is printed as the link; the address if empty.
    """

    title: str
    address: str
    parts: Mapping[str, str] = field(default_factory=lambda: {"name": _WORD})
    name: str = "{name}"
    others: tuple[str, ...] = ()
    shown: str = ""
    example: str = "ada"
    icon: str = "link"

    def read(self, written: str) -> str | None:
        """`@ada` or `https://www.github.com/ada/` -> `ada`; None if the text is neither a name nor an address."""
        text = written.strip().removesuffix("/")
        if not text or len(text) > _LONGEST:
            return None
        match = self._name_pattern.fullmatch(text.removeprefix("@"))
        found = match or next(filter(None, (self._match_address(text, address) for address in self._addresses)), None)
        return self.name.format(**found.groupdict()) if found else None

    def url(self, name: str) -> str:
        """The address of the profile with this name, which `read` returned."""
        match = self._name_pattern.fullmatch(name)
        return f"https://{self.address.format(**match.groupdict()) if match else name}"

    def text(self, name: str) -> str:
        """What is printed for the profile: the network's name if names there say nothing, else the address."""
        return self.shown or self.url(name).removeprefix("https://")

    @property
    def hint(self) -> str:
        """What to write."""
        name = self.example
        return f"write the name alone, such as {name}, or the address, such as {self.url(name)}"

    @cached_property
    def _addresses(self) -> tuple[str, ...]:
        return (self.address, *self.others)

    @cached_property
    def _name_pattern(self) -> re.Pattern[str]:
        return self._pattern(self.name)

    def _pattern(self, template: str) -> re.Pattern[str]:
        pieces = _PART.split(template)
        parts = (f"(?P<{piece}>{self.parts[piece]})" if i % 2 else re.escape(piece) for i, piece in enumerate(pieces))
        return re.compile("".join(parts))

    def _match_address(self, written: str, template: str) -> re.Match[str] | None:
        """Match an address with a template. Of a query, only the field that stands in the template counts."""
        try:
            split = urlsplit("//" + _SCHEME.sub("", written, count=1))
            query = parse_qs(split.query, max_num_fields=50)
        except ValueError:
            return None
        key = template.partition("?")[2].partition("=")[0]
        address = split.netloc.lower() + split.path.removesuffix("/")
        if key:
            address = f"{address}?{key}={query.get(key, [''])[0]}"
        pattern = self._pattern(template)
        return pattern.fullmatch(address) or pattern.fullmatch(_SUBDOMAIN.sub("", address, count=1))


NETWORKS: Final[Mapping[str, Network]] = {
    "orcid": Network(
        "ORCID", "orcid.org/{name}", {"name": r"(?:\d{4}-){3}\d{3}[\dXx]"}, example="0000-0002-1825-0097", icon="orcid"
    ),
    "google_scholar": Network(
        "Google Scholar",
        "scholar.google.com/citations?user={name}",
        {"name": r"[A-Za-z0-9_-]{1,40}", "country": r"[a-z]{2,3}(?:\.[a-z]{2})?"},
        others=("scholar.google.{country}/citations?user={name}",),
        shown="Google Scholar",
        example="AbCdEfGAAAAJ",
        icon="scholar",
    ),
    "github": Network("GitHub", "github.com/{name}", {"name": r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}"}, icon="github"),
    "gitlab": Network("GitLab", "gitlab.com/{name}", icon="gitlab"),
    "linkedin": Network("LinkedIn", "linkedin.com/in/{name}", {"name": r"[\w%.-]{1,150}"}, icon="linkedin"),
    "mastodon": Network(
        "Mastodon",
        "{host}/@{name}",
        {"name": r"[A-Za-z0-9_.-]{1,64}", "host": _HOST},
        name="{name}@{host}",
        others=("{host}/users/{name}",),
        example="ada@mastodon.social",
        icon="mastodon",
    ),
    "bluesky": Network("Bluesky", "bsky.app/profile/{name}", {"name": _HOST}, example="ada.bsky.social"),
    "x": Network("X", "x.com/{name}", {"name": r"[A-Za-z0-9_]{1,15}"}, others=("twitter.com/{name}",), icon="twitter"),
    "dblp": Network(
        "DBLP",
        "dblp.org/pid/{name}",
        {"name": r"[A-Za-z0-9]{1,6}/[A-Za-z0-9]{1,60}(?:-\d{1,4})?", "host": r"dblp\.(?:org|uni-trier\.de)"},
        others=("{host}/pid/{name}.html", "{host}/pid/{name}"),
        shown="DBLP",
        example="65/9612",
    ),
    "openreview": Network(
        "OpenReview",
        "openreview.net/profile?id={name}",
        {"name": r"~[\w.-]{1,100}\d{1,4}"},
        shown="OpenReview",
        example="~Ada_Lovelace1",
    ),
    "researchgate": Network(
        "ResearchGate",
        "researchgate.net/profile/{name}",
        {"name": r"[\w%-]{1,100}"},
        example="Ada-Lovelace",
        icon="researchgate",
    ),
    "scopus": Network(
        "Scopus",
        "scopus.com/authid/detail.uri?authorId={name}",
        {"name": r"\d{5,13}"},
        shown="Scopus",
        example="7004212771",
    ),
    "web_of_science": Network(
        "Web of Science",
        "webofscience.com/wos/author/record/{name}",
        {"name": r"[A-Z]{1,3}-\d{4}-\d{4}|\d{1,12}"},
        others=("researcherid.com/rid/{name}", "publons.com/researcher/{name}"),
        shown="Web of Science",
        example="A-1009-2008",
    ),
    "arxiv": Network(
        "arXiv", "arxiv.org/a/{name}", {"name": r"[a-z-]{1,60}(?:_[a-z]){1,4}_\d{1,3}"}, example="lovelace_a_1"
    ),
}
