"""A request -> its answer: only what the state holds, only with the token, only for a name of this machine."""

from __future__ import annotations

import pytest
from served_states import HTML, PDF, built

from cvtex.serve.answers import Answer, Events, Picture, Reply, answer
from cvtex.serve.drawing import NARROWEST, WIDEST

TOKEN, PORT = "t0ken", 8017
HOST = f"127.0.0.1:{PORT}"
ASSETS = {"page.css": b"a {}", "page.js": b"1"}


def ask(path: str, *, method: str = "GET", host: str = HOST, target: str = "") -> Answer:
    return answer(built(), ASSETS, TOKEN, PORT, (method, target or f"/{TOKEN}/{path}", host))


def status(found: Answer) -> int:
    assert isinstance(found, Reply)
    return found.status


@pytest.mark.parametrize(
    ("path", "type_", "body"),
    [
        ("", "text/html; charset=utf-8", b"<!DOCTYPE html>"),
        ("?variant=brief", "text/html; charset=utf-8", b"<!DOCTYPE html>"),
        ("page.css", "text/css; charset=utf-8", b"a {}"),
        ("page.js", "text/javascript; charset=utf-8", b"1"),
        ("icon-failed.svg", "image/svg+xml", b"<svg"),
        ("files/tagofpdf/cv-full.pdf", "application/pdf", b"%PDF-1.7 good"),
        ("files/tagofhtml/cv-full.html", "text/html; charset=utf-8", b"<p>good</p>"),
        ("frame/tagofhtml/cv-full.html", "text/html; charset=utf-8", b"<p>good</p>"),
        ("frame/tagofhtml/cv-full_files/style-0.css", "text/css; charset=utf-8", b"p {}"),
        ("files/tagofhtml/cv-full_files/me-0.png", "image/png", b"PNG"),
    ],
)
def test_what_there_is(path: str, type_: str, body: bytes) -> None:
    found = ask(path)
    assert isinstance(found, Reply)
    assert (found.status, found.type) == (200, type_)
    assert found.body.startswith(body)
    headers = found.all_headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors" in headers["Content-Security-Policy"]


def test_pages_and_events() -> None:
    assert ask("pages/tagofpdf/2.png?width=1400") == Picture(PDF, 2, 1400)
    assert ask("pages/tagofpdf/2.png?width=1") == Picture(PDF, 2, NARROWEST)
    assert ask("pages/tagofpdf/2.png?width=99999") == Picture(PDF, 2, WIDEST)
    assert ask("events?variant=brief") == Events("brief")
    assert ask("events?variant=%3Cb%3E") == Events("<b>")


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "page.css/",
        "../cv.yaml",
        "..%2fcv.yaml",
        "files/tagofpdf/..%2f..%2fcv.yaml",
        "files/tagofpdf/../../cv.yaml",
        "files/tagofpdf/other.pdf",
        "files/tagofpdf/cv-full_files/style-0.css",
        "files/tagofhtml/cv-full_files/..%2fcv.yaml",
        "files/nosuchtag/cv-full.pdf",
        "files//etc/passwd",
        "files/tagofpdf/cv-full.pdf/x",
        "frame/tagofpdf/cv-full.pdf",
        "pages/tagofhtml/1.png?width=900",
        "pages/tagofpdf/1.png",
        "pages/tagofpdf/1.png?width=-5",
        "pages/tagofpdf/1.png?width=1e9",
        "pages/tagofpdf/x.png?width=900",
        "pages/tagofpdf/\u0661.png?width=900",
        "pages/tagofpdf/999999999999.png?width=900",
        "%00",
        "\udcff",
    ],
)
def test_nothing_else_is_found(path: str) -> None:
    assert status(ask(path)) == 404


@pytest.mark.parametrize(
    ("method", "host", "target", "expected"),
    [
        ("GET", HOST, f"/{TOKEN}/", 200),
        ("HEAD", HOST, f"/{TOKEN}/", 200),
        ("GET", f"LOCALHOST:{PORT}", f"/{TOKEN}/", 200),
        ("GET", HOST, f"http://127.0.0.1:{PORT}/{TOKEN}/", 200),
        # A token that is wrong, too long, missing or not complete.
        ("GET", HOST, "/wrong/", 404),
        ("GET", HOST, f"/{TOKEN}x/", 404),
        ("GET", HOST, f"/{TOKEN}", 404),
        ("GET", HOST, "/", 404),
        ("GET", HOST, "/favicon.ico", 404),
        ("GET", HOST, f"/x/{TOKEN}/", 404),
        ("GET", HOST, "*", 404),
        ("GET", HOST, "http://[/", 400),
        # Another name that leads here, or none.
        ("GET", f"evil.example:{PORT}", f"/{TOKEN}/", 403),
        ("GET", "127.0.0.1", f"/{TOKEN}/", 403),
        ("GET", f"127.0.0.1:{PORT}.evil.example", f"/{TOKEN}/", 403),
        ("GET", "", f"/{TOKEN}/", 403),
        ("POST", HOST, f"/{TOKEN}/", 405),
        ("OPTIONS", HOST, f"/{TOKEN}/", 405),
        ("get", HOST, f"/{TOKEN}/", 405),
    ],
)
def test_who_may_ask(method: str, host: str, target: str, expected: int) -> None:
    assert status(ask("", method=method, host=host, target=target)) == expected


def test_policies() -> None:
    def policy(path: str) -> str:
        found = ask(path)
        assert isinstance(found, Reply)
        return found.policy

    assert "script-src 'self'" in policy("")
    assert "unsafe" not in policy("")
    # The author's own page beside ours: no scripts. In a tab of its own: scripts, but no access to ours.
    assert "script-src" not in policy("frame/tagofhtml/cv-full.html")
    assert "default-src 'none'" in policy("frame/tagofhtml/cv-full.html")
    alone = policy("files/tagofhtml/cv-full.html")
    assert "sandbox allow-scripts" in alone
    assert "allow-same-origin" not in alone
    assert HTML.format == "html"
