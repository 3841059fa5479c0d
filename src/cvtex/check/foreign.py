"""Files of other tools, recognised by their fields at the top."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cvtex.diagnostics import Diagnostic, error
from cvtex.model import node

# The field that holds everything, and the tool whose files have it.
_TOOLS: Final[Mapping[str, str]] = {
    "cv": "RenderCV",
    "basics": "JSON Resume",
    "content": "YAMLResume",
    "resume": "another tool",
    "personal": "another tool",
}
_OWN: Final = frozenset({"owner", "sections"})


def file_of_another_tool(tree: node.Node) -> Diagnostic | None:
    """Report a file of another tool. Otherwise, each of its fields is an error, and none says what is wrong."""
    if not isinstance(tree, node.Mapping) or not _OWN.isdisjoint(tree.items):
        return None
    for field, tool in _TOOLS.items():
        if isinstance(tree.items.get(field), node.Mapping):
            hint = "start with `cvtex new FOLDER --name 'Ada Example'`, and copy your entries into its sections"
            return error(f"this is a file of {tool}, which has other fields than cv.yaml", tree.keys[field], hint)
    return None
