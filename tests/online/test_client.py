"""The client is polite, and bounded in time and size, whatever a service answers."""

from __future__ import annotations

import contextlib
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from loopback import Reply, in_turn, serving

from cvtex.online.answer_cache import AnswerCache
from cvtex.online.client import Client, Clock, ServiceError


class Told(Clock):
    """A clock that sleeps in no time."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def seconds(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def now(self) -> datetime:
        return datetime(2030, 1, 1, tzinfo=UTC) + timedelta(seconds=self.time)


def client(folder: Path | None = None, seconds: float = 100, **options: object) -> tuple[Client, Told]:
    clock = Told()
    return Client(AnswerCache(folder), seconds=seconds, clock=clock, **options), clock  # type: ignore[arg-type]


def test_it_says_who_asks_and_where_to_write() -> None:
    asking, _ = client(mailto="ada@example.org")
    with serving(in_turn(Reply(b'{"ok": 1}'))) as server:
        answer = asking.get(f"{server.address}/works")
    assert answer.data == b'{"ok": 1}'
    assert server.headers[0]["User-Agent"].startswith("cvtex/")
    assert "mailto:ada@example.org" in server.headers[0]["User-Agent"]


def test_an_address_with_line_breaks_adds_no_header() -> None:
    asking, _ = client(mailto="ada@example.org\r\nX-Other: 1")
    assert "\n" not in asking.agent


@pytest.mark.parametrize(
    ("first", "waits"),
    [
        (Reply(status=500), [1.0]),
        (Reply(status=429, headers={"Retry-After": "7"}), [7.0]),
        (Reply(status=429, headers={"Retry-After": "Tue, 01 Jan 2030 00:00:09 GMT"}), [9.0]),
        (Reply(status=503, headers={"Retry-After": "soon"}), [1.0]),
        (Reply(status=503, headers={"Retry-After": "0"}), [1.0]),
        (Reply(status=503, headers={"Retry-After": "Fri, 01 Jan 99999 00:00:00 GMT"}), [1.0]),
        (Reply(b"{", promised=100), [1.0]),
    ],
    ids=["500", "429", "429 with a date", "503 with nonsense", "503 with 0", "503 with a far date", "cut off"],
)
def test_it_waits_and_asks_again(first: Reply, waits: list[float]) -> None:
    asking, clock = client()
    with serving(in_turn(first, Reply(b"[]"))) as server:
        assert asking.get(f"{server.address}/", pause=0).data == b"[]"
    assert clock.slept == waits


def test_waits_grow_and_end() -> None:
    asking, clock = client()
    with serving(in_turn(Reply(status=502))) as server, pytest.raises(ServiceError, match="it answers 502, 4 times"):
        asking.get(f"{server.address}/", pause=0)
    assert clock.slept == [1, 2, 4]


def test_nobody_waits_an_hour() -> None:
    asking, clock = client()
    with (
        serving(in_turn(Reply(status=429, headers={"Retry-After": "3600"}))) as server,
        pytest.raises(ServiceError, match="asks to come back in 3600 seconds"),
    ):
        asking.get(f"{server.address}/")
    assert clock.slept == []


def test_what_is_not_there_is_no_problem() -> None:
    asking, _ = client()
    with serving(in_turn(Reply(status=404))) as server:
        assert asking.get(f"{server.address}/works/10.1/x").data is None


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(status=301, headers={"Location": "https://example.org/"}), "elsewhere"),
        (Reply(status=302, headers={"Location": "file:///etc/passwd"}), "elsewhere"),
        (Reply(status=302, headers={"Location": "http://[::1"}), "elsewhere"),
        (Reply(status=302, headers={"Location": "//evil.example/x"}), "elsewhere"),
        (Reply(status=302, headers={"Location": "/caf\u00e9"}), "its address is none"),
        (Reply(status=302, headers={"Location": "/a\tb c"}), "its address is none"),
        (Reply(status=302, headers={"Location": "/again"}), "redirects more than 3 times"),
        (Reply(status=302), "redirects more than 3 times"),
        (Reply(status=403), "it answers 403"),
        (Reply(status=400), "it answers 400"),
        (Reply(status=999), "it answers 999"),
        (Reply(b"x" * 2000), "longer than"),
        (Reply(b"", promised=10**12), "longer than"),
        (Reply(b"x", headers={"Content-Encoding": "gzip"}), "an encoding"),
    ],
)
def test_what_is_refused(reply: Reply, says: str) -> None:
    asking, _ = client(max_bytes=1000)
    with serving(in_turn(reply)) as server, pytest.raises(ServiceError, match=says):
        asking.get(f"{server.address}/", pause=0)


def test_a_redirect_on_the_same_host_is_followed() -> None:
    asking, _ = client()
    with serving(in_turn(Reply(status=301, headers={"Location": "/new?a=1"}), Reply(b"1"))) as server:
        assert asking.get(f"{server.address}/old", pause=0).data == b"1"
    assert server.asked == ["/old", "/new?a=1"]


def test_plain_http_only_to_this_machine() -> None:
    asking, _ = client()
    with pytest.raises(ServiceError, match="no HTTPS address"):
        asking.get("http://example.org/")


def test_a_silent_service_ends_with_the_time() -> None:
    gone = threading.Event()
    asking = Client(AnswerCache(None), seconds=0.3)
    with serving(in_turn(Reply(before=lambda: gone.wait(20) and None))) as server:  # type: ignore[arg-type]
        with pytest.raises(ServiceError):
            asking.get(f"{server.address}/")
        gone.set()


@pytest.mark.parametrize(
    ("begins", "goes_on"),
    [
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X: trailer\r\n" * 99),
        (b"HTTP/1.1 200 OK\r\n", b"X: header\r\n" * 99),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 99),
        (b"", b"H" * 9999),
        (b"\x00\xff\r\n\r\n", b"noise"),
    ],
    ids=["chunks", "trailers", "headers", "continue", "status", "noise"],
)
def test_an_answer_without_end_ends(begins: bytes, goes_on: bytes) -> None:
    with pouring(begins, goes_on) as address:
        asking = Client(AnswerCache(None), seconds=0.3, max_bytes=10**6)
        with pytest.raises(ServiceError):
            asking.get(address, pause=0)


@contextlib.contextmanager
def pouring(begins: bytes, goes_on: bytes) -> Iterator[str]:
    """The address of a server that does not stop."""
    listening = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        with contextlib.suppress(OSError), listening.accept()[0] as line:
            line.recv(4096)
            line.sendall(begins)
            while not is_over.is_set():
                line.sendall(goes_on)

    is_over, pouring = threading.Event(), threading.Thread(target=run, daemon=True)
    pouring.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        is_over.set()
        listening.close()
        pouring.join(10)


def test_a_silent_service_is_asked_twice_only() -> None:
    gone = threading.Event()
    asking, clock = client(silence=0.2)
    with serving(in_turn(Reply(before=lambda: gone.wait(20) and None))) as server:  # type: ignore[arg-type]
        with pytest.raises(ServiceError, match="it does not answer, 2 times"):
            asking.get(f"{server.address}/")
        gone.set()
    assert clock.slept == [1]


def test_a_share_of_the_time() -> None:
    asking, clock = client(seconds=100)
    with serving(in_turn(Reply(status=503))) as server:
        with asking.within(0.02), pytest.raises(ServiceError, match="it answers 503, and the time is over"):
            asking.get(f"{server.address}/", pause=0)
        assert clock.slept == [1]
        with pytest.raises(ServiceError, match="4 times"):
            asking.get(f"{server.address}/", pause=0)


def test_nobody_is_there() -> None:
    with serving(in_turn(Reply())) as server:
        address = server.address
    asking, _ = client()
    with pytest.raises(ServiceError, match="cannot be reached"):
        asking.get(address)


def test_questions_to_one_host_keep_their_distance() -> None:
    asking, clock = client()
    with serving(in_turn(Reply())) as server:
        for number in range(3):
            asking.get(f"{server.address}/{number}", pause=0.5)
    assert clock.slept == [0.5, 0.5]


def test_answers_of_the_last_day_are_not_asked_again(tmp_path: Path) -> None:
    with serving(in_turn(Reply(b"1"), Reply(b"2"))) as server:
        asking, clock = client(tmp_path, seconds=10**6)
        first, second = (asking.get(f"{server.address}/") for _ in range(2))
        clock.time += 90_000
        third = asking.get(f"{server.address}/")
    assert [one.data for one in (first, second, third)] == [b"1", b"1", b"2"]
    assert (second.is_cached, third.is_cached) == (True, False)


def test_offline_takes_old_answers_and_asks_nobody(tmp_path: Path) -> None:
    with serving(in_turn(Reply(b"1"))) as server:
        client(tmp_path)[0].get(f"{server.address}/")
        asking, clock = client(tmp_path, offline=True)
        clock.time += 10**7
        old = asking.get(f"{server.address}/")
        with pytest.raises(ServiceError, match="cache"):
            asking.get(f"{server.address}/other")
    assert (old.data, old.day) == (b"1", "2030-01-01")
    assert len(server.asked) == 1


def test_a_damaged_cache_is_no_answer(tmp_path: Path) -> None:
    with serving(in_turn(Reply(b"12345"))) as server:
        asking, _ = client(tmp_path)
        asking.get(f"{server.address}/")
        for file in tmp_path.iterdir():
            file.write_bytes(file.read_bytes()[:-2])
        assert asking.get(f"{server.address}/").data == b"12345"
    assert len(server.asked) == 2


def test_a_secret_is_sent_but_not_kept(tmp_path: Path) -> None:
    asking, _ = client(tmp_path)
    with serving(in_turn(Reply(b"1"))) as server:
        asking.get(f"{server.address}/", secret="s3cret")
    assert server.headers[0]["Authorization"] == "Bearer s3cret"
    assert all(b"s3cret" not in file.read_bytes() for file in tmp_path.iterdir())


def test_a_key_in_the_question_is_not_kept(tmp_path: Path) -> None:
    asking, _ = client(tmp_path)
    with serving(in_turn(Reply(b"1"))) as server:
        answer = asking.get(f"{server.address}/?a=1", secret="s3&cret", secret_name="key")
    assert server.asked == ["/?a=1&key=s3%26cret"]
    assert "s3" not in answer.url
    assert all(b"s3" not in file.read_bytes() for file in tmp_path.iterdir())


def test_a_token_with_a_line_break_is_refused() -> None:
    asking, _ = client()
    with pytest.raises(ServiceError, match="its token has signs"):
        asking.get("https://example.org/", secret="a\r\nX-Other: 1")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("makes a certificate with openssl")
    folder = tmp_path_factory.mktemp("certificate")
    key, certificate = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return certificate, key


def test_a_certificate_that_nobody_knows_is_refused(certificate: tuple[Path, Path]) -> None:
    asking, _ = client()
    with serving(in_turn(Reply(b"1")), *certificate) as server:
        with pytest.raises(ServiceError, match="its certificate is not valid"):
            asking.get(f"{server.address}/", pause=0)
        assert server.asked == []
        asking.tls = ssl.create_default_context(cafile=str(certificate[0]))
        assert asking.get(f"{server.address}/", pause=0).data == b"1"


def test_a_proxy_is_asked_for_the_way(certificate: tuple[Path, Path]) -> None:
    with serving(in_turn(Reply(b"1")), *certificate) as server, tunnelling() as proxy:
        asking, _ = client(proxy_of=lambda host: f"http://ada:pass%20word@127.0.0.1:{proxy.port}" if host else "")
        asking.tls = ssl.create_default_context(cafile=str(certificate[0]))
        assert asking.get(f"{server.address}/works", pause=0).data == b"1"
    head, *lines = proxy.asked.decode().split("\r\n")
    assert head.startswith(f"CONNECT {server.address.removeprefix('https://')} HTTP/1.")
    assert "Proxy-Authorization: Basic YWRhOnBhc3Mgd29yZA==" in lines
    assert server.asked == ["/works"]
    assert "Proxy-Authorization" not in server.headers[0]


class Proxy:
    """Answers one CONNECT, and passes on what comes then."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.asked = b""
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self) -> None:
        near, _ = self.listening.accept()
        while b"\r\n\r\n" not in self.asked:
            self.asked += near.recv(4096)
        host, _, port = self.asked.split()[1].decode().partition(":")
        with near, socket.create_connection((host, int(port))) as far:
            near.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            back = threading.Thread(target=pass_on, args=(far, near), daemon=True)
            back.start()
            pass_on(near, far)
            back.join(10)


def pass_on(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := one.recv(4096):
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def tunnelling() -> Iterator[Proxy]:
    proxy = Proxy()
    with proxy.listening:
        proxy.thread.start()
        yield proxy
        proxy.thread.join(10)


def test_a_proxy_of_another_kind_is_none() -> None:
    asking, _ = client(proxy_of=lambda _: "socks5://127.0.0.1:1")
    with serving(in_turn(Reply())) as server:
        address = server.address.replace("http:", "https:")
    with pytest.raises(ServiceError, match="cannot be reached"):
        asking.get(f"{address}/", pause=0)
