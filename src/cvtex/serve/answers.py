"""A request -> what to answer. Pure: an address is compared with what the state holds, and never becomes a path.

All addresses begin with a token that only the page's reader knows. The Host header must name this machine: otherwise
any web page could have its own name lead here (DNS rebinding).
"""

from __future__ import annotations

from collections.abc import Mapping
from hmac import compare_digest
from typing import Final, TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

from cvtex.serve.drawing import NARROWEST, WIDEST
from cvtex.serve.page import FRAMED, HTML, icons, page
from cvtex.serve.state import PDF, ShownFile, State
from cvtex.value import Value

ADDRESS: Final = "127.0.0.1"
_METHODS: Final = frozenset({"GET", "HEAD"})
_NOT_FOUND: Final = "Not found. The address is the one that cvtex printed last.\n"

# The page itself: its own files only, no script inside it.
_PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_NOTHING_POLICY: Final = "default-src 'none'; frame-ancestors 'none'"
# A web page of the author's, which may come from a template: it runs no script beside the page, and has no access to
# the server in a tab of its own. It loads nothing from elsewhere.
_ALONE: Final = (
    "default-src 'none'; style-src 'unsafe-inline' 'self'; img-src data: 'self'; font-src data: 'self';"
    " base-uri 'none'; form-action 'none'"
)
_FRAME_POLICY: Final = (
    f"{_ALONE}; frame-ancestors 'self'; sandbox allow-same-origin allow-popups"
    " allow-popups-to-escape-sandbox allow-downloads"
)
_TAB_POLICY: Final = (
    f"{_ALONE}; script-src 'unsafe-inline' 'self'; frame-ancestors 'none';"
    " sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
)
_TYPES: Final[Mapping[str, str]] = {
    PDF: "application/pdf",
    HTML: "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_TEXT: Final = "text/plain; charset=utf-8"
_ENDINGS: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}


class Reply(Value):
    """A complete answer. `policy`: what the browser may load for it."""

    status: int
    type: str
    body: bytes
    policy: str = _NOTHING_POLICY
    headers: Mapping[str, str] = {}

    @property
    def all_headers(self) -> dict[str, str]:
        return {
            "Content-Type": self.type,
            "Content-Length": str(len(self.body)),
            **security(self.policy),
            **self.headers,
        }


class Picture(Value):
    """A page of a PDF, to be drawn."""

    file: ShownFile
    page: int
    width: int


class Events(Value):
    """The stream of states of a variant."""

    variant: str


Answer: TypeAlias = Reply | Picture | Events


def security(policy: str = _NOTHING_POLICY) -> dict[str, str]:
    """The headers of every answer. Nothing is kept: a CV holds private data, and a redrawn page is quick."""
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def plain(status: int, line: str, **headers: str) -> Reply:
    return Reply(status, _TEXT, line.encode(), headers=headers)


def answer(state: State, assets: Mapping[str, bytes], token: str, port: int, request: tuple[str, str, str]) -> Answer:
    """`request`: its method, target and Host. `assets`: the styles and the script of the page, by name."""
    method, target, host = request
    if host.lower() not in {f"{name}:{port}" for name in (ADDRESS, "localhost")}:
        return plain(403, "This server answers on this machine only.\n")
    if method not in _METHODS:
        return plain(405, "Only GET and HEAD.\n", Allow="GET, HEAD")
    try:
        address = urlsplit(target)
        query = parse_qs(address.query, max_num_fields=8)
    except ValueError:
        return plain(400, "Malformed address.\n")
    given, slash, path = address.path.removeprefix("/").partition("/")
    if not compare_digest(given.encode("utf-8", "surrogateescape"), token.encode()) or not slash:
        return plain(404, _NOT_FOUND)
    return _found(state, assets, path, query) or plain(404, _NOT_FOUND)


def _found(state: State, assets: Mapping[str, bytes], path: str, query: Mapping[str, list[str]]) -> Answer | None:
    variant = query.get("variant", [""])[0]
    match path.split("/"):
        case [""]:
            return Reply(200, "text/html; charset=utf-8", page(state, variant).encode("utf-8", "replace"), _PAGE_POLICY)
        case ["events"]:
            return Events(variant)
        case [name] if name in assets:
            return Reply(200, _type(name), assets[name])
        case [name] if name in (drawn := icons()):
            return Reply(200, _type(name), drawn[name].encode())
        case ["pages", tag, number]:
            return _picture(state, tag, number.removesuffix(".png"), query.get("width", [""])[0])
        case [("files" | "frame") as folder, tag, name]:
            file = state.file(tag)
            if file is None or unquote(name) != file.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"):
                return None
            return _file(file, is_framed=folder == "frame")
        case ["files" | "frame", tag, _, name] if (file := state.file(tag)) and name in file.assets:
            # A page in a tab of its own has no origin, so that its own files come from another one.
            headers = {"Cross-Origin-Resource-Policy": "cross-origin"}
            return Reply(200, _type(name), file.assets[name], headers=headers)
    return None


def _type(name: str) -> str:
    return _ENDINGS.get(name[name.rfind(".") :], _TEXT)


def _picture(state: State, tag: str, number: str, width: str) -> Picture | None:
    file = state.file(tag)
    if file is None or file.format != PDF or not (_is_small(number) and _is_small(width)):
        return None
    return Picture(file, int(number), min(max(int(width), NARROWEST), WIDEST))


def _is_small(digits: str) -> bool:
    return digits.isascii() and digits.isdigit() and len(digits) < 6


def _file(file: ShownFile, *, is_framed: bool) -> Reply | None:
    if is_framed and file.format not in FRAMED:
        return None
    policy = _FRAME_POLICY if is_framed else _TAB_POLICY if file.format == HTML else _NOTHING_POLICY
    if file.format == PDF:
        # The browser's own viewer is a page with scripts, which a policy would stop.
        policy = "frame-ancestors 'none'"
    return Reply(200, _TYPES.get(file.format, _TEXT), file.data, policy)
