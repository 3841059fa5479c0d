"""What a small program of a TeX installation prints: kpsewhich, a TeX asked for its version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from cvtex.typeset.environment import plain_environment
from cvtex.typeset.process import run_process

_SECONDS: Final = 20.0


def answer(arguments: Sequence[str | Path], environment: Mapping[str, str], most_bytes: int) -> bytes | None:
    """Command -> what it printed; None if it failed, could not be started, or took too long or too much."""
    with TemporaryDirectory(prefix="cvtex-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        output = folder / "output.txt"
        end = run_process(
            arguments,
            cwd=folder,
            environment=plain_environment(environment, folder),
            output=output,
            watched=folder,
            time_limit=_SECONDS,
            size_limit=most_bytes,
        )
        return output.read_bytes()[:most_bytes] if end.exit_code == 0 else None
