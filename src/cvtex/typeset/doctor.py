"""A report on each TeX engine for `cvtex doctor`: version, missing files, and how to install it."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from cvtex.cache.store import NO_CACHE
from cvtex.typeset.embedded_files import REMEDY, changed_start, is_complete
from cvtex.typeset.engine import (
    ENGINE_NAMES,
    Engine,
    EngineName,
    MissingEngine,
    search_engine,
)
from cvtex.typeset.installation import program_output
from cvtex.typeset.run import TexJob, run_tex
from cvtex.value import Value

_SECONDS: Final = 60.0
_LACKS: Final = re.compile(r"^CVTEX lacks (\S+)$", re.MULTILINE)


class EngineReport(Value):
    """`version`: first line of its --version; `missing_files`: the requested files that it does not find.

    `reason`: why it does not work, or ""; `remedy`: what to do about that.
    """

    name: EngineName
    engine: Engine | None
    version: str
    missing_files: tuple[str, ...]
    reason: str
    remedy: str


def describe_engines(files: Iterable[str], environment: Mapping[str, str]) -> tuple[EngineReport, ...]:
    """Files that the themes need, such as `geometry.sty` -> a report for each possible engine.

    Starts each engine twice, which takes some tenths of a second.
    """
    needed = tuple(files)
    return tuple(_describe(search_engine(name, environment), needed, environment) for name in ENGINE_NAMES)


def engine_version(engine: Engine, environment: Mapping[str, str]) -> str:
    """Run the engine -> the first line of its version, "" if it cannot be started."""
    printed = program_output((engine.executable, "--version"), environment) or b""
    return printed.decode("utf-8", "replace").partition("\n")[0].strip()


def _describe(found: Engine | MissingEngine, files: tuple[str, ...], environment: Mapping[str, str]) -> EngineReport:
    if isinstance(found, MissingEngine):
        return EngineReport(found.name, None, "", (), found.reason, found.remedy)
    changed = changed_start(found, NO_CACHE)
    if changed or not is_complete(found):
        reason = (
            f"{changed[0] if changed else f'a file below {found.executable.parents[2]}'} is not that of its package"
        )
        return EngineReport(found.name, found, "", (), reason, REMEDY)
    version = engine_version(found, environment)
    lookups = "".join(rf"\IfFileExists{{{name}}}{{}}{{\wlog{{CVTEX lacks {name}}}}}" for name in files)
    job = TexJob(lookups + r"\wlog{CVTEX looked}\stop", {}, "lookup")
    run = run_tex(job, found, epoch=0, time_limit=_SECONDS, environment=environment)
    if "CVTEX looked" not in run.log:
        reason = run.reason or f"it ended with exit code {run.exit_code}"
        return EngineReport(found.name, found, version, (), reason, run.remedy if run.reason else "reinstall it")
    return EngineReport(found.name, found, version, tuple(_LACKS.findall(run.log)), "", "")
