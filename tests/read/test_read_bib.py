""".bib files as people and programs write them, and their entries."""

from __future__ import annotations

import re
import textwrap
import time

import pytest
from examples import times
from hypothesis import given
from hypothesis import strategies as st

from cvtex.diagnostics import Checked, Span
from cvtex.model.bibliography import Bibliography
from cvtex.read.bib import read_bibliography


def read(text: str) -> Checked[Bibliography]:
    return read_bibliography("p.bib", textwrap.dedent(text).encode())


def fields_of(text: str) -> dict[str, str]:
    """Field -> TeX of the only entry."""
    (entry,) = read(text).value.entries
    return {name: field.tex for name, field in entry.fields.items()}


def messages(checked: Checked[Bibliography]) -> list[str]:
    """Diagnostics as printed, without the file name."""
    return [f"{d.span.line}:{d.span.column}: {d.severity}: {d.message}" for d in checked.diagnostics if d.span]


def test_an_entry_and_its_places() -> None:
    text = """\
        @Article{Ohm1827,
          Author = {Georg Ohm},
          TITLE  = "Die {galvanische} Kette",
          year   = 1827
        }
        """
    (entry,) = read(text).value.entries
    assert (entry.key, entry.type) == ("Ohm1827", "article")
    assert entry.span == Span("p.bib", 1, 1, len("@article"))
    assert {name: (field.tex, field.span.line, field.span.column) for name, field in entry.fields.items()} == {
        "author": ("Georg Ohm", 2, 13),
        "title": ("Die {galvanische} Kette", 3, 13),
        "year": ("1827", 4, 12),
    }


@pytest.mark.parametrize(
    ("source", "value"),
    [
        pytest.param("x = {a {b} c}", "a {b} c", id="braces"),
        pytest.param('x = "a {"}b{"} c"', 'a {"}b{"} c', id="quotation marks"),
        pytest.param(r'x = "J\"urgen"', r"J\"urgen", id="an accent in quotation marks"),
        pytest.param("x = 12", "12", id="number"),
        pytest.param("x = jan", "January", id="month"),
        pytest.param('x = "15~" # JUN', "15~June", id="concatenation, names in any case"),
        pytest.param("x = cacm", "Communications of the ACM", id="a journal of the plain style"),
        pytest.param("x = {50% of it}", "50% of it", id="a per cent sign inside"),
        pytest.param("x = {a}  % why", "a", id="a comment after the value"),
        pytest.param("x = % why\n {a}", "a", id="a comment before the value"),
        pytest.param("x = {a},,", "a", id="commas too many"),
        pytest.param("x = {a\n  b}", "a\n  b", id="a line break stays"),
    ],
)
def test_values(source: str, value: str) -> None:
    text = f"@misc{{key, {source}\n}}"
    assert fields_of(text) == {"x": value}
    assert messages(read(text)) == []


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ("@misc(key, x = {1})", "key"),
        ("@misc{DBLP:conf/icse/Ko%20, x = {1}}", "DBLP:conf/icse/Ko%20"),
        ("@misc{10.1002/(SICI)1097, x = {1}}", "10.1002/(SICI)1097"),
        ("@misc{müller, x = {1}}", "müller"),
        ("@misc { key , x = {1}}", "key"),
        ("@@misc{key, x = {1}}", "key"),
        ("text @misc{key, x = {1}}", "key"),
        ("mail me@x.org, me@y.org{z}\n@misc{key, x = {1}}", "key"),
        ("\n% @misc{other, x = {2}}\n@misc{key, x = {1}}", "key"),
    ],
)
def test_keys_and_text_around_an_entry(entry: str, key: str) -> None:
    checked = read(entry)
    assert [(e.key, e.tex("x")) for e in checked.value.entries] == [(key, "1")]
    assert messages(checked) == []


def test_strings_are_not_shared_between_bibliographies() -> None:
    assert fields_of('@string{ICSE = "Int. Conf."}\n@misc{k, booktitle = icse # " 2020"}') == {
        "booktitle": "Int. Conf. 2020"
    }
    assert fields_of("@misc{k, booktitle = icse}") == {"booktitle": "icse"}


def test_comments_preambles_and_groups_are_not_entries() -> None:
    text = r"""
        @preamble{ "\newcommand{\x}{1}" # "y" }
        @comment{jabref-meta: grouping:
        0 AllEntriesGroup:\;
        }
        @comment no braces at all
        @misc{a, x = {1}}
        """
    checked = read(text)
    assert [entry.key for entry in checked.value.entries] == ["a"]
    assert messages(checked) == []


def test_entries_inside_a_comment_are_left_out_with_a_warning() -> None:
    text = """\
        @comment{
        @misc{a, x = {1}}
        @misc{b, x = {1}}
        }
        @misc{c, x = {1}}
        """
    checked = read(text)
    assert [entry.key for entry in checked.value.entries] == ["c"]
    assert messages(checked) == ["1:1: warning: 2 entries inside this @comment are left out"]


def test_an_unclosed_comment_swallows_nothing() -> None:
    assert [entry.key for entry in read("@comment{ oops\n\n@misc{a, x = {1}}\n").value.entries] == ["a"]


@pytest.mark.parametrize(
    ("source", "fields", "message"),
    [
        pytest.param(
            "@misc{k\n x = {1}}", {"x": "1"},
            "2:2: warning: a comma is missing after the key 'k'", id="no comma after the key",
        ),
        pytest.param(
            "@misc{k x = {1}}", {"x": "1"},
            "1:9: warning: a comma is missing after the key 'k'", id="no comma after the key, same line",
        ),
        pytest.param(
            "@misc{k, x = {1} y = {2}}", {"x": "1", "y": "2"},
            "1:18: warning: a comma is missing after the value of 'x'", id="no comma between fields",
        ),
        pytest.param(
            "@misc{Ohm 1827, x = {1}}", {"x": "1"},
            "1:7: warning: the key 'Ohm 1827' contains a space", id="blank in a key",
        ),
        pytest.param(
            "@misc{x = {1}}", {"x": "1"},
            "1:1: warning: the entry has no key; using 'line-1'", id="no key",
        ),
        pytest.param(
            "@misc{k, x = {1}, X = {2}}", {"x": "1"},
            "1:19: warning: 'x' is given twice in 'k'; using the first value, in line 1", id="a field twice",
        ),
        pytest.param(
            "@misc{k, x = Some Journal, y = 2}", {"x": "Some Journal", "y": "2"},
            "1:14: warning: the value of 'x' lacks braces or quotation marks", id="bare words",
        ),
        pytest.param(
            "@misc{k, x = 12--15}", {"x": "12--15"},
            "1:14: warning: the value of 'x' lacks braces or quotation marks", id="bare range",
        ),
        pytest.param("@misc{k, x = , y = 2}", {"y": "2"}, "1:14: warning: 'x' has no value", id="no value"),
        pytest.param(
            "@misc{k, date added = {1}}", {"date added": "1"},
            "1:10: warning: the field name 'date added' contains a space", id="blank in a field name",
        ),
        pytest.param(
            "@misc{k, x = tsee}", {"x": "tsee"},
            "1:14: warning: undefined @string 'tsee': the name itself is printed", id="undefined",
        ),
    ],
)  # fmt: skip
def test_repairs_are_reported(source: str, fields: dict[str, str], message: str) -> None:
    assert fields_of(source) == fields
    assert messages(read(source)) == [message]


BEFORE = "@misc{before, x = {1}}\n"
AFTER = "\n@misc{after, x = {1}}\n"


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        pytest.param(
            "@misc{k, title = {A, year = 2000}",
            "2:1: warning: entry 'k' cannot be read: the entry is not closed before the next entry",
            id="a brace short",
        ),
        pytest.param(
            "@misc{k,\n title = {A,\n year = {2000}\n}",
            "3:11: warning: entry 'k' cannot be read: the entry is not closed before the next entry",
            id="a brace short, and the value that swallowed a field",
        ),
        pytest.param(
            '@misc{k, title = "A, year = 2000}',
            "2:33: warning: entry 'k' cannot be read: unmatched closing brace in the \"...\" of 'title'",
            id="a quotation mark short",
        ),
        pytest.param(
            "@misc{k, title = {A}}, year = 2000}",
            "2:21: warning: entry 'k' cannot be read: the entry ends here, but more fields follow",
            id="a brace too many",
        ),
        pytest.param(
            '@misc{k, title = "The "best" way"}',
            "2:24: warning: entry 'k' cannot be read: expected a comma after the value of 'title', found 'b'",
            id="bare quotation marks inside",
        ),
        pytest.param(
            "@misc{k, title {A}}",
            "2:16: warning: entry 'k' cannot be read: expected '=' after 'title', found '{'",
            id="no equals sign",
        ),
        pytest.param(
            "@misc{{k}, title = {A}}",
            "2:7: warning: this entry cannot be read: expected a field name, found '{'",
            id="a key in braces",
        ),
        pytest.param(
            "@misc k,\n title = {A}}",
            "2:7: warning: entry 'k' cannot be read: the opening brace of the entry is missing",
            id="no opening brace",
        ),
        pytest.param(
            "misc{k,\n title = {A}}",
            "2:1: warning: entry 'k' cannot be read: the '@' of the entry is missing",
            id="no at sign",
        ),
        pytest.param(
            "@{k, title = {A}}",
            "2:2: warning: entry 'k' cannot be read: the entry has no type",
            id="no type",
        ),
        pytest.param(
            "@misc{k, title = {" + "{" * 200 + "}" * 200 + "}}",
            "2:119: warning: entry 'k' cannot be read: braces are nested deeper than 100",
            id="too deep",
        ),
    ],
)
def test_a_broken_entry_does_not_affect_others(broken: str, message: str) -> None:
    checked = read(BEFORE + broken + AFTER)
    assert [entry.key for entry in checked.value.entries] == ["before", "after"]
    assert messages(checked) == [message]
    (lost,) = checked.value.unreadable
    assert (lost.span.line, lost.span.column) == (2, 1)
    assert message.endswith(lost.reason)


def test_an_entry_cut_off_by_the_end_of_the_file() -> None:
    checked = read("@misc{a, x = {1}}\n@misc{b,\n x = {1")
    assert [entry.key for entry in checked.value.entries] == ["a"]
    assert [lost.key for lost in checked.value.unreadable] == ["b"]
    assert messages(checked) == [
        "3:7: warning: entry 'b' cannot be read: the value of 'x' is not closed before the end of the file"
    ]


@pytest.mark.parametrize("broken", ["@misc{b, x = {1}", "@misc{b, x = {{1}}", "@misc{b, x = {{{1}}", "@misc{b, = 1}"])
def test_entries_of_one_line_survive_each_other(broken: str) -> None:
    bibliography = read(f"@misc{{a, x = {{1}}}} {broken} @misc{{c, x = {{1}}}} @misc{{d, x = {{1}}}}").value
    assert [entry.key for entry in bibliography.entries] == ["a", "c", "d"]
    assert [lost.key for lost in bibliography.unreadable] == ["b"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "@misc{a, x = {1}",
            "1:1: error: entry 'a' cannot be read: the entry is not closed before the end of the file",
        ),
        ("@misc{a, x = {1}}, y = {2}}\n@misc{b", "1:17: error: entry 'a' cannot be read: the entry ends here"),
    ],
)
def test_if_nothing_can_be_read_that_is_an_error(text: str, message: str) -> None:
    checked = read(text)
    assert not checked.value.entries
    assert messages(checked)[0].startswith(message)
    assert {diagnostic.severity for diagnostic in checked.diagnostics} == {"error"}


@pytest.mark.parametrize("empty", ["{}", '""', "{ }", "{{}}", "{\n}", "{~}", '"" # {}'])
def test_an_empty_field_counts_as_absent(empty: str) -> None:
    assert fields_of(f"@misc{{k, x = {empty}, x = {{1}}, y = {empty}}}") == {"x": "1"}
    assert messages(read(f"@misc{{k, x = {empty}, x = {{1}}, y = {empty}}}")) == []


def test_a_copy_of_an_entry_is_reported_once() -> None:
    checked = read("@misc{k, x = {1}, x = {2}, y = {}}\n@Misc{k,\n X = {1}, x = {3}}\n")
    assert [entry.tex("x") for entry in checked.value.entries] == ["1"]
    assert [lost.reason for lost in checked.value.unreadable] == ["duplicate key 'k', first used in line 1"]
    assert messages(checked)[1:] == ["2:1: warning: this entry is left out: a copy of 'k' in line 1"]


def test_other_entries_with_the_same_key_get_keys_of_their_own() -> None:
    entries = "@misc{k, x = {1}}", "@misc{k, x = {2}}", "@misc{k~2, x = {3}}", "@misc{k, x = {4}}", "@misc{k, x = {2}}"
    checked = read("\n".join(entries))
    found = [(entry.key, entry.shared_key, entry.tex("x")) for entry in checked.value.entries]
    assert found == [("k", "", "1"), ("k~2", "k", "2"), ("k~2~2", "k~2", "3"), ("k~3", "k", "4")]
    assert messages(checked) == ["5:1: warning: this entry is left out: a copy of 'k' in line 2"]


def test_strings_that_double_each_other_are_bounded() -> None:
    doubling = "".join(f"@string{{a{i + 1} = a{i} # a{i}}}\n" for i in range(60))
    checked = read(f'@string{{a0 = "some text of no great length"}}\n{doubling}@misc{{k, x = a60, y = a1}}')
    (entry,) = checked.value.entries
    assert entry.tex("y") == "some text of no great length" * 2
    assert len(entry.tex("x")) < 20_000
    assert "the text of @string 'a8' makes this value too long: the name itself is printed" in messages(checked)[0]


def test_the_text_of_all_strings_together_is_bounded() -> None:
    entries = "\n".join(f"@misc{{k{i}, " + ", ".join(f"f{j} = a" for j in range(100)) + "}" for i in range(20))
    bibliography = read(f"@string{{a = {{{'x' * 9_000}}}}}\n{entries}").value
    assert len(bibliography.entries) == 20
    assert sum(len(field.tex) for entry in bibliography.entries for field in entry.fields.values()) < 10_100_000


def test_the_fields_of_an_entry_are_bounded() -> None:
    checked = read("@misc{k, " + ", ".join(f"f{i} = 1" for i in range(3_000)) + "}")
    assert len(checked.value.entries[0].fields) == 500
    assert len(checked.diagnostics) == 1


def test_keys_that_differ_in_case_are_two() -> None:
    checked = read("@misc{Kim, x = {1}}\n@misc{kim, x = {2}}\n")
    assert [entry.key for entry in checked.value.entries] == ["Kim", "kim"]
    assert messages(checked) == ["2:1: warning: the key 'kim' differs only in case from 'Kim' in line 1"]


def test_an_undefined_string_is_reported_once_with_a_suggestion() -> None:
    checked = read('@string{ICSE = "x"}\n@misc{a, x = iscse}\n@misc{b, x = iscse}\n')
    assert messages(checked) == ["2:14: warning: undefined @string 'iscse' (2 times): the name itself is printed"]
    assert checked.diagnostics[0].hint == "did you mean 'icse'?"


def test_columns_are_those_of_the_file_with_carriage_returns() -> None:
    (entry,) = read_bibliography("p.bib", b"@misc{k,\r\n  x = {1},\r\n  y = {2}\r\n}\r\n").value.entries
    assert [(field.span.line, field.span.column) for field in entry.fields.values()] == [(2, 8), (3, 8)]


PIECES = st.sampled_from(
    [
        "@misc{",
        "@",
        "{",
        "}",
        '"',
        ",",
        "=",
        "#",
        "%",
        "\n",
        " ",
        "key",
        "x = {1}",
        "@comment{",
        "@string{a = ",
        "(",
        ")",
        "é",
        "\\",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@times(3)
def test_any_text_is_read_and_every_loss_is_reported(text: str) -> None:
    checked = read_bibliography("p.bib", text.encode())
    reported = {d.span.line for d in checked.diagnostics if d.span}
    lines = text.count("\n") + 1
    assert all(1 <= line <= lines for line in reported)
    assert len(checked.diagnostics) >= len(checked.value.unreadable)
    assert len({entry.key for entry in checked.value.entries}) == len(checked.value.entries)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_simple_fields_are_read_as_others_are(text: str) -> None:
    """Fields without inner braces have a fast path."""
    short = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cvtex.read.bib_command._SIMPLE_FIELD", re.compile(r"(?!)"))
        assert read(text) == short


@given(st.lists(st.sampled_from(["good", "open", "quote", "extra"]), min_size=1, max_size=12))
def test_every_entry_is_kept_or_reported(kinds: list[str]) -> None:
    sources = {
        "good": "@misc{{k{i}, x = {{1}}}}",
        "open": "@misc{{k{i}, x = {{1, y = {{2}}",
        "quote": '@misc{{k{i}, x = "1, y = "2"}}',
        "extra": "@misc{{k{i}, x = {{1}}}}, y = {{2}}}}",
    }
    text = "\n".join(sources[kind].format(i=i) for i, kind in enumerate(kinds))
    bibliography = read_bibliography("p.bib", text.encode()).value
    assert [entry.key for entry in bibliography.entries] == [f"k{i}" for i, kind in enumerate(kinds) if kind == "good"]
    assert [lost.key for lost in bibliography.unreadable] == [f"k{i}" for i, kind in enumerate(kinds) if kind != "good"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["@", "@misc{a, t={", "@misc{a, t={\n", "@comment{ ", "@comment{\n", "{", '@misc{a, t="', "% @misc{a, ",
     "@misc{a, t={x}}} ", "@misc{a, = ", "@misc a,\n", "misc{a, ", "@{a,\n"],
)  # fmt: skip
def test_broken_text_takes_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        read_bibliography("p.bib", (piece * count).encode())
        return time.process_time() - start

    # Sixteen times the text: quadratic time would be 256 times as long. The fastest of three is the least disturbed.
    short, long = (min(seconds(count) for _ in range(3)) for count in (500, 8_000))
    assert long < 100 * max(short, 0.002)
