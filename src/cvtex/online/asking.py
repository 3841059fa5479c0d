"""One service: its address, its client, and its answers as trees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar
from urllib.parse import quote, urlencode

from cvtex.importers.imported import Said
from cvtex.importers.located_json import read_json
from cvtex.importers.tree import said
from cvtex.model.node import Node
from cvtex.online.answer_cache import Answer
from cvtex.online.client import Client, ServiceError, UnwantedError
from cvtex.value import Value

T = TypeVar("T")

MAX_PAGES: Final = 40
"""The most pages of one list."""
# Questions that are refused before a service counts as one that refuses all.
_MOST_REFUSED: Final = 10
_ORCID: Final = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_DOI_SAFE: Final = "/:;()._-"


class Told(Value):
    """An answer as a tree."""

    node: Node
    day: str


class Asking:
    """`base`: the address of the service's API, without a slash at the end. `secret_name`: see `Client.get`.

    `days`: of its answers.
    """

    def __init__(
        self, client: Client, name: str, base: str, pause: float, secret: str = "", secret_name: str = ""
    ) -> None:
        self.client = client
        self.name = name
        self.base = base.rstrip("/")
        self.pause = pause
        self.secret = secret
        self.secret_name = secret_name
        self.days: set[str] = set()

    def json(self, path: str, query: Mapping[str, str] | None = None) -> Told | None:
        """None if there is no such thing."""
        answer = self.answer(path, query, "application/json")
        if answer.data is None:
            return None
        read = read_json(self.name, answer.data)
        if read.value is None:
            raise self.nonsense(answer, "JSON")
        return Told(read.value, answer.day)

    def answer(self, path: str, query: Mapping[str, str] | None = None, accept: str = "application/json") -> Answer:
        url = f"{self.base}/{path}{f'?{urlencode(query)}' if query else ''}"
        answer = self.client.get(url, accept=accept, pause=self.pause, secret=self.secret, secret_name=self.secret_name)
        self.days.add(answer.day)
        return answer

    def nonsense(self, answer: Answer, wanted: str) -> ServiceError:
        """What to raise if an answer is something else, such as the page of a hotel's network. It is not kept."""
        self.client.cache.forget(answer.url)
        return ServiceError(f"its answer is no {wanted}")

    def in_batches(self, texts: Iterable[str], most: int, ask: Callable[[Sequence[str]], T | None]) -> Iterator[T]:
        """Ask for many at once; for fewer, if the service does not want so many, or one of them.

        One that the service does not want even alone is passed over, unless it wants none at all.
        """
        refused, has_answered = 0, False
        for batch in batches(texts, most):
            left = [batch]
            while left:
                some = left.pop(0)
                try:
                    answer = ask(some)
                except UnwantedError:
                    if len(some) > 1:
                        left[:0] = [some[: len(some) // 2], some[len(some) // 2 :]]
                        continue
                    refused += 1
                    if refused == _MOST_REFUSED and not has_answered:
                        raise
                else:
                    has_answered = True
                    if answer is not None:
                        yield answer
        if refused and not has_answered:
            raise ServiceError("it refuses every question")

    def pages(self, path: str, query: Mapping[str, str], size: tuple[str, int], *where: str) -> Iterator[Told]:
        """Pages of a list with a cursor; `where` the next cursor stands in an answer.

        `size`: the parameter and the number of works on a page; of fewer, if the answer is too long.
        """
        name, number = size
        cursor = "*"
        for _ in range(MAX_PAGES):
            try:
                told = self.json(path, {**query, name: str(number), "cursor": cursor})
            except UnwantedError:
                if number == 1:
                    raise
                number = max(1, number // 5)
                continue
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


def batches(texts: Iterable[str], most: int) -> Iterator[list[str]]:
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == most:
            yield batch
            batch = []
    if batch:
        yield batch
