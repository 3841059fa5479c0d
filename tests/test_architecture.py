"""Direction of imports: stages are independent of each other, libraries are confined, the core does no I/O.

All imports count, including those inside functions and those for types alone.
"""

from __future__ import annotations

import ast
import pkgutil
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cvtex

PACKAGE = Path(cvtex.__file__).parent
STYLES = PACKAGE.parents[1] / "styles"

# Folders, and modules of the root. Only a new folder needs an entry here; a new module does not.
KERNEL = frozenset({"diagnostics", "locales", "model", "pdf", "text", "value"})
STAGES = frozenset({"read", "check", "select", "cite", "emit", "typeset", "finish", "verify", "fit", "fonts"})
# These compose the stages.
COMPOSITION = frozenset({"build", "importers", "pipeline", "profiles", "reports", "sync"})
# Disk, cache, network, commands, and the version.
RIM = frozenset({"", "__main__", "cache", "cli", "examples", "files", "online", "serve"})
# What a folder with I/O may import besides the kernel.
EDGES_MAY_USE = {
    "cache": frozenset({"", "cache", "files"}),
    "files": frozenset({"files"}),
    "fonts": frozenset({"cache", "files"}),
    "online": frozenset({"", "files", "importers", "online", "sync"}),
    "read": frozenset({"files"}),
    "serve": frozenset({"serve"}),
    "typeset": frozenset({"", "cache", "files"}),
}
# Values of a stage that others may pass on, the interface to the cache, and what turns text into HTML; these import
# only each other.
VALUES_FOR_ALL = frozenset({"cache.memo", "emit.html.escaping", "fonts.face", "fonts.runs"})

# Library -> the modules or folders that may import it.
ROOMS = {
    "PIL": {"read.jpeg"},
    "anyascii": {"text.unicode"},
    "babel": {"locales"},
    "click": {"cli"},
    "docx": {"emit.docx"},
    "icu4py": {"text.scripts.line_breaks"},
    "lxml": {"emit.docx"},
    "jinja2": {"emit.html.sandbox", "emit.html.templating"},
    "markdown_it": {"importers.documents.markdown", "text.markup_rules", "verify.markdown"},
    "markupsafe": {"emit.html.sandbox", "emit.html.templating"},
    "msgspec": {"value"},
    "platformdirs": {"cli"},
    "pybtex": {"cite"},
    "pylatex": {"emit.latex"},
    "pypdf": {"pdf.foreign"},
    "pypdfium2": {"importers.pdf.glyphs", "pdf.foreign", "verify.inspection", "verify.page_text"},
    "pyphen": {"emit.latex"},
    "uharfbuzz": {"fonts"},
    "webcolors": {"check.colours"},
    "yaml": {"read.yaml"},
}
# Modules of the standard library for files, processes, the clock, the network or random numbers.
EDGES = {
    "importlib": {"cache", "cli", "read.style", "typeset.engine"},
    # Only for buffers that PDFium writes to.
    "ctypes": {"importers.pdf.glyphs", "pdf.foreign", "verify.inspection", "verify.page_text"},
    "http": {"online.client", "serve.server"},
    "secrets": {"serve.server"},
    "socketserver": {"serve.server"},
    "subprocess": {"typeset"},
    "threading": {
        "build",
        "cli.interruption",
        "cli.live",
        "cli.progress",
        "cli.watch",
        "files.replacement",
        "online.client",
        "serve.server",
        "typeset",
    },
    "concurrent": {"cli.side_by_side"},
    "contextvars": {"typeset.process"},
    "signal": {"__main__", "typeset"},
    "ssl": {"online.client"},
    "os": {"cache", "cli", "files", "read", "typeset"},
    # A path is a name; I/O on it is found by the calls below.
    "pathlib": {
        *COMPOSITION,
        "cache",
        "cli",
        "examples",
        "files",
        "fonts",
        "locales.locale",
        "online",
        "read",
        "serve.server",
        "typeset",
    },
    "tempfile": {"cache", "typeset"},
    "shutil": {"files", "typeset"},
    "time": {
        "cache",
        "cli.live",
        "cli.progress",
        "cli.up_to_date",
        "cli.watch",
        "online.client",
        "read.observed",
        "serve.server",
        "typeset",
    },
}
FORBIDDEN = frozenset({"asyncio", "fileinput", "glob", "random", "socket", "urllib.request"})
# Calls that do I/O on an object of another module.
EDGE_CALLS = frozenset(
    {
        "open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "iterdir", "is_file",
        "is_dir", "exists", "getenv", "today", "now", "utcnow", "cwd", "home", "expanduser",
    }
)  # fmt: skip
# `examples`, `locales.locale` and `serve.server` read the program's own data files.
TOUCHES_EDGES = frozenset(
    {
        "cache",
        "cli",
        "examples",
        "files",
        "fonts.index",
        "fonts.sources",
        "locales.locale",
        "online",
        "read",
        "serve.server",
        "typeset",
    }
)
DISK_CALLS = frozenset(
    {"open", *(f".{name}" for name in (
        "open", "read_text", "read_bytes", "iterdir", "glob", "rglob", "exists", "is_file", "is_dir", "stat", "lstat",
    ))}
)  # fmt: skip
# One module of `read` accesses the disk, and records each access as a dependency of the build.
OBSERVER = "read.observed"


@dataclass(frozen=True)
class Module:
    """`name` and `own` are without the prefix `cvtex.`."""

    name: str
    own: frozenset[str]
    foreign: frozenset[str]
    calls: frozenset[str]

    @property
    def top(self) -> str:
        return self.name.partition(".")[0]


def read_module(path: Path, name: str) -> Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported: set[str] = set()
    calls: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                imported |= {alias.name for alias in names}
            case ast.ImportFrom(module=str(module), names=names, level=level):
                assert level == 0, f"{path}: imports are absolute"
                whole = {f"{module}.{alias.name}" for alias in names}
                imported |= {one if one.removeprefix("cvtex.") in ALL_NAMES else module for one in whole}
            case ast.Call(func=ast.Name(id=called)):
                calls.add(called)
            case ast.Call(func=ast.Attribute(attr=called)):
                calls.add(f".{called}")
            case ast.Attribute(value=ast.Name(id="os"), attr=attribute):
                calls.add(f"os.{attribute}")
    own = {one.removeprefix("cvtex").removeprefix(".") for one in imported if one.partition(".")[0] == "cvtex"}
    return Module(
        name, frozenset(own), frozenset(one for one in imported if one.partition(".")[0] != "cvtex"), frozenset(calls)
    )


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {
    name_of(path): path for path in sorted(PACKAGE.rglob("*.py")) if "styles" not in path.relative_to(PACKAGE).parts
}
ALL_NAMES = frozenset(FILES)
MODULES = [read_module(path, name) for name, path in FILES.items()]


def belongs(name: str, rooms: set[str] | frozenset[str]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def test_every_module_is_in_a_known_folder() -> None:
    found = {info.name.removeprefix("cvtex.") for info in pkgutil.walk_packages([str(PACKAGE)], "cvtex.")}
    assert {module.name for module in MODULES} == found | {""}
    assert len(MODULES) > 50
    assert {module.top for module in MODULES} <= KERNEL | STAGES | COMPOSITION | RIM
    assert STAGES <= {module.top for module in MODULES}


def found_by(rule: Callable[[Module], set[str]]) -> dict[str, set[str]]:
    """What breaks a rule, by module. One test for all modules: hundreds of tests would take longer to start."""
    return {module.name or "cvtex": found for module in MODULES if (found := rule(module))}


def outward_imports(module: Module) -> set[str]:
    folders = {name.partition(".")[0] for name in module.own if name not in VALUES_FOR_ALL}
    if module.top in COMPOSITION:
        return folders & ({"cli", "online"} if module.top == "reports" else {"cli", "online", "reports"})
    if module.top in {"cli", "__main__"}:
        return set()
    return folders - (KERNEL | EDGES_MAY_USE.get(module.top, frozenset()) | ({module.top} & STAGES))


def test_imports_go_inward() -> None:
    assert found_by(outward_imports) == {}


def foreign_imports(module: Module) -> set[str]:
    outside = set()
    for name in module.foreign:
        library = name.partition(".")[0]
        if library in sys.stdlib_module_names:
            rooms = EDGES.get(library)
            if {name, library} & FORBIDDEN or (rooms is not None and not belongs(module.name, rooms)):
                outside.add(name)
        elif not belongs(module.name, ROOMS.get(library, set())):
            outside.add(name)
    return outside


def test_libraries_are_imported_only_where_allowed() -> None:
    assert found_by(foreign_imports) == {}


def edges_touched(module: Module) -> set[str]:
    touched: set[str] = set()
    of_os = {call for call in module.calls if call.startswith("os.")}
    if not belongs(module.name, TOUCHES_EDGES):
        touched |= of_os | {call for call in module.calls if call.removeprefix(".") in EDGE_CALLS}
    if module.top == "read" and module.name != OBSERVER:
        touched |= of_os | (module.calls & DISK_CALLS) | (module.foreign & {"os"})
    if module.top != "cli":
        touched |= module.calls & {"print", "exit", "input", "breakpoint"}
    return touched


def test_the_core_uses_no_file_clock_or_environment() -> None:
    assert found_by(edges_touched) == {}


def test_imports_are_acyclic() -> None:
    needs = {module.name: module.own & ALL_NAMES for module in MODULES}
    done: set[str] = set()
    while len(done) < len(needs):
        ready = {name for name, others in needs.items() if name not in done and others - {name} <= done}
        assert ready, sorted(needs.keys() - done)
        done |= ready


def test_every_allowance_is_used() -> None:
    """An unused allowance hides that a library has moved."""
    for library, rooms in ROOMS.items():
        users = {module.name for module in MODULES if any(name.partition(".")[0] == library for name in module.foreign)}
        assert users, library
        assert [room for room in rooms if not any(belongs(user, {room}) for user in users)] == [], library


def test_bibliography_styles_import_only_templates() -> None:
    paths = sorted((STYLES / "bibliography").glob("*.py"))
    assert paths
    for path in paths:
        module = read_module(path, path.stem)
        assert module.own <= {"cite.people", "cite.style", "cite.templates"}
        assert {name for name in module.foreign if name.partition(".")[0] not in sys.stdlib_module_names} == set()
        assert {call.removeprefix(".") for call in module.calls} & (EDGE_CALLS | {"print"}) == set()


# Where nothing fails after it has taken something, unless a PDF is malformed; atomic groups would take much longer.
POSSESSIVE_GROUPS = frozenset({"pdf.content", "pdf.parsing"})


def test_groups_are_repeated_atomically() -> None:
    """`(?>(?:...)*)`, not `(?:...)*+`: before Python 3.11.5, the latter keeps what a failed repetition has taken.

    https://github.com/python/cpython/issues/106052
    """
    found = {name for name, path in FILES.items() if re.search(r"\)[*+?]\+", path.read_text(encoding="utf-8"))}
    assert found == POSSESSIVE_GROUPS
