"""Consent to run the bibliography styles beside a CV: given by --trust-styles, remembered by each file's digest."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from cvtex.diagnostics import Diagnostic

trust_option = click.option(
    "--trust-styles",
    is_flag=True,
    help="Run the bibliography styles in styles/ beside the CV; remember this until they change.",
)
NAMES_NEEDED: Final = "--trust-styles needs the names of the CVs whose styles may run, not --recursive"


def lacks_consent(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether a style may not run."""
    from cvtex.read.style import CONSENT

    return any(one.is_error and CONSENT in one.hint for one in diagnostics)


def trusted_styles(cv: Path, *, trust: bool) -> frozenset[str]:
    """Digests of all styles that the user allows to run. With `trust`, allow those beside this CV from now on."""
    styles = _beside(cv) if trust else {}
    folder = _folder()
    if folder is None:
        return frozenset(styles)
    for digest, path in styles.items():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # The file's name is the consent; its content tells a person what the consent is for.
            (folder / digest).write_text(f"{path.absolute()}\n", encoding="utf-8", errors="replace")
        except OSError as problem:
            click.echo(f"cvtex: warning: cannot remember that {path} is trusted: {problem.strerror}", err=True)
    try:
        remembered = frozenset(file.name for file in folder.iterdir())
    except OSError:
        remembered = frozenset()
    return remembered | styles.keys()


def _beside(cv: Path) -> dict[str, Path]:
    from cvtex.files.reading import read_regular
    from cvtex.read.style import style_digest

    try:
        files = [path for path in sorted((cv.parent / "styles" / "bibliography").glob("*.py")) if path.is_file()]
        return {style_digest(read_regular(path)): path for path in files}
    except OSError as problem:
        raise click.FileError(str(problem.filename), str(problem.strerror)) from problem


def _folder() -> Path | None:
    """Outside the cache, so that `doctor --clear-cache` keeps it."""
    from platformdirs import user_state_path

    try:
        return user_state_path("cvtex", appauthor=False) / "trusted-styles"
    except RuntimeError:
        # Neither HOME nor the system knows a folder of this user.
        return None
