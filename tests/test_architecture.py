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
from functools import cache
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
    "serve": frozenset({"files", "serve"}),
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
    # Which system this is, and what it asks of processes: tests put a Windows of their own in its place.
    "fcntl": {"files.system"},
    "msvcrt": {"files.system"},
    "platform": {"files.system"},
    "subprocess": {"typeset.children", "typeset.process"},
    "threading": {
        "build",
        "cli.interruption",
        "cli.live",
        "cli.progress",
        "cli.watch",
        "cli.worker",
        "cli.workers",
        "files.replacement",
        "online.client",
        "serve.server",
        "typeset",
    },
    "concurrent": {"cli.side_by_side"},
    "contextvars": {"typeset.process"},
    "signal": {"__main__", "typeset.children"},
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
    "resource": {"typeset.children"},
    "tempfile": {"cache", "files.temporary"},
    "shutil": {"files", "typeset"},
    "time": {
        "cache",
        "cli.live",
        "cli.progress",
        "cli.up_to_date",
        "cli.watch",
        "files.system",
        "online.client",
        "read.observed",
        "serve.server",
        "typeset",
    },
}
FORBIDDEN = frozenset(
    {
        *("asyncio", "fileinput", "glob", "random", "socket", "urllib.request"),
        # These exist on some systems only, or start processes.
        *("grp", "multiprocessing", "nt", "ntpath", "posix", "pty", "pwd"),
        *("select", "selectors", "syslog", "termios", "tty", "winreg", "_winapi"),
    }
)
# Only these ask which system this is: the first for paths and names of files, the second for processes and signals.
ASKS_THE_SYSTEM = frozenset({"files.system", "typeset.children"})
# Modules whose names exist on every system only in part.
OF_SYSTEMS = frozenset({"os", "signal", "subprocess", "sys"})
# Names of these modules that say which system it is, exist on one system only, or mean something else on each.
SYSTEMS_OWN = frozenset(
    {
        "platform", "name", "uname", "getwindowsversion", "O_BINARY", "startfile", "STARTUPINFO",
        "abort", "kill", "killpg", "fork", "forkpty", "setsid", "setpgid", "getpgid", "getppid", "nice", "wait",
        "waitpid", "popen", "posix_spawn", "spawnv", "spawnvp", "execv", "execve", "execvp", "execvpe", "system",
        "getuid", "geteuid", "getgid", "getegid", "getlogin", "getgroups", "chown", "lchown", "chroot", "umask",
        "mkfifo", "mknod", "sched_getaffinity", "cpu_count", "process_cpu_count", "statvfs", "sync", "link", "symlink",
        "readlink", "chmod", "rename", "renames", "replace", "pathsep", "altsep", "lockf", "Popen", "run", "call",
        "check_call", "check_output", "SIGKILL", "SIGHUP", "SIGQUIT", "SIGALRM", "SIGCHLD", "SIGPIPE", "SIGUSR1",
        "alarm", "setitimer", "pthread_sigmask", "pthread_kill",
    }
)  # fmt: skip
# The same on paths.
SYSTEMS_OWN_OF_PATHS = frozenset(
    {"rename", "chmod", "lchmod", "symlink_to", "hardlink_to", "readlink", "as_uri", "is_reserved"}
)
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
    of_systems: frozenset[str]
    without_encoding: frozenset[str]

    @property
    def top(self) -> str:
        return self.name.partition(".")[0]


def read_module(path: Path, name: str) -> Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported: set[str] = set()
    calls: set[str] = set()
    of_systems: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=library), attr=attribute) if (
                library in OF_SYSTEMS and attribute in SYSTEMS_OWN
            ):
                of_systems.add(f"{library}.{attribute}")
            case ast.ImportFrom(module=str(library), names=names) if library in OF_SYSTEMS:
                of_systems |= {f"{library}.{alias.name}" for alias in names if alias.name in SYSTEMS_OWN}
            case ast.Call(func=ast.Attribute(attr=called)) if called in SYSTEMS_OWN_OF_PATHS:
                of_systems.add(f".{called}")
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
    foreign = frozenset(one for one in imported if one.partition(".")[0] != "cvtex")
    return Module(name, frozenset(own), foreign, frozenset(calls), frozenset(of_systems), text_without_encoding(tree))


def text_without_encoding(tree: ast.AST) -> frozenset[str]:
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Name(id="open") | ast.Attribute(attr="open" | "read_text" | "write_text") as function
            ):
                words = {one.value for one in node.args if isinstance(one, ast.Constant)}
                names_it = "utf-8" in words or any(one.arg == "encoding" for one in node.keywords)
                of_bytes = any(isinstance(word, str) and "b" in word for word in words)
                if not (names_it or of_bytes or opens_no_file(function)):
                    found.add(ast.unparse(node))
    return frozenset(found)


def opens_no_file(function: ast.expr) -> bool:
    """A browser opens an address, Pillow a picture, and the system a number."""
    match function:
        case ast.Attribute(value=ast.Name(id="Image" | "browser" | "os")):
            return True
    return False


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {
    name_of(path): path for path in sorted(PACKAGE.rglob("*.py")) if "styles" not in path.relative_to(PACKAGE).parts
}
ALL_NAMES = frozenset(FILES)


@cache
def modules() -> list[Module]:
    """Read by the first test that asks: a process that only collects the tests does not need them."""
    return [read_module(path, name) for name, path in FILES.items()]


def belongs(name: str, rooms: set[str] | frozenset[str]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def test_every_module_is_in_a_known_folder() -> None:
    found = {info.name.removeprefix("cvtex.") for info in pkgutil.walk_packages([str(PACKAGE)], "cvtex.")}
    assert {module.name for module in modules()} == found | {""}
    assert len(modules()) > 50
    assert {module.top for module in modules()} <= KERNEL | STAGES | COMPOSITION | RIM
    assert STAGES <= {module.top for module in modules()}


def found_by(rule: Callable[[Module], set[str]]) -> dict[str, set[str]]:
    """What breaks a rule, by module. One test for all modules: hundreds of tests would take longer to start."""
    return {module.name or "cvtex": found for module in modules() if (found := rule(module))}


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


def asked_of_the_system(module: Module) -> set[str]:
    return set() if module.name in ASKS_THE_SYSTEM else set(module.of_systems)


def test_two_modules_ask_which_system_this_is() -> None:
    assert found_by(asked_of_the_system) == {}
    # They do not need each other.
    for module in modules():
        if module.name in ASKS_THE_SYSTEM:
            assert module.of_systems
            assert module.own == set()


def test_every_text_file_names_its_encoding() -> None:
    """Text without an encoding is read and written as Windows-1252 on many a Windows."""
    assert found_by(lambda module: set(module.without_encoding)) == {}


def test_imports_are_acyclic() -> None:
    needs = {module.name: module.own & ALL_NAMES for module in modules()}
    done: set[str] = set()
    while len(done) < len(needs):
        ready = {name for name, others in needs.items() if name not in done and others - {name} <= done}
        assert ready, sorted(needs.keys() - done)
        done |= ready


def test_every_allowance_is_used() -> None:
    """An unused allowance hides that a library has moved."""
    for library, rooms in ROOMS.items():
        users = {
            module.name for module in modules() if any(name.partition(".")[0] == library for name in module.foreign)
        }
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
