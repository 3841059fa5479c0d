"""docs/errors.md: each message is one that a document in tests/documents/errors, or a build, really gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from error_document import read_document
from running import ROOT
from walkthrough import follow

PAGE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
MESSAGES = re.findall(r"^<!-- (\S+\.txt) -->\n```text\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("name", "shown"), MESSAGES, ids=[name for name, _ in MESSAGES])
def test_messages_are_those_of_a_document(name: str, shown: str) -> None:
    document = read_document((ROOT / "tests" / "documents" / "errors" / name).read_text(encoding="utf-8"))
    for message in re.split(r"\n(?=\S+:\d+:\d+: )", shown.rstrip("\n")):
        assert f"{message}\n" in document.expected


def test_most_messages_are_checked() -> None:
    assert len(MESSAGES) > 20
    assert PAGE.count("```text") == len(MESSAGES)


@pytest.mark.slow
def test_messages_of_builds(tmp_path: Path) -> None:
    ran = 0
    for command, printed in follow(PAGE, tmp_path):
        assert command.expected().fullmatch(printed), f"$ {command.line}\n{printed}"
        ran += 1
    assert ran == 3
