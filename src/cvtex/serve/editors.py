"""A place in a source file -> the address that opens it in an editor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

DEFAULT_EDITOR: Final = "vscode"
# The schemes that editors register with the system, or that the handler usual for them does. `{file}` is absolute and
# begins with a slash.
EDITORS: Final[Mapping[str, str]] = {
    "bbedit": "x-bbedit://open?url=file://{file}&line={line}",
    "cursor": "cursor://file{file}:{line}:{column}",
    "emacs": "emacs://open?url=file://{file}&line={line}&column={column}",
    "idea": "idea://open?file={file}&line={line}&column={column}",
    "macvim": "mvim://open?url=file://{file}&line={line}&column={column}",
    "nova": "nova://open?path={file}&line={line}&column={column}",
    "pycharm": "pycharm://open?file={file}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{file}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{file}&line={line}&column={column}",
    "vscode": "vscode://file{file}:{line}:{column}",
    "vscode-insiders": "vscode-insiders://file{file}:{line}:{column}",
    "vscodium": "vscodium://file{file}:{line}:{column}",
    "windsurf": "windsurf://file{file}:{line}:{column}",
    "zed": "zed://file{file}:{line}:{column}",
}
# Names that people also use for them, such as those of their commands.
EDITOR_ALIASES: Final[Mapping[str, str]] = {
    "code": "vscode",
    "codium": "vscodium",
    "emacsclient": "emacs",
    "intellij": "idea",
    "mate": "textmate",
    "mvim": "macvim",
    "subl": "sublime",
}
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# A browser would run these, or show them itself.
_NO_EDITORS: Final = frozenset({"about", "blob", "data", "file", "javascript", "vbscript", "view-source"})
_FIELD: Final = re.compile(r"\{(\w*)\}")
_FIELDS: Final = frozenset({"file", "line", "column"})


def template_of(editor: str) -> str | None:
    """An editor's name, or a template of one's own such as `x://{file}:{line}` -> the template; None if neither."""
    name = editor.strip()
    known = EDITORS.get(EDITOR_ALIASES.get(name.lower(), name.lower()))
    if known is not None:
        return known
    scheme = _SCHEME.match(name)
    fields = set(_FIELD.findall(name))
    is_template = scheme and scheme[0][:-1].lower() not in _NO_EDITORS and "file" in fields <= _FIELDS
    return name if is_template and name.isprintable() and " " not in name else None


def address(template: str, file: str, line: int, column: int) -> str:
    """The address of a place. `file`: absolute, with slashes, as `PurePath.as_posix` writes it."""
    rooted = file if file.startswith("/") else f"/{file}"
    values = {"file": quote(rooted.encode("utf-8", "surrogateescape"), safe="/:"), "line": line, "column": column}
    return _FIELD.sub(lambda found: str(values[found[1]]), template)
