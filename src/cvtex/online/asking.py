"""One service: its address, its client, and its answers as trees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import quote, urlencode

from cvtex.importers.imported import Said
from cvtex.importers.located_json import read_json
from cvtex.importers.tree import said
from cvtex.model.node import Node
from cvtex.online.answer_cache import Answer
from cvtex.online.client import Client, ServiceError
from cvtex.value import Value

MAX_PAGES: Final = 40
"""The most pages of one list."""
_ORCID: Final = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_DOI_SAFE: Final = "/:;()._-"


class Told(Value):
    """An answer as a tree."""

    node: Node
    day: str


class Asking:
    """`base`: the address of the service's API, without a slash at the end."""

    def __init__(self, client: Client, name: str, base: str, pause: float, secret: str = "") -> None:
        self.client = client
        self.name = name
        self.base = base.rstrip("/")
        self.pause = pause
        self.secret = secret

    def json(self, path: str, query: Mapping[str, str] | None = None) -> Told | None:
        """None if there is no such thing."""
        answer = self.answer(path, query, "application/json")
        if answer.data is None:
            return None
        read = read_json(self.name, answer.data)
        if read.value is None:
            raise ServiceError("its answer is no JSON")
        return Told(read.value, answer.day)

    def answer(self, path: str, query: Mapping[str, str] | None = None, accept: str = "application/json") -> Answer:
        url = f"{self.base}/{path}{f'?{urlencode(query)}' if query else ''}"
        return self.client.get(url, accept=accept, pause=self.pause, secret=self.secret)

    def pages(self, path: str, query: Mapping[str, str], *where: str) -> Iterator[Told]:
        """Pages of a list with a cursor; `where` the next cursor stands in an answer."""
        cursor = "*"
        for _ in range(MAX_PAGES):
            told = self.json(path, {**query, "cursor": cursor})
            if told is None:
                return
            yield told
            following = said(told.node, *where)
            if following is None:
                return
            cursor = following.text


def quoted(doi: str) -> str:
    """A DOI as part of a path."""
    return quote(doi, safe=_DOI_SAFE)


def orcid_in(text: Said | None) -> str:
    """`https://orcid.org/0000-0001-2345-6789` -> the iD alone; "" if there is none."""
    found = _ORCID.search(text.text) if text else None
    return found[0] if found else ""


def number_in(node: Node, *names: str) -> int:
    text = said(node, *names)
    return int(text.text) if text and text.text.isdecimal() and len(text.text) < 10 else 0


def is_true(node: Node, *names: str) -> bool:
    text = said(node, *names)
    return text is not None and text.text == "true"


def in_batches(texts: Iterable[str], most: int) -> Iterator[list[str]]:
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == most:
            yield batch
            batch = []
    if batch:
        yield batch
