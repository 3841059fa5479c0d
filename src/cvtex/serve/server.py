"""The edge: an HTTP server on this machine's loopback address, and the browsers that wait for the next state.

Everything is bounded: the length of a request, the time it may take, connections and their threads, waiting streams.
"""

from __future__ import annotations

import secrets
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from socketserver import TCPServer
from typing import Any, ClassVar, Final, assert_never

from cvtex.files.system import shares_ports
from cvtex.pdf.values import UnreadablePdfError
from cvtex.serve.answers import ADDRESS, Events, Picture, Reply, answer, plain, security
from cvtex.serve.drawing import Bitmap, draw, png
from cvtex.serve.page import event
from cvtex.serve.state import State

# Bytes of the request line with all headers. A browser's have some hundred.
LONGEST_REQUEST: Final = 16_384
MOST_CONNECTIONS: Final = 64
# Streams stay open: the others are for everything else.
MOST_STREAMS: Final = 32
# Seconds: for a request to arrive, or for a connection to lie idle; for an answer to be taken.
REQUEST_SECONDS: Final = 15.0
ANSWER_SECONDS: Final = 15.0
# Seconds between signs of life on a stream. Without them, a browser that has gone would hold its thread for ever.
SIGN_SECONDS: Final = 10.0
RECONNECT_MILLISECONDS: Final = 500
# Bytes of pictures that are kept, so that several browsers, or a way back, need not draw again.
MOST_PICTURES: Final = 48_000_000
_ASSETS: Final = Path(__file__).with_name("assets")


class Audience:
    """The state that is shown, and the streams that wait for the next one."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._changed = threading.Condition()
        self._streams: list[str] = []
        self._is_closed = False

    @property
    def state(self) -> State:
        with self._changed:
            return self._state

    def show(self, state: State) -> None:
        with self._changed:
            self._state = state
            self._changed.notify_all()

    def close(self) -> None:
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    @property
    def variants(self) -> frozenset[str]:
        """The variants that a browser has in sight."""
        with self._changed:
            return frozenset(self._streams)

    @contextmanager
    def stream(self, variant: str) -> Iterator[bool]:
        """Count a stream in this block; False if there are too many."""
        with self._changed:
            is_welcome = len(self._streams) < MOST_STREAMS
            if is_welcome:
                self._streams.append(variant)
        try:
            yield is_welcome
        finally:
            if is_welcome:
                with self._changed:
                    self._streams.remove(variant)

    def states(self) -> Iterator[State | None]:
        """Yield the state, and each later one until the end; None as a sign of life.

        States that come too quickly are skipped.
        """
        last: State | None = None
        while True:
            with self._changed:
                if self._state is last and not self._is_closed:
                    self._changed.wait(SIGN_SECONDS)
                state = self._state
                if self._is_closed:
                    return
            yield state if state is not last else None
            last = state


class Pictures:
    """Draws pages, and keeps the latest pictures."""

    def __init__(self) -> None:
        # PDFium serves one thread at a time.
        self._drawing = threading.Lock()
        self._kept: dict[tuple[str, int, int], bytes] = {}

    def png(self, wanted: Picture) -> bytes | None:
        key = wanted.file.tag, wanted.page, wanted.width
        kept = self._kept.get(key)
        if kept is not None:
            return kept
        with self._drawing:
            bitmap: Bitmap | None = draw(wanted.file.data, wanted.page, wanted.width)
        if bitmap is None:
            return None
        made = png(bitmap)
        with self._drawing:
            self._kept[key] = made
            while sum(map(len, self._kept.values())) > MOST_PICTURES:
                del self._kept[next(iter(self._kept))]
        return made


class Server:
    """A running server. Raises OSError if the port cannot be had; port 0 is any free one."""

    def __init__(self, state: State, port: int) -> None:
        self.audience = Audience(state)
        assets = {file.name: file.read_bytes() for file in _ASSETS.iterdir() if file.suffix in {".css", ".js"}}
        self._http = _Http(port, self.audience, assets, secrets.token_urlsafe(24))
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), name="cvtex-serve", daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://{ADDRESS}:{self._http.server_port}/{self._http.token}/"

    def close(self) -> None:
        """End all streams, and take no more requests."""
        self.audience.close()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = MOST_CONNECTIONS
    allow_reuse_address = not shares_ports()

    def __init__(self, port: int, audience: Audience, assets: Mapping[str, bytes], token: str) -> None:
        self.audience = audience
        self.assets = assets
        self.token = token
        self.pictures = Pictures()
        self._free = threading.BoundedSemaphore(MOST_CONNECTIONS)
        super().__init__((ADDRESS, port), _Handler)

    def server_bind(self) -> None:
        # Without the name of the machine, for which `HTTPServer` asks the network.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = ADDRESS, self.socket.getsockname()[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._free.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that goes away in the middle of an answer is no error.
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Http
    protocol_version = "HTTP/1.1"
    # Answers are written in two parts, which must not wait for each other.
    disable_nagle_algorithm: ClassVar[bool] = True

    def handle_one_request(self) -> None:
        """Read one request, within its limits, and answer it."""
        self.close_connection = True
        self.requestline, self.command, self.request_version = "", "", self.protocol_version
        head = self._head()
        if head is None:
            return
        line, _, fields = head.partition(b"\n")
        self.raw_requestline, self.rfile = line + b"\n", BytesIO(fields)
        if not self.parse_request():
            return
        if self.request_version == "HTTP/0.9":
            self.send_error(505)
            return
        if self.headers.get("Content-Length", "0") != "0" or self.headers.get("Transfer-Encoding"):
            # Its body would be taken for the next request.
            self.close_connection = True
        self.connection.settimeout(ANSWER_SECONDS)
        hosts = self.headers.get_all("Host") or ("",)
        request = self.command, self.path, hosts[0] if len(hosts) == 1 else ""
        server = self.server
        found = answer(server.audience.state, server.assets, server.token, server.server_port, request)
        match found:
            case Reply():
                self._reply(found)
            case Picture():
                self._draw(found)
            case Events(variant):
                self._stream(variant)
            case _:
                assert_never(found)

    def _head(self) -> bytes | None:
        """The request line and the headers; None if they do not come in time, or are too long."""
        end = time.monotonic() + REQUEST_SECONDS
        head = b""
        while b"\r\n\r\n" not in head and b"\n\n" not in head:
            self.connection.settimeout(max(0.001, end - time.monotonic()))
            try:
                part = self.connection.recv(4096)
            except OSError:
                return None
            if not part:
                return None
            head += part
            if len(head) > LONGEST_REQUEST:
                self._reply(plain(431, "The request is too long.\n"))
                return None
        return head

    def _reply(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.all_headers.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def _draw(self, wanted: Picture) -> None:
        try:
            made = self.server.pictures.png(wanted)
        except UnreadablePdfError as problem:
            self._reply(plain(500, f"{problem}\n"))
            return
        self._reply(plain(404, "No such page.\n") if made is None else Reply(200, "image/png", made))

    def _stream(self, variant: str) -> None:
        with self.server.audience.stream(variant) as is_welcome:
            if not is_welcome:
                self._reply(plain(503, "Too many pages are open.\n"))
                return
            self.close_connection = True
            self.send_response(200)
            for name, value in {"Content-Type": "text/event-stream", **security(), "Connection": "close"}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "HEAD":
                return
            self.wfile.write(f"retry: {RECONNECT_MILLISECONDS}\n\n".encode())
            for state in self.server.audience.states():
                self.wfile.write(f"event: state\ndata: {event(state, variant)}\n\n".encode() if state else b":\n\n")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """What the base class finds wrong with a request, such as a line that is no request."""
        self.close_connection = True
        # Until it has read the line, it answers as in HTTP 0.9, without a status.
        self.request_version = self.protocol_version
        self._reply(plain(code, f"{message or 'Bad request'}\n"))

    def version_string(self) -> str:
        return "cvtex"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the base class
        """Requests are not of interest."""
