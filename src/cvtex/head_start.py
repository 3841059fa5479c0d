"""A TeX that begins with what is known of a variant before it is selected, cited and written: its look and its metadata."""

from __future__ import annotations

from collections.abc import Mapping

from cvtex.emit.document import write_document
from cvtex.emit.inline import InlineWriter
from cvtex.sheet import Appearance
from cvtex.typeset.choose import Wanted, choose_engine
from cvtex.typeset.format_store import FormatStore
from cvtex.typeset.formats import begin_with_format
from cvtex.typeset.problems import JOB_NAME
from cvtex.typeset.run import TexJob
from cvtex.typeset.standby import Standby


def begin(
    appearance: Appearance,
    standby: Standby,
    wanted: Wanted,
    epoch: int,
    environment: Mapping[str, str],
    formats: FormatStore,
) -> None:
    """It waits in `standby`. That no character needs another engine is a guess; if it is wrong, it waits in vain."""
    engine = choose_engine(wanted, "", environment, family=appearance.demands.layout.family).engine
    if engine is None:
        return
    document = write_document((), appearance.look, appearance.metadata, InlineWriter(appearance.look.language))
    job = TexJob(document.tex, appearance.files, JOB_NAME, document.preamble_lines, document.head_lines)
    begin_with_format(job, engine, formats, standby, epoch=epoch, environment=environment)
