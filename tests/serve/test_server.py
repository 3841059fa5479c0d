"""The server over real sockets: requests that are wrong, too long, too slow or too many; streams; and its end."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest
from served_states import ERROR, WARNING, built, pdf_of

from cvtex.serve import drawing
from cvtex.serve import server as served
from cvtex.serve import state as states
from cvtex.serve.answers import Picture
from cvtex.serve.drawing import Bitmap
from cvtex.serve.server import LONGEST_REQUEST, MOST_CONNECTIONS, MOST_STREAMS, Pictures, Server
from cvtex.serve.state import Figures, ShownFile

SECONDS = 30


@pytest.fixture
def server() -> Iterator[Server]:
    started = Server(built(), 0)
    try:
        yield started
    finally:
        started.close()


def connection(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", urlsplit(server.address).port or 0), SECONDS)


def path_of(server: Server, name: str = "") -> str:
    return urlsplit(server.address).path + name


def get(server: Server, name: str = "", *, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    with closing(HTTPConnection(urlsplit(server.address).netloc, timeout=SECONDS)) as client:
        client.request(method, path_of(server, name), headers=headers)
        response = client.getresponse()
        return response, response.read()


def said(server: Server, request: bytes) -> bytes:
    """Send bytes -> all that comes back until the connection is closed."""
    with connection(server) as client:
        client.sendall(request)
        client.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: client.recv(65536), b""))


class Stream:
    """A browser that waits for states."""

    def __init__(self, server: Server, variant: str = "full") -> None:
        self._client = HTTPConnection(urlsplit(server.address).netloc, timeout=SECONDS)
        self._client.request("GET", path_of(server, f"events?variant={variant}"))
        self.response = self._client.getresponse()

    def close(self) -> None:
        self.response.close()
        self._client.close()

    def line(self) -> str:
        """The next line with content; "" at the end."""
        while (line := self.response.readline()) == b"\n":
            pass
        return line.decode().strip()


def test_a_page_and_its_headers(server: Server) -> None:
    response, body = get(server)
    assert (response.status, body[:15]) == (200, b"<!DOCTYPE html>")
    assert response.headers["Server"] == "cvtex"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    head, nothing = get(server, method="HEAD")
    assert (head.headers["Content-Length"], nothing) == (str(len(body)), b"")


def test_one_connection_takes_several_requests(server: Server) -> None:
    with closing(HTTPConnection(urlsplit(server.address).netloc, timeout=SECONDS)) as client:
        for name, length in (("page.css", 1000), ("page.js", 1000), ("files/tagofpdf/cv-full.pdf", 13)):
            client.request("GET", path_of(server, name))
            response = client.getresponse()
            assert (response.status, len(response.read()) >= length, response.will_close) == (200, True, False)


def test_a_page_is_drawn_once_for_each_width(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    widths: list[int] = []

    def draw(pdf: bytes, page: int, width: int) -> Bitmap | None:
        widths.append(width)
        return drawing.draw(pdf, page, width)

    monkeypatch.setattr(served, "draw", draw)
    file = ShownFile("cv-full.pdf", "pdf", pdf_of((100, 200)), "drawn")
    server.audience.show(states.built(server.audience.state, "full", (), Figures("", files=(file,))))
    for width in (300, 400, 300):
        response, picture = get(server, f"pages/drawn/1.png?width={width}")
        assert (response.status, response.headers["Content-Type"], picture[:4]) == (200, "image/png", b"\x89PNG")
    assert widths == [300, 400]
    assert get(server, "pages/drawn/2.png?width=300")[0].status == 404
    broken = ShownFile("cv-full.pdf", "pdf", b"%PDF-1.7", "broken")
    server.audience.show(states.built(server.audience.state, "full", (), Figures("", files=(broken,))))
    assert get(server, "pages/broken/1.png?width=300")[0].status == 500


def test_old_pictures_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "MOST_PICTURES", 1500)
    pictures, file = Pictures(), ShownFile("", "pdf", pdf_of((100, 100)), "drawn")
    sizes = [len(pictures.png(Picture(file, 1, width)) or b"") for width in (200, 210, 220)]
    assert sum(sizes) > 1500 > sum(map(len, pictures._kept.values()))
    assert list(pictures._kept)[-1] == ("drawn", 1, 220)


def test_wrong_requests(server: Server) -> None:
    assert get(server, "x")[0].status == 404
    assert get(server, "..%2f..%2fcv.yaml")[0].status == 404
    assert get(server, Host="evil.example")[0].status == 403
    response, _ = get(server, method="POST")
    assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD")
    good = f"GET {path_of(server)} HTTP/1.1\r\n".encode()
    host = f"Host: {urlsplit(server.address).netloc}\r\n".encode()
    for request, status in (
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET /\r\n\r\n", b"505"),
        (b"GET / HTTP/9.9\r\n\r\n", b"505"),
        (b"\x16\x03\x01\x00\xa5\r\n\r\n", b"400"),
        (good + b"\r\n", b"403"),
        (good + host + b"Host: evil.example\r\n\r\n", b"403"),
        (good + b"X: y\r\n" * 200 + b"\r\n", b"431"),
        (good + b"X: " + b"y" * LONGEST_REQUEST + b"\r\n\r\n", b"431"),
        (b"GET /" + b"y" * LONGEST_REQUEST + b" HTTP/1.1\r\n\r\n", b"431"),
    ):
        answered = said(server, request)
        assert answered.split()[1] == status, request[:60]
        assert b"Traceback" not in answered
    # The body of a request is not taken for a second one.
    hidden = b"GET / HTTP/1.1\r\n\r\n"
    smuggled = good + host + f"Content-Length: {len(hidden)}\r\n\r\n".encode() + hidden
    answered = said(server, smuggled)
    assert (answered.count(b"HTTP/1.1 "), b"Connection: close" in answered) == (1, True)
    assert get(server)[0].status == 200


def test_half_a_request_is_given_up(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    monkeypatch.setattr(served, "REQUEST_SECONDS", 0.05)
    with connection(server) as client:
        client.sendall(b"GET / HT")
        assert client.recv(100) == b""
    with connection(server) as client:
        assert client.recv(100) == b""


def test_more_connections_than_there_may_be(server: Server) -> None:
    with ExitStack() as stack:
        for _ in range(MOST_CONNECTIONS):
            stack.enter_context(connection(server))
        with connection(server) as late:
            # Closed at once, and not after the time for a request: no thread is left for it.
            late.settimeout(served.REQUEST_SECONDS / 2)
            assert late.recv(100) == b""
        names = [thread.name for thread in threading.enumerate()]
        assert len([name for name in names if "process_request_thread" in name]) <= MOST_CONNECTIONS
    # As soon as the others are gone, there is room again.
    for _ in range(1000):
        try:
            assert get(server)[0].status == 200
            break
        except OSError:
            continue
    else:
        pytest.fail("no connection is free")


def test_only_this_machine_is_listened_to(server: Server) -> None:
    port = urlsplit(server.address).port or 0
    assert server.address.startswith("http://127.0.0.1:")
    # Another address of the loopback network stands for all others, which tests cannot know.
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", port), timeout=1)


def test_a_token_is_long_and_new_each_time(server: Server) -> None:
    second = Server(built(), 0)
    second.close()
    tokens = {urlsplit(one.address).path.strip("/") for one in (server, second)}
    assert len(tokens) == 2
    assert all(len(token) >= 32 for token in tokens)


def test_a_port_in_use(server: Server) -> None:
    with pytest.raises(OSError):
        Server(built(), urlsplit(server.address).port or 0)


def test_every_stream_is_told_of_each_state(server: Server) -> None:
    with closing(Stream(server)) as one, closing(Stream(server, "brief")) as other:
        for stream in (one, other):
            assert stream.response.headers["Content-Type"] == "text/event-stream"
            assert [stream.line(), stream.line()] == ["retry: 500", "event: state"]
        assert '"mood":"built"' in one.line()
        assert '"title":"brief' in other.line()
        assert server.audience.variants == {"full", "brief"}
        server.audience.show(states.built(server.audience.state, "full", (ERROR,), None))
        for stream in (one, other):
            assert stream.line() == "event: state"
        assert '"mood":"failed"' in one.line()
        assert "unknown field" not in other.line()


def test_a_stream_that_is_left_is_forgotten(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    monkeypatch.setattr(served, "SIGN_SECONDS", 0.01)
    stream = Stream(server)
    assert [stream.line() for _ in range(2)] == ["retry: 500", "event: state"]
    assert (stream.line()[:5], stream.line()) == ("data:", ":")
    stream.close()
    end = time.monotonic() + SECONDS
    while server.audience.variants:
        assert time.monotonic() < end


def test_more_streams_than_there_may_be(server: Server) -> None:
    with ExitStack() as stack:
        for _ in range(MOST_STREAMS):
            assert stack.enter_context(closing(Stream(server))).response.status == 200
        assert stack.enter_context(closing(Stream(server))).response.status == 503
        # Other requests still have room.
        assert get(server)[0].status == 200


def test_states_that_come_quickly(server: Server) -> None:
    """Whatever a stream misses, it gets the last one."""
    with closing(Stream(server)) as stream:
        for _ in range(200):
            server.audience.show(states.built(server.audience.state, "full", (WARNING,), None))
        last = f'"number":{server.audience.state.number},'
        while last not in stream.line():
            pass


def test_the_end_closes_streams_and_the_port() -> None:
    server = Server(built(), 0)
    with closing(Stream(server)) as stream:
        assert stream.line() == "retry: 500"
        server.close()
        while stream.line():
            pass
    with pytest.raises(OSError):
        get(server)
    assert not any(thread.name == "cvtex-serve" for thread in threading.enumerate())
