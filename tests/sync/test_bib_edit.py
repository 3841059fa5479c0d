"""An entry is changed in the text of its .bib file; all else stays byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvtex.diagnostics import Span
from cvtex.model.bibliography import Entry, Field
from cvtex.read.bib import read_bibliography
from cvtex.sync.bib_edit import applied, entry_text
from cvtex.value import replace

HERE = Span("works.bib")


def changed(bib: str | bytes, key: str, type_: str = "article", **fields: str) -> bytes | None:
    data = bib if isinstance(bib, bytes) else bib.encode()
    present = read_bibliography("works.bib", data).value.by_key().get(key)
    wanted = Entry(key, type_, {name: Field(tex, HERE) for name, tex in fields.items()}, HERE)
    return applied("works.bib", data, wanted, present).value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("@article{a,\n  title = {T},\n}\n", "@article{a,\n  title = {T},\n  doi = {10.1/x},\n}\n"),
        ("@article{a,\n  title = {T}\n}\n", "@article{a,\n  title = {T},\n  doi = {10.1/x}\n}\n"),
        ("@article{a, title={T}}", "@article{a, title={T}, doi={10.1/x}}"),
        (
            "@article{a,\n\ttitle   = {T},\n\tjournal = {J}\n}\n",
            "@article{a,\n\ttitle   = {T},\n\tjournal = {J},\n\tdoi     = {10.1/x}\n}\n",
        ),
        ("@article{a,\r\n  title = {T}\r\n}\r\n", "@article{a,\r\n  title = {T},\r\n  doi = {10.1/x}\r\n}\r\n"),
        ("@article(a,\n title = {T}\n)\n", "@article(a,\n title = {T},\n doi = {10.1/x}\n)\n"),
        ("@article{a,\n}\n", "@article{a,\n  doi = {10.1/x}\n}\n"),
        (
            "@article{a,\n  title = {T} % mine\n}\n",
            "@article{a,\n  title = {T},\n  doi = {10.1/x} % mine\n}\n",
        ),
        ("\ufeff@article{a, title={T}}", "\ufeff@article{a, title={T}, doi={10.1/x}}"),
        ('@article{a, doi = "10.1/" # {y}, title={T}}', "@article{a, doi = {10.1/x}, title={T}}"),
        ("@article{a, doi = 7, title={T}}", "@article{a, doi = {10.1/x}, title={T}}"),
        ("@article{a, DOI = {}, title={T}}", "@article{a, DOI = {10.1/x}, title={T}}"),
        ("@Misc{a, title={T}}", "@article{a, title={T}, doi={10.1/x}}"),
    ],
)
def test_a_field_is_added_or_replaced(before: str, after: str) -> None:
    result = changed(f"{before}", "a", doi="10.1/x")
    assert result is not None
    assert result.decode() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "@article{a,\n  title = {T},\n  journal = {J},\n  year = 1,\n}\n",
            "@article{a,\n  title = {T},\n  year = 1,\n}\n",
        ),
        ("@article{a,\r\n  journal = {J},\r\n  year = 1\r\n}", "@article{a,\r\n  year = 1\r\n}"),
        ("@article{a,\n  title = {T},\n  journal = {J}\n}\n", "@article{a,\n  title = {T},\n}\n"),
        ("@article{a, title = {T}, journal = J # {x} , year = 1}", "@article{a, title = {T}, year = 1}"),
        ("@article{a, title = {T}, journal = {J}}", "@article{a, title = {T}, }"),
        ("@article{a,\n title = {T}, journal = {J},\n year = 1}", "@article{a,\n title = {T}, \n year = 1}"),
        ("@article{a, title = {T}}", "@article{a, title = {T}}"),
    ],
)
def test_an_empty_field_is_removed(before: str, after: str) -> None:
    result = changed(f"{before}", "a", journal="")
    assert result is not None
    assert result.decode() == after


def test_a_field_is_removed_where_others_come() -> None:
    result = changed("@misc{a,\n  journal = {CoRR}\n}\n", "a", journal="", booktitle="B")
    assert result == b"@article{a,\n  booktitle = {B}\n}\n"
    assert changed("", "a", title="T", journal="") == b"@article{a,\n  title = {T},\n}\n"


def test_text_around_the_entry_stays() -> None:
    around = "% caf\u00e9 {\n@string{j = {Journal}}\n@book{b, title = {B}}\n\n%s@comment{x}\nfree text @ me\n"
    entry = "@article{a, title = {T}, journal = j}\n"
    result = changed(around.replace("%s", entry), "a", journal="Other {J}")
    assert result is not None
    assert result.decode() == around.replace("%s", "@article{a, title = {T}, journal = {Other {J}}}\n")


def test_an_entry_is_added_at_the_end() -> None:
    assert (
        changed("@book{b, title = {B}}", "a", title="T") == b"@book{b, title = {B}}\n\n@article{a,\n  title = {T},\n}\n"
    )
    assert changed("", "a", title="T") == b"@article{a,\n  title = {T},\n}\n"


@pytest.mark.parametrize(
    "fields", [{"title": "T} @book{x, title = {X}"}, {"title": "{"}, {"ti}tle": "T"}, {"title": "T\\"}]
)
def test_what_would_change_other_entries_is_refused(fields: dict[str, str]) -> None:
    bib = "@book{b, title = {B}}\n@article{a, year = 2000}\n@book{c, title = {C}}\n"
    result = changed(bib, "a", **fields)
    if result is not None:
        entries = read_bibliography("works.bib", result).value.by_key()
        assert set(entries) == {"a", "b", "c"}
        assert {name: entries["a"].tex(name) for name in fields} == fields


def test_a_file_in_another_encoding_stays() -> None:
    assert changed("@article{a, title = {caf\u00e9}}".encode("latin-1"), "a", doi="10.1/x") is None


def test_the_first_of_two_values_counts() -> None:
    text = entry_text("article", "a", {"title": "T", "year": "2011"}, {"year": "2012\n} @x{", "pages": "1"})
    assert text == ("@article{a,\n  title = {T},\n  % year = {2012 } @x{},\n  year = {2011},\n  % pages = {1},\n}\n")
    taken = read_bibliography("sync.bib", text.replace("% year = {2012 } @x{}", "year = {2012}").encode())
    assert taken.value.entries[0].tex("year") == "2012"


CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
# Each change reads the file four times.
SMALL = [path for path in sorted(CORPUS.glob("*.bib")) if path.stat().st_size < 100_000]


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.stem)
def test_entries_of_many_programs(path: Path) -> None:
    data = path.read_bytes()
    entries = [one for one in read_bibliography(path.name, data).value.entries if one.fields and not one.shared_key]
    for entry in entries[:: max(1, len(entries) // 3)]:
        last = list(entry.fields)[-1]
        new = {last: Field("new {V}alue", HERE), "volume": Field("77", HERE), "added": Field("1", HERE)}
        result = applied(path.name, data, replace(entry, fields={**entry.fields, **new}), entry)
        assert result.value is not None, result.diagnostics
        head, tail = data[: 200 if entry is not entries[0] else 0], data[-200:] if entry is not entries[-1] else b""
        assert result.value.startswith(head)
        assert result.value.endswith(tail)
