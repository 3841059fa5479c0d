"""Ask services over HTTPS: politely, within a time for the whole run, with answers of bounded size.

The standard library's client serves: there is little to ask, and redirects, sizes and waits are ours to bound.
"""

from __future__ import annotations

import contextlib
import http.client
import queue
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import SplitResult, unquote, urlencode, urljoin, urlsplit

from cvtex import __version__
from cvtex.online.answer_cache import Answer, AnswerCache
from cvtex.value import Value

MAX_BYTES: Final = 20_000_000
"""The longest answer."""
_ATTEMPTS: Final = 4
# Each of them may take as long as `_SILENCE`.
_SILENT_ATTEMPTS: Final = 2
_FIRST_WAIT: Final = 1.0
# Nobody waits longer for a service that says when to come back.
_LONGEST_WAIT: Final = 30.0
_SILENCE: Final = 20.0
_MOST_REDIRECTS: Final = 3
_FRESH: Final = timedelta(days=1)
_AGAIN: Final = frozenset({429, 500, 502, 503, 504})
_ABSENT: Final = frozenset({404, 410})
_UNWANTED: Final = frozenset({400, 413, 414, 422})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_CHUNK: Final = 65_536


class ServiceError(Exception):
    """A service gave no usable answer. The text continues "Crossref: ..."."""


class UnwantedError(ServiceError):
    """The service refuses this question, or its answer is too long: a smaller question may have an answer."""


class _AgainError(Exception):
    """Worth another attempt. `wait`: what the service asks for, in seconds. `is_silent`: it took its time."""

    def __init__(self, message: str, wait: float = 0.0, *, is_silent: bool = False) -> None:
        super().__init__(message)
        self.wait = wait
        self.is_silent = is_silent


class _Reply(Value):
    status: int
    headers: Mapping[str, str]
    data: bytes


class Clock:
    """Time, so that tests need not wait."""

    def seconds(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def now(self) -> datetime:
        return datetime.now(UTC)


class Client:
    """`mailto`: where the services' people may write. `offline`: answers come from the cache alone, however old.

    `proxy_of`: a host -> the address of the proxy that leads to it; "" if none does.
    """

    def __init__(
        self,
        cache: AnswerCache,
        *,
        mailto: str = "",
        seconds: float = 120.0,
        offline: bool = False,
        silence: float = _SILENCE,
        max_bytes: int = MAX_BYTES,
        clock: Clock | None = None,
        proxy_of: Callable[[str], str] = lambda _: "",
    ) -> None:
        self.cache = cache
        self.offline = offline
        self.silence = silence
        self.max_bytes = max_bytes
        self.clock = clock or Clock()
        self.proxy_of = proxy_of
        self.has_contact = bool(mailto) and mailto.isascii() and mailto.isprintable()
        contact = f"; mailto:{mailto}" if self.has_contact else ""
        self.agent = f"cvtex/{__version__} (academic CV compiler{contact})"
        self.end = self.clock.seconds() + seconds
        self.last: dict[str, float] = {}
        self.tls: ssl.SSLContext | None = None

    @contextlib.contextmanager
    def within(self, share: float) -> Iterator[None]:
        """Take no more than this share of the time that is left, so that others have theirs."""
        end = self.end
        self.end = self.clock.seconds() + self._left() * share
        try:
            yield
        finally:
            self.end = end

    def get(
        self,
        url: str,
        *,
        accept: str = "application/json",
        pause: float = 0.5,
        secret: str = "",
        secret_name: str = "",
    ) -> Answer:
        """Ask once, or take an answer of the last day. Raises ServiceError.

        `pause`: between two questions to the same host. `secret`: sent along as a token, or as the parameter
        `secret_name`; never kept or shown.
        """
        kept = self.cache.find(url)
        if kept and (self.offline or self.clock.now() - kept.when < _FRESH):
            return kept
        if self.offline:
            raise ServiceError("nothing is in the cache (--offline)")
        headers = {"User-Agent": self.agent, "Accept": accept, "Accept-Encoding": "identity"}
        if not (secret.isascii() and secret.isprintable()):
            raise ServiceError("its token has signs that no token has")
        asked = url
        if secret and secret_name:
            asked += f"{'&' if urlsplit(url).query else '?'}{urlencode({secret_name: secret})}"
        elif secret:
            headers["Authorization"] = f"Bearer {secret}"
        answer = Answer(url, self._persist(asked, headers, pause), self.clock.now())
        self.cache.keep(answer)
        return answer

    def _persist(self, url: str, headers: Mapping[str, str], pause: float) -> bytes | None:
        """Try again with growing waits."""
        wait = _FIRST_WAIT
        for attempt in range(_ATTEMPTS):
            try:
                return self._follow(url, headers, pause)
            except _AgainError as problem:
                attempts = _SILENT_ATTEMPTS if problem.is_silent else _ATTEMPTS
                if attempt + 1 >= attempts:
                    raise ServiceError(f"{problem}, {attempt + 1} times") from None
                if problem.wait > _LONGEST_WAIT:
                    raise ServiceError(f"{problem}, and asks to come back in {problem.wait:.0f} seconds") from None
                asked = max(wait, problem.wait)
                if asked >= self._left():
                    raise ServiceError(f"{problem}, and the time is over") from None
                self.clock.sleep(asked)
                wait *= 2
        raise AssertionError

    def _follow(self, url: str, headers: Mapping[str, str], pause: float) -> bytes | None:
        """An answer, also behind redirects to the same host."""
        first = _sound(url)
        for _ in range(_MOST_REDIRECTS + 1):
            where = _sound(url)
            self._pace(where.netloc, pause)
            reply = self._within(lambda where=where: self._ask(where, headers))  # type: ignore[misc]
            if reply.status in _REDIRECTS:
                url = _target(first, url, reply.headers.get("location", ""))
                continue
            if reply.status in _ABSENT:
                return None
            if reply.status in _AGAIN:
                raise _AgainError(f"it answers {reply.status}", self._wait_asked(reply.headers.get("retry-after", "")))
            if reply.status in _UNWANTED:
                raise UnwantedError(f"it answers {reply.status}")
            if reply.status != 200:
                raise ServiceError(f"it answers {reply.status}")
            return reply.data
        raise ServiceError(f"it redirects more than {_MOST_REDIRECTS} times")

    def _ask(self, where: SplitResult, headers: Mapping[str, str]) -> _Reply:
        silence = max(0.1, min(self.silence, self._left()))
        host, port = where.hostname or "", where.port
        if where.scheme == "https":
            self.tls = self.tls or ssl.create_default_context()
            proxy = _proxy(self.proxy_of(host))
            near, near_port = (proxy.hostname, proxy.port or 80) if proxy else (host, port)
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                near or "", near_port, timeout=silence, context=self.tls
            )
            if proxy:
                # TLS goes through it to the service, whose certificate is checked.
                connection.set_tunnel(host, port or 443, _authorization(proxy))
        else:
            connection = http.client.HTTPConnection(host, port, timeout=silence)
        try:
            connection.request("GET", f"{where.path or '/'}{f'?{where.query}' if where.query else ''}", headers=headers)
            with connection.getresponse() as response:
                said = {name.lower(): value for name, value in response.getheaders()}
                if response.status == 200 and said.get("content-encoding", "identity") != "identity":
                    raise ServiceError("it answers in an encoding that was not asked for")
                data = self._read(response) if response.status == 200 else b""
                return _Reply(response.status, said, data)
        except ssl.SSLCertVerificationError as problem:
            raise ServiceError(f"its certificate is not valid ({problem.verify_message})") from problem
        except TimeoutError as problem:
            raise _AgainError("it does not answer", is_silent=True) from problem
        except http.client.HTTPException as problem:
            raise _AgainError("its answer is cut off or no HTTP") from problem
        except OSError as problem:
            raise _AgainError(f"it cannot be reached ({problem.strerror or problem})") from problem
        finally:
            connection.close()

    def _read(self, response: http.client.HTTPResponse) -> bytes:
        announced = response.length
        if announced is not None and announced > self.max_bytes:
            raise UnwantedError(f"its answer is longer than {self.max_bytes // 1_000_000} MB")
        chunks: list[bytes] = []
        length = 0
        while chunk := response.read1(_CHUNK):
            length += len(chunk)
            if length > self.max_bytes:
                raise UnwantedError(f"its answer is longer than {self.max_bytes // 1_000_000} MB")
            chunks.append(chunk)
        if announced is not None and length < announced:
            raise _AgainError("its answer is cut off or no HTTP")
        return b"".join(chunks)

    def _within(self, ask: Callable[[], _Reply]) -> _Reply:
        """Ask in a thread, which is left alone when the time is over: names are looked up without a time limit."""
        answers: queue.Queue[_Reply | Exception] = queue.Queue()

        def run() -> None:
            try:
                answers.put(ask())
            except Exception as problem:  # noqa: BLE001 - raised again by the thread that waits
                answers.put(problem)

        threading.Thread(target=run, daemon=True).start()
        try:
            answer = answers.get(timeout=max(0.0, self._left()))
        except queue.Empty:
            raise ServiceError("the time is over") from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _pace(self, host: str, pause: float) -> None:
        if self._left() <= 0:
            raise ServiceError("the time is over")
        if host in self.last and (wait := self.last[host] + pause - self.clock.seconds()) > 0:
            if wait >= self._left():
                raise ServiceError("the time is over")
            self.clock.sleep(wait)
        self.last[host] = self.clock.seconds()

    def _left(self) -> float:
        return self.end - self.clock.seconds()

    def _wait_asked(self, text: str) -> float:
        """`Retry-After`: seconds, or a date."""
        if text.strip().isdecimal() and len(text.strip()) < 10:
            return float(text)
        try:
            return max(0.0, (parsedate_to_datetime(text) - self.clock.now()).total_seconds())
        except (ValueError, TypeError, OverflowError):
            return 0.0


def _sound(url: str) -> SplitResult:
    """HTTPS; plain HTTP only to this machine."""
    try:
        where = urlsplit(url)
        is_sound = where.port != 0 and url.isascii() and url.isprintable() and " " not in url
    except ValueError:
        is_sound = False
    if not is_sound:
        raise ServiceError("its address is none")
    if where.scheme == "https" or (where.scheme == "http" and where.hostname in _LOOPBACK):
        return where
    raise ServiceError(f"{where.scheme}://{where.hostname} is no HTTPS address")


def _target(first: SplitResult, url: str, location: str) -> str:
    """Where a redirect leads, if that is the same host."""
    try:
        target = urljoin(url, location)
        where = urlsplit(target)
    except ValueError:
        where = None
    if where is None or (where.scheme, where.netloc) != (first.scheme, first.netloc):
        raise ServiceError("it sends elsewhere, which is not followed")
    return target


def _proxy(address: str) -> SplitResult | None:
    """A proxy's address in parts; None if there is none, or it is of another kind than HTTP."""
    try:
        where = urlsplit(address if "://" in address else f"http://{address}")
        is_sound = where.scheme == "http" and where.hostname and where.port != 0
    except ValueError:
        return None
    return where if is_sound else None


def _authorization(proxy: SplitResult) -> dict[str, str]:
    if proxy.username is None:
        return {}
    both = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {b64encode(both.encode()).decode()}"}
