"""`cvtex watch --serve`: the rounds of builds -> the page in the browser."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cvtex.cli.variants import BuildOptions, draft_of, output_path
from cvtex.diagnostics import did_you_mean
from cvtex.emit.formats import HTML
from cvtex.reports.live import Editor, figures_of, problems_of, shown_file
from cvtex.serve import state as states
from cvtex.serve.editors import DEFAULT_EDITOR, EDITOR_ALIASES, EDITORS, template_of
from cvtex.serve.server import Server
from cvtex.serve.state import Problem, State

if TYPE_CHECKING:
    from cvtex.build.loading import Loaded
    from cvtex.build.results import BuildResult

# Formats that are made for the page.
SHOWN: Final = (HTML,)


@contextmanager
def serving(options: BuildOptions, port: int, editor: str | None, *, opens: bool) -> Iterator[Live]:
    """Serve the page inside the block. `opens`: open a browser."""
    template = _template(editor)
    server = _server(State(options.cv.name), port)
    try:
        click.echo(f"serving {server.address}")
        if opens:
            # A browser may take its time, and some wait until it is closed.
            threading.Thread(target=_open, args=(server.address,), daemon=True).start()
        yield Live(server, options, Editor(template, Path.cwd()))
    finally:
        server.close()


class Live:
    """Follows the rounds of builds. All calls come from one thread."""

    def __init__(self, server: Server, options: BuildOptions, editor: Editor) -> None:
        self.address = server.address
        self.audience = server.audience
        self._options = options
        self._editor = editor
        self._began = time.monotonic()

    def begin(self) -> None:
        self._began = time.monotonic()
        self._show(states.begun(self.state))

    def loaded(self, loaded: Loaded, names: Collection[str]) -> None:
        """The CV was read; `names` will be built."""
        if loaded.cv is None or not names:
            problems = problems_of(loaded.diagnostics, loaded.sources, self._editor)
            self._show(states.unreadable(self.state, (*problems, *self._unknown(loaded))))
            return
        shown = self._options.variants or tuple(loaded.cv.variants)
        self._show(states.known(self.state, str(loaded.cv.owner.name), shown, names))

    def _unknown(self, loaded: Loaded) -> Iterator[Problem]:
        """A save may remove a variant that is watched."""
        known = loaded.cv.variants if loaded.cv else {}
        for name in self._options.variants if known else ():
            if name not in known:
                yield Problem("error", f"no variant '{name}'", did_you_mean(name, known))

    def built(self, loaded: Loaded, name: str, built: BuildResult) -> None:
        problems = problems_of((*loaded.diagnostics, *built.diagnostics), loaded.sources, self._editor)
        paths = {one.format: output_path(loaded, name, self._options, one.format) for one in built.outputs}
        files = tuple(
            shown_file(paths[one.format].name, one.format, one.data, one.assets)
            for one in built.outputs
            if one.data is not None
        )
        drafts = (
            shown_file(draft_of(paths[one.format]).name, one.format, one.draft, {})
            for one in built.outputs
            if one.draft is not None
        )
        made = time.strftime("%H:%M:%S"), time.monotonic() - self._began
        figures = figures_of(built, files, made, self._editor) if files else None
        self._show(states.built(self.state, name, problems, figures, next(drafts, None)))

    def end(self) -> None:
        self._show(states.ended(self.state))

    def in_sight(self, loaded: Loaded, names: Collection[str]) -> tuple[str, ...]:
        """The variants besides `names` that a browser shows. If the command names variants, only those are shown."""
        if self._options.variants or loaded.cv is None:
            return ()
        wanted = self.audience.variants
        return tuple(name for name in loaded.cv.variants if name in wanted and name not in names)

    def lacks_a_variant(self) -> bool:
        """Whether a browser shows a variant that is not built from the sources as they are."""
        return not self.state.waiting.isdisjoint(self.audience.variants)

    @property
    def state(self) -> State:
        return self.audience.state

    def _show(self, state: State) -> None:
        self.audience.show(state)


def _template(editor: str | None) -> str:
    name = editor or DEFAULT_EDITOR
    template = template_of(name)
    if template is None:
        known = ", ".join(EDITORS)
        hint = did_you_mean(name, (*EDITORS, *EDITOR_ALIASES)) or f"editors: {known}; or an address with {{file}}"
        raise click.BadParameter(f"no editor '{name}' ({hint})", param_hint="--editor")
    return template


def _server(state: State, port: int) -> Server:
    try:
        return Server(state, port)
    except OSError as problem:
        hint = "choose another, or leave --port out for a free one"
        why = "is in use" if problem.errno == errno.EADDRINUSE else f"cannot be used: {problem.strerror or problem}"
        raise click.BadParameter(f"port {port} {why} ({hint})", param_hint="--port") from problem


def _open(address: str) -> None:
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        browser = None
    # A browser of text would take over this terminal.
    is_of_text = isinstance(browser, webbrowser.GenericBrowser) and not isinstance(
        browser, webbrowser.BackgroundBrowser
    )
    if browser is None or is_of_text or not browser.open(address):
        click.echo("no browser was found: open the address yourself", err=True)
