"""A server on the loopback address that answers with what a test gives it."""

from __future__ import annotations

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass(frozen=True)
class Reply:
    """`promised`: the length that the header names, if it is another than that of the body."""

    body: bytes = b"{}"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int | None = None
    before: Callable[[], None] = lambda: None


Answering = Callable[[str], Reply]
"""From the path with the query."""


@dataclass
class Server:
    address: str
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)


@contextlib.contextmanager
def serving(answering: Answering, certificate: Path | None = None, key: Path | None = None) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            server.headers.append(dict(self.headers.items()))
            reply = answering(self.path)
            reply.before()
            with contextlib.suppress(OSError):
                self.send_response(reply.status)
                length = len(reply.body) if reply.promised is None else reply.promised
                for name, value in {"Content-Length": str(length), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    if certificate:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)
        listening.socket = tls.wrap_socket(listening.socket, server_side=True)
        # A handshake that is refused is no news.
        listening.handle_error = lambda *_: None  # type: ignore[method-assign]
    server = Server(f"http{'s' if certificate else ''}://127.0.0.1:{listening.server_port}")
    thread = threading.Thread(target=lambda: listening.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


def in_turn(*replies: Reply) -> Answering:
    """The replies one after another; the last one from then on."""
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]
