"""Collect an entry's web addresses, from identifiers and from fields, without duplicates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

from cvtex.model.bibliography import Entry
from cvtex.text.richtext import Link
from cvtex.text.web_address import decode_address, decode_doi, doi_address, is_doi, link_target, without_scheme

LINK_FIELDS = ("code", "data", "slides", "video", "poster", "preprint", "url")
"""Fields with addresses. The more specific ones come first, because the first of two equal addresses is kept."""

_ARCHIVES: Mapping[str, str] = {
    "arxiv": "https://arxiv.org/abs/",
    "hal": "https://hal.science/",
    "hdl": "https://hdl.handle.net/",
    "jstor": "https://www.jstor.org/stable/",
    "osf": "https://osf.io/",
    "pmc": "https://pmc.ncbi.nlm.nih.gov/articles/",
    "psyarxiv": "https://osf.io/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
    "ssrn": "https://ssrn.com/abstract=",
}


def entry_links(entry: Entry) -> Mapping[str, tuple[Link, ...]]:
    """Map doi, eprint, pmid, pmcid and `LINK_FIELDS` to links, each with a short address as text.

    Duplicates of earlier addresses are omitted. So is a `url` or `preprint` that contains the DOI or the archive
    number, as publishers' pages do.
    """
    identifiers = _identifiers(entry)
    found: dict[str, tuple[Link, ...]] = {}
    taken: set[str] = set()
    for name, addresses in identifiers.items():
        found[name] = _new_links(addresses, taken)
    numbers = [entry.tex(name).strip().lower() for name in ("doi", "eprint") if found[name]]
    for name in LINK_FIELDS:
        addresses = [target for part in _parts(entry.tex(name)) if (target := _target(part))]
        if name in ("url", "preprint"):
            addresses = [address for address in addresses if not any(n in unquote(address).lower() for n in numbers)]
        found[name] = _new_links(addresses, taken)
    return found


def _identifiers(entry: Entry) -> dict[str, list[str]]:
    doi, eprint = entry.tex("doi").strip(), entry.tex("eprint").strip()
    archive = _ARCHIVES.get(entry.tex("archiveprefix").strip().lower(), "")
    if eprint and eprint in entry.tex("volume"):
        # `CoRR abs/2101.00001`
        eprint = ""
    pmid, pmcid = re.search(r"\d+", entry.tex("pmid")), re.search(r"\d+", entry.tex("pmcid"))
    return {
        "doi": [doi_address(doi)] if is_doi(doi) else [],
        "eprint": [doi_address(eprint)] if is_doi(eprint) else [archive + quote(eprint)] if archive and eprint else [],
        "pmid": [_ARCHIVES["pubmed"] + pmid[0] + "/"] if pmid else [],
        "pmcid": [f"{_ARCHIVES['pmc']}PMC{pmcid[0]}/"] if pmcid else [],
    }


def _parts(tex: str) -> list[str]:
    return [address for part in tex.split() if (address := decode_address(part).strip(",;"))]


def _target(address: str) -> str:
    doi = decode_doi(address)
    if is_doi(doi):
        return doi_address(doi)
    target = link_target(address)
    return target if "://" in target else ""


def _new_links(addresses: list[str], taken: set[str]) -> tuple[Link, ...]:
    links = []
    for address in addresses:
        place = short_address(address).lower()
        if place not in taken:
            taken.add(place)
            links.append(Link(address, (short_address(address),)))
    return tuple(links)


def short_address(address: str) -> str:
    """Shorten an address for print: without the scheme, `www.` and the last slash."""
    return without_scheme(address).removeprefix("www.")
